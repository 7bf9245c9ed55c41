//! Follows an order: polls it, and reports each step when it is reached.

use anyhow::Result;
use model::cake::{Order, OrderState};

use super::Orders;
use crate::systems::kit::deadline::{Deadline, Pace};

/// Something that happened to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    pub event: Event,
    /// When, by the system's clock.
    pub at: &'a str,
}

/// What can happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Reached(OrderState),
    CakeMakerNotified,
    DeliveryCompanyNotified,
    ReviewReported,
}

/// Where a following ended.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The order as last read.
    pub order: Order,
    /// Whether it is as far as it was waited for; otherwise the deadline came first.
    pub is_there: bool,
}

/// Follows an order until it has reached a state or the deadline has passed. What has happened before is reported
/// first.
pub async fn follow(
    orders: &Orders,
    mut order: Order,
    until: OrderState,
    deadline: Deadline,
    observe: &dyn Fn(&Step<'_>),
) -> Result<Followed> {
    let mut reported = Vec::new();
    let mut pace = Pace::new();
    loop {
        for step in steps(&order) {
            if !reported.contains(&step.event) {
                observe(&step);
                reported.push(step.event);
                pace.quicken();
            }
        }
        let is_there = order.order_state >= until;
        if is_there || deadline.has_passed() {
            return Ok(Followed { order, is_there });
        }
        pace.pause(deadline.left()).await;
        order = orders.get(&order.order_id).await?;
    }
}

/// Everything that has happened to an order, in the order of its life. Two steps may come between two looks; the order
/// remembers both.
fn steps(order: &Order) -> Vec<Step<'_>> {
    let happened = [
        (Event::Reached(OrderState::OrderPlaced), Some(&order.placed_at)),
        (Event::CakeMakerNotified, order.cake_maker_notified_at.as_ref()),
        (Event::Reached(OrderState::OrderFulfilled), order.fulfilled_at.as_ref()),
        (Event::Reached(OrderState::SentForDelivery), order.sent_for_delivery_at.as_ref()),
        (Event::DeliveryCompanyNotified, order.delivery_company_notified_at.as_ref()),
        (Event::Reached(OrderState::Delivered), order.delivered_at.as_ref()),
        (Event::ReviewReported, order.review_reported_at.as_ref()),
    ];
    happened.into_iter().filter_map(|(event, at)| Some(Step { event, at: at? })).collect()
}
