//! How an invocation ends: with a reply, or with a failure that has a stable name.

use lambda_runtime::Diagnostic;
use serde_json::Value;

/// Name of the failure for an input that is not what the function expects.
pub const INPUT_INVALID: &str = "input-invalid";

/// A reply, and what the log says about it.
pub struct Outcome {
    /// What the caller gets.
    pub reply: Value,
    /// The ids of what it was about, if they are known.
    pub about: Option<String>,
    /// The result in one or two words, such as a status code.
    pub summary: String,
    /// A problem that did not prevent the reply; never a secret.
    pub problem: Option<String>,
}

/// A failed invocation. State machines match on the name in `Retry` and `Catch`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Failure {
    /// A stable name that templates and callers rely on.
    pub name: &'static str,
    /// The description; never a secret, because it is stored in the execution's history.
    pub message: String,
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

    #[test]
    fn the_name_becomes_the_error_that_the_workflow_sees() {
        let diagnostic = Diagnostic::from(Failure::new("external-failure", "out of order"));
        assert_eq!(
            (&*diagnostic.error_type, &*diagnostic.error_message),
            ("external-failure", "out of order")
        );
    }
}
