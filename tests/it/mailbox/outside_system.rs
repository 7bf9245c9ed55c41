//! A real outside system on this machine: it fails, hangs, recovers, and says no.

use std::io::BufReader;
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::Value;

use super::Mailboxes;
use crate::harness::Message;

/// A server that hands each order to the test, which answers when and as it likes.
struct OutsideSystem {
    port: u16,
    orders: Receiver<Order>,
}

struct Order {
    key: String,
    body: Value,
    stream: TcpStream,
}

impl OutsideSystem {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, orders) = channel();
        thread::spawn(move || listener.incoming().flatten().try_for_each(|stream| read(stream, &sender)));
        Self { port, orders }
    }

    fn parameter(&self) -> String {
        format!("-p mailbox-provisioning.OutsideSystemUrl=http://127.0.0.1:{}/orders", self.port)
    }

    /// The next order that comes in.
    fn order(&self) -> Order {
        self.orders.recv_timeout(super::SOON).expect("an order comes in")
    }
}

/// `None` once nobody takes orders any more, which ends the server.
fn read(stream: TcpStream, sender: &Sender<Order>) -> Option<()> {
    let message = Message::read(&mut BufReader::new(stream.try_clone().unwrap()), None).ok()??;
    let key = message.header("idempotency-key").unwrap_or_default().to_owned();
    let body = serde_json::from_slice(&message.body).unwrap_or_default();
    sender.send(Order { key, body, stream }).ok()
}

impl Order {
    fn answer(mut self, status: &str, body: &str) {
        let headers = [("content-type", "application/json")];
        Message::new(format!("HTTP/1.1 {status}"), &headers, body).write(&mut self.stream).unwrap();
    }
}

#[test]
fn an_outside_system_that_fails_and_hangs_gets_the_same_key_until_it_recovers() {
    let outside = OutsideSystem::new();
    let mailboxes = Mailboxes::deployed_with(&outside.parameter());
    let create = mailboxes.start("mailbox create --username ada --domain example.com --follow");

    let first = outside.order();
    let (id, key) = (super::text(&first.body["id"]), first.key.clone());
    assert_eq!(first.body["username"], "ada");
    assert!(key.starts_with(&format!("{id}_create_")), "{key}");

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
    let hanging = outside.order();
    assert_eq!(hanging.key, key);
    let third = outside.order();
    assert_eq!(third.key, key);
    third.answer("201 Created", "");
    create
        .end()
        .ok()
        .prints("provisioning-completed")
        .says("attempt 1 of 4 failed, next in 4 s: external-failure: the outside system answered 503")
        .says("attempt 2 of 4 failed, next in 10 s: external-failure: the outside system did not answer in time");
    drop(hanging);

    // A new request is a new key, and a refusal is no failure to try again.
    let update = mailboxes.start(&format!("mailbox update {id} --follow"));
    let order = outside.order();
    assert!(order.key.starts_with(&format!("{id}_update_")), "{}", order.key);
    order.answer("200 OK", r#"{"accepted": false, "reason": "no room left"}"#);
    update.end().code(1).prints("provisioning-failed").prints("no room left");
}

#[test]
fn an_order_that_the_outside_system_does_not_understand_is_tried_three_times() {
    let outside = OutsideSystem::new();
    let mailboxes = Mailboxes::deployed_with(&outside.parameter());
    let create = mailboxes.start("mailbox create --username ada --domain example.com --follow");
    let keys = Arc::new(Mutex::new(Vec::new()));
    for _ in 0..3 {
        let order = outside.order();
        keys.lock().unwrap().push(order.key.clone());
        order.answer("422 Nonsense", "");
    }
    create.end().code(1).prints("OutsideSystemRejected: the outside system answered 422");
    let mut keys = keys.lock().unwrap().clone();
    keys.dedup();
    assert_eq!(keys.len(), 1, "{keys:?}");

    // Out of reach: nobody listens any more.
    let id = mailboxes.json("mailbox list")["mailboxes"][0]["id"].as_str().unwrap().to_owned();
    drop(outside);
    let update = mailboxes.run(&format!("mailbox update {id} --follow")).code(1);
    update.says("attempt 4 failed").prints("external-failure: the outside system");
}
