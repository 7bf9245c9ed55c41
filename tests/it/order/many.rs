//! Many orders at once, and the same ones again.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use rustix::process::Signal;
use serde_json::{Value, json};

use super::{Orders, places};
use crate::harness::Verdict;

fn line(name: &str) -> String {
    json!({"name": name, "address": "1 Mill Lane", "productId": "sacher", "quantity": 1}).to_string()
}

/// A file of orders with these names, one a line.
fn write(orders: &Orders, names: &[String]) {
    let lines: Vec<_> = names.iter().map(|name| line(name)).collect();
    orders.sandbox.write("orders.ndjson", &lines.join("\n"));
}

fn customers(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("Customer {number:04}")).collect()
}

const PLACE: &str = "order place --from orders.ndjson";

fn a_bad_line_is_named_and_stops_no_other(orders: &Orders) {
    let bad = [
        line("Ada"),
        line("Ada"),
        String::new(),
        line("Bob").replace('1', "1.5"),
        "{\"name\": \"Cut off".to_owned(),
        line("Eve").replace("sacher", "two words"),
        line("Émile O'Neil"),
        line("").to_owned(),
    ];
    orders.sandbox.write("orders.ndjson", &bad.join("\n"));
    let first = orders
        .run(PLACE)
        .code(3)
        .says("error: line 4: quantity must be a whole number from 1 to 1000")
        .says("error: line 5: is not a JSON object: EOF while parsing a string")
        .says("error: line 6: productId must")
        .says("error: line 8: name must not be empty")
        .says("4 of 7 orders were not placed");
    assert!(first.stdout.contains("Placed   3") && first.stdout.contains("Refused  4"), "{first}");
    assert_eq!(orders.names(), ["Ada", "Ada", "Émile O'Neil"]);
    // With the lines corrected and one more on top, the rest is placed, and nothing twice.
    let corrected = [line("Zoe"), line("Émile O'Neil"), line("Bob"), line("Ada"), line("Eve"), line("Ada")];
    orders.sandbox.write("orders.ndjson", &corrected.join("\n"));
    let again = orders.run(PLACE).ok().says("to place them as new orders, use --batch NAME");
    assert!(
        again.stdout.contains("Placed         3") && again.stdout.contains("Placed before  3"),
        "{again}"
    );
    assert_eq!(orders.names(), ["Ada", "Ada", "Bob", "Eve", "Zoe", "Émile O'Neil"]);
    orders.run(&format!("{PLACE} --batch tuesday")).ok().prints("Placed  6");
    assert_eq!(orders.names().len(), 12);
}

fn orders_come_from_standard_input_too(orders: &Orders) {
    let count = orders.names().len();
    orders.sandbox.write("one.json", "{\n  \"name\": \"Uma\",\n  \"address\": \"1 Mill Lane\",\n  \"productId\": \"sacher\",\n  \"quantity\": 1\n}\n");
    let one = orders
        .sandbox
        .shell("cat one.json | provision order place --from -")
        .ok()
        .prints("State    order_placed");
    assert!(one.stdout.contains("Uma"), "{one}");
    let events =
        orders.sandbox.shell("cat one.json | provision order place --from - --output json").ok().events();
    assert_eq!(events[0]["event"], "order");
    assert_eq!((&events[0]["line"], &events[0]["outcome"]), (&json!(1), &json!("existing")));
    assert_eq!((&events[1]["event"], &events[1]["existing"]), (&json!("report"), &json!(1)));
    assert_eq!(orders.names().len(), count + 1);
    orders
        .sandbox
        .shell("provision order place --from - < /dev/null")
        .ok()
        .says("no orders in standard input");
    orders
        .sandbox
        .shell("echo '[{}]' | provision order place --from -")
        .code(2)
        .says("JSON list")
        .says("jq -c");
    orders
        .sandbox
        .shell("echo '{\"name\": 1}' | provision order place --from -")
        .code(2)
        .says("line 1: name must be");
    orders
        .sandbox
        .shell("cat one.json one.json | provision order place --from - --follow")
        .code(2)
        .says("--follow works with a single order only");
    let followed = "provision order place --from one.json --follow --until order_placed";
    orders.sandbox.shell(followed).ok().prints("Uma").says("order_placed");
    assert_eq!(orders.names().len(), count + 1);
}

/// Holds the answers to all orders after the first so many, which have arrived all the same.
fn killed_in_the_middle_everything_is_there_once_after_another_run(orders: &Orders) {
    let before = orders.names();
    write(orders, &customers(120));
    let proxy = orders.sandbox.behind_proxy();
    let (reached, wait) = channel();
    let reached = Mutex::new((0, reached));
    let (hold, held) = channel::<()>();
    let held = Arc::new(Mutex::new(held));
    proxy.rule(move |call| {
        let mut reached = reached.lock().unwrap();
        reached.0 += usize::from(places(call));
        if reached.0 < 50 || !places(call) {
            return Verdict::Forward;
        }
        let _ = reached.1.send(());
        let held = Arc::clone(&held);
        Verdict::ForwardThen(Box::new(move || _ = held.lock().unwrap().recv()))
    });
    let running = orders.start(PLACE);
    (0..10).for_each(|_| wait.recv().unwrap());
    running.kill();
    drop(hold);
    proxy.forward_all();
    let again = orders.run(PLACE).ok();
    assert!(again.stdout.contains("Placed before"), "{again}");
    let mut wanted = [before, customers(120)].concat();
    wanted.sort();
    assert_eq!(orders.names(), wanted);
    let last = orders.run(PLACE).ok().prints("Placed before  120").prints("Placed         0");
    assert_eq!(last.code, Some(0));
}

fn the_first_signal_lets_orders_arrive_and_sends_no_more(orders: &Orders) {
    let count = orders.names().len();
    let names: Vec<_> = (0..500).map(|number| format!("Guest {number}")).collect();
    write(orders, &names);
    let running = orders.start(&format!("{PLACE} --concurrency 4 --output json"));
    running.until("\"line\":20");
    running.signal(Signal::INT).until("no further order is sent");
    let events = running.end().code(130).says("it places only what is missing").events();
    let placed = events.last().unwrap()["placed"].as_u64().unwrap();
    assert!((20..500).contains(&placed), "{placed}");
    assert_eq!(orders.names().len(), count + usize::try_from(placed).unwrap());
    let rest = orders.run(&format!("{PLACE} --output json")).ok().events();
    let rest = rest.last().unwrap();
    assert_eq!((&rest["existing"], &rest["placed"]), (&json!(placed), &json!(500 - placed)));
    assert_eq!(orders.names().len(), count + 500);
}

fn an_api_that_is_down_is_left_alone_after_a_few_orders(orders: &Orders) {
    let proxy = orders.sandbox.behind_proxy();
    let names: Vec<_> = (0..100).map(|number| format!("Late {number}")).collect();
    write(orders, &names);
    proxy.rule(|call| {
        if places(call) {
            Verdict::Answer(503, json!({"message": "out of eggs"}).to_string())
        } else {
            Verdict::Forward
        }
    });
    let down = orders.run(&format!("{PLACE} --concurrency 4")).code(1).says("out of eggs");
    assert!(
        down.stderr.contains("the API accepts no orders at present; the remaining lines were not sent"),
        "{down}"
    );
    assert!(
        proxy.take_calls().iter().filter(|call| places(call)).count() <= 60,
        "five tries of twelve at most"
    );
    proxy.forward_all();
    let events = orders.run(&format!("{PLACE} --output json")).ok().events();
    assert_eq!(events.last().unwrap()["placed"], 100);
}

fn lost_answers_place_nothing_twice(orders: &Orders) {
    let count = orders.names().len();
    let proxy = orders.sandbox.behind_proxy();
    let names: Vec<_> = (0..30).map(|number| format!("Lost {number}")).collect();
    write(orders, &names);
    // Every third order arrives, and its answer is lost.
    let calls = Mutex::new(0);
    proxy.rule(move |call| {
        let mut calls = calls.lock().unwrap();
        *calls += usize::from(places(call));
        if places(call) && calls.is_multiple_of(3) {
            return Verdict::ForwardThen(Box::new(|| std::panic::resume_unwind(Box::new("lost on purpose"))));
        }
        Verdict::Forward
    });
    let events = orders.run(&format!("{PLACE} --output json")).ok().events();
    let report: &Value = events.last().unwrap();
    assert_eq!((&report["placed"], &report["existing"]), (&json!(30), &json!(0)));
    assert_eq!(orders.names().len(), count + 30);
}

#[test]
fn many_orders_are_placed_each_once() {
    let orders = Orders::deployed();
    a_bad_line_is_named_and_stops_no_other(&orders);
    orders_come_from_standard_input_too(&orders);
    the_first_signal_lets_orders_arrive_and_sends_no_more(&orders);
    killed_in_the_middle_everything_is_there_once_after_another_run(&orders);
}

#[test]
fn trouble_on_the_way_loses_and_doubles_nothing() {
    let orders = Orders::deployed();
    lost_answers_place_nothing_twice(&orders);
    an_api_that_is_down_is_left_alone_after_a_few_orders(&orders);
}
