//! The cake system: deployed by the real binary, asked through its API, its functions at work on the emulator.

mod concurrency;
mod death;
mod input;
mod life;
mod partners;
mod roles;

use std::collections::BTreeMap;
use std::ops::Deref;

use serde_json::{Value, json};

use crate::harness::{Message, Partner, Sandbox, text, until};

const HOME: &str = "us-west-2";
const API: (&str, &str) = ("cake-api-dev", HOME);
const WORKERS: &str = "cake-workers-dev";
const JSON: &str = "application/json";
/// Without long pauses: a dead worker's order is taken over after five seconds more than these.
const QUICK: &str = "deploy cake -p cake-workers.FunctionTimeoutSeconds=6 -p cake-workers.Redelivery=Shortest \
    -p cake-workers.RetrySeconds=1 -p cake-workers.PartnerTimeoutSeconds=2";

/// A sandbox in which the cake system is deployed.
struct Cakes {
    sandbox: Sandbox,
}

impl Deref for Cakes {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Cakes {
    /// Deployed without partners to notify.
    fn deployed() -> Self {
        Self::deployed_in(Sandbox::shipped("cake"), "")
    }

    /// Deployed, with a server that plays both partners: `/deliveries` and `/reviews`.
    fn deployed_with(partner: &Partner) -> Self {
        Self::deployed_in(Sandbox::shipped("cake"), &partners(partner))
    }

    /// Deployed with further words of the command.
    fn deployed_in(sandbox: Sandbox, words: &str) -> Self {
        sandbox.run(&format!("{QUICK} {words}")).ok();
        Self { sandbox }
    }

    /// A signed request to the API; the answer's status and document.
    fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let answer = self.api_request(API, (method, path), JSON, body);
        (answer.status(), serde_json::from_slice(&answer.body).unwrap_or(Value::Null))
    }

    /// Places an order with an id that follows from the number.
    #[track_caller]
    fn place(&self, number: u32) -> String {
        let (status, order) = self.ask("POST", "/order", &new_order(number));
        assert_eq!(status, 201, "{order}");
        text(&order["orderId"])
    }

    #[track_caller]
    fn fulfil(&self, id: &str) {
        let (status, order) = self.ask("POST", "/order/fulfilled", &fulfilment(id));
        assert_eq!(status, 200, "{order}");
    }

    #[track_caller]
    fn deliver(&self, id: &str) {
        let (status, order) = self.ask("POST", "/order/delivered", &delivery(id));
        assert_eq!(status, 200, "{order}");
    }

    /// The order as the API shows it.
    #[track_caller]
    fn order(&self, id: &str) -> Value {
        let (status, order) = self.ask("GET", &format!("/order/{id}"), &Value::Null);
        assert_eq!(status, 200, "{order}");
        order
    }

    /// Waits until all these orders carry a mark, such as `cakeMakerNotifiedAt`.
    #[track_caller]
    fn until_marked(&self, ids: &[String], mark: &str) {
        until(|| {
            let bare = ids.iter().find(|id| self.order(id)[mark].is_null());
            bare.map_or(Ok(()), |id| Err(format!("no {mark} in {}", self.order(id))))
        });
    }

    /// Orders that are made and sent for delivery.
    #[track_caller]
    fn sent_for_delivery(&self, numbers: std::ops::Range<u32>) -> Vec<String> {
        let ids: Vec<_> = numbers.map(|number| self.place(number)).collect();
        ids.iter().for_each(|id| self.fulfil(id));
        self.until_marked(&ids, "sentForDeliveryAt");
        ids
    }

    /// How many e-mails there are about each order.
    fn mails(&self) -> BTreeMap<String, usize> {
        let inbox = self.json("local mail");
        let mut counts = BTreeMap::new();
        for mail in inbox["mails"].as_array().unwrap() {
            assert_eq!(mail["to"][0], "cake-maker@example.com", "{mail}");
            let subject = text(&mail["subject"]);
            let id = subject.strip_prefix("Cake order ").and_then(|rest| rest.split(':').next()).unwrap();
            *counts.entry(id.to_owned()).or_default() += 1;
        }
        counts
    }

    /// An output of a stack.
    #[track_caller]
    fn output(&self, stack: &str, key: &str) -> String {
        let answer = self.aws().cloudformation(HOME, "DescribeStacks", &[("StackName", stack)]);
        let rest = answer.split(&format!("<OutputKey>{key}</OutputKey>")).nth(1);
        let rest = rest.unwrap_or_else(|| panic!("no {key} in {answer}"));
        rest.split("<OutputValue>").nth(1).and_then(|rest| rest.split('<').next()).unwrap().to_owned()
    }

    /// Sends a message to a queue, such as `Delivery`.
    fn send_message(&self, queue: &str, body: &str) {
        let url = self.output(WORKERS, &format!("{queue}QueueUrl"));
        let sent =
            self.call("sqs", HOME, "AmazonSQS.SendMessage", &json!({"QueueUrl": url, "MessageBody": body}));
        assert!(sent["MessageId"].is_string(), "{sent}");
    }

    /// Takes one message out of a dead-letter queue once it is there: its body and its reason.
    #[track_caller]
    fn dead_letter(&self, queue: &str) -> (String, String) {
        let url = self.output(WORKERS, &format!("{queue}DeadLetterQueueUrl"));
        let ask = json!({"QueueUrl": url, "MessageAttributeNames": ["All"]});
        let message = until(|| {
            let received = self.call("sqs", HOME, "AmazonSQS.ReceiveMessage", &ask);
            received["Messages"].get(0).cloned().ok_or_else(|| format!("{url} is empty"))
        });
        let delete = json!({"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]});
        self.call("sqs", HOME, "AmazonSQS.DeleteMessage", &delete);
        (text(&message["Body"]), text(&message["MessageAttributes"]["reason"]["StringValue"]))
    }

    /// Waits until no queue holds a message, waiting or at work.
    #[track_caller]
    fn until_queues_are_empty(&self) {
        for queue in ["Delivery", "Review", "Event"] {
            let url = self.output(WORKERS, &format!("{queue}QueueUrl"));
            let ask = json!({"QueueUrl": url, "AttributeNames": ["All"]});
            until(|| {
                let answer = self.call("sqs", HOME, "AmazonSQS.GetQueueAttributes", &ask);
                let count = |name: &str| answer["Attributes"][name] == "0";
                let is_empty =
                    count("ApproximateNumberOfMessages") && count("ApproximateNumberOfMessagesNotVisible");
                if is_empty { Ok(()) } else { Err(format!("{url}: {answer}")) }
            });
        }
    }

    /// Puts a record on the stream of events.
    fn put_record(&self, data: &str) {
        let name = self.output(WORKERS, "StreamName");
        let input = json!({"StreamName": name, "PartitionKey": "test", "Data": base64(data.as_bytes())});
        let put = self.call("kinesis", HOME, "Kinesis_20131202.PutRecord", &input);
        assert!(put["SequenceNumber"].is_string(), "{put}");
    }

    /// Where a worker logs.
    fn until_worker_logged(&self, handler: &str, words: &str) {
        self.until_logged(&format!("/provision/cake/dev/{handler}"), HOME, words);
    }
}

/// The words that deploy with a server as both partners.
fn partners(partner: &Partner) -> String {
    format!(
        "-p cake-workers.DeliveryCompanyUrl={} -p cake-workers.CustomerServiceUrl={}",
        partner.url("/deliveries"),
        partner.url("/reviews")
    )
}

fn id_of(number: u32) -> String {
    format!("3e2a1c9e-8f6b-4f0a-9d55-{number:012}")
}

fn new_order(number: u32) -> Value {
    json!({
        "orderId": id_of(number),
        "name": "Zoë O'Neil 李",
        "address": "1 Main St\n\"Upstairs\"",
        "productId": "choc-cake",
        "quantity": number % 1000 + 1,
    })
}

fn fulfilment(id: &str) -> Value {
    json!({"orderId": id, "fulfillmentId": format!("f-{}", &id[24..])})
}

fn delivery(id: &str) -> Value {
    json!({"orderId": id, "deliveryCompanyId": "swift", "orderReview": "It's très bon 🎂"})
}

/// The order that a request to a partner is about.
fn order_of(request: &Message) -> String {
    text(&serde_json::from_slice::<Value>(&request.body).unwrap()["orderId"])
}

/// How often a partner was asked about each order below a path.
fn asked(partner: &Partner, path: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for request in partner.requests().iter().filter(|request| request.first.contains(path)) {
        *counts.entry(order_of(request)).or_default() += 1;
    }
    counts
}

/// Each of these once.
fn once(ids: &[String]) -> BTreeMap<String, usize> {
    ids.iter().map(|id| (id.clone(), 1)).collect()
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
