//! What policies allow, compared with what is called: by the sources, and by the steps of the workflows.

use std::collections::BTreeSet;
use std::fs;

use regex_lite::Regex;
use serde_json::{Value, json};

use super::{Mailboxes, WORKFLOW};
use crate::harness::repository;

const POLICY: &str = "docs/deploy-policy.json";
/// What a workflow that logs must be allowed, whatever it does.
const LOG_DELIVERY: [&str; 8] = [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
];

/// The document in the repository.
pub fn deploy_policy() -> String {
    fs::read_to_string(repository().join(POLICY)).unwrap()
}

/// A text or a list of texts, as policies have them.
fn texts(value: &Value) -> BTreeSet<String> {
    match value {
        Value::String(text) => BTreeSet::from([text.clone()]),
        Value::Array(several) => several.iter().map(super::text).collect(),
        other => panic!("{other} is no text and no list"),
    }
}

/// All actions that a policy allows.
pub fn allowed(policy: &Value) -> BTreeSet<String> {
    let statements = policy["Statement"].as_array().unwrap().iter();
    statements
        .inspect(|one| assert_eq!(one["Effect"], "Allow"))
        .flat_map(|one| texts(&one["Action"]))
        .collect()
}

/// The emulator does not check workflows' roles, so that each is compared with the steps of its definition.
pub fn compare_workflow(mailboxes: &Mailboxes, workflow: &str) {
    let machine = format!("arn:aws:states:{WORKFLOW}:000000000000:stateMachine:mailbox-{workflow}-dev");
    let input = json!({"stateMachineArn": machine});
    let told = mailboxes.call("states", WORKFLOW, "AWSStepFunctions.DescribeStateMachine", &input);
    let definition: Value = serde_json::from_str(told["definition"].as_str().unwrap()).unwrap();
    let steps =
        definition["States"].as_object().unwrap().values().filter_map(|state| state["Resource"].as_str());
    let mut needed: BTreeSet<String> = steps.map(action_of).collect();
    needed.extend(LOG_DELIVERY.map(str::to_owned));
    let role = told["roleArn"].as_str().and_then(|arn| arn.rsplit('/').next()).unwrap();
    assert_eq!(allowed(&mailboxes.policy_of(role)), needed, "{workflow}");
}

/// The action that a step of a workflow needs: `arn:aws:states:::dynamodb:getItem` is `dynamodb:GetItem`.
fn action_of(resource: &str) -> String {
    let mut parts = resource.split(":::").nth(1).unwrap().split([':', '.']);
    let (service, call) = (parts.next().unwrap(), parts.next().unwrap());
    if (service, call) == ("lambda", "invoke") {
        return "lambda:InvokeFunction".to_owned();
    }
    format!("{service}:{}{}", call[..1].to_uppercase(), &call[1..])
}

/// The operations that the sources name beside their calls, as the actions that allow them.
fn calls_of_the_sources() -> BTreeSet<String> {
    let pattern = Regex::new(
        r#""((?:apigateway|cloudformation|dynamodb|kinesis|lambda|logs|s3|sns|sqs|states|sts):[A-Z]\w+)""#,
    )
    .unwrap();
    let mut folders = vec![repository().join("src/aws")];
    let mut calls = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let source = fs::read_to_string(path).unwrap();
                calls.extend(pattern.captures_iter(&source).map(|found| renamed(&found[1]).to_owned()));
            }
        }
    }
    calls
}

/// Some operations are allowed under another name.
fn renamed(operation: &str) -> &str {
    match operation {
        "apigateway:GetStage" => "apigateway:GET",
        "s3:DeleteObjects" => "s3:DeleteObjectVersion",
        "s3:HeadBucket" => "s3:ListBucket",
        "s3:HeadObject" => "s3:GetObject",
        "s3:ListMultipartUploads" => "s3:ListBucketMultipartUploads",
        "s3:ListObjectVersions" => "s3:ListBucketVersions",
        "s3:PutBucketEncryption" => "s3:PutEncryptionConfiguration",
        "s3:PutPublicAccessBlock" => "s3:PutBucketPublicAccessBlock",
        other => other,
    }
}

#[test]
fn the_deploy_policy_allows_the_calls_of_the_sources_and_no_other() {
    let policy: Value = serde_json::from_str(&deploy_policy()).unwrap();
    let statements = policy["Statement"].as_array().unwrap().iter();
    let own = statements.filter(|one| !super::text(&one["Sid"]).starts_with("By"));
    let own: BTreeSet<_> = own.flat_map(|one| texts(&one["Action"])).collect();
    let mut needed = calls_of_the_sources();
    // Signed HTTP; a missing object told as missing instead of as denied; the tags of a stack.
    let further =
        ["execute-api:Invoke", "s3:ListBucket", "cloudformation:TagResource", "cloudformation:UntagResource"];
    needed.extend(further.map(str::to_owned));
    assert_eq!(own, needed);
    assert!(policy.to_string().len() <= 6144, "it no longer fits into one managed policy");
}
