//! Access that widens in one stack because another stack's output changes in the same run.

use crate::harness::{Sandbox, project};

/// A stack `up` whose outputs follow its parameters, and a stack `down` whose role may read what an output of it names.
fn behind(output: &str) -> Sandbox {
    let sandbox = Sandbox::started();
    let stacks = format!(
        "      up: {{template: up.yaml, region: home, parameters: {{V: first}}}}
      down: {{template: down.yaml, region: workflow, parameters: {{Of: {{output: s-up.{output}}}}}}}\n"
    );
    project::write(&sandbox, &stacks);
    sandbox.write("up.yaml", UP);
    sandbox.write("down.yaml", DOWN);
    sandbox.run("deploy").ok();
    sandbox
}

const UP: &str = "\
Parameters:
  V: {Type: String}
  Display: {Type: String, Default: one}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref V, DisplayName: !Ref Display}}
  Text: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref V}}
Outputs:
  Name: {Value: !Sub 'items-${V}'}
  Topic: {Value: !Ref Topic}
  Text: {Value: !GetAtt Text.Value}
";

const DOWN: &str = "\
Parameters:
  Of: {Type: String}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: '2012-10-17'
            Statement: [{Effect: Allow, Action: 'sqs:SendMessage', Resource: !Sub 'arn:aws:sqs:::${Of}'}]
";

#[test]
fn an_output_that_the_template_shows_is_asked_for_and_planned_with_its_new_value() {
    let sandbox = behind("Name");
    let statements =
        ["first", "second"].map(|of| format!("Allow sqs:SendMessage on arn:aws:sqs:::items-{of}"));
    let access = statements.join(" → ");
    let plan = sandbox
        .run("plan -p s-up.V=second")
        .ok()
        .prints("2 to update")
        .prints("items-first → arn:aws:sqs:::items-second (parameter Of)");
    plan.prints(&access);
    let refused = sandbox.run("deploy -p s-up.V=second").code(2);
    refused
        .says(&format!("s-down-dev in us-east-1: access widens: Role (AWS::IAM::Role): {access}"))
        .says("nothing was changed");
    sandbox.run("outputs").ok().prints("items-first");

    sandbox.run("deploy -p s-up.Display=two").ok().prints("1 updated");
}

/// The ARN of a topic that gets another name is known only once it is there: any value of it is approved, or none.
#[test]
fn an_output_of_a_resource_that_is_replaced_is_asked_for_by_its_name() {
    let sandbox = behind("Topic");
    let plan = sandbox.run("plan -p s-up.V=second").ok().prints("2 to update");
    plan.prints("details are known only once the output s-up.Topic is known");
    let refused = sandbox.run("deploy -p s-up.V=second").code(2).says("nothing was changed");
    refused.says("→ Allow sqs:SendMessage on arn:aws:sqs:::${output s-up.Topic}");
    let deploy = format!("{} deploy -p s-up.V=second", env!("CARGO_BIN_EXE_provision"));
    let Some(approved) = sandbox.on_a_terminal(80, &deploy, r"y\n") else { return };
    approved.ok().prints("2 updated");
}

/// That the value of a parameter in Systems Manager follows the template is not known to the review.
#[test]
fn access_that_widens_by_an_unforeseen_output_is_refused_until_it_is_approved() {
    let sandbox = behind("Text");
    let refused = sandbox.run("deploy -p s-up.V=second").code(1);
    refused
        .says("s-down-dev in us-east-1 would widen access by an output that this run has changed")
        .says("Allow sqs:SendMessage on arn:aws:sqs:::first → Allow sqs:SendMessage on arn:aws:sqs:::second")
        .says("run the command again");
    let again = sandbox.run("deploy -p s-up.V=second").code(2);
    again.says("s-down-dev in us-east-1: access widens: Role").says("nothing was changed");
    sandbox.run("deploy -p s-up.V=second --approve never").ok().prints("1 updated");
    sandbox.run("deploy -p s-up.V=third --approve never").ok().prints("2 updated");
}

/// A new policy with a principal that may be anybody, and one whose queue becomes another queue that exists.
#[test]
fn an_open_output_counts_as_any_value_and_as_something_that_exists() {
    let sandbox = Sandbox::started();
    project::write(
        &sandbox,
        "      up: {template: up.yaml, region: home}\n      down: {template: down.yaml, region: home, parameters: {Of: {output: s-up.Url}}}\n",
    );
    let up = "Resources:\n  One: {Type: AWS::SQS::Queue}\n  Two: {Type: AWS::SQS::Queue}\nOutputs:\n  Url: {Value: !Ref One}\n";
    let down = "\
Parameters:
  Of: {Type: String}
Resources:
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Of]
      PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 'sqs:SendMessage', Resource: '*'}]}
";
    sandbox.write("up.yaml", up);
    sandbox.write("down.yaml", down);
    sandbox.run("deploy").ok();
    sandbox.write("up.yaml", &up.replace("!Ref One", "!Ref Two"));
    sandbox
        .run("deploy")
        .code(2)
        .says("s-down-dev in us-west-2: access widens: Policy")
        .says("nothing was changed");
}

/// What a step gives is known to no review, so that no later run asks for it either: the hint names another way.
#[test]
fn access_that_widens_by_what_a_step_gives_is_refused_with_a_way_out() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    let role = |of: &str| {
        format!("{stacks}      role: {{template: down.yaml, region: workflow, parameters: {{Of: {of}}}}}\n")
    };
    sandbox.write("down.yaml", DOWN);
    project::write_with_steps(&sandbox, &role("text"), steps);
    sandbox.run("deploy").ok();
    project::write_with_steps(&sandbox, &role("{output: s-copies.TableArn}"), steps);
    let refused = sandbox.run("deploy").code(1).says("s-role-dev in us-east-1 would widen access");
    refused.says("add --approve never").never_mentions("run the command again");
    sandbox.run("deploy --approve never").ok().prints("1 updated");
    // What is deployed by now is asked for no more.
    sandbox.run("deploy").ok();
}
