//! Project files small enough to be read in a test: a system `s` whose stacks hold topics, tables and gates.

use super::Sandbox;

/// What every project file here begins with: two regions, three stages of which one is protected.
pub const HEAD: &str = "\
version: 1
default-stage: dev
regions: {home: us-west-2, workflow: us-east-1}
stages:
  dev: {}
  test: {}
  prod: {protected: true}
";

/// A topic whose name and display name are parameters, and its ARN as an output.
pub const TOPIC: &str = "\
Parameters:
  Name: {Type: String, Default: topic}
  Display: {Type: String, Default: one}
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: {TopicName: !Ref Name, DisplayName: !Ref Display}
Outputs:
  Arn: {Value: !Ref Topic}
";

/// A topic that is there once the test has opened the gate, or a few seconds have passed.
pub const GATED: &str = "\
Parameters:
  Name: {Type: String, Default: gated}
  Display: {Type: String, Default: one}
Resources:
  Gate:
    Type: AWS::CloudFormation::WaitCondition
    CreationPolicy: {ResourceSignal: {Count: 1, Timeout: PT50S}}
  Topic:
    Type: AWS::SNS::Topic
    DependsOn: Gate
    Properties: {TopicName: !Ref Name, DisplayName: !Ref Display}
Outputs:
  Arn: {Value: !Ref Topic}
";

/// A stack that CloudFormation gives up: its wait condition gets no signal within a second.
pub const FAILING: &str = "\
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: {TopicName: of-the-failing}
  Never:
    Type: AWS::CloudFormation::WaitCondition
    CreationPolicy: {ResourceSignal: {Count: 1, Timeout: PT1S}}
Outputs:
  Arn: {Value: !Ref Topic}
";

/// A table that outlives its stack, with a stream.
pub const TABLE: &str = "\
Parameters:
  Stage: {Type: String}
  Key: {Type: String, Default: id}
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      TableName: !Sub items-${Stage}
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{AttributeName: !Ref Key, AttributeType: S}]
      KeySchema: [{AttributeName: !Ref Key, KeyType: HASH}]
      StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
Outputs:
  TableName: {Value: !Ref Table}
  TableArn: {Value: !GetAtt Table.Arn}
  StreamArn: {Value: !GetAtt Table.StreamArn}
";

/// A function whose code is the folder `src`.
pub const FUNCTION: &str = "\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: function-of-s
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]
  Function:
    Type: AWS::Lambda::Function
    Properties:
      {FunctionName: of-s, Runtime: python3.12, Handler: main.handler, Role: !GetAtt Role.Arn, Code: ./src}
";

/// Writes the templates above as `topic.yaml`, `gated.yaml`, `failing.yaml` and `table.yaml`, and a project file whose
/// system `s` has these stacks (YAML, indented by six).
pub fn write(sandbox: &Sandbox, stacks: &str) {
    write_with_steps(sandbox, stacks, "");
}

/// The same with steps (YAML, indented by six).
pub fn write_with_steps(sandbox: &Sandbox, stacks: &str, steps: &str) {
    for (name, text) in
        [("topic.yaml", TOPIC), ("gated.yaml", GATED), ("failing.yaml", FAILING), ("table.yaml", TABLE)]
    {
        sandbox.write(name, text);
    }
    let steps = if steps.is_empty() { String::new() } else { format!("    steps:\n{steps}") };
    sandbox.write("provision.yaml", &format!("{HEAD}systems:\n  s:\n    stacks:\n{stacks}{steps}"));
}

/// Two topics: `a` at home, and `b` in the other region, named after `a`'s output.
pub const TWO_TOPICS: &str = "      a: {template: topic.yaml, region: home, parameters: {Name: 'a-${stage}'}}
      b:
        template: topic.yaml
        region: workflow
        parameters: {Name: 'b-${stage}', Display: {output: s-a.Arn}}
";

/// A table at home with a replica in the other region, and a topic there that carries the replica's name.
pub const REPLICATED: (&str, &str) = (
    "      data: {template: table.yaml, region: home, parameters: {Stage: '${stage}'}}
      user:
        template: topic.yaml
        region: workflow
        parameters: {Name: 'user-${stage}', Display: {output: s-copies.TableArn}}
",
    "      copies:
        table-replicas: {table: {output: s-data.TableName}, source: home, regions: [workflow]}
",
);
