use std::time::{Duration, UNIX_EPOCH};

use super::{Condition, StatusReport, SystemState};
use crate::aws::fake::stacks::Reaction;
use crate::aws::fake::{ACCOUNT, Reply, held};
use crate::testing::Scene;

const STACK: &str = "mail-queue-dev";

/// An hour after the first operation of the fake.
async fn status(scene: &Scene) -> StatusReport {
    scene.status(UNIX_EPOCH + Duration::from_secs(1_767_315_600)).await
}

async fn reason(scene: &Scene) -> Option<String> {
    status(scene).await.stacks.remove(0).reason
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_was_never_created_has_the_reason_of_the_resource_that_failed_first() {
    let scene = Scene::new();
    let path = &["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"];
    held(&scene.stacks).reactions.push_back(Reaction::Statuses(path, Some("Name is\n  taken")));
    assert!(scene.deploy().await.1.is_some());
    let report = status(&scene).await;
    let stack = &report.stacks[0];
    assert_eq!(stack.condition, Condition::Stuck);
    assert_eq!(stack.reason.as_deref(), Some("Queue (AWS::SQS::Queue): Name is taken"));
    let page = format!(
        "https://us-west-2.console.aws.amazon.com/cloudformation/home?region=us-west-2#/stacks/stackinfo?stackId=\
         arn%3Aaws%3Acloudformation%3Aus%2Dwest%2D2%3A{ACCOUNT}%3Astack%2Fmail%2Dqueue%2Ddev%2F1"
    );
    assert_eq!(stack.console.as_ref(), Some(&page));
    let system = &report.systems[0];
    assert_eq!((system.state, system.deployed, system.stacks, system.stuck), (SystemState::Stuck, 1, 1, 1));
    assert_eq!(system.age_seconds, stack.age_seconds);
    assert!((3500..=3600).contains(&system.age_seconds.unwrap()), "{system:?}");
}

#[tokio::test(start_paused = true)]
async fn a_rolled_back_update_has_the_reason_of_the_update() {
    let scene = Scene::new();
    held(&scene.stacks)
        .has(STACK, "UPDATE_ROLLBACK_COMPLETE")
        .had(STACK, "CREATE_IN_PROGRESS", "")
        .had("Queue", "CREATE_FAILED", "of an earlier operation")
        .had(STACK, "UPDATE_IN_PROGRESS", "")
        .had("Topic", "UPDATE_FAILED", "Resource update cancelled")
        .had("Queue", "UPDATE_FAILED", "Invalid visibility timeout")
        .had(STACK, "UPDATE_ROLLBACK_IN_PROGRESS", "The following resource(s) failed to update: [Queue].")
        .had(STACK, "UPDATE_ROLLBACK_COMPLETE", "");
    assert_eq!(reason(&scene).await.unwrap(), "Queue (AWS::SQS::Queue): Invalid visibility timeout");
    assert_eq!(status(&scene).await.systems[0].state, SystemState::RolledBack);
}

#[tokio::test(start_paused = true)]
async fn a_stuck_rollback_has_the_reason_of_the_rollback() {
    let scene = Scene::new();
    held(&scene.stacks)
        .has(STACK, "UPDATE_ROLLBACK_FAILED")
        .had(STACK, "UPDATE_IN_PROGRESS", "")
        .had("Queue", "UPDATE_FAILED", "Invalid visibility timeout")
        .had(STACK, "UPDATE_ROLLBACK_IN_PROGRESS", "")
        .had("Queue", "UPDATE_FAILED", "The queue does not exist")
        .had(STACK, "UPDATE_ROLLBACK_FAILED", "");
    assert_eq!(reason(&scene).await.unwrap(), "Queue (AWS::SQS::Queue): The queue does not exist");
}

#[tokio::test(start_paused = true)]
async fn events_are_read_of_broken_stacks_only() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "UPDATE_COMPLETE").had("Queue", "UPDATE_FAILED", "long ago");
    let report = status(&scene).await;
    assert_eq!((report.stacks[0].condition, &report.stacks[0].reason), (Condition::Ready, &None));
    assert_eq!(scene.calls.of("DescribeStackEvents").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn without_the_permission_to_read_events_that_is_the_reason() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "ROLLBACK_COMPLETE").had("Queue", "CREATE_FAILED", "Name is taken");
    let stacks = scene.stacks.clone();
    scene.meanwhile.before(&["DescribeStackEvents"], move || {
        held(&stacks).refusals.push_back(Reply::refused("AccessDenied", "not authorized"));
    });
    let reason = reason(&scene).await.unwrap();
    assert!(reason.starts_with("its events cannot be read: "), "{reason}");
}
