//! What an audit came to.

use model::shop::OrderState;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::books::Doubts;
use super::facts::{ITEM, OrderFacts, Prices, Stage, USER};

/// Whether the services agree, and where they do not.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AuditReport {
    /// Nothing disagrees, everything could be read, and nothing changed too often to be judged.
    pub consistent: bool,
    #[serde(flatten)]
    pub sums: Sums,
    /// Orders whose checkout was under way when they were read; the sums leave them out.
    pub in_flight: Vec<InFlight>,
    pub disagreements: Vec<Disagreement>,
    /// Documents that their service cannot read.
    pub unreadable: Vec<UnreadableDocument>,
    /// What changed from reading to reading without ever agreeing.
    pub unsettled: Vec<Disagreement>,
}

/// How much there is of everything. Money and goods are those of orders at rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sums {
    pub users: usize,
    pub items: usize,
    pub open_orders: usize,
    pub paid_orders: usize,
    /// What the payment service has taken for orders.
    pub money_taken: u128,
    /// What the goods cost that the stock service has taken for orders.
    pub goods_sold: u128,
}

/// An order whose checkout is under way.
#[derive(Clone, Debug, Serialize)]
pub struct InFlight {
    #[serde(serialize_with = "as_text")]
    pub order_id: Uuid,
    #[serde(serialize_with = "as_text")]
    pub user_id: Uuid,
    pub state: OrderState,
    pub total_cost: u64,
    /// What is taken for it so far.
    pub money_taken: u64,
    pub goods_taken: u128,
}

/// A document that its service cannot read.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct UnreadableDocument {
    pub service: &'static str,
    pub key: String,
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
pub struct Disagreement {
    pub about: Subject,
    #[serde(serialize_with = "as_text")]
    pub id: Uuid,
    pub message: String,
}

/// What a disagreement is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    Order,
    User,
    Item,
}

impl Sums {
    /// Adds what another reading found of other orders.
    pub fn add(&mut self, other: &Sums) {
        self.open_orders += other.open_orders;
        self.paid_orders += other.paid_orders;
        self.money_taken += other.money_taken;
        self.goods_sold += other.goods_sold;
    }

    /// Counts an order; one in flight is told elsewhere.
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
    /// Tells an order that is in this state.
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

fn as_text<S: Serializer>(id: &Uuid, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}
