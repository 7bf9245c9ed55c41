mod global;
mod totals;

use std::time::Duration;

use tokio::time::sleep;

use super::{Disposition, Teardown, TeardownOptions};
use crate::aws::fake::stacks::Reaction;
use crate::aws::fake::{ACCOUNT, Call, Reply, held};
use crate::event::Event;
use crate::failure::{hint_of, sentence};
use crate::snapshot::look;
use crate::testing::{ONE_STACK, Scene, TABLE, tags_of};

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
const ALL: TeardownOptions =
    TeardownOptions { delete_data: true, force: false, retain: Vec::new(), force_delete: false };

fn scene() -> Scene {
    let scene = Scene::of(WITH_REPLICAS, TABLE, Vec::new());
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    scene.owns_the_table();
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
    scene.owns_the_table();
    held(&scene.table).has("us-east-1");
    let (_, error) = scene.tear_down(TeardownOptions::default()).await;
    let error = error.unwrap();
    assert!(sentence(&error).contains("would be deleted with its stack"), "{}", sentence(&error));
    assert_eq!(scene.changes(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn replicas_are_deleted_before_the_stack_and_the_table_last() {
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
async fn a_protected_table_or_replica_stops_the_teardown_before_the_first_deletion() {
    for region in ["us-west-2", "us-east-1"] {
        let protected = scene();
        held(&protected.table).has("us-east-1");
        held(&protected.table).protected.insert(region.to_owned());
        let (_, error) = protected.tear_down(ALL).await;
        let error = error.unwrap();
        assert_eq!(sentence(&error), format!("table mailbox-dev in {region} is protected against deletion"));
        assert_eq!(hint_of(&error), Some("add --force to lift the protection"));
        assert!(protected.changes().is_empty());
        let (_, error) = protected
            .tear_down(TeardownOptions { delete_data: true, force: true, ..TeardownOptions::default() })
            .await;
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
    let (_, error) = scene
        .tear_down(TeardownOptions { delete_data: false, force: true, ..TeardownOptions::default() })
        .await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(scene.changes(), ["UpdateTerminationProtection", "DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_deletion_is_reported_with_its_cause_and_works_the_second_time() {
    let scene = scene();
    let fails = Reaction::Statuses(&["DELETE_IN_PROGRESS", "DELETE_FAILED"], Some("The bucket is not empty"));
    held(&scene.stacks).reactions.push_back(fails);
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

/// A template whose table is kept in one stage only.
const SOMETIMES: &str = "
Transform: AWS::LanguageExtensions
Parameters: {Stage: {Type: String, Default: dev}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsLucky: !Equals [!Ref 'AWS::StackId', x]
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: !If [IsProd, Retain, Delete]
    Properties: {TableName: mailbox-dev}
";

/// A deployed stack whose table has this policy, by the value with which it was deployed.
fn sometimes(template: &str, stage: &'static str) -> Scene {
    let scene = Scene::of(ONE_STACK, template, Vec::new());
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).parameters = vec![["Stage", stage]];
    scene.owns_the_table();
    scene
}

async fn action_on_the_table(scene: &Scene, options: TeardownOptions) -> Vec<[String; 2]> {
    let all = scene.inventory(options).await.into_iter().filter(|[kind, ..]| kind == "table");
    all.map(|[_, name, disposition, _]| [name, disposition]).collect()
}

#[tokio::test(start_paused = true)]
async fn a_policy_follows_the_values_with_which_the_stack_was_deployed() {
    let undecided = SOMETIMES.replace("[IsProd,", "[IsLucky,");
    for (template, stage, disposition) in [
        (SOMETIMES, "prod", "keep"),
        (SOMETIMES, "dev", "delete"),
        (&undecided, "prod", "keep or delete, as CloudFormation decides"),
    ] {
        let scene = sometimes(template, stage);
        let found = action_on_the_table(&scene, TeardownOptions::default()).await;
        assert_eq!(found, [["mailbox-dev", disposition]], "{stage}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_template_that_was_deployed_counts_and_not_the_file() {
    let scene = sometimes(SOMETIMES, "dev");
    held(&scene.stacks).template = TABLE.to_owned();
    let found = action_on_the_table(&scene, TeardownOptions::default()).await;
    assert_eq!(found, [["mailbox-dev", "keep"]]);
    held(&scene.stacks).template = "no template".to_owned();
    let found = action_on_the_table(&scene, TeardownOptions::default()).await;
    assert_eq!(found, [["mailbox-dev", "keep or delete, as CloudFormation decides"]]);
}

/// The stack is gone, so that the values of its parameters are those of the project file alone.
#[tokio::test(start_paused = true)]
async fn what_a_stack_left_is_found_by_a_name_that_follows_from_the_artifact_bucket() {
    let project = ONE_STACK.replace("home}", "home, parameters: {Bucket: '${artifacts.bucket}'}}");
    let template = "
Parameters: {Bucket: {Type: String}}
Conditions: {Ours: !Equals [!Ref Bucket, provision-artifacts-123456789012-us-west-2]}
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties: {TableName: !If [Ours, mailbox-dev, other-dev]}
";
    let scene = Scene::of(&project, template, Vec::new());
    held(&scene.table).tags = Some(tags_of(STACK));
    let found = action_on_the_table(&scene, TeardownOptions::default()).await;
    assert_eq!(found, [["mailbox-dev", "keep"]]);
}

#[tokio::test(start_paused = true)]
async fn a_table_that_no_stack_has_and_whose_tags_do_not_name_the_stack_is_foreign() {
    let mut other_stage = tags_of(STACK);
    other_stage.insert("provision:stage".to_owned(), "test".to_owned());
    let own_only = [("provision:system", "mail"), ("provision:stage", "dev")];
    let own_only = own_only.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    for (tags, reason) in [
        (Some(Default::default()), "it has no tags of a stack"),
        (Some(own_only), "it has no tags of a stack"),
        (Some(tags_of("other-dev")), "its tags name the stack other-dev"),
        (Some(other_stage), "its tag provision:stage is test"),
        (None, "its tags cannot be read: dynamodb:ListTagsOfResource"),
    ] {
        // With a stack that does not list it, and without one.
        for has_stack in [true, false] {
            let scene = Scene::of(WITH_REPLICAS, TABLE, Vec::new());
            if has_stack {
                held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
            }
            held(&scene.table).has("us-east-1");
            held(&scene.table).tags = tags.clone();
            is_foreign(&scene, reason).await;
        }
    }
}

/// The table is announced as foreign for this reason, and left alone whatever the flags.
async fn is_foreign(scene: &Scene, reason: &str) {
    let all = TeardownOptions { delete_data: true, force: true, ..TeardownOptions::default() };
    let [_, name, disposition, detail] = scene.inventory(all.clone()).await.pop().unwrap();
    assert_eq!((name.as_str(), disposition.as_str()), ("mailbox-dev", "foreign"), "{reason}");
    assert!(detail.starts_with(reason), "{detail}");
    let left = scene.tear_down_and_look(all).await;
    let home = left.iter().find(|left| left.region.as_str() == "us-west-2").unwrap();
    assert!(home.tables.is_empty() && home.foreign[0].contains("table mailbox-dev: "), "{home:?}");
    assert_eq!(accepted(scene), [""; 0], "{reason}");
}

/// A table that no stack has, whose tags are right but for the ARN of the stack.
async fn is_foreign_by_stack_id(id: &str, reason: &str) {
    let scene = Scene::of(WITH_REPLICAS, TABLE, Vec::new());
    let mut tags = tags_of(STACK);
    tags.insert("aws:cloudformation:stack-id".to_owned(), id.to_owned());
    held(&scene.table).tags = Some(tags);
    is_foreign(&scene, reason).await;
}

#[tokio::test(start_paused = true)]
async fn a_table_of_a_stack_in_another_region_is_foreign() {
    let id = "arn:aws:cloudformation:eu-west-1:123456789012:stack/mail-queue-dev/0";
    is_foreign_by_stack_id(id, "its tags name no stack in us-west-2").await;
}

#[tokio::test(start_paused = true)]
async fn a_table_of_a_stack_in_another_account_is_foreign() {
    let id = "arn:aws:cloudformation:us-west-2:210987654321:stack/mail-queue-dev/0";
    is_foreign_by_stack_id(id, "its tags name no stack in account 123456789012").await;
}

#[tokio::test(start_paused = true)]
async fn a_table_of_another_stack_is_foreign_although_a_tag_names_ours() {
    let id = "arn:aws:cloudformation:us-west-2:123456789012:stack/mail-queue-dev-2/0";
    is_foreign_by_stack_id(id, "the ARN in its tags names another stack").await;
}

/// The same with an account that the run has not looked up yet: STS knows it.
#[tokio::test(start_paused = true)]
async fn the_account_is_asked_for_where_a_tag_must_be_compared_with_it() {
    let identity = |call: &Call| {
        let result = format!(
            "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>{ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
        );
        (call.operation == "GetCallerIdentity").then(|| Reply::ok(result))
    };
    let scene = Scene::of(WITH_REPLICAS, TABLE, vec![Box::new(identity)]);
    held(&scene.table).tags = Some(tags_of(STACK));
    let graph = scene.graph();
    let silent = |_: Event| {};
    let views = look(&scene.cloud, &graph, &silent, false).await.unwrap();
    let teardown = Teardown::new(&scene.cloud, &graph, views, String::new(), ALL, &silent);
    let inventory = teardown.inventory().await.unwrap();
    assert_eq!(inventory.entries[0].disposition, Disposition::Delete);
    assert_eq!(scene.calls.of("GetCallerIdentity").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_table_that_an_earlier_stack_left_behind_is_ours_by_its_tags() {
    let scene = Scene::of(WITH_REPLICAS, TABLE, Vec::new());
    held(&scene.table).tags = Some(tags_of(STACK));
    assert_eq!(action_on_the_table(&scene, ALL).await, [["mailbox-dev", "delete"]]);
    assert_eq!(action_on_the_table(&scene, TeardownOptions::default()).await, [["mailbox-dev", "keep"]]);
    let left = scene.tear_down_and_look(ALL).await;
    assert!(left.iter().all(|left| left.tables.is_empty() && left.foreign.is_empty()), "{left:?}");
    assert_eq!(accepted(&scene), ["delete the table"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_left_is_looked_up_and_not_foretold() {
    // CloudFormation was to delete the table, and did not: the fake's tables know nothing of stacks.
    let scene = sometimes(SOMETIMES, "dev");
    let left = scene.tear_down_and_look(TeardownOptions::default()).await;
    assert_eq!(left[0].tables, ["mailbox-dev"]);
}

#[tokio::test(start_paused = true)]
async fn what_else_a_stack_has_left_behind_is_asked_of_cloudformation() {
    let template = "
Resources:
  Waiting: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}
  Going: {Type: AWS::SNS::Topic, DeletionPolicy: Retain}
";
    let scene = Scene::of(ONE_STACK, template, Vec::new());
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    let of = |id: &'static str, status: &'static str| [id, id, "AWS::SNS::Topic", status];
    held(&scene.stacks).resources = vec![of("Waiting", "CREATE_COMPLETE"), of("Going", "CREATE_COMPLETE")];
    held(&scene.stacks).left_behind = vec![of("Waiting", "DELETE_SKIPPED"), of("Going", "DELETE_COMPLETE")];
    let left = scene.tear_down_and_look(TeardownOptions::default()).await;
    assert_eq!(left[0].others, ["topic Waiting"]);
}

#[tokio::test(start_paused = true)]
async fn a_resource_whose_condition_does_not_hold_is_not_counted() {
    let template = SOMETIMES.replace("    DeletionPolicy", "    Condition: IsProd\n    DeletionPolicy");
    let template = format!("{template}  Queue: {{Type: AWS::SQS::Queue}}\n");
    let scene = sometimes(&template, "dev");
    held(&scene.stacks).resources = Vec::new();
    held(&scene.table).tags = Some(Default::default());
    assert_eq!(action_on_the_table(&scene, ALL).await, [["mailbox-dev", "foreign"]]);
    scene.tear_down_and_look(ALL).await;
    assert_eq!(accepted(&scene), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_was_deployed_from_the_projects_template_is_not_asked_for_its_own() {
    let template = "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n";
    let scene = Scene::of(ONE_STACK, template, Vec::new());
    assert!(scene.deploy().await.1.is_none());
    scene.tear_down_and_look(ALL).await;
    let asked = |call: &String| ["GetTemplate", "ListStackResources", "ListStacks"].contains(&call.as_str());
    assert!(!scene.calls.operations().iter().any(asked), "{:?}", scene.calls.operations());
}
