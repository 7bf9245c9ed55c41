//! A queue that messages are sent to.

use crate::batch::Disposition;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::MessageAttributeValue;
use function::{Configuration, Environment, Lazy, Missing, Unavailable};
use serde_json::json;

/// Longest reason that is attached to a message.
const REASON_CHARS: usize = 500;
/// The attribute with the reason why a message was dead-lettered.
const REASON: &str = "reason";

/// A queue.
#[derive(Clone)]
pub struct Queue {
    client: Lazy<Client>,
    url: String,
}

impl Queue {
    /// The queue whose address `variable` holds.
    pub fn new(
        configuration: &Configuration,
        environment: &Environment,
        variable: &'static str,
    ) -> Result<Self, Missing> {
        Ok(Queue { client: configuration.client(Client::new), url: environment.required(variable)? })
    }

    /// Sends one message.
    pub async fn send(&self, body: impl Into<String>) -> Result<(), Unavailable> {
        self.client.send_message().queue_url(&self.url).message_body(body).send().await?;
        Ok(())
    }

    /// Moves a message to this dead-letter queue, complete and with the reason. If that fails, it has to be retried.
    pub async fn park(&self, body: &str, reason: String) -> Disposition {
        let value =
            MessageAttributeValue::builder().data_type("String").string_value(printable(&reason)).build();
        let value = value.expect("an attribute with a type is whole");
        let request = self.client.send_message().queue_url(&self.url).message_body(sendable(body));
        match request.message_attributes(REASON, value).send().await {
            Ok(_) => Disposition::DeadLettered(reason),
            Err(error) => Disposition::Retry(format!(
                "{reason}; and cannot send it to the dead-letter queue: {}",
                Unavailable::from(error).0
            )),
        }
    }

    /// Has a received message redelivered after a delay of its own, instead of the queue's visibility timeout.
    pub async fn pause(&self, receipt_handle: &str, seconds: i32) -> Result<(), Unavailable> {
        let request = self.client.change_message_visibility().queue_url(&self.url);
        request.receipt_handle(receipt_handle).visibility_timeout(seconds).send().await?;
        Ok(())
    }
}

/// A reason as an attribute may hold it.
fn printable(reason: &str) -> String {
    reason.chars().map(|c| if c.is_control() { ' ' } else { c }).take(REASON_CHARS).collect()
}

/// A body as a message may hold it. SQS takes no empty text and not every character.
fn sendable(body: &str) -> String {
    let fits = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if !body.is_empty() && body.chars().all(fits) {
        return body.to_owned();
    }
    // JSON itself escapes all that does not fit but these two.
    json!({"text": body}).to_string().replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_put_aside_can_be_sent_and_is_there_in_full(body in "(?s)[\\x00-\\x20a\u{fffe}\u{ffff}🎂]{0,9}") {
            let sent = sendable(&body);
            let refused = |c| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
            let fits = !sent.is_empty() && !sent.contains(refused);
            prop_assert!(fits);
            let whole = || serde_json::from_str::<serde_json::Value>(&sent).unwrap()["text"] == body.as_str();
            prop_assert!(sent == body || whole());
        }
    }

    #[test]
    fn a_reason_is_one_short_line() {
        assert_eq!(printable("a\nb"), "a b");
        assert_eq!(printable(&"é".repeat(600)).chars().count(), 500);
    }
}
