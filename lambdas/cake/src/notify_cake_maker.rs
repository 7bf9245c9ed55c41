//! Sends the cake maker an e-mail about each placed order, once.
//!
//! SES knows no idempotency key, so the claim on the order has to do. One gap is left: if SES took the message and the
//! function dies before it has written that down, the e-mail goes out a second time when the claim has ended.

use crate::batch::Fate;
use crate::claim::{self, Claim, Claims};
use crate::mail;
use crate::queue::Queue;
use crate::stream;
use aws_config::SdkConfig;
use function::mail::{Mail, Mailer, NotSent};
use function::{Environment, Failure, Missing, Outcome};
use model::cake::{Errand, Order, OrderEvent};
use serde_json::Value;
use std::time::Duration;

/// Tells the cake maker.
pub struct Notifier {
    mailer: Mailer,
    claims: Claims,
    parked: Queue,
    cake_maker: String,
    timeout: Duration,
}

impl Notifier {
    /// The addresses and the queue that the environment names.
    pub fn new(configuration: &SdkConfig, environment: &Environment) -> Result<Self, Missing> {
        Ok(Notifier {
            mailer: Mailer::new(configuration, environment)?,
            claims: Claims::new(configuration, environment, Errand::TellCakeMaker)?,
            parked: Queue::new(configuration, environment, "EVENT_DEAD_LETTER_QUEUE_URL")?,
            cake_maker: environment.required("CAKE_MAKER_ADDRESS")?,
            timeout: claim::function_timeout(environment)?,
        })
    }

    /// Handles a batch, one order after the other: when the function dies, one e-mail at most is in doubt.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        stream::each(&event, self.timeout, &self.parked, async |event| self.notify(event).await).await
    }

    async fn notify(&self, event: &OrderEvent) -> Fate {
        let id = &event.order.order_id;
        let held = match self.claims.claim(id).await {
            Ok(Claim::Mine(held)) => held,
            Ok(Claim::Done) => return Fate::Settled("told before"),
            Ok(Claim::Busy) => return Fate::Again("somebody may be sending the e-mail".to_owned()),
            Ok(Claim::Unknown) => {
                return self.parked.park(&event.to_json(), format!("there is no order {id}")).await;
            }
            Err(unavailable) => return Fate::Again(unavailable.0),
        };
        match self.send(&event.order).await {
            Ok(()) => match self.claims.done(id).await {
                Ok(()) => Fate::Settled("told"),
                Err(unavailable) => {
                    Fate::Again(format!("sent, but cannot write that down: {}", unavailable.0))
                }
            },
            // The claim stays: while it holds, the answer may be on its way.
            Err(NotSent::PerhapsSent(problem)) => Fate::Again(problem),
            Err(NotSent::NotNow(problem)) => {
                self.claims.release(id, held).await;
                Fate::Again(problem)
            }
            Err(NotSent::NotLikeThis(problem)) => {
                self.claims.release(id, held).await;
                self.parked.park(&event.to_json(), problem).await
            }
        }
    }

    async fn send(&self, order: &Order) -> Result<(), NotSent> {
        let (subject, text) = (mail::subject(order), mail::text(order));
        self.mailer.send(Mail { to: &self.cake_maker, subject, text, html: None }).await
    }
}
