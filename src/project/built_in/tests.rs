//! What AWS demands of the shipped templates and the emulator does not.

use serde_json::Value;

use super::TEMPLATES;
use crate::document::Source;

/// A resource of a shipped template.
struct Shipped {
    /// Template and logical id.
    place: String,
    kind: String,
    properties: Value,
}

fn resources() -> Vec<Shipped> {
    let of = |(path, text): &(&str, &str)| {
        let template = Source::new(*path, *text).read().unwrap().to_json();
        let resources = template["Resources"].as_object().unwrap().clone();
        let path = (*path).to_owned();
        resources.into_iter().map(move |(id, resource)| Shipped {
            place: format!("{path} {id}"),
            kind: resource["Type"].as_str().unwrap().to_owned(),
            properties: resource["Properties"].clone(),
        })
    };
    TEMPLATES.iter().flat_map(of).collect()
}

/// The keys of a statement's conditions, in lower case as IAM compares them.
fn condition_keys(statement: &Value) -> Vec<String> {
    let operators = statement["Condition"].as_object().into_iter().flat_map(|operators| operators.values());
    let keys = operators.filter_map(Value::as_object).flat_map(|keys| keys.keys());
    keys.map(|key| key.to_lowercase()).collect()
}

/// API Gateway assumes the role of an integration without `aws:SourceAccount` and `aws:SourceArn`: with a condition on one of
/// them every request is answered with 500.
#[test]
fn no_role_that_api_gateway_assumes_depends_on_what_it_does_not_send() {
    let mut found = 0;
    for role in resources().iter().filter(|resource| resource.kind == "AWS::IAM::Role") {
        let statements = role.properties["AssumeRolePolicyDocument"]["Statement"].as_array().unwrap();
        let assumed = |statement: &&Value| {
            statement["Principal"]["Service"].to_string().contains("apigateway.amazonaws.com")
        };
        for statement in statements.iter().filter(assumed) {
            let keys = condition_keys(statement);
            assert!(!keys.iter().any(|key| key.starts_with("aws:source")), "{}: {keys:?}", role.place);
            found += 1;
        }
    }
    let with_role = |resource: &&Shipped| !resource.properties["Integration"]["Credentials"].is_null();
    assert_eq!(
        found,
        resources().iter().filter(with_role).count(),
        "a role for each integration that has one"
    );
}
