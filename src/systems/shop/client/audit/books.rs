//! One reading of what the three services have recorded, compared while it is read.
//!
//! What was taken is kept until its order is read; orders are compared and dropped. Payments and stock are therefore
//! read first, and orders last.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::shop::{
    Id, LOST_AFTER_SECONDS, OrderRecord, OrderState, OrdersPage, PaymentRecord, PaymentsPage,
    ReservationState, StockPage, StockRecord, Unreadable,
};
use uuid::Uuid;

use super::facts::{
    Goods, Holding, HoldingFacts, ITEM, Line, Order, OrderFacts, Payment, Prices, Stage, USER,
};
use super::sums::{InFlight, Sums};

/// Most records of users, items and orders that one reading holds: some 40 MiB, as `benches/audit.py` measures. A shop
/// with more is read in slices, each of them in a reading of its own.
pub const MOST_HELD: usize = 400_000;

/// The services, as findings distinguish them.
pub const PAYMENT: &str = "payment";
pub const STOCK: &str = "stock";
pub const ORDERS: &str = "orders";

/// What is read: everything, a slice of everything, or only what a reading before this left in doubt.
#[derive(Clone, Debug)]
pub enum Scope {
    /// The users, items and orders whose id leaves this remainder when divided by the number of slices.
    Slice { number: u128, of: u128 },
    /// These.
    Chosen(Box<Chosen>),
}

impl Default for Scope {
    fn default() -> Self {
        Self::Slice { number: 0, of: 1 }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Chosen {
    orders: HashSet<Uuid>,
    users: HashSet<Uuid>,
    items: HashSet<Uuid>,
}

impl Scope {
    /// Only these.
    pub fn of(doubts: &Doubts) -> Self {
        Self::Chosen(Box::new(Chosen {
            orders: doubts.orders.keys().copied().collect(),
            users: doubts.users.keys().copied().collect(),
            items: doubts.items.keys().copied().collect(),
        }))
    }

    fn has(&self, id: Uuid, set: impl Fn(&Chosen) -> &HashSet<Uuid>) -> bool {
        match self {
            // The lowest bits are random in every version of UUID that is made here; folded, all of them count.
            Self::Slice { number, of } => (id.as_u128() ^ (id.as_u128() >> 64)) % of == *number,
            Self::Chosen(chosen) => set(chosen).contains(&id),
        }
    }

    fn order(&self, id: Uuid) -> bool {
        self.has(id, |chosen| &chosen.orders)
    }

    fn user(&self, id: Uuid) -> bool {
        self.has(id, |chosen| &chosen.users)
    }

    fn item(&self, id: Uuid) -> bool {
        self.has(id, |chosen| &chosen.items)
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
    /// between, so all of them were true at once and their contradiction is real; the others remain in doubt.
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

/// The result of one reading.
#[derive(Debug)]
pub struct Reading {
    /// Of all orders that are not in doubt.
    pub sums: Sums,
    pub in_flight: Vec<InFlight>,
    pub doubts: Doubts,
    pub prices: Prices,
    /// Documents that a service could not read, by service and key, with what is wrong.
    pub unreadable: BTreeMap<(&'static str, String), String>,
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
    unreadable: BTreeMap<(&'static str, String), String>,
}

impl Books {
    /// Has read nothing yet.
    pub fn new(scope: Scope) -> Self {
        Self { scope, ..Self::default() }
    }

    /// Whether there is more than one reading may hold: then it is of no use.
    pub fn is_full(&self) -> bool {
        let held = [self.users.len(), self.items.len(), self.payments.len(), self.goods.len()];
        let found = self.in_flight.len() + self.doubtful.len();
        held.iter().sum::<usize>() + found > MOST_HELD && matches!(self.scope, Scope::Slice { .. })
    }

    fn unreadable(&mut self, service: &'static str, found: &[Unreadable]) {
        let found = found.iter().map(|one| ((service, one.key.clone()), one.problem.clone()));
        self.unreadable.extend(found);
    }

    /// Whether the document of this kind and id is there and cannot be read; then it is that which is wrong.
    fn is_unreadable(&self, service: &'static str, kind: &str, id: Uuid) -> bool {
        !self.unreadable.is_empty() && self.unreadable.contains_key(&(service, format!("{kind}#{id}")))
    }

    /// Adds a page of the payment service.
    pub fn payments(&mut self, page: &PaymentsPage) {
        self.unreadable(PAYMENT, &page.unreadable);
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
        // Abandoned before payment, it belongs to no order.
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

    /// Adds a page of the stock service.
    pub fn stock(&mut self, page: &StockPage) {
        self.unreadable(STOCK, &page.unreadable);
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

    /// Adds a page of the order service, once the other two are complete.
    pub fn orders(&mut self, page: &OrdersPage) {
        self.unreadable(ORDERS, &page.unreadable);
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
        users.retain(|id, _| !self.unreadable.contains_key(&(PAYMENT, format!("user#{id}"))));
        let mut items = BTreeMap::from_iter(self.items);
        items.retain(|id, facts| facts.disagreement(&ITEM, *id).is_some());
        items.retain(|id, _| !self.unreadable.contains_key(&(STOCK, format!("item#{id}"))));
        let doubts = Doubts { orders: self.doubtful, users, items };
        let Self { sums, in_flight, prices, unreadable, .. } = self;
        Reading { sums, in_flight, doubts, prices, unreadable }
    }

    fn facts(&mut self, id: Uuid, order: Option<Order>) -> OrderFacts {
        OrderFacts { id, order, payment: self.payments.remove(&id), goods: self.goods.remove(&id) }
    }

    fn judge(&mut self, facts: OrderFacts, state: Option<OrderState>) {
        let is_unreadable = self.is_unreadable(ORDERS, "order", facts.id)
            || self.is_unreadable(PAYMENT, "reservation", facts.id)
            || self.is_unreadable(STOCK, "reservation", facts.id);
        if is_unreadable {
            return;
        }
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
            OrderState::CheckingOut | OrderState::Undoing
                if record.in_flight_seconds.is_some_and(|seconds| seconds > LOST_AFTER_SECONDS) =>
            {
                Stage::Stuck
            }
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
