//! Stacks that import what others of the project export, and references that lead nowhere.

use crate::harness::{Sandbox, project};

const EXPORTING: &str = "\
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: {TopicName: exported}
Outputs:
  Arn:
    Value: !Ref Topic
    Export: {Name: !Sub '${AWS::StackName}-Arn'}
";
const IMPORTING: &str = "\
Parameters:
  Stage: {Type: String}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: importing
      DisplayName: {'Fn::ImportValue': !Sub 's-z-${Stage}-Arn'}
";

/// A project whose first stack imports what its last one exports.
fn importing(sandbox: &Sandbox) {
    sandbox.write("exporting.yaml", EXPORTING).write("importing.yaml", IMPORTING);
    project::write(
        sandbox,
        "      a: {template: importing.yaml, region: home, parameters: {Stage: '${stage}'}}\n      z: {template: exporting.yaml, region: home}\n",
    );
}

#[test]
fn an_import_puts_stacks_in_order_both_ways() {
    let sandbox = Sandbox::started();
    importing(&sandbox);
    let deployed = sandbox.run("deploy").ok();
    let at = |text: &str, part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is not in {text}"));
    let stderr = &deployed.stderr;
    assert!(
        at(stderr, "s-z-dev in us-west-2: created") < at(stderr, "s-a-dev in us-west-2: creating"),
        "{stderr}"
    );
    let topic = [("TopicArn", "arn:aws:sns:us-west-2:000000000000:importing")];
    let (_, attributes) = sandbox.aws().query("sns", "us-west-2", "GetTopicAttributes", &topic);
    assert!(attributes.contains("arn:aws:sns:us-west-2:000000000000:exported"), "{attributes}");
    let removed = sandbox.run("teardown --yes").ok();
    let stderr = &removed.stderr;
    assert!(
        at(stderr, "s-a-dev in us-west-2: removed") < at(stderr, "s-z-dev in us-west-2: deleting"),
        "{stderr}"
    );
}

#[test]
fn exports_are_checked_without_a_call() {
    let sandbox = Sandbox::new();
    importing(&sandbox);
    sandbox.run("validate").ok().prints("is sound");
    project::write(
        &sandbox,
        "      a: {template: importing.yaml, region: home, parameters: {Stage: '${stage}'}}\n      z: {template: exporting.yaml, region: home, needs: [s-a]}\n",
    );
    sandbox
        .run("validate")
        .code(2)
        .says("importing.yaml:8: circular dependency: s-a → s-z → s-a (s-a imports 's-z-dev-Arn' from s-z)");
    sandbox.write("exporting.yaml", &EXPORTING.replace("!Sub '${AWS::StackName}-Arn'", "shared"));
    project::write(
        &sandbox,
        "      y: {template: exporting.yaml, region: home}\n      z: {template: exporting.yaml, region: home}\n",
    );
    sandbox.run("plan").code(2).says(
        "exporting.yaml:8: stack s-z exports 'shared' in us-west-2, as s-y does (exporting.yaml:8); an export's name must be unique",
    );
}

#[test]
fn an_import_whose_name_is_not_known_is_noted() {
    let sandbox = Sandbox::new();
    importing(&sandbox);
    sandbox.write("importing.yaml", &IMPORTING.replace("${Stage}-Arn", "${AWS::StackId}"));
    sandbox.run("validate").ok().says("note: importing.yaml:8: whether stack s-a imports what s-z exports");
}

#[test]
fn references_that_lead_nowhere_are_refused_before_any_call() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "queue.yaml",
        "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\nOutputs:\n  Url:\n    Value: !Ref Queu\n",
    );
    project::write(&sandbox, "      a: {template: queue.yaml, region: home}\n");
    for command in ["validate", "plan", "deploy"] {
        sandbox
            .run(command)
            .code(2)
            .says("queue.yaml:6: Ref: there is no parameter or resource 'Queu'; did you mean Queue?")
            .says("  6 |     Value: !Ref Queu");
    }
}
