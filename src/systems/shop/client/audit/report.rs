//! The result of an audit.

use serde::Serialize;
use uuid::Uuid;

use super::books::Doubts;
use super::facts::{ITEM, Prices, USER};
use super::sums::{InFlight, Sums, as_text};

/// Whether the services agree, and where they do not.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AuditReport {
    /// Nothing disagrees, everything could be read, and nothing changed too often to be judged.
    pub consistent: bool,
    #[serde(flatten)]
    pub sums: Sums,
    /// Orders whose checkout was in progress when they were read; the sums exclude them.
    pub in_flight: Vec<InFlight>,
    /// Where the services disagree.
    pub disagreements: Vec<Disagreement>,
    /// Documents that their service cannot read.
    pub unreadable: Vec<UnreadableDocument>,
    /// What changed from reading to reading without ever agreeing.
    pub unsettled: Vec<Disagreement>,
}

/// A document that its service cannot read.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnreadableDocument {
    /// The service that the document belongs to.
    pub service: &'static str,
    /// Key of the document.
    pub key: String,
    /// Why it cannot be read.
    pub problem: String,
}

impl AuditReport {
    /// Adds what was found in another slice.
    pub fn merge(&mut self, other: AuditReport) {
        self.sums.users += other.sums.users;
        self.sums.items += other.sums.items;
        self.sums.add(&other.sums);
        self.in_flight.extend(other.in_flight);
        self.disagreements.extend(other.disagreements);
        self.unsettled.extend(other.unsettled);
        // Every slice reads every page.
        self.unreadable.extend(other.unreadable);
        self.unreadable.sort();
        self.unreadable.dedup();
    }

    /// Judges what was found.
    pub fn conclude(mut self) -> Self {
        self.in_flight.sort_by_key(|order| order.order_id);
        self.consistent =
            self.disagreements.is_empty() && self.unreadable.is_empty() && self.unsettled.is_empty();
        self
    }
}

/// What does not agree, in a sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Disagreement {
    pub about: Subject,
    /// Id of the order, user or item.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub id: Uuid,
    /// What disagrees, in one sentence.
    pub message: String,
}

/// What a disagreement is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    Order,
    User,
    Item,
}

/// The doubts in words.
pub fn sentences(doubts: &Doubts, prices: &Prices) -> Vec<Disagreement> {
    let orders = doubts.orders.iter().flat_map(|(id, facts)| {
        let messages = facts.disagreements(prices);
        messages.into_iter().map(|message| Disagreement { about: Subject::Order, id: *id, message })
    });
    let users = doubts.users.iter().filter_map(|(id, facts)| {
        let message = facts.disagreement(&USER, *id)?;
        Some(Disagreement { about: Subject::User, id: *id, message })
    });
    let items = doubts.items.iter().filter_map(|(id, facts)| {
        let message = facts.disagreement(&ITEM, *id)?;
        Some(Disagreement { about: Subject::Item, id: *id, message })
    });
    orders.chain(users).chain(items).collect()
}
