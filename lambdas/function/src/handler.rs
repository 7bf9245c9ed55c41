//! One function of a system, ready for its events.

use crate::api::{self, Refusal, Reply, Request};
use crate::outcome::{Failure, Outcome};
use serde_json::Value;
use std::pin::Pin;
use std::rc::Rc;

type Ending = Pin<Box<dyn Future<Output = Result<Outcome, Failure>>>>;

/// The work for each event, with its dependencies. A system chooses it by the handler's name, once for each process.
pub struct Function(Box<dyn Fn(Value) -> Ending>);

impl Function {
    /// A function that is given each event as it is.
    pub fn of_events<S: 'static>(
        state: S,
        handle: impl AsyncFn(&S, Value) -> Result<Outcome, Failure> + 'static,
    ) -> Self {
        let shared = Rc::new((state, handle));
        Function(Box::new(move |event| {
            let shared = Rc::clone(&shared);
            Box::pin(async move {
                let (state, handle) = &*shared;
                handle(state, event).await
            })
        }))
    }

    /// A function that answers requests of a REST API.
    pub fn of_requests<S: 'static>(
        state: S,
        handle: impl AsyncFn(&S, &Request) -> Result<Reply, Refusal> + 'static,
    ) -> Self {
        Self::of_events((state, handle), async |(state, handle), event| {
            api::answer(event, async |request| handle(state, request).await).await
        })
    }

    /// Handles one event.
    pub async fn handle(&self, event: Value) -> Result<Outcome, Failure> {
        (self.0)(event).await
    }
}
