//! From an order to its collection, and what prevents a second one.

use serde_json::json;

use super::{ADA, BUCKET, Coffee, MACHINE, REGION};
use crate::harness::{Sandbox, text};

#[test]
fn an_order_is_placed_invoiced_collected_and_placed_again() {
    let coffee = Coffee::deployed();
    let words = format!("coffee order {ADA} --item Latte:2 --item Croissant --follow");
    let placed =
        coffee.run(&words).ok().says("WriteOrder").says("WriteInvoice").prints("2 × Latte, 1 × Croissant");
    let id = text(&coffee.json(&format!("coffee get {ADA}"))["orderid"]);
    placed.prints(&id);

    // What lies in the table, in the bucket and in the topic.
    let stored = coffee.stored("ada", "corner").unwrap();
    assert_eq!(stored["orderid"]["S"], *id);
    assert_eq!(stored["items"]["L"][0]["M"], json!({"name": {"S": "Latte"}, "quantity": {"N": "2"}}));
    let time = text(&stored["placedat"]["S"]);
    let key = format!("ada/corner/{time}_{id}");
    assert_eq!(coffee.objects(), [format!("{key}.html"), format!("{key}.json")]);
    assert_eq!(
        coffee.message(&id),
        json!({"outcome": "placed", "orderid": id, "accountid": "ada", "vendorid": "corner",
            "invoice": format!("{key}.json")})
    );

    // A second order names the first, and starts nothing.
    coffee
        .run(&format!("coffee order {ADA} --item Mocha"))
        .code(1)
        .says(&format!("account ada already has an active order with vendor corner: order {id}"))
        .says("hint: once it is collected: provision coffee collect --account ada --vendor corner");
    coffee.run(&format!("coffee order {ADA} --item Mocha --follow")).code(1).says(&id);
    assert_eq!(coffee.executions(MACHINE, REGION), [id.as_str()]);
    // Another vendor is another place.
    coffee.run("coffee order --account ada --vendor station --item Mocha").ok().says("execution tail");

    // Collected: the order is deleted, the invoice is kept, and a repeated request gets the same response.
    coffee
        .run(&format!("coffee collect {ADA}"))
        .ok()
        .prints(&format!("order {id} of ada with corner is collected"));
    assert_eq!(coffee.stored("ada", "corner"), None);
    let again = coffee.json(&format!("coffee collect {ADA} --id {id}"));
    assert_eq!((text(&again["orderid"]), text(&again["state"])), (id.clone(), "collected".to_owned()));
    coffee
        .run(&format!("coffee collect {ADA}"))
        .code(1)
        .says("account ada has no active order with vendor corner");
    coffee.run(&format!("coffee get {ADA}")).code(1).says("hint: provision coffee order --account ada");
    assert_eq!(coffee.json(&format!("coffee invoice {ADA}"))["orderid"], *id);

    // And there is room for the next one, whose invoice is the newest.
    let next = text(&coffee.placed(&format!("{ADA} --item Mocha"))["orderid"]);
    assert_eq!(coffee.json(&format!("coffee invoice {ADA}"))["orderid"], *next);
    assert_eq!(coffee.json(&format!("coffee invoice {ADA} --id {id}"))["items"][0]["name"], "Latte");
    coffee.run(&format!("coffee collect {ADA} --id {id}")).ok().prints("is collected");
    assert_eq!(
        coffee.stored("ada", "corner").unwrap()["orderid"]["S"],
        *next,
        "only the order that was meant"
    );
    assert_eq!(coffee.objects().iter().filter(|key| key.starts_with("ada/corner/")).count(), 4);
    assert!(coffee.aws().s3(REGION, &format!("GET /{BUCKET}?versioning"), "").contains("Enabled"));
}

#[test]
fn without_following_an_order_is_printed_as_soon_as_it_is_written() {
    let coffee = Coffee::deployed();
    let order = coffee.json(&format!("coffee order {ADA} --item Latte"));
    assert_eq!(coffee.stored("ada", "corner").unwrap()["orderid"]["S"], order["orderid"]);
    let id = text(&order["orderid"]);
    coffee.run(&format!("execution tail {id}")).ok();
    assert_eq!(coffee.message(&id)["outcome"], "placed");
    coffee.run(&format!("execution show {id}")).ok().prints("WriteInvoice");
}

#[test]
fn subscribers_of_orders_are_said_to_have_to_confirm() {
    let sandbox = Sandbox::shipped("coffee");
    let deployed = sandbox.run("deploy coffee -p coffee-workflow.NotificationEmail=owner@example.com").ok();
    deployed.prints("Note: coffee-workflow-dev: SNS has sent owner@example.com an e-mail with a link.");
}
