//! What became of the records of a batch. Only those that are to come again are reported as failed.

use function::{Failure, INPUT_INVALID, Outcome};
use model::cake::OrderId;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// What became of one record.
#[derive(Debug, Eq, PartialEq)]
pub enum Fate {
    /// It is done with; the words for the log.
    Settled(&'static str),
    /// It has to come again, because of this.
    Again(String),
    /// It is in the dead-letter queue, because of this.
    Parked(String),
}

/// The records of an event.
pub fn records(event: &Value) -> Result<&[Value], Failure> {
    let records = event["Records"].as_array().map(Vec::as_slice);
    records.ok_or_else(|| Failure::new(INPUT_INVALID, "the event has no Records"))
}

/// How long records are begun: half of what the function has, so that the last one ends in time.
pub struct Budget(Instant);

impl Budget {
    /// Half of `timeout`, from now on.
    pub fn of(timeout: Duration) -> Self {
        Budget(Instant::now() + timeout / 2)
    }

    /// Whether one more record may begin.
    pub fn is_left(&self) -> bool {
        Instant::now() < self.0
    }
}

/// The fates of a whole batch.
#[derive(Default)]
pub struct Report {
    orders: Vec<String>,
    counts: BTreeMap<&'static str, usize>,
    failed: Vec<String>,
    problems: Vec<String>,
}

impl Report {
    /// Takes down what became of the record that the mapping knows by `identifier`.
    pub fn add(&mut self, identifier: &str, order: Option<&OrderId>, fate: Fate) {
        self.orders.extend(order.map(ToString::to_string));
        let (word, problem) = match fate {
            Fate::Settled(word) => (word, None),
            Fate::Parked(problem) => ("put aside", Some(problem)),
            Fate::Again(problem) => {
                self.failed.push(identifier.to_owned());
                ("to come again", Some(problem))
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
    fn only_what_must_come_again_is_reported_as_failed() {
        let id = OrderId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        let mut report = Report::default();
        report.add("1", Some(&id), Fate::Settled("told"));
        report.add("2", Some(&id), Fate::Again("the partner is out of reach".to_owned()));
        report.add("3", None, Fate::Parked("no JSON".to_owned()));
        report.add("4", Some(&id), Fate::Settled("told"));
        let outcome = report.outcome();
        assert_eq!(outcome.reply, json!({"batchItemFailures": [{"itemIdentifier": "2"}]}));
        assert_eq!(outcome.summary, "1 put aside, 1 to come again, 2 told");
        assert_eq!(
            outcome.problem.unwrap(),
            "order 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f: the partner is out of reach; no JSON"
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
