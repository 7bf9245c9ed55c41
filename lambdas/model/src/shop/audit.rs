//! The pages in which each service reports its table. The audit compares the three services.

use super::{Id, OrderLine, OrderState, ReservationState};
use serde::{Deserialize, Serialize};

/// A page of `GET /stock/audit`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct StockPage {
    /// Items.
    pub items: Vec<ItemRecord>,
    /// What orders took.
    pub reservations: Vec<StockRecord>,
    /// Documents that cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
    /// The token of the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An item.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ItemRecord {
    /// Its key.
    pub item_id: Id,
    /// What one costs.
    pub price: u64,
    /// How many are in stock.
    pub stock: u64,
    /// How many were added, less those subtracted. It is `stock` and what orders took.
    pub supplied: u64,
}

/// What an order's latest checkout took from the stock.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct StockRecord {
    /// The order.
    pub order_id: Id,
    /// The checkout.
    pub attempt: u64,
    /// How far it is.
    pub state: ReservationState,
    /// How many of which item.
    pub lines: Vec<ReservedLine>,
}

/// How many of an item.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ReservedLine {
    /// The item.
    pub item_id: Id,
    /// How many.
    pub n: u64,
}

/// A page of `GET /payment/audit`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PaymentsPage {
    /// Users.
    pub users: Vec<AccountRecord>,
    /// What orders took.
    pub payments: Vec<PaymentRecord>,
    /// Documents that cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
    /// The token of the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A user's account.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AccountRecord {
    /// Its key.
    pub user_id: Id,
    /// What the user can spend.
    pub credit: u64,
    /// What was added, less what was paid without an order. It is `credit` and what orders took.
    pub deposited: u64,
}

/// What an order's latest checkout took from a user.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PaymentRecord {
    /// The order.
    pub order_id: Id,
    /// The checkout.
    pub attempt: u64,
    /// How far it is.
    pub state: ReservationState,
    /// Who paid; unknown when the checkout was given up before it came to paying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Id>,
    /// How much.
    pub amount: u64,
}

/// A page of `GET /orders/audit`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct OrdersPage {
    /// Orders, without those removed.
    pub orders: Vec<OrderRecord>,
    /// Documents that cannot be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
    /// The token of the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An order.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct OrderRecord {
    /// Its key.
    pub order_id: Id,
    /// Who pays.
    pub user_id: Id,
    /// The order's state.
    pub state: OrderState,
    /// How many checkouts have begun.
    pub attempt: u64,
    /// While it is in flight: how long ago its checkout began, or its undoing did, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_flight_seconds: Option<u64>,
    /// What is in it.
    pub lines: Vec<OrderLine>,
    /// What all of it costs.
    pub total_cost: u64,
}

/// A document of a table that cannot be read as what its key says it is.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Unreadable {
    /// Its key.
    pub key: String,
    /// What is wrong with it.
    pub problem: String,
}
