//! What a teardown would do to the existing resources, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::inventory::{Disposition, Entry, Held, Inventory};
use crate::retained::buckets::Content;

/// The numbers for each action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Totals {
    pub delete: Tally,
    pub keep: Tally,
    /// Kept or deleted, as CloudFormation decides.
    pub undecided: Tally,
    /// Resources that are not proven ours. They are counted in nothing else.
    pub foreign: usize,
}

/// Resources that have the same action, with what is in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Tally {
    pub stacks: usize,
    pub tables: usize,
    /// Copies of those tables in other regions, which have the tables' action.
    pub replicas: usize,
    pub items: u64,
    pub buckets: usize,
    pub content: Content,
    pub queues: usize,
    pub messages: u64,
    /// Other resources, by kind.
    pub others: BTreeMap<String, usize>,
    /// How many of the buckets and queues cannot be read, so that nothing of them is counted.
    pub unknown: usize,
}

impl Inventory {
    /// Counts what is there.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for entry in &self.entries {
            match entry.disposition {
                Disposition::Delete => totals.delete.add(entry),
                Disposition::Keep => totals.keep.add(entry),
                Disposition::Undecided => totals.undecided.add(entry),
                Disposition::Foreign => totals.foreign += 1,
            }
        }
        totals
    }
}

impl Tally {
    /// Whether there is anything in it besides stacks.
    pub fn has_resources(&self) -> bool {
        self.tables + self.buckets + self.queues > 0 || !self.others.is_empty()
    }

    fn add(&mut self, entry: &Entry) {
        match &entry.held {
            Held::Stack => self.stacks += 1,
            Held::Table { items, replicas } => {
                self.tables += 1;
                self.replicas += replicas;
                self.items += items;
            }
            Held::Bucket { content } => {
                self.buckets += 1;
                self.unknown += usize::from(content.is_none());
                self.content.add(content.unwrap_or_default());
            }
            Held::Queue { messages } => {
                self.queues += 1;
                self.unknown += usize::from(messages.is_none());
                self.messages += messages.unwrap_or_default();
            }
            Held::Other => *self.others.entry(entry.kind.clone()).or_default() += 1,
        }
    }
}
