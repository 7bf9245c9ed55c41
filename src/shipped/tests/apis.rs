//! What API Gateway requires of an API's document, and what it silently ignores. The emulator rejects schemas that
//! cannot become a model.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Shipped, resources};

/// An operation, and where it is defined, such as `templates/cake/api.yaml Api post /order`.
struct Operation {
    place: String,
    method: String,
    path: String,
    /// Its own parameters, and those of its path.
    parameters: Vec<Value>,
    content: Value,
}

fn documents() -> Vec<Shipped> {
    resources().into_iter().filter(|resource| !resource.properties["Body"].is_null()).collect()
}

fn operations(api: &Shipped) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in api.properties["Body"]["paths"].as_object().unwrap() {
        let listed = |value: &Value| value["parameters"].as_array().cloned().unwrap_or_default();
        for (method, content) in item.as_object().unwrap().iter().filter(|(name, _)| *name != "parameters") {
            found.push(Operation {
                place: format!("{} {method} {path}", api.place),
                method: method.to_uppercase(),
                path: path.clone(),
                parameters: [listed(item), listed(content)].concat(),
                content: content.clone(),
            });
        }
    }
    found
}

/// An API is named after its document, and the alarm looks for its metrics under the API's name.
#[test]
fn an_apis_name_is_its_documents_title() {
    for api in documents() {
        let Shipped { place, properties, .. } = &api;
        assert_eq!(properties["Body"]["info"]["title"], properties["Name"], "{place}");
        assert_eq!(properties["Parameters"]["endpointConfigurationTypes"], "REGIONAL", "{place}");
        assert_eq!(
            (&properties["Mode"], &properties["FailOnWarnings"]),
            (&json!("overwrite"), &json!(true)),
            "{place}"
        );
    }
}

/// The reader of the e-mail with the links to this API has no credentials; it has no other clients.
const WITHOUT_SIGNATURE: &str = "templates/mailbox/deletion.yaml ConfirmationApi";

/// The security of a whole document is ignored, and an operation without its own would be open to everyone.
#[test]
fn every_operation_of_an_api_for_clients_wants_a_signature() {
    let (internal, for_clients): (Vec<_>, Vec<_>) =
        documents().into_iter().partition(|api| api.properties["Body"]["x-provision-internal"] == true);
    let places: Vec<_> = internal.iter().map(|api| api.place.as_str()).collect();
    assert_eq!(places, [WITHOUT_SIGNATURE]);
    for api in for_clients {
        let body = &api.properties["Body"];
        let scheme = &body["components"]["securitySchemes"]["sigv4"];
        let kind =
            ["type", "in", "name", "x-amazon-apigateway-authtype"].map(|name| scheme[name].as_str().unwrap());
        assert_eq!(kind, ["apiKey", "header", "Authorization", "awsSigv4"], "{}", api.place);
        assert!(body["security"].is_null(), "{}", api.place);
        for operation in operations(&api) {
            assert_eq!(operation.content["security"], json!([{"sigv4": []}]), "{}", operation.place);
        }
    }
}

/// References to responses and parameters are not supported, nor are ranges of status codes.
#[test]
fn every_operation_of_an_api_is_written_out() {
    for api in documents() {
        let mut ids = HashSet::new();
        let validator = &api.properties["Body"]["x-amazon-apigateway-request-validator"];
        assert!(validator.is_string(), "{}", api.place);
        for Operation { place, path, parameters, content, .. } in operations(&api) {
            assert!(ids.insert(content["operationId"].as_str().unwrap().to_owned()), "{place}");
            assert!(content["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{place}");
            let in_path = |one: &&Value| one["in"] == "path" && one["required"] == true;
            let named: Vec<_> =
                parameters.iter().filter(in_path).map(|one| one["name"].as_str().unwrap()).collect();
            let parts = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
            assert_eq!(named, parts.collect::<Vec<_>>(), "{place}");
            assert!(parameters.iter().all(|one| one["schema"]["type"].is_string()), "{place}");
            for (status, response) in content["responses"].as_object().unwrap() {
                assert!(
                    status.parse().is_ok_and(|status: u16| (200..600).contains(&status)),
                    "{place}: {status}"
                );
                assert!(response["description"].is_string(), "{place}: {status}");
            }
        }
    }
}

/// API Gateway calls a function only where its permission names the method and the path.
#[test]
fn every_operation_of_an_api_may_call_its_function() {
    let resources = resources();
    for api in documents() {
        let (template, id) = api.place.rsplit_once(' ').unwrap();
        for Operation { place, method, path, content, .. } in operations(&api) {
            let uri = content["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"].as_str().unwrap();
            if uri.ends_with(":states:action/StartExecution") {
                continue;
            }
            let function =
                uri.split_once("functions/${").and_then(|(_, rest)| rest.split_once(".Arn}")).unwrap().0;
            let steps = path.split('/').map(|part| if part.starts_with('{') { "*" } else { part });
            let source = format!(
                "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{id}}}/${{Stage}}/{method}{}",
                steps.collect::<Vec<_>>().join("/")
            );
            let allows = |one: &&Shipped| {
                one.place.starts_with(template)
                    && one.kind == "AWS::Lambda::Permission"
                    && one.properties["FunctionName"]["Ref"] == function
                    && one.properties["SourceArn"]["Fn::Sub"] == source.as_str()
            };
            assert_eq!(resources.iter().filter(allows).count(), 1, "{place}: {source}");
        }
    }
}

/// The published document replaces API Gateway's wider schema by this one.
#[test]
fn every_schema_that_a_function_checks_by_is_there() {
    for api in documents() {
        let body = &api.properties["Body"];
        for Operation { place, parameters, content, .. } in operations(&api) {
            if let Some(name) = content["x-provision-body"].as_str() {
                assert!(content["requestBody"].is_object(), "{place}");
                assert_eq!(
                    body["components"]["schemas"][name]["additionalProperties"], false,
                    "{place}: {name}"
                );
            }
            for parameter in parameters.iter().filter(|one| !one["x-provision-required"].is_null()) {
                assert_eq!(
                    (&parameter["x-provision-required"], &parameter["required"]),
                    (&json!(true), &Value::Null)
                );
            }
        }
    }
}
