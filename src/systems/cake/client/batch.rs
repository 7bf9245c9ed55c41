//! Places many orders at once: they are read one after the other and sent concurrently; completed ones are not kept.

use std::io::BufRead;
use std::num::NonZeroUsize;

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use model::cake::{NewOrder, Order, OrderId};
use serde::Serialize;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::identity::{Batch, Identities};
use super::records::{Record, Records};
use super::{Orders, Placing};
use engine::failure::{Failure, hint_of, sentence};

/// Orders that the API could not take, one after the other, before the rest is left for later: by then each of them was
/// sent several times, and the API is down.
const TROUBLES: usize = 8;

/// An order as it was read, with its id; or what is wrong with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub line: u64,
    pub order: Result<NewOrder, String>,
    /// How much of the source has been read so far, in bytes.
    pub end: u64,
}

/// Reads orders in a thread of its own, no further ahead than it has to: a writer into a pipe waits.
pub fn read(source: impl BufRead + Send + 'static, batch: Batch<'_>) -> Receiver<Result<Reading>> {
    let (sender, receiver) = channel(1);
    let identities = Identities::of(batch);
    tokio::task::spawn_blocking(move || send_all(source, identities, &sender));
    receiver
}

fn send_all(source: impl BufRead, mut identities: Identities, sender: &Sender<Result<Reading>>) {
    for record in Records::new(source) {
        let reading = record.map(|record| reading(record, &mut identities));
        let is_end = reading.is_err();
        // Nothing more is needed once the receiver is dropped.
        if sender.blocking_send(reading).is_err() || is_end {
            return;
        }
    }
}

fn reading(record: Record, identities: &mut Identities) -> Reading {
    let order = record.text.and_then(|text| {
        let mut order = NewOrder::from_json(&text).map_err(|invalid| invalid.to_string())?;
        order.order_id = Some(identities.id_of(&order));
        Ok(order)
    });
    Reading { line: record.line, order, end: record.end }
}

/// The result of one line.
#[derive(Clone, Debug)]
pub enum Outcome {
    Placed(Order),
    /// An earlier run has placed it, or an earlier line with the same id.
    Existing(Order),
    /// Nothing but another line can help.
    Refused(Failure),
    /// It could not be placed now; the same command tries again.
    Failed(String),
}

/// A line that is done.
#[derive(Clone, Debug)]
pub struct Done {
    pub line: u64,
    /// The order's id, where there is an order.
    pub order_id: Option<OrderId>,
    pub outcome: Outcome,
    /// How much of the source was read with it, in bytes.
    pub end: u64,
}

/// How many lines had which result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Orders that were placed.
    pub placed: u64,
    /// Orders that had been placed before.
    pub existing: u64,
    /// Lines that are no valid order, or that the API rejected.
    pub refused: u64,
    /// Orders that could not be placed.
    pub failed: u64,
}

impl Tally {
    /// Lines that are done, whatever their result.
    pub fn total(&self) -> u64 {
        self.placed + self.existing + self.refused + self.failed
    }

    /// Orders that the system has now.
    pub fn there(&self) -> u64 {
        self.placed + self.existing
    }

    fn count(&mut self, done: &Done) {
        *match done.outcome {
            Outcome::Placed(_) => &mut self.placed,
            Outcome::Existing(_) => &mut self.existing,
            Outcome::Refused(_) => &mut self.refused,
            Outcome::Failed(_) => &mut self.failed,
        } += 1;
    }
}

/// Why not all orders were read.
#[derive(Debug)]
pub enum Stopped {
    /// The caller wanted no more.
    Asked,
    /// The API takes no orders now; why.
    Trouble { hint: Option<String> },
    /// The orders cannot be read any further.
    Unreadable(anyhow::Error),
}

/// Where it ended.
#[derive(Debug)]
pub struct Ended {
    pub tally: Tally,
    /// `None` when every order was read.
    pub stopped: Option<Stopped>,
}

/// Places orders, so many at a time, until there are no more or `stop` is done; those on their way are waited for. An
/// error is the observer's own.
pub async fn place_all(
    orders: &Orders,
    mut readings: Receiver<Result<Reading>>,
    at_once: NonZeroUsize,
    stop: impl Future<Output = ()>,
    observe: &mut dyn FnMut(&Tally, &Done) -> Result<()>,
) -> Result<Ended> {
    let mut under_way = FuturesUnordered::new();
    let mut end = Ended { tally: Tally::default(), stopped: None };
    let mut is_open = true;
    let mut troubles = Troubles::default();
    tokio::pin!(stop);
    loop {
        let has_room = under_way.len() < at_once.get();
        tokio::select! {
            biased;
            () = &mut stop, if is_open => end.stopped = Some(Stopped::Asked),
            Some((done, hint)) = under_way.next() => {
                end.tally.count(&done);
                observe(&end.tally, &done)?;
                if troubles.are_too_many_with(&done) && is_open {
                    end.stopped = Some(Stopped::Trouble { hint });
                }
            }
            reading = readings.recv(), if is_open && has_room => match reading {
                Some(Ok(reading)) => under_way.push(place_one(orders, reading)),
                Some(Err(error)) => end.stopped = Some(Stopped::Unreadable(error)),
                None => is_open = false,
            },
            else => return Ok(end),
        }
        is_open &= end.stopped.is_none();
    }
}

/// Orders that failed since one was placed.
#[derive(Default)]
struct Troubles(usize);

impl Troubles {
    fn are_too_many_with(&mut self, done: &Done) -> bool {
        match done.outcome {
            Outcome::Failed(_) => self.0 += 1,
            Outcome::Placed(_) | Outcome::Existing(_) => self.0 = 0,
            // An invalid line is no sign of a failing API.
            Outcome::Refused(_) => {}
        }
        self.0 >= TROUBLES
    }
}

/// The result of an order, and a hint for a failure.
async fn place_one(orders: &Orders, reading: Reading) -> (Done, Option<String>) {
    let Reading { line, order, end } = reading;
    let order = match order {
        Ok(order) => order,
        Err(problem) => {
            let outcome = Outcome::Refused(Failure::usage(problem));
            return (Done { line, order_id: None, outcome, end }, None);
        }
    };
    let (outcome, hint) = match orders.place(&order).await {
        Ok(Placing::Placed(order)) => (Outcome::Placed(order), None),
        Ok(Placing::Existing(order)) => (Outcome::Existing(order), None),
        Ok(Placing::Refused(failure)) => (Outcome::Refused(failure), None),
        Err(error) => (Outcome::Failed(sentence(&error)), hint_of(&error).map(str::to_owned)),
    };
    (Done { line, order_id: order.order_id, outcome, end }, hint)
}
