//! Global tables whose replicas CloudFormation creates.

use super::{ALL, STACK, accepted, is_foreign};
use crate::aws::fake::held;
use crate::failure::sentence;
use crate::teardown::{Left, TeardownOptions};
use crate::testing::{ONE_STACK, Scene, tags_of};

const GLOBAL: &str = "
Resources:
  Table:
    Type: AWS::DynamoDB::GlobalTable
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties: {TableName: mailbox-dev}
";

/// The table with a replica, deployed by its stack or left behind by an earlier one.
fn scene(template: &str, has_stack: bool) -> Scene {
    let scene = Scene::of(ONE_STACK, template, Vec::new());
    if has_stack {
        held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    }
    scene.owns_the_table();
    held(&scene.stacks).resources =
        vec![["Table", "mailbox-dev", "AWS::DynamoDB::GlobalTable", "CREATE_COMPLETE"]];
    held(&scene.table).has("us-east-1");
    scene
}

async fn announced(scene: &Scene, options: TeardownOptions) -> [String; 4] {
    scene.inventory(options).await.pop().unwrap()
}

fn tables(left: &[Left]) -> Vec<String> {
    left.iter().flat_map(|left| left.tables.iter().map(|table| format!("{} {table}", left.region))).collect()
}

#[tokio::test(start_paused = true)]
async fn a_retained_global_table_is_kept_in_all_its_regions() {
    let scene = scene(GLOBAL, true);
    let entry = ["table", "mailbox-dev", "keep", "about 3 items, replicas in us-east-1"];
    assert_eq!(announced(&scene, TeardownOptions::default()).await, entry);
    let left = scene.tear_down_and_look(TeardownOptions::default()).await;
    assert_eq!(tables(&left), ["us-east-1 mailbox-dev", "us-west-2 mailbox-dev"]);
    assert_eq!(scene.changes(), ["DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn with_delete_data_its_replicas_go_after_the_stack_and_the_table_last() {
    for (has_stack, stack) in [(true, ["DeleteStack"].as_slice()), (false, &[])] {
        let scene = scene(GLOBAL, has_stack);
        let entry = ["table", "mailbox-dev", "delete", "about 3 items, replicas in us-east-1"];
        assert_eq!(announced(&scene, ALL).await, entry);
        let left = scene.tear_down_and_look(ALL).await;
        assert_eq!(tables(&left), [""; 0]);
        assert_eq!(scene.changes(), [stack, &["UpdateTable", "DeleteTable"]].concat());
        assert_eq!(accepted(&scene), ["remove us-east-1", "delete the table"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_global_table_that_is_not_retained_is_left_to_cloudformation() {
    let scene = scene(&GLOBAL.replace("    DeletionPolicy: Retain\n", ""), true);
    assert_eq!(announced(&scene, ALL).await[2], "delete");
    let left = scene.tear_down_and_look(ALL).await;
    // The fake's tables know nothing of stacks, so that they are still there, and are listed.
    assert_eq!(tables(&left), ["us-east-1 mailbox-dev", "us-west-2 mailbox-dev"]);
    assert_eq!(scene.changes(), ["DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn a_protected_copy_stops_the_teardown_before_the_stack_is_deleted() {
    for region in ["us-west-2", "us-east-1"] {
        let scene = scene(GLOBAL, true);
        held(&scene.table).protected.insert(region.to_owned());
        let error = scene.tear_down(ALL).await.1.unwrap();
        assert_eq!(sentence(&error), format!("table mailbox-dev in {region} is protected against deletion"));
        assert_eq!(scene.changes(), [""; 0]);
        let (_, error) = scene
            .tear_down(TeardownOptions { delete_data: true, force: true, ..TeardownOptions::default() })
            .await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(accepted(&scene), ["remove us-east-1", "delete the table"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_strongly_consistent_global_table_is_kept_and_announced_so() {
    let scene = scene(GLOBAL, true);
    held(&scene.table).is_strong = true;
    let detail =
        "about 3 items, replicas in us-east-1, strongly consistent: delete it in the DynamoDB console";
    assert_eq!(announced(&scene, ALL).await, ["table", "mailbox-dev", "keep", detail]);
    let left = scene.tear_down_and_look(ALL).await;
    assert_eq!(tables(&left), ["us-east-1 mailbox-dev", "us-west-2 mailbox-dev"]);
    assert_eq!(scene.changes(), ["DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn a_global_table_that_is_not_proven_ours_is_foreign() {
    let scene = scene(GLOBAL, false);
    held(&scene.table).tags = Some(tags_of("other-dev"));
    is_foreign(&scene, "its tags name the stack other-dev").await;
}
