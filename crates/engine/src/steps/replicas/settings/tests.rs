use std::collections::BTreeMap;

use anyhow::Result;

use crate::aws::Region;
use crate::aws::fake::held;
use crate::steps::replicas::tests::Scene;

const AWAY: &str = "us-east-1";

/// A table with one replica that has been there for long. The table can be restored, is protected, and has the tags of its
/// stack.
fn scene() -> Scene {
    let scene = Scene::new();
    let mut table = held(&scene.table);
    table.has(AWAY);
    table.recovery.insert("us-west-2".to_owned(), 7);
    table.protected.insert("us-west-2".to_owned());
    table.tags = Some(tags(&[
        ("aws:cloudformation:stack-name", "mail-queue-dev"),
        ("provision:stage", "dev"),
        ("owner", "mail-team"),
    ]));
    drop(table);
    scene
}

fn tags(tags: &[(&str, &str)]) -> BTreeMap<String, String> {
    tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// Brings the replica to what the table has; returns what was said to lack.
async fn supply(scene: &Scene, guarded: bool) -> Result<Vec<String>> {
    let (table, wanted) = (scene.global(), [Region::new(AWAY)]);
    let copies = table.look(&wanted).await?;
    let lacks = table.lacks(&copies, guarded).await?;
    let said = |region: &Region, text: &str| scene.said.borrow_mut().push(format!("{region} {text}"));
    let copies = table.supply(&lacks, copies, said).await?;
    assert!(copies.missing(&wanted).is_empty());
    Ok(lacks.iter().map(|lack| lack.words()).collect())
}

/// What was asked for in the replica's region, without looks.
fn changes(scene: &Scene) -> Vec<String> {
    let is_change = |name: &str| !name.starts_with("Describe") && !name.starts_with("List");
    let calls = scene.calls.all().into_iter().filter(|call| is_change(&call.operation));
    calls.map(|call| format!("{} {}", call.operation, call.region)).collect()
}

#[tokio::test(start_paused = true)]
async fn a_replica_gets_recovery_protection_and_tags_of_its_table_in_its_own_region() {
    let scene = scene();
    let lacks = supply(&scene, false).await.unwrap();
    assert_eq!(lacks, ["point-in-time recovery, protection against deletion, tags"]);
    assert_eq!(
        changes(&scene),
        ["TagResource us-east-1", "UpdateContinuousBackups us-east-1", "UpdateTable us-east-1"]
    );
    let table = held(&scene.table);
    assert_eq!(table.recovery[AWAY], 7);
    assert!(table.protected.contains(AWAY));
    assert_eq!(table.tags_of_copies[AWAY], tags(&[("provision:stage", "dev"), ("owner", "mail-team")]));
    // The protection keeps the table busy; the run continues once it takes changes again.
    assert!(scene.seconds() >= 35, "{}", scene.seconds());
    assert_eq!(
        scene.said.borrow()[0],
        "us-east-1 setting point-in-time recovery, protection against deletion, tags"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_as_it_should_be_is_left_alone_and_nothing_is_taken_away() {
    let scene = scene();
    supply(&scene, false).await.unwrap();
    let before = scene.calls.all().len();
    held(&scene.table).tags_of_copies.get_mut(AWAY).unwrap().insert("own".to_owned(), "kept".to_owned());
    held(&scene.table).recovery.remove("us-west-2");
    held(&scene.table).protected.remove("us-west-2");
    assert_eq!(supply(&scene, false).await.unwrap(), [""; 0]);
    let calls = scene.calls.all().split_off(before);
    assert!(
        calls.iter().all(|call| call.operation.starts_with("Describe") || call.operation.starts_with("List"))
    );
}

#[tokio::test(start_paused = true)]
async fn in_a_protected_stage_replicas_are_guarded_whatever_their_table_has() {
    let scene = scene();
    held(&scene.table).recovery.clear();
    held(&scene.table).protected.clear();
    held(&scene.table).tags = Some(BTreeMap::new());
    assert_eq!(supply(&scene, false).await.unwrap(), [""; 0]);
    assert_eq!(supply(&scene, true).await.unwrap(), ["point-in-time recovery, protection against deletion"]);
    assert_eq!(held(&scene.table).recovery[AWAY], 35);
    assert_eq!(supply(&scene, true).await.unwrap(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn settings_that_come_too_early_are_asked_for_again() {
    let scene = scene();
    held(&scene.table).unavailable = 4;
    held(&scene.table).updating_until =
        Some(tokio::time::Instant::now() + std::time::Duration::from_secs(60));
    supply(&scene, false).await.unwrap();
    assert_eq!(held(&scene.table).recovery[AWAY], 7);
    assert!(held(&scene.table).protected.contains(AWAY));
}
