//! Why a node failed, with everything that a report needs.

use std::fmt;
use std::time::Duration;

use tokio::time::sleep;

use crate::aws::Region;
use crate::aws::cloudformation::CloudFormation;
use crate::aws::events::{ResourceEvent, root_cause};
use crate::aws::stack::{Phase, StackState, Status};

/// An operation on a stack that CloudFormation did not complete.
#[derive(Debug)]
pub struct StackFailed {
    pub stack: String,
    pub region: Region,
    /// CloudFormation's status after it.
    pub status: String,
    /// Logical id and type of the resource that failed first.
    pub resource: Option<String>,
    /// AWS's reason.
    pub reason: String,
}

/// A change set was accepted, and nothing came of it.
const NEVER_BEGAN: &str = "CloudFormation accepted the change set but never started it";
/// Another process has deleted the stack.
const VANISHED: &str = "was deleted by another process while this run waited for it";
/// Events come late: how often they are read, and how long apart, until they contain the final status.
const READINGS: u32 = 4;
const BETWEEN_READINGS: Duration = Duration::from_secs(2);

/// The events of a stack's last operation, up to the one of its final state. A failure to read them is no
/// failure of the operation, so none may come.
pub async fn events_up_to(
    cloudformation: &CloudFormation,
    state: &StackState,
    rollback_only: bool,
) -> Vec<ResourceEvent> {
    for _ in 1..READINGS {
        let events = cloudformation.last_operation(&state.arn, rollback_only).await.unwrap_or_default();
        let last = events.iter().rev().find(|event| event.is_stack);
        if last.is_none_or(|event| event.status == state.status.to_string()) {
            return events;
        }
        sleep(BETWEEN_READINGS).await;
    }
    cloudformation.last_operation(&state.arn, rollback_only).await.unwrap_or_default()
}

impl StackFailed {
    /// Reads why an operation was not completed.
    pub async fn find(
        cloudformation: &CloudFormation,
        state: &StackState,
        region: &Region,
        rollback_only: bool,
    ) -> Self {
        let events = events_up_to(cloudformation, state, rollback_only).await;
        Self::of(cloudformation, state, region, &events).await
    }

    /// Finds the root cause in what happened, with what CloudFormation's validation found.
    pub async fn of(
        cloudformation: &CloudFormation,
        state: &StackState,
        region: &Region,
        events: &[ResourceEvent],
    ) -> Self {
        let mut failed = Self::new(state, region, events);
        if let Some(operation) = events.first().and_then(|event| event.operation.as_deref()) {
            failed.reason = cloudformation.operation_reason(&state.arn, operation, failed.reason).await;
        }
        failed
    }

    /// Finds the root cause in what happened; the stack's own reason is used where no resource is to blame.
    pub fn new(state: &StackState, region: &Region, events: &[ResourceEvent]) -> Self {
        let cause = root_cause(events);
        let never_began = || (state.status.phase() == Phase::Shell).then(|| NEVER_BEGAN.to_owned());
        let reason = cause.and_then(|event| event.reason.clone()).or_else(|| state.reason.clone());
        let reason = reason.filter(|reason| !reason.is_empty()).or_else(never_began);
        Self {
            stack: state.name.clone(),
            region: region.clone(),
            status: state.status.to_string(),
            resource: cause
                .filter(|event| !event.is_stack)
                .map(|event| format!("{} ({})", event.logical_id, event.kind)),
            reason: reason.unwrap_or_else(|| without_reason(state).to_owned()),
        }
    }
}

impl StackFailed {
    /// The reason in one line, with the resource that failed first.
    pub fn cause(&self) -> String {
        let reason = self.reason.split_whitespace().collect::<Vec<_>>().join(" ");
        match &self.resource {
            Some(resource) => format!("{resource}: {reason}"),
            None => reason,
        }
    }
}

fn without_reason(state: &StackState) -> &'static str {
    if state.status.phase() == Phase::Absent { VANISHED } else { "CloudFormation gave no reason" }
}

impl fmt::Display for StackFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Its events speak of the deletion, and of nothing that went wrong.
        if Status::new(&self.status).phase() == Phase::Absent {
            return write!(formatter, "stack {} in {} {VANISHED}", self.stack, self.region);
        }
        write!(formatter, "stack {} in {} is {}", self.stack, self.region, self.status)?;
        if let Some(resource) = &self.resource {
            write!(formatter, ": {resource}")?;
        }
        write!(formatter, ": {}", self.reason)
    }
}

impl std::error::Error for StackFailed {}
