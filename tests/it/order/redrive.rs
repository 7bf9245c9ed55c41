//! Messages in the dead-letter queues, and their redrive.

use serde_json::json;

use super::{Orders, text, until};

const HOME: &str = "us-west-2";

fn queue(orders: &Orders, output: &str) -> String {
    orders.run(&format!("outputs cake-workers.{output}")).ok().stdout.trim().to_owned()
}

/// Puts a message into a queue, as SQS does with one that was received too often.
fn send(orders: &Orders, queue: &str, body: &str) {
    let fields = [("QueueUrl", queue), ("MessageBody", body)];
    let (status, answer) = orders.sandbox.aws().query("sqs", HOME, "SendMessage", &fields);
    assert_eq!(status, 200, "{answer}");
}

fn waiting(orders: &Orders, queue: &str) -> serde_json::Value {
    orders.json(&format!("order redrive --dry-run --queue {queue}"))["queues"][0].clone()
}

#[test]
fn messages_are_shown_and_put_back_when_that_is_asked_for() {
    let orders = Orders::deployed();
    orders.run("order redrive").ok().prints("delivery: no dead letters").prints("review: no dead letters");
    let id = orders.placed();
    let dead = queue(&orders, "DeliveryDeadLetterQueueUrl");
    let message = json!({
        "orderId": id, "fulfillmentId": "f-1", "name": "Ada", "address": "1 Mill Lane", "productId": "sacher", "quantity": 2,
    });
    send(&orders, &dead, &message.to_string());
    send(&orders, &dead, "no order at all");

    // Shown as often as one likes; nothing is moved without a yes.
    for _ in 0..2 {
        let shown = waiting(&orders, "delivery");
        assert_eq!((&shown["count"], shown["messages"].as_array().unwrap().len()), (&json!(2), 2), "{shown}");
    }
    orders
        .run("order redrive --queue delivery")
        .code(2)
        .prints(&id)
        .says("Move 2 messages back")
        .says("--yes");
    assert_eq!(waiting(&orders, "delivery")["count"], 2);
    let line = format!("{} order redrive --queue delivery --output json", env!("CARGO_BIN_EXE_provision"));
    if let Some(declined) = orders.sandbox.on_a_terminal(200, &line, r"n\n") {
        let declined = declined.code(2).prints(&id).prints(r#""type":"declined""#);
        declined.prints("the redrive was not confirmed: nothing was moved");
        assert_eq!(waiting(&orders, "delivery")["count"], 2);
    }
    orders.run("order redrive --queue review --yes").ok().prints("review: no dead letters");

    let done = orders.run("order redrive --yes --output json");
    let delivery = &done.json()["queues"][0];
    assert_eq!(delivery["moved"], 2, "{done}");
    // The function acknowledges the order, as there is no partner, and dead-letters what cannot be parsed, with the reason.
    let shown = until(|| {
        let shown = waiting(&orders, "delivery");
        if shown["count"] == 1 { Ok(shown) } else { Err(shown.to_string()) }
    });
    assert_eq!(shown["messages"][0]["begins"], "no order at all");
    assert!(text(&shown["messages"][0]["attributes"]["reason"]).starts_with("cannot be read"), "{shown}");
    orders
        .run("order redrive --dry-run")
        .ok()
        .prints("none: no order at all")
        .prints("reason: cannot be read");
}
