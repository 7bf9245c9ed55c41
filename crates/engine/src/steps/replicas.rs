//! Brings a table's replicas to the wanted state, one at a time.
//!
//! What DynamoDB does not guarantee and this code therefore checks (global tables 2019.11.21): a successful call may
//! have no effect, so the list is read again after each; a replica is usable only when the source table, the replica's
//! entry and the table in its own region are all ACTIVE; a removed one is deleted only when its region reports that.
//! Replicas are always added from the home region and removed before the table, last one first.
//!
//! Nothing is stored between runs. Each read shows the state of a table, and [`adding`] and [`removing`] decide the
//! next action, whichever run led to that state.

mod adding;
mod removing;
mod settings;
#[cfg(test)]
mod tests;
mod wait;
mod wanted;

use std::collections::{BTreeMap, VecDeque};

use anyhow::{Context, Result};
use futures_util::future::try_join;

use self::adding::Adding;
use self::removing::Removing;
use self::wait::Wait;
pub use self::wanted::{Replicas, TableStatus};
use crate::aws::Region;
use crate::aws::error::AwsError;
use crate::aws::tables::{ACTIVE, TableState, Tables};
use crate::failure::Failure;

/// How often replicas are asked for before they are given up: DynamoDB may drop a request without a word.
const TRIES: u32 = 3;

/// A table in its home region and the doors to the others.
pub struct GlobalTable<'a> {
    pub name: String,
    pub home: Region,
    pub tables: Box<dyn Fn(&Region) -> Tables + 'a>,
}

/// A table in its home region and in others, as one look shows it.
#[derive(Debug)]
pub struct Copies {
    source: TableState,
    home: Region,
    regional: BTreeMap<Region, Option<TableState>>,
}

/// What to do next about one replica.
#[derive(Debug)]
enum Step {
    /// It is as wanted.
    Done,
    /// DynamoDB is at work on it, or on something else first; the text says on what.
    Wait(String),
    Add,
    Remove,
    /// It can be removed only after another one.
    Later,
    Fail(Failure),
}

impl GlobalTable<'_> {
    /// Looks at the table in its home and in these regions at once.
    pub async fn look(&self, regions: &[Region]) -> Result<Copies> {
        let regional = regions
            .iter()
            .map(|region| async move { Ok::<_, anyhow::Error>((region.clone(), self.at(region).await?)) });
        let regional = futures_util::future::try_join_all(regional);
        let (source, regional) = try_join(self.at(&self.home), regional).await?;
        let source = source.ok_or_else(|| {
            Failure::failed(format!("table {} is not in {}", self.name, self.home))
                .hint("deploy the stack that makes it first")
        })?;
        Ok(Copies { source, home: self.home.clone(), regional: regional.into_iter().collect() })
    }

    async fn at(&self, region: &Region) -> Result<Option<TableState>> {
        (self.tables)(region).table(&self.name).await
    }

    /// Adds the replicas that are missing in a look, one after the other, waits for each, and looks again until none is.
    /// `progress` receives what is waited for.
    pub async fn add(
        &self,
        mut copies: Copies,
        wanted: &[Region],
        progress: impl Fn(&Region, &str),
    ) -> Result<Copies> {
        for _ in 0..TRIES {
            for region in &copies.missing(wanted) {
                self.add_one(region, &progress).await?;
            }
            copies = self.look(wanted).await?;
            if copies.missing(wanted).is_empty() {
                return Ok(copies);
            }
        }
        let message = format!("the replicas of table {} keep changing", self.name);
        let hint = "check `provision status`; another run may be removing them";
        Err(Failure::partial(message).hint(hint).into())
    }

    async fn add_one(&self, region: &Region, progress: &impl Fn(&Region, &str)) -> Result<()> {
        let mut adding = Adding::new(region);
        let mut wait = Wait::new(&self.name, region);
        loop {
            if let Some(copies) = wait.unless_it_passes(self.look(std::slice::from_ref(region)).await)? {
                match adding.step(&copies) {
                    Step::Done => return Ok(()),
                    Step::Wait(status) => progress(region, &status),
                    Step::Add => {
                        progress(region, "requested");
                        let asked = (self.tables)(&self.home).add_replica(&self.name, region).await;
                        if let Err(error) = adding.asked(asked) {
                            // Another run may have been faster; then its replica is there.
                            let source = self.at(&self.home).await?.unwrap_or_default();
                            if !source.replicas.iter().any(|(name, _)| name == region) {
                                return Err(self.refused("adding", region, error));
                            }
                        }
                        continue;
                    }
                    Step::Remove => {
                        progress(region, "removing a failed one first");
                        let asked = (self.tables)(&self.home).remove_replica(&self.name, region).await;
                        adding.cleared(asked).map_err(|error| self.refused("removing", region, error))?;
                    }
                    Step::Later => {}
                    Step::Fail(failure) => return Err(failure.into()),
                }
            }
            wait.pause().await?;
        }
    }

    /// Removes every replica, last one first, and waits until each region says that its table is gone.
    pub async fn remove_all(&self, progress: impl Fn(&Region, &str)) -> Result<Vec<Region>> {
        let Some(source) = self.at(&self.home).await? else { return Ok(Vec::new()) };
        let mut left: VecDeque<Region> =
            source.replicas.iter().rev().map(|(region, _)| region.clone()).collect();
        let (mut removed, mut put_off) = (Vec::new(), 0);
        while let Some(region) = left.pop_front() {
            if self.remove_one(&region, &progress).await? {
                removed.push(region);
                put_off = 0;
                continue;
            }
            // Others were copied from it, so they go first.
            left.push_back(region.clone());
            put_off += 1;
            if put_off == left.len() {
                let message =
                    format!("DynamoDB does not allow the removal of any replica of table {}", self.name);
                return Err(Failure::failed(message).hint("run the command again in a few hours").into());
            }
        }
        Ok(removed)
    }

    /// Removes one replica; false when others have to go before it.
    async fn remove_one(&self, region: &Region, progress: &impl Fn(&Region, &str)) -> Result<bool> {
        let mut removing = Removing::new(region);
        let mut wait = Wait::new(&self.name, region);
        loop {
            let look = try_join(self.at(&self.home), self.at(region)).await;
            if let Some((source, regional)) = wait.unless_it_passes(look)? {
                match removing.step(source.as_ref(), regional.as_ref()) {
                    Step::Done => return Ok(true),
                    Step::Later => return Ok(false),
                    Step::Wait(status) => progress(region, &status),
                    Step::Fail(failure) => return Err(failure.into()),
                    Step::Add | Step::Remove => {
                        let asked = (self.tables)(&self.home).remove_replica(&self.name, region).await;
                        removing.asked(asked).map_err(|error| self.refused("removing", region, error))?;
                        continue;
                    }
                }
            }
            wait.pause().await?;
        }
    }

    fn refused(&self, what: &str, region: &Region, error: AwsError) -> anyhow::Error {
        let hint = adding::hint_for(&error);
        let sentence = format!("{what} the replica of table {} in {region}", self.name);
        let error = error.into_error();
        match hint {
            None => error.context(sentence),
            Some(hint) => error.context(Failure::failed(sentence).hint(hint)),
        }
    }
}

impl Copies {
    /// The wanted replicas that are not usable yet: the source, the entry and the regional table must all be ACTIVE.
    pub fn missing(&self, wanted: &[Region]) -> Vec<Region> {
        wanted.iter().filter(|region| !self.is_usable(region)).cloned().collect()
    }

    fn is_usable(&self, region: &Region) -> bool {
        self.source.status == ACTIVE && self.entry(region) == Some(ACTIVE) && self.at(region) == Some(ACTIVE)
    }

    /// A replica's status in the source's list.
    fn entry(&self, region: &Region) -> Option<&str> {
        entry(&self.source, region)
    }

    /// The status of the table in a region of its own.
    fn at(&self, region: &Region) -> Option<&str> {
        self.regional.get(region)?.as_ref().map(|table| table.status.as_str())
    }

    /// What the table and its usable replicas offer to stacks.
    pub fn known_outputs(&self) -> BTreeMap<Region, BTreeMap<String, String>> {
        let usable = self.regional.iter().filter(|(region, _)| self.is_usable(region));
        let usable =
            usable.filter_map(|(region, table)| Some((region.clone(), table_outputs(table.as_ref()?))));
        usable.chain([(self.home.clone(), table_outputs(&self.source))]).collect()
    }

    /// What the table offers to stacks in each region: the outputs of the step.
    pub fn outputs(&self) -> Result<BTreeMap<Region, BTreeMap<String, String>>> {
        let mut outputs = BTreeMap::from([(self.home.clone(), table_outputs(&self.source))]);
        for (region, table) in &self.regional {
            let table = table.as_ref().with_context(|| format!("the table is not in {region}"))?;
            outputs.insert(region.clone(), table_outputs(table));
        }
        Ok(outputs)
    }
}

/// What DynamoDB is doing to the table, if it takes no change now: one change at a time, in all regions together.
fn business(source: &TableState) -> Option<String> {
    if source.status != ACTIVE {
        return Some(format!("table {}", source.status));
    }
    let changing =
        |(_, status): &&(Region, String)| matches!(status.as_str(), "CREATING" | "UPDATING" | "DELETING");
    source.replicas.iter().find(changing).map(|(region, status)| format!("{region} {status}"))
}

fn entry<'a>(source: &'a TableState, region: &Region) -> Option<&'a str> {
    source.replicas.iter().find(|(name, _)| name == region).map(|(_, status)| status.as_str())
}

fn table_outputs(table: &TableState) -> BTreeMap<String, String> {
    let stream = table.stream_arn.clone().map(|arn| ("StreamArn".to_owned(), arn));
    [("TableName".to_owned(), table.name.clone()), ("TableArn".to_owned(), table.arn.clone())]
        .into_iter()
        .chain(stream)
        .collect()
}
