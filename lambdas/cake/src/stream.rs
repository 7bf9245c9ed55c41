//! Events as the stream hands them over.

use crate::batch::{Budget, Fate, Report, records};
use crate::queue::Queue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use function::{Failure, Outcome};
use model::cake::OrderEvent;
use serde_json::Value;
use std::time::Duration;

/// The word by which the mapping knows a record.
pub fn sequence_number(record: &Value) -> &str {
    record["kinesis"]["sequenceNumber"].as_str().unwrap_or_default()
}

/// What a record says: an event, or a text that is none and what is wrong with it.
pub fn event(record: &Value) -> Result<OrderEvent, Unreadable> {
    let data = record["kinesis"]["data"].as_str().unwrap_or_default();
    let text = STANDARD.decode(data).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text =
        text.ok_or_else(|| Unreadable { text: data.to_owned(), problem: "no UTF-8 text".to_owned() })?;
    read(text)
}

/// Reads an event from its text.
pub fn read(text: String) -> Result<OrderEvent, Unreadable> {
    serde_json::from_str(&text)
        .map_err(|error| Unreadable { text, problem: format!("no event of an order: {error}") })
}

/// Handles a batch, one order after the other for as long as there is time: when the function dies, one order at most is in
/// doubt. What is no event is parked whole.
pub async fn each(
    batch: &Value,
    timeout: Duration,
    parked: &Queue,
    act: impl AsyncFn(&OrderEvent) -> Fate,
) -> Result<Outcome, Failure> {
    let (mut report, budget) = (Report::default(), Budget::of(timeout));
    for record in records(batch)? {
        let identifier = sequence_number(record);
        match event(record) {
            _ if !budget.is_left() => {
                report.add(identifier, None, Fate::Again("the time is over".to_owned()));
            }
            Ok(event) => report.add(identifier, Some(&event.order.order_id), act(&event).await),
            Err(Unreadable { text, problem }) => {
                report.add(identifier, None, parked.park(&text, problem).await);
            }
        }
    }
    Ok(report.outcome())
}

/// A record that nobody can act upon.
#[derive(Debug, Eq, PartialEq)]
pub struct Unreadable {
    /// All of it.
    pub text: String,
    /// What is wrong.
    pub problem: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::tests::an_order;
    use serde_json::json;

    fn record(data: &[u8]) -> Value {
        json!({"kinesis": {"data": STANDARD.encode(data), "sequenceNumber": "7"}})
    }

    #[test]
    fn an_event_is_read_and_anything_else_kept_whole() {
        let sent = an_order().event().unwrap();
        let received = record(sent.to_json().as_bytes());
        assert_eq!(event(&received), Ok(sent));
        assert_eq!(sequence_number(&received), "7");
        assert_eq!(
            event(&record(b"{\"eventType\":\"order_placed\"}")).unwrap_err().text,
            "{\"eventType\":\"order_placed\"}"
        );
        assert_eq!(event(&record(&[0xff])).unwrap_err().text, "/w==");
        assert_eq!(event(&Value::Null).unwrap_err().text, "");
    }
}
