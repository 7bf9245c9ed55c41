//! Undoes the checkout of an execution that EventBridge reports as ended before its work was done, or gives it up if it had not begun.

use crate::names::TABLE_UNAVAILABLE;
use crate::pause::Pauses;
use crate::saga::Saga;
use crate::table::Table;
use function::{Failure, INPUT_INVALID, Outcome, Unavailable};
use model::shop::{Aftermath, LostExecution, Order};
use serde::Deserialize;
use serde_json::{Value, json};
use std::slice;
use std::time::Duration;

/// "Step Functions Execution Status Change".
#[derive(Deserialize)]
struct Event {
    detail: Detail,
}

#[derive(Deserialize)]
struct Detail {
    status: String,
    /// The execution's own input, as text. Ours are small, so it is always there.
    input: String,
}

/// Undoes what a lost execution has begun, and leaves alone what another one carries on.
pub async fn handle(table: &Table, saga: &Saga, event: Value) -> Result<Outcome, Failure> {
    let Some(lost) = read(event)? else { return Ok(outcome(None, "left alone")) };
    let summary = match settle(table, &lost).await.map_err(unavailable)? {
        Aftermath::Undo(undo) => {
            saga.undo(&undo).await.map_err(unavailable)?;
            "undone"
        }
        Aftermath::GivenUp => "given up before it began",
        Aftermath::Nothing => "nothing to undo",
    };
    Ok(outcome(Some(&lost), summary))
}

/// `None` for an undoing that failed by itself: it was tried for hours, and trying at once again would never end.
fn read(event: Value) -> Result<Option<LostExecution>, Failure> {
    let invalid = |error: serde_json::Error| Failure::new(INPUT_INVALID, error.to_string());
    let Event { detail } = serde_json::from_value(event).map_err(invalid)?;
    let lost = serde_json::from_str(&detail.input).map_err(invalid)?;
    let is_hopeless = detail.status == "FAILED" && matches!(lost, LostExecution::Undo(_));
    Ok((!is_hopeless).then_some(lost))
}

/// The outcome of the order. One that has not begun is looked at again before its checkout is given up: the last write of the
/// stopped execution may still be under way, and another execution may be about to check out the same revision.
async fn settle(table: &Table, lost: &LostExecution) -> Result<Aftermath, Unavailable> {
    let key = Order::key(lost.order_id());
    let keys = slice::from_ref(&key);
    let mut pauses = Pauses::new(Duration::from_secs(1), Duration::from_secs(3));
    for _ in 0..4 {
        let order: Option<Order> = table.read_all(keys).await?.get(&key)?;
        if !order.is_some_and(|order| order.may_begin(lost)) {
            break;
        }
        pauses.wait().await;
    }
    let settled = table.settle(keys, |read| Ok(Order::after_loss(read.get(&key)?.as_ref(), lost)));
    settled.await?.map_err(|refused| Unavailable(refused.message))
}

fn unavailable(Unavailable(problem): Unavailable) -> Failure {
    Failure::new(TABLE_UNAVAILABLE, problem)
}

fn outcome(lost: Option<&LostExecution>, summary: &str) -> Outcome {
    let about = lost.map(|lost| lost.order_id().to_string());
    Outcome { reply: json!({"result": summary}), about, summary: summary.to_owned(), problem: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

    fn event(status: &str, input: &Value) -> Value {
        json!({"source": "aws.states", "detail": {"status": status, "input": input.to_string()}})
    }

    #[test]
    fn a_lost_checkout_and_a_lost_undoing_are_distinguished() {
        let checkout = json!({"order_id": ID, "attempt": 1, "revision": 2, "checkout_key": ID, "run": ID,
            "began_at": 5, "user_id": ID, "amount": 3, "lines": {ID: 1}});
        let undo = json!({"order_id": ID, "attempt": 1, "undo": "paid", "reason": "why"});
        for status in ["ABORTED", "TIMED_OUT", "FAILED"] {
            assert!(matches!(read(event(status, &checkout)), Ok(Some(LostExecution::Checkout(_)))));
        }
        assert!(matches!(read(event("ABORTED", &undo)), Ok(Some(LostExecution::Undo(_)))));
        assert_eq!(read(event("FAILED", &undo)), Ok(None));
        for wrong in [json!({}), event("ABORTED", &json!({"order_id": ID}))] {
            assert_eq!(read(wrong).unwrap_err().name, INPUT_INVALID);
        }
    }
}
