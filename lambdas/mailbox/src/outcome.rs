//! How an invocation ends: with a reply, or with a failure that has a stable name.

use lambda_runtime::Diagnostic;
use serde_json::Value;

/// A reply, and what the log says about it.
pub struct Outcome {
    /// What the caller gets.
    pub reply: Value,
    /// The mailboxes that it was about, if they are known.
    pub mailbox: Option<String>,
    /// One or two words on what happened, such as a status code.
    pub summary: String,
    /// What went wrong inside although there is a reply; never a secret.
    pub problem: Option<String>,
}

/// A failed invocation. State machines match on the name in `Retry` and `Catch`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Failure {
    /// One of [`names`].
    pub name: &'static str,
    /// What happened; never a secret, as it ends up in the execution's history.
    pub message: String,
}

/// The names of failures, which templates and callers rely on.
pub mod names {
    /// The outside system is out of order or out of reach; trying again may help.
    pub const EXTERNAL_FAILURE: &str = "external-failure";
    /// The outside system does not understand what it is asked.
    pub const OUTSIDE_SYSTEM_REJECTED: &str = "OutsideSystemRejected";
    /// The e-mail could not be handed to SES.
    pub const MAIL_NOT_SENT: &str = "mail-not-sent";
    /// The invocation's input is not what the function expects.
    pub const INPUT_INVALID: &str = "input-invalid";
}

impl Failure {
    /// A failure of this name.
    pub fn new(name: &'static str, message: impl Into<String>) -> Self {
        Failure { name, message: message.into() }
    }
}

impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Diagnostic {
        Diagnostic { error_type: failure.name.to_owned(), error_message: failure.message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROVISIONING: &str = include_str!("../../../templates/mailbox/provisioning.yaml");
    const DELETION: &str = include_str!("../../../templates/mailbox/deletion.yaml");

    fn is_matched(template: &str, name: &str) -> bool {
        let quoted = format!("\"{name}\"");
        template.lines().any(|line| line.contains("\"ErrorEquals\"") && line.contains(&quoted))
    }

    #[test]
    fn the_workflows_match_on_the_names_that_the_functions_give() {
        assert!(is_matched(PROVISIONING, names::EXTERNAL_FAILURE));
        assert!(is_matched(DELETION, names::MAIL_NOT_SENT));
    }

    #[test]
    fn the_workflows_match_on_no_other_names_of_ours() {
        let known = [names::EXTERNAL_FAILURE, names::MAIL_NOT_SENT];
        let services = ["States.", "Lambda.", "DynamoDB."];
        for line in PROVISIONING.lines().chain(DELETION.lines()) {
            let Some((_, list)) = line.split_once("\"ErrorEquals\": [") else { continue };
            let names = list
                .split(']')
                .next()
                .unwrap_or_default()
                .split(',')
                .map(|name| name.trim().trim_matches('"'));
            for name in names {
                let is_service = services.iter().any(|service| name.starts_with(service));
                assert!(is_service || known.contains(&name), "{name} in {line}");
            }
        }
    }

    #[test]
    fn the_name_becomes_the_error_that_the_workflow_sees() {
        let diagnostic = Diagnostic::from(Failure::new(names::EXTERNAL_FAILURE, "out of order"));
        assert_eq!(
            (&*diagnostic.error_type, &*diagnostic.error_message),
            ("external-failure", "out of order")
        );
    }
}
