//! What an order took from a ledger.

use super::{Id, Key, Write, decision::document};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an order wants to take: pieces of items, or cents of its user's credit.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Claim {
    /// The order.
    pub order_id: Id,
    /// Which checkout of the order it is, counted from 1. A later one overrules an earlier.
    pub attempt: u64,
    /// How much of which holding.
    pub lines: BTreeMap<Id, u64>,
}

/// How far a reservation is. It is made in one state and may only go from `Taken` to `Returned`.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReservationState {
    /// The balances are less by it.
    Taken,
    /// It was given back, or given up before anything was taken: a step that comes late must not take any more.
    Returned,
    /// There was not enough; nothing was taken, and nothing will be for this attempt.
    Refused,
}

impl ReservationState {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            ReservationState::Taken => "taken",
            ReservationState::Returned => "returned",
            ReservationState::Refused => "refused",
        }
    }
}

/// What the latest checkout of an order took.
///
/// One per order: an attempt begins only when the one before it is settled, so there is never more to know.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Reservation {
    /// The order.
    pub order_id: Id,
    /// The checkout.
    pub attempt: u64,
    /// How far it is.
    pub state: ReservationState,
    /// How much of which holding; empty when it was given up before anything was known.
    pub lines: BTreeMap<Id, u64>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Counts the writes.
    pub revision: u64,
}

impl Reservation {
    /// The write that puts it in the place of `earlier`.
    pub(super) fn write_over(mut self, earlier: Option<&Reservation>) -> Write {
        let key = Key::reservation(&self.order_id);
        match earlier {
            None => {
                self.revision = 1;
                Write::Insert { key, document: document(&self) }
            }
            Some(Reservation { revision, .. }) => {
                self.revision = revision + 1;
                Write::Replace { key, revision: *revision, document: document(&self) }
            }
        }
    }
}

/// The answer to a claim. It is the same for every repetition of one attempt's claim.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Taking {
    /// Whether everything was taken; otherwise nothing was, and nothing will be.
    pub taken: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Taking {
    /// Everything was taken.
    pub fn taken() -> Self {
        Taking { taken: true, reason: None }
    }

    /// Nothing was taken.
    pub fn refused(reason: impl Into<String>) -> Self {
        Taking { taken: false, reason: Some(reason.into()) }
    }
}
