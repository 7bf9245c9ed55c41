use std::collections::BTreeMap;

use super::*;
use crate::document::{Source, to_yaml};

const TEMPLATE: &str = r##"
Parameters:
  Stage: {Type: String}
  Most: {Type: Number, Default: 100}
  Machine: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Name: !Sub a-${Stage}
      Body:
        openapi: 3.0.1
        info: {title: !Sub "a-${Stage}", version: "1", description: !If [IsProd, live, !Ref AWS::NoValue]}
        servers: [{url: https://old.example.com}]
        x-amazon-apigateway-request-validators: {all: {validateRequestBody: true}}
        paths:
          /things:
            parameters:
              - {name: account, in: query, x-provision-required: true, schema: {type: string}}
            post:
              operationId: make
              security: [{sigv4: []}]
              x-provision-body: NewThing
              requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Anything"}}}}
              responses:
                "201":
                  description: Made.
                  headers: {x-amazon-id: {schema: {type: string}}}
                "504": {description: Its own.}
              x-amazon-apigateway-integration: {uri: !GetAtt Function.Arn}
          /all:
            x-amazon-apigateway-any-method: {operationId: all, responses: {"200": {description: Done.}}}
            get: {operationId: one, responses: {"200": {description: One.}}}
        components:
          securitySchemes:
            sigv4: {type: apiKey, in: header, name: Authorization, x-amazon-apigateway-authtype: awsSigv4}
          schemas:
            Anything: {type: object}
            NewThing:
              type: object
              required: !If [IsProd, [machine], !Ref AWS::NoValue]
              properties:
                x-amazon-name: {type: string}
                machine: {type: string, enum: [!Ref Machine, !GetAtt Function.Arn]}
                size: {type: number, minimum: 0.5, maximum: !Ref Most}
  ApiStage:
    Type: AWS::ApiGateway::Stage
    Properties: {RestApiId: !Ref Api, StageName: !Ref Stage}
  Old:
    Type: AWS::ApiGateway::RestApi
    Properties: {Body: {swagger: "2.0", paths: {/x: {get: {responses: {"200": {description: Done.}}}}}}}
  Page:
    Type: AWS::ApiGateway::RestApi
    Properties: {Body: {openapi: 3.0.1, x-provision-internal: true, paths: {}}}
  Plain:
    Type: AWS::ApiGateway::RestApi
Outputs:
  ApiUrl: {Value: !Sub "https://${Api}.example.com/${Stage}"}
  ApiId: {Value: !Ref Api}
"##;

fn document(api: &str) -> ApiDocument {
    let template = Template::read(Source::new("t.yaml", TEMPLATE)).unwrap();
    let given = [("Stage", "dev"), ("Machine", "arn:m")];
    let given: BTreeMap<_, _> = given.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let parameters = template.values(&given);
    let names = Names {
        parameters: &parameters,
        region: "us-west-2",
        account: "123456789012",
        stack: "s",
        body: template.body(),
    };
    let server = Server { url: "https://a1.example.com/dev".to_owned(), variables: Value::Null };
    template.api_document(api, &names, &server).unwrap()
}

#[test]
fn a_document_has_what_clients_need_and_nothing_that_is_for_api_gateway() {
    let ApiDocument { content, left_out } = document("Api");
    assert_eq!(left_out, ["components schemas NewThing properties machine enum"]);
    let make = &content["paths"]["/things"]["post"];
    assert_eq!(content["info"], json!({"title": "a-dev", "version": "1"}));
    assert_eq!(content["servers"], json!([{"url": "https://a1.example.com/dev"}]));
    assert_eq!(
        make["requestBody"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/NewThing"
    );
    assert_eq!(content["paths"]["/things"]["parameters"][0]["required"], true);
    assert!(
        make["responses"]["201"]["headers"]["x-amazon-id"].is_object(),
        "a header's name is no extension"
    );
    assert_eq!(make["responses"]["504"], json!({"description": "Its own."}));
    assert_eq!(make["responses"]["403"]["$ref"], "#/components/responses/ApiGatewayAnswer");
    let scheme = &content["components"]["securitySchemes"]["sigv4"];
    assert_eq!(scheme["description"], "AWS Signature Version 4 for the service `execute-api`.");
    let schemas = &content["components"]["schemas"];
    assert_eq!(
        schemas.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["NewThing"],
        "what nothing refers to is gone"
    );
    assert_eq!(
        schemas["NewThing"],
        json!({"type": "object", "properties": {
            "x-amazon-name": {"type": "string"},
            "machine": {"type": "string"},
            "size": {"type": "number", "minimum": 0.5, "maximum": 100},
        }})
    );
    let text = content.to_string().replace("x-amazon-id", "").replace("x-amazon-name", "");
    assert!(!text.contains("x-amazon") && !text.contains("x-provision"), "{text}");
}

#[test]
fn an_operation_for_any_method_is_one_for_each() {
    let all = document("Api").content["paths"]["/all"].clone();
    assert_eq!(all.as_object().unwrap().len(), 7);
    assert_eq!((&all["get"]["operationId"], &all["put"]["operationId"]), (&json!("one"), &Value::Null));
    assert_eq!(all["put"]["responses"]["200"]["description"], "Done.");
}

#[test]
fn an_older_document_has_its_address_as_host_and_path() {
    let content = document("Old").content;
    assert_eq!(
        to_yaml(&content, &KEYS_FIRST),
        "swagger: \"2.0\"\nhost: a1.example.com\nbasePath: /dev\nschemes: [https]\npaths:\n  /x:\n    get:\n      responses:\n        \"200\":\n          description: Done.\n"
    );
}

#[test]
fn only_apis_with_a_document_for_clients_have_one() {
    let template = Template::read(Source::new("t.yaml", TEMPLATE)).unwrap();
    assert_eq!(template.apis().collect::<Vec<_>>(), ["Api", "Old"]);
    assert_eq!((template.api_stage("Api"), template.api_stage("Old")), (Some("ApiStage"), None));
    assert!(template.output_names("ApiUrl", "Api") && template.output_names("ApiId", "Api"));
    assert!(!template.output_names("ApiUrl", "Old") && !template.output_names("None", "Api"));
}
