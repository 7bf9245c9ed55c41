//! A global table (version 2019.11.21) as DynamoDB moves it: entries come late, regional tables later, the source
//! flips between ACTIVE and UPDATING, requests vanish, and a second change while one runs is refused.

mod copy;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

pub use self::copy::CopyOutcome;
use self::copy::{Copy, seconds};
use super::{ACCOUNT, Call, Reply, Service};

/// Text with which DynamoDB refuses to delete what others were copied from.
const SOURCE: &str = "Replica cannot be deleted because it has acted as a source region for new replica(s) being \
                      added to the table in the last 24 hours.";
/// Text with which it refuses a copy where there is a table already.
const TAKEN: &str = "Failed to create a the new replica of table with name: 'mailbox-dev' because one or more \
                     replicas already existed as tables.";

/// The table `mailbox-dev` and its copies.
pub struct FakeTable {
    home: String,
    copies: Vec<Copy>,
    /// Regions with a table of that name which is no copy.
    pub foreign: BTreeSet<String>,
    /// Outcomes of the next requests; later ones succeed.
    pub outcomes: Vec<CopyOutcome>,
    /// Time that the next creations take.
    pub creation: Duration,
    /// Until then the table is UPDATING for no reason that shows.
    pub updating_until: Option<Instant>,
    /// Whether all copies agree before a write is done.
    pub is_strong: bool,
    /// Regions whose table is protected against deletion.
    pub protected: BTreeSet<String>,
    /// The next so many calls get no answer that can be used.
    pub outage: usize,
    deleted: Option<Instant>,
    /// Statuses of copies that are set from outside, such as REGION_DISABLED.
    pub forced: BTreeMap<String, &'static str>,
    /// Changes that were asked for while another one ran.
    pub overlaps: usize,
    /// Changes that were accepted, in their order.
    pub accepted: Vec<String>,
    /// The table's tags; `None` when they may not be read.
    pub tags: Option<BTreeMap<String, String>>,
    /// The tags of its copies, by region: a new one has none.
    pub tags_of_copies: BTreeMap<String, BTreeMap<String, String>>,
    /// Regions whose table can be restored, each with the days that its backups reach back.
    pub recovery: BTreeMap<String, i64>,
    /// The next so many requests for recovery come too early.
    pub unavailable: usize,
}

impl FakeTable {
    /// The table without copies.
    pub fn new(home: &str) -> Self {
        Self {
            home: home.to_owned(),
            copies: Vec::new(),
            foreign: BTreeSet::new(),
            outcomes: Vec::new(),
            creation: seconds(30),
            updating_until: None,
            is_strong: false,
            protected: BTreeSet::new(),
            outage: 0,
            deleted: None,
            forced: BTreeMap::new(),
            overlaps: 0,
            accepted: Vec::new(),
            tags: Some(BTreeMap::new()),
            tags_of_copies: BTreeMap::new(),
            recovery: BTreeMap::new(),
            unavailable: 0,
        }
    }

    /// The table is not there, and has not been for long.
    pub fn is_absent(&mut self) {
        self.deleted = Some(Instant::now() - seconds(60));
    }

    /// Another run makes the table, with these tags.
    pub fn make(&mut self, tags: BTreeMap<String, String>) {
        (self.deleted, self.tags) = (None, Some(tags));
    }

    fn list_tags(&self, call: &Call) -> Reply {
        let Some(tags) = &self.tags else {
            return Reply::json_refused(
                "AccessDeniedException",
                "not authorized to perform ListTagsOfResource",
            );
        };
        let arn = call.json["ResourceArn"].as_str().unwrap();
        assert!(arn.contains(&format!(":{}:", call.region)), "{arn} is asked of {}", call.region);
        let of_copy = self.tags_of_copies.get(&call.region).cloned().unwrap_or_default();
        let tags = if call.region == self.home { tags } else { &of_copy };
        let tags = tags.iter().map(|(key, value)| json!({"Key": key, "Value": value}));
        Reply::ok(json!({"Tags": tags.collect::<Vec<_>>()}).to_string())
    }

    /// Another client requests a copy now.
    pub fn add(&mut self, region: &str) {
        let outcome = if self.outcomes.is_empty() { CopyOutcome::Works } else { self.outcomes.remove(0) };
        let copy = Copy {
            region: region.to_owned(),
            added: Instant::now(),
            removed: None,
            outcome,
            takes: self.creation,
        };
        self.copies.push(copy);
    }

    /// A copy that has been there for a day.
    pub fn has(&mut self, region: &str) {
        self.add(region);
        if let Some(copy) = self.copies.last_mut() {
            copy.takes = Duration::ZERO;
            copy.outcome = CopyOutcome::Works;
        }
        self.settle(region);
    }

    fn settle(&mut self, region: &str) {
        self.forced.insert(region.to_owned(), "ACTIVE");
    }

    /// Another client requests the removal of a copy now.
    pub fn remove(&mut self, region: &str) {
        self.forced.remove(region);
        let copy = self.copies.iter_mut().rev().find(|copy| copy.region == region);
        copy.unwrap().removed = Some(Instant::now());
    }

    /// Whether the table is gone from its home.
    pub fn is_deleted(&self) -> bool {
        self.deleted.is_some_and(|at| at.elapsed() > seconds(10))
    }

    /// The regions that hold the table, besides its home.
    pub fn regions(&self) -> Vec<&str> {
        self.copies.iter().filter(|copy| copy.regional().is_some()).map(|copy| copy.region.as_str()).collect()
    }

    fn is_settled(&self, copy: &Copy) -> bool {
        self.forced.contains_key(&copy.region) && copy.removed.is_none()
    }

    fn status(&self) -> &'static str {
        if self.deleted.is_some() {
            return "DELETING";
        }
        let forced = self.updating_until.is_some_and(|until| Instant::now() < until);
        let moved = self.copies.iter().filter(|copy| !self.is_settled(copy)).any(Copy::holds_the_source);
        if forced || moved { "UPDATING" } else { "ACTIVE" }
    }

    fn is_changing(&self) -> bool {
        self.copies.iter().filter(|copy| !self.is_settled(copy)).any(Copy::is_changing)
    }

    fn describe(&self, region: &str) -> Reply {
        let table = |status: &str, replicas: Vec<Value>| {
            let arn = format!("arn:aws:dynamodb:{region}:{ACCOUNT}:table/mailbox-dev");
            let stream = format!("{arn}/stream/2026-01-01T00:00:00.000");
            let protected = self.protected.contains(region);
            let consistency = if self.is_strong { "STRONG" } else { "EVENTUAL" };
            Reply::ok(
                json!({"Table": {
                    "TableName": "mailbox-dev", "TableArn": arn, "TableStatus": status, "ItemCount": 3,
                    "LatestStreamArn": stream, "DeletionProtectionEnabled": protected, "Replicas": replicas,
                    "GlobalTableVersion": "2019.11.21", "MultiRegionConsistency": consistency,
                }})
                .to_string(),
            )
        };
        let missing = || Reply::json_refused("ResourceNotFoundException", "Requested resource not found");
        if region == self.home {
            return if self.is_deleted() { missing() } else { table(self.status(), self.entries()) };
        }
        if self.foreign.contains(region) {
            return table("ACTIVE", Vec::new());
        }
        let copies = self.copies.iter().filter(|copy| copy.region == region);
        let mut status =
            copies.filter_map(|copy| if self.is_settled(copy) { Some("ACTIVE") } else { copy.regional() });
        status.next_back().map_or_else(missing, |status| table(status, Vec::new()))
    }

    fn entries(&self) -> Vec<Value> {
        let entry = |copy: &Copy| {
            let forced = self.forced.get(&copy.region).filter(|_| copy.removed.is_none());
            let status = forced.copied().or_else(|| copy.entry())?;
            Some(json!({"RegionName": copy.region, "ReplicaStatus": status}))
        };
        self.copies.iter().filter_map(entry).collect()
    }

    fn update(&mut self, call: &Call) -> Reply {
        if call.json.get("DeletionProtectionEnabled").is_some() {
            return self.switch_protection(call);
        }
        assert_eq!(call.region, self.home, "replicas are changed from the home region");
        let updates = call.json["ReplicaUpdates"].as_array().unwrap();
        assert_eq!(updates.len(), 1, "one change in one call");
        if self.status() != "ACTIVE" || self.is_changing() {
            self.overlaps += 1;
            return in_use();
        }
        let target = |action: &str| updates[0][action]["RegionName"].as_str().map(str::to_owned);
        match (target("Create"), target("Delete")) {
            (Some(region), None) => self.create(&region),
            (None, Some(region)) => self.delete_copy(&region),
            other => panic!("neither creation nor deletion: {other:?}"),
        }
    }

    /// With copies, each change of the protection keeps the table busy for half a minute.
    fn switch_protection(&mut self, call: &Call) -> Reply {
        if self.status() != "ACTIVE" {
            return in_use();
        }
        if call.json["DeletionProtectionEnabled"] == true {
            self.protected.insert(call.region.clone());
            self.updating_until = Some(Instant::now() + seconds(35));
        } else {
            self.protected.remove(&call.region);
        }
        Reply::ok("{}")
    }

    fn tag(&mut self, call: &Call) -> Reply {
        let own = self.tags_of_copies.entry(call.region.clone()).or_default();
        for tag in call.json["Tags"].as_array().unwrap() {
            let (key, value) = (tag["Key"].as_str().unwrap(), tag["Value"].as_str().unwrap());
            if key.starts_with("aws:") {
                return invalid("Tag keys starting with 'aws:' are reserved for system use");
            }
            own.insert(key.to_owned(), value.to_owned());
        }
        Reply::ok("{}")
    }

    fn describe_backups(&self, region: &str) -> Reply {
        let recovery = match self.recovery.get(region) {
            Some(days) => json!({"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": days}),
            None => json!({"PointInTimeRecoveryStatus": "DISABLED"}),
        };
        let backups =
            json!({"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": recovery});
        Reply::ok(json!({"ContinuousBackupsDescription": backups}).to_string())
    }

    fn update_backups(&mut self, call: &Call) -> Reply {
        if self.unavailable > 0 {
            self.unavailable -= 1;
            let message = "Backups are being enabled for the table: mailbox-dev. Please retry later";
            return Reply::json_refused("ContinuousBackupsUnavailableException", message);
        }
        let wanted = &call.json["PointInTimeRecoverySpecification"];
        assert_eq!(wanted["PointInTimeRecoveryEnabled"], true, "recovery is never taken away");
        self.recovery.insert(call.region.clone(), wanted["RecoveryPeriodInDays"].as_i64().unwrap_or(35));
        self.describe_backups(&call.region)
    }

    fn create(&mut self, region: &str) -> Reply {
        if region.starts_with("af-") {
            return invalid("User is missing the permissions since the region is disabled.");
        }
        let is_there = self.copies.iter().any(|copy| copy.region == region && copy.regional().is_some());
        if is_there || self.foreign.contains(region) {
            return invalid(TAKEN);
        }
        self.accepted.push(format!("add {region}"));
        self.add(region);
        Reply::ok(json!({"TableDescription": {"TableName": "mailbox-dev", "Replicas": []}}).to_string())
    }

    fn delete_copy(&mut self, region: &str) -> Reply {
        let is_member = self.entries().iter().any(|entry| entry["RegionName"] == region);
        if !is_member {
            return invalid(&format!(
                "one or more replicas were not part of the global table mailbox-dev: [{region}]"
            ));
        }
        if self.protected.contains(region) {
            return invalid("Resource cannot be deleted as it is currently protected against deletion.");
        }
        self.accepted.push(format!("remove {region}"));
        self.remove(region);
        Reply::ok("{}")
    }

    fn delete(&mut self, region: &str) -> Reply {
        assert_eq!(region, self.home);
        if self.status() != "ACTIVE" {
            return in_use();
        }
        if self.protected.contains(region) {
            return invalid("Resource cannot be deleted as it is currently protected against deletion.");
        }
        if !self.entries().is_empty() {
            return invalid(SOURCE);
        }
        self.accepted.push("delete the table".to_owned());
        self.deleted = Some(Instant::now());
        Reply::ok("{}")
    }
}

fn invalid(message: &str) -> Reply {
    Reply::json_refused("ValidationException", message)
}

fn in_use() -> Reply {
    Reply::json_refused(
        "ResourceInUseException",
        "The resource which you are attempting to change is in use.",
    )
}

impl Service for FakeTable {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        if call.service != "dynamodb" {
            return None;
        }
        if self.outage > 0 {
            self.outage -= 1;
            return Some(Reply { status: 500, body: r#"{"__type":"InternalServerError"}"#.to_owned() });
        }
        Some(match call.operation.as_str() {
            "DescribeTable" => self.describe(&call.region),
            "UpdateTable" => self.update(call),
            "DeleteTable" => self.delete(&call.region),
            "ListTagsOfResource" => self.list_tags(call),
            "TagResource" => self.tag(call),
            "DescribeContinuousBackups" => self.describe_backups(&call.region),
            "UpdateContinuousBackups" => self.update_backups(call),
            other => panic!("{other}"),
        })
    }
}
