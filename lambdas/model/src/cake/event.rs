//! What is announced when an order comes into another state.

use super::{Order, OrderState};
use serde::{Deserialize, Serialize};

/// The two types of events on the stream. The consumers' mappings choose by it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EventType {
    /// A customer placed an order.
    OrderPlaced,
    /// The cakes of an order are made.
    OrderFulfilled,
}

/// An event as it is on the stream.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderEvent {
    /// What happened.
    pub event_type: EventType,
    /// The order as it was then.
    pub order: Order,
}

impl OrderEvent {
    /// The event as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("our shapes have text keys only")
    }
}

/// Where a change of an order is told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Announcement {
    /// On the stream.
    Event(Box<OrderEvent>),
    /// On the review queue.
    Review(Box<Order>),
}

impl Order {
    /// What is to be told now that the order has come into the state it is in.
    pub fn announcement(self) -> Option<Announcement> {
        let event = |event_type, order| Some(Announcement::Event(Box::new(OrderEvent { event_type, order })));
        match self.order_state {
            OrderState::OrderPlaced => event(EventType::OrderPlaced, self),
            OrderState::OrderFulfilled => event(EventType::OrderFulfilled, self),
            OrderState::SentForDelivery => None,
            OrderState::Delivered => Some(Announcement::Review(Box::new(self))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cake::attributes::tests::any_order;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_event_names_its_type_and_carries_the_whole_order(order in any_order()) {
            let state = order.order_state;
            match order.clone().announcement() {
                Some(Announcement::Event(event)) => {
                    let wire: serde_json::Value = serde_json::from_str(&event.to_json()).unwrap();
                    prop_assert_eq!(&wire["eventType"], state.as_str());
                    prop_assert_eq!(serde_json::from_value::<OrderEvent>(wire).unwrap(), *event);
                }
                Some(Announcement::Review(told)) => {
                    prop_assert_eq!(state, OrderState::Delivered);
                    prop_assert_eq!(*told, order);
                }
                None => prop_assert_eq!(state, OrderState::SentForDelivery),
            }
        }
    }
}
