//! What goes, what stays, and who is asked.

use crate::harness::{Sandbox, project};

fn deployed(words: &str) -> Sandbox {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    sandbox.run(&format!("deploy {words}")).ok();
    sandbox
}

#[test]
fn without_the_systems_name_nothing_goes() {
    let sandbox = deployed("");
    sandbox.run("teardown").code(2).says("hint:").says("--confirm s");
    sandbox.run("teardown --confirm other").code(2).says("'other', which is not to be removed");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-dev CREATE_COMPLETE"]);
    assert_eq!(sandbox.aws().stacks("us-east-1"), ["s-user-dev CREATE_COMPLETE"]);
}

#[test]
fn a_protected_stage_goes_only_by_force() {
    let sandbox = deployed("--stage prod");
    sandbox
        .run("teardown --stage prod --confirm s")
        .code(1)
        .says("stage prod is protected: nothing in it is removed")
        .says("--force");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-prod CREATE_COMPLETE"]);
    sandbox.run("teardown --stage prod --confirm s --force --delete-data").ok();
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
    assert!(sandbox.aws().tables("us-west-2").is_empty());
}

#[test]
fn stages_do_not_touch_each_other() {
    let sandbox = deployed("");
    sandbox.run("deploy --stage test").ok();
    sandbox.run("teardown --stage test --delete-data --confirm s").ok();
    assert_eq!(sandbox.aws().tables("us-west-2"), ["items-dev"]);
    sandbox.run("deploy").ok().prints("Nothing changed");
}

#[test]
fn a_replica_that_was_never_made_is_no_obstacle() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      data: {template: table.yaml, region: home, parameters: {Stage: dev}}\n");
    sandbox.run("deploy").ok();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    sandbox.run("teardown --delete-data --confirm s").ok();
    assert!(sandbox.aws().tables("us-west-2").is_empty());
}

#[test]
fn a_protected_table_that_goes_with_its_stack_stops_the_teardown_before_anything_is_deleted() {
    let sandbox = Sandbox::started();
    let template = project::TABLE
        .replace("    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n", "")
        .replace("      BillingMode", "      DeletionProtectionEnabled: true\n      BillingMode");
    sandbox.write("protected.yaml", &template);
    project::write(
        &sandbox,
        "      data: {template: protected.yaml, region: home, parameters: {Stage: '${stage}'}}\n",
    );
    sandbox.run("deploy").ok();
    sandbox.run("teardown --yes").code(1).says("items-dev").says("protected").says("--force");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-dev CREATE_COMPLETE"]);
    sandbox.run("teardown --yes --force").ok();
    assert!(sandbox.aws().tables("us-west-2").is_empty());
}
