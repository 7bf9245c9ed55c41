//! Shows the messages in a queue's dead-letter queue, and moves them back to the queue.
//!
//! SQS could move them (`StartMessageMoveTask`), but it neither shows what it moves nor stops at a message that fails
//! again at once. A message is first sent and then deleted, so a run that dies in between leaves it in both queues; the
//! functions do nothing twice for an order.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use futures_util::future::try_join_all;
use model::cake::OrderId;
use serde::Serialize;
use serde_json::Value;

use crate::systems::kit::stage::StackOutputs;
use engine::aws::Cloud;
use engine::aws::messages::{Message, Queue};

/// How long a message is hidden while it is looked at or moved.
const HIDDEN: Duration = Duration::from_secs(60);
/// The attribute with the reason why a function has rejected a message. It is not sent back with the message: should
/// SQS give it up the next time, no reason is recorded.
const REASON: &str = "reason";
/// Most characters shown of a message that names no order.
const SHOWN_CHARS: usize = 60;

/// The queues of the cake system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueName {
    Delivery,
    Review,
    /// Changes to publish again.
    Event,
}

impl QueueName {
    /// All of them.
    pub const ALL: [QueueName; 3] = [QueueName::Delivery, QueueName::Review, QueueName::Event];

    /// The outputs of the workers' stack with the URLs of the queue and of its dead-letter queue.
    fn outputs(self) -> [&'static str; 2] {
        match self {
            QueueName::Delivery => ["DeliveryQueueUrl", "DeliveryDeadLetterQueueUrl"],
            QueueName::Review => ["ReviewQueueUrl", "ReviewDeadLetterQueueUrl"],
            QueueName::Event => ["EventQueueUrl", "EventDeadLetterQueueUrl"],
        }
    }
}

impl fmt::Display for QueueName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            QueueName::Delivery => "delivery",
            QueueName::Review => "review",
            QueueName::Event => "event",
        })
    }
}

/// A queue with the messages in its dead-letter queue.
pub struct DeadLetters {
    pub name: QueueName,
    source: Queue,
    dead: Queue,
}

/// A message in the dead-letter queue.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    /// The id that SQS gave it.
    pub message_id: String,
    /// The order that it is about, if it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// The beginning of a message that names no order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begins: Option<String>,
    /// Its attributes, such as why it was rejected.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Seconds since it was first sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_seconds: Option<u64>,
    /// How often it was received, in either queue.
    pub receives: u32,
}

/// What waits in one dead-letter queue.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    pub queue: QueueName,
    /// About how many there are; more than are shown when there are many.
    pub count: u64,
    /// The messages, or the first of them.
    pub messages: Vec<DeadLetter>,
}

/// What came of putting messages back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Redriven {
    /// Messages that are in their queue again.
    pub moved: u64,
    /// Messages that failed again at once and were left in the dead-letter queue.
    pub returned: u64,
}

impl DeadLetters {
    /// The queues that are outputs of the workers' stack.
    pub fn new(cloud: &Cloud, workers: &StackOutputs, name: QueueName) -> Result<Self> {
        let [source, dead] = name.outputs();
        let queue = |output| Ok::<_, anyhow::Error>(cloud.queue(workers.value(output)?, workers.region()));
        Ok(Self { name, source: queue(source)?, dead: queue(dead)? })
    }

    /// Counts the messages and shows so many of them. They remain in the queue.
    pub async fn look(&self, most: usize) -> Result<Waiting> {
        let looking = || format!("reading the dead letters of the {} queue", self.name);
        let count = self.dead.waiting().await.with_context(looking)?;
        let mut held: Vec<Message> = Vec::new();
        while held.len() < most {
            let received = self.dead.receive(HIDDEN).await.with_context(looking)?;
            if received.is_empty() {
                break;
            }
            held.extend(received);
        }
        self.release(&held).await.with_context(looking)?;
        let now = SystemTime::now();
        let messages: Vec<_> = held.iter().take(most).map(|message| letter(message, now)).collect();
        let seen = u64::try_from(messages.len()).unwrap_or(u64::MAX);
        Ok(Waiting { queue: self.name, count: count.max(seen), messages })
    }

    /// Puts all of them back into their queue, until none is left that was not put back in this run already.
    pub async fn redrive(&self) -> Result<Redriven> {
        let moving = || format!("moving messages back to the {} queue", self.name);
        let mut known = HashSet::new();
        let mut back = Vec::new();
        let mut moved = 0;
        loop {
            let received = self.dead.receive(HIDDEN).await.with_context(moving)?;
            let (fresh, again): (Vec<_>, Vec<_>) =
                received.into_iter().partition(|message| known.insert(fingerprint(message)));
            back.extend(again);
            if fresh.is_empty() {
                break;
            }
            try_join_all(fresh.iter().map(|message| self.put_back(message))).await.with_context(moving)?;
            moved += count(&fresh);
        }
        self.release(&back).await.with_context(moving)?;
        Ok(Redriven { moved, returned: count(&back) })
    }

    async fn put_back(&self, message: &Message) -> Result<()> {
        self.source.forward(message, REASON).await?;
        self.dead.delete(message).await
    }

    async fn release(&self, messages: &[Message]) -> Result<()> {
        for message in messages {
            self.dead.release(message).await?;
        }
        Ok(())
    }
}

fn count(messages: &[Message]) -> u64 {
    u64::try_from(messages.len()).unwrap_or(u64::MAX)
}

/// Distinguishes messages by their content: one that is put back and fails again is another message to SQS.
fn fingerprint(message: &Message) -> u64 {
    let mut hasher = DefaultHasher::new();
    message.body.hash(&mut hasher);
    hasher.finish()
}

fn letter(message: &Message, now: SystemTime) -> DeadLetter {
    let order_id = order_in(&message.body);
    let begins = order_id.is_none().then(|| message.body.chars().take(SHOWN_CHARS).collect());
    let age = message.sent.and_then(|sent| now.duration_since(sent).ok());
    DeadLetter {
        message_id: message.id.clone(),
        order_id,
        begins,
        attributes: message.attributes.clone(),
        age_seconds: age.map(|age| age.as_secs()),
        receives: message.receives,
    }
}

/// The order that a message is about: it is the order, or holds it.
fn order_in(body: &str) -> Option<OrderId> {
    let document: Value = serde_json::from_str(body).ok()?;
    let id = document.get("orderId").or_else(|| document.get("order")?.get("orderId"))?;
    OrderId::parse(id.as_str()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_about_the_order_in_it() {
        let id = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
        for body in [format!(r#"{{"orderId":"{id}"}}"#), format!(r#"{{"order":{{"orderId":"{id}"}}}}"#)] {
            assert_eq!(order_in(&body).unwrap().as_str(), id);
        }
        for body in ["", "hello", "[]", r#"{"orderId":7}"#, r#"{"orderId":"1"}"#] {
            assert_eq!(order_in(body), None, "{body}");
        }
    }
}
