//! The messages of one SQS queue: lists, receives and moves them.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime};

use anyhow::Result;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{
    Message as Received, MessageAttributeValue, MessageSystemAttributeName as SystemAttribute,
    QueueAttributeName,
};

use super::error::explain;
use super::{Cloud, Region};

/// Most messages that one call gives.
const MOST_PER_CALL: i32 = 10;
/// How long a call waits for a message. Without waiting, SQS asks only some of its servers and misses messages.
const WAIT_SECONDS: i32 = 1;

/// One queue.
pub struct Queue {
    client: Client,
    url: String,
    region: Region,
}

/// A message that was received and comes back to the queue when it is not deleted in time.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: String,
    pub body: String,
    /// What its sender wrote beside it, as far as it is text.
    pub attributes: BTreeMap<String, String>,
    /// When it was first sent.
    pub sent: Option<SystemTime>,
    /// How often it was received, this time included.
    pub receives: u32,
    receipt: String,
    /// The attributes as received, for sending the message again.
    raw_attributes: Option<HashMap<String, MessageAttributeValue>>,
}

impl Cloud {
    /// A queue by its address.
    pub fn queue(&self, url: &str, region: &Region) -> Queue {
        Queue { client: Client::new(&self.config(region)), url: url.to_owned(), region: region.clone() }
    }
}

impl Queue {
    /// About how many messages wait to be received.
    pub async fn waiting(&self) -> Result<u64> {
        let name = QueueAttributeName::ApproximateNumberOfMessages;
        let call = self.client.get_queue_attributes().queue_url(&self.url).attribute_names(name.clone());
        let answer =
            call.send().await.map_err(|error| explain(error, "sqs:GetQueueAttributes", &self.region))?;
        let count = answer.attributes.as_ref().and_then(|attributes| attributes.get(&name));
        Ok(count.and_then(|count| count.parse().ok()).unwrap_or_default())
    }

    /// Receives up to ten messages and hides them from others for this long; none after about a second without any.
    pub async fn receive(&self, hidden: Duration) -> Result<Vec<Message>> {
        let answer = self
            .client
            .receive_message()
            .queue_url(&self.url)
            .max_number_of_messages(MOST_PER_CALL)
            .wait_time_seconds(WAIT_SECONDS)
            .visibility_timeout(i32::try_from(hidden.as_secs()).unwrap_or(i32::MAX))
            .message_system_attribute_names(SystemAttribute::All)
            .message_attribute_names("All")
            .send()
            .await
            .map_err(|error| explain(error, "sqs:ReceiveMessage", &self.region))?;
        Ok(answer.messages.unwrap_or_default().into_iter().map(Message::from).collect())
    }

    /// Lets others receive a message at once that was received here.
    pub async fn release(&self, message: &Message) -> Result<()> {
        let call = self.client.change_message_visibility().queue_url(&self.url).visibility_timeout(0);
        call.receipt_handle(&message.receipt)
            .send()
            .await
            .map_err(|error| explain(error, "sqs:ChangeMessageVisibility", &self.region))?;
        Ok(())
    }

    /// Sends a message of another queue on, as it is but for the attribute of this name.
    pub async fn forward(&self, message: &Message, without: &str) -> Result<()> {
        let mut attributes = message.raw_attributes.clone().unwrap_or_default();
        attributes.remove(without);
        let call = self.client.send_message().queue_url(&self.url).message_body(&message.body);
        call.set_message_attributes(Some(attributes).filter(|attributes| !attributes.is_empty()))
            .send()
            .await
            .map_err(|error| explain(error, "sqs:SendMessage", &self.region))?;
        Ok(())
    }

    /// Removes a message that was received here.
    pub async fn delete(&self, message: &Message) -> Result<()> {
        let call = self.client.delete_message().queue_url(&self.url).receipt_handle(&message.receipt);
        call.send().await.map_err(|error| explain(error, "sqs:DeleteMessage", &self.region))?;
        Ok(())
    }
}

impl From<Received> for Message {
    fn from(received: Received) -> Self {
        let system = received.attributes.unwrap_or_default();
        let number = |name| system.get(&name).and_then(|text: &String| text.parse::<u64>().ok());
        let sent = number(SystemAttribute::SentTimestamp);
        let texts = received.message_attributes.iter().flatten();
        let texts = texts.filter_map(|(name, value)| Some((name.clone(), value.string_value()?.to_owned())));
        Self {
            attributes: texts.collect(),
            sent: sent.map(|milliseconds| SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds)),
            receives: number(SystemAttribute::ApproximateReceiveCount)
                .and_then(|count| u32::try_from(count).ok())
                .unwrap_or_default(),
            id: received.message_id.unwrap_or_default(),
            body: received.body.unwrap_or_default(),
            receipt: received.receipt_handle.unwrap_or_default(),
            raw_attributes: received.message_attributes,
        }
    }
}
