//! What the templates and the functions must agree on.

use crate::handlers;
use crate::names::TABLE_UNAVAILABLE;
use function::testing::{functions, template, under};
use function::{Environment, INPUT_INVALID};
use model::shop::{OrderState, Step};
use serde_json::json;
use std::collections::BTreeSet;

const STOCK: &str = include_str!("../../../templates/shop/stock.yaml");
const PAYMENT: &str = include_str!("../../../templates/shop/payment.yaml");
const CHECKOUT: &str = include_str!("../../../templates/shop/checkout.yaml");
const ORDERS: &str = include_str!("../../../templates/shop/orders.yaml");

/// What follows `key` on its line, for each line that starts with it.
fn values<'a>(template: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    template.lines().filter_map(move |line| line.trim().strip_prefix(key)).map(str::trim)
}

/// An environment in which every variable is set, for the function of this name.
fn environment(handler: &str) -> Environment {
    let function = "arn:aws:lambda:us-east-1:000000000000:function:find";
    Environment::of([
        ("_HANDLER", handler),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        ("TABLE_NAME", "shop-stock-dev"),
        ("STATE_MACHINE_ARN", "arn:aws:states:us-east-1:000000000000:stateMachine:shop-checkout-dev"),
        ("FIND_ITEM_FUNCTION_ARN", function),
        ("FIND_USER_FUNCTION_ARN", function),
        ("FIND_ORDER_FUNCTION_ARN", function),
    ])
}

#[test]
fn every_function_of_the_templates_is_in_the_program() {
    let deployed: Vec<_> =
        [STOCK, PAYMENT, ORDERS].iter().flat_map(|text| functions(&template(text))).collect();
    let handlers: Vec<_> = deployed.iter().map(|function| function.handler.as_str()).collect();
    assert_eq!(handlers.len(), 23);
    for handler in handlers {
        assert!(handlers::function(&environment(handler)).is_ok(), "{handler}");
    }
    assert!(handlers::function(&environment("nonsense")).is_err());
}

#[test]
fn every_variable_that_a_template_sets_is_read() {
    let sources = [include_str!("table.rs"), include_str!("saga.rs"), include_str!("neighbour.rs")].concat();
    let deployed: Vec<_> =
        [STOCK, PAYMENT, ORDERS].iter().flat_map(|text| functions(&template(text))).collect();
    let variables: Vec<_> = deployed.iter().flat_map(|function| &function.variables).collect();
    assert!(variables.len() > 8, "{variables:?}");
    for name in variables {
        assert!(sources.contains(&format!("\"{name}\"")), "{name}");
    }
}

/// The text of a state of the workflow.
fn state(name: &str) -> &'static str {
    let from = CHECKOUT.split(&format!("            \"{name}\": {{\n")).nth(1).unwrap_or_default();
    from.split("\n            },\n").next().unwrap_or_default()
}

/// The order's states that a step of the workflow names: where it leads, and all others.
fn order_states(step: &str) -> (Option<OrderState>, BTreeSet<&'static str>) {
    let named = state(step).lines().filter_map(|line| line.trim().split_once("\": {\"S\": \""));
    let named: Vec<(&str, &str)> = named
        .map(|(name, rest)| (name.trim_start_matches("\":"), rest.split('"').next().unwrap_or_default()))
        .collect();
    let known = |text: &str| OrderState::ALL.into_iter().find(|state| state.as_str() == text);
    let to = named.iter().find(|(name, _)| *name == "to").and_then(|(_, value)| known(value));
    (to, named.iter().filter_map(|(_, value)| known(value)).map(OrderState::as_str).collect())
}

#[test]
fn every_write_of_the_workflow_is_the_models() {
    for (step, name) in Step::ALL.into_iter().zip(["Begin", "GiveUp", "MarkPaid", "BeginUndo", "Reopen"]) {
        let (to, named) = order_states(name);
        assert_eq!(to, Some(step.to()), "{name}");
        // Where an undo sets out stands in the execution's input.
        let from = step.from(OrderState::Undoing).into_iter().chain([step.to()]).map(OrderState::as_str);
        assert_eq!(named, from.collect(), "{name}");
        let condition = state(name).lines().find(|line| line.contains("ConditionExpression")).unwrap();
        let wanted = match step {
            Step::Begin => "(#state = :from AND revision = :revision) OR (#state = :to AND #run = :run)",
            Step::GiveUp => "#state = :to AND revision = :revision",
            Step::MarkPaid => "\"attempt = :attempt AND #state IN (:from, :to)",
            Step::BeginUndo => {
                "attempt = :attempt AND (attempt = :undone OR #run = :run) AND #state IN (:from, :to)"
            }
            Step::Reopen => "attempt = :attempt AND #state IN (:from, :undoing)",
        };
        assert!(condition.contains(wanted), "{condition}");
        assert!(state(name).contains("revision = revision + :one"), "{name}");
    }
    // The first retry of an undo finds its own state, so it is among those that it may set out from.
    assert!(state("BeginUndo").contains("\":from\": {\"S\": \"{% $from %}\"}"));
    // A checkout gives back only what its own run took; an undo has no run, and names the checkout by its number.
    for assigned in [
        r#""run": "{% $exists($states.input.run) ? $states.input.run : 'none' %}""#,
        r#""undone": "{% $exists($states.input.undo) ? $string($states.input.attempt) : '-1' %}""#,
    ] {
        assert!(state("ReadInput").contains(assigned), "{assigned}");
    }
    for value in [r#"":run": {"S": "{% $run %}"}"#, r#"":undone": {"N": "{% $undone %}"}"#] {
        assert!(state("BeginUndo").contains(value), "{value}");
    }
}

#[test]
fn every_task_of_the_workflow_has_a_time_limit_and_retries_with_jitter() {
    let tasks: Vec<&str> = CHECKOUT.split("\"Type\": \"Task\"").skip(1).collect();
    assert_eq!(tasks.len(), 9);
    for task in tasks {
        let task = task.split("\n            },\n").next().unwrap_or_default();
        assert!(task.contains("\"TimeoutSeconds\""), "{task}");
        let retry = task.lines().find(|line| line.contains("States.TaskFailed")).unwrap();
        assert!(
            retry.contains("\"States.Timeout\"") && retry.contains("\"JitterStrategy\": \"FULL\""),
            "{retry}"
        );
    }
}

#[test]
fn the_workflow_matches_on_no_other_names_than_ours() {
    let ours = [INPUT_INVALID, TABLE_UNAVAILABLE];
    for line in CHECKOUT.lines() {
        let Some((_, list)) = line.split_once("\"ErrorEquals\": [") else { continue };
        for name in list.split(']').next().unwrap_or_default().split(',') {
            let name = name.trim().trim_matches('"');
            let is_service = ["States.", "DynamoDB."].iter().any(|service| name.starts_with(service));
            assert!(is_service || ours.contains(&name), "{name} in {line}");
        }
    }
}

#[test]
fn a_function_outlasts_what_it_waits_for_and_the_workflow_outlasts_the_function() {
    let number = |text: &str| text.trim_end_matches(',').parse::<u64>().unwrap();
    let longest =
        |text: &str| functions(&template(text)).iter().map(|function| function.timeout).max().unwrap();
    let longest_step = longest(STOCK);
    for task in ["TakeStock", "TakePayment", "ReturnPayment", "ReturnStock"] {
        let limit = values(state(task), "\"TimeoutSeconds\":").map(number).next().unwrap();
        assert!(limit > longest_step, "{task}");
    }
    let waiting = longest(ORDERS);
    assert!(crate::checkout_order::PATIENCE.as_secs() + 6 < waiting);
}

/// No service reads or writes the table of another: in each template, every table that is named is its own.
#[test]
fn each_template_names_only_its_own_table() {
    for (template, own) in [(STOCK, "shop-stock"), (PAYMENT, "shop-payment"), (CHECKOUT, "shop-orders")] {
        let names: Vec<&str> = values(template, "TableName: !Sub").collect();
        assert_eq!(names, [format!("{own}-${{Stage}}")]);
    }
    let own = [json!({"Ref": "Table"}), json!({"Ref": "TableName"})];
    let mut named = 0;
    for text in [STOCK, PAYMENT, CHECKOUT, ORDERS] {
        for name in under(&template(text), "TABLE_NAME") {
            assert!(own.contains(name), "{name}");
            named += 1;
        }
    }
    assert!(named > 10, "{named}");
}
