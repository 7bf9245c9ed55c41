//! `provision doctor`: what stands in the way is found, all of it at once, and nothing is changed.

use crate::harness::{Sandbox, project};

const MAILING: &str = "\
Parameters:
  SenderAddress: {Type: String, Default: orders@example.com}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: mailing}}
Outputs:
  PartnerNotice: {Value: no partner is configured}
";
const IDENTITY: &str = "\
Parameters:
  SenderAddress: {Type: String, Default: orders@example.com}
Resources:
  Sender: {Type: AWS::SES::EmailIdentity, Properties: {EmailIdentity: !Ref SenderAddress}}
";

#[test]
fn a_stage_without_trouble_is_well() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: identity.yaml, region: home}\n");
    sandbox.write("identity.yaml", IDENTITY);
    sandbox
        .run("doctor")
        .ok()
        .prints("account 000000000000")
        .prints("answers; 0 of the stage's stacks are there");
    sandbox.run("deploy -p s-a.SenderAddress=orders@example.com").ok();
    sandbox
        .run("doctor")
        .ok()
        .prints("answers; 1 of the stage's stacks are there")
        .prints("orders@example.com is verified")
        .prints("SES sends to everybody")
        .prints("functions may run at once");
}

#[test]
fn everything_that_stands_in_the_way_is_told_at_once() {
    let sandbox = Sandbox::started();
    let uses_code =
        "      a: {template: mailing.yaml, region: home, parameters: {SenderAddress: me@example.com}}\n";
    project::write(&sandbox, uses_code);
    sandbox.write("mailing.yaml", MAILING);
    sandbox.run("deploy").ok();
    let found = sandbox.run("doctor").code(1);
    found
        .prints("me@example.com is not verified, so no mail leaves")
        .prints("To do: open the link that SES has sent to the address")
        .prints("no partner is configured")
        .says("one thing stands in the way");

    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    let guarded = file.replace("  dev: {}", "  dev: {account: '111122223333'}");
    sandbox.write("provision.yaml", &guarded);
    sandbox
        .run("doctor")
        .code(1)
        .prints("stage dev belongs to account 111122223333")
        .says("2 things stand in the way");
}

#[test]
fn an_address_where_nobody_answers_is_a_finding_of_every_check() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.set("PROVISION_ENDPOINT_URL", "http://127.0.0.1:9");
    sandbox.set("AWS_ACCESS_KEY_ID", "test");
    sandbox.set("AWS_SECRET_ACCESS_KEY", "test");
    let found = sandbox.run("doctor --output json").code(1).json();
    let problems =
        found["findings"].as_array().unwrap().iter().filter(|finding| finding["grade"] == "problem");
    let checks: Vec<_> = problems.map(|finding| finding["check"].as_str().unwrap()).collect();
    assert_eq!(checks, ["identity", "region", "region"]);
}
