//! The requests: the bodies of the three POSTs.

use super::OrderId;
use crate::body::{object, required_number, required_text, text};
use crate::validation::{self, Invalid};
use serde_json::{Map, Value, json};

/// Most cakes in one order.
pub const MOST_CAKES: u16 = 1000;

/// Largest body that is read: the longest legal one, with every character escaped, is smaller.
const BODY_BYTES: usize = 16 * 1024;
const NAME_CHARS: usize = 100;
const ADDRESS_CHARS: usize = 300;
const REVIEW_CHARS: usize = 1000;

const ORDER_ID: &str = "orderId";
const NAME: &str = "name";
const ADDRESS: &str = "address";
const PRODUCT_ID: &str = "productId";
const QUANTITY: &str = "quantity";
const FULFILLMENT_ID: &str = "fulfillmentId";
const DELIVERY_COMPANY_ID: &str = "deliveryCompanyId";
const ORDER_REVIEW: &str = "orderReview";

/// An order that a customer places: the body of `POST /order`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewOrder {
    /// The caller's own id, with which a repeated request creates no second order.
    pub order_id: Option<OrderId>,
    /// The customer's name.
    pub name: String,
    /// The delivery address.
    pub address: String,
    /// The product.
    pub product_id: String,
    /// The quantity.
    pub quantity: u16,
}

impl NewOrder {
    /// Reads and validates a body.
    pub fn from_json(body: &str) -> Result<Self, Invalid> {
        let fields = object(body, BODY_BYTES, &[ORDER_ID, NAME, ADDRESS, PRODUCT_ID, QUANTITY])?;
        let order_id = text(&fields, ORDER_ID)?.map(|id| OrderId::parse(&id)).transpose()?;
        let name = required_text(&fields, NAME)?;
        let address = required_text(&fields, ADDRESS)?;
        let product_id = required_text(&fields, PRODUCT_ID)?;
        validate_words(&name, &address, &product_id)?;
        Ok(NewOrder { order_id, name, address, product_id, quantity: quantity(&fields)? })
    }

    /// The request's body.
    pub fn to_json(&self) -> Value {
        let mut body = json!({
            NAME: self.name,
            ADDRESS: self.address,
            PRODUCT_ID: self.product_id,
            QUANTITY: self.quantity,
        });
        if let Some(id) = &self.order_id {
            body[ORDER_ID] = json!(id);
        }
        body
    }

    /// Validates every field; the error names the first invalid one.
    pub fn validate(&self) -> Result<(), Invalid> {
        validate_words(&self.name, &self.address, &self.product_id)?;
        if (1..=MOST_CAKES).contains(&self.quantity) { Ok(()) } else { Err(wrong_quantity()) }
    }
}

/// The cake maker's report that the cakes are made: the body of `POST /order/fulfilled`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fulfilment {
    /// The order.
    pub order_id: OrderId,
    /// The cake maker's number for the finished cakes.
    pub fulfillment_id: String,
}

impl Fulfilment {
    /// Reads and validates a body.
    pub fn from_json(body: &str) -> Result<Self, Invalid> {
        let fields = object(body, BODY_BYTES, &[ORDER_ID, FULFILLMENT_ID])?;
        let fulfilment = Fulfilment {
            order_id: OrderId::parse(&required_text(&fields, ORDER_ID)?)?,
            fulfillment_id: required_text(&fields, FULFILLMENT_ID)?,
        };
        fulfilment.validate()?;
        Ok(fulfilment)
    }

    /// The request's body.
    pub fn to_json(&self) -> Value {
        json!({ORDER_ID: self.order_id, FULFILLMENT_ID: self.fulfillment_id})
    }

    /// Validates every field; the error names the first invalid one.
    pub fn validate(&self) -> Result<(), Invalid> {
        Self::validate_id(&self.fulfillment_id)
    }

    /// Checks a cake maker's number.
    pub fn validate_id(fulfillment_id: &str) -> Result<(), Invalid> {
        validation::code(FULFILLMENT_ID, fulfillment_id)
    }
}

/// The delivery company's report that the cakes are delivered: the body of `POST /order/delivered`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Delivery {
    /// The order.
    pub order_id: OrderId,
    /// The delivery company.
    pub delivery_company_id: String,
    /// The customer's review.
    pub order_review: String,
}

impl Delivery {
    /// Reads and validates a body.
    pub fn from_json(body: &str) -> Result<Self, Invalid> {
        let fields = object(body, BODY_BYTES, &[ORDER_ID, DELIVERY_COMPANY_ID, ORDER_REVIEW])?;
        let delivery = Delivery {
            order_id: OrderId::parse(&required_text(&fields, ORDER_ID)?)?,
            delivery_company_id: required_text(&fields, DELIVERY_COMPANY_ID)?,
            order_review: required_text(&fields, ORDER_REVIEW)?,
        };
        delivery.validate()?;
        Ok(delivery)
    }

    /// The request's body.
    pub fn to_json(&self) -> Value {
        json!({
            ORDER_ID: self.order_id,
            DELIVERY_COMPANY_ID: self.delivery_company_id,
            ORDER_REVIEW: self.order_review,
        })
    }

    /// Validates every field; the error names the first invalid one.
    pub fn validate(&self) -> Result<(), Invalid> {
        Self::validate_words(&self.delivery_company_id, &self.order_review)
    }

    /// Checks what is recorded besides the order's id.
    pub fn validate_words(delivery_company_id: &str, order_review: &str) -> Result<(), Invalid> {
        validation::code(DELIVERY_COMPANY_ID, delivery_company_id)?;
        validation::paragraph(ORDER_REVIEW, order_review, REVIEW_CHARS)
    }
}

fn validate_words(name: &str, address: &str, product_id: &str) -> Result<(), Invalid> {
    validation::line(NAME, name, NAME_CHARS)?;
    validation::paragraph(ADDRESS, address, ADDRESS_CHARS)?;
    validation::code(PRODUCT_ID, product_id)
}

fn quantity(fields: &Map<String, Value>) -> Result<u16, Invalid> {
    let number = required_number(fields, QUANTITY, MOST_CAKES.into())?;
    u16::try_from(number).map_err(|_| wrong_quantity())
}

fn wrong_quantity() -> Invalid {
    Invalid::new(QUANTITY, format!("must be a whole number from 1 to {MOST_CAKES}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

    fn body(field: &str, value: Value) -> String {
        let mut body = json!({"name": "Ann", "address": "1 Main St", "productId": "choc", "quantity": 1});
        body[field] = value;
        body.to_string()
    }

    fn refused(field: &str, value: Value) -> String {
        NewOrder::from_json(&body(field, value)).unwrap_err().to_string()
    }

    #[test]
    fn names_and_addresses_of_all_kinds_pass() {
        for name in ["O'Neil", "Żółć \"Zośka\"", "李雷", "محمد", "<b>&amp;</b>"] {
            assert_eq!(NewOrder::from_json(&body("name", json!(name))).unwrap().name, name);
            let address = format!("{name}\n1 Main St");
            assert_eq!(NewOrder::from_json(&body("address", json!(address))).unwrap().address, address);
        }
    }

    #[test]
    fn quantities_are_whole_and_bounded() {
        for quantity in
            [json!(0), json!(-1), json!(1.5), json!(1.0), json!(1001), json!(1e300), json!("2"), json!(null)]
        {
            let words = refused("quantity", quantity.clone());
            assert_eq!(words, "quantity must be a whole number from 1 to 1000", "{quantity}");
        }
        for spelling in ["2.0", "2e0", "2E0", "-0", "-2", "1e999", "99999999999999999999", "true", "[2]"] {
            let body =
                body("quantity", json!(1)).replace("\"quantity\":1", &format!("\"quantity\":{spelling}"));
            assert!(NewOrder::from_json(&body).is_err(), "{spelling}");
        }
        assert_eq!(NewOrder::from_json(&body("quantity", json!(1000))).unwrap().quantity, 1000);
    }

    #[test]
    fn a_refused_body_names_the_field() {
        assert_eq!(refused("name", json!(" ")), "name must not be empty");
        assert_eq!(refused("name", json!("a".repeat(101))), "name must not be longer than 100 characters");
        assert_eq!(
            refused("address", json!("a".repeat(301))),
            "address must not be longer than 300 characters"
        );
        assert_eq!(refused("productId", json!(7)), "productId must be a string");
        assert_eq!(refused("colour", json!("red")), "colour is not a known field");
        assert!(refused("orderId", json!("1")).starts_with("orderId must be a UUID"));
        for (missing, words) in [
            ("name", "name is missing"),
            ("address", "address is missing"),
            ("quantity", "quantity is missing"),
        ] {
            let mut fields: Value = serde_json::from_str(&body("name", json!("Ann"))).unwrap();
            fields.as_object_mut().unwrap().remove(missing);
            assert_eq!(NewOrder::from_json(&fields.to_string()).unwrap_err().to_string(), words);
        }
        for broken in ["", "[]", "{", "null", "{\"name\":"] {
            assert_eq!(NewOrder::from_json(broken).unwrap_err().to_string(), "body must be a JSON object");
        }
    }

    #[test]
    fn of_several_wrong_fields_the_body_and_the_order_name_the_same_one() {
        let new = NewOrder {
            order_id: None,
            name: "Ann".to_owned(),
            address: "\n".to_owned(),
            product_id: "a b".to_owned(),
            quantity: 1001,
        };
        assert_eq!(new.validate().unwrap_err().to_string(), "address must not be empty");
        assert_eq!(NewOrder::from_json(&new.to_json().to_string()), Err(new.validate().unwrap_err()));
    }

    #[test]
    fn the_later_requests_name_their_fields_too() {
        let fulfilment = |body: Value| Fulfilment::from_json(&body.to_string()).unwrap_err().field;
        assert_eq!(fulfilment(json!({"fulfillmentId": "f"})), "orderId");
        assert_eq!(fulfilment(json!({"orderId": ID})), "fulfillmentId");
        assert_eq!(fulfilment(json!({"orderId": ID, "fulfillmentId": "a b"})), "fulfillmentId");
        let delivery = |body: Value| Delivery::from_json(&body.to_string()).unwrap_err().field;
        assert_eq!(delivery(json!({"orderId": ID, "orderReview": "good"})), "deliveryCompanyId");
        assert_eq!(delivery(json!({"orderId": ID, "deliveryCompanyId": "c"})), "orderReview");
        let long = json!({"orderId": ID, "deliveryCompanyId": "c", "orderReview": "é".repeat(1001)});
        assert_eq!(delivery(long), "orderReview");
    }

    #[test]
    fn the_longest_legal_body_is_read_however_it_is_escaped() {
        let review = "\\ud83c\\udf82".repeat(REVIEW_CHARS);
        let body = format!(r#"{{"orderId":"{ID}","deliveryCompanyId":"c","orderReview":"{review}"}}"#);
        assert_eq!(Delivery::from_json(&body).unwrap().order_review, "🎂".repeat(REVIEW_CHARS));
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body in "(?s).{0,300}") {
            let _ = NewOrder::from_json(&body);
            let _ = Fulfilment::from_json(&body);
            let _ = Delivery::from_json(&body);
        }

        #[test]
        fn what_is_valid_survives_the_wire(name in "\\PC{1,50}", address in "[\\PC\n]{1,80}", quantity in 0_u16..2000) {
            let order_id = Some(OrderId::parse(ID).unwrap());
            let new = NewOrder { order_id, name, address, product_id: "choc".to_owned(), quantity };
            let read = NewOrder::from_json(&new.to_json().to_string());
            match new.validate() {
                Ok(()) => prop_assert_eq!(read, Ok(new)),
                Err(invalid) => prop_assert_eq!(read, Err(invalid)),
            }
        }
    }
}
