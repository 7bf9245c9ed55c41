//! A small shop: what its three services would report at any moment, and how its checkouts proceed.

use std::collections::BTreeMap;

use model::shop::{
    AccountRecord, Id, ItemRecord, OrderLine, OrderRecord, OrderState, OrdersPage, PaymentRecord,
    PaymentsPage, ReservationState, ReservedLine, StockPage, StockRecord,
};

pub const ORDERS: usize = 6;
const PRICES: [u64; 3] = [10, 25, 100];

/// Something happens to an order: the next step of its checkout, or, by chance, another one.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub order: usize,
    pub choice: u8,
}

/// What cannot come about by steps.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    PaymentLost,
    PaymentLess,
    PaymentOfAnother,
    GoodsLost,
    GoodsMore,
    OrderLost,
    OrderOpened,
    CreditChanged,
    StockChanged,
    UserLost,
    TotalWrong,
    EarlierCheckout,
}

impl Fault {
    pub const ALL: [Fault; 12] = [
        Fault::PaymentLost,
        Fault::PaymentLess,
        Fault::PaymentOfAnother,
        Fault::GoodsLost,
        Fault::GoodsMore,
        Fault::OrderLost,
        Fault::OrderOpened,
        Fault::CreditChanged,
        Fault::StockChanged,
        Fault::UserLost,
        Fault::TotalWrong,
        Fault::EarlierCheckout,
    ];
}

#[derive(Clone, Copy, Debug)]
pub struct Balance {
    now: u64,
    supplied: u64,
}

/// An order with what the other two services remember of it.
#[derive(Clone, Debug)]
pub struct Sale {
    user: usize,
    lines: BTreeMap<usize, u64>,
    state: OrderState,
    attempt: u64,
    total: u64,
    goods: Option<(u64, ReservationState, BTreeMap<usize, u64>)>,
    payment: Option<(u64, ReservationState, usize, u64)>,
    listed: bool,
}

#[derive(Clone, Debug)]
pub struct World {
    pub users: Vec<Option<Balance>>,
    pub items: Vec<Balance>,
    pub orders: Vec<Sale>,
    /// How long ago the checkouts in flight moved last.
    pub in_flight_seconds: u64,
}

/// The id of the thing of this kind and number.
pub fn id(kind: char, number: usize) -> Id {
    Id::parse("id", &format!("{kind}0000000-0000-4000-8000-{number:012}")).unwrap()
}

/// The steps that check an order out.
pub fn checkout(order: usize) -> Vec<Step> {
    vec![Step { order, choice: 1 }; 4]
}

impl World {
    /// Two users, three items, and orders of which some cannot be paid or delivered.
    pub fn after(steps: impl IntoIterator<Item = Step>) -> Self {
        let balance = |supplied| Balance { now: supplied, supplied };
        let sale = |number: usize| {
            let lines = BTreeMap::from([(number % 3, 1 + number as u64), ((number + 2) % 3, 2)]);
            Sale {
                user: number % 2,
                total: lines.iter().map(|(item, n)| PRICES[*item] * n).sum(),
                lines,
                state: OrderState::Open,
                attempt: 0,
                goods: None,
                payment: None,
                listed: true,
            }
        };
        let mut world = Self {
            users: vec![Some(balance(500)), Some(balance(300))],
            items: vec![balance(7), balance(9), balance(6)],
            orders: (0..ORDERS).map(sale).collect(),
            in_flight_seconds: 0,
        };
        steps.into_iter().for_each(|step| world.take(step));
        world
    }

    pub fn take(&mut self, step: Step) {
        let user = self.orders[step.order].user;
        match (self.orders[step.order].state, step.choice) {
            (_, 7) => self.supply(user, step.order % 3),
            (OrderState::Open, _) => {
                let order = &mut self.orders[step.order];
                (order.state, order.attempt) = (OrderState::CheckingOut, order.attempt + 1);
            }
            // A checkout may be given up at any point.
            (OrderState::CheckingOut | OrderState::Paid, 0) => {
                self.orders[step.order].state = OrderState::Undoing
            }
            (OrderState::CheckingOut, _) => self.go_on(step.order),
            (OrderState::Undoing, _) => self.undo(step.order),
            (OrderState::Paid | OrderState::Removed, _) => {}
        }
    }

    /// A user is funded, and pieces of an item are taken out.
    fn supply(&mut self, user: usize, item: usize) {
        let user = self.users[user].as_mut().unwrap();
        (user.now, user.supplied) = (user.now + 5, user.supplied + 5);
        let item = &mut self.items[item];
        let out = item.now.min(1);
        (item.now, item.supplied) = (item.now - out, item.supplied - out);
    }

    fn go_on(&mut self, number: usize) {
        let order = &self.orders[number];
        let state_of = |attempt: u64, state| if attempt == order.attempt { Some(state) } else { None };
        let goods = order.goods.as_ref().and_then(|(attempt, state, _)| state_of(*attempt, *state));
        let payment = order.payment.and_then(|(attempt, state, ..)| state_of(attempt, state));
        match (goods, payment) {
            (None, _) => self.take_goods(number),
            (Some(ReservationState::Taken), None) => self.take_payment(number),
            (Some(ReservationState::Taken), Some(ReservationState::Taken)) => {
                self.orders[number].state = OrderState::Paid;
            }
            _ => self.orders[number].state = OrderState::Undoing,
        }
    }

    fn take_goods(&mut self, number: usize) {
        let order = &mut self.orders[number];
        let enough = order.lines.iter().all(|(item, n)| self.items[*item].now >= *n);
        if enough {
            order.lines.iter().for_each(|(item, n)| self.items[*item].now -= n);
        }
        let state = if enough { ReservationState::Taken } else { ReservationState::Refused };
        order.goods = Some((order.attempt, state, order.lines.clone()));
    }

    fn take_payment(&mut self, number: usize) {
        let order = &mut self.orders[number];
        let account = self.users[order.user].as_mut().unwrap();
        let enough = account.now >= order.total;
        if enough {
            account.now -= order.total;
        }
        let state = if enough { ReservationState::Taken } else { ReservationState::Refused };
        order.payment = Some((order.attempt, state, order.user, order.total));
    }

    fn undo(&mut self, number: usize) {
        let order = &mut self.orders[number];
        if let Some((_, state @ ReservationState::Taken, user, amount)) = &mut order.payment {
            self.users[*user].as_mut().unwrap().now += *amount;
            *state = ReservationState::Returned;
        } else if let Some((_, state @ ReservationState::Taken, lines)) = &mut order.goods {
            lines.iter().for_each(|(item, n)| self.items[*item].now += n);
            *state = ReservationState::Returned;
        } else {
            order.state = OrderState::Open;
        }
    }

    /// Does what must not be, if there is a place for it; returns an id that the audit must name.
    pub fn corrupt(&mut self, fault: Fault, place: usize) -> Option<String> {
        match fault {
            Fault::CreditChanged => {
                self.users[place % 2].as_mut()?.now += 1;
                return Some(id('c', place % 2).to_string());
            }
            Fault::StockChanged => {
                self.items[place % 3].now += 1;
                return Some(id('b', place % 3).to_string());
            }
            _ => {}
        }
        // The first paid order from that place on.
        let mut numbers = (0..ORDERS).map(|number| (number + place) % ORDERS);
        let number = numbers.find(|number| self.orders[*number].state == OrderState::Paid)?;
        let order = &mut self.orders[number];
        match fault {
            Fault::PaymentLost => order.payment = None,
            Fault::PaymentLess => order.payment.as_mut()?.3 -= 1,
            Fault::PaymentOfAnother => order.payment.as_mut()?.2 = 1 - order.user,
            Fault::GoodsLost => order.goods = None,
            Fault::GoodsMore => *order.goods.as_mut()?.2.values_mut().next()? += 1,
            Fault::OrderLost => order.listed = false,
            Fault::OrderOpened => order.state = OrderState::Open,
            Fault::TotalWrong => order.total += 1,
            Fault::EarlierCheckout => order.attempt += 1,
            Fault::UserLost => {
                let user = order.user;
                self.users[user] = None;
                return Some(id('c', user).to_string());
            }
            Fault::CreditChanged | Fault::StockChanged => {}
        }
        Some(id('a', number).to_string())
    }

    pub fn paid_total(&self) -> u128 {
        self.paid().map(|order| u128::from(order.total)).sum()
    }

    pub fn count_paid(&self) -> usize {
        self.paid().count()
    }

    fn paid(&self) -> impl Iterator<Item = &Sale> {
        self.orders.iter().filter(|order| order.state == OrderState::Paid)
    }

    pub fn in_flight(&self) -> Vec<String> {
        let orders = self.orders.iter().enumerate().filter(|(_, order)| order.state.is_in_flight());
        orders.map(|(number, _)| id('a', number).to_string()).collect()
    }

    pub fn user_page(&self, user: usize) -> PaymentsPage {
        let account = self.users[user].map(|balance| AccountRecord {
            user_id: id('c', user),
            credit: balance.now,
            deposited: balance.supplied,
        });
        PaymentsPage { users: account.into_iter().collect(), ..PaymentsPage::default() }
    }

    pub fn payment_page(&self, order: usize) -> PaymentsPage {
        let payment = self.orders[order].payment.map(|(attempt, state, user, amount)| PaymentRecord {
            order_id: id('a', order),
            attempt,
            state,
            user_id: Some(id('c', user)),
            amount,
        });
        PaymentsPage { payments: payment.into_iter().collect(), ..PaymentsPage::default() }
    }

    pub fn item_page(&self, item: usize) -> StockPage {
        let Balance { now, supplied } = self.items[item];
        let record = ItemRecord { item_id: id('b', item), price: PRICES[item], stock: now, supplied };
        StockPage { items: vec![record], ..StockPage::default() }
    }

    pub fn reservation_page(&self, order: usize) -> StockPage {
        let line = |(item, n): (&usize, &u64)| ReservedLine { item_id: id('b', *item), n: *n };
        let record = self.orders[order].goods.as_ref().map(|(attempt, state, lines)| StockRecord {
            order_id: id('a', order),
            attempt: *attempt,
            state: *state,
            lines: lines.iter().map(line).collect(),
        });
        StockPage { reservations: record.into_iter().collect(), ..StockPage::default() }
    }

    pub fn order_page(&self, number: usize) -> OrdersPage {
        let order = &self.orders[number];
        let line =
            |(item, n): (&usize, &u64)| OrderLine { item_id: id('b', *item), n: *n, price: PRICES[*item] };
        let record = OrderRecord {
            order_id: id('a', number),
            user_id: id('c', order.user),
            state: order.state,
            attempt: order.attempt,
            in_flight_seconds: order.state.is_in_flight().then_some(self.in_flight_seconds),
            lines: order.lines.iter().map(line).collect(),
            total_cost: order.total,
        };
        OrdersPage { orders: if order.listed { vec![record] } else { Vec::new() }, ..OrdersPage::default() }
    }
}
