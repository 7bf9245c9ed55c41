//! The writes that the workflow itself makes to an order.
//!
//! The state machine makes them without a function. They are written down here: the property test runs them, and
//! the functions' crate compares them with the conditions in the template.

use super::{CheckoutInput, Order, OrderState};
use crate::shop::Id;

/// A write of the workflow to its order. Each is done only in the checkout that the execution is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// Starts the checkout.
    Begin,
    /// The checkout could not start, and now it cannot any more.
    GiveUp,
    /// Stock and payment are taken.
    MarkPaid,
    /// From now on everything is given back.
    BeginUndo,
    /// Everything was given back, or nothing was taken.
    Reopen,
}

impl Step {
    /// Every step.
    pub const ALL: [Step; 5] = [Step::Begin, Step::GiveUp, Step::MarkPaid, Step::BeginUndo, Step::Reopen];

    /// The resulting state.
    pub fn to(self) -> OrderState {
        match self {
            Step::Begin => OrderState::CheckingOut,
            Step::MarkPaid => OrderState::Paid,
            Step::BeginUndo => OrderState::Undoing,
            Step::GiveUp | Step::Reopen => OrderState::Open,
        }
    }

    /// The state that the order must have. A step that was done and whose answer was lost is done again without harm, so the state
    /// it leads to is among them; `undo` is the state from which an undo sets out.
    pub fn from(self, undo: OrderState) -> Vec<OrderState> {
        match self {
            Step::Begin => vec![OrderState::Open, OrderState::CheckingOut],
            Step::GiveUp => vec![OrderState::Open],
            Step::MarkPaid => vec![OrderState::CheckingOut, OrderState::Paid],
            Step::BeginUndo => vec![undo, OrderState::Undoing],
            Step::Reopen => vec![OrderState::CheckingOut, OrderState::Undoing],
        }
    }
}

/// The execution that makes a step.
#[derive(Clone, Copy, Debug)]
pub struct Maker<'a> {
    /// The number of its checkout.
    pub attempt: u64,
    /// Distinguishes a checkout from others with the same number; `None` for an execution that was started to undo whichever
    /// of them began.
    pub run: Option<&'a Id>,
    /// The state from which an undo sets out.
    pub undo: OrderState,
}

impl Order {
    /// Begins a checkout; `false` if the order has changed since it was asked for.
    pub fn begin(&mut self, input: &CheckoutInput) -> bool {
        let is_fresh = self.state == OrderState::Open && self.revision == input.revision;
        let is_again = self.state == OrderState::CheckingOut && self.run.as_ref() == Some(&input.run);
        if is_fresh || is_again {
            self.state = Step::Begin.to();
            self.attempt = input.attempt;
            self.run = Some(input.run.clone());
            self.checkout_key = Some(input.checkout_key.clone());
            self.began_at = Some(input.began_at);
            self.reason = None;
            self.revision += 1;
        }
        is_fresh || is_again
    }

    /// Uses up the number of a checkout that has not begun, so that it never will; `false` if it has begun or the order has
    /// changed since it was asked for.
    pub fn give_up(&mut self, input: &CheckoutInput, reason: &str) -> bool {
        let is_possible = self.state == OrderState::Open && self.revision == input.revision;
        if is_possible {
            self.attempt = input.attempt;
            self.run = Some(input.run.clone());
            self.checkout_key = Some(input.checkout_key.clone());
            self.reason = Some(reason.to_owned());
            self.revision += 1;
        }
        is_possible
    }

    /// Makes any other step; `false` if another checkout, or another execution, has the order by now.
    pub fn make(&mut self, step: Step, maker: Maker<'_>, reason: Option<&str>, now_seconds: u64) -> bool {
        let is_possible = step.from(maker.undo).contains(&self.state) && self.is_for(step, maker);
        if is_possible {
            self.state = step.to();
            self.reason = reason.map(str::to_owned);
            if step == Step::BeginUndo {
                self.began_at = Some(now_seconds);
            }
            self.revision += 1;
        }
        is_possible
    }

    /// Whether the order is in the checkout that the execution is for. One that could not begin must not undo another that
    /// was asked for under the same number; all other steps of a checkout come after its beginning.
    fn is_for(&self, step: Step, maker: Maker<'_>) -> bool {
        let is_its_own = maker.run.is_none() || self.run.as_ref() == maker.run;
        self.attempt == maker.attempt && (step != Step::BeginUndo || is_its_own)
    }
}
