//! An order: what a user wants, and how far its checkout is.

mod change;
mod checkout;
mod step;

pub use checkout::{
    Aftermath, Begun, Caller, CheckoutInput, CheckoutOutcome, Course, LOST_AFTER_SECONDS, LostExecution,
    NewLine, UndoInput,
};
pub use step::{Maker, Step};

use super::decision::document;
use super::{Decision, Id, Key, Refused, Write, sum};
use crate::named::named;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most different items in one order: all of them, and the reservation, fit into one transaction.
pub const MOST_LINES: usize = 50;

/// The state of an order.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// It can be changed and checked out. Nothing is taken for it.
    Open,
    /// Its checkout is in progress.
    CheckingOut,
    /// What its checkout took is being returned; after that it is open again.
    Undoing,
    /// Its stock and payment are taken.
    Paid,
    /// It was removed while it was open. Its id is not used again.
    Removed,
}

impl OrderState {
    /// Whether a workflow is running for it.
    pub fn is_in_flight(self) -> bool {
        matches!(self, OrderState::CheckingOut | OrderState::Undoing)
    }

    /// Whether an order may go from here to `next`.
    pub fn may_become(self, next: OrderState) -> bool {
        use OrderState::*;
        matches!(
            (self, next),
            (Open, CheckingOut | Removed)
                | (CheckingOut, Paid | Undoing | Open)
                | (Paid, Undoing)
                | (Undoing, Open)
        )
    }
}

named!(OrderState, "state of an order", {
    Open = "open",
    CheckingOut = "checking_out",
    Undoing = "undoing",
    Paid = "paid",
    Removed = "removed",
});

/// How much of an item is wanted, at which price.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Line {
    /// How many.
    pub n: u64,
    /// What one costs. An item's price never changes.
    pub price: u64,
}

/// An order, as the table stores it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Order {
    /// Key of the order.
    pub order_id: Id,
    /// Who pays.
    pub user_id: Id,
    /// What is wanted.
    pub lines: BTreeMap<Id, Line>,
    /// The order's state.
    pub state: OrderState,
    /// How many checkouts have begun.
    pub attempt: u64,
    /// Key of the request that began the last of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkout_key: Option<Id>,
    /// Which execution carries the last of them out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Id>,
    /// When that was, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_at: Option<u64>,
    /// Why the last of them failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Counts the writes, those of the workflow included.
    pub revision: u64,
}

/// A line of an order, as the API returns it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderLine {
    /// The item.
    pub item_id: Id,
    /// How many.
    pub n: u64,
    /// What one costs, in cents.
    pub price: u64,
}

/// An order, as the API returns it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderView {
    /// Key of the order.
    pub order_id: Id,
    /// Whether its stock and payment are taken.
    pub paid: bool,
    /// What is in it.
    pub items: Vec<OrderLine>,
    /// Who pays.
    pub user_id: Id,
    /// What all of it costs, in cents.
    pub total_cost: u64,
    /// The order's state.
    pub state: OrderState,
    /// Why its last checkout failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Order {
    /// The key of an order.
    pub fn key(id: &Id) -> Key {
        Key::new("order", id)
    }

    /// The order does not exist.
    pub fn unknown(id: &Id) -> Refused {
        Refused::unknown("order", "order_id", id)
    }

    /// What all of it costs.
    pub fn total_cost(&self) -> u64 {
        self.cost().unwrap_or(u64::MAX)
    }

    fn cost(&self) -> Option<u64> {
        sum(self.lines.values().map(|line| line.n.checked_mul(line.price)))
    }

    /// The order as the API returns it.
    pub fn view(&self) -> OrderView {
        let line = |(item_id, line): (&Id, &Line)| OrderLine {
            item_id: item_id.clone(),
            n: line.n,
            price: line.price,
        };
        OrderView {
            order_id: self.order_id.clone(),
            paid: self.state == OrderState::Paid,
            items: self.lines.iter().map(line).collect(),
            user_id: self.user_id.clone(),
            total_cost: self.total_cost(),
            state: self.state,
            reason: self.reason.clone(),
        }
    }

    /// Makes an empty order. The same again is no second one.
    pub fn create(id: &Id, user: &Id, existing: Option<&Order>) -> Decision<Order> {
        match existing {
            None => {
                let order = Order {
                    order_id: id.clone(),
                    user_id: user.clone(),
                    lines: BTreeMap::new(),
                    state: OrderState::Open,
                    attempt: 0,
                    checkout_key: None,
                    run: None,
                    began_at: None,
                    reason: None,
                    revision: 1,
                };
                let insert = Write::Insert { key: Order::key(id), document: document(&order) };
                Decision::after(vec![insert], order)
            }
            Some(order) if order.user_id == *user && order.state != OrderState::Removed => {
                Decision::known(order.clone())
            }
            Some(_) => {
                Decision::refused(Refused::conflict(format!("order {id} already exists or was deleted")))
            }
        }
    }

    /// The order, if it is there: one that was removed is not.
    pub fn present<'a>(id: &Id, existing: Option<&'a Order>) -> Result<&'a Order, Refused> {
        existing.filter(|order| order.state != OrderState::Removed).ok_or_else(|| Order::unknown(id))
    }

    fn busy(&self, doing: &str) -> Result<(), Refused> {
        let message =
            format!("order {} is being {doing}; try again, with a new key, when it is open", self.order_id);
        Err(Refused::conflict(message))
    }

    /// Refuses what only an open order allows.
    pub fn must_be_open(&self) -> Result<(), Refused> {
        match self.state {
            OrderState::Open => Ok(()),
            OrderState::Paid => Err(Refused::conflict(format!("order {} is paid already", self.order_id))),
            OrderState::Removed => Err(Order::unknown(&self.order_id)),
            OrderState::CheckingOut => self.busy("checked out"),
            OrderState::Undoing => self.busy("undone"),
        }
    }
}
