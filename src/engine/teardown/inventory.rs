//! What is there before a teardown and after it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::future::{join_all, try_join_all};
use futures_util::stream::iter;
use serde::Serialize;

use super::Teardown;
use super::buckets::UNRETAINED;
use crate::aws::Region;
use crate::aws::changes::holds_data;
use crate::aws::cloudformation::StackResource;
use crate::aws::tables::TableState;
use crate::engine::data::buckets::count;
use crate::engine::data::{self, Bucket, TABLE, Table};
use crate::engine::event::Event;
use crate::engine::plan::StackPlan;
use crate::engine::snapshot;
use crate::failure::{Failure, sentence};
use crate::template::BUCKET;

/// The type of SQS queues.
const QUEUE: &str = "AWS::SQS::Queue";
/// Looks into what holds data that go on at once.
const LOOKS: usize = 10;

/// What is there before a teardown, and what would become of it.
#[derive(Clone, Debug, Serialize)]
pub struct Inventory {
    pub stage: String,
    pub entries: Vec<Entry>,
}

/// One thing that goes or stays.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    pub system: String,
    pub kind: String,
    pub name: String,
    pub region: Region,
    pub goes: bool,
    pub detail: String,
    /// Whether nothing can be removed for its sake, until the user decides otherwise.
    pub stops: bool,
}

/// What a look after the teardown has found.
#[derive(Clone, Debug, Serialize)]
pub struct Left {
    pub region: Region,
    pub stacks: Vec<String>,
    pub tables: Vec<String>,
    pub buckets: Vec<String>,
}

impl Inventory {
    /// Fails when something must be decided first, before anything is removed.
    pub fn refuse(&self) -> Result<()> {
        let Some(entry) = self.entries.iter().find(|entry| entry.stops) else { return Ok(()) };
        let Entry { kind, name, region, detail, .. } = entry;
        let message =
            format!("{kind} {name} in {region} would have to go with its stack, and holds {detail}");
        Err(Failure::failed(message).hint(UNRETAINED).into())
    }
}

impl Teardown<'_> {
    /// What is there now.
    pub async fn inventory(&self) -> Result<Inventory> {
        let stacks = self.run.plan.stacks().filter_map(|(_, plan)| {
            let state = data::deployed(plan, &self.run.views)?;
            let protection = if state.is_protected { ", protected" } else { "" };
            let detail = format!("{}{protection}", state.status);
            Some(entry(plan, "stack", &plan.name, true, detail))
        });
        let mut entries: Vec<_> = stacks.collect();
        let looks = self.tables().into_iter().map(|(table, plan)| async move {
            let state = data::tables::look(self.run.cloud, &table).await?;
            let goes = self.options.delete_data;
            Ok::<_, anyhow::Error>(
                state.map(|state| entry(plan, "table", &table.name, goes, of_table(&state))),
            )
        });
        entries.extend(try_join_all(looks).await?.into_iter().flatten());
        let plans: Vec<_> = self.run.plan.stacks().map(|(_, plan)| plan).collect();
        let mut looks = iter(&plans).map(|plan| self.contents(plan)).buffered(LOOKS);
        while let Some(found) = looks.next().await {
            entries.extend(found?);
        }
        Ok(Inventory { stage: self.run.plan.stage.clone(), entries })
    }

    /// Buckets, and what else of a deployed stack holds data.
    async fn contents(&self, plan: &StackPlan) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let buckets = self.buckets(plan).await?;
        let mut looks = iter(&buckets).map(|bucket| self.bucket(plan, bucket)).buffered(LOOKS);
        while let Some(entry) = looks.next().await {
            entries.extend(entry);
        }
        let cloudformation = &self.run.view(&plan.region)?.watcher.cloudformation;
        let others = |kind: &str| holds_data(kind) && kind != BUCKET;
        let held = data::held(cloudformation, plan, &self.run.views, others).await?;
        let mut looks = iter(&held).map(|one| self.other(plan, &one.0, one.1)).buffered(LOOKS);
        while let Some(entry) = looks.next().await {
            entries.extend(entry);
        }
        Ok(entries)
    }

    /// A bucket with what is in it. That it may not be looked into is no reason to stop a teardown that leaves it alone.
    async fn bucket(&self, plan: &StackPlan, bucket: &Bucket) -> Option<Entry> {
        let goes = self.options.delete_data || !bucket.is_retained;
        let of = |detail: String| entry(plan, "bucket", &bucket.name, goes, detail);
        match count(&self.door(bucket), &bucket.name).await {
            Ok(content) => content.map(|content| {
                let stops = !bucket.is_retained && !self.options.delete_data && content.total() > 0;
                Entry { stops, ..of(content.to_string()) }
            }),
            Err(error) => Some(of(unknown(&error))),
        }
    }

    /// Anything else that holds data. What is retained stays: only tables and buckets are deleted on their own.
    async fn other(&self, plan: &StackPlan, resource: &StackResource, is_retained: bool) -> Option<Entry> {
        let StackResource { physical_id: id, kind, .. } = resource;
        let noun = kind.rsplit("::").next().unwrap_or(kind).to_lowercase();
        let (name, detail) = match kind.as_str() {
            // Told already, by its name in the template.
            TABLE if is_retained => return None,
            TABLE => {
                let table = Table { name: id.clone(), region: plan.region.clone() };
                let state = data::tables::look(self.run.cloud, &table).await;
                (id.as_str(), state.map(|state| state.map(|state| of_table(&state))))
            }
            QUEUE => {
                let messages = self.run.cloud.queues(&plan.region).messages(id).await;
                let count = messages.map(|messages| messages.map(|count| format!("about {count} messages")));
                (id.rsplit('/').next().unwrap_or(id), count)
            }
            _ => (id.as_str(), Ok(Some("with what is in it".to_owned()))),
        };
        let detail = detail.unwrap_or_else(|error| Some(unknown(&error)))?;
        Some(entry(plan, &noun, name, !is_retained, detail))
    }

    /// The tables that stacks of this plan leave behind.
    pub(super) fn tables(&self) -> BTreeMap<Table, &StackPlan> {
        let of = |plan| data::tables(plan, &self.run.views, &self.run.account);
        let stacks = self.run.plan.stacks();
        stacks.flat_map(|(_, plan)| of(plan).into_iter().map(move |table| (table, plan))).collect()
    }

    /// Looks again, region by region, at everything that might be left.
    pub async fn left(&self) -> Result<Vec<Left>> {
        let silent = |_: Event| {};
        let views = snapshot::look(self.run.cloud, self.run.plan, &silent, false).await?;
        let names: BTreeSet<String> = self.tables().into_keys().map(|table| table.name).collect();
        let mut left = Vec::new();
        for (region, view) in &views {
            let looks = names.iter().map(|name| {
                let table = Table { name: name.clone(), region: region.clone() };
                async move {
                    let state = data::tables::look(self.run.cloud, &table).await?;
                    Ok::<_, anyhow::Error>(state.map(|state| state.name))
                }
            });
            let (tables, buckets) = tokio::join!(try_join_all(looks), self.left_buckets(region));
            left.push(Left {
                region: region.clone(),
                stacks: view.stacks.keys().cloned().collect(),
                tables: tables?.into_iter().flatten().collect(),
                buckets,
            });
        }
        Ok(left)
    }

    async fn left_buckets(&self, region: &Region) -> Vec<String> {
        let kept = |plan| data::kept_buckets(plan, &self.run.views, &self.run.account);
        let mut names: BTreeSet<_> = self.seen.borrow().clone();
        names.extend(self.run.plan.stacks().flat_map(|(_, plan)| kept(plan)));
        let here: BTreeSet<String> =
            names.into_iter().filter(|bucket| bucket.region == *region).map(|bucket| bucket.name).collect();
        let door = self.run.cloud.buckets(&self.run.account, region);
        let looks = here.into_iter().map(|name| {
            let door = &door;
            async move {
                match door.has(&name).await {
                    Ok(has) => has.then_some(name),
                    // What was done must be told all the same.
                    Err(_) => Some(format!("{name} (not known)")),
                }
            }
        });
        join_all(looks).await.into_iter().flatten().collect()
    }
}

fn entry(plan: &StackPlan, kind: &str, name: &str, goes: bool, detail: String) -> Entry {
    Entry {
        system: plan.system.clone(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        region: plan.region.clone(),
        goes,
        detail,
        stops: false,
    }
}

fn of_table(state: &TableState) -> String {
    let replicas: Vec<_> = state.replicas.iter().map(|(region, _)| region.to_string()).collect();
    let copies =
        if replicas.is_empty() { String::new() } else { format!(", replicas in {}", replicas.join(", ")) };
    let protection = if state.is_protected { ", protected" } else { "" };
    format!("about {} items{copies}{protection}", state.items)
}

fn unknown(error: &anyhow::Error) -> String {
    format!("what is in it cannot be told: {}", sentence(error))
}
