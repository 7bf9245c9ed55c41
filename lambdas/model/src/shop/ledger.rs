//! A service that holds balances and lets orders take from them: the stock, and the payment.

use super::decision::document;
use super::{Claim, Decision, Id, Key, LARGEST_SUM, Refused, Reservation, ReservationState, Taking, Write};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One of the two services that are ledgers. They differ in words only.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ledger {
    /// Pieces of items.
    Stock,
    /// Cents of users.
    Payment,
}

/// A balance, as the table stores it.
///
/// At every moment `supplied` is the balance and what orders hold of it, which the audit checks.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Holding {
    /// The item or user.
    pub holder: Id,
    /// What there is to take.
    pub balance: u64,
    /// What was brought in so far, less what was taken out other than by orders.
    pub supplied: u64,
    /// What a piece costs; users have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<u64>,
}

impl Ledger {
    /// What its table calls a holding.
    pub fn noun(self) -> &'static str {
        match self {
            Ledger::Stock => "item",
            Ledger::Payment => "user",
        }
    }

    /// What the wire calls a holding's id.
    pub fn field(self) -> &'static str {
        match self {
            Ledger::Stock => "item_id",
            Ledger::Payment => "user_id",
        }
    }

    /// The key of a holding.
    pub fn key(self, holder: &Id) -> Key {
        Key::new(self.noun(), holder)
    }

    /// There is no such holding.
    pub fn unknown(self, holder: &Id) -> Refused {
        Refused::unknown(self.noun(), self.field(), holder)
    }

    /// Makes an empty holding. The same again is no second one.
    pub fn create(self, holder: &Id, price: Option<u64>, existing: Option<&Holding>) -> Decision<Holding> {
        let new = Holding { holder: holder.clone(), balance: 0, supplied: 0, price };
        match existing {
            None => {
                let insert = Write::Insert { key: self.key(holder), document: document(&new) };
                Decision::after(vec![insert], new)
            }
            Some(existing) if existing.price == price => Decision::known(existing.clone()),
            Some(_) => Decision::refused(Refused::conflict(format!(
                "{} {holder} already exists with another price",
                self.noun()
            ))),
        }
    }

    /// Brings in or, if negative, takes out, other than by an order.
    pub fn supply(self, holder: &Id, amount: i64, existing: Option<&Holding>) -> Decision<Holding> {
        let Some(existing) = existing else { return Decision::refused(self.unknown(holder)) };
        let Some(balance) = existing.balance.checked_add_signed(amount) else {
            return Decision::refused(Refused::conflict(self.too_little(
                holder,
                amount.unsigned_abs(),
                existing.balance,
            )));
        };
        if amount > 0 && balance > LARGEST_SUM {
            let message = format!("{} {} may not hold more than {LARGEST_SUM}", self.noun(), holder);
            return Decision::refused(Refused::conflict(message));
        }
        // What was supplied covers at least the balance, so it does not fall below nothing either.
        let supplied = existing.supplied.saturating_add_signed(amount);
        let change = Write::Move {
            key: self.key(holder),
            balance: amount,
            supplied: amount,
            ceiling: Some(LARGEST_SUM),
        };
        let after = Holding { balance, supplied, ..existing.clone() };
        Decision::after(vec![change], after)
    }

    /// Takes everything that an order needs, or nothing. The result is final for this attempt.
    pub fn take(
        self,
        claim: &Claim,
        holdings: &BTreeMap<Id, Holding>,
        earlier: Option<&Reservation>,
    ) -> Decision<Taking> {
        if let Some(taking) = earlier.and_then(|earlier| decided(claim.attempt, earlier)) {
            return Decision::known(taking);
        }
        let reason = claim.lines.iter().find_map(|(holder, wanted)| {
            let balance = holdings.get(holder).map(|holding| holding.balance);
            match balance {
                None => Some(self.unknown(holder).message),
                Some(balance) if balance < *wanted => Some(self.too_little(holder, *wanted, balance)),
                Some(_) => None,
            }
        });
        let state = if reason.is_none() { ReservationState::Taken } else { ReservationState::Refused };
        let reservation = Reservation {
            order_id: claim.order_id.clone(),
            attempt: claim.attempt,
            state,
            lines: claim.lines.clone(),
            reason: reason.clone(),
            revision: 0,
        };
        let mut writes = vec![reservation.write_over(earlier)];
        match reason {
            Some(reason) => Decision::after(writes, Taking::refused(reason)),
            None => {
                writes.extend(self.moves(&claim.lines, |amount| -amount));
                Decision::after(writes, Taking::taken())
            }
        }
    }

    /// Returns what the attempt took. If it has taken nothing yet, it never will.
    pub fn give_back(self, order: &Id, attempt: u64, earlier: Option<&Reservation>) -> Decision<()> {
        let mut lines = BTreeMap::new();
        let mut writes = Vec::new();
        match earlier {
            Some(earlier) if earlier.attempt > attempt => return Decision::known(()),
            Some(earlier) if earlier.attempt == attempt => {
                if earlier.state != ReservationState::Taken {
                    return Decision::known(());
                }
                lines.clone_from(&earlier.lines);
                writes.extend(self.moves(&lines, |amount| amount));
            }
            // An attempt begins only after the previous one is settled, so what is still taken belongs to this order.
            Some(earlier) if earlier.state == ReservationState::Taken => return Decision::known(()),
            _ => {}
        }
        let order_id = order.clone();
        let state = ReservationState::Returned;
        let reservation = Reservation { order_id, attempt, state, lines, reason: None, revision: 0 };
        writes.push(reservation.write_over(earlier));
        Decision::after(writes, ())
    }

    fn moves(self, lines: &BTreeMap<Id, u64>, direction: impl Fn(i64) -> i64) -> Vec<Write> {
        let change = |(holder, amount): (&Id, &u64)| Write::Move {
            key: self.key(holder),
            balance: direction(i64::try_from(*amount).expect("amounts are far below what fits")),
            supplied: 0,
            ceiling: None,
        };
        lines.iter().map(change).collect()
    }

    fn too_little(self, holder: &Id, wanted: u64, balance: u64) -> String {
        match self {
            Ledger::Stock => format!("item {holder} has a stock of {balance}, but {wanted} are needed"),
            Ledger::Payment => {
                format!("user {holder} has a credit of {balance}, but {wanted} are needed")
            }
        }
    }
}

/// The answer to a claim that was decided before.
fn decided(attempt: u64, earlier: &Reservation) -> Option<Taking> {
    if earlier.attempt > attempt {
        return Some(Taking::refused("a later checkout of the order has begun"));
    }
    if earlier.attempt < attempt {
        // Settled, as it should be, it is out of the way.
        let is_open = earlier.state == ReservationState::Taken;
        return is_open.then(|| Taking::refused("an earlier checkout of the order is not settled"));
    }
    Some(match earlier.state {
        ReservationState::Taken => Taking::taken(),
        ReservationState::Returned => Taking::refused("this checkout of the order was undone"),
        ReservationState::Refused => Taking::refused(earlier.reason.clone().unwrap_or_default()),
    })
}
