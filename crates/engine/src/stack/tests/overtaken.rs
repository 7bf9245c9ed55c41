//! Two concurrent runs on the same stack.

use std::sync::Arc;

use crate::aws::fake::held;
use crate::aws::fake::stacks::Verdict;
use crate::event::Outcome;
use crate::report::{NodeEnd, RunReport};
use crate::testing::{Ended, ONE_STACK, Scene, TABLE, tags_of};

const STACK: &str = "mail-queue-dev";

fn outcome(report: &RunReport) -> Outcome {
    match &report.nodes[0].end {
        NodeEnd::Done { outcome } => *outcome,
        other => panic!("{other:?}"),
    }
}

fn succeeded((report, error): Ended) -> Outcome {
    assert!(error.is_none(), "{error:?}");
    outcome(&report)
}

/// A stack that is to make the table; CloudFormation calls it `Thing`. There is no such table yet.
fn scene() -> Scene {
    let scene = Scene::of(ONE_STACK, &TABLE.replace("  Table:", "  Thing:"), Vec::new());
    let adds = Verdict::Ready(vec![vec![("Add", "False", "AWS::DynamoDB::Table")]]);
    held(&scene.stacks).verdicts.push_back(adds);
    held(&scene.table).is_absent();
    scene
}

/// Another run acts between the change set and the look at what it would import, so that the table of the stack is there and looks
/// like one that an earlier stack left behind.
fn meanwhile(scene: &Scene, act: impl FnOnce(&mut crate::aws::fake::stacks::FakeStacks) + Send + 'static) {
    let (stacks, table) = (Arc::clone(&scene.stacks), Arc::clone(&scene.table));
    scene.meanwhile.before(&["CreateChangeSet", "DescribeTable"], move || {
        act(&mut held(&stacks));
        held(&table).make(tags_of(STACK));
    });
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_another_run_creates_between_change_set_and_check_is_waited_for() {
    let scene = scene();
    meanwhile(&scene, |stacks| stacks.overtake(STACK, None));
    assert_eq!(succeeded(scene.deploy().await), Outcome::Unchanged);
    assert!(scene.meanwhile.is_over());
    // Neither executed nor deleted: the stack is the other run's work.
    assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet"]);
    assert_eq!(held(&scene.stacks).status(STACK), Some("CREATE_COMPLETE"));
}

#[tokio::test(start_paused = true)]
async fn an_update_that_another_run_makes_between_change_set_and_check_is_waited_for() {
    let scene = scene();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    meanwhile(&scene, |stacks| stacks.overtake(STACK, None));
    assert_eq!(succeeded(scene.deploy().await), Outcome::Unchanged);
    assert!(scene.meanwhile.is_over());
    assert_eq!(scene.changes(), ["CreateChangeSet", "DeleteChangeSet"]);
}

#[tokio::test(start_paused = true)]
async fn an_update_to_something_else_is_waited_for_and_followed_by_ours() {
    let update = ["CreateChangeSet", "DeleteChangeSet", "CreateChangeSet", "ExecuteChangeSet"];
    let scene = scene();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    meanwhile(&scene, |stacks| stacks.overtake(STACK, Some(Default::default())));
    assert_eq!(succeeded(scene.deploy().await), Outcome::Updated);
    assert!(scene.meanwhile.is_over());
    assert_eq!(scene.changes(), update);
}

#[tokio::test(start_paused = true)]
async fn an_update_that_leaves_our_change_set_there_is_waited_for_and_followed_by_ours() {
    let update = ["CreateChangeSet", "DeleteChangeSet", "CreateChangeSet", "ExecuteChangeSet"];
    let scene = scene();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    // Without a change set: the stack is at work, and ours is merely obsolete.
    meanwhile(&scene, |stacks| stacks.begin(STACK, &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]));
    assert_eq!(succeeded(scene.deploy().await), Outcome::Updated);
    assert!(scene.meanwhile.is_over());
    assert_eq!(scene.changes(), update);
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_another_run_deletes_before_its_update_is_created_again() {
    let scene = scene();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    let stacks = Arc::clone(&scene.stacks);
    scene.meanwhile.before(&["ExecuteChangeSet"], move || {
        held(&stacks).begin(STACK, &["DELETE_COMPLETE"]);
    });
    assert_eq!(succeeded(scene.deploy().await), Outcome::Created);
    assert!(scene.meanwhile.is_over());
}

#[tokio::test(start_paused = true)]
async fn two_runs_create_a_stack_at_once_and_both_succeed() {
    let scene = scene();
    let (one, other) = tokio::join!(scene.deploy(), scene.deploy());
    assert_eq!((succeeded(one), succeeded(other)), (Outcome::Created, Outcome::Unchanged));
    assert_eq!(held(&scene.stacks).status(STACK), Some("CREATE_COMPLETE"));
    let deleted = scene.changes().iter().filter(|call| *call == "DeleteStack").count();
    assert_eq!(deleted, 0);
}

#[tokio::test(start_paused = true)]
async fn two_runs_update_a_stack_at_once_and_both_succeed() {
    let scene = scene();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    let (one, other) = tokio::join!(scene.deploy(), scene.deploy());
    assert_eq!((succeeded(one), succeeded(other)), (Outcome::Updated, Outcome::Unchanged));
    assert_eq!(held(&scene.stacks).status(STACK), Some("UPDATE_COMPLETE"));
}
