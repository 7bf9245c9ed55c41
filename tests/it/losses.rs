//! Data that a deploy would lose in places that no change set shows before the run.

use crate::harness::{Sandbox, project};

/// A queue and a table, in a template of their own.
const INNER: &str = "\
Parameters: {Name: {Type: String, Default: things}}
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Ref Name
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
";

/// A stack around that template.
const OUTER: &str = "\
Parameters: {Of: {Type: String, Default: things}}
Resources:
  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {Name: !Ref Of}}}
";

fn without_table() -> &'static str {
    &INNER[..INNER.find("  Table:").expect("the template has a table")]
}

#[test]
fn a_table_that_a_nested_template_has_no_more_is_asked_for() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: outer.yaml, region: home}\n");
    sandbox.write("outer.yaml", OUTER).write("inner.yaml", INNER);
    sandbox.run("deploy").ok();
    sandbox.write("inner.yaml", without_table());
    let plan = sandbox.run("plan").ok();
    plan.prints("Inner/Table").prints("data");
    let refused = sandbox.run("deploy").code(2);
    refused
        .says("s-a-dev in us-west-2: data may be lost: remove Inner/Table (AWS::DynamoDB::Table)")
        .says("--allow-data-loss")
        .says("nothing was changed");
    assert_eq!(sandbox.aws().tables("us-west-2"), ["things"]);
    sandbox.run("deploy --allow-data-loss").ok().prints("1 updated");
    assert!(sandbox.aws().tables("us-west-2").is_empty());
}

/// The value of the parameter in Systems Manager is known to no review; the change set of the outer stack does not show the table.
#[test]
fn a_nested_table_that_an_unforeseen_value_replaces_is_refused_until_it_is_approved() {
    let sandbox = Sandbox::started();
    project::write(
        &sandbox,
        "      up: {template: up.yaml, region: home, parameters: {V: first}}
      down: {template: outer.yaml, region: home, parameters: {Of: {output: s-up.Text}}}\n",
    );
    let up = "\
Parameters: {V: {Type: String}}
Resources: {Text: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref V}}}
Outputs: {Text: {Value: !GetAtt Text.Value}}
";
    sandbox.write("up.yaml", up).write("outer.yaml", OUTER).write("inner.yaml", INNER);
    sandbox.run("deploy").ok();
    let refused = sandbox.run("deploy -p s-up.V=second").code(1);
    refused
        .says("s-down-dev in us-west-2 would lose data by a value that this run has changed")
        .says("replace Inner/Table (AWS::DynamoDB::Table)");
    let again = sandbox.run("deploy -p s-up.V=second").code(2);
    again.says("data may be lost: replace Inner/Table").says("nothing was changed");
    assert_eq!(sandbox.aws().tables("us-west-2"), ["first"]);
    sandbox.run("deploy -p s-up.V=second --allow-data-loss").ok().prints("1 updated");
    assert_eq!(sandbox.aws().tables("us-west-2"), ["second"]);
}

/// `b` is given a value that `a` gives only once it is updated, and another table than before: no change set of `b` can be made yet.
#[test]
fn a_replaced_table_is_asked_for_before_a_stack_that_it_needs_is_changed() {
    let sandbox = Sandbox::started();
    let stacks = |parameters: &str| {
        format!(
            "      a: {{template: a.yaml, region: home}}\n      b: {{template: b.yaml, region: home{parameters}}}\n"
        )
    };
    project::write(&sandbox, &stacks(""));
    sandbox.write("a.yaml", "Resources: {Topic: {Type: AWS::SNS::Topic}}\n").write("b.yaml", INNER);
    sandbox.run("deploy").ok();

    project::write(&sandbox, &stacks(", parameters: {Name: others, Text: {output: s-a.Other}}"));
    let a = "\
Resources: {Topic: {Type: AWS::SNS::Topic}, Other: {Type: AWS::SNS::Topic}}
Outputs: {Other: {Value: !Ref Other}}
";
    let b = INNER.replace("Parameters: {", "Parameters: {Text: {Type: String}, ")
        + "Outputs: {Text: {Value: !Ref Text}}\n";
    sandbox.write("a.yaml", a).write("b.yaml", &b);
    let refused = sandbox.run("deploy").code(2).says("nothing was changed");
    refused.says("s-b-dev in us-west-2: data may be lost: replace Table (AWS::DynamoDB::Table)");
    sandbox.run("outputs").ok().never_mentions("Other");
    sandbox.run("deploy --allow-data-loss").ok().prints("2 updated");
}

/// A nested stack whose output another one is given, as the name of its table, and the stack around both as a principal.
#[test]
fn a_changed_output_of_a_nested_stack_is_followed_to_where_it_is_used() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: outer.yaml, region: home}\n");
    let one = |name: &str| {
        format!(
            "Resources: {{Topic: {{Type: AWS::SNS::Topic}}}}\nOutputs: {{Name: {{Value: {name}}}, To: {{Value: '111111111111'}}}}\n"
        )
    };
    let outer = "\
Resources:
  One: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: one.yaml}}
  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {Name: !GetAtt One.Outputs.Name}}}
  Queue: {Type: AWS::SQS::Queue}
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: !GetAtt One.Outputs.To}, Action: 'sqs:SendMessage', Resource: '*'}]
";
    sandbox.write("outer.yaml", outer).write("one.yaml", &one("first")).write("inner.yaml", INNER);
    sandbox.run("deploy").ok();
    sandbox.run("deploy").ok().prints("Nothing changed");
    sandbox
        .write("one.yaml", &one("first").replace("SNS::Topic}", "SNS::Topic, Properties: {DisplayName: x}}"));
    sandbox.run("deploy").ok().prints("1 updated");
    sandbox.write("one.yaml", &one("second"));
    let lost =
        sandbox.run("deploy").code(2).says("data may be lost: replace Inner/Table (AWS::DynamoDB::Table)");
    lost.says("nothing was changed");
    sandbox.write("one.yaml", &one("first").replace("'111111111111'", "'*'"));
    let widened = sandbox.run("deploy").code(2).says("access widens: Policy").says("nothing was changed");
    widened.says("Allow sqs:SendMessage on * to 111111111111 → Allow sqs:SendMessage on * to *");
    assert_eq!(sandbox.aws().tables("us-west-2"), ["first"]);
}
