//! The totals over all orders, and the orders that are excluded from them.

use model::shop::OrderState;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::facts::{OrderFacts, Prices, Stage};

/// How much there is of everything. Money and goods are those of orders at rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sums {
    /// Number of users.
    pub users: usize,
    /// Number of items.
    pub items: usize,
    /// Number of open orders.
    pub open_orders: usize,
    /// Number of paid orders.
    pub paid_orders: usize,
    /// What the payment service has taken for orders.
    pub money_taken: u128,
    /// The price of the items that the stock service has taken for orders.
    pub goods_sold: u128,
}

/// An order whose checkout is in progress.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InFlight {
    /// Id of the order.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub order_id: Uuid,
    /// Id of the user who pays.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub user_id: Uuid,
    pub state: OrderState,
    /// What the order costs, in cents.
    pub total_cost: u64,
    /// What is taken for it so far.
    pub money_taken: u64,
    /// The price of the items taken for it so far, in cents.
    pub goods_taken: u128,
}

impl Sums {
    /// Adds what another reading found of other orders.
    pub fn add(&mut self, other: &Sums) {
        self.open_orders += other.open_orders;
        self.paid_orders += other.paid_orders;
        self.money_taken += other.money_taken;
        self.goods_sold += other.goods_sold;
    }

    /// Counts an order; one in flight is reported elsewhere.
    pub fn count(&mut self, facts: &OrderFacts, prices: &Prices) {
        match facts.order.as_ref().map(|order| order.stage) {
            Some(Stage::InFlight | Stage::Stuck) => return,
            Some(Stage::Open) => self.open_orders += 1,
            Some(Stage::Paid) => self.paid_orders += 1,
            None => {}
        }
        self.money_taken += facts.payment.map_or(0, |payment| u128::from(payment.amount));
        self.goods_sold += facts.goods_worth(prices);
    }
}

impl InFlight {
    /// Reports an order that is in this state.
    pub fn new(facts: &OrderFacts, state: OrderState, prices: &Prices) -> Self {
        let order = facts.order.as_ref();
        Self {
            order_id: facts.id,
            user_id: order.map_or(Uuid::nil(), |order| order.user),
            state,
            total_cost: order.map_or(0, |order| order.total),
            money_taken: facts.payment.map_or(0, |payment| payment.amount),
            goods_taken: facts.goods_worth(prices),
        }
    }
}

pub(super) fn as_text<S: Serializer>(id: &Uuid, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}
