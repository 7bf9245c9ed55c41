//! A checkout, from the request until it is known whether money and goods are taken.

use anyhow::Result;
use model::shop::{Id, OrderState, OrderView, Pending};

use super::orders::Orders;
use super::{about, answer, new_key};
use crate::aws::signed::{Method, Reply};
use crate::operate::api::message;
use crate::operate::deadline::{Deadline, Pace};

/// What became of a checkout.
#[derive(Clone, Debug)]
pub enum Checkout {
    /// Money and goods are taken.
    Paid(OrderView),
    /// Nothing is taken; why.
    Refused(String),
    /// The deadline came first; where the order stands.
    StillGoing(String),
}

/// What one look at the order showed.
enum Look {
    Known(Checkout),
    InFlight(OrderState),
    /// The order is open: its checkout has not begun yet, or it is over already. Only the request itself can tell.
    Unclear,
}

impl Orders {
    /// Checks an order out and stays until the outcome is known or the deadline has passed.
    pub async fn checkout(&self, order: &Id, deadline: Deadline) -> Result<Checkout> {
        // The request and its repetitions are one checkout.
        let key = new_key();
        loop {
            let pending = match self.request(order, &key).await? {
                Ok(outcome) => return Ok(outcome),
                Err(pending) => pending,
            };
            match self.follow(order, &pending.state, deadline).await? {
                Some(outcome) => return Ok(outcome),
                None => continue,
            }
        }
    }

    /// The answer to the request: the outcome, or that it is not known yet.
    async fn request(&self, order: &Id, key: &str) -> Result<Result<Checkout, Pending>> {
        let tried = about("checking out", "order", order);
        let path = format!("/orders/checkout/{order}");
        let reply: Reply = self.api.call_once(Method::Post, &path, key).await?;
        Ok(match reply.status {
            202 => Err(self.api.document(&reply, &tried)?),
            404 | 409 => Ok(Checkout::Refused(message(&reply.body))),
            _ => Ok(Checkout::Paid(answer(&self.api, &reply, &tried)?)),
        })
    }

    /// Looks at the order until its checkout is over; `None` when the request must be asked again.
    async fn follow(&self, order: &Id, state: &str, deadline: Deadline) -> Result<Option<Checkout>> {
        let mut state = state.to_owned();
        let mut pace = Pace::new();
        let mut began = false;
        loop {
            if deadline.has_passed() {
                return Ok(Some(Checkout::StillGoing(state)));
            }
            pace.pause(deadline.left()).await;
            match look(self.get(order).await?, began) {
                Look::Known(outcome) => return Ok(Some(outcome)),
                Look::InFlight(now) => {
                    began = true;
                    state = now.to_string();
                }
                Look::Unclear => return Ok(None),
            }
        }
    }
}

/// `began` tells whether the order was seen in flight before.
fn look(order: OrderView, began: bool) -> Look {
    match order.state {
        OrderState::Paid => Look::Known(Checkout::Paid(order)),
        OrderState::CheckingOut | OrderState::Undoing => Look::InFlight(order.state),
        OrderState::Open | OrderState::Removed if began => {
            let reason = order.reason.unwrap_or_else(|| "the checkout was undone".to_owned());
            Look::Known(Checkout::Refused(reason))
        }
        OrderState::Open | OrderState::Removed => Look::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(state: OrderState, reason: Option<&str>) -> OrderView {
        let id = Id::parse("id", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        OrderView {
            order_id: id.clone(),
            paid: state == OrderState::Paid,
            items: Vec::new(),
            user_id: id,
            total_cost: 0,
            state,
            reason: reason.map(str::to_owned),
        }
    }

    #[test]
    fn an_open_order_says_nothing_until_its_checkout_was_seen() {
        let before = look(order(OrderState::Open, Some("an earlier checkout's reason")), false);
        assert!(matches!(before, Look::Unclear));
        let after = look(order(OrderState::Open, Some("too little credit")), true);
        assert!(matches!(after, Look::Known(Checkout::Refused(reason)) if reason == "too little credit"));
    }

    #[test]
    fn what_is_being_undone_is_not_over() {
        assert!(matches!(look(order(OrderState::Undoing, None), true), Look::InFlight(_)));
        assert!(matches!(look(order(OrderState::Paid, None), false), Look::Known(Checkout::Paid(_))));
    }
}
