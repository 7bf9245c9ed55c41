//! CloudFormation's answers as they go over the wire.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

use super::Verdict;
use super::stack::{Event, FakeStack, State};
use crate::aws::fake::{Call, Reply};

/// The answer to an operation.
pub fn result(operation: &str, content: &str) -> Reply {
    let result = format!("<{operation}Result>{content}</{operation}Result>");
    Reply::ok(format!("<{operation}Response>{result}</{operation}Response>"))
}

/// One page of a list; the token is the number of the first item of the next.
pub fn page(operation: &str, list: &str, items: &[String], size: usize, token: &str) -> Reply {
    let first: usize = token.parse().unwrap_or_default();
    let end = (first + size).min(items.len());
    let next = if end < items.len() { format!("<NextToken>{end}</NextToken>") } else { String::new() };
    result(operation, &format!("<{list}>{}</{list}>{next}", items[first..end].concat()))
}

/// The literal outputs of a template that was sent.
pub fn outputs(call: &Call) -> BTreeMap<String, String> {
    let template = crate::document::Source::new("sent", call.get("TemplateBody")).read();
    let template = template.map(|template| template.to_json()).unwrap_or_default();
    let outputs = template["Outputs"].as_object().cloned().unwrap_or_default();
    let literal =
        |(name, output): (String, serde_json::Value)| Some((name, output["Value"].as_str()?.to_owned()));
    outputs.into_iter().filter_map(literal).collect()
}

/// The tags of a call.
pub fn tags(call: &Call) -> BTreeMap<String, String> {
    let tag = |number: u32| {
        let part = |part| call.form.get(&format!("Tags.member.{number}.{part}")).cloned();
        Some((part("Key")?, part("Value")?))
    };
    (1..).map_while(tag).collect()
}

/// One resource of a list.
pub fn resource([logical_id, physical_id, kind, status]: &[&str; 4]) -> String {
    format!(
        "<member><LogicalResourceId>{logical_id}</LogicalResourceId>\
         <PhysicalResourceId>{physical_id}</PhysicalResourceId><ResourceType>{kind}</ResourceType>\
         <ResourceStatus>{status}</ResourceStatus></member>"
    )
}

/// Whether CloudFormation takes updates in this status.
pub fn is_at_rest(status: &str) -> bool {
    let rests = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"];
    rests.contains(&status) || status == "IMPORT_ROLLBACK_COMPLETE"
}

pub fn described(stack: &FakeStack, state: &State, parameters: &[[&str; 2]]) -> String {
    let State { status, made, outputs, .. } = state;
    let pair = |(name, value): (&String, &String)| {
        format!("<member><OutputKey>{name}</OutputKey><OutputValue>{value}</OutputValue></member>")
    };
    let outputs: String = outputs.iter().map(pair).collect();
    let parameter = |[name, value]: &[&str; 2]| {
        format!(
            "<member><ParameterKey>{name}</ParameterKey><ParameterValue>{value}</ParameterValue></member>"
        )
    };
    let parameters: String = parameters.iter().map(parameter).collect();
    let tag =
        |(key, value): (&String, &String)| format!("<member><Key>{key}</Key><Value>{value}</Value></member>");
    let tags: String = stack.tags.iter().map(tag).collect();
    let role = match stack.role.as_str() {
        "" => String::new(),
        arn => format!("<RoleARN>{arn}</RoleARN>"),
    };
    let parent = stack.parent.iter().map(|arn| format!("<ParentId>{arn}</ParentId>")).collect::<String>();
    format!(
        "<member><StackName>{}</StackName><StackId>{}</StackId><StackStatus>{status}</StackStatus>\
         <Tags>{tags}</Tags>{parent}{role}<CreationTime>2026-01-01T00:00:00Z</CreationTime>\
         <LastUpdatedTime>2026-01-02T00:{:02}:{:02}Z</LastUpdatedTime><Outputs>{outputs}</Outputs><Parameters>{parameters}</Parameters>\
         <EnableTerminationProtection>{}</EnableTerminationProtection></member>",
        stack.name,
        stack.arn,
        made / 60,
        made % 60,
        stack.is_protected,
    )
}

pub fn listed(stack: &FakeStack) -> String {
    format!(
        "<member><StackName>{}</StackName><StackId>{}</StackId><StackStatus>{}</StackStatus></member>",
        stack.name,
        stack.arn,
        stack.status(),
    )
}

/// One finding of the validation before a deployment.
pub fn finding([logical_id, kind, path, reason, validation]: &[&str; 5]) -> String {
    format!(
        "<member><EventType>VALIDATION_ERROR</EventType><LogicalResourceId>{logical_id}</LogicalResourceId>\
         <ResourceType>{kind}</ResourceType><ValidationPath>{path}</ValidationPath>\
         <ValidationStatus>FAILED</ValidationStatus><ValidationStatusReason>{reason}</ValidationStatusReason>\
         <ValidationName>{validation}</ValidationName></member>"
    )
}

/// An operation has the id of its token here.
pub fn operation_id(event: &Event) -> String {
    format!("operation-of-{}", event.token)
}

/// The events that can be seen, newest first.
pub fn events_page(stack: &FakeStack, seen: Instant, size: usize, token: &str) -> Reply {
    let mut events: Vec<_> = stack.events.iter().enumerate().filter(|(_, event)| event.at <= seen).collect();
    events.sort_by_key(|(index, event)| (event.at, *index));
    let member = |(index, event): &(usize, &Event)| {
        let physical_id = if event.is_stack { &stack.arn } else { &event.logical_id };
        format!(
            "<member><EventId>e-{index}</EventId><StackId>{}</StackId><LogicalResourceId>{}</LogicalResourceId>\
             <PhysicalResourceId>{physical_id}</PhysicalResourceId><ResourceType>AWS::SQS::Queue</ResourceType>\
             <ResourceStatus>{}</ResourceStatus><ResourceStatusReason>{}</ResourceStatusReason>\
             <ClientRequestToken>{}</ClientRequestToken><OperationId>{}</OperationId></member>",
            stack.arn,
            event.logical_id,
            event.status,
            event.reason,
            event.token,
            operation_id(event),
        )
    };
    let all: Vec<String> = events.iter().rev().map(member).collect();
    page("DescribeStackEvents", "StackEvents", &all, size, token)
}

/// A change set, a second after it was asked for.
pub fn change_set_page(made: Instant, verdict: &Verdict, call: &Call) -> Reply {
    let status =
        |status: &str, rest: &str| result("DescribeChangeSet", &format!("<Status>{status}</Status>{rest}"));
    if made.elapsed() < Duration::from_secs(1) {
        return status("CREATE_IN_PROGRESS", "");
    }
    let pages = match verdict {
        Verdict::Ready(pages) => pages,
        Verdict::Failed(reason) => {
            return status("FAILED", &format!("<StatusReason>{reason}</StatusReason>"));
        }
        Verdict::Recorded { with_values, without } => {
            return status("CREATE_COMPLETE", &recorded(with_values, without, call));
        }
        Verdict::Overtaken => return Reply::refused("ChangeSetNotFound", "it does not exist"),
    };
    let index: usize = call.get("NextToken").parse().unwrap_or_default();
    let changes = pages.get(index).into_iter().flatten().map(|(action, replacement, kind)| {
        format!(
            "<member><Type>Resource</Type><ResourceChange><Action>{action}</Action><LogicalResourceId>Thing\
             </LogicalResourceId><ResourceType>{kind}</ResourceType><Replacement>{replacement}</Replacement>\
             </ResourceChange></member>"
        )
    });
    let next =
        if index + 1 < pages.len() { format!("<NextToken>{}</NextToken>", index + 1) } else { String::new() };
    let changes: String = changes.collect();
    let rest = format!("<ExecutionStatus>AVAILABLE</ExecutionStatus><Changes>{changes}</Changes>{next}");
    status("CREATE_COMPLETE", &rest)
}

/// Recorded changes, with CloudFormation's warning where some are missing.
fn recorded(with_values: &str, without: &str, call: &Call) -> String {
    let count = |changes: &str| changes.matches("<ResourceChange>").count();
    let has_values = call.get("IncludePropertyValues") == "true";
    let changes = if has_values { with_values } else { without };
    let warning = match count(changes) < count(without) {
        true => {
            "<StatusReason>[WARN] --include-property-values option can return incomplete ChangeSet data because the \
             ChangeSet details exceed the limit</StatusReason>"
        }
        false => "",
    };
    format!("{warning}<ExecutionStatus>AVAILABLE</ExecutionStatus><Changes>{changes}</Changes>")
}
