//! A queue that messages are sent to.

use crate::batch::Fate;
use aws_config::SdkConfig;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{MessageAttributeValue, SendMessageBatchRequestEntry};
use function::{Environment, Missing, Unavailable};
use serde_json::json;

/// Most messages in one request.
const MOST: usize = 10;
/// Longest reason that goes with a message.
const REASON_CHARS: usize = 500;
/// The attribute that says why a message was put aside.
const REASON: &str = "reason";

/// A queue.
#[derive(Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

impl Queue {
    /// The queue whose address `variable` holds.
    pub fn new(
        configuration: &SdkConfig,
        environment: &Environment,
        variable: &'static str,
    ) -> Result<Self, Missing> {
        Ok(Queue { client: Client::new(configuration), url: environment.required(variable)? })
    }

    /// Sends one message.
    pub async fn send(&self, body: impl Into<String>) -> Result<(), Unavailable> {
        self.client.send_message().queue_url(&self.url).message_body(body).send().await?;
        Ok(())
    }

    /// Sends many messages, and says of each what went wrong, if anything did.
    pub async fn send_all(&self, bodies: Vec<String>) -> Vec<Result<(), String>> {
        let mut results = Vec::new();
        for chunk in bodies.chunks(MOST) {
            results.extend(self.send_chunk(chunk).await);
        }
        results
    }

    async fn send_chunk(&self, bodies: &[String]) -> Vec<Result<(), String>> {
        let entries = bodies.iter().enumerate().map(|(number, body)| {
            let entry = SendMessageBatchRequestEntry::builder().id(number.to_string()).message_body(body);
            entry.build().expect("an entry with id and body is whole")
        });
        let request = self.client.send_message_batch().queue_url(&self.url);
        match request.set_entries(Some(entries.collect())).send().await {
            Ok(output) => {
                let mut results = vec![Ok(()); bodies.len()];
                for failed in &output.failed {
                    let place = failed.id.parse().ok().and_then(|number: usize| results.get_mut(number));
                    let words =
                        format!("{}: {}", failed.code, failed.message.as_deref().unwrap_or("no message"));
                    if let Some(result) = place {
                        *result = Err(words);
                    }
                }
                results
            }
            Err(error) => vec![Err(Unavailable::from(error).0); bodies.len()],
        }
    }

    /// Puts a message aside in this queue, whole and with the reason. If even that fails, it has to come again.
    pub async fn park(&self, body: &str, reason: String) -> Fate {
        let value =
            MessageAttributeValue::builder().data_type("String").string_value(printable(&reason)).build();
        let value = value.expect("an attribute with a type is whole");
        let request = self.client.send_message().queue_url(&self.url).message_body(sendable(body));
        match request.message_attributes(REASON, value).send().await {
            Ok(_) => Fate::Parked(reason),
            Err(error) => {
                Fate::Again(format!("{reason}; and cannot put it aside: {}", Unavailable::from(error).0))
            }
        }
    }

    /// Lets a received message come again after a pause, instead of after the queue's own.
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
