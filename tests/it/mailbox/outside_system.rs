//! A real outside system on this machine: it fails, hangs, recovers, and says no.

use serde_json::Value;

use super::Mailboxes;
use crate::harness::{Message, Partner, text};

/// The outside system, and mailboxes that order from it.
fn ordering() -> (Partner, Mailboxes) {
    let outside = Partner::new();
    let url = format!("-p mailbox-provisioning.OutsideSystemUrl={}", outside.url("/orders"));
    (outside, Mailboxes::deployed_with(&url))
}

/// What identifies an order when it is repeated.
fn key(order: &Message) -> String {
    order.header("idempotency-key").unwrap_or_default().to_owned()
}

#[test]
fn an_outside_system_that_fails_and_hangs_gets_the_same_key_until_it_recovers() {
    let (outside, mailboxes) = ordering();
    outside.hold();
    let create = mailboxes.start("mailbox create --username ada --domain example.com --follow");

    let first = outside.held();
    let order: Value = serde_json::from_slice(&first.request.body).unwrap();
    let (id, first_key) = (text(&order["id"]), key(&first.request));
    assert_eq!(order["username"], "ada");
    assert!(first_key.starts_with(&format!("{id}_create_")), "{first_key}");

    // At work: no other request is taken.
    mailboxes.until_status_is(&id, "calling-outside-system");
    for words in [format!("mailbox update {id} --username other"), format!("mailbox delete {id}")] {
        mailboxes
            .run(&words)
            .code(1)
            .says("is not possible while its status is calling-outside-system")
            .says(&format!("hint: wait for it: provision execution tail {id}"));
    }
    first.answer("503 Out Of Order", "");

    // This one is never answered; the function gives it up.
    let hanging = outside.held();
    assert_eq!(key(&hanging.request), first_key);
    let third = outside.held();
    assert_eq!(key(&third.request), first_key);
    third.answer("201 Created", "");
    create
        .end()
        .ok()
        .prints("provisioning-completed")
        .says("attempt 1 of 4 failed, next in 4 s: external-failure: the outside system responded with 503")
        .says("attempt 2 of 4 failed, next in 10 s: external-failure: the outside system did not respond in time");
    drop(hanging);

    // A new request is a new key, and a refusal is no failure to try again.
    outside.answer("200 OK", r#"{"accepted": false, "reason": "no room left"}"#);
    let update = mailboxes.run(&format!("mailbox update {id} --follow"));
    update.code(1).prints("provisioning-failed").prints("no room left");
    let orders = outside.requests();
    assert_eq!(orders.len(), 4);
    assert!(key(&orders[3]).starts_with(&format!("{id}_update_")), "{}", key(&orders[3]));
}

#[test]
fn an_order_that_the_outside_system_does_not_understand_is_tried_three_times() {
    let (outside, mailboxes) = ordering();
    outside.answer("422 Nonsense", "");
    mailboxes
        .run("mailbox create --username ada --domain example.com --follow")
        .code(1)
        .prints("OutsideSystemRejected: the outside system responded with 422");
    let mut keys: Vec<_> = outside.requests().iter().map(key).collect();
    assert_eq!(keys.len(), 3);
    keys.dedup();
    assert_eq!(keys.len(), 1, "{keys:?}");

    // Out of reach: no server listens any more.
    let id = text(&mailboxes.json("mailbox list")["mailboxes"][0]["id"]);
    drop(outside);
    let update = mailboxes.run(&format!("mailbox update {id} --follow")).code(1);
    update.says("attempt 4 failed").prints("external-failure: the outside system");
}
