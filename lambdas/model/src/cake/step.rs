//! The legal steps of an order: what each request makes of it.

use super::{Delivery, Fulfilment, NewOrder, Order, OrderId, OrderState};

/// What a legal request makes of an order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Step {
    /// Another order than before; this is to be written.
    Forward(Box<Order>),
    /// Nothing: the same request was carried out before.
    Repeated,
}

/// A request that the order's state does not allow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Illegal {
    /// The order's state.
    pub state: OrderState,
}

impl NewOrder {
    /// The order as it is first written, under `order_id`.
    pub fn into_order(self, order_id: OrderId, now: &str) -> Order {
        Order {
            order_id,
            name: self.name,
            address: self.address,
            product_id: self.product_id,
            quantity: self.quantity,
            order_state: OrderState::OrderPlaced,
            placed_at: now.to_owned(),
            updated_at: now.to_owned(),
            fulfillment_id: None,
            fulfilled_at: None,
            sent_for_delivery_at: None,
            delivery_company_id: None,
            order_review: None,
            delivered_at: None,
            cake_maker_notified_at: None,
            delivery_company_notified_at: None,
            review_reported_at: None,
        }
    }
}

impl Order {
    /// Whether placing `other` under the same id repeats the request for this order.
    pub fn was_placed_like(&self, other: &Order) -> bool {
        self.name == other.name
            && self.address == other.address
            && self.product_id == other.product_id
            && self.quantity == other.quantity
    }

    /// The cakes are made.
    pub fn fulfilled(&self, request: &Fulfilment, now: &str) -> Result<Step, Illegal> {
        if self.fulfillment_id.as_ref() == Some(&request.fulfillment_id) {
            return Ok(Step::Repeated);
        }
        self.step(OrderState::OrderFulfilled, now, |order| {
            order.fulfillment_id = Some(request.fulfillment_id.clone());
            order.fulfilled_at = Some(now.to_owned());
        })
    }

    /// The delivery queue has the message about the cakes.
    pub fn sent_for_delivery(&self, now: &str) -> Result<Step, Illegal> {
        if self.sent_for_delivery_at.is_some() {
            return Ok(Step::Repeated);
        }
        self.step(OrderState::SentForDelivery, now, |order| {
            order.sent_for_delivery_at = Some(now.to_owned());
        })
    }

    /// The customer has the cakes.
    pub fn delivered(&self, request: &Delivery, now: &str) -> Result<Step, Illegal> {
        let same = self.delivery_company_id.as_ref() == Some(&request.delivery_company_id)
            && self.order_review.as_ref() == Some(&request.order_review);
        if same {
            return Ok(Step::Repeated);
        }
        self.step(OrderState::Delivered, now, |order| {
            order.delivery_company_id = Some(request.delivery_company_id.clone());
            order.order_review = Some(request.order_review.clone());
            order.delivered_at = Some(now.to_owned());
        })
    }

    fn step(&self, next: OrderState, now: &str, change: impl FnOnce(&mut Order)) -> Result<Step, Illegal> {
        if self.order_state.next() != Some(next) {
            return Err(Illegal { state: self.order_state });
        }
        let mut order = Box::new(self.clone());
        order.order_state = next;
        order.updated_at = now.to_owned();
        change(&mut order);
        Ok(Step::Forward(order))
    }
}
