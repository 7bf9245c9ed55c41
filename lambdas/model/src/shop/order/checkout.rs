//! The checkout of an order: what the workflow is told, and what a waiting request makes of the order that it reads.

use super::{Order, OrderState};
use crate::shop::{Id, Refused};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long a checkout may be at work before another request gives it up for lost, in seconds. The workflow's own retries
/// end long before.
const LOST_AFTER_SECONDS: u64 = 900;

/// Pieces of an item that are to be added.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewLine {
    /// The item.
    pub item_id: Id,
    /// How many.
    pub n: u64,
    /// What one costs.
    pub price: u64,
}

/// What the workflow is told when it checks out an order. It begins only while the order is open in this revision.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CheckoutInput {
    /// The order.
    pub order_id: Id,
    /// The number that this checkout gets.
    pub attempt: u64,
    /// The revision of the order that is checked out.
    pub revision: u64,
    /// Key of the request.
    pub checkout_key: Id,
    /// The time of the request in seconds since 1970.
    pub began_at: u64,
    /// Who pays.
    pub user_id: Id,
    /// How much.
    pub amount: u64,
    /// How many of which item.
    pub lines: BTreeMap<Id, u64>,
}

/// What the workflow is told when it gives back what a checkout took.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct UndoInput {
    /// The order.
    pub order_id: Id,
    /// The checkout.
    pub attempt: u64,
    /// Where the order must stand: `paid` to cancel it, a state in flight to give up a lost checkout.
    pub undo: OrderState,
    /// Why, as the order tells afterwards.
    pub reason: String,
}

/// A checkout that a request waits for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Begun {
    /// The number that it has, or gets when it begins.
    pub attempt: u64,
    /// The revision from which it can begin.
    pub revision: u64,
}

/// What a waiting request makes of its order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CheckoutOutcome {
    /// Goods and money are taken.
    Paid,
    /// Nothing is taken, and nothing will be.
    Refused(Refused),
    /// Not known yet.
    Waiting,
    /// The order was changed before the checkout began, so it never will: begin anew.
    Overtaken,
}

impl Order {
    /// What the workflow is told, if the order can be checked out.
    pub fn checkout(&self, key: &Id, now_seconds: u64) -> Result<CheckoutInput, Refused> {
        self.must_be_open()?;
        if self.lines.is_empty() {
            return Err(Refused::conflict(format!("order {} is empty", self.order_id)));
        }
        Ok(CheckoutInput {
            order_id: self.order_id.clone(),
            attempt: self.attempt + 1,
            revision: self.revision,
            checkout_key: key.clone(),
            began_at: now_seconds,
            user_id: self.user_id.clone(),
            amount: self.total_cost(),
            lines: self.lines.iter().map(|(item, line)| (item.clone(), line.n)).collect(),
        })
    }

    /// Whether this very request checked the order out already, and only its answer was lost.
    pub fn was_paid_by(&self, key: &Id) -> bool {
        self.state == OrderState::Paid && self.checkout_key.as_ref() == Some(key)
    }

    /// What the workflow is told when the order's checkout seems to be lost: nothing has moved for too long.
    pub fn rescue(&self, now_seconds: u64) -> Option<UndoInput> {
        let began_at = self.began_at.filter(|_| self.state.is_in_flight())?;
        let is_lost = now_seconds.saturating_sub(began_at) > LOST_AFTER_SECONDS;
        is_lost.then(|| UndoInput {
            order_id: self.order_id.clone(),
            attempt: self.attempt,
            undo: self.state,
            reason: "the checkout broke off and was undone".to_owned(),
        })
    }

    /// The checkout that is at work on the order.
    pub fn begun(&self) -> Begun {
        Begun { attempt: self.attempt, revision: self.revision }
    }

    /// What became of a checkout.
    pub fn outcome(&self, checkout: Begun) -> CheckoutOutcome {
        let is_settled = self.attempt >= checkout.attempt;
        match self.state {
            OrderState::Paid => CheckoutOutcome::Paid,
            OrderState::CheckingOut | OrderState::Undoing => CheckoutOutcome::Waiting,
            OrderState::Open if is_settled => {
                let reason = self.reason.clone().unwrap_or_else(|| "the checkout was undone".to_owned());
                CheckoutOutcome::Refused(Refused::conflict(reason))
            }
            OrderState::Open if self.revision == checkout.revision => CheckoutOutcome::Waiting,
            OrderState::Open => CheckoutOutcome::Overtaken,
            OrderState::Removed => CheckoutOutcome::Refused(Order::unknown(&self.order_id)),
        }
    }
}
