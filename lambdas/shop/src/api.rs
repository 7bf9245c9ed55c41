//! What the API's functions read from a request, and their responses when it cannot be done.

use crate::table::{Documents, Table};
use function::Unavailable;
use function::api::{Refusal, Reply, Request};
use model::Invalid;
use model::shop::{Answer, Asked, Decision, IDEMPOTENCY_KEY, Id, Key, Refused, Replied, amount};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// The id that the path has under this name.
pub fn path_id(request: &Request, field: &'static str) -> Result<Id, Invalid> {
    Id::parse(field, request.path_parameter(field).unwrap_or_default())
}

/// The amount that the path has under this name.
pub fn path_amount(request: &Request, field: &'static str) -> Result<u64, Invalid> {
    amount(field, request.path_parameter(field).unwrap_or_default())
}

/// The request's key, if it has one. Anything but one UUID is refused, whatever the request is.
pub fn given_key(request: &Request) -> Result<Option<Id>, Invalid> {
    match request.header_values(IDEMPOTENCY_KEY)[..] {
        [] => Ok(None),
        [key] => Id::parse(IDEMPOTENCY_KEY, key).map(Some),
        _ => Err(Invalid::new(IDEMPOTENCY_KEY, "must be one UUID")),
    }
}

/// The request under this key.
pub fn asked(request: &Request, key: Id) -> Asked {
    let (mut what, body) = request.identity();
    if !body.is_empty() {
        what = format!("{what} {}", hex::encode(Sha256::digest(body)));
    }
    Asked { key, what, now_seconds: now_seconds() }
}

/// Does a request once: what is decided is written in one transaction with the answer, which each repetition gets again.
/// A request without a key gets its own, which protects it from the retries of the SDK at least.
pub async fn once<T>(
    table: &Table,
    asked: &Asked,
    keys: &[Key],
    decide: impl Fn(&Documents) -> Result<Decision<T>, Unavailable>,
    answer: impl Fn(T) -> Reply,
) -> Result<Reply, Refusal> {
    let operation = Key::operation(&asked.key);
    let keys: Vec<Key> = keys.iter().cloned().chain([operation.clone()]).collect();
    let done = table.settle(&keys, |read| {
        let decision = decide(read)?;
        Ok(asked.once(read.get(&operation)?.as_ref(), || decision, |done| recorded(&answer(done))))
    });
    done.await?.map(replay).map_err(refusal)
}

/// Writes down the answer to a request that took longer; a duplicate may have been quicker.
pub async fn conclude(table: &Table, asked: Option<&Asked>, reply: Reply) -> Result<Reply, Refusal> {
    let Some(asked) = asked else { return Ok(reply) };
    let operation = Key::operation(&asked.key);
    let done = table
        .settle(std::slice::from_ref(&operation), |read| {
            Ok(asked.conclude(read.get(&operation)?.as_ref(), recorded(&reply)))
        })
        .await?;
    done.map(replay).map_err(refusal)
}

/// An answer, as it is kept.
pub fn recorded(reply: &Reply) -> Answer {
    Answer { status: reply.status(), body: reply.body().to_string() }
}

/// The reply that it stands for.
pub fn replay(Replied { answer, is_repeat }: Replied) -> Reply {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let reply = Reply::new(answer.status, &body);
    if is_repeat { reply.repeated() } else { reply }
}

/// An id that nothing has yet.
pub fn random_id() -> Id {
    Id::parse("id", &Uuid::new_v4().to_string()).expect("a UUID is an id")
}

/// The refusal that says it on the wire.
pub fn refusal(refused: Refused) -> Refusal {
    let refusal = Refusal::new(refused.why.status(), refused.message);
    match refused.field {
        Some(field) => refusal.with("field", field),
        None => refusal,
    }
}

/// The time in seconds since 1970.
pub fn now_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request(event: Value) -> Request {
        Request::read(event).unwrap()
    }

    #[test]
    fn a_key_is_one_uuid_or_none() {
        let of = |headers| given_key(&request(json!({"httpMethod": "POST", "headers": headers})));
        let key = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
        assert_eq!(of(json!({"Idempotency-Key": key})).unwrap().unwrap().as_str(), key);
        for wrong in ["1", "", &format!("{key}, {key}")] {
            assert_eq!(of(json!({"idempotency-key": wrong})).unwrap_err().field, IDEMPOTENCY_KEY, "{wrong}");
        }
        assert_eq!(of(json!({})), Ok(None));
        let twice = json!({"httpMethod": "POST", "headers": {"Idempotency-Key": key},
            "multiValueHeaders": {"Idempotency-Key": [key, "3e2a1c9e-8f6b-4f0a-9d55-000000000000"]}});
        assert!(given_key(&request(twice)).is_err());
    }

    #[test]
    fn a_request_is_its_method_path_query_and_body() {
        let base = json!({"httpMethod": "POST", "resource": "/stock/add/{item_id}/{n}",
            "pathParameters": {"item_id": "AB", "n": "5"}});
        let what = |event: &Value| asked(&request(event.clone()), random_id()).what;
        assert_eq!(what(&base), "POST /stock/add/ab/5");
        for (field, value) in [
            ("httpMethod", json!("DELETE")),
            ("resource", json!("/stock/subtract/{item_id}/{n}")),
            ("pathParameters", json!({"item_id": "AB", "n": "6"})),
            ("body", json!("{}")),
            ("queryStringParameters", json!({"a": "b"})),
        ] {
            let mut other = base.clone();
            other[field] = value;
            assert_ne!(what(&other), what(&base), "{field}");
        }
    }

    #[test]
    fn an_answer_comes_back_as_it_went() {
        let reply = Reply::new(409, &json!({"message": "ä", "field": "n"}));
        let again = replay(Replied { answer: recorded(&reply), is_repeat: true });
        assert_eq!((again.status(), again.body()), (reply.status(), reply.body()));
    }

    #[test]
    fn the_status_gives_the_class() {
        let status = |refused: Refused| refusal(refused).reply().status();
        assert_eq!(status(Refused::from(Invalid::new("n", "is wrong"))), 400);
        assert_eq!(status(Refused::unknown("item", "item_id", &random_id())), 404);
        assert_eq!(status(Refused::conflict("no")), 409);
    }
}
