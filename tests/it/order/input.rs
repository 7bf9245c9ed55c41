//! What the commands refuse before anything is sent, and what they take.

use std::ffi::OsStr;

use super::{ID, Orders};
use crate::harness::Sandbox;

/// Invalid values, and what is wrong with each.
fn nonsense() -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("--name", String::new(), "must not be empty"),
        ("--name", "  ".to_owned(), "must not be empty"),
        ("--name", "é".repeat(101), "must not be longer than 100 characters"),
        ("--name", "a\u{7}b".to_owned(), "must not contain"),
        ("--address", String::new(), "must not be empty"),
        ("--address", "a".repeat(301), "must not be longer than 300 characters"),
        ("--product", String::new(), "must not be empty"),
        ("--product", "two words".to_owned(), "must"),
        ("--product", "a".repeat(65), "must not be longer than 64 bytes"),
        ("--quantity", "0".to_owned(), "must be a whole number from 1 to 1000"),
        ("--quantity", "-1".to_owned(), "must be a whole number from 1 to 1000"),
        ("--quantity", "1.5".to_owned(), "must be a whole number from 1 to 1000"),
        ("--quantity", "1e2".to_owned(), "must be a whole number from 1 to 1000"),
        ("--quantity", "1001".to_owned(), "must be a whole number from 1 to 1000"),
        ("--quantity", "99999999999999999999999".to_owned(), "must be a whole number from 1 to 1000"),
        ("--quantity", String::new(), "--quantity"),
        ("--id", "1".repeat(300), "must be a UUID"),
        ("--id", String::new(), "must be a UUID"),
    ]
}

fn nonsense_is_refused_with_the_options_name_and_nothing_is_sent(orders: &Orders) {
    let proxy = orders.sandbox.behind_proxy();
    for (option, value, problem) in nonsense() {
        let given = format!("{option}={value}");
        let mut words =
            vec!["order", "place", "--name=Ada", "--address=Mill Lane", "--product=sacher", "--quantity=1"];
        words.retain(|word| !word.starts_with(option));
        words.push(&given);
        let words: Vec<_> = words.into_iter().map(OsStr::new).collect();
        orders.sandbox.command_of(&words).run().code(2).says(option).says(problem).never_mentions("\u{7}");
    }
    for command in ["get nonsense", "fulfil nonsense", "deliver nonsense --company swift --review good"] {
        orders.run(&format!("order {command}")).code(2).says("ID must be a UUID");
    }
    let long = "a".repeat(65);
    orders
        .run(&format!("order fulfil {ID} --fulfilment {long}"))
        .code(2)
        .says("--fulfilment must not be longer");
    orders
        .run(&format!("order deliver {ID} --company {long} --review good"))
        .code(2)
        .says("--company must not be");
    orders.run(&format!("order deliver {ID} --company swift --review=")).code(2).says("--review");
    orders.run("order list --state eaten").code(2).says("the states are order_placed, order_fulfilled,");
    orders.run("order list --limit 0").code(2).says("--limit");
    orders.run("order place --name Ada").code(2).says("--address").says("--product").says("--quantity");
    orders.run("order place --from x --name Ada").code(2).says("--name").says("--from");
    orders.run("order place --from x --concurrency 0").code(2).says("--concurrency").says("from 1 to 256");
    orders.run("order place --from nowhere.ndjson").code(2).says("--from nowhere.ndjson cannot be read");
    orders.run("order place --from .").code(2).says("--from . is a folder");
    orders.run("order redrive --queue cakes").code(2).says("--queue").says("delivery, review, event");
    assert_eq!(proxy.take_calls(), []);
}

fn an_order_that_is_not_there_is_named(orders: &Orders) {
    for command in
        [format!("get {ID}"), format!("fulfil {ID}"), format!("deliver {ID} --company a --review b")]
    {
        let hint = "hint: provision order list";
        orders.run(&format!("order {command}")).code(1).says(&format!("no order {ID}")).says(hint);
    }
    orders.run("order list").ok().says("no orders");
}

fn names_of_all_scripts_come_back_as_they_were(orders: &Orders) {
    for name in
        ["O'Neil \"Bob\" <b>", "Łukasz Żółć", "山田 太郎", "دعاء", "🎂 & Söhne; DROP TABLE", "a\\b$(x)`y`"]
    {
        let words = [
            "order",
            "place",
            "--product=sacher",
            "--quantity=1000",
            "--output=json",
            "--address=1 Mill Lane\nBakewell",
        ];
        let named = format!("--name={name}");
        let words: Vec<_> = words.into_iter().chain([named.as_str()]).map(OsStr::new).collect();
        let placed = orders.sandbox.command_of(&words).run().ok().json();
        assert_eq!(placed["name"], name);
        assert_eq!(placed["address"], "1 Mill Lane\nBakewell");
        let kept = orders.json(&format!("order get {}", super::text(&placed["orderId"])));
        assert_eq!((&kept["name"], &kept["address"]), (&placed["name"], &placed["address"]));
    }
}

#[test]
fn bad_input_is_refused_by_name() {
    let orders = Orders::deployed();
    an_order_that_is_not_there_is_named(&orders);
    names_of_all_scripts_come_back_as_they_were(&orders);
    nonsense_is_refused_with_the_options_name_and_nothing_is_sent(&orders);
}

#[test]
fn a_stage_without_cakes_is_named_with_the_command_that_deploys_it() {
    let sandbox = Sandbox::started();
    sandbox.write("orders.ndjson", "{}");
    let commands = [
        "order place --name Ada --address Mill --product sacher --quantity 1".to_owned(),
        "order place --from orders.ndjson".to_owned(),
        "order list".to_owned(),
        "order redrive".to_owned(),
        format!("order get {ID}"),
        format!("order fulfil {ID}"),
        format!("order deliver {ID} --company a --review b"),
    ];
    for command in commands {
        sandbox
            .run(&format!("{command} --stage prod"))
            .code(2)
            .says("cake is not deployed on stage prod: there is no stack cake-")
            .says("hint: provision deploy cake --stage prod");
    }
}
