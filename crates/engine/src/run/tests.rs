use std::time::Duration;

use tokio::time::sleep;

use super::Run;
use crate::aws::Region;
use crate::aws::fake::stacks::Reaction;
use crate::aws::fake::{ACCOUNT, held};
use crate::event::{Event, Outcome, SkipCause};
use crate::graph::Input;
use crate::report::{NodeEnd, RunReport};
use crate::snapshot::Views;
use crate::teardown::TeardownOptions;
use crate::testing::{ONE_STACK, QUEUE, Scene};

const STACK: &str = "mail-queue-dev";

/// Each stack waits for two others, of which only one will fail.
const CHAIN: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {}}
systems:
  mail:
    stacks:
      a: {template: queue.yaml, region: home}
      b: {template: queue.yaml, region: home, needs: [mail-a]}
      c: {template: queue.yaml, region: home, needs: [mail-a, mail-b]}
      d: {template: queue.yaml, region: home, needs: [mail-a, mail-c]}
";

/// Asks for the end of a run while CloudFormation is at work on its only stack.
async fn stop_soon(scene: &Scene) {
    sleep(Duration::from_secs(10)).await;
    assert!(held(&scene.stacks).status(STACK).unwrap().ends_with("_IN_PROGRESS"));
    scene.stop.set();
}

fn only_end(report: &RunReport) -> &NodeEnd {
    assert_eq!(report.nodes.len(), 1);
    &report.nodes[0].end
}

#[tokio::test(start_paused = true)]
async fn a_deploy_stopped_in_its_last_layer_reports_the_state_of_its_stack() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    let ((report, error), ()) = tokio::join!(scene.deploy(), stop_soon(&scene));
    assert!(error.is_none(), "{error:?}");
    assert!(matches!(only_end(&report), NodeEnd::Done { outcome: Outcome::Updated }), "{report:?}");
    assert!(report.interrupted);
    assert_eq!(held(&scene.stacks).status(STACK), Some("UPDATE_COMPLETE"));
}

#[tokio::test(start_paused = true)]
async fn a_teardown_stopped_in_its_last_layer_reports_the_state_of_its_stack() {
    let scene = Scene::new();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    let teardown = scene.tear_down(TeardownOptions::default());
    let ((report, error), ()) = tokio::join!(teardown, stop_soon(&scene));
    assert!(error.is_none(), "{error:?}");
    assert!(matches!(only_end(&report), NodeEnd::Done { outcome: Outcome::Removed }), "{report:?}");
    assert_eq!(held(&scene.stacks).status(STACK), Some("DELETE_COMPLETE"));
}

/// The skips of a run as the report lists them, which must be those that the events reported.
fn skips(scene: &Scene, report: &RunReport) -> Vec<(String, String)> {
    let skip = |name: &str, because: &SkipCause| (name.to_owned(), because.to_string());
    let listed = report.nodes.iter().filter_map(|node| match &node.end {
        NodeEnd::Skipped { because } => Some(skip(&node.node.name, because)),
        _ => None,
    });
    let mut listed: Vec<_> = listed.collect();
    listed.sort();
    let events = scene.events.borrow();
    let observed = events.iter().filter_map(|event| match event {
        Event::Skipped { node, because } => Some(skip(&node.name, because)),
        _ => None,
    });
    let mut observed: Vec<_> = observed.collect();
    observed.sort();
    assert_eq!(listed, observed);
    listed
}

fn blamed(names: &[&str], failed: &str) -> Vec<(String, String)> {
    let because = format!("{failed} in us-west-2 failed");
    names.iter().map(|name| ((*name).to_owned(), because.clone())).collect()
}

const SUCCEEDS: Reaction = Reaction::Statuses(&["CREATE_IN_PROGRESS", "CREATE_COMPLETE"], None);
const FAILS: Reaction =
    Reaction::Statuses(&["CREATE_IN_PROGRESS", "ROLLBACK_COMPLETE"], Some("no such queue"));
const DELETED: Reaction = Reaction::Statuses(&["DELETE_IN_PROGRESS", "DELETE_COMPLETE"], None);
const REMAINS: Reaction = Reaction::Statuses(&["DELETE_IN_PROGRESS", "DELETE_FAILED"], Some("it is in use"));

#[tokio::test(start_paused = true)]
async fn a_deploy_blames_the_stack_that_failed_in_events_and_report() {
    let scene = Scene::of(CHAIN, QUEUE, Vec::new());
    held(&scene.stacks).reactions.extend([SUCCEEDS, FAILS]);
    let (report, _) = scene.deploy().await;
    assert_eq!(skips(&scene, &report), blamed(&["mail-c-dev", "mail-d-dev"], "mail-b-dev"));
    let failure = report.failure.unwrap();
    assert_eq!(failure.node, "mail-b-dev");
    assert_eq!(failure.skipped, ["mail-c-dev in us-west-2", "mail-d-dev in us-west-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_teardown_blames_the_stack_that_failed_in_events_and_report() {
    let scene = Scene::of(CHAIN, QUEUE, Vec::new());
    for name in ["a", "b", "c", "d"] {
        held(&scene.stacks).has(&format!("mail-{name}-dev"), "CREATE_COMPLETE");
    }
    held(&scene.stacks).reactions.extend([DELETED, REMAINS]);
    let (report, _) = scene.tear_down(TeardownOptions::default()).await;
    assert_eq!(skips(&scene, &report), blamed(&["mail-a-dev", "mail-b-dev"], "mail-c-dev"));
    assert_eq!(report.failure.unwrap().node, "mail-c-dev");
}

#[tokio::test(start_paused = true)]
async fn a_value_is_never_filled_with_an_empty_account() {
    let text = |text: &str| Input::Text(text.to_owned());
    let scene = Scene::new();
    let home = Region::new("us-west-2");
    let graph = scene.graph();
    let silent = |_: Event| {};
    let run = |account: &str| Run::new(&scene.cloud, &graph, &silent, Views::new(), account.to_owned());
    let (unknown, known) = (run(""), run(ACCOUNT));
    for (value, filled) in [
        ("${account}", ACCOUNT),
        ("s3://${artifacts.bucket}/x", "s3://provision-artifacts-123456789012-us-west-2/x"),
    ] {
        assert_eq!(known.resolve(&text(value), &home).unwrap().as_deref(), Some(filled));
        let error = unknown.resolve(&text(value), &home).unwrap_err().to_string();
        assert!(error.contains("AWS was not asked for the account"), "{error}");
    }
    assert_eq!(unknown.resolve(&text("plain ${x}"), &home).unwrap().as_deref(), Some("plain ${x}"));
    assert!(unknown.known_account().is_err());
}

/// A service may repeat what it was given: no event, report or error may.
#[tokio::test(start_paused = true)]
async fn a_secret_in_the_reason_of_a_service_is_not_shown() {
    let template =
        "Parameters:\n  Pin: {Type: String, NoEcho: true}\nResources:\n  Queue: {Type: AWS::SQS::Queue}\n";
    let project = ONE_STACK.replace("region: home}", "region: home, parameters: {Pin: hunter2}}");
    let scene = Scene::of(&project, template, Vec::new());
    let path = &["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"];
    held(&scene.stacks).reactions.push_back(Reaction::Statuses(path, Some("'hunter2' is not a valid pin")));
    let (report, error) = scene.deploy().await;
    assert_eq!(report.failure.as_ref().unwrap().cause.reason, "'****' is not a valid pin");
    let shown = format!("{report:?} {:?} {:?}", error.unwrap(), scene.events.borrow());
    assert!(!shown.contains("hunter2") && shown.contains("****"), "{shown}");
}
