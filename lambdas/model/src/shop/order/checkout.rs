//! The checkout of an order: the workflow's input, and how a waiting request interprets the order that it reads.

use super::{Order, OrderState};
use crate::shop::decision::document;
use crate::shop::{Answer, Asked, Decision, Id, Operation, Refused, Write};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long a checkout may take before another request treats it as lost, in seconds. The workflow's own retries
/// end long before.
pub const LOST_AFTER_SECONDS: u64 = 900;
/// The reason recorded on an order whose checkout was lost.
const BROKE_OFF: &str = "the checkout was interrupted and undone";
/// The reason recorded on an order whose checkout was lost before it began.
const NEVER_BEGAN: &str = "the checkout was interrupted before it began; nothing was taken";

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

/// The workflow's input to check out an order. It starts only while the order is open in this revision.
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
    /// Distinguishes this execution from others that check out the same revision; one of them succeeds.
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

/// The workflow's input to return what a checkout took.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct UndoInput {
    /// The order.
    pub order_id: Id,
    /// The checkout.
    pub attempt: u64,
    /// The state that the order must have: `paid` to cancel it, a state in flight to give up a lost checkout.
    pub undo: OrderState,
    /// The reason, as recorded on the order afterwards.
    pub reason: String,
}

/// The input of an execution that ended before its work did.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(untagged)]
pub enum LostExecution {
    /// It was to check out.
    Checkout(CheckoutInput),
    /// It was to give back.
    Undo(UndoInput),
}

impl LostExecution {
    /// Its order.
    pub fn order_id(&self) -> &Id {
        match self {
            LostExecution::Checkout(input) => &input.order_id,
            LostExecution::Undo(input) => &input.order_id,
        }
    }
}

/// The outcome of an order whose execution ended before its work did.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Aftermath {
    /// This is to be undone.
    Undo(UndoInput),
    /// The checkout had not begun, and cannot begin any more.
    GivenUp,
    /// The execution's work is done, or another execution's.
    Nothing,
}

/// A checkout that a request waits for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Begun {
    /// The number that it has, or gets when it begins.
    pub attempt: u64,
    /// The revision from which it can begin.
    pub revision: u64,
}

/// A request to check out, and what is remembered under its key, if it has one.
#[derive(Clone, Copy, Debug)]
pub struct Caller<'a> {
    /// The request under its key.
    pub asked: Option<&'a Asked>,
    /// What is remembered.
    pub earlier: Option<&'a Operation>,
    /// Distinguishes the execution that it may start from others.
    pub run: &'a Id,
    /// The time in seconds since 1970.
    pub now_seconds: u64,
}

/// What a request to check out is to do next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Course {
    /// Return the stored response.
    Answered(Answer),
    /// Start this, and wait for it.
    Start(CheckoutInput),
    /// Wait for a checkout in progress.
    Join(Begun),
    /// Undo a checkout that appears lost, and wait for that.
    Rescue(UndoInput, Begun),
}

/// What a waiting request makes of its order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum CheckoutOutcome {
    /// Stock and payment are taken.
    Paid,
    /// Nothing is taken, and nothing will be.
    Refused(Refused),
    /// Not known yet.
    Waiting,
    /// The order was changed before the checkout began, so the checkout never will: start again.
    Overtaken,
}

impl Order {
    /// The workflow's input, if the order can be checked out.
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

    /// What a request to check out is to do next. From its first time on it is about one checkout of the order, which is
    /// remembered under its key, so that a late duplicate does not begin another one.
    pub fn enter(id: &Id, order: Option<&Order>, caller: &Caller<'_>) -> Decision<Course> {
        let (asked, earlier) = (caller.asked, caller.earlier);
        let known = match asked.map_or(Ok(None), |asked| asked.recall(earlier)) {
            Ok(known) => known,
            Err(refused) => return Decision::refused(refused),
        };
        if let Some(answer) = known.and_then(|known| known.answer.clone()) {
            return Decision::known(Course::Answered(answer));
        }
        let bound = known.and_then(|known| known.begun);
        match Order::present(id, order).and_then(|order| order.course(bound, caller)) {
            Ok((course, begun)) => {
                let bind = asked.filter(|_| bound != Some(begun)).map(|asked| asked.bind(earlier, begun));
                Decision::after(bind.into_iter().collect(), course)
            }
            Err(refused) => {
                let writes = asked.map(|asked| asked.conclude(earlier, Answer::from(&refused)).writes);
                Decision { answer: Err(refused), writes: writes.unwrap_or_default() }
            }
        }
    }

    fn course(&self, bound: Option<Begun>, caller: &Caller<'_>) -> Result<(Course, Begun), Refused> {
        if let Some(bound) = bound.filter(|bound| self.outcome(*bound) != CheckoutOutcome::Overtaken) {
            let is_begun = self.attempt >= bound.attempt;
            if is_begun {
                return Ok((self.join(bound, caller.now_seconds), bound));
            }
        } else if self.state == OrderState::CheckingOut || self.rescue(caller.now_seconds).is_some() {
            return Ok((self.join(self.begun(), caller.now_seconds), self.begun()));
        }
        // Also when it was to begin already: whether its execution was started is not known, and only one of them begins.
        let key = caller.asked.map_or(caller.run, |asked| &asked.key);
        let input = self.checkout(key, caller.run, caller.now_seconds)?;
        let begun = input.begun();
        Ok((Course::Start(input), begun))
    }

    fn join(&self, begun: Begun, now_seconds: u64) -> Course {
        match self.rescue(now_seconds).filter(|undo| undo.attempt == begun.attempt) {
            Some(undo) => Course::Rescue(undo, begun),
            None => Course::Join(begun),
        }
    }

    /// The workflow's input if the order's checkout appears lost: nothing has changed for too long.
    pub fn rescue(&self, now_seconds: u64) -> Option<UndoInput> {
        let began_at = self.began_at.filter(|_| self.state.is_in_flight())?;
        let is_lost = now_seconds.saturating_sub(began_at) > LOST_AFTER_SECONDS;
        is_lost.then(|| UndoInput {
            order_id: self.order_id.clone(),
            attempt: self.attempt,
            undo: self.state,
            reason: BROKE_OFF.to_owned(),
        })
    }

    /// The workflow's input after the execution of this input ended before its work was done. `None` if there is nothing to
    /// undo: it had not started, is done, or another execution has the order.
    pub fn rescue_of(&self, lost: &LostExecution) -> Option<UndoInput> {
        let (attempt, from, is_its_own) = match lost {
            LostExecution::Checkout(input) => {
                (input.attempt, OrderState::CheckingOut, self.run.as_ref() == Some(&input.run))
            }
            LostExecution::Undo(input) => (input.attempt, input.undo, true),
        };
        let is_unfinished = self.state == OrderState::Undoing || self.state == from;
        (self.attempt == attempt && is_its_own && is_unfinished).then(|| UndoInput {
            order_id: self.order_id.clone(),
            attempt,
            undo: self.state,
            reason: match lost {
                LostExecution::Checkout(_) => BROKE_OFF.to_owned(),
                LostExecution::Undo(input) => input.reason.clone(),
            },
        })
    }

    /// Whether an execution of this input may still be about to begin: the order is as it was when it was asked for.
    pub fn may_begin(&self, lost: &LostExecution) -> bool {
        matches!(lost, LostExecution::Checkout(input) if self.attempt < input.attempt && self.revision == input.revision)
    }

    /// Decides the outcome of the order. A checkout that has not begun is given up, by a write after which it cannot begin:
    /// a request that waits for it gets an answer, and nothing is taken later.
    pub fn after_loss(existing: Option<&Order>, lost: &LostExecution) -> Decision<Aftermath> {
        let Some(order) = existing else { return Decision::known(Aftermath::Nothing) };
        if let Some(undo) = order.rescue_of(lost) {
            return Decision::known(Aftermath::Undo(undo));
        }
        let mut given_up = order.clone();
        let is_given_up =
            matches!(lost, LostExecution::Checkout(input) if given_up.give_up(input, NEVER_BEGAN));
        if !is_given_up {
            return Decision::known(Aftermath::Nothing);
        }
        let (key, document) = (Order::key(&order.order_id), document(&given_up));
        Decision::after(vec![Write::Replace { key, revision: order.revision, document }], Aftermath::GivenUp)
    }

    /// The order's checkout in progress.
    pub fn begun(&self) -> Begun {
        Begun { attempt: self.attempt, revision: self.revision }
    }

    /// The result of a checkout.
    pub fn outcome(&self, checkout: Begun) -> CheckoutOutcome {
        let is_settled = self.attempt >= checkout.attempt;
        match self.state {
            OrderState::Removed => CheckoutOutcome::Refused(Order::unknown(&self.order_id)),
            _ if self.attempt > checkout.attempt => CheckoutOutcome::Refused(Refused::conflict(format!(
                "checkout {} of order {} was undone, and another has begun since",
                checkout.attempt, self.order_id
            ))),
            OrderState::Paid => CheckoutOutcome::Paid,
            OrderState::CheckingOut | OrderState::Undoing => CheckoutOutcome::Waiting,
            OrderState::Open if is_settled => {
                let reason = self.reason.clone().unwrap_or_else(|| "the checkout was undone".to_owned());
                CheckoutOutcome::Refused(Refused::conflict(reason))
            }
            OrderState::Open if self.revision == checkout.revision => CheckoutOutcome::Waiting,
            OrderState::Open => CheckoutOutcome::Overtaken,
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
mod tests;
