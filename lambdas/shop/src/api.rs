//! What the API's functions read from a request, and how they say that it is not done.

use function::api::{Refusal, Request};
use model::Invalid;
use model::shop::{Id, Refused, Why, amount};
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// The header whose value tells a request from its repetition.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The id that the path has under this name.
pub fn path_id(request: &Request, field: &'static str) -> Result<Id, Invalid> {
    Id::parse(field, request.path_parameter(field).unwrap_or_default())
}

/// The amount that the path has under this name.
pub fn path_amount(request: &Request, field: &'static str) -> Result<u64, Invalid> {
    amount(field, request.path_parameter(field).unwrap_or_default())
}

/// The request's key. A request without one gets its own, which protects it from the retries of the SDK at least.
pub fn request_key(request: &Request) -> Result<Id, Invalid> {
    match request.header(IDEMPOTENCY_KEY) {
        Some(key) => Id::parse(IDEMPOTENCY_KEY, key),
        None => Ok(random_id()),
    }
}

/// An id that nothing has yet.
pub fn random_id() -> Id {
    Id::parse("id", &Uuid::new_v4().to_string()).expect("a UUID is an id")
}

/// The refusal that says it on the wire.
pub fn refusal(refused: Refused) -> Refusal {
    let status = match refused.why {
        Why::Invalid => 400,
        Why::Unknown => 404,
        Why::Conflict => 409,
    };
    let refusal = Refusal::new(status, refused.message);
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

    #[test]
    fn a_wrong_key_is_refused_and_a_missing_one_made_up() {
        let request = |headers| Request::read(json!({"httpMethod": "POST", "headers": headers})).unwrap();
        let key = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
        assert_eq!(request_key(&request(json!({"Idempotency-Key": key}))).unwrap().as_str(), key);
        assert_eq!(
            request_key(&request(json!({"idempotency-key": "1"}))).unwrap_err().field,
            IDEMPOTENCY_KEY
        );
        let none = request(json!({}));
        assert_ne!(request_key(&none).unwrap(), request_key(&none).unwrap());
    }

    #[test]
    fn the_status_tells_the_class() {
        let status = |refused: Refused| refusal(refused).reply().status();
        assert_eq!(status(Refused::from(Invalid::new("n", "is wrong"))), 400);
        assert_eq!(status(Refused::unknown("item", "item_id", &random_id())), 404);
        assert_eq!(status(Refused::conflict("no")), 409);
    }
}
