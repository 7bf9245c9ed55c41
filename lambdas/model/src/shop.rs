//! The shop: stock, payment and orders, three services that stay consistent without sharing a table.
//!
//! Stock and payment are both a [`Ledger`]: balances that orders may take from. What an order took is a
//! [`Reservation`] beside the balances, written in one transaction with them, so that a repeated step of a checkout is
//! recognised. The order itself records the progress of its checkout.
//!
//! The decisions are pure functions from what was read to a [`Decision`], whose writes are conditional on what was read. If
//! a condition fails, the caller reads and decides again.

mod amount;
mod audit;
mod cancel;
mod decision;
mod id;
mod ledger;
mod operation;
mod order;
mod reservation;

#[cfg(test)]
mod saga_test;

pub use amount::{LARGEST_AMOUNT, LARGEST_SUM, amount, sum};
pub use audit::{
    AccountRecord, ItemRecord, OrderRecord, OrdersPage, PaymentRecord, PaymentsPage, ReservedLine, StockPage,
    StockRecord, Unreadable,
};
pub use cancel::{Cancel, is_undone};
pub use decision::{Decision, Key, Refused, Why, Write};
pub use id::Id;
pub use ledger::{Holding, Ledger};
pub use operation::{Answer, Asked, IDEMPOTENCY_KEY, KEPT_SECONDS, Operation, Replied};
pub use order::{
    Aftermath, Begun, Caller, CheckoutInput, CheckoutOutcome, Course, LOST_AFTER_SECONDS, Line,
    LostExecution, MOST_LINES, Maker, NewLine, Order, OrderLine, OrderState, OrderView, Step, UndoInput,
};
pub use reservation::{Claim, Reservation, ReservationState, Taking};

use serde::{Deserialize, Serialize};

/// An item of the stock, as the API returns it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemView {
    /// Key of the item.
    pub item_id: Id,
    /// How many are in stock.
    pub stock: u64,
    /// What one costs, in cents.
    pub price: u64,
}

/// A user's account, as the API returns it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UserView {
    /// Key of the user.
    pub user_id: Id,
    /// What the user can spend, in cents.
    pub credit: u64,
}

/// Whether an order's payment was taken and not given back.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PaymentStatus {
    /// The payment is taken.
    pub paid: bool,
}

/// The response while the result of a checkout is unknown: 202.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Pending {
    /// What to read it as.
    pub message: String,
    /// The order.
    pub order_id: Id,
    /// The order's state.
    pub state: String,
    /// Where to ask again, below the API's address.
    pub status_url: String,
}
