//! Partners that are down, hang, refuse and recover.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Cakes, asked, id_of, once, order_of};
use crate::harness::{Partner, Reply, text};

#[test]
fn what_a_partner_missed_while_it_was_away_it_gets_once_in_the_end() {
    let partner = Partner::new();
    let cakes = Cakes::deployed_with(&partner);
    // Every order meets another trouble first.
    partner.rule(|request| match order_of(request).chars().last() {
        Some('0') => Reply::of("503 Out Of Order", ""),
        Some('1') => Reply::Hold,
        Some('2') => Reply::Drop,
        Some('3') => Reply::of("429 Slow Down", ""),
        _ => Reply::Late(Duration::from_secs(4), "200 OK".to_owned(), "{}".to_owned()),
    });
    let ids = cakes.sent_for_delivery(0..5);
    for words in
        ["503 Service Unavailable", "did not respond in time", "is unreachable", "429 Too Many Requests"]
    {
        cakes.until_worker_logged("notify-delivery-company", words);
    }
    for id in &ids {
        assert_eq!(cakes.order(id)["deliveryCompanyNotifiedAt"], Value::Null);
    }

    let before = partner.requests().len();
    partner.answer("200 OK", "{}");
    cakes.until_marked(&ids, "deliveryCompanyNotifiedAt");
    cakes.until_queues_are_empty();
    let mut answered = std::collections::BTreeMap::new();
    for request in &partner.requests()[before..] {
        assert_eq!(
            request.header("idempotency-key"),
            Some(format!("delivery-{}", order_of(request)).as_str())
        );
        *answered.entry(order_of(request)).or_default() += 1;
    }
    assert_eq!(answered, once(&ids), "after it recovered, each order was told once");
}

#[test]
fn undeliverable_messages_are_put_aside_with_their_reason_and_can_be_redriven() {
    let partner = Partner::new();
    let cakes = Cakes::deployed_with(&partner);
    partner.answer("422 What Is This", "");
    let ids = cakes.sent_for_delivery(1..2);
    let (body, reason) = cakes.dead_letter("Delivery");
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["orderId"], ids[0].as_str());
    assert_eq!(reason, "the delivery company responded with 422 Unprocessable Entity");
    partner.answer("200 OK", "{}");
    cakes.send_message("Delivery", &body);
    cakes.until_marked(&ids, "deliveryCompanyNotifiedAt");

    for (queue, broken) in [("Delivery", "no JSON"), ("Review", r#"{"orderId":"17"}"#), ("Event", "[]")] {
        cakes.send_message(queue, broken);
        let (body, reason) = cakes.dead_letter(queue);
        assert_eq!(body, broken);
        assert!(reason.starts_with("cannot be read") || reason.starts_with("not an order event"), "{reason}");
    }
    // A record of the stream that is none is kept whole, too, and holds up no other.
    let broken = json!({"eventType": "order_placed", "order": {"orderId": "17"}}).to_string();
    cakes.put_record(&broken);
    assert_eq!(cakes.dead_letter("Event").0, broken);
    // So is one about an unknown order, and it can be sent again.
    let mut unknown = cakes.order(&ids[0]);
    unknown["orderId"] = json!(id_of(99));
    cakes.put_record(&json!({"eventType": "order_placed", "order": unknown}).to_string());
    let (event, reason) = cakes.dead_letter("Event");
    assert_eq!(reason, format!("there is no order {}", id_of(99)));
    cakes.place(99);
    cakes.send_message("Event", &event);
    cakes.until_marked(&[id_of(99)], "cakeMakerNotifiedAt");
    cakes.until_queues_are_empty();
    assert_eq!(cakes.mails(), once(&[ids[0].clone(), id_of(99)]));
}

#[test]
fn without_partners_everything_else_works_and_the_deploy_says_so() {
    let cakes = Cakes::deployed();
    cakes.run("status cake").ok().prints("No delivery company is notified of orders");
    let ids = cakes.sent_for_delivery(1..2);
    cakes.deliver(&ids[0]);
    for handler in ["notify-delivery-company", "report-review"] {
        cakes.until_worker_logged(handler, "acknowledged: no partner configured");
    }
    cakes.until_queues_are_empty();
    let order = cakes.order(&ids[0]);
    assert_eq!(text(&order["orderState"]), "delivered");
    assert!(order["deliveryCompanyNotifiedAt"].is_null() && order["reviewReportedAt"].is_null(), "{order}");

    // A partner that is configured later is notified of what happens from then on.
    let partner = Partner::new();
    cakes.run(&format!("{} {}", super::QUICK, super::partners(&partner))).ok();
    let later = cakes.sent_for_delivery(2..3);
    cakes.until_marked(&later, "deliveryCompanyNotifiedAt");
    assert_eq!(asked(&partner, "/deliveries"), once(&later));
}
