//! `plan` and `deploy --dry-run`: what would be done, and nothing done.

use crate::harness::{Sandbox, project, redacted};

#[test]
fn before_the_first_deploy_everything_is_added_by_looking_only() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    let proxy = sandbox.behind_proxy();
    let plan = sandbox.run("plan").ok();
    insta::assert_snapshot!(redacted(&sandbox, &plan.stdout), @r"
    #  NAME  REGION  STEP  DETAIL
    1  s-data-dev  us-west-2  create  1 resource
    2  s-copies  us-west-2  replicate  to us-east-1
    3  s-user-dev  us-east-1  create  1 resource

    STACK  CHANGE  RESOURCE  TYPE  RISK
    s-data-dev  add  Table  AWS::DynamoDB::Table
    s-user-dev  add  Topic  AWS::SNS::Topic
    ");
    assert!(proxy.take_calls().iter().all(|call| call.is_read()));
    assert_eq!(sandbox.run("deploy --dry-run").ok().stdout, plan.stdout);
}

#[test]
fn later_modifications_and_replacements_are_shown_and_thrown_away() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.run("deploy").ok();
    let outputs = sandbox.run("outputs --output json").ok().stdout;

    let plan = sandbox.run("plan -p s-a.Display=two").ok();
    insta::assert_snapshot!(redacted(&sandbox, &plan.stdout), @r"
    #  NAME  REGION  STEP  DETAIL
    1  s-a-dev  us-west-2  update  1 resource
    2  s-b-dev  us-east-1  unchanged

    STACK  CHANGE  RESOURCE  TYPE  RISK
    s-a-dev  modify  Topic  AWS::SNS::Topic
    ");
    let plan = sandbox.run("plan -p s-a.Name=other").ok();
    insta::assert_snapshot!(redacted(&sandbox, &plan.stdout), @r"
    #  NAME  REGION  STEP  DETAIL
    1  s-a-dev  us-west-2  update  1 resource
    2  s-b-dev  us-east-1  unchanged

    STACK  CHANGE  RESOURCE  TYPE  RISK
    s-a-dev  replace  Topic  AWS::SNS::Topic
    ");

    let sets = sandbox.aws().cloudformation("us-west-2", "ListChangeSets", &[("StackName", "s-a-dev")]);
    assert!(!sets.contains("<ChangeSetId>"), "{sets}");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-a-dev CREATE_COMPLETE"]);
    assert_eq!(sandbox.run("outputs --output json").ok().stdout, outputs);
    sandbox.run("plan").ok().prints("Nothing to do in stage dev.");
}

#[test]
fn a_plan_is_one_json_document() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let plan = sandbox.run("plan --output json").ok().json();
    assert_eq!(plan["stage"], "dev");
    assert_eq!(plan["nodes"][0]["name"], "s-a-dev");
    assert_eq!(plan["nodes"][0]["step"], "create");
    assert_eq!(plan["nodes"][0]["changes"][0]["effect"], "add");
}
