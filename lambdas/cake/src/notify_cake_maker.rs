//! Sends the cake maker an e-mail about each placed order, once.
//!
//! SES has no idempotency key, so the claim on the order has to suffice. One gap remains: if SES accepts the message and the
//! function dies before it records that, the e-mail is sent again when the claim expires.

use crate::batch::Disposition;
use crate::claim::{self, Claim, Claims};
use crate::mail;
use crate::queue::Queue;
use crate::stream;
use function::mail::{Mail, Mailer, SendError};
use function::{Configuration, Environment, Failure, Missing, Outcome};
use model::cake::{Notification, Order, OrderEvent};
use serde_json::Value;
use std::time::Duration;

/// Notifies the cake maker.
pub struct Notifier {
    mailer: Mailer,
    claims: Claims,
    parked: Queue,
    cake_maker: String,
    timeout: Duration,
}

impl Notifier {
    /// A notifier for the addresses and the queue in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Notifier {
            mailer: Mailer::new(configuration, environment)?,
            claims: Claims::new(configuration, environment, Notification::CakeMaker)?,
            parked: Queue::new(configuration, environment, "EVENT_DEAD_LETTER_QUEUE_URL")?,
            cake_maker: environment.required("CAKE_MAKER_ADDRESS")?,
            timeout: claim::function_timeout(environment)?,
        })
    }

    /// Handles a batch, one order after the other: if the function dies, at most one e-mail is in doubt.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        stream::each(&event, self.timeout, &self.parked, async |event| self.notify(event).await).await
    }

    async fn notify(&self, event: &OrderEvent) -> Disposition {
        let id = &event.order.order_id;
        let held = match self.claims.claim(id).await {
            Ok(Claim::Mine(held)) => held,
            Ok(Claim::Done) => return Disposition::Done("already notified"),
            Ok(Claim::Busy) => {
                return Disposition::Retry("another invocation may be sending the e-mail".to_owned());
            }
            Ok(Claim::Unknown) => {
                return self.parked.park(&event.to_json(), format!("there is no order {id}")).await;
            }
            Err(unavailable) => return Disposition::Retry(unavailable.0),
        };
        match self.send(&event.order).await {
            Ok(()) => match self.claims.done(id).await {
                Ok(()) => Disposition::Done("notified"),
                Err(unavailable) => {
                    Disposition::Retry(format!("sent, but cannot record that: {}", unavailable.0))
                }
            },
            // The claim is kept until it expires, because the e-mail may have been sent.
            Err(SendError::Uncertain(problem)) => Disposition::Retry(problem),
            Err(SendError::Transient(problem)) => {
                self.claims.release(id, held).await;
                Disposition::Retry(problem)
            }
            Err(SendError::Permanent(problem)) => {
                self.claims.release(id, held).await;
                self.parked.park(&event.to_json(), problem).await
            }
        }
    }

    async fn send(&self, order: &Order) -> Result<(), SendError> {
        let (subject, text) = (mail::subject(order), mail::text(order));
        self.mailer.send(Mail { to: &self.cake_maker, subject, text, html: None }).await
    }
}
