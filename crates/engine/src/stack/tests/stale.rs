//! Stale reads that do not show the update yet.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::aws::fake::held;
use crate::aws::fake::stacks::Reaction;
use crate::failure::{EXIT_PARTIAL, kind_of, sentence};
use crate::testing::Scene;

const STACK: &str = "mail-queue-dev";

fn scene() -> Scene {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    scene
}

/// Another run's update, with another template, is what the first look after ours shows.
fn followed_by_another(scene: &Scene) {
    let stacks = Arc::clone(&scene.stacks);
    scene.meanwhile.before(&["ExecuteChangeSet", "DescribeStacks"], move || {
        held(&stacks).end(STACK, "UPDATE_COMPLETE", BTreeMap::new());
    });
}

#[tokio::test(start_paused = true)]
async fn an_update_is_waited_for_also_when_reads_are_half_a_minute_old() {
    let scene = Scene::new();
    held(&scene.stacks).lag = Duration::from_secs(30);
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    let began = Instant::now();
    let (report, error) = scene.deploy().await;
    assert!(error.is_none() && !report.is_unchanged(), "{error:?}");
    // The update takes 40 s.
    assert!(began.elapsed() >= Duration::from_secs(70), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn an_update_of_which_nothing_is_ever_seen_is_not_reported_as_done() {
    let scene = scene();
    held(&scene.stacks).reactions.push_back(Reaction::Nothing);
    let began = Instant::now();
    let error = scene.deploy().await.1.unwrap();
    assert_eq!(
        sentence(&error),
        "CloudFormation accepted the update of stack mail-queue-dev in us-west-2, but shows no result of it after 60 s"
    );
    assert_eq!(kind_of(&error).exit_code(), EXIT_PARTIAL);
    assert!((60..100).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_end_of_another_update_is_not_taken_for_the_end_of_ours() {
    let scene = scene();
    held(&scene.stacks).reactions.push_back(Reaction::Nothing);
    followed_by_another(&scene);
    let error = scene.deploy().await.1.unwrap();
    assert_eq!(kind_of(&error).exit_code(), EXIT_PARTIAL, "{error:?}");
    assert!(scene.meanwhile.is_over());
}

#[tokio::test(start_paused = true)]
async fn an_update_that_another_one_has_followed_is_proven_by_its_events() {
    let scene = scene();
    held(&scene.stacks).takes = Duration::ZERO;
    followed_by_another(&scene);
    let (report, error) = scene.deploy().await;
    assert!(error.is_none() && !report.is_unchanged(), "{error:?}");
    assert!(scene.meanwhile.is_over());
}
