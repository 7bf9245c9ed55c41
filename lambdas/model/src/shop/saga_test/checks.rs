//! What must hold in a world.

use super::table::{Table, id};
use super::{ITEMS, ORDERS, USERS, World};
use crate::shop::{Holding, Ledger, OrderState, Reservation, ReservationState};
use serde_json::Value;
use std::collections::BTreeMap;

impl World {
    pub fn reservations<'a>(&self, table: &'a Table) -> impl Iterator<Item = Reservation> + use<'a> {
        let is_reservation = |(key, _): &(&String, &Value)| key.starts_with("reservation#");
        let documents = table.0.iter().filter(is_reservation);
        documents.map(|(_, document)| serde_json::from_value(document.clone()).unwrap())
    }

    /// At every moment: what was supplied is there or held by orders.
    pub fn check_balances(&self) {
        for (table, ledger, ids) in [
            (&self.stock, Ledger::Stock, 100..100 + ITEMS),
            (&self.payment, Ledger::Payment, 200..200 + USERS),
        ] {
            for holder in ids.map(id) {
                let holding: Holding = table.read(ledger.key(&holder).as_str()).unwrap();
                let taken = self.reservations(table).filter(|one| one.state == ReservationState::Taken);
                let held: u64 = taken.filter_map(|one| one.lines.get(&holder).copied()).sum();
                assert_eq!(holding.supplied, holding.balance + held, "{holder}");
            }
        }
    }

    /// In the end: goods and money are taken for exactly the paid orders, in the checkout that paid them.
    pub fn check_agreement(&self) {
        for number in 0..ORDERS {
            let order = self.order(number);
            assert!(matches!(order.state, OrderState::Paid | OrderState::Open), "{:?}", order.state);
            let goods = order.lines.iter().map(|(item, line)| (item.clone(), line.n)).collect();
            let money = BTreeMap::from([(order.user_id.clone(), order.total_cost())]);
            for (table, lines) in [(&self.stock, goods), (&self.payment, money)] {
                let held = self.reservations(table).find(|one| one.order_id == order.order_id);
                let held = held.filter(|one| one.state == ReservationState::Taken);
                let held = held.map(|one| (one.attempt, one.lines));
                let wanted = (order.state == OrderState::Paid).then_some((order.attempt, lines));
                assert_eq!(held, wanted, "{order:?}");
            }
        }
    }
}
