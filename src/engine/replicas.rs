//! Brings a table's replicas to what is wanted, one at a time.
//!
//! What DynamoDB does not promise and this code therefore checks (global tables 2019.11.21): a call that succeeded
//! may come to nothing, so the list is read again after each; a replica is usable only when the source table, the
//! replica's entry and the table in its own region are all ACTIVE; a removed one is gone only when its region says
//! so. Replicas are always added from the home region and removed before the table, last one first.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use tokio::time::{Instant, sleep};

use super::pace::next_look;
use crate::aws::Region;
use crate::aws::tables::{ACTIVE, TableState, Tables};
use crate::failure::Failure;

/// How often a replica is asked for before it is given up: DynamoDB may drop a request without a word.
const TRIES: u32 = 3;
/// Longest wait for one replica. Adding one to a large table takes hours; a second run goes on where this one ended.
const LONGEST: Duration = Duration::from_secs(6 * 60 * 60);

/// A table in its home region and the doors to the others.
pub struct GlobalTable<'a> {
    pub name: String,
    pub home: Region,
    pub tables: Box<dyn Fn(&Region) -> Tables + 'a>,
}

impl GlobalTable<'_> {
    /// The table in its home region.
    pub async fn source(&self) -> Result<TableState> {
        self.at(&self.home).await?.ok_or_else(|| {
            Failure::failed(format!("table {} is not in {}", self.name, self.home))
                .hint("deploy the stack that makes it first")
                .into()
        })
    }

    async fn at(&self, region: &Region) -> Result<Option<TableState>> {
        (self.tables)(region).table(&self.name).await
    }

    /// The replicas that are wanted and not yet usable.
    pub async fn missing(&self, wanted: &[Region]) -> Result<Vec<Region>> {
        let source = self.source().await?;
        let is_active =
            |region: &Region| source.replicas.iter().any(|(name, status)| name == region && status == ACTIVE);
        Ok(wanted.iter().filter(|region| !is_active(region)).cloned().collect())
    }

    /// Adds the replicas that are missing, one after the other, and waits for each. `progress` hears what is waited
    /// for.
    pub async fn add(&self, wanted: &[Region], progress: impl Fn(&Region, &str)) -> Result<()> {
        for region in wanted {
            self.add_one(region, &progress).await?;
        }
        Ok(())
    }

    async fn add_one(&self, region: &Region, progress: &impl Fn(&Region, &str)) -> Result<()> {
        for _ in 0..TRIES {
            let source = self.wait_for_source(region, progress).await?;
            if status_of(&source, region).is_none() {
                self.request(region).await?;
            }
            if self.wait_until_active(region, progress).await? {
                return Ok(());
            }
        }
        Err(Failure::failed(format!(
            "DynamoDB dropped the request for a replica of {} in {region} {TRIES} times without giving a reason",
            self.name
        ))
        .hint("check that the region is enabled for the account, then run the command again")
        .into())
    }

    async fn request(&self, region: &Region) -> Result<()> {
        let Err(error) = (self.tables)(&self.home).add_replica(&self.name, region).await else {
            return Ok(());
        };
        if error.is("ResourceInUseException") {
            // Another run was faster; waiting shows what it came to.
            return Ok(());
        }
        let foreign = error.message.contains("already existed as tables");
        let hint = "a table of that name which is no replica is in the way, or a replica is still being deleted; \
                    look with aws dynamodb describe-table, and remove it if it is not needed";
        let error = error.into_error().context(format!("adding a replica of {} in {region}", self.name));
        if !foreign {
            return Err(error);
        }
        Err(error.context(
            Failure::failed(format!("cannot add a replica of {} in {region}", self.name)).hint(hint),
        ))
    }

    /// Waits until the source table takes changes: one replica at a time.
    async fn wait_for_source(
        &self,
        region: &Region,
        progress: &impl Fn(&Region, &str),
    ) -> Result<TableState> {
        let mut wait = Wait::new(&self.name, region);
        loop {
            let source = self.source().await?;
            if source.status == ACTIVE {
                return Ok(source);
            }
            progress(region, &format!("table {}", source.status));
            wait.pause().await?;
        }
    }

    /// Waits for all three conditions. False when the entry has vanished: DynamoDB has dropped the request.
    async fn wait_until_active(&self, region: &Region, progress: &impl Fn(&Region, &str)) -> Result<bool> {
        let mut wait = Wait::new(&self.name, region);
        let mut was_listed = false;
        loop {
            let source = self.source().await?;
            let status = status_of(&source, region);
            match status {
                Some(ACTIVE) if source.status == ACTIVE && self.is_active_at(region).await? => {
                    return Ok(true);
                }
                Some("CREATION_FAILED" | "REGION_DISABLED" | "REPLICATION_NOT_AUTHORIZED") => {
                    let status = status.unwrap_or_default();
                    return Err(Failure::failed(format!("the replica of {} in {region} is {status}", self.name))
                        .hint("see the table's replicas in the AWS console, mend the cause, and run the command again")
                        .into());
                }
                // The entry comes some seconds after the request; one that was there and is gone, or that has not
                // come in a minute while the table rests, was dropped.
                None if was_listed
                    || wait.began.elapsed() > Duration::from_secs(60) && source.status == ACTIVE =>
                {
                    return Ok(false);
                }
                _ => {}
            }
            was_listed |= status.is_some();
            progress(region, status.unwrap_or("requested"));
            wait.pause().await?;
        }
    }

    async fn is_active_at(&self, region: &Region) -> Result<bool> {
        Ok(self.at(region).await?.is_some_and(|table| table.status == ACTIVE))
    }

    /// Removes every replica, last one first, and waits until each region says that its table is gone.
    pub async fn remove_all(&self, progress: impl Fn(&Region, &str)) -> Result<Vec<Region>> {
        let Some(source) = self.at(&self.home).await? else { return Ok(Vec::new()) };
        let mut removed: Vec<Region> = source.replicas.iter().map(|(region, _)| region.clone()).collect();
        removed.reverse();
        for region in &removed {
            self.remove_one(region, &progress).await?;
        }
        Ok(removed)
    }

    async fn remove_one(&self, region: &Region, progress: &impl Fn(&Region, &str)) -> Result<()> {
        let source = self.wait_for_source(region, progress).await?;
        if status_of(&source, region).is_some_and(|status| status != "DELETING") {
            let removed = (self.tables)(&self.home).remove_replica(&self.name, region).await;
            if let Err(error) =
                removed.or_else(|error| if error.is("ResourceInUseException") { Ok(()) } else { Err(error) })
            {
                return Err(error
                    .into_error()
                    .context(format!("removing the replica of {} in {region}", self.name)));
            }
        }
        let mut wait = Wait::new(&self.name, region);
        loop {
            let source = self.source().await?;
            let status = status_of(&source, region);
            if status.is_none() && self.at(region).await?.is_none() {
                return Ok(());
            }
            progress(region, status.unwrap_or("being removed"));
            wait.pause().await?;
        }
    }

    /// What the table offers to stacks in each region: the outputs of the step.
    pub async fn outputs(&self, regions: &[Region]) -> Result<BTreeMap<Region, BTreeMap<String, String>>> {
        let all = regions.iter().chain([&self.home]);
        let looks =
            all.map(|region| async move { Ok::<_, anyhow::Error>((region.clone(), self.at(region).await?)) });
        let mut outputs = BTreeMap::new();
        for look in futures_util::future::join_all(looks).await {
            let (region, table) = look?;
            let Some(table) = table else {
                return Err(Failure::failed(format!("table {} is not in {region}", self.name))
                    .hint("run provision deploy again: it adds what is missing")
                    .into());
            };
            outputs.insert(region, table_outputs(table));
        }
        Ok(outputs)
    }
}

fn table_outputs(table: TableState) -> BTreeMap<String, String> {
    let stream = table.stream_arn.map(|arn| ("StreamArn".to_owned(), arn));
    [("TableName".to_owned(), table.name), ("TableArn".to_owned(), table.arn)]
        .into_iter()
        .chain(stream)
        .collect()
}

fn status_of<'a>(source: &'a TableState, region: &Region) -> Option<&'a str> {
    source.replicas.iter().find(|(name, _)| name == region).map(|(_, status)| status.as_str())
}

/// A wait with a pace and an end.
struct Wait<'a> {
    table: &'a str,
    region: &'a Region,
    began: Instant,
}

impl<'a> Wait<'a> {
    fn new(table: &'a str, region: &'a Region) -> Self {
        Self { table, region, began: Instant::now() }
    }

    async fn pause(&mut self) -> Result<()> {
        let age = self.began.elapsed();
        if age > LONGEST {
            let (table, region) = (self.table, self.region);
            return Err(Failure::partial(format!(
                "the replica of {table} in {region} is not ready after 6 hours"
            ))
            .hint("DynamoDB goes on by itself; run the same command again to wait on")
            .into());
        }
        sleep(next_look([age], None)).await;
        Ok(())
    }
}
