//! One reading of what the three services have recorded, compared while it comes in.
//!
//! What was taken is kept until its order comes by, about a hundred bytes an order; orders are compared and let go. So
//! payments and stock are read first, and orders last.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::shop::{
    Id, OrderRecord, OrderState, OrdersPage, PaymentRecord, PaymentsPage, ReservationState, StockPage,
    StockRecord,
};
use uuid::Uuid;

use super::facts::{
    Goods, Holding, HoldingFacts, ITEM, Line, Order, OrderFacts, Payment, Prices, Stage, USER,
};
use super::report::{InFlight, Sums};

/// What is read: everything, or only what a reading before this left in doubt.
#[derive(Clone, Debug, Default)]
pub struct Scope(Option<Chosen>);

#[derive(Clone, Debug, Default)]
struct Chosen {
    orders: HashSet<Uuid>,
    users: HashSet<Uuid>,
    items: HashSet<Uuid>,
}

impl Scope {
    /// Only these.
    pub fn of(doubts: &Doubts) -> Self {
        Self(Some(Chosen {
            orders: doubts.orders.keys().copied().collect(),
            users: doubts.users.keys().copied().collect(),
            items: doubts.items.keys().copied().collect(),
        }))
    }

    fn order(&self, id: Uuid) -> bool {
        self.0.as_ref().is_none_or(|chosen| chosen.orders.contains(&id))
    }

    fn user(&self, id: Uuid) -> bool {
        self.0.as_ref().is_none_or(|chosen| chosen.users.contains(&id))
    }

    fn item(&self, id: Uuid) -> bool {
        self.0.as_ref().is_none_or(|chosen| chosen.items.contains(&id))
    }
}

/// What does not agree in one reading, which may only be because it changed meanwhile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doubts {
    pub orders: BTreeMap<Uuid, OrderFacts>,
    pub users: BTreeMap<Uuid, HoldingFacts>,
    pub items: BTreeMap<Uuid, HoldingFacts>,
}

impl Doubts {
    /// Whether everything agrees.
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty() && self.users.is_empty() && self.items.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.orders.len() + self.users.len() + self.items.len()
    }

    /// Divides what a second reading of the same doubts showed: facts that are the same in both have not changed in
    /// between, so all of them were true at once and their contradiction is real; the others stay in doubt.
    pub fn divide(&self, second: Self) -> (Self, Self) {
        let (orders, open_orders) = divide(&self.orders, second.orders);
        let (users, open_users) = divide(&self.users, second.users);
        let (items, open_items) = divide(&self.items, second.items);
        let real = Self { orders, users, items };
        (real, Self { orders: open_orders, users: open_users, items: open_items })
    }
}

fn divide<F: PartialEq>(
    first: &BTreeMap<Uuid, F>,
    second: BTreeMap<Uuid, F>,
) -> (BTreeMap<Uuid, F>, BTreeMap<Uuid, F>) {
    second.into_iter().partition(|(id, facts)| first.get(id) == Some(facts))
}

/// What one reading came to.
#[derive(Debug)]
pub struct Reading {
    /// Of all orders that are not in doubt.
    pub sums: Sums,
    pub in_flight: Vec<InFlight>,
    pub doubts: Doubts,
    pub prices: Prices,
}

/// The records of one reading so far.
#[derive(Debug, Default)]
pub struct Books {
    scope: Scope,
    prices: Prices,
    users: HashMap<Uuid, HoldingFacts>,
    items: HashMap<Uuid, HoldingFacts>,
    payments: HashMap<Uuid, Payment>,
    goods: HashMap<Uuid, Goods>,
    sums: Sums,
    in_flight: Vec<InFlight>,
    doubtful: BTreeMap<Uuid, OrderFacts>,
}

impl Books {
    /// Has read nothing yet.
    pub fn new(scope: Scope) -> Self {
        Self { scope, ..Self::default() }
    }

    /// Takes in a page of the payment service.
    pub fn payments(&mut self, page: &PaymentsPage) {
        for account in &page.users {
            let id = key(&account.user_id);
            if self.scope.user(id) {
                let holding = Holding { balance: account.credit, supplied: account.deposited };
                self.users.entry(id).or_default().record = Some(holding);
            }
        }
        page.payments.iter().for_each(|record| self.payment(record));
    }

    fn payment(&mut self, record: &PaymentRecord) {
        // Given up before it came to paying, it is nobody's.
        let Some(user) = record.user_id.as_ref().map(key) else { return };
        let (order, attempt) = (key(&record.order_id), record.attempt);
        let amount = if record.state == ReservationState::Taken { record.amount } else { 0 };
        if self.scope.user(user) {
            self.users.entry(user).or_default().held.add(amount, (order, attempt));
        }
        if self.scope.order(order) && amount > 0 {
            self.payments.insert(order, Payment { user, amount, attempt });
        }
    }

    /// Takes in a page of the stock service.
    pub fn stock(&mut self, page: &StockPage) {
        for item in &page.items {
            let id = key(&item.item_id);
            self.prices.insert(id, item.price);
            if self.scope.item(id) {
                let holding = Holding { balance: item.stock, supplied: item.supplied };
                self.items.entry(id).or_default().record = Some(holding);
            }
        }
        page.reservations.iter().for_each(|record| self.reservation(record));
    }

    fn reservation(&mut self, record: &StockRecord) {
        let (order, attempt) = (key(&record.order_id), record.attempt);
        let is_taken = record.state == ReservationState::Taken;
        let lines = record.lines.iter().map(|line| Line { item: key(&line.item_id), pieces: line.n });
        let lines: Box<[Line]> = lines.collect();
        for line in lines.iter().filter(|line| self.scope.item(line.item)) {
            let pieces = if is_taken { line.pieces } else { 0 };
            self.items.entry(line.item).or_default().held.add(pieces, (order, attempt));
        }
        if self.scope.order(order) && is_taken {
            self.goods.insert(order, Goods { lines, attempt });
        }
    }

    /// Takes in a page of the order service, once the other two have told everything.
    pub fn orders(&mut self, page: &OrdersPage) {
        for record in &page.orders {
            let id = key(&record.order_id);
            if self.scope.order(id) {
                let facts = self.facts(id, Some(order(id, record)));
                self.judge(facts, Some(record.state));
            }
        }
    }

    /// Ends the reading. What was taken for orders that did not come by is in doubt.
    pub fn close(mut self) -> Reading {
        let taken: HashSet<_> = self.payments.keys().chain(self.goods.keys()).copied().collect();
        for id in taken {
            let facts = self.facts(id, None);
            self.judge(facts, None);
        }
        self.sums.users = self.users.values().filter(|user| user.record.is_some()).count();
        self.sums.items = self.items.values().filter(|item| item.record.is_some()).count();
        let mut users = BTreeMap::from_iter(self.users);
        users.retain(|id, facts| facts.disagreement(&USER, *id).is_some());
        let mut items = BTreeMap::from_iter(self.items);
        items.retain(|id, facts| facts.disagreement(&ITEM, *id).is_some());
        let doubts = Doubts { orders: self.doubtful, users, items };
        Reading { sums: self.sums, in_flight: self.in_flight, doubts, prices: self.prices }
    }

    fn facts(&mut self, id: Uuid, order: Option<Order>) -> OrderFacts {
        OrderFacts { id, order, payment: self.payments.remove(&id), goods: self.goods.remove(&id) }
    }

    fn judge(&mut self, facts: OrderFacts, state: Option<OrderState>) {
        if !facts.disagreements(&self.prices).is_empty() {
            self.doubtful.insert(facts.id, facts);
            return;
        }
        self.sums.count(&facts, &self.prices);
        if let Some(state) = state.filter(|_| facts.is_in_flight()) {
            self.in_flight.push(InFlight::new(&facts, state, &self.prices));
        }
    }
}

fn order(id: Uuid, record: &OrderRecord) -> Order {
    let lines = record.lines.iter().map(|line| Line { item: key(&line.item_id), pieces: line.n });
    Order {
        id,
        user: key(&record.user_id),
        stage: match record.state {
            OrderState::Open | OrderState::Removed => Stage::Open,
            OrderState::CheckingOut | OrderState::Undoing => Stage::InFlight,
            OrderState::Paid => Stage::Paid,
        },
        attempt: record.attempt,
        total: record.total_cost,
        lines: lines.collect(),
    }
}

/// An id in its short form.
fn key(id: &Id) -> Uuid {
    Uuid::parse_str(id.as_str()).expect("an id is a UUID in its usual form")
}
