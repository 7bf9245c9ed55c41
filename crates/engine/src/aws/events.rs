//! The events of a stack, and which of them is the root cause of a failure.

use std::collections::BTreeSet;
use std::time::SystemTime;

use anyhow::Result;
use aws_sdk_cloudformation::types::{ResourceStatus, StackEvent};
use aws_smithy_types::DateTime;

use super::cloudformation::CloudFormation;
use super::error::explain;
use super::stack::Status;

/// Something that happened to a resource of a stack, or to the stack.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceEvent {
    pub id: String,
    pub logical_id: String,
    pub kind: String,
    pub status: String,
    pub reason: Option<String>,
    pub time: Option<SystemTime>,
    /// The event speaks of the stack itself.
    pub is_stack: bool,
    /// The operation that it belongs to; a rollback is one of its own.
    pub operation: Option<String>,
}

/// How an operation begins, in the stack's own events.
const BEGINNINGS: [&str; 5] = [
    "CREATE_IN_PROGRESS",
    "UPDATE_IN_PROGRESS",
    "DELETE_IN_PROGRESS",
    "IMPORT_IN_PROGRESS",
    "REVIEW_IN_PROGRESS",
];
/// How its rollback begins.
const ROLLBACK_BEGINNINGS: [&str; 3] =
    ["ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS", "IMPORT_ROLLBACK_IN_PROGRESS"];

impl CloudFormation {
    /// What happened to a stack in its last operation, oldest first; with `rollback_only`, in the last try to roll it
    /// back. The stack's own events mark the beginning: this machine's clock may be wrong, and earlier operations failed for
    /// reasons of their own.
    pub async fn last_operation(&self, arn: &str, rollback_only: bool) -> Result<Vec<ResourceEvent>> {
        let mut pages = self.client.describe_stack_events().stack_name(arn).into_paginator().send();
        let mut events = Vec::new();
        'pages: while let Some(page) = pages.next().await {
            let page =
                page.map_err(|error| explain(error, "cloudformation:DescribeStackEvents", &self.region))?;
            for event in page.stack_events.unwrap_or_default().into_iter().map(ResourceEvent::from) {
                let begins_rollback = event.is_stack && ROLLBACK_BEGINNINGS.contains(&event.status.as_str());
                let is_first = event.begins_operation() || rollback_only && begins_rollback;
                events.push(event);
                if is_first {
                    break 'pages;
                }
            }
        }
        events.reverse();
        Ok(events)
    }

    /// The ARN of the stack on which an operation with this token has begun, as far as the newest page of its events shows it. A
    /// failure to read them only leaves that unknown.
    pub(super) async fn operation(&self, stack: &str, token: &str) -> Option<String> {
        self.events_of(stack, token).await.next()?.stack_id
    }

    /// The status to which the operation with this token has brought a stack; unknown under the same conditions.
    pub async fn status_after(&self, stack: &str, token: &str) -> Option<Status> {
        let events = self.events_of(stack, token).await;
        let newest = events.map(ResourceEvent::from).find(|event| event.is_stack)?;
        Some(Status::new(newest.status))
    }

    /// The events with this token in the newest page, newest first.
    async fn events_of(&self, stack: &str, token: &str) -> impl Iterator<Item = StackEvent> {
        let page = self.client.describe_stack_events().stack_name(stack).send().await.ok();
        let events = page.and_then(|page| page.stack_events).unwrap_or_default();
        events.into_iter().filter(move |event| event.client_request_token() == Some(token))
    }

    /// The newest events of a stack, newest first: one page.
    pub async fn latest_events(&self, arn: &str) -> Result<Vec<ResourceEvent>> {
        let answer = self.client.describe_stack_events().stack_name(arn).send().await;
        let answer =
            answer.map_err(|error| explain(error, "cloudformation:DescribeStackEvents", &self.region))?;
        Ok(answer.stack_events.unwrap_or_default().into_iter().map(ResourceEvent::from).collect())
    }
}

impl From<StackEvent> for ResourceEvent {
    fn from(event: StackEvent) -> Self {
        let is_stack = event.physical_resource_id() == event.stack_id();
        Self {
            id: event.event_id.unwrap_or_default(),
            logical_id: event.logical_resource_id.unwrap_or_default(),
            kind: event.resource_type.unwrap_or_default(),
            status: event.resource_status.as_ref().map(ResourceStatus::as_str).unwrap_or_default().to_owned(),
            reason: event.resource_status_reason,
            operation: event.operation_id,
            time: event.timestamp.and_then(|time: DateTime| SystemTime::try_from(time).ok()),
            is_stack,
        }
    }
}

/// The first failure that is not the consequence of another: in the order of time, not the stack's own, not a
/// resource that was only cancelled.
pub fn root_cause(events: &[ResourceEvent]) -> Option<&ResourceEvent> {
    let failed = |event: &&ResourceEvent| event.status.ends_with("_FAILED");
    let first = events.iter().filter(failed).find(|event| !event.is_stack && !event.is_cancelled());
    first.or_else(|| events.iter().find(failed))
}

/// Resources that failed in this way by themselves, each once.
pub fn failed_resources<'e>(events: &'e [ResourceEvent], status: &str) -> BTreeSet<&'e str> {
    let failed = |event: &&ResourceEvent| event.status == status && !event.is_stack && !event.is_cancelled();
    events.iter().filter(failed).map(|event| event.logical_id.as_str()).collect()
}

impl ResourceEvent {
    /// Whether an operation on the stack begins with it.
    pub fn begins_operation(&self) -> bool {
        self.is_stack && BEGINNINGS.contains(&self.status.as_str())
    }

    /// Whether it failed only because something else did.
    fn is_cancelled(&self) -> bool {
        self.reason.as_deref().is_some_and(|reason| reason.to_ascii_lowercase().contains("cancelled"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(logical_id: &str, status: &str, reason: &str, is_stack: bool) -> ResourceEvent {
        ResourceEvent {
            id: logical_id.to_owned(),
            logical_id: logical_id.to_owned(),
            kind: "AWS::SNS::Topic".to_owned(),
            status: status.to_owned(),
            reason: Some(reason.to_owned()),
            time: None,
            is_stack,
            operation: None,
        }
    }

    #[test]
    fn the_root_cause_is_the_first_failure_without_another_cause() {
        let events = [
            event("A", "CREATE_IN_PROGRESS", "", false),
            event("B", "CREATE_FAILED", "Resource creation cancelled", false),
            event("C", "CREATE_FAILED", "Invalid name", false),
            event("stack", "CREATE_FAILED", "The following resource(s) failed to create: [C, B].", true),
        ];
        assert_eq!(root_cause(&events).unwrap().logical_id, "C");
        assert_eq!(root_cause(&events[..2]).unwrap().logical_id, "B");
        assert!(root_cause(&events[..1]).is_none());
    }
}
