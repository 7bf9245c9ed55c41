//! The saga's steps in stock and payment: taking what an order needs, and returning it.

use crate::names::TABLE_UNAVAILABLE;
use crate::table::Table;
use function::{Failure, INPUT_INVALID, Outcome, Unavailable};
use model::shop::{Claim, Holding, Id, Key, LARGEST_SUM, Ledger, MOST_LINES, Taking};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The input of `take-payment`.
#[derive(Deserialize)]
struct PaymentClaim {
    order_id: Id,
    attempt: u64,
    user_id: Id,
    amount: u64,
}

/// The input of `return-stock` and `return-payment`.
#[derive(Deserialize)]
struct GivingBack {
    order_id: Id,
    attempt: u64,
}

/// Takes everything or nothing, and returns which. A rejection is a result, not a failure: it is not retried.
pub async fn take(ledger: Ledger, table: &Table, event: Value) -> Result<Outcome, Failure> {
    let claim = read_claim(ledger, event)?;
    let reservation = Key::reservation(&claim.order_id);
    let mut keys = vec![reservation.clone()];
    keys.extend(claim.lines.keys().map(|holder| ledger.key(holder)));
    let decided = table.settle(&keys, |read| {
        let mut holdings: BTreeMap<Id, Holding> = BTreeMap::new();
        for holder in claim.lines.keys() {
            holdings.extend(read.get(&ledger.key(holder))?.map(|holding| (holder.clone(), holding)));
        }
        Ok(ledger.take(&claim, &holdings, read.get(&reservation)?.as_ref()))
    });
    let taking: Taking = answer(decided.await)?;
    let summary = if taking.taken { "taken" } else { "refused" };
    Ok(outcome(json!(taking), &claim.order_id, summary))
}

/// Returns what a checkout took; afterwards the checkout cannot take anything.
pub async fn give_back(ledger: Ledger, table: &Table, event: Value) -> Result<Outcome, Failure> {
    let GivingBack { order_id, attempt } = parse(event)?;
    let reservation = Key::reservation(&order_id);
    let keys = [reservation.clone()];
    let decided = table
        .settle(&keys, |read| Ok(ledger.give_back(&order_id, attempt, read.get(&reservation)?.as_ref())));
    answer(decided.await)?;
    Ok(outcome(json!({"returned": true}), &order_id, "returned"))
}

fn read_claim(ledger: Ledger, event: Value) -> Result<Claim, Failure> {
    let claim = match ledger {
        Ledger::Stock => parse(event)?,
        Ledger::Payment => {
            let PaymentClaim { order_id, attempt, user_id, amount } = parse(event)?;
            Claim { order_id, attempt, lines: BTreeMap::from([(user_id, amount)]) }
        }
    };
    let is_sound = (1..=MOST_LINES).contains(&claim.lines.len())
        && claim.lines.values().all(|amount| (1..=LARGEST_SUM).contains(amount));
    is_sound.then_some(claim).ok_or_else(|| Failure::new(INPUT_INVALID, "the claim is empty or too large"))
}

fn parse<T: serde::de::DeserializeOwned>(event: Value) -> Result<T, Failure> {
    serde_json::from_value(event).map_err(|error| Failure::new(INPUT_INVALID, error.to_string()))
}

fn answer<T>(decided: Result<Result<T, model::shop::Refused>, Unavailable>) -> Result<T, Failure> {
    let decided = decided.map_err(|Unavailable(problem)| Failure::new(TABLE_UNAVAILABLE, problem))?;
    decided.map_err(|refused| Failure::new(INPUT_INVALID, refused.message))
}

fn outcome(reply: Value, order: &Id, summary: &str) -> Outcome {
    Outcome { reply, about: Some(order.to_string()), summary: summary.to_owned(), problem: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

    #[test]
    fn a_payment_is_a_claim_on_one_account() {
        let event = json!({"order_id": ID, "attempt": 2, "user_id": ID, "amount": 7});
        let claim = read_claim(Ledger::Payment, event).unwrap();
        assert_eq!((claim.attempt, claim.lines.values().copied().collect::<Vec<_>>()), (2, vec![7]));
    }

    #[test]
    fn nonsense_is_no_claim() {
        let nothing = json!({"order_id": ID, "attempt": 1, "lines": {}});
        let zero = json!({"order_id": ID, "attempt": 1, "lines": {ID: 0}});
        let huge = json!({"order_id": ID, "attempt": 1, "lines": {ID: u64::MAX}});
        for event in [nothing, zero, huge, json!(null), json!({"order_id": "x"})] {
            assert_eq!(read_claim(Ledger::Stock, event).unwrap_err().name, INPUT_INVALID);
        }
    }
}
