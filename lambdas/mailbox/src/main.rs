//! The functions of the mailbox system: one program, which does the work that the handler's name says.
//!
//! This file wires; a file per function decides. What a mailbox is, and what it may do next, is the `model` crate's.

mod api;
mod ask_for_confirmation;
mod aws_error;
mod call_outside_system;
mod clients;
mod clock;
mod confirm_deletion;
mod create_mailbox;
mod delete_mailbox;
mod environment;
mod get_mailbox;
mod list_mailboxes;
mod log;
mod mail;
mod outcome;
mod outside_system;
mod page;
mod percent;
mod start_workflow;
mod table;
mod update_mailbox;
mod work;

#[cfg(test)]
mod templates;

use environment::Environment;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use std::time::Instant;
use work::Work;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    log::start();
    let environment = Environment::read();
    let work = match Work::prepare(&environment).await {
        Ok(work) => work,
        Err(error) => {
            tracing::error!(function = environment.handler, "cannot start: {error}");
            return Err(error.into());
        }
    };
    let (work, function) = (&work, environment.handler.as_str());
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<Value>| {
        let started = Instant::now();
        let result = work.perform(event.payload).await;
        log::invocation(function, &event.context.request_id, started.elapsed(), &result);
        result.map(|outcome| outcome.reply)
    }))
    .await
}
