//! `provision doctor`: all problems are found at once, and nothing is changed.

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
        .prints("reachable; it has 0 stacks of the stage");
    sandbox.run("deploy -p s-a.SenderAddress=orders@example.com").ok().never_mentions("SES");
    sandbox.run("doctor").ok().never_mentions("SES");
    let _proxy = sandbox.behind_proxy();
    sandbox
        .run("doctor")
        .ok()
        .prints("reachable; it has 1 stack of the stage")
        .prints("orders@example.com is verified")
        .prints("SES sends to all addresses")
        .prints("functions may run at once");
}

#[test]
fn all_problems_are_reported_at_once() {
    let sandbox = Sandbox::started();
    let uses_code =
        "      a: {template: mailing.yaml, region: home, parameters: {SenderAddress: me@example.com}}\n";
    project::write(&sandbox, uses_code);
    sandbox.write("mailing.yaml", MAILING);
    let _proxy = sandbox.behind_proxy();
    sandbox.run("deploy").ok();
    let found = sandbox.run("doctor").code(1);
    found
        .prints("me@example.com is not verified, so no e-mail is sent")
        .prints(
            "To do: run `aws sesv2 create-email-identity --email-identity me@example.com --region us-west-2`",
        )
        .prints("no partner is configured")
        .says("1 problem found");

    let file = std::fs::read_to_string(sandbox.path("project/provision.yaml")).unwrap();
    let guarded = file.replace("  dev: {}", "  dev: {account: '111122223333'}");
    sandbox.write("provision.yaml", &guarded);
    sandbox
        .run("doctor")
        .code(1)
        .prints("stage dev belongs to account 111122223333")
        .says("2 problems found");
}

/// A sender belongs to no stack of a stage, so the deploy that needs it says that it must be verified, and how.
#[test]
fn a_deploy_ends_with_what_is_left_to_do_for_its_sender() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: mailing.yaml, region: home}\n");
    sandbox.write("mailing.yaml", MAILING);
    let proxy = sandbox.behind_proxy();
    sandbox
        .run("deploy")
        .ok()
        .prints(
            "Note: s-a-dev: SES in us-west-2 sends no mail from orders@example.com until it is verified: ",
        )
        .prints("aws sesv2 create-email-identity --email-identity orders@example.com --region us-west-2");
    proxy.take_calls();
    sandbox.run("deploy").ok().never_mentions("SES");
    let asked = proxy.take_calls();
    assert!(asked.iter().all(|call| call.action != "GetEmailIdentity"), "{asked:#?}");

    sandbox.write("mailing.yaml", IDENTITY);
    sandbox.run("deploy").ok().never_mentions("until it is verified");
    sandbox.run("doctor").ok().prints("orders@example.com is verified");
}

#[test]
fn an_address_without_a_server_is_a_finding_of_every_check() {
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
