//! The content of a link in the e-mail: the execution that asks, and the secret that authorizes a decision.
//!
//! It names the execution and not the task's token, because a retry of the step gets a new token: the page looks up the
//! current one, so every link that was sent remains valid until a decision is recorded.

use std::fmt;

/// Longest name of an execution.
const NAME_BYTES: usize = 80;

/// `EXECUTION.SECRET`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// Name of the execution that asks.
    pub execution: String,
    /// Drawn by that execution once, so that all its e-mails have the same.
    pub secret: String,
}

impl Link {
    /// Reads what a link carries. `None` for anything else, such as a task's token, which links carried before.
    pub fn parse(text: &str) -> Option<Self> {
        let (execution, secret) = text.split_once('.')?;
        let is_name = (1..=NAME_BYTES).contains(&execution.len())
            && execution.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        let secret = model::uuid("token", secret).ok()?;
        is_name.then(|| Link { execution: execution.to_owned(), secret })
    }
}

impl fmt::Display for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.execution, self.secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: &str = "0b9b3d9e-0000-4000-8000-00000000000a";

    #[test]
    fn a_link_is_read_as_it_was_written() {
        let link = Link { execution: "3e2a_delete_2026_1".to_owned(), secret: SECRET.to_owned() };
        assert_eq!(Link::parse(&link.to_string()), Some(link));
    }

    #[test]
    fn nothing_else_is_a_link() {
        let long = format!("{}.{SECRET}", "a".repeat(81));
        for text in
            ["", ".", "AQCEAAAAKgAAAAMAAAAA", "a.b", "a:b.0b9b3d9e-0000-4000-8000-00000000000a", &long]
        {
            assert_eq!(Link::parse(text), None, "{text}");
        }
        assert_eq!(Link::parse(&format!(".{SECRET}")), None);
    }

    proptest! {
        #[test]
        fn what_passes_is_safe_in_an_arn(text in "(?s).{0,90}\\.[0-9a-f-]{30,40}") {
            if let Some(link) = Link::parse(&text) {
                prop_assert!(!link.execution.contains([':', '/', '*']) && link.execution.is_ascii());
            }
        }
    }
}
