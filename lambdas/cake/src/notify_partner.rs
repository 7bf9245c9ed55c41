//! Sends the messages of a queue to a partner over HTTPS: ready cakes to the delivery company, reviews to customer service,
//! each order once.
//!
//! After a transient failure a message is redelivered with a growing delay. A message that the partner rejects, or that
//! cannot be parsed, is moved to the dead-letter queue at once. Without a partner, messages are acknowledged.

use crate::batch::{self, Disposition, Report};
use crate::claim::{Claim, Claims};
use crate::queue::Queue;
use function::partner::{Partner, Trouble};
use function::{Configuration, Environment, Failure, Missing, Outcome};
use model::cake::{Notification, OrderId, PartnerMessage};
use serde_json::{Value, json};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Longest delay between two attempts.
const LONGEST_PAUSE: i32 = 900;

/// Notifies one partner.
pub struct PartnerNotifier<M> {
    parts: Arc<Parts>,
    message: PhantomData<fn() -> M>,
}

struct Parts {
    notification: Notification,
    partner: Option<Partner>,
    claims: Claims,
    queue: Queue,
    dead_letters: Queue,
    first_pause: i32,
}

impl<M: PartnerMessage> PartnerNotifier<M> {
    /// A notifier for the partner and the queues in the environment.
    pub fn new(
        configuration: &Configuration,
        environment: &Environment,
        notification: Notification,
        name: &'static str,
    ) -> Result<Self, String> {
        let limit = Duration::from_secs(number(environment, "PARTNER_TIMEOUT_SECONDS")?);
        let url = environment.optional("PARTNER_URL");
        let partner = url.map(|url| Partner::new(name, "PARTNER_URL", url, limit)).transpose()?;
        let parts = Parts {
            notification,
            partner,
            claims: Claims::new(configuration, environment, notification)?,
            queue: Queue::new(configuration, environment, "QUEUE_URL")?,
            dead_letters: Queue::new(configuration, environment, "DEAD_LETTER_QUEUE_URL")?,
            first_pause: number(environment, "RETRY_SECONDS")?,
        };
        Ok(PartnerNotifier { parts: Arc::new(parts), message: PhantomData })
    }

    /// Handles a batch, all messages concurrently: a slow response delays no other message.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        let mut calls = JoinSet::new();
        for record in batch::records(&event)? {
            let (parts, record) = (Arc::clone(&self.parts), record.clone());
            calls.spawn(async move { parts.notify::<M>(&record).await });
        }
        let mut report = Report::default();
        while let Some(attempt) = calls.join_next().await {
            let Attempt { identifier, order, disposition } =
                attempt.map_err(|error| Failure::new("panicked", error.to_string()))?;
            report.add(&identifier, order.as_ref(), disposition);
        }
        Ok(report.outcome())
    }
}

/// One message and the result of sending it.
struct Attempt {
    identifier: String,
    order: Option<OrderId>,
    disposition: Disposition,
}

impl Parts {
    async fn notify<M: PartnerMessage>(&self, record: &Value) -> Attempt {
        let text = |name: &str| record[name].as_str().unwrap_or_default();
        let (identifier, body) = (text("messageId").to_owned(), text("body"));
        let message = match serde_json::from_str::<M>(body) {
            Ok(message) => message,
            Err(error) => {
                let disposition = self.dead_letters.park(body, format!("cannot be read: {error}")).await;
                return Attempt { identifier, order: None, disposition };
            }
        };
        let id = message.order_id();
        let mut disposition = match &self.partner {
            Some(partner) => self.claim_and_call(partner, id, &json!(message), body).await,
            None => Disposition::Done("acknowledged: no partner configured"),
        };
        if let Disposition::Retry(problem) = &mut disposition {
            let receives = record["attributes"]["ApproximateReceiveCount"].as_str();
            let pause = pause(self.first_pause, receives.and_then(|count| count.parse().ok()).unwrap_or(1));
            // Without the delay it is redelivered after the queue's visibility timeout.
            if let Err(unavailable) = self.queue.pause(text("receiptHandle"), pause).await {
                problem.push_str(&format!("; and cannot delay its retry: {}", unavailable.0));
            }
        }
        Attempt { identifier, order: Some(id.clone()), disposition }
    }

    async fn claim_and_call(
        &self,
        partner: &Partner,
        id: &OrderId,
        message: &Value,
        body: &str,
    ) -> Disposition {
        let held = match self.claims.claim(id).await {
            Ok(Claim::Mine(held)) => held,
            Ok(Claim::Done) => return Disposition::Done("already notified"),
            Ok(Claim::Busy) => {
                return Disposition::Retry("another invocation may be calling the partner".to_owned());
            }
            Ok(Claim::Unknown) => {
                return self.dead_letters.park(body, format!("there is no order {id}")).await;
            }
            Err(unavailable) => return Disposition::Retry(unavailable.0),
        };
        match partner.post(message, &idempotency_key(self.notification, id)).await {
            Ok(_) => match self.claims.done(id).await {
                Ok(()) => Disposition::Done("notified"),
                Err(unavailable) => {
                    Disposition::Retry(format!("notified, but cannot record that: {}", unavailable.0))
                }
            },
            Err(Trouble::Passing(problem)) => {
                self.claims.release(id, held).await;
                Disposition::Retry(problem)
            }
            Err(Trouble::Rejected(problem)) => {
                self.claims.release(id, held).await;
                self.dead_letters.park(body, problem).await
            }
        }
    }
}

/// The idempotency key: equal for all attempts at one notification, different for any other.
fn idempotency_key(notification: Notification, id: &OrderId) -> String {
    match notification {
        Notification::CakeMaker => format!("cake-{id}"),
        Notification::DeliveryCompany => format!("delivery-{id}"),
        Notification::Review => format!("review-{id}"),
    }
}

/// The delay after the `receives`-th attempt, in seconds: doubled each time, up to a quarter of an hour.
fn pause(first: i32, receives: u32) -> i32 {
    let doublings = receives.saturating_sub(1).min(16);
    first.saturating_mul(1 << doublings).clamp(1, LONGEST_PAUSE)
}

fn number<N: std::str::FromStr>(environment: &Environment, name: &'static str) -> Result<N, Missing> {
    environment.required(name)?.parse().map_err(|_| Missing(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_quarter_of_an_hour() {
        let pauses: Vec<i32> = (1..=8).map(|receives| pause(10, receives)).collect();
        assert_eq!(pauses, [10, 20, 40, 80, 160, 320, 640, 900]);
        assert_eq!((pause(1, 0), pause(10, u32::MAX), pause(i32::MAX, 9)), (1, 900, 900));
    }

    #[test]
    fn every_notification_of_an_order_has_its_own_key() {
        let id = OrderId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        let keys: std::collections::HashSet<_> =
            Notification::ALL.map(|notification| idempotency_key(notification, &id)).into();
        assert_eq!(keys.len(), Notification::ALL.len());
        assert!(keys.contains("delivery-3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f"));
    }
}
