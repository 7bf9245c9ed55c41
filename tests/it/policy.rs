//! The policies for the identity that deploys, compared with what the sources call and with what IAM takes.

use std::collections::BTreeSet;
use std::fs;

use regex_lite::Regex;

use crate::harness::{POLICIES, policy, repository, texts};

/// The policy that is attached only where hotswaps are allowed.
const HOTSWAP: &str = "hotswap";

/// The operations that the sources name beside their calls, as the actions that allow them.
fn calls_of_the_sources() -> BTreeSet<String> {
    let pattern = Regex::new(r#""([a-z][a-z0-9-]*:[A-Z]\w+)""#).unwrap();
    let mut folders = vec![repository().join("crates/engine/src/aws")];
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
    // Keys of conditions look the same.
    calls.retain(|call| !call.starts_with("aws:"));
    // Who assumes the identity that deploys is another one, and may be of another account.
    calls.retain(|call| !call.starts_with("sts:AssumeRole"));
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
    let policy = policy("deploy");
    let statements = policy["Statement"].as_array().unwrap().iter();
    let own: BTreeSet<_> = statements.flat_map(|one| texts(&one["Action"])).collect();
    let mut needed = calls_of_the_sources();
    for action in hotswap_actions() {
        assert!(needed.remove(&action), "{action}");
    }
    // Signed HTTP; a missing object that is reported as missing instead of as denied; the tags of a stack.
    let further =
        ["execute-api:Invoke", "s3:ListBucket", "cloudformation:TagResource", "cloudformation:UntagResource"];
    needed.extend(further.map(str::to_owned));
    assert_eq!(own, needed);
}

/// What only an identity that hotswaps needs.
fn hotswap_actions() -> BTreeSet<String> {
    let policy = policy(HOTSWAP);
    policy["Statement"].as_array().unwrap().iter().flat_map(|one| texts(&one["Action"])).collect()
}

#[test]
fn calls_on_change_sets_are_allowed_on_the_change_set_and_on_its_stack() {
    let policy = policy("deploy");
    let calls: Vec<_> =
        calls_of_the_sources().into_iter().filter(|call| call.ends_with("ChangeSet")).collect();
    assert_eq!(calls.len(), 4, "{calls:?}");
    for call in calls {
        let statements = policy["Statement"].as_array().unwrap().iter();
        let resources: BTreeSet<_> = statements
            .filter(|one| texts(&one["Action"]).contains(&call))
            .flat_map(|one| texts(&one["Resource"]))
            .collect();
        for arn in ["stack/shop-*", "changeSet/provision-*"] {
            assert!(
                resources.contains(&format!("arn:aws:cloudformation:*:*:{arn}")),
                "{call}: {resources:?}"
            );
        }
    }
}

#[test]
fn each_policy_fits_into_a_managed_policy() {
    for name in POLICIES {
        let length = policy(name).to_string().len();
        assert!(length <= 6144, "{name}: {length} characters");
    }
}

#[test]
fn the_documented_commands_attach_every_policy() {
    let names = fs::read_dir(repository().join("docs")).unwrap().filter_map(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.strip_suffix("-policy.json").map(str::to_owned)
    });
    let mut names: BTreeSet<_> = names.collect();
    assert!(names.remove(HOTSWAP));
    assert_eq!(names, BTreeSet::from(POLICIES.map(str::to_owned)));
    let page = fs::read_to_string(repository().join("docs/permissions.md")).unwrap();
    let command = format!("for name in {}; do", POLICIES.join(" "));
    assert!(page.contains(&command), "{command}");
}
