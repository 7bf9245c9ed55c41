use std::sync::{Arc, Mutex};

use crate::aws::fake::buckets::FakeBucket;
use crate::aws::fake::stacks::Reaction;
use crate::aws::fake::{Call, Reply, Service, held};
use crate::failure::{hint_of, sentence};
use crate::teardown::TeardownOptions;
use crate::testing::{ONE_STACK, Scene, tags_of};

const STACK: &str = "mail-queue-dev";
const ALL: TeardownOptions =
    TeardownOptions { delete_data: true, force: false, retain: Vec::new(), force_delete: false };
/// A bucket that outlives its stack.
const KEPT: &str = "
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    Properties: {BucketName: !Sub 'kept-dev-${AWS::AccountId}'}
";
const NAME: &str = "kept-dev-123456789012";
const BUCKET: &str = "AWS::S3::Bucket";
const QUEUE: [&str; 4] = ["Queue", "https://sqs/1/q", "AWS::SQS::Queue", "DELETE_FAILED"];
const NOT_EMPTY: &str = "The bucket you tried to delete is not empty";

struct Buckets {
    scene: Scene,
    bucket: Arc<Mutex<FakeBucket>>,
}

/// A stack with a bucket that holds 1,500 objects; `status` is the bucket's own once CloudFormation has been asked to delete it.
fn scene(template: &str, status: &'static str) -> Buckets {
    scene_with(template, status, Vec::new())
}

fn scene_with(template: &str, status: &'static str, mut services: Vec<Box<dyn Service>>) -> Buckets {
    let bucket = Arc::new(Mutex::new(FakeBucket::new(NAME).holding(1500)));
    held(&bucket).tags = tags_of(STACK);
    services.push(Box::new(Arc::clone(&bucket)));
    let scene = Scene::of(ONE_STACK, template, services);
    held(&scene.stacks).has(STACK, "CREATE_COMPLETE");
    held(&scene.stacks).resources = vec![["Bucket", NAME, BUCKET, status]];
    Buckets { scene, bucket }
}

fn unretained() -> String {
    KEPT.replace("    DeletionPolicy: Retain\n", "")
        .replace("    Properties: {BucketName: !Sub 'kept-dev-${AWS::AccountId}'}\n", "")
}

impl Buckets {
    /// The next deletion fails.
    fn fails_once(&self) {
        let fails = Reaction::Statuses(&["DELETE_IN_PROGRESS", "DELETE_FAILED"], Some(NOT_EMPTY));
        held(&self.scene.stacks).reactions.push_back(fails);
    }

    fn left(&self) -> usize {
        held(&self.bucket).versions.len()
    }

    /// What was changed, in order, each kind of change once.
    fn changes(&self) -> Vec<String> {
        let mut changes = self.scene.changes();
        changes.dedup();
        changes
    }
}

const EMPTY: &str = "POST /?delete";
const DELETE: &str = "DELETE /";

#[tokio::test(start_paused = true)]
async fn a_kept_bucket_is_emptied_only_after_its_stack_is_gone() {
    let all = scene(KEPT, "CREATE_COMPLETE");
    let (_, error) = all.scene.tear_down(TeardownOptions::default()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!((all.changes(), all.left()), (vec!["DeleteStack".to_owned()], 1500));

    let all = scene(KEPT, "CREATE_COMPLETE");
    let (_, error) = all.scene.tear_down(ALL).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(all.changes(), ["DeleteStack", EMPTY, DELETE]);
    assert!(!held(&all.bucket).is_there);
}

#[tokio::test(start_paused = true)]
async fn a_stack_that_cannot_be_deleted_costs_no_object() {
    let protected = scene(KEPT, "CREATE_COMPLETE");
    held(&protected.scene.stacks).protect(STACK);
    let refuse = |call: &Call| {
        let text = "Export mail-queue-dev-Name cannot be deleted as it is in use by other";
        (call.operation == "DeleteStack").then(|| Reply::refused("ValidationError", text))
    };
    let in_use = scene_with(KEPT, "CREATE_COMPLETE", vec![Box::new(refuse)]);
    let failed = scene(KEPT, "CREATE_COMPLETE");
    failed.fails_once();
    let (_, by_protection) = protected.scene.tear_down(ALL).await;
    let (_, by_export) = in_use.scene.tear_down(ALL).await;
    let (_, by_failure) = failed.scene.tear_down(ALL).await;
    for (all, error) in [(protected, by_protection), (in_use, by_export), (failed, by_failure)] {
        let text = sentence(&error.unwrap());
        assert_eq!(all.left(), 1500, "{text}");
        assert!(!all.changes().contains(&EMPTY.to_owned()), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_teardown_is_resumed_at_the_bucket() {
    let all = scene(KEPT, "CREATE_COMPLETE");
    let (_, error) = all.scene.tear_down(TeardownOptions::default()).await;
    assert!(error.is_none(), "{error:?}");
    let (_, error) = all.scene.tear_down(ALL).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(all.changes(), ["DeleteStack", EMPTY, DELETE]);
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_would_go_with_its_stack_stops_the_teardown() {
    let all = scene(&unretained(), "CREATE_COMPLETE");
    let (_, error) = all.scene.tear_down(TeardownOptions::default()).await;
    let error = error.unwrap();
    assert_eq!(
        sentence(&error),
        format!("bucket {NAME} in us-west-2 would be deleted with its stack, and contains 1500 objects")
    );
    assert!(hint_of(&error).unwrap().contains("DeletionPolicy: Retain"));
    assert_eq!(all.changes(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn cloudformation_is_asked_before_a_bucket_of_its_own_is_emptied() {
    let all = scene(&unretained(), "DELETE_FAILED");
    all.fails_once();
    let (_, error) = all.scene.tear_down(ALL).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(all.changes()[..3], ["DeleteStack", EMPTY, "DeleteStack"]);
    assert_eq!(all.left(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_bucket_is_not_emptied_for_a_stack_that_something_else_keeps_too() {
    let all = scene(&unretained(), "DELETE_FAILED");
    held(&all.scene.stacks).resources.push(QUEUE);
    all.fails_once();
    let (_, error) = all.scene.tear_down(ALL).await;
    assert!(sentence(&error.unwrap()).contains("DELETE_FAILED"));
    assert_eq!(all.left(), 1500);
    assert_eq!(all.changes(), ["DeleteStack"]);
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_is_not_proven_ours_is_neither_emptied_nor_deleted() {
    for has_stack in [true, false] {
        let all = scene(KEPT, "CREATE_COMPLETE");
        held(&all.bucket).tags = tags_of("other-dev");
        held(&all.scene.stacks).resources.clear();
        if !has_stack {
            held(&all.scene.stacks).begin(STACK, &["DELETE_COMPLETE"]);
        }
        let options = TeardownOptions { delete_data: true, force: true, ..TeardownOptions::default() };
        let [kind, name, disposition, detail] = all.scene.inventory(options.clone()).await.pop().unwrap();
        assert_eq!((kind.as_str(), name.as_str(), disposition.as_str()), ("bucket", NAME, "foreign"));
        assert_eq!(detail, "its tags name the stack other-dev");
        let left = all.scene.tear_down_and_look(options).await;
        assert_eq!(left[0].foreign, [format!("bucket {NAME}: its tags name the stack other-dev")]);
        assert_eq!((all.left(), left[0].buckets.len()), (1500, 0));
    }
}
