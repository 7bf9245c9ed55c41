use std::time::Duration;

use tokio::time::sleep;

use super::TeardownOptions;
use crate::aws::fake::held;
use crate::aws::fake::stacks::Fate;
use crate::engine::scene::{Scene, TABLE};
use crate::failure::{hint_of, sentence};

/// A table with a replica, as the mailbox system has.
const WITH_REPLICAS: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {}}
systems:
  mail:
    stacks:
      queue: {template: queue.yaml, region: home}
    steps:
      copies:
        table-replicas: {table: {output: mail-queue.TableName}, source: home, regions: [replicas]}
";
const STACK: &str = "mail-queue-dev";
const ALL: TeardownOptions = TeardownOptions { delete_data: true, force: false };

fn scene() -> Scene {
    let scene = Scene::of(WITH_REPLICAS, TABLE, Vec::new());
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    scene
}

fn accepted(scene: &Scene) -> Vec<String> {
    held(&scene.table).accepted.clone()
}

#[tokio::test(start_paused = true)]
async fn the_table_and_its_replicas_stay_unless_their_deletion_was_asked_for() {
    let scene = scene();
    held(&scene.table).has("us-east-1");
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(scene.changes(), ["DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn a_replicated_table_that_would_go_with_its_stack_stops_the_teardown() {
    let named = WITH_REPLICAS
        .replace("{output: mail-queue.TableName}", "mail-dev")
        .replace("regions: [replicas]}", "regions: [replicas]}\n        needs: [mail-queue]");
    let scene = Scene::of(&named, &TABLE.replace("    DeletionPolicy: Retain\n", ""), Vec::new());
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.table).has("us-east-1");
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    let error = error.unwrap();
    assert!(sentence(&error).contains("would be deleted with its stack"), "{}", sentence(&error));
    assert_eq!(scene.changes(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn replicas_go_before_the_stack_and_the_table_goes_last() {
    let scene = scene();
    held(&scene.table).has("us-east-1");
    let (_, error) = scene.tear_down(ALL).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(scene.changes(), ["UpdateTable", "DeleteStack", "DeleteTable"]);
    assert_eq!(accepted(&scene), ["remove us-east-1", "delete the table"]);
    assert!(held(&scene.table).is_deleted());
}

#[tokio::test(start_paused = true)]
async fn a_replica_that_is_still_being_created_is_waited_for() {
    for second in [6, 9, 20, 31] {
        let scene = scene();
        held(&scene.table).add("us-east-1");
        sleep(Duration::from_secs(second)).await;
        let (_, error) = scene.tear_down(ALL).await;
        assert!(error.is_none(), "{second}: {error:?}");
        assert_eq!(accepted(&scene), ["remove us-east-1", "delete the table"], "{second}");
        assert_eq!(held(&scene.table).overlaps, 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_table_that_is_updating_for_an_hour_is_waited_for() {
    let scene = scene();
    held(&scene.table).updating_until = Some(tokio::time::Instant::now() + Duration::from_secs(3600));
    let (_, error) = scene.tear_down(ALL).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(accepted(&scene), ["delete the table"]);
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_teardown_is_resumed_at_the_deletion_of_the_table() {
    let scene = scene();
    let (first, ()) = tokio::join!(
        tokio::time::timeout(Duration::from_secs(22), scene.tear_down(ALL)),
        sleep(Duration::from_secs(22))
    );
    assert!(first.is_err(), "it was interrupted while the table was going");
    let (_, error) = scene.tear_down(ALL).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(accepted(&scene), ["delete the table"]);
}

#[tokio::test(start_paused = true)]
async fn a_protected_table_or_replica_stops_the_teardown_before_the_first_copy_goes() {
    for region in ["us-west-2", "us-east-1"] {
        let protected = scene();
        held(&protected.table).has("us-east-1");
        held(&protected.table).protected.insert(region.to_owned());
        let (_, error) = protected.tear_down(ALL).await;
        let error = error.unwrap();
        assert_eq!(sentence(&error), format!("table mailbox-dev in {region} is protected against deletion"));
        assert_eq!(hint_of(&error), Some("add --force to lift the protection"));
        assert!(protected.changes().is_empty());
        let (_, error) = protected.tear_down(TeardownOptions { delete_data: true, force: true }).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(accepted(&protected), ["remove us-east-1", "delete the table"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_protected_stack_needs_force() {
    let scene = scene();
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).protect(STACK);
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    assert_eq!(hint_of(&error.unwrap()), Some("add --force to lift the protection"));
    assert!(scene.changes().is_empty());
    let (_, error) = scene.tear_down(TeardownOptions { delete_data: false, force: true }).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(scene.changes(), ["UpdateTerminationProtection", "DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_failed_is_told_with_its_cause_and_works_the_second_time() {
    let scene = scene();
    let fails = Fate::Goes(&["DELETE_IN_PROGRESS", "DELETE_FAILED"], Some("The bucket is not empty"));
    held(&scene.stacks).fates.push_back(fails);
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    let text = sentence(&error.unwrap());
    assert!(text.ends_with("is DELETE_FAILED: Queue (AWS::SQS::Queue): The bucket is not empty"), "{text}");
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(scene.changes(), ["DeleteStack", "DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_another_run_begins_meanwhile_is_waited_for() {
    let scene = scene();
    let looked = scene.tear_down_after(TeardownOptions::default(), || {
        held(&scene.stacks).begin(STACK, &["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"]);
    });
    let (_, error) = looked.await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(scene.changes(), ["DeleteStack", "DeleteStack"]);
}
