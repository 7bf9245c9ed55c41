//! What exists before a teardown.

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::stream::iter;
use serde::Serialize;

use super::Teardown;
use super::buckets::{UNRETAINED, is_deleted_with_its_stack};
use crate::aws::Region;
use crate::aws::changes::holds_data;
use crate::aws::tables::TableState;
use crate::counted::counted;
use crate::failure::{Failure, sentence};
use crate::graph::{WantedStack, Work};
use crate::retained::buckets::{Content, count};
use crate::retained::{self, Holding, NESTED_STACK, Owner, TABLE, Table};
use crate::steps::Step as _;
use crate::template::Disposal;

/// The type of SQS queues.
const QUEUE: &str = "AWS::SQS::Queue";
/// What is known of a nested stack.
const NESTED: &str = "its resources are not listed; its template decides which are deleted";
/// Concurrent reads of resources with data.
const LOOKS: usize = 10;

/// What is there before a teardown, and which of it would be deleted.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Inventory {
    pub stage: String,
    pub entries: Vec<Entry>,
}

/// One thing that is there.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Entry {
    pub system: String,
    pub kind: String,
    pub name: String,
    pub region: Region,
    pub disposition: Disposition,
    pub detail: String,
    pub held: Held,
    /// Whether nothing can be removed for its sake, until the user decides otherwise.
    pub stops: bool,
}

/// What is in a resource, as far as it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Held {
    Stack,
    /// Items as DynamoDB counts them, and copies in other regions.
    Table {
        items: u64,
        replicas: usize,
    },
    /// `None` where the bucket cannot be read.
    Bucket {
        content: Option<Content>,
    },
    /// `None` where the queue cannot be read.
    Queue {
        messages: Option<u64>,
    },
    /// Anything else that holds data or outlives its stack.
    Other,
}

/// The action of a teardown on a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    Delete,
    Keep,
    /// Kept or deleted with its stack: only CloudFormation knows which.
    Undecided,
    /// It has the name of something of ours and is not proven ours. It is kept.
    Foreign,
}

impl Disposition {
    /// Whether the resource is deleted, or may be.
    pub fn may_delete(self) -> bool {
        matches!(self, Disposition::Delete | Disposition::Undecided)
    }

    /// The words that an inventory shows.
    pub fn words(self) -> &'static str {
        match self {
            Disposition::Delete => "delete",
            Disposition::Keep => "keep",
            Disposition::Undecided => "keep or delete, as CloudFormation decides",
            Disposition::Foreign => "foreign",
        }
    }
}

impl Inventory {
    /// Fails when something must be decided first, before anything is removed.
    pub fn refuse(&self) -> Result<()> {
        let Some(entry) = self.entries.iter().find(|entry| entry.stops) else { return Ok(()) };
        let Entry { kind, name, region, detail, .. } = entry;
        let message =
            format!("{kind} {name} in {region} would be deleted with its stack, and contains {detail}");
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
            Some(entry(stack, "stack", &stack.name, Disposition::Delete, detail, Held::Stack))
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
    pub(super) async fn foreign(&self) -> Result<Vec<(&WantedStack, Holding)>> {
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
        let disposition =
            if state.is_kept() { Self::disposition_by_stack(holding) } else { self.disposition(holding) };
        let items = u64::try_from(state.items).unwrap_or_default();
        let held = Held::Table { items, replicas: state.replicas.len() };
        Ok(Some(entry(wanted, "table", &table.name, disposition, of_table(&state), held)))
    }

    /// The action on a table or a bucket: deleted with its stack, or after it when all data is to be deleted.
    fn disposition(&self, holding: &Holding) -> Disposition {
        if self.options.delete_data { Disposition::Delete } else { Self::disposition_by_stack(holding) }
    }

    /// The action on anything that is deleted with its stack or not at all.
    fn disposition_by_stack(holding: &Holding) -> Disposition {
        match holding.owner {
            Owner::EarlierStack => Disposition::Keep,
            _ => of_disposal(holding.disposal),
        }
    }

    /// A bucket with what is in it. That it may not be looked into is no reason to stop a teardown that leaves it
    /// alone.
    async fn bucket(&self, wanted: &WantedStack, bucket: &Holding) -> Option<Entry> {
        let of = |detail: String, content: Option<Content>| {
            entry(wanted, "bucket", &bucket.id, self.disposition(bucket), detail, Held::Bucket { content })
        };
        match count(&self.s3(&bucket.region), &bucket.id).await {
            Ok(content) => content.map(|content| {
                let stops =
                    is_deleted_with_its_stack(bucket) && !self.options.delete_data && content.total() > 0;
                Entry { stops, ..of(content.to_string(), Some(content)) }
            }),
            Err(error) => Some(of(unknown(&error), None)),
        }
    }

    /// Anything else that holds data or outlives its stack. What is retained is kept: only tables and buckets are
    /// deleted on their own.
    async fn other(&self, wanted: &WantedStack, holding: &Holding) -> Option<Entry> {
        let id = &holding.id;
        let of = |kind: &str, name: &str, detail: &str, held: Held| {
            entry(wanted, kind, name, Self::disposition_by_stack(holding), detail.to_owned(), held)
        };
        let noun = holding.noun();
        Some(match holding.kind.as_str() {
            QUEUE => {
                let (messages, detail) = match self.run.cloud.queues(&wanted.region).messages(id).await {
                    Ok(messages) => (Some(messages?), format!("about {}", counted(messages?, "message"))),
                    Err(error) => (None, unknown(&error)),
                };
                of(&noun, id.rsplit('/').next().unwrap_or(id), &detail, Held::Queue { messages })
            }
            // An ARN: its last part is a number, the one before the name.
            NESTED_STACK => of("nested stack", id.split('/').nth(1).unwrap_or(id), NESTED, Held::Other),
            kind if holds_data(kind) => of(&noun, id, "with what is in it", Held::Other),
            _ => of(&noun, id, "retained by its template", Held::Other),
        })
    }
}

fn of_disposal(disposal: Disposal) -> Disposition {
    match disposal {
        Disposal::Retained => Disposition::Keep,
        Disposal::Deleted => Disposition::Delete,
        Disposal::Undecided => Disposition::Undecided,
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
    let reason = why_foreign(holding).to_owned();
    entry(wanted, &holding.noun(), &holding.id, Disposition::Foreign, reason, Held::Other)
}

pub(super) fn why_foreign(holding: &Holding) -> &str {
    match &holding.owner {
        Owner::Foreign(reason) => reason,
        Owner::Stack | Owner::EarlierStack => "",
    }
}

fn entry(
    wanted: &WantedStack,
    kind: &str,
    name: &str,
    disposition: Disposition,
    detail: String,
    held: Held,
) -> Entry {
    Entry {
        system: wanted.system.clone(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        region: wanted.region.clone(),
        disposition,
        detail,
        held,
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
    format!("about {}{copies}{protection}{strong}", counted(state.items, "item"))
}

fn unknown(error: &anyhow::Error) -> String {
    format!("its contents are unknown: {}", sentence(error))
}
