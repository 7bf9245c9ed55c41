//! Cakes: the order, its states, the requests that change it, and the events for each change.

mod attributes;
mod event;
mod id;
mod message;
mod notification;
mod request;
mod state;
mod step;

#[cfg(test)]
mod life;

pub use attributes::Attribute;
pub use event::{EventType, OrderEvent};
pub use id::OrderId;
pub use message::{DeliveryMessage, PartnerMessage, ReviewMessage};
pub use notification::Notification;
pub use request::{Delivery, Fulfilment, MOST_CAKES, NewOrder};
pub use state::OrderState;
pub use step::{Illegal, Step};

use serde::{Deserialize, Serialize};

/// An order, as the API returns it and the table stores it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Key of the order.
    pub order_id: OrderId,
    /// The customer's name.
    pub name: String,
    /// The delivery address.
    pub address: String,
    /// The product.
    pub product_id: String,
    /// The quantity.
    pub quantity: u16,
    /// Where the order stands.
    pub order_state: OrderState,
    /// When the order was placed.
    pub placed_at: String,
    /// When the order's state last changed.
    pub updated_at: String,
    /// The cake maker's number for the finished cakes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment_id: Option<String>,
    /// When the cakes were finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfilled_at: Option<String>,
    /// When the cakes were handed to the delivery queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_for_delivery_at: Option<String>,
    /// The delivery company that brought the cakes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_company_id: Option<String>,
    /// The customer's review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_review: Option<String>,
    /// When the cakes arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<String>,
    /// When the cake maker was sent the e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cake_maker_notified_at: Option<String>,
    /// When the delivery company accepted the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_company_notified_at: Option<String>,
    /// When customer service accepted the review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_reported_at: Option<String>,
}

impl Order {
    /// Orders by time, and by id where the time is the same: no two orders share it, so a list can go on after it.
    pub fn list_key(&self) -> String {
        format!("{}#{}", self.placed_at, self.order_id)
    }
}
