//! What all Lambda functions share: environment, AWS clients, requests and replies of
//! an API, e-mails, calls to partners, HTML escaping, and one log line per invocation.
//!
//! A system's crate is one program for all its functions: it has a [`Function`] for each handler's name and knows what to do; this
//! crate runs them. It must not know any system.

pub mod api;
pub mod aws_error;
pub mod clients;
pub mod clock;
mod environment;
mod handler;
pub mod html;
mod log;
pub mod mail;
mod outcome;
pub mod page;
pub mod partner;
#[cfg(feature = "testing")]
pub mod testing;

pub use aws_error::Unavailable;
pub use clients::{Configuration, Lazy};
pub use environment::{Environment, Missing};
pub use handler::Function;
pub use outcome::{Failure, INPUT_INVALID, Outcome};

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use std::time::Instant;

/// Runs one function until Lambda ends the process: `prepare` chooses it by the environment's handler and makes it ready.
pub async fn serve(prepare: impl FnOnce(&Environment) -> Result<Function, String>) -> Result<(), Error> {
    log::start();
    let environment = Environment::read();
    let function = match prepare(&environment) {
        Ok(function) => function,
        Err(error) => {
            tracing::error!(function = environment.handler(), "cannot start: {error}");
            return Err(error.into());
        }
    };
    let (function, name) = (&function, environment.handler());
    lambda_runtime::run(service_fn(async move |event: LambdaEvent<Value>| {
        let started = Instant::now();
        let result = function.handle(event.payload).await;
        log::invocation(name, &event.context.request_id, started.elapsed(), &result);
        result.map(|outcome| outcome.reply)
    }))
    .await
}
