//! `execution` in projects that are not the shipped ones.

use serde_json::{Value, json};

use crate::harness::{Sandbox, project};

const REGION: &str = "us-west-2";

/// A state machine whose ARN is in no output.
const MACHINE: &str = "\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: states.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Pipeline:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: quiet
      RoleArn: !GetAtt Role.Arn
      DefinitionString: '{\"StartAt\": \"Rest\", \"States\": {\"Rest\": {\"Type\": \"Pass\", \"End\": true}}}'
Outputs:
  Name: {Value: !GetAtt Pipeline.Name}
";

#[test]
fn a_state_machine_is_found_whatever_the_outputs_are_called() {
    let sandbox = Sandbox::started();
    sandbox.write("machine.yaml", MACHINE);
    project::write(&sandbox, "      m: {template: machine.yaml, region: home}\n");
    sandbox.run("deploy").ok();
    sandbox.run("execution list").ok().says("no executions");

    let machines: Value = sandbox.call("states", REGION, "AWSStepFunctions.ListStateMachines", &json!({}));
    let machine = &machines["stateMachines"][0]["stateMachineArn"];
    let start = json!({"stateMachineArn": machine, "name": "first-run", "input": "{}"});
    sandbox.call("states", REGION, "AWSStepFunctions.StartExecution", &start);

    let listed = sandbox.json("execution list s");
    assert_eq!(listed["executions"][0]["name"], "first-run", "{listed}");
    assert_eq!(listed["executions"][0]["system"], "s", "{listed}");
    sandbox.run("execution tail first-run").ok().prints("Rest").prints("SUCCEEDED");
}
