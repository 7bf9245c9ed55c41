//! The execution that carries out a request, and its input.

use super::MailboxId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The kind of a request.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A new mailbox; runs the provisioning workflow.
    Create,
    /// Another address or contact; runs the provisioning workflow again.
    Update,
    /// No mailbox any more; runs the deletion workflow.
    Delete,
}

impl Change {
    /// Its name in execution names and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Change::Create => "create",
            Change::Update => "update",
            Change::Delete => "delete",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// The input of an execution.
///
/// Step Functions takes a second start of the same name for the same execution only when the input is the same to the byte,
/// so nothing in here changes from one delivery of a record to the next.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowInput {
    /// The mailbox.
    pub id: MailboxId,
    /// The kind of the request.
    pub change: Change,
    /// The time of the request, as in the item.
    pub requested_at: String,
    /// The revision that it made of the mailbox. Two requests may bear the same time, since clocks differ.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub revision: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(revision: &u64) -> bool {
    *revision == 0
}

impl WorkflowInput {
    /// Name of the execution: `ID_CHANGE_TIME_REVISION`, at most 80 letters, digits, hyphens and underscores. Without a
    /// revision, as older versions wrote items, it ends with the time.
    ///
    /// It follows from the request alone, so a request that is delivered twice starts one workflow.
    pub fn execution_name(&self) -> String {
        const MOST: usize = 80;
        let revision = if self.revision == 0 { String::new() } else { format!("_{}", self.revision) };
        let mut name = format!("{}_{}_", self.id, self.change);
        let left = MOST - name.len() - revision.len();
        name.extend(self.requested_at.chars().filter(char::is_ascii_alphanumeric).take(left));
        name + &revision
    }

    /// The input as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings and a number always serialise")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn input(change: Change, requested_at: &str) -> WorkflowInput {
        WorkflowInput {
            id: MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap(),
            change,
            requested_at: requested_at.to_owned(),
            revision: 0,
        }
    }

    #[test]
    fn two_requests_of_the_same_time_are_two_executions() {
        let one = WorkflowInput { revision: 4, ..input(Change::Update, "2026-10-09T10:11:12.013Z") };
        let other = WorkflowInput { revision: 5, ..one.clone() };
        assert_eq!(one.execution_name(), "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f_update_20261009T101112013Z_4");
        assert_ne!(one.execution_name(), other.execution_name());
        assert!(one.to_json().ends_with(r#","revision":4}"#));
    }

    #[test]
    fn an_input_without_a_revision_is_named_as_before() {
        let input = input(Change::Update, "2026-10-09T10:11:12.013Z");
        assert_eq!(input.execution_name(), "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f_update_20261009T101112013Z");
        assert_eq!(
            input.to_json(),
            r#"{"id":"3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f","change":"update","requestedAt":"2026-10-09T10:11:12.013Z"}"#
        );
    }

    proptest! {
        #[test]
        fn names_are_legal_whatever_the_table_holds(time in "(?s).{0,200}", revision: u64) {
            let name = WorkflowInput { revision, ..input(Change::Create, &time) }.execution_name();
            prop_assert!((1..=80).contains(&name.len()));
            prop_assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        }

        #[test]
        fn another_moment_is_another_execution(a in 0_u64..4_000_000_000_000, b in 0_u64..4_000_000_000_000) {
            let name = |at| input(Change::Delete, &crate::rfc3339(std::time::Duration::from_millis(at))).execution_name();
            prop_assert_eq!(a == b, name(a) == name(b));
        }
    }
}
