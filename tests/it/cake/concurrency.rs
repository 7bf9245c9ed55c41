//! Two hundred orders at once, each sent twice.

use std::thread;

use serde_json::Value;

use super::{API, Cakes, HOME, JSON, new_order, once};
use crate::harness::{Message, credential, exchange, text, until};

const ORDERS: u32 = 200;
const CALLERS: u32 = 20;

/// Places its share of the orders; every order is the share of two callers.
fn place_share(caller: u32, address: &str, path: &str, signature: &str) {
    for number in (0..ORDERS).filter(|number| number % (CALLERS / 2) == caller % (CALLERS / 2)) {
        let headers = [("host", address), ("content-type", JSON), ("authorization", signature)];
        let request =
            Message::new(format!("POST {path}/order HTTP/1.1"), &headers, new_order(number).to_string());
        let answer = exchange(address, &request).unwrap();
        assert_eq!(answer.status(), 201, "{}", answer.text());
    }
}

#[test]
fn two_hundred_orders_that_come_twice_at_once_are_two_hundred_orders() {
    let cakes = Cakes::deployed();
    let address = cakes.aws().address().to_owned();
    let url = cakes.api(API);
    let path = url.split_once(&address).unwrap().1;
    let signature = credential("execute-api", HOME);
    thread::scope(|scope| {
        for caller in 0..CALLERS {
            let (address, signature) = (&address, &signature);
            scope.spawn(move || place_share(caller, address, path, signature));
        }
    });

    let mut walked = Vec::new();
    let mut query = "/orders?limit=37".to_owned();
    loop {
        let (status, page) = cakes.ask("GET", &query, &Value::Null);
        assert_eq!(status, 200, "{page}");
        walked.extend(page["items"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str() else { break };
        query = format!("/orders?limit=37&next={next}");
    }
    let placed: Vec<_> = walked.iter().map(|order| text(&order["placedAt"])).collect();
    assert!(placed.is_sorted_by(|a, b| a >= b), "newest first");
    let mut ids: Vec<_> = walked.iter().map(|order| text(&order["orderId"])).collect();
    ids.sort();
    assert_eq!(ids, (0..ORDERS).map(super::id_of).collect::<Vec<_>>());

    until(|| {
        let mails = cakes.mails().len();
        if mails == ids.len() { Ok(()) } else { Err(format!("{mails} mails")) }
    });
    cakes.until_queues_are_empty();
    assert_eq!(cakes.mails(), once(&ids));
}
