//! Rendering of orders for users.

use std::time::Duration;

use model::cake::{Order, OrderId};
use serde::Serialize;

use super::client::batch::{Done, Outcome, Tally};
use super::client::dead_letters::{DeadLetter, Redriven, Waiting};
use super::client::following::{Event, Step};
use super::client::list::Page;
use crate::output::duration::{age, took};
use crate::output::{Details, Report, Table};

/// One order. In JSON it is as the API returns it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct OrderReport(pub Order);

impl Report for OrderReport {
    fn text(&self) -> String {
        let order = &self.0;
        Details::new()
            .entry("Order", order.order_id.to_string())
            .entry("State", order.order_state.to_string())
            .entry("Name", &order.name)
            .entry("Address", &order.address)
            .entry("Cakes", format!("{} × {}", order.quantity, order.product_id))
            .maybe("Fulfilment", order.fulfillment_id.as_deref())
            .maybe("Company", order.delivery_company_id.as_deref())
            .maybe("Review", order.order_review.as_deref())
            .entry("Placed", &order.placed_at)
            .maybe("Cake maker notified", order.cake_maker_told_at.as_deref())
            .maybe("Fulfilled", order.fulfilled_at.as_deref())
            .maybe("Sent for delivery", order.sent_for_delivery_at.as_deref())
            .maybe("Delivery company notified", order.delivery_company_told_at.as_deref())
            .maybe("Delivered", order.delivered_at.as_deref())
            .maybe("Review reported", order.review_reported_at.as_deref())
            .to_text()
    }
}

/// A step of an order on one line.
pub fn step_line(step: &Step<'_>) -> String {
    let words = match step.event {
        Event::Reached(state) => state.as_str(),
        Event::CakeMakerTold => "the cake maker is notified",
        Event::DeliveryCompanyTold => "the delivery company is notified",
        Event::ReviewReported => "customer service has the review",
    };
    format!("{}  {words}", step.at)
}

impl Report for Page {
    fn text(&self) -> String {
        let rows = self.orders.iter().map(|order| {
            [
                order.order_id.to_string(),
                order.order_state.to_string(),
                order.quantity.to_string(),
                order.product_id.clone(),
                order.name.clone(),
                order.placed_at.clone(),
            ]
        });
        Table::new(["ID", "STATE", "CAKES", "PRODUCT", "NAME", "PLACED"])
            .right(2)
            .dropping([3, 4, 2])
            .rows(rows)
            .to_text()
    }
}

/// The result of one line of many, for programs.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LineReport<'a> {
    /// Line of the source, from 1.
    line: u64,
    /// Id of the order; absent if the line is not an order.
    #[serde(skip_serializing_if = "Option::is_none")]
    order_id: Option<&'a OrderId>,
    /// `placed`, `was-there` (placed before), `refused` or `failed`.
    outcome: &'static str,
    /// Why it was refused or has failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

impl<'a> LineReport<'a> {
    /// Puts a line's end into words.
    pub fn new(done: &'a Done) -> Self {
        let (outcome, reason) = match &done.outcome {
            Outcome::Placed(_) => ("placed", None),
            Outcome::WasThere(_) => ("was-there", None),
            Outcome::Refused(failure) => ("refused", Some(failure.message.as_str())),
            Outcome::Failed(reason) => ("failed", Some(reason.as_str())),
        };
        Self { line: done.line, order_id: done.order_id.as_ref(), outcome, reason }
    }

    /// The line for users, if something went wrong.
    pub fn complaint(&self) -> Option<String> {
        Some(format!("line {}: {}", self.line, self.reason?))
    }
}

/// Many orders, counted.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ManyReport {
    #[serde(flatten)]
    pub tally: Tally,
    /// Duration in seconds.
    pub seconds: f64,
}

impl ManyReport {
    /// The counts so far on one line, for a screen that moves.
    pub fn line(tally: &Tally, spent: Duration) -> String {
        let rate = tally.total() as f64 / spent.as_secs_f64().max(0.001);
        let parts =
            [(tally.were_there, "there before"), (tally.refused, "refused"), (tally.failed, "failed")];
        let parts =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!(", {count} {word}"));
        format!("{} placed{}, {rate:.0} a second", tally.placed, parts.collect::<String>())
    }
}

impl Report for ManyReport {
    fn text(&self) -> String {
        let Tally { placed, were_there, refused, failed } = self.tally;
        let spent = Duration::from_secs_f64(self.seconds);
        let rate = self.tally.total() as f64 / self.seconds.max(0.001);
        let maybe = |count: u64| (count > 0).then(|| count.to_string());
        Details::new()
            .entry("Placed", placed.to_string())
            .maybe("There before", maybe(were_there))
            .maybe("Refused", maybe(refused))
            .maybe("Failed", maybe(failed))
            .entry("Time", format!("{}, {rate:.0} orders a second", took(spent)))
            .to_text()
    }
}

/// The dead letters, and their results.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RedriveReport {
    /// The queues.
    pub queues: Vec<QueueReport>,
}

/// One queue with its dead letters.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QueueReport {
    #[serde(flatten)]
    pub waiting: Waiting,
    /// Absent while nothing was put back.
    #[serde(flatten)]
    pub redriven: Option<Redriven>,
}

impl QueueReport {
    /// What waits, before anything is put back.
    pub fn new(waiting: Waiting) -> Self {
        Self { waiting, redriven: None }
    }

    fn summary(&self) -> String {
        let Waiting { queue, count, .. } = &self.waiting;
        match self.redriven {
            Some(Redriven { moved, .. }) => format!("{queue}: {moved} messages are in the queue again"),
            None if *count == 0 => format!("{queue}: no message was given up"),
            None => format!("{queue}: {count} messages were given up"),
        }
    }

    /// Nothing where the messages were shown before.
    fn table(&self) -> String {
        if self.redriven.is_some() {
            return String::new();
        }
        let rows = self.waiting.messages.iter().map(row);
        Table::new(["ORDER", "AGE", "RECEIVED", "BESIDE IT"]).right(1).right(2).rows(rows).to_text()
    }
}

fn row(letter: &DeadLetter) -> [String; 4] {
    let order = letter.order_id.as_ref().map(ToString::to_string);
    let begins = || format!("none: {}", letter.begins.as_deref().unwrap_or_default());
    let beside = letter.attributes.iter().map(|(name, value)| format!("{name}: {value}"));
    [
        order.unwrap_or_else(begins),
        letter.age_seconds.map(|seconds| age(Duration::from_secs(seconds))).unwrap_or_default(),
        format!("{} ×", letter.receives),
        beside.collect::<Vec<_>>().join(", "),
    ]
}

impl Report for RedriveReport {
    fn text(&self) -> String {
        let parts = self.queues.iter().flat_map(|queue| [queue.summary(), queue.table()]);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}
