//! The results of the records of a batch. Only records to retry are reported as failed.

use function::{Failure, INPUT_INVALID, Outcome};
use model::cake::OrderId;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The result of one record.
#[derive(Debug, Eq, PartialEq)]
pub enum Disposition {
    /// It is done; the words for the log.
    Done(&'static str),
    /// It has to be redelivered, because of this.
    Retry(String),
    /// It is in the dead-letter queue, because of this.
    DeadLettered(String),
}

/// The records of an event.
pub fn records(event: &Value) -> Result<&[Value], Failure> {
    let records = event["Records"].as_array().map(Vec::as_slice);
    records.ok_or_else(|| Failure::new(INPUT_INVALID, "the event has no Records"))
}

/// The time in which new records are started: half of the function's, so that the last one ends in time.
pub struct Budget(Instant);

impl Budget {
    /// Half of `timeout`, from now on.
    pub fn of(timeout: Duration) -> Self {
        Budget(Instant::now() + timeout / 2)
    }

    /// Whether another record may be started.
    pub fn is_left(&self) -> bool {
        Instant::now() < self.0
    }
}

/// The results of a batch.
#[derive(Default)]
pub struct Report {
    orders: Vec<String>,
    counts: BTreeMap<&'static str, usize>,
    failed: Vec<String>,
    problems: Vec<String>,
}

impl Report {
    /// Adds the result of the record that the mapping knows by `identifier`.
    pub fn add(&mut self, identifier: &str, order: Option<&OrderId>, disposition: Disposition) {
        self.orders.extend(order.map(ToString::to_string));
        let (word, problem) = match disposition {
            Disposition::Done(word) => (word, None),
            Disposition::DeadLettered(problem) => ("dead-lettered", Some(problem)),
            Disposition::Retry(problem) => {
                self.failed.push(identifier.to_owned());
                ("to retry", Some(problem))
            }
        };
        *self.counts.entry(word).or_default() += 1;
        self.problems.extend(problem.map(|problem| match order {
            Some(order) => format!("order {order}: {problem}"),
            None => problem,
        }));
    }

    /// The end of the invocation.
    pub fn outcome(self) -> Outcome {
        let failures: Vec<Value> = self.failed.iter().map(|name| json!({"itemIdentifier": name})).collect();
        let counts: Vec<String> = self.counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
        Outcome {
            reply: json!({"batchItemFailures": failures}),
            about: (!self.orders.is_empty()).then(|| self.orders.join(" ")),
            summary: if counts.is_empty() { "nothing to do".to_owned() } else { counts.join(", ") },
            problem: (!self.problems.is_empty()).then(|| self.problems.join("; ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_records_to_retry_are_reported_as_failed() {
        let id = OrderId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        let mut report = Report::default();
        report.add("1", Some(&id), Disposition::Done("notified"));
        report.add("2", Some(&id), Disposition::Retry("the partner is out of reach".to_owned()));
        report.add("3", None, Disposition::DeadLettered("not JSON".to_owned()));
        report.add("4", Some(&id), Disposition::Done("notified"));
        let outcome = report.outcome();
        assert_eq!(outcome.reply, json!({"batchItemFailures": [{"itemIdentifier": "2"}]}));
        assert_eq!(outcome.summary, "1 dead-lettered, 2 notified, 1 to retry");
        assert_eq!(
            outcome.problem.unwrap(),
            "order 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f: the partner is out of reach; not JSON"
        );
        assert_eq!(Report::default().outcome().reply, json!({"batchItemFailures": []}));
        assert!(records(&json!({})).is_err());
    }

    #[test]
    fn no_record_begins_in_the_second_half() {
        assert!(Budget::of(Duration::from_secs(60)).is_left());
        assert!(!Budget::of(Duration::ZERO).is_left());
    }
}
