//! Tells a partner, over HTTPS, what its queue holds: the delivery company about ready cakes, customer service about
//! reviews. Each order once.
//!
//! Trouble that may pass lets a message come again, each time after a longer pause; a message that the partner refuses, or
//! that nobody can read, goes to the dead-letter queue at once. Without a partner a message is acknowledged.

use crate::batch::{self, Fate, Report};
use crate::claim::{Claim, Claims};
use crate::queue::Queue;
use aws_config::SdkConfig;
use function::partner::{Partner, Trouble};
use function::{Environment, Failure, Missing, Outcome};
use model::cake::{Errand, OrderId, PartnerMessage};
use serde_json::{Value, json};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Longest pause between two tries.
const LONGEST_PAUSE: i32 = 900;

/// Tells one partner.
pub struct Teller<M> {
    parts: Arc<Parts>,
    message: PhantomData<fn() -> M>,
}

struct Parts {
    errand: Errand,
    partner: Option<Partner>,
    claims: Claims,
    queue: Queue,
    dead_letters: Queue,
    first_pause: i32,
}

impl<M: PartnerMessage> Teller<M> {
    /// The partner and the queues that the environment names.
    pub fn new(
        configuration: &SdkConfig,
        environment: &Environment,
        errand: Errand,
        name: &'static str,
    ) -> Result<Self, String> {
        let limit = Duration::from_secs(number(environment, "PARTNER_TIMEOUT_SECONDS")?);
        let url = environment.optional("PARTNER_URL");
        let partner = url.map(|url| Partner::new(name, "PARTNER_URL", url, limit)).transpose()?;
        let parts = Parts {
            errand,
            partner,
            claims: Claims::new(configuration, environment, errand)?,
            queue: Queue::new(configuration, environment, "QUEUE_URL")?,
            dead_letters: Queue::new(configuration, environment, "DEAD_LETTER_QUEUE_URL")?,
            first_pause: number(environment, "RETRY_SECONDS")?,
        };
        Ok(Teller { parts: Arc::new(parts), message: PhantomData })
    }

    /// Handles a batch, all messages at the same time: a slow answer holds up no other.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        let mut calls = JoinSet::new();
        for record in batch::records(&event)? {
            let (parts, record) = (Arc::clone(&self.parts), record.clone());
            calls.spawn(async move { parts.tell::<M>(&record).await });
        }
        let mut report = Report::default();
        while let Some(told) = calls.join_next().await {
            let Told { identifier, order, fate } =
                told.map_err(|error| Failure::new("panicked", error.to_string()))?;
            report.add(&identifier, order.as_ref(), fate);
        }
        Ok(report.outcome())
    }
}

/// What became of one message.
struct Told {
    identifier: String,
    order: Option<OrderId>,
    fate: Fate,
}

impl Parts {
    async fn tell<M: PartnerMessage>(&self, record: &Value) -> Told {
        let word = |name: &str| record[name].as_str().unwrap_or_default();
        let (identifier, body) = (word("messageId").to_owned(), word("body"));
        let message = match serde_json::from_str::<M>(body) {
            Ok(message) => message,
            Err(error) => {
                let fate = self.dead_letters.park(body, format!("cannot be read: {error}")).await;
                return Told { identifier, order: None, fate };
            }
        };
        let id = message.order_id();
        let mut fate = match &self.partner {
            Some(partner) => self.claim_and_call(partner, id, &json!(message), body).await,
            None => Fate::Settled("acknowledged: no partner configured"),
        };
        if let Fate::Again(problem) = &mut fate {
            let receives = record["attributes"]["ApproximateReceiveCount"].as_str();
            let pause = pause(self.first_pause, receives.and_then(|count| count.parse().ok()).unwrap_or(1));
            // Without the pause it comes again when the queue itself lets it.
            if let Err(unavailable) = self.queue.pause(word("receiptHandle"), pause).await {
                problem.push_str(&format!("; and cannot pause it: {}", unavailable.0));
            }
        }
        Told { identifier, order: Some(id.clone()), fate }
    }

    async fn claim_and_call(&self, partner: &Partner, id: &OrderId, message: &Value, body: &str) -> Fate {
        let held = match self.claims.claim(id).await {
            Ok(Claim::Mine(held)) => held,
            Ok(Claim::Done) => return Fate::Settled("told before"),
            Ok(Claim::Busy) => return Fate::Again("somebody may be calling".to_owned()),
            Ok(Claim::Unknown) => {
                return self.dead_letters.park(body, format!("there is no order {id}")).await;
            }
            Err(unavailable) => return Fate::Again(unavailable.0),
        };
        match partner.post(message, &idempotency_key(self.errand, id)).await {
            Ok(_) => match self.claims.done(id).await {
                Ok(()) => Fate::Settled("told"),
                Err(unavailable) => {
                    Fate::Again(format!("told, but cannot write that down: {}", unavailable.0))
                }
            },
            Err(Trouble::Passing(problem)) => {
                self.claims.release(id, held).await;
                Fate::Again(problem)
            }
            Err(Trouble::Rejected(problem)) => {
                self.claims.release(id, held).await;
                self.dead_letters.park(body, problem).await
            }
        }
    }
}

/// The same for every try at the same errand, and another for every other.
fn idempotency_key(errand: Errand, id: &OrderId) -> String {
    match errand {
        Errand::TellCakeMaker => format!("cake-{id}"),
        Errand::TellDeliveryCompany => format!("delivery-{id}"),
        Errand::ReportReview => format!("review-{id}"),
    }
}

/// How long a message rests after its `receives`-th try, in seconds: twice as long each time, up to a quarter of an hour.
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
    fn every_errand_of_an_order_has_a_key_of_its_own() {
        let id = OrderId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        let keys: std::collections::HashSet<_> =
            Errand::ALL.map(|errand| idempotency_key(errand, &id)).into();
        assert_eq!(keys.len(), Errand::ALL.len());
        assert!(keys.contains("delivery-3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f"));
    }
}
