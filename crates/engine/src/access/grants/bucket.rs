//! What makes buckets and access points public beside their policies: access control lists, and what blocks public access.

use serde_json::Value;

use super::{Reader, Source};
use crate::access::policy::{each_or, texts};
use crate::access::statement::{EVERY_ACCOUNT, EVERYBODY, Effect, Set, Statement};

const BLOCK: &str = "PublicAccessBlockConfiguration";
/// What a block refuses, with its property.
const FLAGS: [(&str, &str); 4] = [
    ("BlockPublicAcls", "new public ACLs"),
    ("IgnorePublicAcls", "what public ACLs grant"),
    ("BlockPublicPolicy", "new public policies"),
    ("RestrictPublicBuckets", "what public policies grant"),
];
/// Types with a block of public access.
const BLOCKED: [&str; 4] = [
    "AWS::S3::AccessPoint",
    "AWS::S3::Bucket",
    "AWS::S3::MultiRegionAccessPoint",
    "AWS::S3ObjectLambda::AccessPoint",
];
/// Canned ACLs that grant nothing to others than the owner and services of AWS.
const OWNERS: [&str; 5] =
    ["Private", "BucketOwnerRead", "BucketOwnerFullControl", "AwsExecRead", "LogDeliveryWrite"];

impl Reader<'_> {
    pub(super) fn bucket(&mut self, source: &Source<'_>) {
        if !BLOCKED.contains(&source.kind) {
            return;
        }
        let own = source.own();
        self.add(source, "resource", &own, block(&source.properties[BLOCK]));
        if source.kind == "AWS::S3::Bucket" {
            self.add(source, "resource", &own, list(&source.properties["AccessControl"]));
            self.add(source, "resource", &own, ownership(&source.properties["OwnershipControls"]));
        }
    }
}

/// What the block of public access refuses. S3 blocks all public access to what is made without a block, but not to a bucket
/// whose block was removed.
fn block(block: &Value) -> Vec<Statement> {
    each_or(block, &Value::Null, &|block| {
        let denied = FLAGS.into_iter().flat_map(|(flag, what)| {
            let refused = deny(format!("s3: {what} ({flag})"));
            match block {
                Value::Null => vec![by_default(refused)],
                block => each_or(&block[flag], &Value::Bool(false), &|value| match is_true(value) {
                    true => vec![refused.clone()],
                    false => Vec::new(),
                }),
            }
        });
        denied.collect()
    })
}

fn is_true(value: &Value) -> bool {
    *value == Value::Bool(true) || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

/// What a canned ACL grants to every caller.
fn list(list: &Value) -> Vec<Statement> {
    each_or(list, &Value::from("Private"), &|list| {
        let to = |principal: &str, action: &str| Statement {
            principals: Some(Set::of([principal])),
            ..Statement::allow(action)
        };
        let name = texts(list).concat();
        match name.as_str() {
            "PublicRead" => vec![to(EVERYBODY, "s3: READ by ACL")],
            "PublicReadWrite" => vec![to(EVERYBODY, "s3: READ by ACL"), to(EVERYBODY, "s3: WRITE by ACL")],
            "AuthenticatedRead" => vec![to(EVERY_ACCOUNT, "s3: READ by ACL")],
            name if OWNERS.contains(&name) => Vec::new(),
            name => vec![to(name, "s3: ACL")],
        }
    })
}

/// Buckets whose owner owns all objects have no ACLs; it is the default of new buckets.
fn ownership(controls: &Value) -> Vec<Statement> {
    each_or(controls, &Value::Null, &|controls| {
        let refused = deny("s3: what ACLs grant (BucketOwnerEnforced)".to_owned());
        match controls {
            Value::Null => vec![by_default(refused)],
            controls if controls.to_string().contains("BucketOwnerEnforced") => vec![refused],
            _ => Vec::new(),
        }
    })
}

fn deny(action: String) -> Statement {
    Statement { effect: Effect::Deny, ..Statement::allow(action) }
}

fn by_default(statement: Statement) -> Statement {
    statement.when("the default of new buckets", "applies")
}
