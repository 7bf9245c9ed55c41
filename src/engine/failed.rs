//! Why a node failed, with what a report needs to say about it.

use std::fmt;

use crate::aws::Region;
use crate::aws::cloudformation::{ResourceEvent, root_cause};
use crate::aws::stack::StackState;

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

impl StackFailed {
    /// Finds the root cause in what happened; the stack's own reason stands in where no resource is to blame.
    pub fn new(state: &StackState, region: &Region, events: &[ResourceEvent]) -> Self {
        let cause = root_cause(events);
        let reason = cause.and_then(|event| event.reason.clone()).or_else(|| state.reason.clone());
        Self {
            stack: state.name.clone(),
            region: region.clone(),
            status: state.status.to_string(),
            resource: cause
                .filter(|event| !event.is_stack)
                .map(|event| format!("{} ({})", event.logical_id, event.kind)),
            reason: reason.unwrap_or_else(|| "CloudFormation gave no reason".to_owned()),
        }
    }
}

impl fmt::Display for StackFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "stack {} in {} is {}", self.stack, self.region, self.status)?;
        if let Some(resource) = &self.resource {
            write!(formatter, ": {resource}")?;
        }
        write!(formatter, ": {}", self.reason)
    }
}

impl std::error::Error for StackFailed {}
