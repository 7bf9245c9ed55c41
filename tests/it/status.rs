//! `provision status`: the state of systems, and why a stack is broken.

use crate::harness::{Sandbox, project, redacted};

const FAILING: &str = "      x: {template: failing.yaml, region: home}\n";

#[test]
fn a_stack_that_was_never_created_is_shown_with_cloudformations_reason() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, FAILING);
    sandbox.run("deploy").code(1);
    insta::assert_snapshot!(redacted(&sandbox, &sandbox.run("status").ok().stdout), @r"
    Stage  dev in us-west-2
    Account  000000000000 at http://127.0.0.1:[port]

    SYSTEM  STATE  STACKS  LAST DEPLOY  PROBLEMS
    s  stuck  1 of 1  [age]  1 stuck

    STACK  REGION  STATE  AGE  STATUS
    s-x-dev  us-west-2  stuck  [age]  ROLLBACK_COMPLETE

    s-x-dev in us-west-2 is ROLLBACK_COMPLETE: Never (AWS::CloudFormation::WaitCondition): WaitCondition timed out. Received 0 conditions when expecting 1

    To do: remove the cause, then run provision deploy --yes, which also recovers stuck stacks
    ");
    let report = sandbox.run("status --output json").ok().json();
    let reason = report["stacks"][0]["reason"].as_str().unwrap();
    assert!(reason.starts_with("Never (AWS::CloudFormation::WaitCondition): "), "{reason}");
    assert_eq!(report["systems"][0]["state"], "stuck");
    sandbox.run("doctor").code(1).prints(reason);
}

#[test]
fn a_rolled_back_update_is_shown_with_its_reason_until_the_next_deploy() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      x: {template: topic.yaml, region: home, parameters: {Name: of-x}}\n");
    sandbox.run("deploy").ok();
    project::write(&sandbox, FAILING);
    sandbox.run("deploy").code(1);
    let status = sandbox.run("status").ok();
    status
        .prints("rolled back")
        .prints(
            "s-x-dev in us-west-2 is UPDATE_ROLLBACK_COMPLETE: Never (AWS::CloudFormation::WaitCondition): ",
        )
        .prints("have their previous version until an update succeeds: provision plan");
    sandbox.run("doctor").ok().prints("the last update of stack s-x-dev in us-west-2 was rolled back: Never");
    project::write(&sandbox, "      x: {template: topic.yaml, region: home, parameters: {Name: of-y}}\n");
    sandbox.run("deploy").ok();
    sandbox.run("status").ok().prints("ready").never_mentions("rolled back");
}
