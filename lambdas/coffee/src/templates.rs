//! What the templates, the functions and the model must agree on.

use crate::handlers;
use crate::write_invoice::INVOICE_NOT_WRITTEN;
use function::{Environment, INPUT_INVALID};
use model::coffee::{MOST_ITEMS, MOST_OF_ONE};

const API: &str = include_str!("../../../templates/coffee/api.yaml");
const WORKFLOW: &str = include_str!("../../../templates/coffee/workflow.yaml");

/// What follows `key` on its line, for each line that starts with it.
fn values<'a>(template: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    template.lines().filter_map(move |line| line.trim().strip_prefix(key)).map(str::trim)
}

#[tokio::test]
async fn every_function_of_the_templates_is_in_the_program() {
    let handlers: Vec<_> = [API, WORKFLOW].iter().flat_map(|template| values(template, "Handler:")).collect();
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
        assert!(handlers::function(&with(handler)).await.is_ok(), "{handler}");
    }
    assert!(handlers::function(&with("nonsense")).await.is_err());
}

/// The variables that a template sets for the function of this name.
fn variables<'a>(template: &'a str, handler: &str) -> Vec<&'a str> {
    let function = template.split(&format!("Handler: {handler}\n")).nth(1).unwrap();
    let block = function.split("        Variables:\n").nth(1).unwrap();
    let lines = block.lines().take_while(|line| line.starts_with("          "));
    lines.filter_map(|line| line.trim().split(':').next()).collect()
}

#[tokio::test]
async fn every_function_is_given_the_variables_that_it_reads_and_no_other() {
    let functions = [
        (API, "get-order"),
        (API, "list-orders"),
        (API, "collect-order"),
        (API, "get-invoice"),
        (WORKFLOW, "write-invoice"),
    ];
    for (template, handler) in functions {
        let set = variables(template, handler);
        for left_out in std::iter::once("").chain(set.iter().copied()) {
            let given = set.iter().filter(|name| **name != left_out).map(|name| (*name, "x"));
            let own = [("_HANDLER", handler), ("AWS_ENDPOINT_URL", "http://127.0.0.1:1")];
            let prepared = handlers::function(&Environment::of(given.chain(own))).await;
            assert_eq!(prepared.is_ok(), left_out.is_empty(), "{handler} without '{left_out}'");
        }
    }
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
    let has = |line: &str| values(API, line).any(|rest| rest.is_empty());
    assert!(has(&format!("maxItems: {MOST_ITEMS}")));
    assert!(has(&format!("maximum: {MOST_OF_ONE}")));
    assert!(has("pattern: ^[A-Za-z0-9_-]{1,64}$"));
}
