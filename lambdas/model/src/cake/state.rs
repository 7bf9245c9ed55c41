//! The states of an order.

use crate::named::named;
use serde::{Deserialize, Serialize};

/// The state of an order. An order passes through all states in this order.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// The customer has ordered; the cake maker is notified.
    OrderPlaced,
    /// The cakes are made.
    OrderFulfilled,
    /// The delivery company is notified, or will be.
    SentForDelivery,
    /// The customer has the cakes, and a review was written.
    Delivered,
}

use OrderState::*;

impl OrderState {
    /// The one state that may follow.
    pub fn next(self) -> Option<OrderState> {
        match self {
            OrderPlaced => Some(OrderFulfilled),
            OrderFulfilled => Some(SentForDelivery),
            SentForDelivery => Some(Delivered),
            Delivered => None,
        }
    }

    /// Whether nothing more happens to the order.
    pub fn is_final(self) -> bool {
        self.next().is_none()
    }
}

// In the order of an order's life.
named!(OrderState, "state of an order", {
    OrderPlaced = "order_placed",
    OrderFulfilled = "order_fulfilled",
    SentForDelivery = "sent_for_delivery",
    Delivered = "delivered",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_wire_are_the_same_for_serde_and_text() {
        for state in OrderState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert_eq!(
            "eaten".parse::<OrderState>().unwrap_err().to_string(),
            "`eaten` is not a state of an order"
        );
    }

    #[test]
    fn a_life_passes_through_all_states_once() {
        let life: Vec<_> = std::iter::successors(Some(OrderPlaced), |state| state.next()).collect();
        assert_eq!(life, OrderState::ALL);
        assert!(Delivered.is_final() && !SentForDelivery.is_final());
    }
}
