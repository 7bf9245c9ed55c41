//! One full life of all systems, in both regions: deployed, used, updated, removed without their data, deployed around it and removed
//! with it. The gate records every request of it and compares them with AWS's own models (`.ci/requests.py`).

use serde_json::Value;

use crate::harness::Sandbox;

#[test]
fn a_full_life_of_all_systems_ends_with_nothing_left() {
    let sandbox = Sandbox::shipped("");
    sandbox.shorten_waits();
    let proxy = sandbox.behind_proxy();
    proxy.record();
    for words in ["doctor", "plan", "deploy", "deploy", "status --all-regions", "outputs"] {
        sandbox.run(words).ok();
    }
    a_mailbox_lives(&sandbox);
    a_cake_is_ordered(&sandbox);
    a_coffee_is_ordered(&sandbox);
    an_order_is_paid_and_cancelled(&sandbox);

    sandbox.run("deploy -p mailbox-api.LogRetentionDays=60 -p cake-data.DeletionProtection=true").ok();
    sandbox.run("deploy --force").ok();
    sandbox.run("teardown --yes").ok();
    sandbox.run("deploy").ok();
    sandbox.run("teardown --yes --delete-data").ok();
    for region in ["us-west-2", "us-east-1"] {
        let aws = sandbox.aws();
        assert!(aws.stacks(region).is_empty() && aws.tables(region).is_empty(), "{region}");
    }
}

fn a_mailbox_lives(sandbox: &Sandbox) {
    let created = sandbox.run(
        "mailbox create --username ada --domain example.com --contact c@example.com --follow --output json",
    );
    let id = last(&created.ok().events(), "id");
    sandbox.run(&format!("mailbox get {id}")).ok();
    sandbox.run("mailbox list --all").ok();
    sandbox.run(&format!("mailbox update {id} --username eve --follow")).ok();
    sandbox.run("execution list").ok();
    sandbox.run(&format!("execution show {id} --logs")).ok();
    sandbox.run(&format!("execution tail {id}")).ok();
    sandbox.run(&format!("mailbox delete {id}")).ok();
    sandbox.run(&format!("mailbox approve {id}")).ok();
}

fn a_cake_is_ordered(sandbox: &Sandbox) {
    let placed =
        sandbox.run("order place --name Ada --address Mill_Lane --product sacher --quantity 2 --output json");
    let id = last(&placed.ok().events(), "orderId");
    sandbox.run(&format!("order fulfil {id} --follow --until sent_for_delivery")).ok();
    sandbox.run(&format!("order deliver {id} --company ups --review good --follow")).ok();
    sandbox.run(&format!("order get {id}")).ok();
    sandbox.run("order list --all").ok();
    sandbox.run("order redrive").ok();
}

fn a_coffee_is_ordered(sandbox: &Sandbox) {
    let who = "--account ada --vendor corner";
    sandbox.run(&format!("coffee order {who} --item Mocha:2 --follow")).ok();
    for command in ["get", "invoice", "collect"] {
        sandbox.run(&format!("coffee {command} {who}")).ok();
    }
}

fn an_order_is_paid_and_cancelled(sandbox: &Sandbox) {
    let id =
        |words: &str, field: &str| last(&sandbox.run(&format!("{words} --output json")).ok().events(), field);
    let user = id("shop user create --credit 1000", "user_id");
    let item = id("shop item create 250 --stock 5", "item_id");
    let order = id(&format!("shop order create {user}"), "order_id");
    for words in [
        format!("user fund {user} 5"),
        format!("item add {item} 3"),
        format!("order add {order} {item} 2"),
        format!("order checkout {order}"),
        format!("order get {order}"),
        "audit".to_owned(),
    ] {
        sandbox.run(&format!("shop {words}")).ok();
    }
}

/// A text of the last JSON object that was printed.
fn last(printed: &[Value], field: &str) -> String {
    printed
        .last()
        .and_then(|report| report[field].as_str())
        .unwrap_or_else(|| panic!("{field} in {printed:?}"))
        .to_owned()
}
