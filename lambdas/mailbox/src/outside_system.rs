//! The outside system that makes mailboxes: a real one over HTTPS, or a simulator.

use crate::names;
use function::partner::{Partner, Trouble};
use function::{Failure, INPUT_INVALID};
use model::mailbox::MailboxId;
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// For the whole call. The function itself may run for 25 s, and the workflow's step for 30.
const CALL_LIMIT: Duration = Duration::from_secs(20);
/// Longest reason that is passed on.
const REASON_CHARS: usize = 500;

/// The order of a mailbox.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The mailbox.
    pub id: MailboxId,
    username: String,
    domain: String,
    idempotency_key: String,
}

impl Order {
    /// Validates the input again: another client may have written the table.
    pub fn validate(&self) -> Result<(), Failure> {
        model::username("username", &self.username)
            .and_then(|()| model::domain("domain", &self.domain))
            .map_err(|invalid| Failure::new(INPUT_INVALID, invalid.to_string()))
    }
}

/// The outside system's response to an order.
#[derive(Debug, Eq, PartialEq)]
pub struct Answer {
    /// Whether it accepts the order.
    pub accepted: bool,
    /// Why not.
    pub reason: String,
}

/// The outside system.
pub enum OutsideSystem {
    /// A simulator: see [`simulate`].
    Simulator,
    /// A real system, called over HTTPS.
    Real(Partner),
}

impl OutsideSystem {
    /// The system at this address; without one, the simulator.
    pub fn new(url: Option<&str>) -> Result<Self, String> {
        let partner =
            url.map(|url| Partner::new("the outside system", "OUTSIDE_SYSTEM_URL", url, CALL_LIMIT));
        Ok(partner.transpose()?.map_or(OutsideSystem::Simulator, OutsideSystem::Real))
    }

    /// Orders a mailbox.
    pub async fn call(&self, order: &Order) -> Result<Answer, Failure> {
        match self {
            OutsideSystem::Simulator => simulate(&order.username),
            OutsideSystem::Real(partner) => {
                let body = json!({"id": order.id, "username": order.username, "domain": order.domain});
                judge(&partner.post(&body, &order.idempotency_key).await.map_err(failure)?)
            }
        }
    }
}

/// A transient failure makes the workflow retry the step; a rejection means that the order itself is invalid.
fn failure(trouble: Trouble) -> Failure {
    match trouble {
        Trouble::Passing(message) => external(&message),
        Trouble::Rejected(message) => Failure::new(names::OUTSIDE_SYSTEM_REJECTED, message),
    }
}

/// Simulates an outside system that fails for certain names, for demonstrations and tests.
fn simulate(username: &str) -> Result<Answer, Failure> {
    if username.contains("fail1") {
        Err(external("the simulator is unavailable for names with fail1"))
    } else if username.contains("fail2") {
        Err(Failure::new(names::OUTSIDE_SYSTEM_REJECTED, "the simulator rejects names with fail2"))
    } else {
        Ok(Answer { accepted: true, reason: String::new() })
    }
}

/// Evaluates a response: accepted unless it contains a rejection. An unreadable one is a transient failure.
fn judge(body: &[u8]) -> Result<Answer, Failure> {
    if body.is_empty() {
        return Ok(Answer { accepted: true, reason: String::new() });
    }
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        return Err(external("the outside system's response is not a JSON object"));
    };
    let accepted = fields.get("accepted").is_none_or(|accepted| accepted == &Value::Bool(true));
    let given =
        fields.get("reason").and_then(Value::as_str).unwrap_or("the outside system rejected the mailbox");
    let printable: String = given.chars().filter(|c| !c.is_control()).take(REASON_CHARS).collect();
    Ok(Answer { accepted, reason: if accepted { String::new() } else { printable } })
}

fn external(message: &str) -> Failure {
    Failure::new(names::EXTERNAL_FAILURE, message)
}

#[cfg(test)]
mod tests;
