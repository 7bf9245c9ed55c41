//! The request that places an order.

use super::{AccountId, Item, MOST_ITEMS, Order, OrderId, VendorId};
use crate::body::{object, required_text};
use crate::validation::Invalid;
use serde::Serialize;
use serde_json::{Value, json};

/// Largest order that is read. The longest legal one has 20 names of 80 characters, each of which may be written as two
/// escapes of six bytes.
const ORDER_BYTES: usize = 24 * 1024;

const ITEMS: &str = "items";

/// An order that is placed: the input of its execution.
///
/// Step Functions takes a second start under the same name for the same execution only when the input is the same to the
/// byte, so there is nothing in here that changes from one sending to the next.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct NewOrder {
    /// Names the order, and its execution.
    pub orderid: OrderId,
    /// Who orders.
    pub accountid: AccountId,
    /// Who makes the coffee.
    pub vendorid: VendorId,
    /// The ordered items.
    pub items: Vec<Item>,
}

impl NewOrder {
    /// Reads and validates an order; the error names the first invalid field.
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        let fields = object(text, ORDER_BYTES, &[OrderId::FIELD, AccountId::FIELD, VendorId::FIELD, ITEMS])?;
        let items = match fields.get(ITEMS) {
            Some(Value::Array(items)) => items,
            Some(_) => return Err(Invalid::new(ITEMS, "must be a list")),
            None => return Err(Invalid::new(ITEMS, "are missing")),
        };
        Ok(NewOrder {
            orderid: OrderId::parse(&required_text(&fields, OrderId::FIELD)?)?,
            accountid: AccountId::parse(&required_text(&fields, AccountId::FIELD)?)?,
            vendorid: VendorId::parse(&required_text(&fields, VendorId::FIELD)?)?,
            items: validate_count(items)?.iter().map(Item::from_json).collect::<Result<_, _>>()?,
        })
    }

    /// Checks the items; the ids cannot be wrong.
    pub fn validate(&self) -> Result<(), Invalid> {
        validate_count(&self.items)?.iter().try_for_each(Item::validate)
    }

    /// The body of the request: the order, and the state machine that it is for.
    pub fn to_request(&self, state_machine_arn: &str) -> Value {
        json!({"stateMachineArn": state_machine_arn, "order": self})
    }

    /// The order once its workflow has begun.
    pub fn into_order(self, placedat: &str) -> Order {
        let NewOrder { orderid, accountid, vendorid, items } = self;
        Order { orderid, accountid, vendorid, items, placedat: placedat.to_owned() }
    }
}

fn validate_count<T>(items: &[T]) -> Result<&[T], Invalid> {
    if (1..=MOST_ITEMS).contains(&items.len()) {
        Ok(items)
    } else {
        Err(Invalid::new(ITEMS, format!("must be 1 to {MOST_ITEMS}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

    fn with_items(items: &str) -> String {
        format!(r#"{{"orderid":"{ID}","accountid":"a1","vendorid":"v1","items":{items}}}"#)
    }

    fn refused(text: &str) -> String {
        NewOrder::from_json(text).unwrap_err().to_string()
    }

    #[test]
    fn a_refused_order_names_the_field() {
        assert_eq!(refused("[]"), "body must be a JSON object");
        assert_eq!(refused(r#"{"orderid":"1"}"#), "items are missing");
        assert_eq!(refused(r#"{"items":[]}"#), "orderid is missing");
        assert_eq!(refused(&with_items("[]")), "items must be 1 to 20");
        assert_eq!(refused(&with_items("7")), "items must be a list");
        assert_eq!(refused(&with_items("[7]")), "items must be objects with a name and a quantity");
        assert_eq!(refused(&with_items(r#"[{"name":"Latte"}]"#)), "quantity is missing");
        assert_eq!(refused(&with_items(r#"[{"name":"","quantity":1}]"#)), "name must not be empty");
        for quantity in
            ["0", "-0", "101", "1.5", "2.0", "2e0", "-1", "\"2\"", "1e9", "99999999999999999999", "null"]
        {
            let items = format!(r#"[{{"name":"Latte","quantity":{quantity}}}]"#);
            assert_eq!(refused(&with_items(&items)), "quantity must be a whole number from 1 to 100");
        }
        assert_eq!(
            refused(&with_items(r#"[{"name":"Latte","quantity":1,"unitprice":"0"}]"#)),
            "unitprice is not a known field"
        );
        let many = format!("[{}]", vec![r#"{"name":"Latte","quantity":1}"#; 21].join(","));
        assert_eq!(refused(&with_items(&many)), "items must be 1 to 20");
        assert!(refused(&with_items(&format!("[\"{}\"]", "a".repeat(30_000)))).contains("longer than"));
    }

    #[test]
    fn of_several_wrong_fields_the_body_and_the_order_name_the_same_one() {
        let wrong = Item { name: " ".to_owned(), quantity: 101 };
        for (items, words) in [(1, "name must not be empty"), (21, "items must be 1 to 20")] {
            let new = NewOrder {
                orderid: OrderId::parse(ID).unwrap(),
                accountid: AccountId::parse("a1").unwrap(),
                vendorid: VendorId::parse("v1").unwrap(),
                items: vec![wrong.clone(); items],
            };
            assert_eq!(new.validate().unwrap_err().to_string(), words);
            let body = new.to_request("arn");
            assert_eq!(NewOrder::from_json(&body["order"].to_string()), Err(new.validate().unwrap_err()));
        }
    }

    #[test]
    fn the_longest_legal_order_is_read() {
        let name = "\\ud83d\\ude00".repeat(80);
        let items = vec![format!(r#"{{"name":"{name}","quantity":100}}"#); 20].join(",");
        assert_eq!(NewOrder::from_json(&with_items(&format!("[{items}]"))).unwrap().items.len(), 20);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(?s).{0,300}") {
            let _ = NewOrder::from_json(&text);
            let _ = NewOrder::from_json(&with_items(&text));
        }

        #[test]
        fn what_is_valid_survives_the_wire(name in "[^\\p{Cc}\\s]\\PC{0,79}", quantity in 1_u8..=100) {
            let new = NewOrder {
                orderid: OrderId::parse(ID).unwrap(),
                accountid: AccountId::parse("a1").unwrap(),
                vendorid: VendorId::parse("v1").unwrap(),
                items: vec![Item { name, quantity }],
            };
            let body = new.to_request("arn");
            prop_assert_eq!(NewOrder::from_json(&body["order"].to_string()), Ok(new.clone()));

            let order = new.clone().into_order("2026-10-09T10:11:12.013Z");
            let wire = serde_json::to_string(&order).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Order>(&wire).unwrap(), &order);
            prop_assert!(order.fulfils(&new));
        }
    }
}
