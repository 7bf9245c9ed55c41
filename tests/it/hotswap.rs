//! `deploy --hotswap`: code and definitions changed without CloudFormation, and brought in line by the next deploy.

use std::sync::mpsc::channel;

use serde_json::{Value, json};

use crate::harness::{Sandbox, Verdict, credential, machine_arn, text};

const REGION: &str = "us-west-2";

const PROJECT: &str = "\
version: 1
default-stage: dev
regions: {home: us-west-2}
stages:
  dev: {hotswap: true}
  prod: {}
artifacts:
  code: {file: code.py, entry: main.py, sources: [code.py]}
systems:
  s:
    stacks:
      packed: {template: packed.yaml, region: home, parameters: {Seconds: '60'}}
      zipped:
        template: zipped.yaml
        region: home
        parameters: {CodeBucket: '${artifacts.bucket}', CodeKey: {artifact: code}}
";

/// A function of a folder, and a workflow that calls it.
const PACKED: &str = "\
Parameters:
  Seconds: {Type: Number}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: swapped-role
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: swapped, VisibilityTimeout: !Ref Seconds}}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: packed
      Runtime: python3.12
      Handler: main.handler
      Role: !GetAtt Role.Arn
      Code: ./src
  Workflow:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: swapped
      RoleArn: !GetAtt Role.Arn
      DefinitionString: !Sub |
        {
          \"StartAt\": \"Call\",
          \"States\": {\"Call\": {\"Type\": \"Task\", \"Comment\": \"first\", \"Resource\": \"${Function.Arn}\", \"End\": true}}
        }
";

/// A function whose code is an artifact.
const ZIPPED: &str = "\
Parameters:
  CodeBucket: {Type: String}
  CodeKey: {Type: String}
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: zipped
      Runtime: python3.12
      Handler: main.handler
      Role: arn:aws:iam::000000000000:role/swapped-role
      Code: {S3Bucket: !Ref CodeBucket, S3Key: !Ref CodeKey}
";

const IN_LINE_AGAIN: &str = "updated directly, because it was behind a hotswap";

fn deployed() -> Sandbox {
    let sandbox = Sandbox::started();
    sandbox.write("provision.yaml", PROJECT).write("packed.yaml", PACKED).write("zipped.yaml", ZIPPED);
    code(&sandbox, "one");
    sandbox.run("deploy").ok().prints("2 created");
    sandbox
}

/// Writes the code of both functions.
fn code(sandbox: &Sandbox, answer: &str) {
    let code = format!("def handler(event, context):\n    return '{answer}'\n");
    sandbox.write("src/main.py", &code).write("code.py", &code);
}

fn answers(sandbox: &Sandbox) -> [Value; 2] {
    let headers = [("authorization", &*credential("lambda", REGION))];
    ["packed", "zipped"].map(|name| {
        let answer = sandbox.send(&format!("POST /2015-03-31/functions/{name}/invocations"), &headers, "{}");
        serde_json::from_slice(&answer.body).unwrap()
    })
}

fn definition(sandbox: &Sandbox) -> Value {
    let input = json!({"stateMachineArn": machine_arn("swapped", REGION)});
    let machine = sandbox.call("states", REGION, "AWSStepFunctions.DescribeStateMachine", &input);
    serde_json::from_str(&text(&machine["definition"])).unwrap()
}

#[test]
fn a_hotswap_changes_only_the_functions_and_the_next_deploy_brings_the_stack_in_line() {
    let sandbox = deployed();
    let proxy = sandbox.behind_proxy();
    code(&sandbox, "two");
    let before = "CloudFormation still has the previous version of what was hotswapped";
    sandbox
        .run("deploy --hotswap")
        .ok()
        .prints("2 hotswapped")
        .prints(&format!("Note: s-packed-dev, s-zipped-dev: {before}"));
    assert_eq!(answers(&sandbox), ["two", "two"]);
    let changes: Vec<_> =
        proxy.take_calls().iter().filter(|call| !call.is_read()).map(|call| call.line()).collect();
    assert!(changes.iter().all(|line| line.contains("PUT /")), "{changes:#?}");
    sandbox.run("deploy --hotswap").ok().prints("Nothing changed");

    let behind = "behind a hotswap of packed; the next `provision deploy` brings it in line".replace('`', "");
    sandbox.run("status").ok().prints(&format!("Note: s-packed-dev: {behind}"));
    // The sources are back at what the stacks have, so that CloudFormation sees no difference.
    code(&sandbox, "one");
    sandbox.run("plan").ok().prints("update").prints(&behind);
    sandbox.run("deploy").ok().prints("2 updated").says(IN_LINE_AGAIN);
    assert_eq!(answers(&sandbox), ["one", "one"]);
    sandbox.run("status").ok().never_mentions("behind");
    sandbox.run("plan").ok().prints("Nothing to do");
    sandbox.run("deploy").ok().prints("Nothing changed");
}

#[test]
fn a_deploy_of_what_was_hotswapped_and_a_hotswap_back_leave_nothing_behind() {
    let sandbox = deployed();
    code(&sandbox, "two");
    sandbox.run("deploy --hotswap").ok();
    sandbox.run("deploy").ok().prints("2 updated").never_mentions(IN_LINE_AGAIN);
    sandbox.run("deploy").ok().prints("Nothing changed");
    code(&sandbox, "three");
    sandbox.run("deploy --hotswap").ok();
    code(&sandbox, "two");
    sandbox.run("deploy --hotswap").ok().prints("2 hotswapped").never_mentions("Note: ");
    assert_eq!(answers(&sandbox), ["two", "two"]);
    sandbox.run("deploy").ok().prints("Nothing changed");
}

#[test]
fn a_deploy_of_something_else_takes_back_what_was_hotswapped() {
    let sandbox = deployed();
    code(&sandbox, "two");
    sandbox.run("deploy --hotswap").ok();
    code(&sandbox, "one");
    sandbox.run("deploy -p s-packed.Seconds=61").ok().says(IN_LINE_AGAIN);
    assert_eq!(answers(&sandbox), ["one", "one"]);
}

#[test]
fn a_definition_is_hotswapped_and_taken_back() {
    let sandbox = deployed();
    sandbox.write("packed.yaml", &PACKED.replace("first", "second"));
    sandbox.run("deploy --hotswap").ok().prints("1 hotswapped, 1 unchanged");
    let expected = |comment: &str| {
        let function = format!("arn:aws:lambda:{REGION}:000000000000:function:packed");
        json!({"StartAt": "Call", "States": {
            "Call": {"Type": "Task", "Comment": comment, "Resource": function, "End": true}}})
    };
    assert_eq!(definition(&sandbox), expected("second"));
    sandbox.run("status").ok().prints("stateMachine:swapped");
    sandbox.write("packed.yaml", PACKED);
    sandbox.run("deploy").ok().prints("1 updated, 1 unchanged").says(IN_LINE_AGAIN);
    assert_eq!(definition(&sandbox), expected("first"));
}

#[test]
fn a_deploy_brings_in_line_what_a_killed_hotswap_has_left() {
    let sandbox = deployed();
    let proxy = sandbox.behind_proxy();
    let (arrived, arrives) = channel();
    proxy.rule(move |call| {
        let arrived = arrived.clone();
        match call.service.as_str() {
            "lambda" if call.action.starts_with("PUT ") => {
                Verdict::ForwardThen(Box::new(move || arrived.send(()).unwrap_or_default()))
            }
            _ => Verdict::Forward,
        }
    });
    code(&sandbox, "two");
    let run = sandbox.start("deploy --hotswap");
    arrives.recv().unwrap();
    run.kill();
    proxy.forward_all();
    assert!(answers(&sandbox).contains(&json!("two")));
    code(&sandbox, "one");
    sandbox.run("deploy").ok().says(IN_LINE_AGAIN);
    assert_eq!(answers(&sandbox), ["one", "one"]);
}

#[test]
fn a_hotswap_that_is_not_enough_changes_nothing() {
    let sandbox = deployed();
    code(&sandbox, "two");
    sandbox
        .run("deploy --hotswap -p s-packed.Seconds=61")
        .code(2)
        .says("stack s-packed-dev in us-west-2: Queue.VisibilityTimeout differs; nothing was changed")
        .says("hint: run the same command without --hotswap");
    assert_eq!(answers(&sandbox), ["one", "one"]);
    sandbox
        .run("deploy --hotswap --stage prod")
        .code(2)
        .says("stage prod does not allow --hotswap")
        .says("set 'hotswap: true' for stage prod in");
    sandbox.run("deploy --hotswap --force").code(2).says("cannot be used with");
}
