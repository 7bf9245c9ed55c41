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
    Changes:
      create s-data-dev in us-west-2: 1 resource: AWS::DynamoDB::Table
      replicate s-copies in us-west-2: to us-east-1
      create s-user-dev in us-east-1: 1 resource: AWS::SNS::Topic

    2 to create, 1 to replicate
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
    Changes:
      update s-a-dev in us-west-2
      modify Topic (AWS::SNS::Topic)
      DisplayName: one → two (parameter Display)

    1 to update, 1 unchanged
    ");
    let plan = sandbox.run("plan -p s-a.Name=other").ok();
    insta::assert_snapshot!(redacted(&sandbox, &plan.stdout), @r"
    Replacements:
      s-a-dev in us-west-2: replace Topic (AWS::SNS::Topic)
      TopicName: a-dev → other (requires replacement; parameter Name)

    Changes:
      update s-b-dev in us-east-1: details are known only once the output s-a.Arn is known

    2 to update
    ");

    let sets = sandbox.aws().cloudformation("us-west-2", "ListChangeSets", &[("StackName", "s-a-dev")]);
    assert!(!sets.contains("<ChangeSetId>"), "{sets}");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-a-dev CREATE_COMPLETE"]);
    assert_eq!(sandbox.run("outputs --output json").ok().stdout, outputs);
    sandbox.run("plan").ok().prints("Nothing to do in stage dev.").prints("2 unchanged");

    sandbox.run("plan --fail").ok();
    let failed = sandbox.run("plan --fail -p s-a.Display=two").code(3).prints("DisplayName: one → two");
    failed
        .says("there is something to do in stage dev: 1 to update, 1 unchanged")
        .says("a deploy with the same systems and parameters does it");
    let json = sandbox.run("plan --fail -p s-a.Display=two --output json").code(3).json();
    assert_eq!((&json["status"], &json["summary"]["update"]), (&"partial".into(), &1.into()));
    assert_eq!(json["nodes"][0]["changes"][0]["details"][0]["new"], "two");
}

#[test]
fn no_plan_shows_a_secret() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      d: {template: secret.yaml, region: home}\n");
    let template = "\
Parameters:
  Pin: {Type: String, NoEcho: true}
Resources:
  T: {Type: AWS::SNS::Topic, Properties: {DisplayName: !Sub 'a ${Pin}'}}
  P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Pin}}
";
    sandbox.write("secret.yaml", template);
    sandbox.run("deploy -p s-d.Pin=hunter2").ok();
    sandbox.write("secret.yaml", &template.replace("'a ", "'b "));
    for words in ["plan -p s-d.Pin=hunter3", "plan -p s-d.Pin=hunter3 --output json"] {
        let plan = sandbox.run(words).ok().prints("DisplayName").prints("****");
        plan.never_mentions("hunter2").never_mentions("hunter3");
    }
}

#[test]
fn a_stack_that_never_came_up_is_shown_with_cloudformations_reason() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      x: {template: failing.yaml, region: home}\n");
    sandbox.run("deploy").code(1);
    let plan = sandbox.run("plan --fail").code(3);
    plan.prints("recover s-x-dev in us-west-2: in ROLLBACK_COMPLETE: it never came up")
        .prints("reason: Never (AWS::CloudFormation::WaitCondition): ")
        .prints("1 to recover");
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
