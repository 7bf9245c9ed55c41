//! Documents in DynamoDB's format: JSON with a type name for each value.

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Map, Number, Value};
use std::collections::HashMap;

/// An item of a table.
pub type Item = HashMap<String, AttributeValue>;

/// The item of a document under its key.
pub fn item(key: &str, document: &Value) -> Item {
    let fields = document.as_object().into_iter().flatten();
    let mut item: Item = fields.map(|(name, value)| (name.clone(), attribute(value))).collect();
    item.insert("id".to_owned(), AttributeValue::S(key.to_owned()));
    item
}

/// The document of an item, without its key.
pub fn document(item: &Item) -> Value {
    let fields = item.iter().filter(|(name, _)| *name != "id");
    Value::Object(fields.map(|(name, attribute)| (name.clone(), value(attribute))).collect())
}

fn attribute(value: &Value) -> AttributeValue {
    match value {
        Value::Null => AttributeValue::Null(true),
        Value::Bool(flag) => AttributeValue::Bool(*flag),
        Value::Number(number) => AttributeValue::N(number.to_string()),
        Value::String(text) => AttributeValue::S(text.clone()),
        Value::Array(values) => AttributeValue::L(values.iter().map(attribute).collect()),
        Value::Object(fields) => {
            AttributeValue::M(fields.iter().map(|(name, value)| (name.clone(), attribute(value))).collect())
        }
    }
}

/// Types that we never write become nothing, which then shows as a damaged document.
fn value(attribute: &AttributeValue) -> Value {
    match attribute {
        AttributeValue::Bool(flag) => Value::Bool(*flag),
        AttributeValue::N(number) => number.parse::<Number>().map_or(Value::Null, Value::Number),
        AttributeValue::S(text) => Value::String(text.clone()),
        AttributeValue::L(values) => Value::Array(values.iter().map(value).collect()),
        AttributeValue::M(fields) => {
            let fields = fields.iter().map(|(name, attribute)| (name.clone(), value(attribute)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::shop::LARGEST_SUM;
    use serde_json::json;

    #[test]
    fn a_document_comes_back_as_it_went() {
        let written = json!({
            "balance": LARGEST_SUM, "reason": "ä\"\n", "lines": {"a": {"n": 1}}, "list": [true, null, -2], "empty": {},
        });
        let item = item("user#1", &written);
        assert_eq!(item["id"], AttributeValue::S("user#1".to_owned()));
        assert_eq!(item["balance"], AttributeValue::N("1000000000000".to_owned()));
        assert_eq!(document(&item), written);
    }
}
