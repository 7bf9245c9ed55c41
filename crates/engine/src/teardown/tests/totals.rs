//! The totals that a teardown shows first.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::{ALL, SOMETIMES, STACK, WITH_REPLICAS, scene, sometimes};
use crate::aws::fake::buckets::FakeBucket;
use crate::aws::fake::held;
use crate::retained::buckets::Content;
use crate::teardown::{Tally, TeardownOptions, Totals};
use crate::testing::{ONE_STACK, Scene, TABLE, tags_of};

async fn totals(scene: &Scene, options: TeardownOptions) -> Totals {
    scene.whole_inventory(options).await.totals()
}

fn stack() -> Tally {
    Tally { stacks: 1, ..Tally::default() }
}

/// The table of the fake, and how many copies it has.
fn table(replicas: usize) -> Tally {
    Tally { tables: 1, replicas, items: 3, ..Tally::default() }
}

#[tokio::test(start_paused = true)]
async fn a_retained_table_is_deleted_with_its_replicas_only_when_that_was_requested() {
    let scene = scene();
    held(&scene.table).has("us-east-1");
    let kept = totals(&scene, TeardownOptions::default()).await;
    assert_eq!(kept, Totals { delete: stack(), keep: table(1), ..Totals::default() });
    let deleted = totals(&scene, ALL).await;
    assert_eq!(deleted, Totals { delete: Tally { stacks: 1, ..table(1) }, ..Totals::default() });
}

#[tokio::test(start_paused = true)]
async fn a_table_that_is_not_retained_counts_as_deleted_or_as_undecided() {
    let deleted = totals(&sometimes(SOMETIMES, "dev"), TeardownOptions::default()).await;
    assert_eq!(deleted, Totals { delete: Tally { stacks: 1, ..table(0) }, ..Totals::default() });
    let unknown = SOMETIMES.replace("[IsProd,", "[IsLucky,");
    let undecided = totals(&sometimes(&unknown, "dev"), TeardownOptions::default()).await;
    assert_eq!(undecided, Totals { delete: stack(), undecided: table(0), ..Totals::default() });
}

#[tokio::test(start_paused = true)]
async fn a_foreign_table_is_counted_as_foreign_only() {
    let scene = Scene::of(WITH_REPLICAS, TABLE, Vec::new());
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.table).has("us-east-1");
    held(&scene.table).tags = Some(BTreeMap::new());
    assert_eq!(totals(&scene, ALL).await, Totals { delete: stack(), foreign: 1, ..Totals::default() });
}

#[tokio::test(start_paused = true)]
async fn a_buckets_objects_are_counted_with_their_size() {
    let template = "
Resources:
  Bucket: {Type: AWS::S3::Bucket, DeletionPolicy: Retain, Properties: {BucketName: kept-dev}}
";
    let bucket = Arc::new(Mutex::new(FakeBucket::new("kept-dev").holding(1500)));
    held(&bucket).tags = tags_of(STACK);
    held(&bucket).size = 200;
    let scene = Scene::of(ONE_STACK, template, vec![Box::new(Arc::clone(&bucket))]);
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).resources = vec![["Bucket", "kept-dev", "AWS::S3::Bucket", "CREATE_COMPLETE"]];
    let content = Content { objects: 1500, bytes: 300_000, ..Content::default() };
    let tally = Tally { buckets: 1, content, ..Tally::default() };
    let kept = totals(&scene, TeardownOptions::default()).await;
    assert_eq!(kept, Totals { delete: stack(), keep: tally.clone(), ..Totals::default() });
    let deleted = totals(&scene, ALL).await;
    assert_eq!(deleted, Totals { delete: Tally { stacks: 1, ..tally }, ..Totals::default() });
}
