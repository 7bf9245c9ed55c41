//! An order as the attributes of a table item, without SDK types.

use super::{Order, OrderId, OrderState};
use crate::Damaged;
use std::collections::BTreeMap;

/// The value of an attribute.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Attribute {
    /// A text.
    Text(String),
    /// A number, in digits.
    Number(String),
}

impl Order {
    /// The attributes of the item; what is not set has none.
    pub fn to_attributes(&self) -> BTreeMap<&'static str, Attribute> {
        let text = |value: &str| Attribute::Text(value.to_owned());
        let mut attributes = BTreeMap::from([
            ("orderId", text(self.order_id.as_str())),
            ("name", text(&self.name)),
            ("address", text(&self.address)),
            ("productId", text(&self.product_id)),
            ("quantity", Attribute::Number(self.quantity.to_string())),
            ("orderState", text(self.order_state.as_str())),
            ("placedAt", text(&self.placed_at)),
            ("updatedAt", text(&self.updated_at)),
            ("listKey", text(&self.list_key())),
        ]);
        let optional = [
            ("fulfillmentId", &self.fulfillment_id),
            ("fulfilledAt", &self.fulfilled_at),
            ("sentForDeliveryAt", &self.sent_for_delivery_at),
            ("deliveryCompanyId", &self.delivery_company_id),
            ("orderReview", &self.order_review),
            ("deliveredAt", &self.delivered_at),
            ("cakeMakerNotifiedAt", &self.cake_maker_notified_at),
            ("deliveryCompanyNotifiedAt", &self.delivery_company_notified_at),
            ("reviewReportedAt", &self.review_reported_at),
        ];
        for (name, value) in optional {
            attributes.extend(value.as_deref().map(|value| (name, text(value))));
        }
        attributes
    }

    /// Reads an item through `attribute`, which answers with the text or the digits of that name if there are any.
    pub fn from_attributes<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> Result<Self, Damaged> {
        let optional = |name| attribute(name).map(str::to_owned);
        let required = |name| optional(name).ok_or(Damaged { attribute: name });
        Ok(Order {
            order_id: OrderId::parse(&required("orderId")?).map_err(|_| Damaged { attribute: "orderId" })?,
            name: required("name")?,
            address: required("address")?,
            product_id: required("productId")?,
            quantity: required("quantity")?.parse().map_err(|_| Damaged { attribute: "quantity" })?,
            order_state: state(&required("orderState")?)?,
            placed_at: required("placedAt")?,
            updated_at: required("updatedAt")?,
            fulfillment_id: optional("fulfillmentId"),
            fulfilled_at: optional("fulfilledAt"),
            sent_for_delivery_at: optional("sentForDeliveryAt"),
            delivery_company_id: optional("deliveryCompanyId"),
            order_review: optional("orderReview"),
            delivered_at: optional("deliveredAt"),
            cake_maker_notified_at: optional("cakeMakerNotifiedAt"),
            delivery_company_notified_at: optional("deliveryCompanyNotifiedAt"),
            review_reported_at: optional("reviewReportedAt"),
        })
    }
}

fn state(text: &str) -> Result<OrderState, Damaged> {
    text.parse().map_err(|_| Damaged { attribute: "orderState" })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::cake::{NewOrder, Notification};
    use proptest::prelude::*;

    pub fn any_order() -> impl Strategy<Value = Order> {
        let optional = || proptest::option::of(".{1,20}");
        let new = (".{1,20}", "(?s).{1,20}", 1_u16..1000).prop_map(|(name, address, quantity)| NewOrder {
            order_id: None,
            name,
            address,
            product_id: "choc".to_owned(),
            quantity,
        });
        let state = proptest::sample::select(OrderState::ALL.to_vec());
        (new, state, [optional(), optional(), optional()], [optional(), optional(), optional()]).prop_map(
            |(new, order_state, words, marks)| {
                let id = OrderId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
                let mut order = new.into_order(id, "2026-10-09T10:11:12.013Z");
                order.order_state = order_state;
                [order.fulfillment_id, order.delivery_company_id, order.order_review] = words;
                [
                    order.cake_maker_notified_at,
                    order.delivery_company_notified_at,
                    order.review_reported_at,
                ] = marks;
                order
            },
        )
    }

    fn words(attribute: &Attribute) -> &str {
        match attribute {
            Attribute::Text(words) | Attribute::Number(words) => words,
        }
    }

    proptest! {
        #[test]
        fn table_and_wire_give_back_what_they_got(order in any_order()) {
            let attributes = order.to_attributes();
            let read = Order::from_attributes(|name| attributes.get(name).map(words));
            prop_assert_eq!(read.unwrap(), order.clone());

            let wire = serde_json::to_string(&order).unwrap();
            prop_assert_eq!(serde_json::from_str::<Order>(&wire).unwrap(), order);
        }

        #[test]
        fn a_missing_attribute_is_named(order in any_order(), lost in 0_usize..8) {
            let names = ["orderId", "name", "address", "productId", "quantity", "orderState", "placedAt", "updatedAt"];
            let mut attributes = order.to_attributes();
            attributes.remove(names[lost]);
            let read = Order::from_attributes(|name| attributes.get(name).map(words));
            prop_assert_eq!(read.unwrap_err().attribute, names[lost]);
        }
    }

    #[test]
    fn the_marks_of_notifications_are_attributes_of_the_order() {
        for notification in Notification::ALL {
            let name = notification.done_attribute();
            let basis = [
                ("orderId", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f"),
                ("quantity", "1"),
                ("orderState", "delivered"),
            ];
            let order =
                Order::from_attributes(|wanted| match basis.iter().find(|(known, _)| *known == wanted) {
                    Some((_, value)) => Some(*value),
                    None if wanted == name || !wanted.ends_with("At") => Some("x"),
                    None => matches!(wanted, "placedAt" | "updatedAt").then_some("y"),
                })
                .unwrap();
            assert_eq!(serde_json::to_value(&order).unwrap()[name], "x", "{notification:?}");
            assert_ne!(notification.claim_attribute(), name);
        }
    }
}
