//! The log: one JSON line for each invocation.

use crate::outcome::{Failure, Outcome};
use std::time::Duration;

/// Sends the log to standard output, from where Lambda takes it.
pub fn start() {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        // Its own events would be further lines; what they tell is in ours.
        .with_max_level(tracing::Level::INFO)
        .init();
}

/// Writes the line of an invocation. No input is written: it may hold a secret.
pub fn invocation(function: &str, request_id: &str, took: Duration, result: &Result<Outcome, Failure>) {
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match result {
        Ok(outcome) => {
            let Outcome { mailbox, summary, problem, .. } = outcome;
            match problem {
                None => tracing::info!(function, request_id, milliseconds, mailbox, "{summary}"),
                Some(problem) => {
                    tracing::error!(function, request_id, milliseconds, mailbox, problem, "{summary}")
                }
            }
        }
        Err(Failure { name, message }) => {
            tracing::error!(function, request_id, milliseconds, error = name, "{message}");
        }
    }
}
