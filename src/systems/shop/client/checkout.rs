//! A checkout, from the request until it is known whether payment and stock are taken.

use std::time::Duration;

use anyhow::Result;
use model::shop::{Id, OrderState, OrderView, Pending};
use tokio::time::timeout;

use super::orders::Orders;
use super::{about, answer, new_key};
use crate::systems::kit::api::message;
use crate::systems::kit::deadline::Pace;
use engine::aws::signed::Method;

/// The longest pause is the pace's own; a look is never put off further.
const UNBOUNDED: Duration = Duration::MAX;

/// The result of a checkout.
#[derive(Clone, Debug)]
pub enum Checkout {
    /// Money and goods are taken.
    Paid(OrderView),
    /// It was paid before; nothing more is taken.
    PaidBefore,
    /// Nothing is taken; why.
    Refused(String),
    /// The time was over first.
    Unknown,
}

/// What one look at the order showed.
enum Look {
    Known(Checkout),
    InFlight,
    /// The order is open: its checkout has not begun yet, or it is over already. Only the request itself knows.
    Unclear,
}

impl Orders {
    /// Checks an order out and waits this long for the outcome.
    pub async fn checkout(&self, order: &Id, patience: Duration) -> Result<Checkout> {
        let work = timeout(patience, self.settle(order));
        work.await.unwrap_or(Ok(Checkout::Unknown))
    }

    async fn settle(&self, order: &Id) -> Result<Checkout> {
        // The request and its repetitions are one checkout.
        let key = new_key();
        loop {
            if let Some(outcome) = self.request(order, &key).await? {
                return Ok(outcome);
            }
            if let Some(outcome) = self.follow(order).await? {
                return Ok(outcome);
            }
        }
    }

    /// The answer to the request; `None` when the outcome is not known yet.
    async fn request(&self, order: &Id, key: &str) -> Result<Option<Checkout>> {
        let tried = about("checking out", "order", order);
        let path = format!("/orders/checkout/{order}");
        let reply = self.api.call_once(Method::Post, &path, key).await?;
        match reply.status {
            202 => self.api.document::<Pending>(&reply, &tried).map(|_| None),
            409 if self.get(order).await?.paid => Ok(Some(Checkout::PaidBefore)),
            409 => Ok(Some(Checkout::Refused(message(&reply.body)))),
            _ => answer(&self.api, &reply, &tried).map(|order| Some(Checkout::Paid(order))),
        }
    }

    /// Looks at the order until its checkout is over; `None` when the request must be asked again.
    async fn follow(&self, order: &Id) -> Result<Option<Checkout>> {
        let mut pace = Pace::new();
        let mut began = false;
        loop {
            pace.pause(UNBOUNDED).await;
            match look(self.get(order).await?, began) {
                Look::Known(outcome) => return Ok(Some(outcome)),
                Look::InFlight => began = true,
                Look::Unclear => return Ok(None),
            }
        }
    }
}

/// `began` is whether the order was seen in flight before.
fn look(order: OrderView, began: bool) -> Look {
    match order.state {
        OrderState::Paid => Look::Known(Checkout::Paid(order)),
        OrderState::CheckingOut | OrderState::Undoing => Look::InFlight,
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
        assert!(matches!(look(order(OrderState::Undoing, None), true), Look::InFlight));
        assert!(matches!(look(order(OrderState::Paid, None), false), Look::Known(Checkout::Paid(_))));
    }
}
