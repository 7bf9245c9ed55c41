//! Orders that cannot be invoiced: nothing is left of them, and the topic says why.

use serde_json::json;

use super::{ADA, BUCKET, Coffee, ID, MACHINE, REGION, order};
use crate::harness::machine_arn;

#[test]
fn an_order_without_an_invoice_is_taken_back_and_the_topic_says_why() {
    let coffee = Coffee::deployed();
    coffee.aws().s3(REGION, &format!("DELETE /{BUCKET}"), "");
    coffee
        .run(&format!("coffee order {ADA} --item Latte --id {ID} --follow"))
        .code(1)
        .says("WriteOrder")
        .says("TakeOrderBack")
        .says(&format!("order {ID} was not placed"))
        .says("invoice-not-written: NoSuchBucket")
        .says(&format!("hint: provision execution show {ID}"));
    assert_eq!(coffee.stored("ada", "corner"), None);
    let message = coffee.message(ID);
    assert_eq!((&message["outcome"], &message["error"]), (&json!("failed"), &json!("invoice-not-written")));
    assert!(message["reason"].as_str().unwrap().starts_with("NoSuchBucket"), "{message}");
    coffee.run(&format!("coffee get {ADA}")).code(1).says("no active order");

    // With the bucket restored, the next order succeeds.
    let place = format!(
        "<CreateBucketConfiguration><LocationConstraint>{REGION}</LocationConstraint></CreateBucketConfiguration>"
    );
    coffee.aws().s3(REGION, &format!("PUT /{BUCKET}"), &place);
    coffee.placed(&format!("{ADA} --item Latte"));
}

#[test]
fn an_order_without_notification_stands() {
    let coffee = Coffee::deployed();
    let (status, text) = coffee.aws().query("sns", REGION, "DeleteTopic", &[("TopicArn", &coffee.topic())]);
    assert_eq!(status, 200, "{text}");
    coffee
        .run(&format!("coffee order {ADA} --item Latte --id {ID} --follow"))
        .code(3)
        .prints(ID)
        .says(&format!("order {ID} is placed, but no notification was sent"))
        .says("PublishCompletion");
    coffee.run(&format!("coffee invoice {ADA}")).ok().prints("Latte");
}

#[test]
fn an_order_that_the_api_lets_through_and_the_function_does_not_is_taken_back_at_once() {
    let coffee = Coffee::deployed();
    // A client that may start the workflow directly bypasses the API's model.
    let input = json!({"orderid": ID, "accountid": "ada", "vendorid": "corner",
        "items": [{"name": "a\u{7}b", "quantity": 1}]});
    let start = json!({"stateMachineArn": machine_arn(MACHINE, REGION), "name": ID,
        "input": input.to_string()});
    coffee.call("states", REGION, "AWSStepFunctions.StartExecution", &start);
    let message = coffee.message(ID);
    assert_eq!(
        (&message["error"], &message["reason"]),
        (&json!("input-invalid"), &json!("name must not contain \\u{7}"))
    );
    assert_eq!(coffee.stored("ada", "corner"), None);
    assert!(coffee.objects().is_empty());
}

#[test]
fn an_order_in_the_workflows_hands_cannot_be_collected() {
    let coffee = Coffee::deployed();
    // As it is between the two writes.
    let mut item = json!({"placedat": {"S": "2026-11-22T04:19:50.113Z"}, "items": {"L": []}});
    for (name, value) in order(ID, "Latte").as_object().unwrap().iter().filter(|(_, value)| value.is_string())
    {
        item[name] = json!({"S": value});
    }
    coffee.aws().dynamodb(REGION, "PutItem", &json!({"TableName": "coffee-dev", "Item": item})).unwrap();
    coffee
        .run(&format!("coffee collect {ADA}"))
        .code(1)
        .says(&format!("order {ID} has no invoice yet; try again in a moment"));
    assert!(coffee.stored("ada", "corner").is_some());
}
