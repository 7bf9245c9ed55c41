//! Functions that die: each step of the saga in turn, before its write and after it, and the checkout's own request.
//!
//! A function calls a proxy instead of DynamoDB or Step Functions. When the call in question arrives, the function's process
//! is killed: before the call is forwarded, or after it was executed and before its response is returned.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::{REGION, STACKS, Shop, new_key};
use crate::harness::{Call, Proxy, Verdict, credential, tag, text};

/// When a function dies.
#[derive(Clone, Copy, Debug)]
pub enum Death {
    BeforeItsWrite,
    AfterItsWrite,
}

/// A function whose calls of one service go through a proxy.
pub struct Watched<'a> {
    shop: &'a Shop,
    function: String,
    pub proxy: Proxy,
    variables: Value,
}

impl<'a> Watched<'a> {
    pub fn new(shop: &'a Shop, function: &str, service: &str) -> Self {
        let function = shop.function_name(function);
        let answer = shop.call_lambda("GET", &format!("/2015-03-31/functions/{function}/configuration"), "");
        let variables = answer["Environment"]["Variables"].clone();
        let watched = Self { shop, function, proxy: Proxy::before(&shop.sandbox.aws()), variables };
        let mut redirected = watched.variables.clone();
        redirected[format!("AWS_ENDPOINT_URL_{service}")] = json!(watched.proxy.endpoint());
        watched.configure(&redirected);
        watched
    }

    fn configure(&self, variables: &Value) {
        let path = format!("/2015-03-31/functions/{}/configuration", self.function);
        let wanted = json!({"Environment": {"Variables": variables}}).to_string();
        let answer = self.shop.call_lambda("PUT", &path, &wanted);
        assert_eq!(answer["Environment"]["Variables"], *variables, "{answer}");
    }

    /// The function dies the next `times` times that it makes this call. Counts its deaths, not the calls.
    pub fn dies(&self, action: &'static str, death: Death, times: usize) -> Arc<AtomicUsize> {
        let (deaths, calls) = (Arc::new(AtomicUsize::new(0)), AtomicUsize::new(0));
        let (count, function, emulator) =
            (Arc::clone(&deaths), self.function.clone(), self.shop.address.clone());
        self.proxy.rule(move |call: &Call| {
            if call.action != action || calls.fetch_add(1, Ordering::SeqCst) >= times {
                return Verdict::Forward;
            }
            match death {
                Death::BeforeItsWrite => {
                    count.fetch_add(kill(&function, &emulator), Ordering::SeqCst);
                    Verdict::Drop
                }
                Death::AfterItsWrite => {
                    let (function, emulator, count) =
                        (function.clone(), emulator.clone(), Arc::clone(&count));
                    Verdict::ForwardThen(Box::new(move || {
                        count.fetch_add(kill(&function, &emulator), Ordering::SeqCst);
                    }))
                }
            }
        });
        deaths
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.configure(&self.variables);
    }
}

/// Ends the processes of a function of this emulator, as a machine does that breaks down; how many there were.
fn kill(function: &str, emulator: &str) -> usize {
    let wanted =
        [format!("AWS_LAMBDA_FUNCTION_NAME={function}"), format!("AWS_ENDPOINT_URL=http://{emulator}")];
    let mut killed = 0;
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let number = entry.file_name().to_str().and_then(|name| name.parse().ok());
        let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
        let variables: Vec<_> = environment.split(|byte| *byte == 0).collect();
        if wanted.iter().all(|variable| variables.contains(&variable.as_bytes())) {
            let pid = number.and_then(Pid::from_raw).unwrap();
            killed += usize::from(kill_process(pid, Signal::KILL).is_ok());
        }
    }
    killed
}

impl Shop {
    /// The name that a stack gave to the function of this logical name.
    pub fn function_name(&self, function: &str) -> String {
        let logical = format!("{function}Function");
        let of = |stack: &str| {
            let listed =
                self.sandbox.aws().cloudformation(REGION, "ListStackResources", &[("StackName", stack)]);
            let member =
                listed.split("</member>").find(|one| one.contains(&format!(">{logical}<")))?.to_owned();
            tag(&member, "PhysicalResourceId").map(str::to_owned)
        };
        STACKS.iter().find_map(|(stack, _)| of(stack)).unwrap_or_else(|| panic!("no {function}"))
    }

    /// A call of Lambda in the name of the account's root.
    fn call_lambda(&self, method: &str, path: &str, body: &str) -> Value {
        let signature = credential("lambda", REGION);
        let answer =
            self.sandbox.send(&format!("{method} {path}"), &[("authorization", signature.as_str())], body);
        serde_json::from_slice(&answer.body)
            .unwrap_or_else(|error| panic!("{error}: {path}: {}", answer.text()))
    }

    /// Runs a function as the saga does.
    pub fn invoke(&self, function: &str, event: &Value) -> Value {
        let path = format!("/2015-03-31/functions/{}/invocations", self.function_name(function));
        self.call_lambda("POST", &path, &event.to_string())
    }
}

const BOTH: [Death; 2] = [Death::BeforeItsWrite, Death::AfterItsWrite];

#[test]
fn whichever_function_dies_the_books_agree() {
    let shop = Shop::deployed();
    a_step_dies_once_and_the_order_is_paid(&shop);
    a_step_dies_always_and_nothing_is_taken(&shop);
    a_compensation_dies_and_is_done_in_the_end(&shop);
    the_request_itself_dies(&shop);
    steps_come_late_and_twice(&shop);
    an_execution_is_lost(&shop);
}

fn a_step_dies_once_and_the_order_is_paid(shop: &Shop) {
    for function in ["TakeStock", "TakePayment"] {
        let watched = Watched::new(shop, function, "DYNAMODB");
        for death in BOTH {
            let (user, item) = (shop.user(10), shop.item(10, 1));
            let order = shop.order(&user, &[(&item, 1)]);
            let deaths = watched.dies("TransactWriteItems", death, 1);
            let (status, answer) = shop.checkout(&order);
            assert!([200, 202].contains(&status), "{function} {death:?}: {status} {answer}");
            assert_eq!(shop.until_settled(&order), "paid", "{function} {death:?}");
            assert!(deaths.load(Ordering::SeqCst) >= 1, "{function} did not die");
            assert_eq!((shop.credit(&user), shop.stock(&item)), (0, 0), "{function} {death:?}");
            shop.audit();
        }
    }
}

fn a_step_dies_always_and_nothing_is_taken(shop: &Shop) {
    for function in ["TakeStock", "TakePayment"] {
        let watched = Watched::new(shop, function, "DYNAMODB");
        for death in BOTH {
            let (user, item) = (shop.user(10), shop.item(10, 1));
            let order = shop.order(&user, &[(&item, 1)]);
            // A write that was done is found by the next try, which writes no more and answers.
            let write = match death {
                Death::BeforeItsWrite => "TransactWriteItems",
                Death::AfterItsWrite => "BatchGetItem",
            };
            let deaths = watched.dies(write, death, usize::MAX);
            let (status, answer) = shop.checkout(&order);
            assert!([202, 409].contains(&status), "{function} {death:?}: {status} {answer}");
            assert_eq!(shop.until_settled(&order), "open", "{function} {death:?}");
            assert!(deaths.load(Ordering::SeqCst) > 1, "{function} was not tried again");
            assert_eq!((shop.credit(&user), shop.stock(&item)), (10, 1), "{function} {death:?}");
            shop.audit();
            // Once the function is well, so is the order.
            watched.proxy.forward_all();
            assert_eq!(shop.checkout(&order).0, 200);
            shop.audit();
        }
    }
}

fn a_compensation_dies_and_is_done_in_the_end(shop: &Shop) {
    for function in ["ReturnStock", "ReturnPayment"] {
        let watched = Watched::new(shop, function, "DYNAMODB");
        for death in BOTH {
            let (user, item) = (shop.user(10), shop.item(10, 1));
            let order = shop.order(&user, &[(&item, 1)]);
            assert_eq!(shop.checkout(&order).0, 200);
            let deaths = watched.dies("TransactWriteItems", death, 3);
            let (status, answer) = shop.post(&format!("/payment/cancel/{user}/{order}"));
            assert!([200, 202].contains(&status), "{function} {death:?}: {status} {answer}");
            assert_eq!(shop.until_settled(&order), "open", "{function} {death:?}");
            assert!(deaths.load(Ordering::SeqCst) >= 1, "{function} did not die");
            assert_eq!((shop.credit(&user), shop.stock(&item)), (10, 1), "{function} {death:?}");
            shop.audit();
        }
    }
}

/// The caller gets no answer, or one that is no promise; the order is settled all the same, and the request, sent again, is
/// answered.
fn the_request_itself_dies(shop: &Shop) {
    let watched = Watched::new(shop, "CheckoutOrder", "SFN");
    for death in BOTH {
        let (user, item) = (shop.user(10), shop.item(10, 1));
        let order = shop.order(&user, &[(&item, 1)]);
        let deaths = watched.dies("StartExecution", death, 1);
        let path = format!("/orders/checkout/{order}");
        let key = new_key();
        let (status, answer) = shop.post_once(&path, &key);
        assert!(status >= 500, "{death:?}: {status} {answer}");
        assert!(deaths.load(Ordering::SeqCst) >= 1, "{death:?}: it did not die");
        assert_eq!(shop.post_once(&path, &key).0, 200, "{death:?}");
        assert_eq!((shop.credit(&user), shop.stock(&item)), (0, 0), "{death:?}");
        shop.audit();
    }
}

/// The steps of a checkout that is over, once more: nothing changes, and the answers are the same.
fn steps_come_late_and_twice(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    let goods = |attempt: u64| json!({"order_id": order, "attempt": attempt, "lines": {&item: 1}});
    let money = |attempt: u64| json!({"order_id": order, "attempt": attempt, "user_id": user, "amount": 10});
    let back = |attempt: u64| json!({"order_id": order, "attempt": attempt});
    assert_eq!(shop.checkout(&order).0, 200);
    assert_eq!(shop.invoke("TakeStock", &goods(1)), json!({"taken": true}));
    assert_eq!(shop.invoke("TakePayment", &money(1)), json!({"taken": true}));
    assert_eq!((shop.credit(&user), shop.stock(&item)), (0, 0));
    shop.audit();

    assert_eq!(shop.post(&format!("/payment/cancel/{user}/{order}")).0, 200);
    assert_eq!(shop.until_settled(&order), "open");
    for _ in 0..2 {
        assert_eq!(shop.invoke("TakeStock", &goods(1))["taken"], false);
        assert_eq!(shop.invoke("TakePayment", &money(1))["taken"], false);
        assert_eq!(shop.invoke("ReturnStock", &back(1)), json!({"returned": true}));
        assert_eq!(shop.invoke("ReturnPayment", &back(1)), json!({"returned": true}));
    }
    assert_eq!((shop.credit(&user), shop.stock(&item)), (10, 1));
    shop.audit();

    // A compensation of the first checkout comes when the second one has taken everything.
    assert_eq!(shop.checkout(&order).0, 200);
    shop.invoke("ReturnPayment", &back(1));
    shop.invoke("ReturnStock", &back(1));
    assert_eq!((shop.credit(&user), shop.stock(&item)), (0, 0));
    shop.audit();
    for event in [json!({}), json!({"order_id": "1", "attempt": 1}), goods(0)["lines"].clone()] {
        assert_eq!(text(&shop.invoke("TakeStock", &event)["errorType"]), "input-invalid");
    }
}

/// Both steps are done, and then no execution continues the checkout. The next request undoes it, once it is certainly lost.
fn an_execution_is_lost(shop: &Shop) {
    let (user, item) = (shop.user(10), shop.item(10, 1));
    let order = shop.order(&user, &[(&item, 1)]);
    shop.invoke("TakeStock", &json!({"order_id": order, "attempt": 1, "lines": {&item: 1}}));
    shop.invoke("TakePayment", &json!({"order_id": order, "attempt": 1, "user_id": user, "amount": 10}));
    let long_ago = json!({
        "TableName": "shop-orders-dev", "Key": {"id": {"S": format!("order#{order}")}},
        "UpdateExpression": "SET #state = :state, attempt = :one, began_at = :one, revision = revision + :one",
        "ExpressionAttributeNames": {"#state": "state"},
        "ExpressionAttributeValues": {":state": {"S": "checking_out"}, ":one": {"N": "1"}}});
    shop.sandbox.aws().dynamodb(REGION, "UpdateItem", &long_ago).unwrap();
    assert_eq!((shop.credit(&user), shop.stock(&item)), (0, 0));
    let (status, answer) = shop.checkout(&order);
    assert!(
        status == 409 && text(&answer["message"]).contains("was interrupted and undone"),
        "{status} {answer}"
    );
    assert_eq!((shop.credit(&user), shop.stock(&item)), (10, 1));
    shop.audit();
    assert_eq!(shop.checkout(&order).0, 200);
    shop.audit();
}
