//! The coffee system: deployed by the real binary, used through its commands and its API, its workflow and functions at work on
//! the emulator.

mod concurrency;
mod failing;
mod input;
mod invoice;
mod listing;
mod placing;
mod roles;
mod teardown;

use std::ops::Deref;

use serde_json::{Value, json};

use crate::harness::{Message, Sandbox, credential, machine_arn, tag, text, until};

const REGION: &str = "us-west-2";
const API: (&str, &str) = ("coffee-api-dev", REGION);
const MACHINE: &str = "coffee-order-dev";
const BUCKET: &str = "coffee-dev-000000000000-us-west-2";
const JSON: &str = "application/json";
const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
const ANOTHER_ID: &str = "7b0c6c1e-2d3f-4a5b-8c9d-0e1f2a3b4c5d";
/// Who most tests order as, and from whom.
const ADA: &str = "--account ada --vendor corner";

/// A sandbox in which the coffee system is deployed, and a queue that is subscribed to its topic.
struct Coffee {
    sandbox: Sandbox,
}

impl Deref for Coffee {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Coffee {
    fn deployed() -> Self {
        Self::deployed_in(Sandbox::shipped("coffee"))
    }

    fn deployed_in(sandbox: Sandbox) -> Self {
        sandbox.shorten_waits();
        sandbox.run("deploy coffee").ok();
        let coffee = Self { sandbox };
        coffee.listen();
        coffee
    }

    /// ARN of the topic to which every outcome is published.
    fn topic(&self) -> String {
        let answer =
            self.aws().cloudformation(REGION, "DescribeStacks", &[("StackName", "coffee-workflow-dev")]);
        let outputs = answer.split("<member>").find(|output| output.contains("<OutputKey>TopicArn<"));
        outputs.and_then(|output| tag(output, "OutputValue")).unwrap().to_owned()
    }

    /// Subscribes a queue to the topic.
    fn listen(&self) {
        let aws = self.aws();
        let (status, text) = aws.query("sqs", REGION, "CreateQueue", &[("QueueName", "heard")]);
        assert_eq!(status, 200, "{text}");
        let topic = self.topic();
        let queue = format!("arn:aws:sqs:{REGION}:000000000000:heard");
        let subscription = [("TopicArn", topic.as_str()), ("Protocol", "sqs"), ("Endpoint", queue.as_str())];
        let (status, text) = aws.query("sns", REGION, "Subscribe", &subscription);
        assert_eq!(status, 200, "{text}");
    }

    /// What was published about an order, once it was.
    #[track_caller]
    fn message(&self, id: &str) -> Value {
        until(|| {
            let all = self.all_messages();
            let of_order = all.iter().find(|message| message["orderid"] == id);
            of_order.cloned().ok_or_else(|| format!("nothing of {id} in {all:?}"))
        })
    }

    /// Everything that was published.
    fn all_messages(&self) -> Vec<Value> {
        let queues = self.send("GET /_ministack/sqs/messages", &[], "").text();
        let queues: Value = serde_json::from_str(&queues).unwrap();
        let mut messages = Vec::new();
        collect_messages(&queues, &mut messages);
        messages
    }

    /// Places an order and waits for its outcome, which must be good; the order.
    #[track_caller]
    fn placed(&self, words: &str) -> Value {
        self.json(&format!("coffee order {words} --follow"))
    }

    /// The order that the table holds for an account and a vendor.
    fn stored(&self, account: &str, vendor: &str) -> Option<Value> {
        let key = json!({"accountid": {"S": account}, "vendorid": {"S": vendor}});
        self.item("coffee-dev", REGION, &key)
    }

    /// The keys of all objects in the bucket, sorted by S3.
    fn objects(&self) -> Vec<String> {
        let text = self.aws().s3(REGION, &format!("GET /{BUCKET}?list-type=2"), "");
        text.split("<Key>").skip(1).filter_map(|part| Some(part.split_once('<')?.0.to_owned())).collect()
    }

    /// A signed request to the coffee API.
    fn ask(&self, method: &str, path: &str, media_type: &str, body: impl Into<Vec<u8>>) -> Message {
        self.api_request(API, (method, path), media_type, body)
    }

    /// The request that places an order, which is signed when it is sent.
    fn request_of(&self, order: &Value) -> Message {
        let url = format!("{}/order", self.api(API));
        let (aws, body) = (self.aws(), body_of(order));
        let headers = [
            ("host", aws.address()),
            ("content-type", JSON),
            ("authorization", &credential("execute-api", REGION)),
        ];
        let path = url.split_once(aws.address()).unwrap().1;
        Message::new(format!("POST {path} HTTP/1.1"), &headers, body)
    }

    /// Places an order by the API alone.
    fn post(&self, order: &Value) -> Message {
        self.ask("POST", "/order", JSON, body_of(order))
    }
}

/// The bodies of messages wherever they are in the emulator's answer; in them lies what was published.
fn collect_messages(value: &Value, messages: &mut Vec<Value>) {
    match value {
        Value::Object(members) => members.values().for_each(|member| collect_messages(member, messages)),
        Value::Array(several) => several.iter().for_each(|one| collect_messages(one, messages)),
        Value::String(body) => {
            let envelope: Option<Value> = serde_json::from_str(body).ok();
            let message = envelope.and_then(|envelope| envelope.get("Message").map(text));
            messages.extend(message.map(|message| serde_json::from_str::<Value>(&message).unwrap()));
        }
        _ => {}
    }
}

/// The body of a request that places an order.
fn body_of(order: &Value) -> String {
    json!({"stateMachineArn": machine_arn(MACHINE, REGION), "order": order}).to_string()
}

/// One cup of something, ordered by ada from the corner.
fn order(id: &str, name: &str) -> Value {
    json!({"orderid": id, "accountid": "ada", "vendorid": "corner", "items": [{"name": name, "quantity": 1}]})
}
