//! Stacks in states that no update leads out of.

use crate::harness::{Sandbox, project};

/// A stack that could not be created, and then a template that could be.
fn with_a_ruin() -> Sandbox {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      x: {template: failing.yaml, region: home}\n");
    sandbox.run("deploy").code(1);
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-x-dev ROLLBACK_COMPLETE"]);
    sandbox.write("failing.yaml", project::TOPIC);
    sandbox
}

#[test]
fn a_ruin_is_not_deleted_unasked() {
    let sandbox = with_a_ruin();
    sandbox
        .run("deploy")
        .code(2)
        .says("stack s-x-dev in us-west-2 is in ROLLBACK_COMPLETE")
        .says("hint:")
        .says("--yes");
    sandbox.run("plan").ok().prints("recover");
    sandbox.run("status").ok().prints("stuck");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-x-dev ROLLBACK_COMPLETE"]);
}

#[test]
fn with_yes_a_ruin_is_deleted_and_the_stack_created() {
    let sandbox = with_a_ruin();
    sandbox.run("deploy --yes").ok().prints("created").says("recovering");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-x-dev CREATE_COMPLETE"]);
}

#[test]
fn a_failed_update_is_reported_and_the_next_deploy_continues_from_it() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      x: {template: topic.yaml, region: home}\n");
    sandbox.run("deploy").ok();
    sandbox.write("topic.yaml", project::FAILING);
    sandbox.run("deploy").code(1).says("Never (AWS::CloudFormation::WaitCondition)");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-x-dev UPDATE_ROLLBACK_COMPLETE"]);
    sandbox.run("status").ok().prints("rolled back");
    sandbox.write("topic.yaml", &project::TOPIC.replace("Default: one", "Default: two"));
    sandbox.run("deploy").ok().prints("updated");
}

#[test]
fn a_ruin_is_torn_down_like_any_other_stack() {
    let sandbox = with_a_ruin();
    sandbox.run("teardown --confirm s").ok().prints("removed");
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
}
