//! The states of an order.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Where an order stands. An order goes through all states, one after the other.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// The customer ordered; the cake maker is told.
    OrderPlaced,
    /// The cakes are made.
    OrderFulfilled,
    /// The delivery company is told, or will be.
    SentForDelivery,
    /// The customer has the cakes, and a review was written.
    Delivered,
}

use OrderState::*;

impl OrderState {
    /// Every state, in the order of an order's life.
    pub const ALL: [OrderState; 4] = [OrderPlaced, OrderFulfilled, SentForDelivery, Delivered];

    /// The state as it is written in the table and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            OrderPlaced => "order_placed",
            OrderFulfilled => "order_fulfilled",
            SentForDelivery => "sent_for_delivery",
            Delivered => "delivered",
        }
    }

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

impl fmt::Display for OrderState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// A text that is no state of an order.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownState(pub String);

impl fmt::Display for UnknownState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not a state of an order", self.0.escape_debug())
    }
}

impl std::error::Error for UnknownState {}

impl FromStr for OrderState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        let found = OrderState::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| UnknownState(text.to_owned()))
    }
}

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
    fn a_life_goes_through_all_states_once() {
        let life: Vec<_> = std::iter::successors(Some(OrderPlaced), |state| state.next()).collect();
        assert_eq!(life, OrderState::ALL);
        assert!(Delivered.is_final() && !SentForDelivery.is_final());
    }
}
