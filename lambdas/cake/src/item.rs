//! Conversion between orders and DynamoDB items.

use aws_sdk_dynamodb::types::AttributeValue;
use function::Unavailable;
use model::Damaged;
use model::cake::{Attribute, Order};
use serde_json::Value;
use std::collections::HashMap;

/// A row of the table.
pub type Item = HashMap<String, AttributeValue>;

/// The item of an order.
pub fn of(order: &Order) -> Item {
    order.to_attributes().into_iter().map(|(name, value)| (name.to_owned(), to_value(value))).collect()
}

/// An attribute as the SDK has it.
pub fn to_value(attribute: Attribute) -> AttributeValue {
    match attribute {
        Attribute::Text(text) => AttributeValue::S(text),
        Attribute::Number(digits) => AttributeValue::N(digits),
    }
}

/// A text as the SDK has it.
pub fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// The order of an item.
pub fn order(item: &Item) -> Result<Order, Unavailable> {
    let read = Order::from_attributes(|name| match item.get(name)? {
        AttributeValue::S(text) | AttributeValue::N(text) => Some(text.as_str()),
        _ => None,
    });
    read.map_err(|damaged| Unavailable(damaged.to_string()))
}

/// The order of an item as a stream shows it.
pub fn order_of_image(image: &Value) -> Result<Order, Damaged> {
    Order::from_attributes(|name| {
        let attribute = &image[name];
        attribute["S"].as_str().or_else(|| attribute["N"].as_str())
    })
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use model::cake::{NewOrder, OrderId};
    use serde_json::json;

    pub fn an_order() -> Order {
        let body = r#"{"name":"O'Neil","address":"1 Main St","productId":"choc","quantity":12}"#;
        let id = OrderId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        NewOrder::from_json(body).unwrap().into_order(id, "2026-10-09T10:11:12.013Z")
    }

    /// The image that a stream shows of an order.
    pub fn image(order: &Order) -> Value {
        let attributes = order.to_attributes().into_iter();
        let fields = attributes.map(|(name, value)| match value {
            Attribute::Text(text) => (name.to_owned(), json!({"S": text})),
            Attribute::Number(digits) => (name.to_owned(), json!({"N": digits})),
        });
        Value::Object(fields.collect())
    }

    #[test]
    fn an_order_survives_table_and_stream() {
        let order = an_order();
        assert_eq!(of(&order)["quantity"], AttributeValue::N("12".to_owned()));
        assert_eq!(super::order(&of(&order)).unwrap(), order);
        assert_eq!(order_of_image(&image(&order)).unwrap(), order);
        assert_eq!(order_of_image(&json!({"orderId": {"S": "x"}})).unwrap_err().attribute, "orderId");
    }
}
