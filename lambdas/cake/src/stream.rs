//! Events as the stream delivers them.

use crate::batch::{Budget, Disposition, Report, records};
use crate::queue::Queue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use function::{Failure, Outcome};
use model::cake::OrderEvent;
use serde_json::Value;
use std::time::Duration;

/// The identifier by which the mapping knows a record.
pub fn sequence_number(record: &Value) -> &str {
    record["kinesis"]["sequenceNumber"].as_str().unwrap_or_default()
}

/// The content of a record: an event, or a text that is not an event, with the problem.
pub fn event(record: &Value) -> Result<OrderEvent, Unreadable> {
    let data = record["kinesis"]["data"].as_str().unwrap_or_default();
    let text = STANDARD.decode(data).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text =
        text.ok_or_else(|| Unreadable { text: data.to_owned(), problem: "not UTF-8 text".to_owned() })?;
    read(text)
}

/// Reads an event from its text.
pub fn read(text: String) -> Result<OrderEvent, Unreadable> {
    serde_json::from_str(&text)
        .map_err(|error| Unreadable { text, problem: format!("not an order event: {error}") })
}

/// Handles a batch, one order after the other for as long as there is time: if the function dies, the result of at most one
/// order is unknown. Records that are not events are sent to the dead-letter queue unchanged.
pub async fn each(
    batch: &Value,
    timeout: Duration,
    parked: &Queue,
    act: impl AsyncFn(&OrderEvent) -> Disposition,
) -> Result<Outcome, Failure> {
    let (mut report, budget) = (Report::default(), Budget::of(timeout));
    for record in records(batch)? {
        let identifier = sequence_number(record);
        match event(record) {
            _ if !budget.is_left() => {
                report.add(
                    identifier,
                    None,
                    Disposition::Retry("not started: the function's time is running out".to_owned()),
                );
            }
            Ok(event) => report.add(identifier, Some(&event.order.order_id), act(&event).await),
            Err(Unreadable { text, problem }) => {
                report.add(identifier, None, parked.park(&text, problem).await);
            }
        }
    }
    Ok(report.outcome())
}

/// A record that cannot be parsed.
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
