use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::aws::Region;
use crate::aws::fake::buckets::FakeBucket;
use crate::aws::fake::{self, ACCOUNT, Calls, held};
use crate::failure::{Kind, hint_of, kind_of, sentence};

const NAME: &str = "kept-dev";

struct Scene {
    bucket: Arc<Mutex<FakeBucket>>,
    buckets: Buckets,
    calls: Calls,
    stop: Stop,
    progress: RefCell<Vec<String>>,
    /// How many versions are deleted before the user interrupts.
    patience: Option<u64>,
}

impl Scene {
    fn of(bucket: FakeBucket) -> Self {
        let bucket = Arc::new(Mutex::new(bucket));
        let (cloud, calls) = fake::cloud(vec![Box::new(Arc::clone(&bucket))]);
        let buckets = cloud.buckets(ACCOUNT, &Region::new("us-west-2"));
        let (stop, progress) = (Stop::default(), RefCell::default());
        Self { bucket, buckets, calls, stop, progress, patience: None }
    }

    fn holding(objects: usize) -> Self {
        Self::of(FakeBucket::new(NAME).holding(objects))
    }

    async fn delete(&self) -> Result<bool> {
        let record_progress = |gone: u64, total: Option<u64>| {
            self.progress.borrow_mut().push(progress(gone, total));
            if self.patience.is_some_and(|patience| gone >= patience) {
                self.stop.set();
            }
        };
        let emptying =
            Emptying { buckets: &self.buckets, name: NAME, stop: &self.stop, progress: &record_progress };
        emptying.delete().await
    }

    fn left(&self) -> usize {
        held(&self.bucket).versions.len()
    }
}

#[tokio::test(start_paused = true)]
async fn a_bucket_is_emptied_in_blocks_of_a_thousand_with_progress() {
    let scene = Scene::holding(2500);
    assert!(scene.delete().await.unwrap());
    assert_eq!(held(&scene.bucket).blocks.len(), 3);
    assert_eq!(scene.progress.borrow().last().unwrap(), "2500 of 2500");
    assert!(!held(&scene.bucket).is_there);
}

#[tokio::test(start_paused = true)]
async fn objects_older_versions_and_markers_are_counted_each_by_itself() {
    let mut bucket = FakeBucket::new(NAME);
    bucket.put("a", "v1");
    bucket.put("a", "v2");
    bucket.put("b", "v2");
    bucket.versions.insert(("b".to_owned(), "v1".to_owned()), true);
    let scene = Scene::of(bucket);
    let content = count(&scene.buckets, NAME).await.unwrap().unwrap();
    assert_eq!(content.to_string(), "1 object, 2 older versions, 1 delete marker");
    assert!(scene.delete().await.unwrap());
    assert_eq!(scene.left(), 0);
}

#[tokio::test(start_paused = true)]
async fn counting_ends_at_some_thousands() {
    let scene = Scene::holding(7000);
    let content = count(&scene.buckets, NAME).await.unwrap().unwrap();
    assert_eq!(content.to_string(), "more than 5000 objects and versions");
    assert_eq!(scene.calls.operations().len(), 1 + COUNTED_PAGES);
    assert!(scene.delete().await.unwrap());
    assert_eq!(scene.progress.borrow().last().unwrap(), "7000");
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_is_not_there_is_no_failure() {
    let mut bucket = FakeBucket::new(NAME);
    bucket.is_there = false;
    let scene = Scene::of(bucket);
    assert_eq!(count(&scene.buckets, NAME).await.unwrap(), None);
    assert!(!scene.delete().await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn locked_objects_are_listed_by_key_and_all_others_are_deleted() {
    let scene = Scene::holding(2500);
    let locked = [3, 1200, 1201, 2400, 2401].map(|number| format!("object {number:05}"));
    held(&scene.bucket).locked.extend(locked);
    let error = scene.delete().await.unwrap_err();
    assert_eq!(
        sentence(&error),
        "5 versions in bucket kept-dev cannot be deleted: \
         object 00003 (version v1): AccessDenied: Access Denied because object protected by object lock.; \
         object 01200 (version v1): AccessDenied: Access Denied because object protected by object lock.; \
         object 01201 (version v1): AccessDenied: Access Denied because object protected by object lock.; \
         and 2 more"
    );
    assert!(hint_of(&error).unwrap().contains("legal hold"));
    assert_eq!(scene.left(), 5);
    assert!(held(&scene.bucket).is_there);
    // Once the lock has ended the same again finishes the job.
    held(&scene.bucket).locked.clear();
    assert!(scene.delete().await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_refuses_everything_is_left_after_some_refusals() {
    let scene = Scene::holding(4500);
    held(&scene.bucket).locked.extend((0..4500).map(|number| format!("object {number:05}")));
    scene.delete().await.unwrap_err();
    assert!(held(&scene.bucket).blocks.len() < 5, "{:?}", held(&scene.bucket).blocks);
}

#[tokio::test(start_paused = true)]
async fn versions_that_s3_is_too_busy_for_are_tried_again_alone() {
    let scene = Scene::holding(900);
    held(&scene.bucket).busy = vec![200, 50];
    assert!(scene.delete().await.unwrap());
    assert_eq!(held(&scene.bucket).blocks, [900, 200, 50]);
}

#[tokio::test(start_paused = true)]
async fn an_interrupt_ends_the_emptying_and_the_next_run_continues() {
    let mut scene = Scene::holding(20_000);
    scene.patience = Some(2000);
    let error = scene.delete().await.unwrap_err();
    assert_eq!(kind_of(&error), Kind::Partial);
    assert!(
        sentence(&error).starts_with("emptying bucket kept-dev was interrupted: "),
        "{}",
        sentence(&error)
    );
    let left = scene.left();
    assert!((12_000..=18_000).contains(&left), "{left}");
    assert!(held(&scene.bucket).is_there);
    let again = Scene { stop: Stop::default(), patience: None, ..scene };
    assert!(again.delete().await.unwrap());
    assert_eq!(again.left(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_killed_has_broken_nothing() {
    let scene = Scene::holding(6000);
    // While it waits for S3 to be less busy.
    held(&scene.bucket).busy = vec![0, 200];
    let first = tokio::time::timeout(Duration::from_secs(1), scene.delete()).await;
    assert!(first.is_err(), "it was not killed on the way");
    let left = scene.left();
    assert!(0 < left && left < 6000, "{left}");
    assert!(scene.delete().await.unwrap());
    assert_eq!(scene.left(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_is_written_meanwhile_is_deleted_too() {
    let scene = Scene::holding(10);
    held(&scene.bucket).writes.push("late".to_owned());
    assert!(scene.delete().await.unwrap());
    assert!(!held(&scene.bucket).is_there);
}

#[tokio::test(start_paused = true)]
async fn unfinished_uploads_are_given_up_over_several_pages() {
    let scene = Scene::holding(1);
    held(&scene.bucket).uploads.extend((0..2300).map(|number| format!("part{number}")));
    assert!(scene.delete().await.unwrap());
    assert!(held(&scene.bucket).uploads.is_empty());
}

#[tokio::test(start_paused = true)]
async fn keys_are_deleted_as_they_are_whatever_is_in_them() {
    let mut bucket = FakeBucket::new(NAME);
    for key in ["a b+c%20d", "ü/λ&<>", "bell\u{7}", "x\u{fffe}"] {
        bucket.put(key, "v1");
    }
    let scene = Scene::of(bucket);
    assert!(scene.delete().await.unwrap());
    assert_eq!(held(&scene.bucket).blocks, [2], "XML cannot hold the other two");
    assert_eq!(scene.left(), 0);
}

#[test]
fn what_buckets_hold_is_added_and_has_a_size() {
    let mut content = Content { objects: 12, bytes: 1_999, ..Content::default() };
    assert_eq!(content.to_string(), "12 objects, 2.0 kB");
    content.add(Content { objects: 1, older: 3, bytes: 3_400_000_000, ..Content::default() });
    assert_eq!(content.to_string(), "13 objects, 3 older versions, 3.4 GB");
    content.add(Content { objects: 5000, more: true, ..Content::default() });
    assert_eq!(content.to_string(), "more than 5016 objects and versions, over 3.4 GB");
    assert_eq!(
        [size(1), size(999), size(999_949), size(999_950)],
        ["1 byte", "999 bytes", "999.9 kB", "1.0 MB"]
    );
}
