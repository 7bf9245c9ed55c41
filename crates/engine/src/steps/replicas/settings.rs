//! Settings that a replica does not inherit from its home table: point-in-time recovery, deletion protection, and tags.
//!
//! Missing settings are added, none are removed: what a replica has beyond its home table was set on purpose.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use futures_util::future::{try_join, try_join_all};

use super::adding::is_passing;
use super::wait::Wait;
use super::{Copies, GlobalTable};
use crate::aws::Region;
use crate::aws::error::AwsError;
use crate::aws::tables::{Recovery, TableState};

/// The settings that each region has for itself.
#[derive(Clone, Debug, Default, PartialEq)]
struct Settings {
    recovery: Option<Recovery>,
    is_protected: bool,
    tags: BTreeMap<String, String>,
}

/// What one replica lacks.
#[derive(Clone, Debug, PartialEq)]
pub struct Lack {
    pub region: Region,
    arn: String,
    settings: Settings,
}

impl Lack {
    fn is_empty(&self) -> bool {
        self.settings == Settings::default()
    }

    /// In words.
    pub fn words(&self) -> String {
        let Settings { recovery, is_protected, tags } = &self.settings;
        let words = [
            (recovery.is_some(), "point-in-time recovery"),
            (*is_protected, "protection against deletion"),
            (!tags.is_empty(), "tags"),
        ];
        words.into_iter().filter(|(lacks, _)| *lacks).map(|(_, word)| word).collect::<Vec<_>>().join(", ")
    }
}

impl Settings {
    /// What of these settings others lack.
    fn beyond(&self, others: &Self) -> Self {
        let is_same = |recovery: &&Recovery| {
            others
                .recovery
                .as_ref()
                .is_some_and(|other| recovery.days.is_none() || recovery.days == other.days)
        };
        let lacks = |(key, value): &(&String, &String)| others.tags.get(*key) != Some(*value);
        let owned = |(key, value): (&String, &String)| (key.clone(), value.clone());
        Self {
            recovery: self.recovery.as_ref().filter(|recovery| !is_same(recovery)).cloned(),
            is_protected: self.is_protected && !others.is_protected,
            tags: self.tags.iter().filter(lacks).map(owned).collect(),
        }
    }
}

impl GlobalTable<'_> {
    /// What each of the replicas lacks that the home table has; recovery and protection also where the home table has none, if
    /// they are to be `guarded`.
    pub async fn lacks(&self, copies: &Copies, guarded: bool) -> Result<Vec<Lack>> {
        if copies.regional.is_empty() {
            return Ok(Vec::new());
        }
        let mut wanted = self.settings(&copies.home, &copies.source).await?;
        // Reserved for AWS, which takes them from no caller.
        wanted.tags.retain(|key, _| !key.to_ascii_lowercase().starts_with("aws:"));
        if guarded {
            wanted.is_protected = true;
            wanted.recovery.get_or_insert_default();
        }
        let lacks = copies.regional.iter().map(|(region, table)| {
            let wanted = &wanted;
            async move {
                let table = table.as_ref().with_context(|| format!("the table is not in {region}"))?;
                let settings = wanted.beyond(&self.settings(region, table).await?);
                Ok::<_, anyhow::Error>(Lack { region: region.clone(), arn: table.arn.clone(), settings })
            }
        });
        let lacks = try_join_all(lacks).await?;
        Ok(lacks.into_iter().filter(|lack| !lack.is_empty()).collect())
    }

    async fn settings(&self, region: &Region, table: &TableState) -> Result<Settings> {
        let tables = (self.tables)(region);
        let (recovery, tags) = try_join(tables.recovery(&self.name), tables.tags(&table.arn)).await?;
        Ok(Settings { recovery, is_protected: table.is_protected, tags })
    }

    /// Gives the replicas what they lack, one after the other, and waits until the table takes changes again.
    pub async fn supply(
        &self,
        lacks: &[Lack],
        copies: Copies,
        progress: impl Fn(&Region, &str),
    ) -> Result<Copies> {
        for lack in lacks {
            progress(&lack.region, &format!("setting {}", lack.words()));
            self.supply_one(lack).await?;
        }
        let Some(last) = lacks.last() else { return Ok(copies) };
        let wanted: Vec<Region> = copies.regional.keys().cloned().collect();
        let mut wait = Wait::new(&self.name, &last.region);
        loop {
            let look = wait.unless_it_passes(self.look(&wanted).await)?;
            if let Some(copies) = look.filter(|copies| copies.missing(&wanted).is_empty()) {
                return Ok(copies);
            }
            wait.pause().await?;
        }
    }

    async fn supply_one(&self, lack: &Lack) -> Result<()> {
        let Lack { region, arn, settings } = lack;
        let tables = (self.tables)(region);
        if !settings.tags.is_empty() {
            self.patiently(region, async || tables.tag(arn, &settings.tags).await).await?;
        }
        if let Some(recovery) = &settings.recovery {
            self.patiently(region, async || tables.enable_recovery(&self.name, recovery).await).await?;
        }
        if settings.is_protected {
            self.patiently(region, async || tables.protect(&self.name).await).await?;
        }
        Ok(())
    }

    /// Retries while DynamoDB is busy with another change.
    async fn patiently(&self, region: &Region, ask: impl AsyncFn() -> Result<(), AwsError>) -> Result<()> {
        let wait = Wait::new(&self.name, region);
        loop {
            match ask().await {
                // A table that was just made has no backups yet.
                Err(error) if is_passing(&error) || error.is("ContinuousBackupsUnavailableException") => {
                    wait.pause().await?;
                }
                Ok(()) => return Ok(()),
                Err(error) => return Err(self.refused("setting up", region, error)),
            }
        }
    }
}
