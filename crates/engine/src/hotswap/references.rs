//! The values of a template's references to resources in an existing stack.
//!
//! The table contains only types whose `Ref` and attributes follow from the physical id in the same way for every
//! resource.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::version::Version;
use crate::aws::cloudformation::StackResource;

/// The values of a version's parameters, and of the references to resources under `ID` and `ID.ATTRIBUTE`.
pub fn known(version: &Version<'_>, resources: &[StackResource]) -> BTreeMap<String, String> {
    let mut known = version.values.clone();
    for resource in resources.iter().filter(|resource| resource.is_there()) {
        let Some(declared) = version.template.resources.get(&resource.logical_id) else { continue };
        let has_path = declared.properties.get("Path").is_some();
        for (attribute, value) in attributes(version, resource) {
            match attribute {
                "" => known.insert(resource.logical_id.clone(), value),
                // A role's path is part of its ARN.
                "Arn" if resource.kind == "AWS::IAM::Role" && has_path => None,
                attribute => known.insert(format!("{}.{attribute}", resource.logical_id), value),
            };
        }
    }
    known
}

/// The attributes of a resource, with its `Ref` under the empty name.
fn attributes(version: &Version<'_>, resource: &StackResource) -> Vec<(&'static str, String)> {
    let region = &version.stack.region;
    let (partition, account, id) = (region.partition().name, version.account, &resource.physical_id);
    let arn = |service: &str, rest: &str| format!("arn:{partition}:{service}:{region}:{account}:{rest}{id}");
    let last = |separator: char| id.rsplit(separator).next().unwrap_or(id).to_owned();
    let mut attributes = match resource.kind.as_str() {
        "AWS::Lambda::Function" => vec![("Arn", arn("lambda", "function:"))],
        "AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable" => vec![("Arn", arn("dynamodb", "table/"))],
        "AWS::StepFunctions::StateMachine" => vec![("Arn", id.clone()), ("Name", last(':'))],
        "AWS::StepFunctions::Activity" => vec![("Arn", id.clone()), ("Name", last(':'))],
        "AWS::SNS::Topic" => vec![("TopicArn", id.clone()), ("TopicName", last(':'))],
        "AWS::SQS::Queue" => {
            let arn = format!("arn:{partition}:sqs:{region}:{account}:{}", last('/'));
            vec![("Arn", arn), ("QueueName", last('/')), ("QueueUrl", id.clone())]
        }
        "AWS::S3::Bucket" => vec![("Arn", format!("arn:{partition}:s3:::{id}"))],
        "AWS::Events::EventBus" => vec![("Arn", arn("events", "event-bus/")), ("Name", id.clone())],
        "AWS::IAM::Role" => vec![("Arn", format!("arn:{partition}:iam::{account}:role/{id}"))],
        _ => return Vec::new(),
    };
    attributes.push(("", id.clone()));
    attributes
}

/// The value with `Ref` of `ID.ATTRIBUTE` in the place of each `Fn::GetAtt`.
pub fn without_attributes(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_attributes).collect(),
        Value::Object(entries) => match entries.get("Fn::GetAtt").filter(|_| entries.len() == 1) {
            Some(Value::String(path)) => json!({ "Ref": path }),
            Some(Value::Array(path)) if path.iter().all(Value::is_string) => {
                let parts: Vec<_> = path.iter().filter_map(Value::as_str).collect();
                json!({ "Ref": parts.join(".") })
            }
            _ => {
                let entry = |(key, value): (&String, &Value)| (key.clone(), without_attributes(value));
                Value::Object(entries.iter().map(entry).collect::<Map<_, _>>())
            }
        },
        value => value.clone(),
    }
}
