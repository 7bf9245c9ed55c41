//! SQS queues: how many messages are in them.

use anyhow::Result;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::QueueAttributeName;

use super::error::inspect;
use super::{Cloud, Region};

/// What makes up a queue's messages: waiting, being worked on, and put off.
const COUNTS: [QueueAttributeName; 3] = [
    QueueAttributeName::ApproximateNumberOfMessages,
    QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
    QueueAttributeName::ApproximateNumberOfMessagesDelayed,
];

/// SQS in one region.
pub struct Queues {
    client: Client,
    region: Region,
}

impl Cloud {
    /// SQS in a region.
    pub fn queues(&self, region: &Region) -> Queues {
        Queues { client: Client::new(&self.config(region)), region: region.clone() }
    }
}

impl Queues {
    /// About how many messages a queue holds; `None` when there is no such queue.
    pub async fn messages(&self, url: &str) -> Result<Option<u64>> {
        let call = self.client.get_queue_attributes().queue_url(url);
        match call.set_attribute_names(Some(COUNTS.to_vec())).send().await {
            Ok(answer) => {
                let counts = answer.attributes.unwrap_or_default();
                Ok(Some(counts.values().filter_map(|count| count.parse::<u64>().ok()).sum()))
            }
            Err(error) => {
                let error = inspect(error, "sqs:GetQueueAttributes", &self.region);
                let is_gone =
                    error.is("AWS.SimpleQueueService.NonExistentQueue") || error.is("QueueDoesNotExist");
                if is_gone { Ok(None) } else { Err(error.into_error()) }
            }
        }
    }
}
