//! What the templates and the functions must agree on.

use crate::handlers;
use function::Environment;
use function::testing::{functions, template};
use model::mailbox::MailboxStatus;

const API: &str = include_str!("../../../templates/mailbox/api.yaml");
const DELETION: &str = include_str!("../../../templates/mailbox/deletion.yaml");
const PROVISIONING: &str = include_str!("../../../templates/mailbox/provisioning.yaml");

/// An environment in which every variable is set, for the function of this name.
fn environment(handler: &str) -> Environment {
    let arn = "arn:aws:states:us-east-1:000000000000:stateMachine:workflow";
    Environment::of([
        ("_HANDLER", handler),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        ("TABLE_NAME", "mailbox-dev"),
        ("PROVISIONING_STATE_MACHINE_ARN", arn),
        ("DELETION_STATE_MACHINE_ARN", arn),
        ("STATE_MACHINE_ARN", arn),
        ("SENDER_ADDRESS", "sender@example.com"),
        ("CONFIRMATION_URL", "https://a.execute-api.us-east-1.amazonaws.com/dev"),
        ("CONFIRMATION_TIMEOUT_SECONDS", "600"),
    ])
}

#[test]
fn every_function_of_the_templates_is_in_the_program() {
    let deployed: Vec<_> =
        [API, DELETION, PROVISIONING].iter().flat_map(|text| functions(&template(text))).collect();
    let handlers: Vec<_> = deployed.iter().map(|function| function.handler.as_str()).collect();
    assert_eq!(handlers.len(), 9);
    for handler in handlers {
        assert!(handlers::function(&environment(handler)).is_ok(), "{handler}");
    }
    assert!(handlers::function(&environment("nonsense")).is_err());
}

#[test]
fn every_variable_that_a_template_sets_is_read() {
    let sources = [include_str!("table.rs"), include_str!("start_workflow.rs"), include_str!("handlers.rs")];
    let deletion = [
        include_str!("ask_for_confirmation.rs"),
        include_str!("confirm_deletion.rs"),
        include_str!("../../function/src/mail.rs"),
    ];
    let sources = [&sources[..], &deletion[..]].concat().concat();
    let deployed: Vec<_> =
        [API, DELETION, PROVISIONING].iter().flat_map(|text| functions(&template(text))).collect();
    let variables: Vec<_> = deployed.iter().flat_map(|function| &function.variables).collect();
    assert!(variables.len() > 8, "{variables:?}");
    for name in variables {
        assert!(sources.contains(&format!("\"{name}\"")), "{name}");
    }
}

/// The states that a workflow's step names by value: `":from": {"S": "initial"}`.
fn named(step: &str) -> Vec<(&str, &str)> {
    step.lines()
        .filter_map(|line| line.trim().split_once("\": {\"S\": \""))
        .map(|(name, rest)| (name.trim_matches('"'), rest.split('"').next().unwrap_or_default()))
        .filter(|(name, value)| name.starts_with(':') && !value.starts_with("{%"))
        .collect()
}

#[test]
fn every_step_of_the_workflows_is_legal_by_the_model() {
    let mut steps = 0;
    for step in [DELETION, PROVISIONING].iter().flat_map(|template| template.split("\"Type\": \"Task\"")) {
        let states = named(step);
        let status = |text: &str| text.parse::<MailboxStatus>().unwrap_or_else(|error| panic!("{error}"));
        let Some(to) = states.iter().find(|(name, _)| *name == ":to").map(|(_, value)| status(value)) else {
            continue;
        };
        steps += 1;
        // A retry finds its own result, and an operator may begin provisioning again from where it broke off.
        let from: Vec<MailboxStatus> = states.iter().map(|(_, value)| status(value)).collect();
        let again = [MailboxStatus::CallingOutsideSystem];
        for from in from.into_iter().filter(|from| *from != to) {
            let restarts = to == MailboxStatus::ProvisioningStarted && again.contains(&from);
            assert!(from.may_become(to) || restarts, "{from} to {to}");
        }
    }
    assert_eq!(steps, 7);
}

#[test]
fn a_mailbox_is_removed_only_from_where_the_model_allows_it() {
    let step = DELETION.split("\"RemoveMailbox\": {").nth(1).and_then(|rest| rest.split("\"Catch\"").next());
    let from: Vec<MailboxStatus> =
        named(step.unwrap_or_default()).iter().filter_map(|(_, value)| value.parse().ok()).collect();
    assert_eq!(from.len(), 2);
    assert!(from.into_iter().all(MailboxStatus::may_be_removed));
}
