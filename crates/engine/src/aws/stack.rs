//! What CloudFormation reports about a stack, in our own types.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, SystemTime};

use aws_sdk_cloudformation::types::{Stack, StackStatus};

use crate::template::FINGERPRINT_OUTPUT;

/// A stack as `DescribeStacks` shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct StackState {
    pub name: String,
    /// The stack's ARN: unlike the name, it still answers after the stack was deleted.
    pub arn: String,
    pub status: Status,
    pub reason: Option<String>,
    pub outputs: BTreeMap<String, String>,
    pub parameters: BTreeMap<String, String>,
    /// The values that CloudFormation read from Systems Manager for those parameters that name one there.
    pub resolved: BTreeMap<String, String>,
    pub tags: BTreeMap<String, String>,
    /// Whether another stack made it as one of its resources.
    pub is_nested: bool,
    pub created: Option<SystemTime>,
    pub fingerprint: Option<String>,
    /// When it was created or last updated.
    pub changed: Option<SystemTime>,
    pub is_protected: bool,
    /// The service role that CloudFormation keeps for it.
    pub role: Option<String>,
}

impl StackState {
    /// A stack of which nothing is known but its ARN: what is left of one that even that does not find.
    pub fn gone(arn: &str) -> Self {
        Self {
            name: arn.split('/').nth(1).unwrap_or(arn).to_owned(),
            arn: arn.to_owned(),
            status: Status::new("DELETE_COMPLETE"),
            reason: None,
            outputs: BTreeMap::new(),
            parameters: BTreeMap::new(),
            resolved: BTreeMap::new(),
            tags: BTreeMap::new(),
            is_nested: false,
            created: None,
            fingerprint: None,
            changed: None,
            is_protected: false,
            role: None,
        }
    }

    /// How long ago it last changed.
    pub fn age(&self, now: SystemTime) -> Option<Duration> {
        now.duration_since(self.changed?).ok()
    }

    /// Whether nothing has happened between two looks. Protection is left out, since it is changed beside operations.
    pub fn is_same_as(&self, before: &StackState) -> bool {
        self.status == before.status
            && self.changed == before.changed
            && self.fingerprint == before.fingerprint
    }

    /// The number of the account that it is in, from its ARN.
    pub fn account(&self) -> &str {
        self.arn.split(':').nth(4).unwrap_or_default()
    }
}

/// CloudFormation's name of a stack's status, such as `CREATE_COMPLETE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status(String);

/// What a deploy or a teardown does about a status (CloudFormation user guide, stack status codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// There is no stack, or only its memory.
    Absent,
    /// An empty shell that a change set made.
    Shell,
    /// Whole, as created or updated.
    Complete,
    /// Whole, but the last update did not succeed and was taken back.
    RolledBack,
    /// Something is going on.
    Busy,
    /// Never became whole: it can only be deleted.
    NeverCreated,
    /// Creation or update failed and nothing was taken back.
    Halted,
    /// Taking back an update failed: it must be continued.
    RollbackStuck,
    /// Deleting failed.
    DeleteStuck,
}

impl Status {
    /// Takes CloudFormation's name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Stands for any operation in progress, when CloudFormation names none.
    pub fn busy() -> Self {
        Self::new("UPDATE_IN_PROGRESS")
    }

    /// The defined answer to this status.
    pub fn phase(&self) -> Phase {
        match self.0.as_str() {
            "DELETE_COMPLETE" => Phase::Absent,
            "REVIEW_IN_PROGRESS" => Phase::Shell,
            "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "IMPORT_COMPLETE" => Phase::Complete,
            "UPDATE_ROLLBACK_COMPLETE" | "IMPORT_ROLLBACK_COMPLETE" => Phase::RolledBack,
            "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" => Phase::NeverCreated,
            "CREATE_FAILED" | "UPDATE_FAILED" => Phase::Halted,
            "UPDATE_ROLLBACK_FAILED" | "IMPORT_ROLLBACK_FAILED" => Phase::RollbackStuck,
            "DELETE_FAILED" => Phase::DeleteStuck,
            _ => Phase::Busy,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The states in which CloudFormation works on a stack, as `ListStacks` takes them. REVIEW_IN_PROGRESS is not among
/// them: it may be a shell in which nothing ever happens. Nor are CREATE_FAILED and UPDATE_FAILED: a stack whose rollback was
/// switched off rests there.
pub const BUSY: [StackStatus; 9] = [
    StackStatus::CreateInProgress,
    StackStatus::RollbackInProgress,
    StackStatus::DeleteInProgress,
    StackStatus::UpdateInProgress,
    StackStatus::UpdateCompleteCleanupInProgress,
    StackStatus::UpdateRollbackInProgress,
    StackStatus::UpdateRollbackCompleteCleanupInProgress,
    StackStatus::ImportInProgress,
    StackStatus::ImportRollbackInProgress,
];

impl From<Stack> for StackState {
    fn from(stack: Stack) -> Self {
        let outputs: BTreeMap<_, _> = stack
            .outputs()
            .iter()
            .filter_map(|output| Some((output.output_key()?.to_owned(), output.output_value()?.to_owned())))
            .collect();
        let parameters = stack
            .parameters()
            .iter()
            .filter_map(|item| Some((item.parameter_key()?.to_owned(), item.parameter_value()?.to_owned())))
            .collect();
        let resolved = stack
            .parameters()
            .iter()
            .filter_map(|item| Some((item.parameter_key()?.to_owned(), item.resolved_value()?.to_owned())))
            .collect();
        let tags = stack
            .tags()
            .iter()
            .filter_map(|tag| Some((tag.key()?.to_owned(), tag.value()?.to_owned())))
            .collect();
        let changed = stack.last_updated_time().or(stack.creation_time());
        Self {
            name: stack.stack_name().unwrap_or_default().to_owned(),
            arn: stack.stack_id().unwrap_or_default().to_owned(),
            status: Status::new(stack.stack_status().map(StackStatus::as_str).unwrap_or_default()),
            reason: stack.stack_status_reason().map(str::to_owned),
            fingerprint: outputs.get(FINGERPRINT_OUTPUT).cloned(),
            changed: changed.and_then(|time| SystemTime::try_from(*time).ok()),
            created: stack.creation_time().and_then(|time| SystemTime::try_from(*time).ok()),
            is_nested: stack.parent_id().is_some(),
            tags,
            is_protected: stack.enable_termination_protection().unwrap_or_default(),
            role: stack.role_arn().map(str::to_owned),
            outputs,
            parameters,
            resolved,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_answer() {
        for status in StackStatus::values() {
            let phase = Status::new(*status).phase();
            let busy = status.ends_with("_IN_PROGRESS") && *status != "REVIEW_IN_PROGRESS";
            assert_eq!(phase == Phase::Busy, busy, "{status}");
        }
        assert_eq!(Status::new("UPDATE_ROLLBACK_COMPLETE").phase(), Phase::RolledBack);
        assert_eq!(Status::new("ROLLBACK_COMPLETE").phase(), Phase::NeverCreated);
        assert_eq!(Status::new("UPDATE_ROLLBACK_FAILED").phase(), Phase::RollbackStuck);
    }
}
