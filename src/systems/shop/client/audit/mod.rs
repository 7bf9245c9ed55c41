//! Verifies that stock, payments and orders agree, from what each of the three services reports about its own table.
//!
//! Data changes while it is read, so a mismatch in one reading is only a doubt. It is read again, and counts as a
//! disagreement if two consecutive readings show the same facts.

pub mod books;
pub mod facts;
pub mod report;
pub mod sums;

#[cfg(test)]
mod tests;

use std::time::Duration;

use anyhow::Result;
use futures_util::future::try_join;
use serde::de::DeserializeOwned;
use tokio::time::sleep;

use self::books::{Books, Doubts, Reading, Scope};
use self::report::{AuditReport, sentences};
use super::Shop;
use crate::systems::kit::api::{Api, encode};
use engine::aws::signed::Method;

/// Readings after the first one.
const MOST_READINGS: u32 = 5;
/// The pause before the second reading; each later one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// Reads everything, and what is in doubt again. `observe` is called with the number in doubt. What is held at once is
/// bounded: a large shop is read in as many slices as it takes.
pub async fn audit(shop: &Shop, observe: &dyn Fn(usize)) -> Result<AuditReport> {
    let mut slices = 1;
    loop {
        if let Some(report) = audit_in(shop, slices, observe).await? {
            return Ok(report.conclude());
        }
        slices *= 2;
    }
}

/// `None` when one of so many slices is still too large.
async fn audit_in(shop: &Shop, slices: u128, observe: &dyn Fn(usize)) -> Result<Option<AuditReport>> {
    let mut report = AuditReport::default();
    for number in 0..slices {
        match read(shop, Scope::Slice { number, of: slices }).await? {
            Some(first) => report.merge(settle(shop, first, observe).await?),
            None => return Ok(None),
        }
    }
    Ok(Some(report))
}

/// Reads what is in doubt after the first reading again.
async fn settle(shop: &Shop, first: Reading, observe: &dyn Fn(usize)) -> Result<AuditReport> {
    let mut settled = Settled::of(first);
    let mut pause = FIRST_PAUSE;
    for _ in 0..MOST_READINGS {
        if settled.open.is_empty() {
            break;
        }
        observe(settled.open.len());
        sleep(pause).await;
        pause *= 2;
        if let Some(reading) = read(shop, Scope::of(&settled.open)).await? {
            settled.again(reading);
        }
    }
    Ok(settled.report())
}

/// What is known after some readings.
#[derive(Debug)]
struct Settled {
    report: AuditReport,
    open: Doubts,
    /// The doubts that are left, in words.
    unsettled: Vec<report::Disagreement>,
}

impl Settled {
    fn of(first: Reading) -> Self {
        let unsettled = sentences(&first.doubts, &first.prices);
        let unreadable = first.unreadable.into_iter();
        let unreadable =
            unreadable.map(|((service, key), problem)| report::UnreadableDocument { service, key, problem });
        let report = AuditReport {
            sums: first.sums,
            in_flight: first.in_flight,
            unreadable: unreadable.collect(),
            ..AuditReport::default()
        };
        Self { report, open: first.doubts, unsettled }
    }

    /// Adds a second reading of what was in doubt.
    fn again(&mut self, reading: Reading) {
        let (real, open) = self.open.divide(reading.doubts);
        self.report.sums.add(&reading.sums);
        real.orders.values().for_each(|facts| self.report.sums.count(facts, &reading.prices));
        self.report.in_flight.extend(reading.in_flight);
        self.report.disagreements.extend(sentences(&real, &reading.prices));
        self.unsettled = sentences(&open, &reading.prices);
        self.open = open;
    }

    fn report(mut self) -> AuditReport {
        self.report.unsettled = self.unsettled;
        self.report.conclude()
    }
}

/// Reads the three services once; `None` when there is more than may be held.
async fn read(shop: &Shop, scope: Scope) -> Result<Option<Reading>> {
    let books = std::cell::RefCell::new(Books::new(scope));
    let next_unless_full = |next| if books.borrow().is_full() { None } else { next };
    let payments = pages(&shop.payment, "/payment/audit", |page| {
        books.borrow_mut().payments(&page);
        next_unless_full(page.next)
    });
    let stock = pages(&shop.stock, "/stock/audit", |page| {
        books.borrow_mut().stock(&page);
        next_unless_full(page.next)
    });
    try_join(payments, stock).await?;
    let orders = pages(&shop.orders, "/orders/audit", |page| {
        books.borrow_mut().orders(&page);
        next_unless_full(page.next)
    });
    orders.await?;
    let books = books.into_inner();
    Ok((!books.is_full()).then(|| books.close()))
}

/// Reads page after page; `take` returns the word for the next one.
async fn pages<P: DeserializeOwned>(api: &Api, path: &str, take: impl Fn(P) -> Option<String>) -> Result<()> {
    let mut query = String::new();
    loop {
        let reply = api.call(Method::Get, &format!("{path}{query}"), None).await?;
        let page = api.document(&reply, &format!("reading {path}"))?;
        match take(page) {
            Some(next) => query = format!("?next={}", encode(&next)),
            None => return Ok(()),
        }
    }
}
