//! Every path, and what is refused: unknown ids, senseless amounts, and what is not possible as things stand.

use super::{ABSENT, Answer, Shop, new_key};
use crate::harness::text;
use serde_json::json;

const KEY: &str = "00000000-1111-4222-8333-444444444444";

#[track_caller]
fn refused((status, document): Answer, wanted: u16, words: &str) {
    assert_eq!(status, wanted, "{document}");
    assert!(text(&document["message"]).contains(words), "'{words}' is not in {document}");
}

#[test]
fn the_services_do_what_their_paths_say_and_refuse_everything_else() {
    let shop = Shop::deployed();
    stock_counts(&shop);
    credit_counts(&shop);
    orders_change_while_they_are_open(&shop);
    senseless_requests_are_refused(&shop);
    sums_do_not_overflow(&shop);
    the_same_request_is_done_once(&shop);
    requests_without_a_signature_are_rejected(&shop);
    assert_eq!(shop.audit(), 0);
}

fn stock_counts(shop: &Shop) {
    let (status, made) = shop.post("/stock/item/create/250");
    assert_eq!(status, 201);
    let item = text(&made["item_id"]);
    let find = format!("/stock/find/{item}");
    assert_eq!(shop.get(&find), (200, json!({"item_id": item, "stock": 0, "price": 250})));
    assert_eq!(shop.post(&format!("/stock/add/{item}/7")).1["stock"], 7);
    assert_eq!(shop.post(&format!("/stock/subtract/{item}/3")).1["stock"], 4);
    refused(shop.post(&format!("/stock/subtract/{item}/5")), 409, "a stock of 4, but 5 are needed");
    assert_eq!(shop.get(&find).1["stock"], 4);
}

fn credit_counts(shop: &Shop) {
    let (status, made) = shop.post("/payment/create_user");
    assert_eq!(status, 201);
    let user = text(&made["user_id"]);
    let find = format!("/payment/find_user/{user}");
    assert_eq!(shop.get(&find), (200, json!({"user_id": user, "credit": 0})));
    assert_eq!(
        shop.post(&format!("/payment/add_funds/{user}/100")),
        (200, json!({"user_id": user, "credit": 100}))
    );
    assert_eq!(shop.post(&format!("/payment/pay/{user}/30")).1["credit"], 70);
    refused(shop.post(&format!("/payment/pay/{user}/71")), 409, "a credit of 70, but 71 are needed");
    assert_eq!(shop.get(&find).1["credit"], 70);
    assert_eq!(shop.post(&format!("/payment/status/{user}/{ABSENT}")), (200, json!({"paid": false})));
    refused(shop.post(&format!("/payment/cancel/{user}/{ABSENT}")), 404, "paid nothing for order");
}

fn orders_change_while_they_are_open(shop: &Shop) {
    let (user, item, other) = (shop.user(0), shop.item(5, 0), shop.item(7, 0));
    let order = shop.order(&user, &[(&item, 2), (&other, 1), (&item, 1)]);
    let found = shop.done("GET", &format!("/orders/find/{order}"));
    assert_eq!(
        (&found["paid"], &found["user_id"], &found["total_cost"]),
        (&json!(false), &json!(user), &json!(22))
    );
    assert_eq!(found["items"].as_array().unwrap().len(), 2);
    let left = shop.done("POST", &format!("/orders/removeItem/{order}/{item}/2"));
    assert_eq!(left["total_cost"], 12);
    refused(shop.post(&format!("/orders/removeItem/{order}/{item}/2")), 409, "has 1 of item");
    assert_eq!(shop.done("POST", &format!("/orders/removeItem/{order}/{item}/1"))["total_cost"], 7);
    refused(shop.post(&format!("/orders/removeItem/{order}/{item}/1")), 404, "there is no item");
    assert_eq!(shop.ask("DELETE", &format!("/orders/remove/{order}")).0, 200);
    for (method, path) in [
        ("GET", format!("/orders/find/{order}")),
        ("DELETE", format!("/orders/remove/{order}")),
        ("POST", format!("/orders/addItem/{order}/{item}/1")),
        ("POST", format!("/orders/checkout/{order}")),
    ] {
        refused(shop.ask(method, &path), 404, "there is no order");
    }
    let empty = shop.order(&user, &[]);
    refused(shop.checkout(&empty), 409, "is empty");
}

fn senseless_requests_are_refused(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(1, 10));
    let order = shop.order(&user, &[(&item, 1)]);
    let amounts = [
        "0",
        "-0",
        "02",
        "-1",
        "1.5",
        "2.0",
        "2e0",
        "1e3",
        "ten",
        "1000000001",
        "99999999999999999999",
        "%20",
        "%2B1",
    ];
    for amount in amounts {
        for path in [
            "/stock/item/create/".to_owned(),
            format!("/stock/add/{item}/"),
            format!("/stock/subtract/{item}/"),
            format!("/payment/add_funds/{user}/"),
            format!("/payment/pay/{user}/"),
            format!("/orders/addItem/{order}/{item}/"),
            format!("/orders/removeItem/{order}/{item}/"),
        ] {
            refused(shop.post(&format!("{path}{amount}")), 400, "must be a whole number from 1");
        }
    }
    for id in ["1", "nonsense", "%2e%2e", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5g"] {
        for (method, path) in of_unknown(id, &item) {
            refused(shop.ask(method, &path), 400, "must be a UUID");
        }
    }
    for (method, path) in of_unknown(ABSENT, &item) {
        refused(shop.ask(method, &path), 404, "");
    }
    refused(shop.post(&format!("/orders/addItem/{order}/{ABSENT}/1")), 404, "there is no item");
    refused(shop.get("/stock/audit?next=nonsense"), 400, "next");
    assert_eq!((shop.stock(&item), shop.credit(&user)), (10, 10));
    assert_eq!(shop.done("GET", &format!("/orders/find/{order}"))["total_cost"], 1);
}

/// Requests about an id, which are all refused when nothing has it.
fn of_unknown(id: &str, item: &str) -> Vec<(&'static str, String)> {
    vec![
        ("GET", format!("/stock/find/{id}")),
        ("POST", format!("/stock/add/{id}/1")),
        ("POST", format!("/stock/subtract/{id}/1")),
        ("GET", format!("/payment/find_user/{id}")),
        ("POST", format!("/payment/add_funds/{id}/1")),
        ("POST", format!("/payment/pay/{id}/1")),
        ("POST", format!("/payment/cancel/{id}/{item}")),
        ("POST", format!("/payment/status/{id}/{item}")),
        ("POST", format!("/orders/create/{id}")),
        ("GET", format!("/orders/find/{id}")),
        ("POST", format!("/orders/addItem/{id}/{item}/1")),
        ("POST", format!("/orders/removeItem/{id}/{item}/1")),
        ("DELETE", format!("/orders/remove/{id}")),
        ("POST", format!("/orders/checkout/{id}")),
    ]
}

fn sums_do_not_overflow(shop: &Shop) {
    let (user, item) = (shop.user(0), shop.item(1_000_000_000, 0));
    let most = 1_000_000_000_u64;
    let fill = |path: &str| {
        // A thousand times the largest amount is the largest balance; written directly, as it would take a while.
        for _ in 0..3 {
            shop.done("POST", &format!("{path}/{most}"));
        }
    };
    fill(&format!("/stock/add/{item}"));
    fill(&format!("/payment/add_funds/{user}"));
    for (table, key) in
        [("shop-stock-dev", format!("item#{item}")), ("shop-payment-dev", format!("user#{user}"))]
    {
        let update = json!({
            "TableName": table, "Key": {"id": {"S": key}}, "UpdateExpression": "SET balance = :all, supplied = :all",
            "ExpressionAttributeValues": {":all": {"N": "999999999999"}}});
        shop.sandbox.aws().dynamodb(super::REGION, "UpdateItem", &update).unwrap();
    }
    refused(shop.post(&format!("/stock/add/{item}/2")), 409, "may not hold more than");
    refused(shop.post(&format!("/payment/add_funds/{user}/2")), 409, "may not hold more than");
    assert_eq!(shop.post(&format!("/stock/add/{item}/1")).0, 200);
    let order = shop.order(&user, &[(&item, 1000)]);
    refused(shop.post(&format!("/orders/addItem/{order}/{item}/1")), 409, "costs at most");
    refused(shop.post(&format!("/orders/addItem/{order}/{item}/{most}")), 409, "");
    assert_eq!(shop.done("GET", &format!("/orders/find/{order}"))["total_cost"], 1_000_000_000_000_u64);
}

fn the_same_request_is_done_once(shop: &Shop) {
    let (user, item) = (shop.user(0), shop.item(3, 0));
    let order = shop.order(&user, &[]);
    let paths = [
        (format!("/stock/add/{item}/5"), "stock"),
        (format!("/payment/add_funds/{user}/5"), "credit"),
        (format!("/orders/addItem/{order}/{item}/5"), "total_cost"),
    ];
    for (path, field) in &paths {
        let first = shop.post_once(path, KEY);
        let answers = shop.at_once(4, |shop, _| shop.post_once(path, KEY));
        assert!(answers.iter().all(|answer| *answer == first), "{answers:?}");
        assert_eq!(first.1[field], if *field == "total_cost" { 15 } else { 5 });
    }
    // What is made carries the key as its id, also long after the key is forgotten.
    let key = new_key();
    let path = "/stock/item/create/9";
    let made = shop.at_once(4, |shop, _| shop.post_once(path, &key));
    assert!(made.iter().all(|answer| *answer == (201, json!({"item_id": key}))), "{made:?}");
    shop.expire("stock", &key);
    assert_eq!(shop.post_once(path, &key), (201, json!({"item_id": key})));
    shop.expire("stock", &key);
    refused(shop.post_once("/stock/item/create/8", &key), 409, "another price");
    let create = format!("/orders/create/{user}");
    let key = new_key();
    assert_eq!(shop.post_once(&create, &key), (201, json!({"order_id": key})));
    let remove = format!("/orders/remove/{key}");
    let removed = |with: &str| shop.ask_with("DELETE", &remove, &[("idempotency-key", with)]);
    let with = new_key();
    assert_eq!((removed(&with).0, removed(&with).0), (200, 200));
    shop.expire("orders", &key);
    refused(shop.post_once(&create, &key), 409, "already exists or was deleted");
}

fn requests_without_a_signature_are_rejected(shop: &Shop) {
    for ((_, stage), path) in shop.stages.iter().zip(["/stock/audit", "/payment/audit", "/orders/audit"]) {
        let answer = shop.sandbox.request(
            "GET",
            &format!("http://{}{stage}{path}", shop.address),
            "application/json",
            "",
        );
        assert_eq!(answer.status(), 403, "{path}: {}", answer.text());
    }
    assert_eq!(shop.get("/stock/other").0, 403);
}
