//! Executions that are stopped: what they have begun is undone without any request.

use std::thread;

use serde_json::{Value, json};

use super::faults::{Death, Watched};
use super::{Answer, REGION, Shop};
use crate::harness::{text, until};

impl Shop {
    /// The answer to a request whose execution is stopped once it is so far.
    fn stopped(&self, path: &str, order: &str, is_so_far: impl Fn() -> Result<(), String>) -> Answer {
        let services = &self.services;
        thread::scope(|scope| {
            let request = scope.spawn(|| services.post(path));
            until(is_so_far);
            assert!(self.stop_executions(order) >= 1);
            request.join().unwrap()
        })
    }

    /// Runs the workflow with an input, and waits until it has succeeded.
    fn execute(&self, input: &Value) {
        let start = json!({"stateMachineArn": machine(), "input": input.to_string()});
        let started = self.sandbox.call("states", REGION, "AWSStepFunctions.StartExecution", &start);
        let execution = json!({"executionArn": started["executionArn"]});
        let status = until(|| {
            let found = self.sandbox.call("states", REGION, "AWSStepFunctions.DescribeExecution", &execution);
            match text(&found["status"]) {
                running if running == "RUNNING" => Err(running),
                status => Ok(status),
            }
        });
        assert_eq!(status, "SUCCEEDED");
    }

    /// Stops whatever runs for this order; how many executions that were.
    fn stop_executions(&self, order: &str) -> usize {
        let machine = machine();
        let running = json!({"stateMachineArn": machine, "statusFilter": "RUNNING"});
        let listed = self.sandbox.call("states", REGION, "AWSStepFunctions.ListExecutions", &running);
        let of_it = listed["executions"].as_array().unwrap().iter();
        let of_it: Vec<_> = of_it.filter(|one| text(&one["name"]).starts_with(order)).collect();
        for one in &of_it {
            let stop = json!({"executionArn": one["executionArn"]});
            self.sandbox.call("states", REGION, "AWSStepFunctions.StopExecution", &stop);
        }
        of_it.len()
    }
}

fn machine() -> String {
    format!("arn:aws:states:{REGION}:000000000000:stateMachine:shop-checkout-dev")
}

#[test]
fn a_checkout_whose_execution_is_stopped_is_undone_by_itself() {
    let shop = Shop::deployed();
    a_stopped_checkout_gives_everything_back(&shop);
    a_stopped_cancel_is_carried_on(&shop);
    an_event_that_cannot_be_handled_fails(&shop);
    a_stopped_checkout_that_another_execution_has_is_left_alone(&shop);
    a_checkout_that_is_stopped_before_it_begins_is_refused_for_good(&shop);
    a_checkout_that_could_not_begin_leaves_another_of_its_number_alone(&shop);
}

fn a_stopped_checkout_gives_everything_back(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    let watched = Watched::new(shop, "TakePayment", "DYNAMODB");
    watched.dies("TransactWriteItems", Death::BeforeItsWrite, usize::MAX);
    let (status, answer) = shop.stopped(&format!("/orders/checkout/{order}"), &order, || {
        if shop.stock(&item) == 0 { Ok(()) } else { Err("nothing is taken".to_owned()) }
    });
    assert!(
        status == 409 && text(&answer["message"]).contains("was interrupted and undone"),
        "{status} {answer}"
    );
    assert_eq!((shop.credit(&user), shop.stock(&item), shop.state(&order).as_str()), (10, 1, "open"));
    shop.audit();
}

fn a_stopped_cancel_is_carried_on(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    assert_eq!(shop.checkout(&order).0, 200);
    let watched = Watched::new(shop, "ReturnStock", "DYNAMODB");
    watched.dies("TransactWriteItems", Death::BeforeItsWrite, 3);
    let answer = shop.stopped(&format!("/payment/cancel/{user}/{order}"), &order, || {
        if shop.credit(&user) == 10 { Ok(()) } else { Err("nothing is back".to_owned()) }
    });
    assert!([200, 202].contains(&answer.0), "{answer:?}");
    assert_eq!(shop.until_settled(&order), "open");
    assert_eq!((shop.credit(&user), shop.stock(&item)), (10, 1));
    shop.audit();
}

/// Lambda sends what still fails after its retries to the dead-letter queue.
fn an_event_that_cannot_be_handled_fails(shop: &Shop) {
    let answer = shop.invoke("UndoLostCheckout", &json!({"detail": {"status": "ABORTED", "input": "{}"}}));
    assert_eq!(text(&answer["errorType"]), "input-invalid");
}

fn a_stopped_checkout_that_another_execution_has_is_left_alone(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    assert_eq!(shop.checkout(&order).0, 200);
    let run = super::new_key();
    let input = json!({"order_id": order, "attempt": 1, "revision": 2, "checkout_key": run, "run": run,
        "began_at": 1, "user_id": user, "amount": 10, "lines": {&item: 1}});
    let event = json!({"detail": {"status": "ABORTED", "input": input.to_string()}});
    assert_eq!(shop.invoke("UndoLostCheckout", &event), json!({"result": "nothing to undo"}));
    assert_eq!((shop.credit(&user), shop.state(&order).as_str()), (0, "paid"));
    shop.audit();
}

/// What the workflow's first write would do is kept from being done, as by an execution that was stopped before it.
fn a_checkout_that_is_stopped_before_it_begins_is_refused_for_good(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    let path = format!("/orders/checkout/{order}");
    let (key, run) = (super::new_key(), super::new_key());
    let bound = json!({"TableName": "shop-orders-dev", "Item": {"id": {"S": format!("operation#{key}")},
        "what": {"S": format!("POST {path}")}, "expires_at": {"N": "99999999999"}, "revision": {"N": "1"},
        "begun": {"M": {"attempt": {"N": "1"}, "revision": {"N": "2"}}}}});
    shop.sandbox.aws().dynamodb(REGION, "PutItem", &bound).unwrap();
    let input = json!({"order_id": order, "attempt": 1, "revision": 2, "checkout_key": key, "run": run,
        "began_at": 1, "user_id": user, "amount": 10, "lines": {&item: 1}});
    let event = json!({"detail": {"status": "ABORTED", "input": input.to_string()}});
    assert_eq!(shop.invoke("UndoLostCheckout", &event), json!({"result": "given up before it began"}));
    let found = shop.done("GET", &format!("/orders/find/{order}"));
    assert_eq!((text(&found["state"]), &found["paid"]), ("open".to_owned(), &json!(false)));
    assert!(text(&found["reason"]).contains("interrupted before it began"), "{found}");
    for _ in 0..2 {
        let (status, answer) = shop.post_once(&path, &key);
        assert!(status == 409 && text(&answer["message"]).contains("nothing was taken"), "{status} {answer}");
    }
    assert_eq!((shop.credit(&user), shop.stock(&item)), (10, 1));
    assert_eq!(shop.checkout(&order).0, 200, "another request is another checkout");
    assert_eq!(shop.invoke("UndoLostCheckout", &event), json!({"result": "nothing to undo"}));
    assert_eq!((shop.credit(&user), shop.state(&order).as_str()), (0, "paid"));
    shop.audit();
}

/// It cannot mark the order as its own, here because of its input, and comes to give back what it may have taken.
fn a_checkout_that_could_not_begin_leaves_another_of_its_number_alone(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    let (own, other) = (super::new_key(), super::new_key());
    let begun = json!({"TableName": "shop-orders-dev", "Key": {"id": {"S": format!("order#{order}")}},
        "UpdateExpression": "SET #state = :to, attempt = :one, #run = :run",
        "ExpressionAttributeNames": {"#state": "state", "#run": "run"},
        "ExpressionAttributeValues": {":to": {"S": "checking_out"}, ":one": {"N": "1"}, ":run": {"S": own}}});
    shop.sandbox.aws().dynamodb(REGION, "UpdateItem", &begun).unwrap();
    for (run, state) in [(&other, "checking_out"), (&own, "open")] {
        shop.execute(
            &json!({"order_id": order, "attempt": 1, "revision": 2, "checkout_key": run, "run": run,
            "began_at": "never", "user_id": user, "amount": 10, "lines": {&item: 1}}),
        );
        assert_eq!(shop.state(&order), state);
    }
    shop.audit();
}
