//! A whole life, and everything in it twice.

use serde_json::{Value, json};

use super::{API, Cakes, asked, delivery, fulfilment, id_of, new_order, once};
use crate::harness::{Partner, until};

#[test]
fn an_order_lives_until_its_review_and_everyone_is_notified_once() {
    let partner = Partner::new();
    let cakes = Cakes::deployed_with(&partner);
    let id = cakes.place(7);
    assert_eq!(id, id_of(7));
    cakes.until_marked(std::slice::from_ref(&id), "cakeMakerNotifiedAt");

    // Not every step fits every state.
    let (status, refusal) = cakes.ask("POST", "/order/delivered", &delivery(&id));
    assert_eq!((status, &refusal["state"]), (409, &json!("order_placed")), "{refusal}");
    cakes.fulfil(&id);
    cakes.until_marked(std::slice::from_ref(&id), "deliveryCompanyNotifiedAt");
    cakes.deliver(&id);
    cakes.until_marked(std::slice::from_ref(&id), "reviewReportedAt");

    let order = cakes.order(&id);
    assert_eq!(order["orderState"], "delivered");
    assert_eq!(order["name"], new_order(7)["name"]);
    assert_eq!(order["address"], new_order(7)["address"]);
    let times = ["placedAt", "fulfilledAt", "sentForDeliveryAt", "deliveredAt"]
        .map(|name| order[name].as_str().unwrap());
    assert!(times.is_sorted(), "{order}");
    check_notifications(&cakes, &partner, &id);
    repeat_every_request(&cakes, &id, &order);
    repeat_every_message(&cakes, &partner, &id, &order);

    let mails = cakes.mails();
    assert_eq!(mails, once(std::slice::from_ref(&id)));
    assert_eq!(asked(&partner, "/deliveries"), once(std::slice::from_ref(&id)));
    assert_eq!(asked(&partner, "/reviews"), once(std::slice::from_ref(&id)));
    assert_eq!(cakes.order(&id), order, "nothing of this changed the order");
}

fn check_notifications(cakes: &Cakes, partner: &Partner, id: &str) {
    let inbox = cakes.json("local mail");
    let mail = inbox["mails"][0].to_string();
    for word in ["8 x choc-cake", "Zoë O'Neil 李", "1 Main St"] {
        assert!(mail.contains(word), "{word} in {mail}");
    }
    let requests = partner.requests();
    let document = |path: &str| -> Value {
        let request = requests.iter().find(|request| request.first.contains(path)).unwrap();
        let key = format!("{}-{id}", if path == "/reviews" { "review" } else { "delivery" });
        assert_eq!(request.header("idempotency-key"), Some(key.as_str()));
        serde_json::from_slice(&request.body).unwrap()
    };
    let notified = document("/deliveries");
    assert_eq!(notified["fulfillmentId"], fulfilment(id)["fulfillmentId"]);
    assert_eq!((&notified["quantity"], &notified["address"]), (&json!(8), &new_order(7)["address"]));
    assert_eq!(document("/reviews")["orderReview"], delivery(id)["orderReview"]);
}

/// The same again gives the same answer, other values and steps back are refused with the state.
fn repeat_every_request(cakes: &Cakes, id: &str, order: &Value) {
    let same = [
        ("/order", new_order(7), 201),
        ("/order/fulfilled", fulfilment(id), 200),
        ("/order/delivered", delivery(id), 200),
    ];
    for (path, body, status) in same {
        assert_eq!(cakes.ask("POST", path, &body), (status, order.clone()), "{path}");
    }
    let mut other = [
        ("/order", new_order(7), "quantity", json!(999)),
        ("/order/fulfilled", fulfilment(id), "fulfillmentId", json!("other")),
        ("/order/delivered", delivery(id), "orderReview", json!("other")),
    ];
    for (path, body, field, value) in &mut other {
        body[*field] = value.clone();
        let (status, refusal) = cakes.ask("POST", path, body);
        assert_eq!((status, &refusal["state"]), (409, &json!("delivered")), "{path}: {refusal}");
    }
    let (status, refusal) = cakes.ask("GET", &format!("/order/{}", id_of(8)), &Value::Null);
    assert_eq!(status, 404, "{refusal}");
    let (status, refusal) = cakes.ask("POST", "/order/fulfilled", &fulfilment(&id_of(8)));
    assert_eq!(status, 404, "{refusal}");
    let listed = cakes.api_request(API, ("GET", "/orders?state=delivered"), "text/plain", "");
    assert_eq!(serde_json::from_slice::<Value>(&listed.body).unwrap(), json!({"items": [order]}));
}

/// What queues and streams may deliver twice is delivered thrice.
fn repeat_every_message(cakes: &Cakes, partner: &Partner, id: &str, order: &Value) {
    let bodies: Vec<_> =
        partner.requests().iter().map(|request| (request.first.clone(), request.text())).collect();
    for _ in 0..3 {
        for event_type in ["order_placed", "order_fulfilled"] {
            cakes.put_record(&json!({"eventType": event_type, "order": order}).to_string());
        }
        for (first, body) in &bodies {
            cakes.send_message(if first.contains("/reviews") { "Review" } else { "Delivery" }, body);
        }
    }
    cakes.until_queues_are_empty();
    for handler in ["notify-cake-maker", "notify-delivery-company", "report-review"] {
        cakes.until_worker_logged(handler, "already notified");
    }
    cakes.until_worker_logged("send-for-delivery", "sent before");
    // The last ones too: an event that is sent again takes the same path, after all others.
    cakes.send_message("Event", &json!({"eventType": "order_placed", "order": order}).to_string());
    cakes.until_queues_are_empty();
    until(|| {
        let group = json!({"logGroupName": "/provision/cake/dev/notify-cake-maker"});
        let log = cakes.call("logs", super::HOME, "Logs_20140328.FilterLogEvents", &group).to_string();
        // Three by themselves and one that was sent back.
        let repetitions: usize = log
            .split(" already notified")
            .skip(1)
            .zip(log.split(" already notified"))
            .map(|(_, before)| {
                let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
                digits.chars().rev().collect::<String>().parse::<usize>().unwrap_or(0)
            })
            .sum();
        if repetitions >= 4 { Ok(()) } else { Err(format!("{repetitions} repetitions of {id} were seen")) }
    });
}
