//! Permissions: each function has what it needs and nothing else. The emulator checks functions' roles here.

use serde_json::{Value, json};

use super::{API, Cakes, HOME, WORKERS, delivery, fulfilment, id_of, new_order, partners};
use crate::harness::{Denials, Partner, Sandbox, until};

const STACKS: [(&str, &str); 2] = [API, (WORKERS, HOME)];
/// What mappings do in the names of their functions.
const QUEUE: [&str; 3] = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];
const STREAM: [&str; 5] = [
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:ListShards",
];
const TABLE_STREAM: [&str; 8] = [
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ReceiveMessage",
];

/// The API's functions: the response to their caller is that the data cannot be reached.
fn deny_the_api(cakes: &Cakes, denials: &mut Denials<'_>, id: &str) {
    let list = "/orders".to_owned();
    let requests = [
        ("PlaceOrder", "dynamodb:PutItem", "POST", "/order".to_owned(), new_order(50)),
        ("FulfilOrder", "dynamodb:GetItem", "POST", "/order/fulfilled".to_owned(), fulfilment(id)),
        ("FulfilOrder", "dynamodb:UpdateItem", "POST", "/order/fulfilled".to_owned(), fulfilment(id)),
        ("DeliverOrder", "dynamodb:GetItem", "POST", "/order/delivered".to_owned(), delivery(id)),
        ("GetOrder", "dynamodb:GetItem", "GET", format!("/order/{id}"), Value::Null),
        ("ListOrders", "dynamodb:Query", "GET", list, Value::Null),
    ];
    for (function, action, method, path, body) in requests {
        denials.deny(function, action, "*", || {
            let (status, refusal) = cakes.ask(method, &path, &body);
            assert_eq!(status, 503, "{function} without {action}: {refusal}");
        });
    }
}

/// From a placed order to a reported review, each permission is missed on the way, and given back before the next step.
fn deny_the_workers(cakes: &Cakes, denials: &mut Denials<'_>) {
    let before_the_mail = [
        ("PublishEvents", "publish-events", "kinesis:PutRecords"),
        ("NotifyCakeMaker", "notify-cake-maker", "dynamodb:UpdateItem"),
        ("NotifyCakeMaker", "notify-cake-maker", "ses:SendEmail"),
    ];
    for (number, (function, handler, action)) in (100..).zip(before_the_mail) {
        denials.deny(function, action, "*", || {
            let id = cakes.place(number);
            cakes.until_refused(handler, &id);
        });
        cakes.until_marked(&[id_of(number)], "cakeMakerNotifiedAt");
    }
    let before_the_delivery = [
        ("SendForDelivery", "send-for-delivery", "dynamodb:GetItem"),
        ("SendForDelivery", "send-for-delivery", "dynamodb:UpdateItem"),
        ("SendForDelivery", "send-for-delivery", "sqs:SendMessage"),
        ("NotifyDeliveryCompany", "notify-delivery-company", "dynamodb:UpdateItem"),
    ];
    for (number, (function, handler, action)) in (110..).zip(before_the_delivery) {
        let id = cakes.place(number);
        denials.deny(function, action, "*", || {
            cakes.fulfil(&id);
            cakes.until_refused(handler, &id);
        });
        // The company may have been notified before the order is marked as sent.
        cakes.until_marked(std::slice::from_ref(&id), "sentForDeliveryAt");
        cakes.until_marked(&[id], "deliveryCompanyNotifiedAt");
    }
    let id = id_of(110);
    denials.deny("DeliverOrder", "dynamodb:UpdateItem", "*", || {
        assert_eq!(cakes.ask("POST", "/order/delivered", &delivery(&id)).0, 503);
    });
    denials.deny("PublishEvents", "sqs:SendMessage", "*", || {
        cakes.deliver(&id);
        cakes.until_refused("publish-events", &id);
    });
    cakes.until_marked(&[id], "reviewReportedAt");
}

/// Trouble with a partner cannot be paced, and a message cannot be put aside.
fn deny_the_tellers(cakes: &Cakes, denials: &mut Denials<'_>, partner: &Partner) {
    let ids = cakes.sent_for_delivery(200..201);
    partner.answer("503 Out Of Order", "");
    cakes.deliver(&ids[0]);
    denials.deny("ReportReview", "sqs:ChangeMessageVisibility", "*", || {
        cakes.until_worker_logged("report-review", "cannot delay its retry");
    });
    denials.deny("ReportReview", "dynamodb:UpdateItem", "*", || {
        cakes.until_refused("report-review", &ids[0]);
    });
    cakes.place(201);
    cakes.fulfil(&id_of(201));
    denials.deny("NotifyDeliveryCompany", "sqs:ChangeMessageVisibility", "*", || {
        cakes.until_worker_logged("notify-delivery-company", "cannot delay its retry");
    });
    partner.answer("200 OK", "{}");
    cakes.until_marked(&ids, "reviewReportedAt");
    for (function, handler, queue) in [
        ("NotifyDeliveryCompany", "notify-delivery-company", "Delivery"),
        ("ReportReview", "report-review", "Review"),
    ] {
        denials.deny(function, "sqs:SendMessage", "*", || {
            cakes.send_message(queue, "no JSON");
            cakes.until_worker_logged(handler, "cannot send it to the dead-letter queue");
        });
        cakes.dead_letter(queue);
    }
    denials.deny("NotifyCakeMaker", "sqs:SendMessage", "*", || {
        cakes.put_record(&json!({"eventType": "order_placed"}).to_string());
        cakes.until_worker_logged("notify-cake-maker", "cannot send it to the dead-letter queue");
    });
    cakes.dead_letter("Event");
}

impl Cakes {
    /// Waits until a line of a worker's log says that it was refused something for this order.
    #[track_caller]
    fn until_refused(&self, handler: &str, id: &str) {
        let group = json!({"logGroupName": format!("/provision/cake/dev/{handler}")});
        until(|| {
            let log = self.call("logs", HOME, "Logs_20140328.FilterLogEvents", &group);
            let lines = log["events"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
            let mut lines = lines.map(|event| event["message"].to_string());
            let found =
                lines.any(|line| line.contains(&format!("order {id}: ")) && line.contains("AccessDenied"));
            if found { Ok(()) } else { Err(format!("no refusal about {id} in {log}")) }
        });
    }
}

#[test]
fn each_function_needs_what_it_is_granted() {
    let partner = Partner::new();
    let cakes = Cakes::deployed_in(Sandbox::with_permissions(), &partners(&partner));
    let mut denials = Denials::of(&cakes, &STACKS);
    let id = cakes.place(1);
    deny_the_api(&cakes, &mut denials, &id);
    deny_the_workers(&cakes, &mut denials);
    deny_the_tellers(&cakes, &mut denials, &partner);
    denials.were_all(&[
        ("PublishEvents", &TABLE_STREAM),
        ("NotifyCakeMaker", &STREAM),
        ("SendForDelivery", &STREAM),
        ("NotifyDeliveryCompany", &QUEUE),
        ("ReportReview", &QUEUE),
    ]);
    cakes.run("teardown cake --confirm cake --delete-data").ok();
    assert!(cakes.aws().stacks(HOME).is_empty());
}
