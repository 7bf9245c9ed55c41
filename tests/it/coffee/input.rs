//! What is refused, by the command before anything is sent and by the API for everybody else.

use std::ffi::OsStr;

use serde_json::{Value, json};

use super::{ADA, ANOTHER_ID, API, Coffee, ID, JSON, MACHINE, REGION, order};
use crate::harness::{Message, machine_arn};

/// Invalid values, and what is wrong with each.
fn nonsense() -> Vec<(&'static str, String, &'static str)> {
    let bad_id = "must be 1 to 64 letters, digits, hyphens or underscores";
    vec![
        ("--account", String::new(), bad_id),
        ("--account", "a".repeat(65), bad_id),
        ("--account", "a/b".to_owned(), bad_id),
        ("--vendor", "..".to_owned(), bad_id),
        ("--vendor", "a\u{7}b".to_owned(), bad_id),
        ("--id", "1".repeat(300), "must be a UUID"),
        ("--id", format!("{ID}\n"), "must be a UUID"),
        ("--item", String::new(), "name must not be empty"),
        ("--item", "a".repeat(81), "name must not be longer than 80 characters"),
        ("--item", "a\u{7}b".to_owned(), "name must not contain"),
        ("--item", "Latte:0".to_owned(), "quantity must be a whole number from 1 to 100"),
        (
            "--item",
            "Latte:1000000000000000000000".to_owned(),
            "quantity must be a whole number from 1 to 100",
        ),
        ("--item", "Latte:two".to_owned(), "quantity must be a whole number from 1 to 100"),
    ]
}

fn nonsense_is_refused_with_the_options_name_and_nothing_is_sent(coffee: &Coffee) {
    let proxy = coffee.behind_proxy();
    for (option, value, problem) in nonsense() {
        let given = format!("{option}={value}");
        let mut words = vec!["coffee", "order", "--account=ada", "--vendor=corner", "--item=Latte"];
        words.retain(|word| !word.starts_with(option));
        words.push(&given);
        let words: Vec<_> = words.into_iter().map(OsStr::new).collect();
        coffee.command_of(&words).run().code(2).says(option).says(problem).never_mentions("\u{7}");
    }
    let many = "--item Latte ".repeat(21);
    coffee.run(&format!("coffee order {ADA} {many}")).code(2).says("--item: items must be 1 to 20");
    coffee.run(&format!("coffee order {ADA}")).code(2).says("--item");
    for command in ["get", "invoice", "collect"] {
        coffee.run(&format!("coffee {command} --account a/b --vendor v")).code(2).says("--account must be");
    }
    for command in ["invoice", "collect"] {
        coffee.run(&format!("coffee {command} {ADA} --id nonsense")).code(2).says("--id must be a UUID");
    }
    assert_eq!(proxy.take_calls(), []);
}

fn who_is_not_known_is_named(coffee: &Coffee) {
    let absent = "--account zoe --vendor nowhere";
    let no_order = "account zoe has no active order with vendor nowhere";
    coffee.run(&format!("coffee get {absent}")).code(1).says(no_order);
    coffee.run(&format!("coffee collect {absent}")).code(1).says(no_order);
    coffee.run(&format!("coffee collect {absent} --id {ID}")).code(1).says(no_order);
    let no_invoice = "account zoe has no invoice of vendor nowhere";
    coffee.run(&format!("coffee invoice {absent}")).code(1).says(no_invoice);
    coffee.run(&format!("coffee invoice {absent} --id {ID}")).code(1).says(&format!("for order {ID}"));
}

/// A refusal's status and the field that it names.
fn refused(answer: &Message) -> (u16, String) {
    let body: Value =
        serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()));
    assert!(body["message"].is_string(), "{body}");
    (answer.status(), body["field"].as_str().unwrap_or_default().to_owned())
}

/// An order in which one value is another.
fn with(pointer: &str, value: Value) -> Value {
    let mut order = order(ID, "Latte");
    *order.pointer_mut(pointer).unwrap() = value;
    order
}

fn the_api_refuses_what_is_no_order(coffee: &Coffee) {
    let body = (400, "body".to_owned());
    for text in ["", "{", "[]", "null", "{}", "\"order\""] {
        assert_eq!(refused(&coffee.ask("POST", "/order", JSON, text)), body, "{text}");
    }
    let orders = [
        with("/orderid", json!("1")),
        with("/orderid", json!(ID.to_uppercase())),
        with("/orderid", json!(format!("{ID}\n"))),
        with("/accountid", json!("")),
        with("/accountid", json!("a/../b")),
        with("/accountid", json!("a".repeat(65))),
        with("/vendorid", json!(7)),
        with("/vendorid", json!("a\u{0}b")),
        with("/items", json!([])),
        with("/items", json!(vec![json!({"name": "Latte", "quantity": 1}); 21])),
        with("/items/0/name", json!("")),
        with("/items/0/name", json!(" \t")),
        with("/items/0/name", json!("a\u{7}b")),
        with("/items/0/name", json!("a".repeat(81))),
        with("/items/0/quantity", json!(0)),
        with("/items/0/quantity", json!(101)),
        with("/items/0/quantity", json!(1.5)),
        with("/items/0/quantity", json!(2.0)),
        with("/items/0/quantity", json!(-0.0)),
        with("/items/0/quantity", json!("1")),
        with("/items/0", json!({"name": "Latte", "quantity": 1, "unitprice": "0"})),
        // Far longer than any order.
        with("/items/0/name", json!("a".repeat(1_000_000))),
    ];
    for order in &orders {
        assert_eq!(refused(&coffee.post(order)), body, "{:.200}", order.to_string());
    }
    // Only what is called JSON, since nothing else is looked at.
    let good = json!({"stateMachineArn": machine_arn(MACHINE, REGION), "order": order(ID, "Latte")});
    for media_type in ["text/plain", "application/x-amz-json-1.0", "application/xml"] {
        assert_eq!(coffee.ask("POST", "/order", media_type, good.to_string()).status(), 415, "{media_type}");
    }
    let url = format!("{}/order", coffee.api(API));
    assert_eq!(coffee.request("POST", &url, JSON, good.to_string()).status(), 403, "without a signature");
    assert!(coffee.executions(MACHINE, REGION).is_empty());
}

fn another_state_machine_is_refused_and_not_started(coffee: &Coffee) {
    let role = coffee.call(
        "states",
        REGION,
        "AWSStepFunctions.DescribeStateMachine",
        &json!({"stateMachineArn": machine_arn(MACHINE, REGION)}),
    );
    let definition = json!({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}).to_string();
    let another = json!({"name": "another", "definition": definition, "roleArn": role["roleArn"]});
    coffee.call("states", REGION, "AWSStepFunctions.CreateStateMachine", &another);
    let body = |machine: Value| json!({"stateMachineArn": machine, "order": order(ID, "Latte")});
    let mut bodies = vec![
        body(json!(machine_arn("another", REGION))),
        body(json!(machine_arn(MACHINE, "us-east-1"))),
        body(json!(format!("{}:1", machine_arn(MACHINE, REGION)))),
        body(json!("")),
        body(Value::Null),
        body(json!([machine_arn(MACHINE, REGION), machine_arn("another", REGION)])),
        json!({"order": order(ID, "Latte")}),
    ];
    // Beside the right one, in other words, and one level below.
    for name in ["statemachinearn", "stateMachine", "name", "input"] {
        let mut both = body(json!(machine_arn(MACHINE, REGION)));
        both[name] = json!(machine_arn("another", REGION));
        bodies.push(both);
    }
    let mut below = body(json!(machine_arn(MACHINE, REGION)));
    below["order"]["stateMachineArn"] = json!(machine_arn("another", REGION));
    bodies.push(below);
    for body in bodies {
        assert_eq!(refused(&coffee.ask("POST", "/order", JSON, body.to_string())).0, 400, "{body}");
    }
    // Twice in one body: whichever counts, no other machine starts.
    let twice = format!(
        r#"{{"stateMachineArn": "{}", "stateMachineArn": "{}", "order": {}}}"#,
        machine_arn("another", REGION),
        machine_arn(MACHINE, REGION),
        order(ANOTHER_ID, "Latte")
    );
    let _ = coffee.ask("POST", "/order", JSON, twice);
    assert!(coffee.executions("another", REGION).is_empty());
    assert!(!coffee.executions(MACHINE, REGION).contains(&ID.to_owned()));
}

fn the_functions_name_the_field_that_is_wrong(coffee: &Coffee) {
    let cases = [
        ("GET", "/order", "accountid"),
        ("GET", "/order?accountid=a%2Fb&vendorid=v", "accountid"),
        ("GET", "/order?accountid=a", "vendorid"),
        ("GET", "/invoice?accountid=a&vendorid=%00", "vendorid"),
        ("GET", "/invoice?accountid=a&vendorid=v&orderid=1", "orderid"),
        ("GET", "/invoice?accountid=a&vendorid=v&format=pdf", "format"),
        ("DELETE", "/order?accountid=a&vendorid=v", "orderid"),
        ("DELETE", "/order?accountid=a&vendorid=v&orderid=..", "orderid"),
    ];
    for (method, path, field) in cases {
        assert_eq!(refused(&coffee.ask(method, path, JSON, "")), (400, field.to_owned()), "{method} {path}");
    }
    let page = coffee.ask("GET", "/invoice?accountid=a&vendorid=v&format=html", JSON, "");
    assert_eq!(page.status(), 404);
    assert_eq!(coffee.ask("PUT", "/order", JSON, "{}").status(), 403);
}

#[test]
fn bad_input_is_refused_by_name() {
    let coffee = Coffee::deployed();
    the_api_refuses_what_is_no_order(&coffee);
    the_functions_name_the_field_that_is_wrong(&coffee);
    who_is_not_known_is_named(&coffee);
    another_state_machine_is_refused_and_not_started(&coffee);
    nonsense_is_refused_with_the_options_name_and_nothing_is_sent(&coffee);
}

#[test]
fn hostile_and_foreign_names_arrive_as_they_are() {
    let coffee = Coffee::deployed();
    let names = [
        "O'Neil's \"special\"",
        "\\'",
        "\\\\'",
        "'; DROP TABLE--",
        "$input.json('$')",
        "#set($a = 1) #end",
        "\",\"stateMachineArn\":\"x",
        "珈琲",
        "قهوة",
        "☕️😀",
        "</script><script>",
        "{% $states.input %}",
        "a\u{2028}b",
    ];
    let items: Vec<_> = names.iter().map(|name| json!({"name": name, "quantity": 2})).collect();
    let sent = with("/items", json!(items));
    assert_eq!(coffee.post(&sent).status(), 202);
    assert_eq!(coffee.message(ID)["outcome"], "placed");
    let invoice = coffee.json(&format!("coffee invoice {ADA}"));
    assert_eq!(invoice["items"], sent["items"]);
    assert_eq!(coffee.json(&format!("coffee get {ADA}"))["items"], sent["items"]);
}
