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
        .says("s-down-dev in us-east-1 would widen access by a value that this run has changed")
        .says("Allow sqs:SendMessage on arn:aws:sqs:::first → Allow sqs:SendMessage on arn:aws:sqs:::second")
        .says("run the command again");
    let again = sandbox.run("deploy -p s-up.V=second").code(2);
    again.says("s-down-dev in us-east-1: access widens: Role").says("nothing was changed");
    sandbox.run("deploy -p s-up.V=second --approve never").ok().prints("1 updated");
    sandbox.run("deploy -p s-up.V=third --approve never").ok().prints("2 updated");
}

/// A new policy with a principal that may be any caller, and one whose queue becomes another queue that exists.
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

/// What a step gives is read before the run, as far as the run does not make it.
#[test]
fn access_that_widens_by_what_a_step_gives_is_asked_for() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    let role = |of: &str| {
        format!("{stacks}      role: {{template: down.yaml, region: workflow, parameters: {{Of: {of}}}}}\n")
    };
    sandbox.write("down.yaml", DOWN);
    project::write_with_steps(&sandbox, &role("text"), steps);
    sandbox.run("deploy").ok();
    project::write_with_steps(&sandbox, &role("{output: s-copies.TableArn}"), steps);
    let refused = sandbox.run("deploy").code(2).says("s-role-dev in us-east-1: access widens: Role");
    refused.says("table/items-dev").says("nothing was changed");
    sandbox.run("deploy --approve never").ok().prints("1 updated");
    // What is deployed by now is asked for no more.
    sandbox.run("deploy").ok().prints("Nothing changed");
}

/// A queue's policy whose principal is a parameter of this type.
fn letting_in(kind: &str) -> String {
    format!(
        "\
Parameters:
  To: {{{kind}}}
  Display: {{Type: String, Default: one}}
Resources:
  Topic: {{Type: AWS::SNS::Topic, Properties: {{DisplayName: !Ref Display}}}}
  Queue: {{Type: AWS::SQS::Queue}}
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement: [{{Effect: Allow, Principal: {{AWS: !Ref To}}, Action: 'sqs:SendMessage', Resource: '*'}}]
"
    )
}

/// A stack `up` with a parameter in Systems Manager, and a stack `down` that reads it.
#[test]
fn access_that_widens_by_a_value_in_systems_manager_is_asked_for() {
    let sandbox = Sandbox::started();
    let stacks = "      up: {template: up.yaml, region: home, parameters: {Account: '111111111111'}}
      down: {template: down.yaml, region: home, parameters: {To: {output: s-up.Name}}}\n";
    project::write(&sandbox, stacks);
    let up = "\
Parameters: {Account: {Type: String}}
Resources: {Text: {Type: AWS::SSM::Parameter, Properties: {Name: /partner, Type: String, Value: !Ref Account}}}
Outputs: {Name: {Value: !Ref Text}}
";
    sandbox.write("up.yaml", up);
    sandbox.write("down.yaml", &letting_in("Type: 'AWS::SSM::Parameter::Value<String>'"));
    sandbox.run("deploy").ok();
    sandbox.run("deploy -p s-down.Display=two").ok().prints("1 updated");
    let words = "Allow sqs:SendMessage on * to 111111111111 → Allow sqs:SendMessage on * to 222222222222";
    // The run itself changes the value: that is seen only once it has.
    let refused = sandbox.run("deploy -p s-up.Account=222222222222").code(1).says(words);
    refused.says("s-down-dev in us-west-2 would widen access by a value that this run has changed");
    let again = sandbox.run("deploy -p s-up.Account=222222222222").code(2).says(words);
    again.says("s-down-dev in us-west-2: access widens: Policy").says("nothing was changed");
    sandbox.run("deploy -p s-up.Account=222222222222 --approve never").ok().prints("1 updated");
    sandbox.run("deploy -p s-up.Account=222222222222").ok().prints("Nothing changed");
}

#[test]
fn access_that_depends_on_a_secret_is_asked_for_once_the_secret_changes() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      down: {template: down.yaml, region: home}\n");
    sandbox.write("down.yaml", &letting_in("Type: String, NoEcho: true"));
    sandbox.run("deploy -p s-down.To=111111111111").ok();
    sandbox.run("deploy -p s-down.To=111111111111 -p s-down.Display=two").ok().prints("1 updated");
    let refused = sandbox.run("deploy -p s-down.To=222222222222 -p s-down.Display=two").code(2);
    refused
        .says("access widens: Policy (AWS::SQS::QueuePolicy): cannot be compared: ")
        .says("it depends on the secret parameter To, whose value may have changed")
        .never_mentions("222222222222");
    sandbox
        .run("deploy -p s-down.To=222222222222 -p s-down.Display=two --approve never")
        .ok()
        .prints("1 updated");
}

/// An output that other stacks are given, and that its stack would have no more.
#[test]
fn an_output_whose_condition_turns_false_is_reported_before_anything_changes() {
    let sandbox = behind("Name");
    let conditional = UP
        .replace("Resources:", "Conditions: {Has: !Equals [!Ref V, first]}\nResources:")
        .replace("Name: {Value", "Name: {Condition: Has, Value");
    sandbox.write("up.yaml", &conditional);
    sandbox.run("deploy").ok().prints("1 updated");
    for command in ["plan", "deploy"] {
        let refused = sandbox.run(&format!("{command} -p s-up.V=second")).code(2);
        refused
            .says("s-up-dev in us-west-2 would no longer have the output Name, since its condition is false")
            .says("remove s-up.Name from the project file");
    }
    sandbox.run("outputs").ok().prints("items-first");
}

/// A secret that decides by a condition, that is handed to a nested stack, and that names a table.
#[test]
fn what_a_secret_decides_is_asked_for() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: a.yaml, region: home}\n");
    let inner = letting_in("Type: String, NoEcho: true");
    let a = "\
Parameters:
  Open: {Type: String, NoEcho: true}
  Partner: {Type: String, NoEcho: true}
  Name: {Type: String, NoEcho: true}
Conditions: {IsOpen: !Equals [!Ref Open, 'yes']}
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement:
          - {Effect: Allow, Principal: {AWS: !If [IsOpen, '*', '111111111111']}, Action: 'sqs:SendMessage', Resource: '*'}
  Inner: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {To: !Ref Partner}}}
  Literal: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: inner.yaml, Parameters: {To: '222222222222'}}}
  Other: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}
";
    sandbox.write("a.yaml", a).write("inner.yaml", &inner);
    let deploy = |open: &str, partner: &str, name: &str| {
        sandbox.run(&format!("deploy -p s-a.Open={open} -p s-a.Partner={partner} -p s-a.Name={name}"))
    };
    deploy("no", "333333333333", "one").ok();
    deploy("no", "333333333333", "one").ok();
    deploy("yes", "333333333333", "one").code(2).says("access widens: Policy").says("nothing was changed");
    deploy("no", "444444444444", "one").code(2).says("access widens: Inner").never_mentions("444444444444");
    deploy("no", "333333333333", "two")
        .code(2)
        .says("data may be lost: replace Other")
        .says("nothing was changed");
    sandbox.write("a.yaml", &a.replace("222222222222", "555555555555"));
    let refused = deploy("no", "333333333333", "one").code(2).says("access widens: Literal/Policy");
    refused.says("nothing was changed").never_mentions("555555555555");
}
