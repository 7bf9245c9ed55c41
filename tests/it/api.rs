//! `api`: the document of a deployed API, for projects that are not the shipped ones.

use serde_json::json;

use crate::harness::{Sandbox, project};

/// An API with a mock integration, without an output that has its address.
const API: &str = r#"
Parameters:
  Stage: {Type: String}
  Most: {Type: Number, Default: 5}
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: !Sub things-${Stage}
      Body:
        openapi: 3.0.1
        info: {title: !Sub "things-${Stage}", version: "1"}
        paths:
          /things:
            get:
              parameters: [{name: limit, in: query, schema: {type: integer, maximum: !Ref Most, description: !GetAtt Topic.TopicName}}]
              responses: {"200": {description: All things.}}
              x-amazon-apigateway-integration:
                type: mock
                requestTemplates: {application/json: '{"statusCode": 200}'}
                responses: {default: {statusCode: "200"}}
  Deployment: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}
  ApiStage:
    Type: AWS::ApiGateway::Stage
    Properties: {RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: !Ref Stage}
  Topic: {Type: AWS::SNS::Topic}
Outputs:
  Id: {Value: !Ref Api}
"#;

fn write(sandbox: &Sandbox, most: u32) {
    sandbox.write("api.yaml", API);
    let parameters = format!("parameters: {{Stage: '${{stage}}', Most: {most}}}");
    project::write(sandbox, &format!("      a: {{template: api.yaml, region: home, {parameters}}}\n"));
}

#[test]
fn a_document_is_that_of_the_deployed_stack_with_its_address() {
    let sandbox = Sandbox::started();
    write(&sandbox, 5);
    let absent = sandbox.run("api s").code(2);
    absent
        .says("s is not deployed on stage dev: there is no stack s-a-dev in us-west-2")
        .says("provision deploy s");
    sandbox.run("deploy").ok();
    write(&sandbox, 9);
    let id = sandbox.run("outputs s-a.Id").ok().stdout.trim().to_owned();
    let printed = sandbox.run("api s").ok().says(
        "left out, because only CloudFormation knows its value: paths /things get parameters schema description",
    );
    let endpoint =
        sandbox.run("local status --output json").ok().json()["endpoint"].as_str().unwrap().to_owned();
    let document = printed.stdout.replace(&format!("{endpoint}/_aws/execute-api/{id}"), "[api]");
    let operation = document.split_once("        \"403\":").unwrap().0;
    insta::assert_snapshot!(operation, @r#"
    openapi: "3.0.1"
    info:
      title: things-dev
      version: "1"
    servers:
      - url: [api]/dev
    paths:
      /things:
        get:
          parameters:
            - name: limit
              in: query
              schema:
                type: integer
                maximum: 5
          responses:
            "200":
              description: All things.
    "#);
    let json = sandbox.run("api s-a.Api --output json").ok().json();
    assert_eq!(
        json["paths"]["/things"]["get"]["parameters"][0]["schema"],
        json!({"type": "integer", "maximum": 5})
    );
    let url = json["servers"][0]["url"].as_str().unwrap().to_owned();
    assert_eq!(url, format!("{endpoint}/_aws/execute-api/{id}/dev"));
    let other = sandbox.run("api other").code(2);
    other
        .says("provision.yaml has no API 'other' that is written as an OpenAPI document")
        .says("hint: the APIs are: s-a");
}
