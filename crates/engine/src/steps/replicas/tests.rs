use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Result;
use tokio::time::{Instant, sleep};

use super::{Copies, GlobalTable};
use crate::aws::fake::tables::{CopyOutcome, FakeTable};
use crate::aws::fake::{self, Calls, held};
use crate::aws::{Cloud, Region};
use crate::failure::{EXIT_FAILED, hint_of, kind_of, sentence};

const HOME: &str = "us-west-2";

/// A fake table, a connection to it, and what was reported while waiting.
pub(super) struct Scene {
    pub table: Arc<Mutex<FakeTable>>,
    cloud: Cloud,
    pub calls: Calls,
    pub said: RefCell<Vec<String>>,
    began: Instant,
}

impl Scene {
    pub fn new() -> Self {
        let table = Arc::new(Mutex::new(FakeTable::new(HOME)));
        let (cloud, calls) = fake::cloud(vec![Box::new(Arc::clone(&table))]);
        Self { table, cloud, calls, said: RefCell::default(), began: Instant::now() }
    }

    pub fn global(&self) -> GlobalTable<'_> {
        GlobalTable {
            name: "mailbox-dev".to_owned(),
            home: Region::new(HOME),
            tables: Box::new(|region| self.cloud.tables(region)),
        }
    }

    async fn add(&self, regions: &[&str]) -> Result<Copies> {
        let wanted: Vec<Region> = regions.iter().map(|region| Region::new(*region)).collect();
        let table = self.global();
        let copies = table.look(&wanted).await?;
        let said = |region: &Region, text: &str| self.said.borrow_mut().push(format!("{region} {text}"));
        table.add(copies, &wanted, said).await
    }

    async fn remove_all(&self) -> Result<Vec<Region>> {
        let said = |region: &Region, text: &str| self.said.borrow_mut().push(format!("{region} {text}"));
        self.global().remove_all(said).await
    }

    fn accepted(&self) -> Vec<String> {
        held(&self.table).accepted.clone()
    }

    /// No change was asked for while another one ran.
    fn was_polite(&self) -> bool {
        held(&self.table).overlaps == 0
    }

    pub fn seconds(&self) -> u64 {
        self.began.elapsed().as_secs()
    }
}

#[tokio::test(start_paused = true)]
async fn two_replicas_are_added_one_after_the_other_and_each_is_waited_for() {
    let scene = Scene::new();
    let copies = scene.add(&["us-east-1", "eu-west-1"]).await.unwrap();
    assert_eq!(scene.accepted(), ["add us-east-1", "add eu-west-1"]);
    assert!(scene.was_polite());
    // Thirty-five seconds each until the regional table is ACTIVE, and a look that comes at most 12 % late.
    assert!((70..85).contains(&scene.seconds()), "{}", scene.seconds());
    let outputs = copies.outputs().unwrap();
    assert_eq!(outputs.len(), 3);
    assert!(outputs[&Region::new("eu-west-1")]["StreamArn"].contains(":eu-west-1:"));
    let said = scene.said.borrow();
    assert!(said.iter().any(|text| text == "us-east-1 CREATING"), "{said:?}");
}

#[tokio::test(start_paused = true)]
async fn the_list_is_read_once_more_after_the_last_replica_is_usable() {
    let scene = Scene::new();
    scene.add(&["us-east-1"]).await.unwrap();
    let last = scene.calls.all().into_iter().rev().take(4);
    // Two looks, each at home and away.
    assert_eq!(last.filter(|call| call.operation == "DescribeTable" && call.region == HOME).count(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_is_there_is_left_alone() {
    let scene = Scene::new();
    held(&scene.table).has("us-east-1");
    let wanted = [Region::new("us-east-1")];
    let copies = scene.global().look(&wanted).await.unwrap();
    assert!(copies.missing(&wanted).is_empty());
    assert_eq!(scene.calls.operations(), ["DescribeTable", "DescribeTable"]);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_comes_to_nothing_is_made_again() {
    for outcome in [CopyOutcome::Aborted, CopyOutcome::Ignored] {
        let scene = Scene::new();
        held(&scene.table).outcomes = vec![outcome];
        scene.add(&["us-east-1"]).await.unwrap();
        assert_eq!(scene.accepted().len(), 2, "{outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn requests_that_keep_coming_to_nothing_are_given_up_with_a_reason() {
    let scene = Scene::new();
    held(&scene.table).outcomes =
        vec![CopyOutcome::Aborted, CopyOutcome::Ignored, CopyOutcome::Aborted, CopyOutcome::Works];
    let error = scene.add(&["us-east-1"]).await.unwrap_err();
    assert_eq!(
        sentence(&error),
        "DynamoDB dropped the request for a replica of table mailbox-dev in us-east-1 3 times without giving a reason"
    );
    assert_eq!(kind_of(&error).exit_code(), EXIT_FAILED);
    assert!(scene.seconds() < 300);
}

#[tokio::test(start_paused = true)]
async fn a_failed_creation_is_reported_at_once_and_repaired_by_the_next_run() {
    let scene = Scene::new();
    held(&scene.table).outcomes = vec![CopyOutcome::Fails];
    let error = scene.add(&["us-east-1"]).await.unwrap_err();
    assert_eq!(sentence(&error), "the replica of table mailbox-dev in us-east-1 is CREATION_FAILED");
    assert!(scene.seconds() < 30);
    scene.add(&["us-east-1"]).await.unwrap();
    assert_eq!(scene.accepted(), ["add us-east-1", "remove us-east-1", "add us-east-1"]);
}

#[tokio::test(start_paused = true)]
async fn a_table_that_is_no_replica_is_left_alone_and_named() {
    let scene = Scene::new();
    held(&scene.table).foreign.insert("us-east-1".to_owned());
    let error = scene.add(&["us-east-1"]).await.unwrap_err();
    let text = sentence(&error);
    assert!(text.starts_with("adding the replica of table mailbox-dev in us-east-1: dynamodb:UpdateTable in us-west-2: ValidationException: "), "{text}");
    assert!(hint_of(&error).unwrap().contains("exists and is not a replica"));
    assert!(scene.seconds() < 120);
}

#[tokio::test(start_paused = true)]
async fn a_disabled_region_is_named_with_what_to_do() {
    let scene = Scene::new();
    let error = scene.add(&["af-south-1"]).await.unwrap_err();
    assert!(sentence(&error).contains("the region is disabled"), "{}", sentence(&error));
    assert_eq!(hint_of(&error), Some("enable the region for the account, then run the command again"));
}

#[tokio::test(start_paused = true)]
async fn a_replica_that_cannot_work_is_not_waited_for() {
    for status in
        ["REGION_DISABLED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "REPLICATION_NOT_AUTHORIZED", "ARCHIVED"]
    {
        let scene = Scene::new();
        held(&scene.table).has("us-east-1");
        held(&scene.table).forced.insert("us-east-1".to_owned(), status);
        let error = scene.add(&["us-east-1"]).await.unwrap_err();
        assert!(sentence(&error).ends_with(status));
        assert_eq!(scene.seconds(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn another_runs_replica_is_waited_for_and_not_asked_for_again() {
    let scene = Scene::new();
    held(&scene.table).add("us-east-1");
    scene.add(&["us-east-1", "eu-west-1"]).await.unwrap();
    // Before its entry shows, asking is all there is; DynamoDB refuses, and that is no failure.
    assert_eq!(scene.accepted(), ["add eu-west-1"]);
}

#[tokio::test(start_paused = true)]
async fn another_replica_on_its_way_for_long_does_not_use_up_the_tries() {
    let scene = Scene::new();
    held(&scene.table).creation = Duration::from_secs(40 * 60);
    held(&scene.table).add("eu-west-1");
    held(&scene.table).creation = Duration::from_secs(30);
    sleep(Duration::from_secs(20)).await;
    scene.add(&["us-east-1"]).await.unwrap();
    assert_eq!(scene.accepted(), ["add us-east-1"]);
    assert!(scene.was_polite());
}

#[tokio::test(start_paused = true)]
async fn a_killed_run_is_resumed_in_whatever_second_it_died() {
    for second in [0, 1, 3, 5, 7, 9, 11, 15, 29, 31, 33, 36, 60] {
        let scene = Scene::new();
        held(&scene.table).add("us-east-1");
        sleep(Duration::from_secs(second)).await;
        scene.add(&["us-east-1"]).await.unwrap_or_else(|error| panic!("{second}: {error:#}"));
        assert_eq!(scene.accepted(), Vec::<String>::new(), "{second}");
        assert_eq!(held(&scene.table).regions(), ["us-east-1"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_replica_that_is_being_removed_is_added_again_once_its_table_is_gone() {
    for second in [0, 50, 170, 181, 190, 199] {
        let scene = Scene::new();
        held(&scene.table).has("us-east-1");
        held(&scene.table).remove("us-east-1");
        sleep(Duration::from_secs(second)).await;
        scene.add(&["us-east-1"]).await.unwrap_or_else(|error| panic!("{second}: {error:#}"));
        assert_eq!(scene.accepted(), ["add us-east-1"]);
        assert!(scene.was_polite());
    }
}

#[tokio::test(start_paused = true)]
async fn a_table_that_is_updating_for_an_hour_is_waited_for() {
    let scene = Scene::new();
    scene.add(&["us-east-1"]).await.unwrap();
    let hour = Duration::from_secs(3600);
    held(&scene.table).updating_until = Some(Instant::now() + hour);
    let wanted = [Region::new("us-east-1")];
    assert_eq!(scene.global().look(&wanted).await.unwrap().missing(&wanted), wanted);
    scene.add(&["us-east-1"]).await.unwrap();
    assert!(scene.began.elapsed() >= hour);
    assert_eq!(scene.accepted(), ["add us-east-1"]);
}

#[tokio::test(start_paused = true)]
async fn a_replica_that_takes_an_hour_survives_a_network_that_comes_back() {
    let scene = Scene::new();
    held(&scene.table).creation = Duration::from_secs(60 * 60);
    let (added, ()) = tokio::join!(scene.add(&["us-east-1"]), async {
        sleep(Duration::from_secs(600)).await;
        // More than the SDK tries by itself.
        held(&scene.table).outage = 40;
    });
    added.unwrap();
    assert_eq!(scene.accepted(), ["add us-east-1"]);
    // Every five seconds, at home and away.
    assert!(scene.calls.all().len() < 2 * 60 * 60 / 5 + 300);
}

#[tokio::test(start_paused = true)]
async fn replicas_are_removed_last_one_first_and_each_is_waited_for() {
    let scene = Scene::new();
    held(&scene.table).has("us-east-1");
    held(&scene.table).has("eu-west-1");
    let removed = scene.remove_all().await.unwrap();
    assert_eq!(removed, [Region::new("eu-west-1"), Region::new("us-east-1")]);
    assert_eq!(scene.accepted(), ["remove eu-west-1", "remove us-east-1"]);
    assert!(scene.was_polite());
    assert!(scene.seconds() >= 400);
    assert!(held(&scene.table).regions().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_replica_that_is_still_being_created_is_removed_once_it_is_there() {
    for second in [0, 4, 7, 11, 25] {
        let scene = Scene::new();
        held(&scene.table).add("us-east-1");
        sleep(Duration::from_secs(second)).await;
        // In the first seconds it is in no list, so no other run can know of it.
        let expected = if second < 6 { Vec::new() } else { vec![Region::new("us-east-1")] };
        assert_eq!(scene.remove_all().await.unwrap(), expected);
        assert!(scene.was_polite());
    }
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_removal_is_resumed_in_whatever_second_it_was() {
    for second in [0, 30, 100, 179] {
        let scene = Scene::new();
        held(&scene.table).has("us-east-1");
        held(&scene.table).remove("us-east-1");
        sleep(Duration::from_secs(second)).await;
        scene.remove_all().await.unwrap();
        assert!(scene.accepted().is_empty(), "{second}");
        assert!(held(&scene.table).regions().is_empty(), "{second}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_protected_replica_is_not_removed_and_the_way_out_is_named() {
    let scene = Scene::new();
    held(&scene.table).has("us-east-1");
    held(&scene.table).protected.insert("us-east-1".to_owned());
    let error = scene.remove_all().await.unwrap_err();
    assert_eq!(hint_of(&error), Some("add --force to lift the protection"));
}
