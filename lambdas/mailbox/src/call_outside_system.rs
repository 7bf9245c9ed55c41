//! A step of the provisioning workflow: asks the outside system for the mailbox and passes its answer on.

use crate::outside_system::{Order, OutsideSystem};
use function::{Failure, INPUT_INVALID, Outcome};
use serde_json::{Value, json};

/// Answers `{"accepted": …, "reason": …}`. Failures have names, by which the workflow decides how often to try again.
pub async fn handle(system: &OutsideSystem, event: Value) -> Result<Outcome, Failure> {
    let order: Order = serde_json::from_value(event)
        .map_err(|error| Failure::new(INPUT_INVALID, format!("the workflow's input is invalid: {error}")))?;
    order.validate()?;
    let answer = system.call(&order).await?;
    Ok(Outcome {
        reply: json!({"accepted": answer.accepted, "reason": answer.reason}),
        about: Some(order.id.to_string()),
        summary: if answer.accepted { "accepted" } else { "refused" }.to_owned(),
        problem: None,
    })
}
