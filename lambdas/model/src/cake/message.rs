//! The messages of the two queues, which are sent to the partners unchanged.

use super::{Order, OrderId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The message to the delivery company.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryMessage {
    /// The order.
    pub order_id: OrderId,
    /// The cake maker's number for the finished cakes.
    pub fulfillment_id: String,
    /// The recipient.
    pub name: String,
    /// The delivery address.
    pub address: String,
    /// The product.
    pub product_id: String,
    /// The quantity.
    pub quantity: u16,
}

/// The message to customer service.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewMessage {
    /// The order.
    pub order_id: OrderId,
    /// The product.
    pub product_id: String,
    /// The delivery company.
    pub delivery_company_id: String,
    /// The customer's review.
    pub order_review: String,
    /// When the cakes arrived.
    pub delivered_at: String,
}

/// A message for a partner about one order.
pub trait PartnerMessage: DeserializeOwned + Serialize + Send + Sync {
    /// The order.
    fn order_id(&self) -> &OrderId;
}

impl PartnerMessage for DeliveryMessage {
    fn order_id(&self) -> &OrderId {
        &self.order_id
    }
}

impl PartnerMessage for ReviewMessage {
    fn order_id(&self) -> &OrderId {
        &self.order_id
    }
}

impl Order {
    /// The message to the delivery company; `None` before the cakes are made.
    pub fn delivery_message(&self) -> Option<DeliveryMessage> {
        Some(DeliveryMessage {
            order_id: self.order_id.clone(),
            fulfillment_id: self.fulfillment_id.clone()?,
            name: self.name.clone(),
            address: self.address.clone(),
            product_id: self.product_id.clone(),
            quantity: self.quantity,
        })
    }

    /// The message to customer service; `None` before the cakes are delivered.
    pub fn review_message(&self) -> Option<ReviewMessage> {
        Some(ReviewMessage {
            order_id: self.order_id.clone(),
            product_id: self.product_id.clone(),
            delivery_company_id: self.delivery_company_id.clone()?,
            order_review: self.order_review.clone()?,
            delivered_at: self.delivered_at.clone()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cake::attributes::tests::any_order;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_message_exists_as_soon_as_there_is_something_to_report(order in any_order()) {
            let delivery = order.delivery_message();
            prop_assert_eq!(delivery.is_some(), order.fulfillment_id.is_some());
            if let Some(message) = delivery {
                let wire = serde_json::to_string(&message).unwrap();
                let read: DeliveryMessage = serde_json::from_str(&wire).unwrap();
                prop_assert_eq!(read.order_id(), &order.order_id);
            }
            prop_assert_eq!(order.review_message(), None, "it was never delivered");
        }
    }
}
