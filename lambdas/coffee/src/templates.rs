//! What the templates, the functions and the model must agree on.

use crate::handlers;
use crate::write_invoice::INVOICE_NOT_WRITTEN;
use function::testing::{functions, template, under};
use function::{Environment, INPUT_INVALID};
use model::coffee::{MOST_ITEMS, MOST_OF_ONE};
use serde_json::Value;

const API: &str = include_str!("../../../templates/coffee/api.yaml");
const WORKFLOW: &str = include_str!("../../../templates/coffee/workflow.yaml");

#[test]
fn every_function_of_the_templates_is_in_the_program() {
    let deployed: Vec<_> = [API, WORKFLOW].iter().flat_map(|text| functions(&template(text))).collect();
    let handlers: Vec<_> = deployed.iter().map(|function| function.handler.as_str()).collect();
    assert_eq!(handlers.len(), 5);
    let with = |handler| {
        Environment::of([
            ("_HANDLER", handler),
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
            ("TABLE_NAME", "coffee-dev"),
            ("BUCKET_NAME", "coffee-dev-000000000000-us-west-2"),
        ])
    };
    for handler in handlers {
        assert!(handlers::function(&with(handler)).is_ok(), "{handler}");
    }
    assert!(handlers::function(&with("nonsense")).is_err());
}

#[test]
fn every_function_is_given_the_variables_that_it_reads_and_no_other() {
    let mut tried = 0;
    for deployed in [API, WORKFLOW].iter().flat_map(|text| functions(&template(text))) {
        let (handler, set) = (deployed.handler.as_str(), &deployed.variables);
        for left_out in std::iter::once("").chain(set.iter().map(String::as_str)) {
            let given = set.iter().filter(|name| *name != left_out).map(|name| (name.as_str(), "x"));
            let own = [("_HANDLER", handler), ("AWS_ENDPOINT_URL", "http://127.0.0.1:1")];
            let prepared = handlers::function(&Environment::of(given.chain(own)));
            assert_eq!(prepared.is_ok(), left_out.is_empty(), "{handler} without '{left_out}'");
            tried += 1;
        }
    }
    assert!(tried >= 10, "{tried}");
}

#[test]
fn the_workflow_matches_on_the_names_that_the_functions_give_and_on_no_other_of_ours() {
    let services = ["States.", "Lambda.", "DynamoDB."];
    let lists = WORKFLOW.lines().filter_map(|line| line.split_once("\"ErrorEquals\": ["));
    let names = lists.flat_map(|(_, list)| list.split(']').next().unwrap_or_default().split(','));
    let names = names.map(|name| name.trim().trim_matches('"'));
    let mut ours: Vec<_> =
        names.filter(|name| !services.iter().any(|service| name.starts_with(service))).collect();
    ours.sort_unstable();
    ours.dedup();
    assert_eq!(ours, [INPUT_INVALID, INVOICE_NOT_WRITTEN]);
}

#[test]
fn the_apis_model_has_the_bounds_of_ours() {
    let api = template(API);
    let body = &api["Resources"]["Api"]["Properties"]["Body"]["components"]["schemas"];
    let has = |key: &str, value: &Value| under(body, key).contains(&value);
    assert!(has("maxItems", &Value::from(MOST_ITEMS)), "{body}");
    assert!(has("maximum", &Value::from(MOST_OF_ONE)), "{body}");
    assert!(has("pattern", &Value::from("^[A-Za-z0-9_-]{1,64}$")), "{body}");
}
