//! Rendering of orders for users.

use std::time::Duration;

use model::cake::{Order, OrderId, OrderState};
use serde::Serialize;

use super::client::batch::{Done, Outcome, Tally};
use super::client::dead_letters::{DeadLetter, Redriven, Waiting};
use super::client::following::{Event, Step};
use super::client::list::Page;
use crate::output::duration::{age, age_at, took};
use crate::output::state::{Meaning, State};
use crate::output::{Details, Report, Table};
use engine::aws::timestamp::Timestamp;
use engine::counted::counted;

impl State for OrderState {
    fn meaning(&self) -> Meaning {
        if self.is_final() { Meaning::Done } else { Meaning::InProgress }
    }
}

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
            .entry("State", order.order_state.shown())
            .entry("Name", &order.name)
            .entry("Address", &order.address)
            .entry("Cakes", format!("{} × {}", order.quantity, order.product_id))
            .maybe("Fulfilment", order.fulfillment_id.as_deref())
            .maybe("Company", order.delivery_company_id.as_deref())
            .maybe("Review", order.order_review.as_deref())
            .entry("Placed", &order.placed_at)
            .maybe("Cake maker notified", order.cake_maker_notified_at.as_deref())
            .maybe("Fulfilled", order.fulfilled_at.as_deref())
            .maybe("Sent for delivery", order.sent_for_delivery_at.as_deref())
            .maybe("Delivery company notified", order.delivery_company_notified_at.as_deref())
            .maybe("Delivered", order.delivered_at.as_deref())
            .maybe("Review reported", order.review_reported_at.as_deref())
            .to_text()
    }
}

/// A step of an order on one line.
pub fn step_line(step: &Step<'_>) -> String {
    let words = match step.event {
        Event::Reached(state) => state.as_str(),
        Event::CakeMakerNotified => "the cake maker is notified",
        Event::DeliveryCompanyNotified => "the delivery company is notified",
        Event::ReviewReported => "customer service has the review",
    };
    format!("{}  {words}", step.at)
}

/// A page of orders, with their ages at `now`.
#[derive(Debug, Serialize)]
pub struct OrderList {
    #[serde(flatten)]
    pub page: Page,
    #[serde(skip)]
    pub now: Timestamp,
}

impl Report for OrderList {
    fn text(&self) -> String {
        let rows = self.page.orders.iter().map(|order| {
            [
                order.order_id.to_string(),
                order.order_state.shown(),
                order.quantity.to_string(),
                order.product_id.clone(),
                order.name.clone(),
                age_at(self.now, &order.placed_at),
            ]
        });
        Table::new(["ID", "STATE", "CAKES", "PRODUCT", "NAME", "AGE"])
            .right(2)
            .right(5)
            .ids([0])
            .cutting([4])
            .dropping([3, 2, 4])
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
    /// `placed`, `existing` (placed before), `refused` or `failed`.
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
            Outcome::Existing(_) => ("existing", None),
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
        let parts = [(tally.existing, "placed before"), (tally.refused, "refused"), (tally.failed, "failed")];
        let parts =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!(", {count} {word}"));
        format!("{} placed{}, {rate:.0} a second", tally.placed, parts.collect::<String>())
    }
}

impl Report for ManyReport {
    fn text(&self) -> String {
        let Tally { placed, existing, refused, failed } = self.tally;
        let spent = Duration::from_secs_f64(self.seconds);
        let rate = self.tally.total() as f64 / self.seconds.max(0.001);
        let maybe = |count: u64| (count > 0).then(|| count.to_string());
        Details::new()
            .entry("Placed", placed.to_string())
            .maybe("Placed before", maybe(existing))
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
        let Waiting { queue, count, messages } = &self.waiting;
        let (shown, dead_letters) = (messages.len(), counted(*count, "dead letter"));
        match self.redriven {
            Some(Redriven { moved, .. }) => {
                format!("{queue}: {} moved back to the queue", counted(moved, "message"))
            }
            None if *count == 0 => format!("{queue}: no dead letters"),
            None if (shown as u64) < *count => {
                format!("{queue}: about {dead_letters}; {shown} shown")
            }
            None => format!("{queue}: {dead_letters}"),
        }
    }

    /// Nothing where the messages were shown before.
    fn table(&self) -> String {
        if self.redriven.is_some() {
            return String::new();
        }
        let rows = self.waiting.messages.iter().map(row);
        Table::new(["ORDER", "AGE", "RECEIVED", "ATTRIBUTES"])
            .right(1)
            .right(2)
            .ids([0])
            .cutting([3])
            .dropping([2])
            .rows(rows)
            .to_text()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::at_all_widths;
    use crate::systems::cake::client::dead_letters::QueueName;
    use insta::assert_snapshot;
    use model::cake::NewOrder;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

    fn order(id: &str, state: OrderState, name: &str, placed_at: &str) -> Order {
        let new = NewOrder {
            order_id: None,
            name: name.to_owned(),
            address: "1 Mill Lane".to_owned(),
            product_id: "sacher".to_owned(),
            quantity: 2,
        };
        Order { order_state: state, ..new.into_order(OrderId::parse(id).unwrap(), placed_at) }
    }

    #[test]
    fn orders_are_listed_at_all_widths() {
        let orders = vec![
            order(ID, OrderState::SentForDelivery, "Ada", "2026-03-01T13:45:00.000Z"),
            order(
                "91f0c2d4-0a51-4b52-8d5b-58a1f7c0e6a7",
                OrderState::Delivered,
                "Rear Admiral Grace Brewster Hopper",
                "2026-02-20T00:00:00.000Z",
            ),
        ];
        let now = Timestamp::parse("2026-03-01T14:03:32Z").unwrap();
        let list = OrderList { page: Page { orders, next: None }, now };
        assert_snapshot!(at_all_widths(&list), @r"
        -- 60
        ID        STATE              CAKES  PRODUCT  NAME        AGE
        3e2a1c9e  sent_for_delivery      2  sacher   Ada         18m
        91f0c2d4  delivered              2  sacher   Rear         9d
                                                     Admiral
                                                     Grace
                                                     Brewster
                                                     Hopper
        -- 80
        ID        STATE              CAKES  PRODUCT  NAME                            AGE
        3e2a1c9e  sent_for_delivery      2  sacher   Ada                             18m
        91f0c2d4  delivered              2  sacher   Rear Admiral Grace Brewster      9d
                                                     Hopper
        -- 100
        ID        STATE              CAKES  PRODUCT  NAME                                AGE
        3e2a1c9e  sent_for_delivery      2  sacher   Ada                                 18m
        91f0c2d4  delivered              2  sacher   Rear Admiral Grace Brewster Hopper   9d
        -- 140
        ID                                    STATE              CAKES  PRODUCT  NAME                                AGE
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f  sent_for_delivery      2  sacher   Ada                                 18m
        91f0c2d4-0a51-4b52-8d5b-58a1f7c0e6a7  delivered              2  sacher   Rear Admiral Grace Brewster Hopper   9d
        -- 60 in colour
        ID        STATE              CAKES  PRODUCT  NAME        AGE
        3e2a1c9e  ^[33msent_for_delivery^[0m      2  sacher   Ada         18m
        91f0c2d4  ^[32mdelivered^[0m              2  sacher   Rear         9d
                                                     Admiral
                                                     Grace
                                                     Brewster
                                                     Hopper
        ");
    }

    #[test]
    fn dead_letters_are_listed_at_all_widths() {
        let letter = |order_id: Option<&str>, reason: &str| DeadLetter {
            message_id: "m".to_owned(),
            order_id: order_id.map(|id| OrderId::parse(id).unwrap()),
            begins: order_id.is_none().then(|| "{\"hello\"".to_owned()),
            attributes: [("reason".to_owned(), reason.to_owned())].into(),
            age_seconds: Some(7200),
            receives: 3,
        };
        let messages = vec![
            letter(Some(ID), "the delivery company does not deliver to this address"),
            letter(None, "no order"),
        ];
        let waiting = Waiting { queue: QueueName::Delivery, count: 12, messages };
        let report = RedriveReport { queues: vec![QueueReport::new(waiting)] };
        assert_snapshot!(at_all_widths(&report), @r#"
        -- 60
        delivery: about 12 dead letters; 2 shown
        ORDER           AGE  RECEIVED  ATTRIBUTES
        3e2a1c9e         2h       3 ×  reason: the delivery company
                                       does not deliver to this
                                       address
        none: {"hello"   2h       3 ×  reason: no order
        -- 80
        delivery: about 12 dead letters; 2 shown
        ORDER           AGE  RECEIVED  ATTRIBUTES
        3e2a1c9e         2h       3 ×  reason: the delivery company does not deliver to
                                       this address
        none: {"hello"   2h       3 ×  reason: no order
        -- 100
        delivery: about 12 dead letters; 2 shown
        ORDER           AGE  RECEIVED  ATTRIBUTES
        3e2a1c9e         2h       3 ×  reason: the delivery company does not deliver to this address
        none: {"hello"   2h       3 ×  reason: no order
        -- 140
        delivery: about 12 dead letters; 2 shown
        ORDER                                 AGE  RECEIVED  ATTRIBUTES
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f   2h       3 ×  reason: the delivery company does not deliver to this address
        none: {"hello"                         2h       3 ×  reason: no order
        "#);
    }
}
