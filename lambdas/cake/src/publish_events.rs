//! Publishes the changes of the table: reads the table's own stream, and sends each new state to its consumers.
//!
//! The mapping's filters select the three changes that have consumers. The function also accepts events that an operator
//! redrives from the dead-letter queue, and puts them on the stream again.

use crate::batch::{self, Disposition, Report};
use crate::item;
use crate::queue::Queue;
use crate::stream::{self, Unreadable};
use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::primitives::Blob;
use aws_sdk_kinesis::types::PutRecordsRequestEntry;
use function::{Configuration, Environment, Failure, Lazy, Missing, Outcome, Unavailable};
use model::cake::{Order, OrderEvent, OrderId};
use serde_json::Value;

/// Publishes changes.
pub struct Publisher {
    client: Lazy<Client>,
    stream: String,
    reviews: Queue,
    unreadable: Queue,
}

/// Something to publish, and the identifier by which the mapping knows it.
struct Due<T> {
    identifier: String,
    order: OrderId,
    what: T,
}

/// What a batch has to publish.
#[derive(Default)]
struct Announcements {
    events: Vec<Due<OrderEvent>>,
    reviews: Vec<Due<String>>,
}

impl Publisher {
    /// The stream and the queues in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Publisher {
            client: configuration.client(Client::new),
            stream: environment.required("STREAM_NAME")?,
            reviews: Queue::new(configuration, environment, "REVIEW_QUEUE_URL")?,
            unreadable: Queue::new(configuration, environment, "EVENT_DEAD_LETTER_QUEUE_URL")?,
        })
    }

    /// Handles a batch. What could not be published is redelivered.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        let mut report = Report::default();
        let mut due = Announcements::default();
        for record in batch::records(&event)? {
            let identifier = identifier(record);
            if let Err(Unreadable { text, problem }) = due.take(record, identifier, &mut report) {
                report.add(identifier, None, self.unreadable.park(&text, problem).await);
            }
        }
        self.put(due.events, &mut report).await;
        self.send(due.reviews, &mut report).await;
        Ok(report.outcome())
    }

    async fn put(&self, events: Vec<Due<OrderEvent>>, report: &mut Report) {
        if events.is_empty() {
            return;
        }
        let entries = events.iter().map(|due| {
            // Events of one order stay in their order.
            let entry = PutRecordsRequestEntry::builder().partition_key(due.order.as_str());
            entry.data(Blob::new(due.what.to_json())).build().expect("an entry with key and data is whole")
        });
        let request = self.client.put_records().stream_name(&self.stream);
        let results = match request.set_records(Some(entries.collect())).send().await {
            Ok(output) => output
                .records
                .iter()
                .map(|put| match &put.error_code {
                    None => Ok(()),
                    Some(code) => {
                        Err(format!("{code}: {}", put.error_message.as_deref().unwrap_or("no message")))
                    }
                })
                .collect(),
            Err(error) => vec![Err(Unavailable::from(error).0); events.len()],
        };
        add_all(&events, results, "announced", report);
    }

    /// Sends the reviews one after the other; after a failure the rest is left to the redelivery.
    async fn send(&self, reviews: Vec<Due<String>>, report: &mut Report) {
        let mut results = Vec::new();
        for due in &reviews {
            let sent = self.reviews.send(&due.what).await.map_err(|unavailable| unavailable.0);
            let is_sent = sent.is_ok();
            results.push(sent);
            if !is_sent {
                break;
            }
        }
        add_all(&reviews, results, "sent to the review queue", report);
    }
}

impl Announcements {
    /// Adds what one record has to publish, if anything.
    fn take(&mut self, record: &Value, identifier: &str, report: &mut Report) -> Result<(), Unreadable> {
        if let Some(body) = record["body"].as_str() {
            self.add_event(stream::read(body.to_owned())?, identifier);
            return Ok(());
        }
        let image = &record["dynamodb"]["NewImage"];
        let order = item::order_of_image(image)
            .map_err(|damaged| Unreadable { text: image.to_string(), problem: damaged.to_string() })?;
        if let Some(event) = order.event() {
            self.add_event(event, identifier);
        } else if let Some(review) = review(&order) {
            self.reviews.push(Due { identifier: identifier.to_owned(), order: order.order_id, what: review });
        } else {
            report.add(identifier, Some(&order.order_id), Disposition::Done("without a consumer"));
        }
        Ok(())
    }

    fn add_event(&mut self, event: OrderEvent, identifier: &str) {
        let order = event.order.order_id.clone();
        self.events.push(Due { identifier: identifier.to_owned(), order, what: event });
    }
}

fn review(order: &Order) -> Option<String> {
    let message = order.review_message()?;
    Some(serde_json::to_string(&message).expect("our shapes have text keys only"))
}

/// The identifier by which the mapping knows a record of either source.
fn identifier(record: &Value) -> &str {
    let message = record["messageId"].as_str();
    message.or_else(|| record["dynamodb"]["SequenceNumber"].as_str()).unwrap_or_default()
}

fn add_all<T>(due: &[Due<T>], results: Vec<Result<(), String>>, word: &'static str, report: &mut Report) {
    // What has no result was not tried, or the answer says nothing about it.
    let results = results
        .into_iter()
        .chain(std::iter::repeat_with(|| Err("not sent because an earlier record failed".to_owned())));
    for (due, result) in due.iter().zip(results) {
        report.add(
            &due.identifier,
            Some(&due.order),
            result.map_or_else(Disposition::Retry, |()| Disposition::Done(word)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::tests::{an_order, image};
    use model::cake::{Delivery, Fulfilment, OrderState, Step};
    use serde_json::json;

    fn record(order: &Order) -> Value {
        json!({"dynamodb": {"SequenceNumber": "7", "NewImage": image(order)}})
    }

    fn next(step: Result<Step, model::cake::Illegal>) -> Order {
        match step {
            Ok(Step::Forward(order)) => *order,
            other => panic!("{other:?}"),
        }
    }

    /// An order in each state.
    fn life() -> Vec<Order> {
        let placed = an_order();
        let order_id = placed.order_id.clone();
        let fulfilment = Fulfilment { order_id: order_id.clone(), fulfillment_id: "f-1".to_owned() };
        let fulfilled = next(placed.fulfilled(&fulfilment, "2026-10-09T11:00:00.000Z"));
        let sent = next(fulfilled.sent_for_delivery("2026-10-09T12:00:00.000Z"));
        let (delivery_company_id, order_review) = ("c".to_owned(), "good".to_owned());
        let delivery = Delivery { order_id, delivery_company_id, order_review };
        let delivered = next(sent.delivered(&delivery, "2026-10-09T13:00:00.000Z"));
        vec![placed, fulfilled, sent, delivered]
    }

    #[test]
    fn each_state_is_announced_where_it_is_waited_for() {
        for order in life() {
            let (mut due, mut report) = (Announcements::default(), Report::default());
            due.take(&record(&order), "7", &mut report).unwrap();
            let counts = (due.events.len(), due.reviews.len());
            let wanted = match order.order_state {
                OrderState::OrderPlaced | OrderState::OrderFulfilled => (1, 0),
                OrderState::SentForDelivery => (0, 0),
                OrderState::Delivered => (0, 1),
            };
            assert_eq!(counts, wanted, "{}", order.order_state);
        }
    }

    #[test]
    fn an_event_that_is_sent_back_is_announced_again() {
        let event = an_order().event().unwrap();
        let record = json!({"messageId": "m-1", "body": event.to_json()});
        let mut due = Announcements::default();
        due.take(&record, identifier(&record), &mut Report::default()).unwrap();
        assert_eq!(due.events[0].what, event);
        assert_eq!(due.events[0].identifier, "m-1");
    }

    #[test]
    fn what_is_no_order_is_kept_whole() {
        let mut due = Announcements::default();
        let broken = json!({"dynamodb": {"NewImage": {"orderId": {"S": "17"}}}});
        let unreadable = due.take(&broken, "7", &mut Report::default()).unwrap_err();
        assert_eq!(unreadable.text, r#"{"orderId":{"S":"17"}}"#);
        assert_eq!(unreadable.problem, "the item's attribute orderId is missing or wrong");
    }

    #[test]
    fn what_got_no_answer_is_redelivered() {
        let due = |identifier: &str| Due {
            identifier: identifier.to_owned(),
            order: an_order().order_id,
            what: (),
        };
        let mut report = Report::default();
        add_all(
            &[due("1"), due("2"), due("3")],
            vec![Ok(()), Err("slow down".to_owned())],
            "announced",
            &mut report,
        );
        assert_eq!(
            report.outcome().reply,
            json!({"batchItemFailures": [{"itemIdentifier": "2"}, {"itemIdentifier": "3"}]})
        );
    }
}
