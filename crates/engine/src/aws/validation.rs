//! The findings of CloudFormation's validation before a deployment. Reasons only name the validation; the findings are
//! in `DescribeEvents`, as long as the change set or the stack exists.

use anyhow::Result;
use aws_sdk_cloudformation::operation::describe_events::builders::DescribeEventsFluentBuilder;
use aws_sdk_cloudformation::types::{EventFilter, EventType, OperationEvent, ValidationStatus};

use super::changes::ChangeSetId;
use super::cloudformation::CloudFormation;
use super::error::explain;

/// How a reason names the validation.
const MARK: &str = "AWS::EarlyValidation";

impl CloudFormation {
    /// The reason for which a change set failed, with the findings in place of CloudFormation's advice to look them up.
    pub async fn change_set_reason(&self, id: &ChangeSetId, reason: String) -> String {
        let call = self.client.describe_events().stack_name(&id.stack).change_set_name(&id.arn);
        self.with_findings(call, reason).await
    }

    /// The same for an operation on a stack.
    pub async fn operation_reason(&self, stack: &str, operation: &str, reason: String) -> String {
        let call = self.client.describe_events().stack_name(stack).operation_id(operation);
        self.with_findings(call, reason).await
    }

    /// A failure to read the findings is no failure of the operation, and the permission to do so may be missing.
    async fn with_findings(&self, call: DescribeEventsFluentBuilder, reason: String) -> String {
        if !reason.contains(MARK) {
            return reason;
        }
        match self.findings(call).await {
            Ok(findings) if !findings.is_empty() => format!("validation failed: {}", findings.join("; ")),
            _ => reason,
        }
    }

    async fn findings(&self, call: DescribeEventsFluentBuilder) -> Result<Vec<String>> {
        let failed = EventFilter::builder().failed_events(true).build();
        let mut pages = call.filters(failed).into_paginator().send();
        let mut findings = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| explain(error, "cloudformation:DescribeEvents", &self.region))?;
            findings.extend(page.operation_events.unwrap_or_default().iter().filter_map(finding));
        }
        Ok(findings)
    }
}

/// Where something is wrong, what, and which validation says so.
fn finding(event: &OperationEvent) -> Option<String> {
    let is_skipped = event.validation_status() == Some(&ValidationStatus::Skipped);
    if event.event_type() != Some(&EventType::ValidationError) || is_skipped {
        return None;
    }
    let resource = match (event.logical_resource_id(), event.resource_type()) {
        (Some(name), Some(kind)) => Some(format!("{name} ({kind})")),
        (name, _) => name.map(str::to_owned),
    };
    let path = event.validation_path().map(|path| format!("at {path}"));
    let place: Vec<_> = resource.into_iter().chain(path).collect();
    let reason = event.validation_status_reason().unwrap_or("no reason given");
    let validation = event.validation_name().map(|name| format!(" [{name}]")).unwrap_or_default();
    let separator = if place.is_empty() { "" } else { ": " };
    Some(format!("{}{separator}{reason}{validation}", place.join(" ")))
}
