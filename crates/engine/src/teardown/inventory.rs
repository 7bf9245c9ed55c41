//! What is there before a teardown and after it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::future::{join_all, try_join_all};
use futures_util::stream::iter;
use serde::Serialize;

use super::Teardown;
use super::buckets::{UNRETAINED, goes_with_its_stack};
use crate::aws::Region;
use crate::aws::changes::holds_data;
use crate::aws::cloudformation::StackResource;
use crate::aws::tables::TableState;
use crate::event::Event;
use crate::failure::{Failure, sentence};
use crate::graph::{WantedStack, Work};
use crate::retained::buckets::count;
use crate::retained::{self, Holding, NESTED_STACK, Owner, TABLE, Table};
use crate::snapshot;
use crate::steps::Step as _;
use crate::template::Disposal;

/// The type of SQS queues.
const QUEUE: &str = "AWS::SQS::Queue";
/// Concurrent reads of resources with data.
const LOOKS: usize = 10;

/// What is there before a teardown, and what would become of it.
#[derive(Clone, Debug, Serialize)]
pub struct Inventory {
    pub stage: String,
    pub entries: Vec<Entry>,
}

/// One thing that is there.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    pub system: String,
    pub kind: String,
    pub name: String,
    pub region: Region,
    /// Whether it is removed, or may be.
    pub goes: bool,
    pub fate: Fate,
    pub detail: String,
    /// Whether nothing can be removed for its sake, until the user decides otherwise.
    pub stops: bool,
}

/// The action of a teardown on a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Goes,
    Stays,
    /// Kept or deleted with its stack: only CloudFormation knows which.
    Undecided,
    /// It has the name of something of ours and is not proven ours. It is kept.
    Foreign,
}

impl Fate {
    /// The words that an inventory shows.
    pub fn words(self) -> &'static str {
        match self {
            Fate::Goes => "delete",
            Fate::Stays => "keep",
            Fate::Undecided => "keep or delete, as CloudFormation decides",
            Fate::Foreign => "foreign",
        }
    }
}

/// What a look after the teardown has found.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Left {
    pub region: Region,
    pub stacks: Vec<String>,
    pub tables: Vec<String>,
    pub buckets: Vec<String>,
    /// What else a stack has left behind, as CloudFormation lists it, each with its type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// What has the name of a resource and is not proven ours, each with the reason. It was not touched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub foreign: Vec<String>,
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
        let stacks = self.run.graph.stacks().filter_map(|(_, stack)| {
            let state = retained::deployed(stack, &self.run.views)?;
            let protection = if state.is_protected { ", protected" } else { "" };
            let detail = format!("{}{protection}", state.status);
            Some(entry(stack, "stack", &stack.name, Fate::Goes, detail))
        });
        let mut entries: Vec<_> = stacks.collect();
        let stacks: Vec<_> = self.run.graph.stacks().collect();
        let mut looks = iter(&stacks).map(|(index, stack)| self.holdings(*index, stack)).buffered(LOOKS);
        while let Some(holdings) = looks.next().await {
            holdings?;
        }
        drop(looks);
        let foreign = self.foreign().await?;
        for (index, stack) in stacks {
            let holdings = self.holdings(index, stack).await?;
            let ours: Vec<_> = holdings.iter().filter(|holding| holding.is_ours()).collect();
            let mut looks = iter(&ours).map(|holding| self.held(stack, holding)).buffered(LOOKS);
            while let Some(found) = looks.next().await {
                entries.extend(found?);
            }
            let alien = foreign.iter().filter(|(of, _)| of.name == stack.name && of.region == stack.region);
            entries.extend(alien.map(|(stack, holding)| of_foreign(stack, holding)));
        }
        Ok(Inventory { stage: self.run.graph.stage.clone(), entries })
    }

    /// What has the name of a resource of a stack and is not proven ours, with that stack.
    async fn foreign(&self) -> Result<Vec<(&WantedStack, Holding)>> {
        for node in &self.run.graph.nodes {
            let Work::Step(step) = &node.work else { continue };
            if let Some((table, home)) = step.table() {
                self.replicated(table, home).await?;
            }
        }
        let holdings = self.holdings.borrow();
        let all: Vec<&Holding> = holdings.values().flat_map(|holdings| holdings.iter()).collect();
        let is_ours = |one: &Holding| all.iter().any(|other| other.is_ours() && other.is_same(one));
        let mut foreign: Vec<(&WantedStack, Holding)> = Vec::new();
        for (index, stack) in self.run.graph.stacks() {
            let own = holdings.get(&index).into_iter().flat_map(|holdings| holdings.iter());
            for one in own.filter(|one| !one.is_ours() && !is_ours(one)) {
                if !foreign.iter().any(|(_, known)| known.is_same(one)) {
                    foreign.push((stack, one.clone()));
                }
            }
        }
        for (table, reason) in self.foreign_tables.borrow().iter() {
            let mut stacks = self.run.graph.stacks().map(|(_, stack)| stack);
            let Some(stack) = stacks.find(|stack| stack.region == table.region) else { continue };
            let one = step_table(table, reason);
            if !foreign.iter().any(|(_, known)| known.is_same(&one)) {
                foreign.push((stack, one));
            }
        }
        Ok(foreign)
    }

    /// What a stack has or has left behind, with what is in it; `None` when it is not there any more.
    async fn held(&self, wanted: &WantedStack, holding: &Holding) -> Result<Option<Entry>> {
        if holding.is_bucket() {
            return Ok(self.bucket(wanted, holding).await);
        }
        let Some(table) = holding.table() else { return Ok(self.other(wanted, holding).await) };
        let Some(state) = retained::tables::look(self.run.cloud, &table).await? else { return Ok(None) };
        self.remember_replicas(&state);
        let fate = if state.is_kept() { Self::fate_by_stack(holding) } else { self.fate(holding) };
        Ok(Some(entry(wanted, "table", &table.name, fate, of_table(&state))))
    }

    /// The action on a table or a bucket: deleted with its stack, or after it when all data is to be deleted.
    fn fate(&self, holding: &Holding) -> Fate {
        if self.options.delete_data { Fate::Goes } else { Self::fate_by_stack(holding) }
    }

    /// The action on anything that is deleted with its stack or not at all.
    fn fate_by_stack(holding: &Holding) -> Fate {
        match holding.owner {
            Owner::EarlierStack => Fate::Stays,
            _ => of_disposal(holding.disposal),
        }
    }

    /// A bucket with what is in it. That it may not be looked into is no reason to stop a teardown that leaves it
    /// alone.
    async fn bucket(&self, wanted: &WantedStack, bucket: &Holding) -> Option<Entry> {
        let of = |detail: String| entry(wanted, "bucket", &bucket.id, self.fate(bucket), detail);
        match count(&self.s3(&bucket.region), &bucket.id).await {
            Ok(content) => content.map(|content| {
                let stops = goes_with_its_stack(bucket) && !self.options.delete_data && content.total() > 0;
                Entry { stops, ..of(content.to_string()) }
            }),
            Err(error) => Some(of(unknown(&error))),
        }
    }

    /// Anything else that holds data or outlives its stack. What is retained is kept: only tables and buckets are
    /// deleted on their own.
    async fn other(&self, wanted: &WantedStack, holding: &Holding) -> Option<Entry> {
        let id = &holding.id;
        let (name, detail) = match holding.kind.as_str() {
            QUEUE => {
                let messages = self.run.cloud.queues(&wanted.region).messages(id).await;
                let count = messages.map(|messages| messages.map(|count| format!("about {count} messages")));
                (id.rsplit('/').next().unwrap_or(id), count)
            }
            // An ARN: its last part is a number, the one before the name.
            NESTED_STACK => (
                id.split('/').nth(1).unwrap_or(id),
                Ok(Some(
                    "nested stack: its resources are not listed; its template decides which are deleted"
                        .to_owned(),
                )),
            ),
            kind if holds_data(kind) => (id.as_str(), Ok(Some("with what is in it".to_owned()))),
            _ => (id.as_str(), Ok(Some("retained by its template".to_owned()))),
        };
        let detail = detail.unwrap_or_else(|error| Some(unknown(&error)))?;
        Some(entry(wanted, &holding.noun(), name, Self::fate_by_stack(holding), detail))
    }

    /// Looks again, region by region, at everything that might be left.
    pub async fn left(&self) -> Result<Vec<Left>> {
        let silent = |_: Event| {};
        let views = snapshot::look(self.run.cloud, self.run.graph, &silent, false).await?;
        let held = self.holdings.borrow().clone();
        let ours: BTreeSet<&Holding> =
            held.values().flat_map(|holdings| holdings.iter()).filter(|holding| holding.is_ours()).collect();
        let mut tables: BTreeSet<Table> = ours.iter().filter_map(|holding| holding.table()).collect();
        tables.extend(self.replicas.borrow().iter().cloned());
        let foreign = self.foreign().await?;
        let mut left = Vec::new();
        let regions: BTreeSet<_> = views.keys().chain(tables.iter().map(|table| &table.region)).collect();
        for region in regions {
            let here = tables.iter().filter(|table| table.region == *region);
            let looks = here.map(|table| async move {
                let state = retained::tables::look(self.run.cloud, table).await?;
                Ok::<_, anyhow::Error>(state.map(|state| state.name))
            });
            let buckets = ours.iter().filter(|one| one.is_bucket() && one.region == *region);
            let names = buckets.map(|bucket| bucket.id.as_str());
            let (tables, buckets) = tokio::join!(try_join_all(looks), self.left_buckets(region, names));
            let foreign = foreign.iter().filter(|(_, holding)| holding.region == *region);
            let (view, tables) = (views.get(region), tables?.into_iter().flatten().collect::<Vec<_>>());
            // A region that only replicas led to is named while there is one.
            if view.is_none() && tables.is_empty() {
                continue;
            }
            left.push(Left {
                region: region.clone(),
                stacks: view.map(|view| view.stacks.keys().cloned().collect()).unwrap_or_default(),
                tables,
                buckets,
                others: self.left_others(region, &held).await,
                foreign: foreign.map(|(_, holding)| foreign_line(holding)).collect(),
            });
        }
        Ok(left)
    }

    async fn left_buckets<'n>(&self, region: &Region, names: impl Iterator<Item = &'n str>) -> Vec<String> {
        let buckets = self.s3(region);
        let looks = names.map(|name| {
            let buckets = &buckets;
            async move {
                match buckets.has(name).await {
                    Ok(has) => has.then(|| name.to_owned()),
                    // What was done must be reported all the same.
                    Err(_) => Some(format!("{name} (not known)")),
                }
            }
        });
        join_all(looks).await.into_iter().flatten().collect()
    }

    /// What is neither table nor bucket and was left behind, as CloudFormation remembers it of the deleted stack.
    async fn left_others(&self, region: &Region, held: &BTreeMap<usize, Rc<Vec<Holding>>>) -> Vec<String> {
        let mut left = Vec::new();
        for (index, stack) in self.run.graph.stacks().filter(|(_, stack)| stack.region == *region) {
            let mut others =
                held.get(&index).into_iter().flat_map(|holdings| holdings.iter()).filter(|one| {
                    one.is_ours()
                        && one.table().is_none()
                        && !one.is_bucket()
                        && one.disposal != Disposal::Deleted
                });
            let Some(state) = retained::deployed(stack, &self.run.views) else {
                left.extend(others.map(|one| format!("{} {}", one.noun(), one.id)));
                continue;
            };
            let Some(first) = others.next() else { continue };
            let expected = || std::iter::once(first).chain(others);
            let cloudformation = self.run.cloud.cloudformation(region);
            match cloudformation.resources(&state.arn).await {
                Ok(resources) => left.extend(expected().filter_map(|one| {
                    let mut found = resources.iter().filter(|found| found.logical_id == one.logical_id);
                    found.any(StackResource::is_left_behind).then(|| format!("{} {}", one.noun(), one.id))
                })),
                Err(_) => left.extend(expected().map(|one| format!("{} {} (not known)", one.noun(), one.id))),
            }
        }
        left
    }
}

fn of_disposal(disposal: Disposal) -> Fate {
    match disposal {
        Disposal::Retained => Fate::Stays,
        Disposal::Deleted => Fate::Goes,
        Disposal::Undecided => Fate::Undecided,
    }
}

fn step_table(table: &Table, reason: &str) -> Holding {
    Holding {
        logical_id: String::new(),
        kind: TABLE.to_owned(),
        id: table.name.clone(),
        region: table.region.clone(),
        disposal: Disposal::Retained,
        owner: Owner::Foreign(reason.to_owned()),
    }
}

fn of_foreign(wanted: &WantedStack, holding: &Holding) -> Entry {
    entry(wanted, &holding.noun(), &holding.id, Fate::Foreign, why_foreign(holding).to_owned())
}

fn why_foreign(holding: &Holding) -> &str {
    match &holding.owner {
        Owner::Foreign(reason) => reason,
        Owner::Stack | Owner::EarlierStack => "",
    }
}

fn foreign_line(holding: &Holding) -> String {
    format!("{} {}: {}", holding.noun(), holding.id, why_foreign(holding))
}

fn entry(wanted: &WantedStack, kind: &str, name: &str, fate: Fate, detail: String) -> Entry {
    Entry {
        system: wanted.system.clone(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        region: wanted.region.clone(),
        goes: matches!(fate, Fate::Goes | Fate::Undecided),
        fate,
        detail,
        stops: false,
    }
}

fn of_table(state: &TableState) -> String {
    let replicas: Vec<_> = state.replicas.iter().map(|(region, _)| region.to_string()).collect();
    let copies =
        if replicas.is_empty() { String::new() } else { format!(", replicas in {}", replicas.join(", ")) };
    let protection = if state.is_protected { ", protected" } else { "" };
    let strong =
        if state.is_kept() { ", strongly consistent: delete it in the DynamoDB console" } else { "" };
    format!("about {} items{copies}{protection}{strong}", state.items)
}

fn unknown(error: &anyhow::Error) -> String {
    format!("its contents are unknown: {}", sentence(error))
}
