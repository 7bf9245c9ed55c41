//! Puts each order whose cakes are made on the delivery queue, and then records that.
//!
//! The message is sent first. If the function dies in between, the redelivered event sends a second message; the claim of
//! the function that notifies the delivery company makes it harmless.

use crate::batch::Disposition;
use crate::claim;
use crate::queue::Queue;
use crate::stream;
use crate::table::{Stepped, Table};
use function::{Configuration, Environment, Failure, Missing, Outcome, clock};
use model::cake::{Order, OrderEvent};
use serde_json::Value;
use std::time::Duration;

/// Sends orders for delivery.
pub struct Sender {
    table: Table,
    deliveries: Queue,
    parked: Queue,
    timeout: Duration,
}

impl Sender {
    /// The table and the queues in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Sender {
            table: Table::new(configuration, environment)?,
            deliveries: Queue::new(configuration, environment, "DELIVERY_QUEUE_URL")?,
            parked: Queue::new(configuration, environment, "EVENT_DEAD_LETTER_QUEUE_URL")?,
            timeout: claim::function_timeout(environment)?,
        })
    }

    /// Handles a batch. What could not be sent is redelivered.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        stream::each(&event, self.timeout, &self.parked, async |event| self.send(event).await).await
    }

    async fn send(&self, event: &OrderEvent) -> Disposition {
        let id = &event.order.order_id;
        match self.table.get(id).await {
            Ok(Some(order)) if order.sent_for_delivery_at.is_some() => Disposition::Done("sent before"),
            Ok(Some(order)) => self.hand_over(event, &order).await,
            Ok(None) => self.parked.park(&event.to_json(), format!("there is no order {id}")).await,
            Err(unavailable) => Disposition::Retry(unavailable.0),
        }
    }

    async fn hand_over(&self, event: &OrderEvent, order: &Order) -> Disposition {
        let Some(message) = order.delivery_message() else {
            return self
                .parked
                .park(&event.to_json(), format!("the order is still {}", order.order_state))
                .await;
        };
        let body = serde_json::to_string(&message).expect("our shapes have text keys only");
        if let Err(unavailable) = self.deliveries.send(body).await {
            return Disposition::Retry(unavailable.0);
        }
        let now = clock::now();
        match self.table.step(&order.order_id, |order| order.sent_for_delivery(&now)).await {
            Ok(Stepped::Now(_)) => Disposition::Done("sent for delivery"),
            Ok(Stepped::Unknown) => Disposition::Done("removed meanwhile"),
            Ok(Stepped::Illegal(state)) => Disposition::Retry(format!("sent, but the order is {state}")),
            Err(unavailable) => {
                Disposition::Retry(format!("sent, but cannot record that: {}", unavailable.0))
            }
        }
    }
}
