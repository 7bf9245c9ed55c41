//! What every Lambda function needs and no system in particular: its environment, AWS clients, requests and replies of
//! an API, calls of partners, texts in pages, one line of log for each invocation.
//!
//! A system's crate is one program for all its functions: it dispatches on the handler's name and knows what to do; this
//! crate knows how a function lives. It must not know any system.

pub mod api;
pub mod aws_error;
pub mod clients;
pub mod clock;
mod environment;
pub mod html;
mod log;
mod outcome;
pub mod page;
pub mod partner;

pub use aws_error::Unavailable;
pub use environment::{Environment, Missing};
pub use outcome::{Failure, INPUT_INVALID, Outcome};

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use std::time::Instant;

/// Runs one function until Lambda ends the process: `prepare` makes ready, once, what `perform` then uses for each event.
pub async fn serve<W>(
    prepare: impl AsyncFnOnce(&Environment) -> Result<W, String>,
    perform: impl AsyncFn(&W, Value) -> Result<Outcome, Failure>,
) -> Result<(), Error> {
    log::start();
    let environment = Environment::read();
    let work = match prepare(&environment).await {
        Ok(work) => work,
        Err(error) => {
            tracing::error!(function = environment.handler(), "cannot start: {error}");
            return Err(error.into());
        }
    };
    let (work, perform, function) = (&work, &perform, environment.handler());
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<Value>| {
        let started = Instant::now();
        let result = perform(work, event.payload).await;
        log::invocation(function, &event.context.request_id, started.elapsed(), &result);
        result.map(|outcome| outcome.reply)
    }))
    .await
}
