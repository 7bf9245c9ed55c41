mod resources;
mod scale;

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::{Instant, sleep};

use super::Poller;
use crate::aws::Region;
use crate::aws::fake::{Reply, held};
use crate::aws::stack::{Phase, StackState};
use crate::event::{Event, NodeKind, NodeName};
use crate::failure::{EXIT_PARTIAL, kind_of};
use crate::testing::Scene;

/// Follows stacks through their operations; returns the result of each.
async fn follow(scene: &Scene, names: &[&str]) -> Vec<anyhow::Result<StackState>> {
    let cloudformation = scene.cloud.cloudformation(&Region::new("us-west-2"));
    let mut arns = Vec::new();
    for name in names {
        arns.push(cloudformation.stack(name).await.unwrap().unwrap().arn);
    }
    let silent = |_: Event| {};
    let poller = Poller::new(cloudformation, &silent, false);
    poller.set_pages(poller.cloudformation.stacks().await.unwrap().1);
    let node = NodeName { name: "stack".to_owned(), region: None, kind: NodeKind::Stack };
    tokio::select! {
        () = poller.run() => unreachable!(),
        states = join_all(arns.iter().map(|arn| poller.settled(arn, &node, None))) => states,
    }
}

fn phases(states: Vec<anyhow::Result<StackState>>) -> Vec<Phase> {
    states.into_iter().map(|state| state.unwrap().status.phase()).collect()
}

const NAMES: [&str; 5] = ["a-dev", "b-dev", "c-dev", "d-dev", "e-dev"];

fn updating(scene: &Scene, names: &[&str], statuses: &[&str]) {
    for name in names {
        held(&scene.stacks).has(name, "CREATE_COMPLETE");
        held(&scene.stacks).begin(name, statuses);
    }
}

#[tokio::test(start_paused = true)]
async fn looks_grow_with_time_and_not_with_stacks() {
    let mut counts = Vec::new();
    for names in [&NAMES[..2], &NAMES[..]] {
        let scene = Scene::new();
        updating(&scene, names, &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]);
        let before = names.len() + 1;
        assert!(phases(follow(&scene, names).await).iter().all(|phase| *phase == Phase::Complete));
        counts.push(scene.calls.all().len() - before);
    }
    // A mean of five equal ages may round to another millisecond than one of two.
    assert!(counts[0].abs_diff(counts[1]) <= 1, "{counts:?}");
}

#[tokio::test(start_paused = true)]
async fn a_region_with_many_stacks_is_asked_for_the_busy_ones_only() {
    let scene = Scene::new();
    for number in 0..250 {
        held(&scene.stacks).has(&format!("other-{number}"), "CREATE_COMPLETE");
    }
    updating(&scene, &NAMES, &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]);
    let states = follow(&scene, &NAMES).await;
    assert!(phases(states).iter().all(|phase| *phase == Phase::Complete));
    let operations = scene.calls.operations();
    assert!(operations.iter().filter(|name| *name == "ListStacks").count() > 10);
    // Five by name at first, three pages to learn how many there are, and each once more when it was done.
    assert_eq!(operations.iter().filter(|name| *name == "DescribeStacks").count(), 5 + 3 + 5);
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_rests_where_a_rollback_was_switched_off_ends_the_wait() {
    for many in [0, 250] {
        let scene = Scene::new();
        for number in 0..many {
            held(&scene.stacks).has(&format!("other-{number}"), "CREATE_COMPLETE");
        }
        updating(&scene, &NAMES[..2], &["UPDATE_IN_PROGRESS", "UPDATE_FAILED"]);
        let began = Instant::now();
        assert_eq!(phases(follow(&scene, &NAMES[..2]).await), [Phase::Halted, Phase::Halted]);
        assert!((30..40).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn a_halt_that_a_rollback_follows_is_not_the_end() {
    let scene = Scene::new();
    held(&scene.stacks).takes = Duration::from_secs(5);
    updating(
        &scene,
        &["a-dev"],
        &["UPDATE_IN_PROGRESS", "UPDATE_FAILED", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"],
    );
    assert_eq!(phases(follow(&scene, &["a-dev"]).await), [Phase::RolledBack]);
}

#[tokio::test(start_paused = true)]
async fn a_deleted_stack_is_known_by_its_arn_though_the_name_means_another_one() {
    let scene = Scene::new();
    updating(&scene, &["a-dev"], &["DELETE_IN_PROGRESS", "DELETE_COMPLETE"]);
    let (states, ()) = tokio::join!(follow(&scene, &["a-dev"]), async {
        sleep(Duration::from_secs(20)).await;
        held(&scene.stacks).has("a-dev", "CREATE_IN_PROGRESS");
    });
    assert_eq!(phases(states), [Phase::Absent]);
}

#[tokio::test(start_paused = true)]
async fn a_short_outage_of_the_network_is_survived_and_a_long_one_is_not() {
    for (failures, survives) in [(40, true), (1000, false)] {
        let scene = Scene::new();
        updating(&scene, &["a-dev"], &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]);
        let (mut states, ()) = tokio::join!(follow(&scene, &["a-dev"]), async {
            sleep(Duration::from_secs(1)).await;
            let failure = Reply { status: 503, body: String::new() };
            held(&scene.stacks).refusals.extend(std::iter::repeat_n(failure, failures));
        });
        match states.remove(0) {
            Ok(state) => assert!(survives && state.status.phase() == Phase::Complete),
            Err(error) => assert!(!survives && kind_of(&error).exit_code() == EXIT_PARTIAL, "{error:#}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_good_ends_the_wait_at_once() {
    let scene = Scene::new();
    updating(&scene, &["a-dev"], &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]);
    let denied = Reply::refused("AccessDenied", "not authorized to perform: cloudformation:DescribeStacks");
    let (states, ()) = tokio::join!(follow(&scene, &["a-dev"]), async {
        sleep(Duration::from_secs(1)).await;
        held(&scene.stacks).refusals.push_back(denied);
    });
    assert_eq!(kind_of(states[0].as_ref().unwrap_err()).exit_code(), EXIT_PARTIAL);
}

#[tokio::test(start_paused = true)]
async fn an_update_is_cancelled_under_a_token_of_its_own() {
    let scene = Scene::new();
    updating(&scene, &["a-dev"], &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]);
    let cloudformation = scene.cloud.cloudformation(&Region::new("us-west-2"));
    let arn = cloudformation.stack("a-dev").await.unwrap().unwrap().arn;
    let silent = |_: Event| {};
    let poller = Poller::new(cloudformation, &silent, false);
    let node = NodeName { name: "stack".to_owned(), region: None, kind: NodeKind::Stack };
    let cancel = async {
        sleep(Duration::from_secs(5)).await;
        poller.cancel_updates().await.unwrap()
    };
    let (state, cancelled) = tokio::select! {
        () = poller.run() => unreachable!(),
        both = async { tokio::join!(poller.settled(&arn, &node, None), cancel) } => both,
    };
    assert_eq!((state.unwrap().status.phase(), cancelled), (Phase::RolledBack, 1));
    let token = scene.calls.of("CancelUpdateStack")[0].get("ClientRequestToken").to_owned();
    assert!(token.starts_with("provision-"), "{token}");
}
