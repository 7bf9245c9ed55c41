//! Requests that are wrong: refused with the field's name, and nothing is stored.

use serde_json::{Value, json};

use super::{API, Cakes, HOME, JSON, delivery, fulfilment, id_of, new_order};

/// The bodies that are wrong in one field, which is named.
fn wrong() -> Vec<(&'static str, Value, &'static str)> {
    let mut wrong = Vec::new();
    let mut add = |path, body: &Value, field: &'static str, values: Vec<Value>| {
        for value in values {
            let mut body = body.clone();
            body[field] = value;
            wrong.push((path, body, field));
        }
        let mut body = body.clone();
        body.as_object_mut().unwrap().remove(field);
        wrong.push((path, body, field));
    };
    let long = |length| json!("é".repeat(length));
    let words = |length| vec![json!(""), json!(" \n"), json!(7), json!(null), long(length), json!("a\u{7}b")];
    let order = new_order(1);
    add("/order", &order, "name", words(101));
    add("/order", &order, "address", words(301));
    add("/order", &order, "productId", vec![json!(""), json!("choc cake"), json!("a".repeat(65)), json!([])]);
    let quantities = [
        json!(0),
        json!(-0.0),
        json!(-1),
        json!(1.5),
        json!(2.0),
        json!(1001),
        json!(1e300),
        json!("2"),
        json!(null),
        json!(true),
    ];
    add("/order", &order, "quantity", quantities.into());
    let later = fulfilment(&id_of(1));
    add("/order/fulfilled", &later, "orderId", vec![json!("17"), json!(17)]);
    add("/order/fulfilled", &later, "fulfillmentId", vec![json!(""), json!("a b"), json!("a".repeat(65))]);
    let last = delivery(&id_of(1));
    add("/order/delivered", &last, "orderId", vec![json!("../1")]);
    add("/order/delivered", &last, "deliveryCompanyId", vec![json!(""), json!("a'b")]);
    add("/order/delivered", &last, "orderReview", words(1001));
    let mut body = order;
    body["orderId"] = json!("17");
    wrong.push(("/order", body.clone(), "orderId"));
    body["orderId"] = json!(id_of(1));
    body["colour"] = json!("red");
    wrong.push(("/order", body, "colour"));
    wrong
}

#[test]
fn what_is_wrong_is_refused_by_name_and_nothing_is_stored() {
    let cakes = Cakes::deployed();
    for (path, body, field) in wrong() {
        let (status, refusal) = cakes.ask("POST", path, &body);
        assert_eq!((status, refusal["field"].as_str()), (400, Some(field)), "{path} {body}: {refusal}");
        assert!(refusal["message"].as_str().unwrap().starts_with(field), "{refusal}");
    }
    for path in ["/order", "/order/fulfilled", "/order/delivered"] {
        for body in ["", "{", "[]", "null", "\"order\"", "{\"name\": 1e999}"] {
            let answer = cakes.api_request(API, ("POST", path), JSON, body);
            assert_eq!(answer.status(), 400, "{path} {body}: {}", answer.text());
            assert!(answer.text().contains("\"body\""), "{path} {body}: {}", answer.text());
        }
        let answer = cakes.api_request(API, ("POST", path), "text/xml", new_order(1).to_string());
        assert_eq!(answer.status(), 415, "{path}: {}", answer.text());
        let huge = format!("{{\"name\":\"{}\"}}", "a".repeat(100_000));
        assert_eq!(cakes.api_request(API, ("POST", path), JSON, huge).status(), 400, "{path}");
    }
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("state=eaten", "state"),
        ("next=x", "next"),
    ] {
        let (status, refusal) = cakes.ask("GET", &format!("/orders?{query}"), &Value::Null);
        assert_eq!((status, refusal["field"].as_str()), (400, Some(field)), "{query}: {refusal}");
    }
    let (status, refusal) = cakes.ask("GET", "/order/17", &Value::Null);
    assert_eq!((status, refusal["field"].as_str()), (400, Some("orderId")), "{refusal}");

    let scanned = cakes.aws().dynamodb(HOME, "Scan", &json!({"TableName": "cake-dev"})).unwrap();
    assert_eq!(scanned["Count"], 0, "{scanned}");
}
