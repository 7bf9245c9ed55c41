//! The checkout of an order: what the workflow is told, and what a waiting request makes of the order that it reads.

use super::{Order, OrderState};
use crate::shop::{Id, Refused};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long a checkout may be at work before another request gives it up for lost, in seconds. The workflow's own retries
/// end long before.
const LOST_AFTER_SECONDS: u64 = 900;

/// Pieces of an item that are to be added.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewLine {
    /// The item.
    pub item_id: Id,
    /// How many.
    pub n: u64,
    /// What one costs.
    pub price: u64,
}

/// What the workflow is told when it checks out an order. It begins only while the order is open in this revision.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CheckoutInput {
    /// The order.
    pub order_id: Id,
    /// The number that this checkout gets.
    pub attempt: u64,
    /// The revision of the order that is checked out.
    pub revision: u64,
    /// Key of the request.
    pub checkout_key: Id,
    /// Tells this execution from others that want to check out the same revision; one of them gets it.
    pub run: Id,
    /// The time of the request in seconds since 1970.
    pub began_at: u64,
    /// Who pays.
    pub user_id: Id,
    /// How much.
    pub amount: u64,
    /// How many of which item.
    pub lines: BTreeMap<Id, u64>,
}

/// What the workflow is told when it gives back what a checkout took.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct UndoInput {
    /// The order.
    pub order_id: Id,
    /// The checkout.
    pub attempt: u64,
    /// Where the order must stand: `paid` to cancel it, a state in flight to give up a lost checkout.
    pub undo: OrderState,
    /// Why, as the order tells afterwards.
    pub reason: String,
}

/// A checkout that a request waits for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Begun {
    /// The number that it has, or gets when it begins.
    pub attempt: u64,
    /// The revision from which it can begin.
    pub revision: u64,
}

/// What a waiting request makes of its order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CheckoutOutcome {
    /// Goods and money are taken.
    Paid,
    /// Nothing is taken, and nothing will be.
    Refused(Refused),
    /// Not known yet.
    Waiting,
    /// The order was changed before the checkout began, so it never will: begin anew.
    Overtaken,
}

impl Order {
    /// What the workflow is told, if the order can be checked out.
    pub fn checkout(&self, key: &Id, run: &Id, now_seconds: u64) -> Result<CheckoutInput, Refused> {
        self.must_be_open()?;
        if self.lines.is_empty() {
            return Err(Refused::conflict(format!("order {} is empty", self.order_id)));
        }
        Ok(CheckoutInput {
            order_id: self.order_id.clone(),
            attempt: self.attempt + 1,
            revision: self.revision,
            checkout_key: key.clone(),
            run: run.clone(),
            began_at: now_seconds,
            user_id: self.user_id.clone(),
            amount: self.total_cost(),
            lines: self.lines.iter().map(|(item, line)| (item.clone(), line.n)).collect(),
        })
    }

    /// Whether this very request checked the order out already, and only its answer was lost.
    pub fn was_paid_by(&self, key: &Id) -> bool {
        self.state == OrderState::Paid && self.checkout_key.as_ref() == Some(key)
    }

    /// What the workflow is told when the order's checkout seems to be lost: nothing has moved for too long.
    pub fn rescue(&self, now_seconds: u64) -> Option<UndoInput> {
        let began_at = self.began_at.filter(|_| self.state.is_in_flight())?;
        let is_lost = now_seconds.saturating_sub(began_at) > LOST_AFTER_SECONDS;
        is_lost.then(|| UndoInput {
            order_id: self.order_id.clone(),
            attempt: self.attempt,
            undo: self.state,
            reason: "the checkout broke off and was undone".to_owned(),
        })
    }

    /// The checkout that is at work on the order.
    pub fn begun(&self) -> Begun {
        Begun { attempt: self.attempt, revision: self.revision }
    }

    /// What became of a checkout.
    pub fn outcome(&self, checkout: Begun) -> CheckoutOutcome {
        let is_settled = self.attempt >= checkout.attempt;
        match self.state {
            OrderState::Paid => CheckoutOutcome::Paid,
            OrderState::CheckingOut | OrderState::Undoing => CheckoutOutcome::Waiting,
            OrderState::Open if is_settled => {
                let reason = self.reason.clone().unwrap_or_else(|| "the checkout was undone".to_owned());
                CheckoutOutcome::Refused(Refused::conflict(reason))
            }
            OrderState::Open if self.revision == checkout.revision => CheckoutOutcome::Waiting,
            OrderState::Open => CheckoutOutcome::Overtaken,
            OrderState::Removed => CheckoutOutcome::Refused(Order::unknown(&self.order_id)),
        }
    }
}

impl CheckoutInput {
    /// Name of the execution: `ORDER_ATTEMPT_RUN`, at most 80 letters, digits, hyphens and underscores.
    pub fn execution_name(&self) -> String {
        format!("{}_{}_{}", self.order_id, self.attempt, short(&self.run))
    }

    /// What a request waits for that starts this.
    pub fn begun(&self) -> Begun {
        Begun { attempt: self.attempt, revision: self.revision }
    }
}

impl UndoInput {
    /// Name of the execution: `ORDER_ATTEMPT_undo_RUN`. Undoing twice does no harm, so `run` need not follow from anything.
    pub fn execution_name(&self, run: &Id) -> String {
        format!("{}_{}_undo_{}", self.order_id, self.attempt, short(run))
    }
}

fn short(run: &Id) -> &str {
    &run.as_str()[..8]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::OrderState;
    use proptest::prelude::*;

    fn id(number: u64) -> Id {
        Id::parse("id", &format!("{number:08x}-0000-4000-8000-000000000000")).unwrap()
    }

    fn order(state: OrderState, attempt: u64, revision: u64) -> Order {
        let mut order = Order::create(&id(1), &id(2), None).answer.unwrap();
        (order.state, order.attempt, order.revision) = (state, attempt, revision);
        order
    }

    #[test]
    fn a_waiting_request_is_answered_only_when_it_is_known() {
        let begun = Begun { attempt: 2, revision: 7 };
        let outcome = |state, attempt, revision| order(state, attempt, revision).outcome(begun);
        assert_eq!(outcome(OrderState::Open, 1, 7), CheckoutOutcome::Waiting);
        assert_eq!(outcome(OrderState::Open, 1, 8), CheckoutOutcome::Overtaken);
        assert_eq!(outcome(OrderState::CheckingOut, 2, 8), CheckoutOutcome::Waiting);
        assert_eq!(outcome(OrderState::Undoing, 2, 9), CheckoutOutcome::Waiting);
        assert_eq!(outcome(OrderState::Paid, 2, 9), CheckoutOutcome::Paid);
        assert!(matches!(outcome(OrderState::Open, 2, 9), CheckoutOutcome::Refused(_)));
        assert!(matches!(outcome(OrderState::Removed, 1, 8), CheckoutOutcome::Refused(_)));
    }

    #[test]
    fn only_a_checkout_that_has_not_moved_for_long_is_given_up() {
        let mut order = order(OrderState::CheckingOut, 1, 2);
        order.began_at = Some(1000);
        assert_eq!(order.rescue(1000 + LOST_AFTER_SECONDS), None);
        assert_eq!(order.rescue(1001 + LOST_AFTER_SECONDS).unwrap().undo, OrderState::CheckingOut);
        assert_eq!(order.rescue(0), None);
        order.state = OrderState::Paid;
        assert_eq!(order.rescue(u64::MAX), None);
    }

    proptest! {
        #[test]
        fn names_of_executions_are_legal(attempt in any::<u64>(), run in any::<u32>()) {
            let undo = UndoInput { order_id: id(1), attempt, undo: OrderState::Paid, reason: String::new() };
            let name = undo.execution_name(&id(run.into()));
            prop_assert!(name.len() <= 80 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
        }
    }
}
