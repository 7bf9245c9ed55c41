use crate::aws::fake::held;
use crate::aws::fake::stacks::Reaction;
use crate::aws::stack::Phase;
use crate::event::Event;
use crate::failure::{hint_of, sentence};
use crate::resource_name::ResourceName;
use crate::snapshot::look;
use crate::stuck::blocking;
use crate::teardown::TeardownOptions;
use crate::testing::Scene;

const STACK: &str = "mail-queue-dev";
const FAILS: Reaction = Reaction::Statuses(&["DELETE_IN_PROGRESS", "DELETE_FAILED"], Some("it is in use"));

fn retaining(name: &str) -> TeardownOptions {
    let retain: Vec<ResourceName> = vec![name.parse().unwrap()];
    TeardownOptions { retain, ..TeardownOptions::default() }
}

/// A stack in this state that leaves its queue behind.
fn leaving(status: &str) -> Scene {
    let scene = Scene::new();
    let mut stacks = held(&scene.stacks);
    stacks.has(STACK, status);
    stacks.left_behind = vec![
        ["Queue", "https://sqs/1/q", "AWS::SQS::Queue", "DELETE_SKIPPED"],
        ["Role", "role-1", "AWS::IAM::Role", "DELETE_COMPLETE"],
    ];
    drop(stacks);
    scene
}

fn notices(scene: &Scene) -> Vec<String> {
    let events = scene.events.borrow();
    let texts = events.iter().filter_map(|event| match event {
        Event::Notice { text } => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

const LEFT: &str = "mail-queue-dev in us-west-2 has left Queue behind: AWS::SQS::Queue https://sqs/1/q";

#[tokio::test(start_paused = true)]
async fn a_stack_whose_deletion_failed_is_deleted_without_the_resources_that_are_named() {
    let scene = leaving("DELETE_FAILED");
    let (_, error) = scene.tear_down(retaining("mail-queue.Queue")).await;
    assert!(error.is_none(), "{error:?}");
    let deletions = scene.calls.of("DeleteStack");
    assert_eq!(deletions.len(), 1);
    assert_eq!(deletions[0].get("RetainResources.member.1"), "Queue");
    assert_eq!(deletions[0].get("DeletionMode"), "");
    assert_eq!(notices(&scene), [LEFT]);
}

#[tokio::test(start_paused = true)]
async fn what_fails_is_left_behind_by_force_only_once_it_has_failed() {
    let scene = leaving("CREATE_COMPLETE");
    held(&scene.stacks).reactions.push_back(FAILS);
    let force = TeardownOptions { force_delete: true, ..TeardownOptions::default() };
    let (_, error) = scene.tear_down(force).await;
    assert!(error.is_none(), "{error:?}");
    let modes: Vec<_> =
        scene.calls.of("DeleteStack").iter().map(|call| call.get("DeletionMode").to_owned()).collect();
    assert_eq!(modes, ["", "FORCE_DELETE_STACK"]);
    assert_eq!(notices(&scene), [LEFT]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_deletion_names_the_flags_that_lead_on() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).reactions.push_back(FAILS);
    let (report, error) = scene.tear_down(TeardownOptions::default()).await;
    let error = error.unwrap();
    assert_eq!(
        sentence(&error),
        "stack mail-queue-dev in us-west-2 is DELETE_FAILED: Queue (AWS::SQS::Queue): it is in use"
    );
    assert!(hint_of(&error).unwrap().contains("with --retain mail-queue.Queue, or every resource"));
    assert_eq!(report.failure.unwrap().cause.reason, "it is in use");
}

#[tokio::test(start_paused = true)]
async fn resources_are_named_only_where_that_has_an_effect() {
    for (status, name, expected) in [
        (
            "CREATE_COMPLETE",
            "mail-queue.Queue",
            "--retain: stack mail-queue is not one whose deletion has failed",
        ),
        (
            "DELETE_FAILED",
            "mail-queue.Queu",
            "--retain: stack mail-queue has no resource 'Queu'; did you mean Queue?",
        ),
        (
            "DELETE_FAILED",
            "mail-queu.Queue",
            "--retain: there is no stack 'mail-queu'; did you mean mail-queue?",
        ),
    ] {
        let scene = Scene::new();
        held(&scene.stacks).has(STACK, status);
        let error = scene.tear_down(retaining(name)).await.1.unwrap();
        assert_eq!(error.to_string(), expected);
        assert!(scene.changes().is_empty());
    }
    assert!("Queue".parse::<ResourceName>().is_err());
}

#[tokio::test(start_paused = true)]
async fn what_a_deletion_failed_at_is_found_by_the_next_run() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).reactions.push_back(FAILS);
    assert!(scene.tear_down(TeardownOptions::default()).await.1.is_some());
    let graph = scene.graph();
    let views = look(&scene.cloud, &graph, &|_| (), false).await.unwrap();
    let names = blocking(&graph, &views, Phase::DeleteStuck).await;
    assert_eq!(names, ["mail-queue.Queue".parse::<ResourceName>().unwrap()]);
    assert!(blocking(&graph, &views, Phase::RollbackStuck).await.is_empty());
    // What is found is what a deletion takes.
    let retain = TeardownOptions { retain: names, ..TeardownOptions::default() };
    assert!(scene.tear_down(retain).await.1.is_none());
    assert_eq!(scene.calls.of("DeleteStack")[1].get("RetainResources.member.1"), "Queue");
}
