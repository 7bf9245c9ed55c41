//! The log: one JSON line for each invocation.

use crate::outcome::{Failure, Outcome};
use std::time::Duration;
use tracing::Level;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Sends the log to standard output, from where Lambda takes it.
pub fn start() {
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false);
    // The runtime would repeat each failure in a line of its own.
    let levels = Targets::new().with_default(Level::WARN).with_target(env!("CARGO_CRATE_NAME"), Level::INFO);
    let levels = levels.with_target("lambda_runtime", LevelFilter::OFF);
    tracing_subscriber::registry().with(lines).with(levels).init();
}

/// Writes the line of an invocation. No input is written: it may hold a secret.
pub fn invocation(function: &str, request_id: &str, took: Duration, result: &Result<Outcome, Failure>) {
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    match result {
        Ok(outcome) => {
            let Outcome { about, summary, problem, .. } = outcome;
            match problem {
                None => tracing::info!(function, request_id, milliseconds, about, "{summary}"),
                Some(problem) => {
                    tracing::error!(function, request_id, milliseconds, about, problem, "{summary}")
                }
            }
        }
        Err(Failure { name, message }) => {
            tracing::error!(function, request_id, milliseconds, error = name, "{message}");
        }
    }
}
