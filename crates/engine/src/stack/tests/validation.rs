//! CloudFormation's validation before a deployment: its findings are shown, not the advice to look them up.

use std::sync::Arc;

use crate::aws::fake::stacks::{Reaction, Verdict};
use crate::aws::fake::{Reply, held};
use crate::failure::sentence;
use crate::testing::Scene;

const STACK: &str = "mail-queue-dev";
const REASON: &str = "The following validation(s) failed: [AWS::EarlyValidation::PropertyValidation]. \
                      To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.";
const FINDINGS: [[&str; 5]; 2] = [
    [
        "Queue",
        "AWS::SQS::Queue",
        "/Resources/Queue/Properties/DelaySeconds",
        "#/DelaySeconds: expected type: Integer, found: String",
        "AWS::EarlyValidation::PropertyValidation",
    ],
    [
        "Topic",
        "AWS::SNS::Topic",
        "/Resources/Topic",
        "Resource of type 'AWS::SNS::Topic' with identifier 'x' already exists.",
        "AWS::EarlyValidation::ResourceExistenceCheck",
    ],
];
const SHOWN: &str = "validation failed: Queue (AWS::SQS::Queue) at /Resources/Queue/Properties/DelaySeconds: \
                     #/DelaySeconds: expected type: Integer, found: String [AWS::EarlyValidation::PropertyValidation]; \
                     Topic (AWS::SNS::Topic) at /Resources/Topic: \
                     Resource of type 'AWS::SNS::Topic' with identifier 'x' already exists. \
                     [AWS::EarlyValidation::ResourceExistenceCheck]";

/// A stack in this status, and a change of it that is not valid; the findings take two pages.
fn scene(status: &str) -> Scene {
    let scene = Scene::new();
    {
        let mut stacks = held(&scene.stacks);
        stacks.has(STACK, status);
        stacks.verdicts.push_back(Verdict::Failed(REASON));
        (stacks.findings, stacks.page) = (FINDINGS.to_vec(), 1);
    }
    scene
}

#[tokio::test(start_paused = true)]
async fn every_finding_about_a_change_set_is_shown_with_its_place() {
    for (status, deletions) in [
        ("CREATE_COMPLETE", ["DeleteChangeSet"].as_slice()),
        ("REVIEW_IN_PROGRESS", &["DeleteChangeSet", "DeleteStack"]),
    ] {
        let scene = scene(status);
        let error = scene.deploy().await.1.unwrap();
        assert_eq!(
            sentence(&error),
            format!("CloudFormation rejects the change of stack mail-queue-dev in us-west-2: {SHOWN}")
        );
        let call = &scene.calls.of("DescribeEvents")[0];
        assert!(call.get("ChangeSetName").contains(":changeSet/provision-"), "{call:?}");
        assert!(call.get("StackName").contains(":stack/mail-queue-dev/"), "{call:?}");
        assert_eq!(call.get("Filters.FailedEvents"), "true");
        assert_eq!(scene.changes()[1..], *deletions);
    }
}

#[tokio::test(start_paused = true)]
async fn every_finding_about_a_creation_or_an_update_is_shown_with_its_place() {
    for (status, path) in [
        (None, &["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"]),
        (
            Some("CREATE_COMPLETE"),
            &["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"],
        ),
    ] {
        let scene = Scene::new();
        {
            let mut stacks = held(&scene.stacks);
            status.into_iter().for_each(|status| _ = stacks.has(STACK, status));
            stacks.reactions.push_back(Reaction::Statuses(path, Some(REASON)));
            (stacks.findings, stacks.page) = (FINDINGS.to_vec(), 1);
        }
        let text = sentence(&scene.deploy().await.1.unwrap());
        assert!(text.ends_with(SHOWN), "{text}");
        assert_eq!(scene.calls.of("DescribeEvents").len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn the_reason_is_shown_as_it_is_where_the_findings_cannot_be_read() {
    for (code, message) in [
        ("AccessDenied", "User: x is not authorized to perform: cloudformation:DescribeEvents"),
        ("InvalidAction", "Unknown action: DescribeEvents"),
    ] {
        let scene = scene("CREATE_COMPLETE");
        let stacks = Arc::clone(&scene.stacks);
        scene.meanwhile.before(&["DescribeEvents"], move || {
            held(&stacks).refusals.push_back(Reply::refused(code, message));
        });
        let text = sentence(&scene.deploy().await.1.unwrap());
        assert!(text.ends_with(REASON), "{text}");
        assert!(scene.meanwhile.is_over());
        assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet"]);
    }
}
