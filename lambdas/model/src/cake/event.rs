//! The events for an order's changes of state.

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

impl Order {
    /// The event for the order's current state, if it has one. The later states have none: the
    /// delivery queue and the review queue take their place.
    pub fn event(&self) -> Option<OrderEvent> {
        let event_type = match self.order_state {
            OrderState::OrderPlaced => EventType::OrderPlaced,
            OrderState::OrderFulfilled => EventType::OrderFulfilled,
            OrderState::SentForDelivery | OrderState::Delivered => return None,
        };
        Some(OrderEvent { event_type, order: self.clone() })
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
            let event = order.event();
            prop_assert_eq!(event.is_some(), order.order_state <= OrderState::OrderFulfilled);
            if let Some(event) = event {
                let wire: serde_json::Value = serde_json::from_str(&event.to_json()).unwrap();
                prop_assert_eq!(&wire["eventType"], order.order_state.as_str());
                prop_assert_eq!(serde_json::from_value::<OrderEvent>(wire).unwrap().order, order);
            }
        }
    }
}
