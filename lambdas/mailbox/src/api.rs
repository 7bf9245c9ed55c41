//! What the API's functions read from requests about mailboxes, and how they answer them.

use crate::table::{Asking, Recording, Table};
use function::api::{Refusal, Reply, Request};
use function::clock;
use model::Invalid;
use model::mailbox::{Mailbox, MailboxChange, MailboxId, MailboxStatus};
use uuid::Uuid;

/// The header by which a request is recognised when it is sent again.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The header that names the revision that the caller has seen.
const IF_MATCH: &str = "if-match";

/// The mailbox that the path names.
pub fn mailbox_id(request: &Request) -> Result<MailboxId, Invalid> {
    MailboxId::parse(request.path_parameter("id").unwrap_or_default())
}

/// The response for an unknown mailbox: 404.
pub fn unknown(id: &MailboxId) -> Refusal {
    Refusal::new(404, format!("there is no mailbox {id}")).about(id)
}

/// The response for an id of another request: 409.
pub fn taken(id: &MailboxId, state: MailboxStatus) -> Refusal {
    let message = format!("mailbox {id} already exists with other values");
    Refusal::new(409, message).with("field", "id").with("state", state).about(id)
}

/// Records a request about the mailbox that the path names, once per key: 202 with the mailbox.
pub async fn record(
    table: &Table,
    request: &Request,
    status: MailboxStatus,
    change: &MailboxChange,
) -> Result<Reply, Refusal> {
    let id = mailbox_id(request)?;
    let (key, expected) = (key(request)?, expected(request)?);
    let now = clock::now();
    let asking = Asking { id: &id, status, change, now: &now, key: &key, expected };
    match table.record(&asking).await? {
        Recording::Recorded(mailbox) => Ok(Reply::new(202, &mailbox).about(&id)),
        Recording::Repeated(mailbox) => Ok(Reply::new(202, &mailbox).about(&id).repeated()),
        Recording::Unknown => Err(unknown(&id)),
        Recording::Busy(mailbox) => {
            let state = mailbox.mailbox_status;
            let why = format!("mailbox {id} is busy: {state}; try again when its workflow has ended");
            Err(conflict(why, &mailbox))
        }
        Recording::Changed(mailbox) => {
            let why =
                format!("mailbox {id} has changed: its revision is now {}; read it again", mailbox.revision);
            Err(conflict(why, &mailbox).with("field", IF_MATCH))
        }
        Recording::KeyReused(mailbox) => {
            let why = "this idempotency key was already used for another request".to_owned();
            Err(conflict(why, &mailbox).with("field", IDEMPOTENCY_KEY))
        }
    }
}

/// The response for a rejected request: 409 with the current mailbox.
fn conflict(why: String, mailbox: &Mailbox) -> Refusal {
    let refusal = Refusal::new(409, why).with("state", mailbox.mailbox_status);
    refusal.with("mailbox", mailbox).about(&mailbox.id)
}

/// The request's key. A request without one gets its own, by which the SDK's retries are recognised at least.
fn key(request: &Request) -> Result<String, Invalid> {
    match request.header(IDEMPOTENCY_KEY) {
        Some(key) => model::uuid(IDEMPOTENCY_KEY, key),
        None => Ok(Uuid::new_v4().to_string()),
    }
}

/// The revision that the caller expects, as an entity tag: a number in double quotes. `*` expects none.
fn expected(request: &Request) -> Result<Option<u64>, Invalid> {
    let Some(text) = request.header(IF_MATCH).map(str::trim).filter(|text| *text != "*") else {
        return Ok(None);
    };
    let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    // An entity tag is compared character by character, so a number has one form only.
    let revision = bare.and_then(|bare| bare.parse::<u64>().ok().filter(|number| number.to_string() == bare));
    revision.map(Some).ok_or_else(|| {
        Invalid::new(IF_MATCH, "must be the mailbox's revision in double quotes, such as \"3\", or *")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn request(headers: Value) -> Request {
        Request::read(json!({"httpMethod": "PUT", "headers": headers})).unwrap()
    }

    #[test]
    fn a_revision_comes_in_quotes_or_not_at_all() {
        let read = |text: &str| expected(&request(json!({"If-Match": text})));
        assert_eq!(
            (read("\"3\""), read(" \"10\" "), read("\"0\"")),
            (Ok(Some(3)), Ok(Some(10)), Ok(Some(0)))
        );
        assert_eq!(read("*"), Ok(None));
        assert_eq!(expected(&request(json!({}))), Ok(None));
        let wrong = [
            "",
            "\"",
            "\"\"",
            "3",
            "\"03\"",
            "\"00\"",
            "\"-1\"",
            "\"+1\"",
            "\" 3\"",
            "W/\"3\"",
            "\"3",
            "\"1e3\"",
            "\"3\", \"4\"",
            "'3'",
            "\"99999999999999999999\"",
        ];
        for text in wrong {
            assert_eq!(read(text).unwrap_err().field, "if-match", "{text}");
        }
    }

    #[test]
    fn a_request_without_a_key_gets_its_own() {
        let none = request(json!({}));
        assert_ne!(key(&none).unwrap(), key(&none).unwrap());
        let given = "3E2A1C9E-8f6b-4f0a-9d55-0c1b2a3d4e5f";
        let read = |text: &str| key(&request(json!({"Idempotency-Key": text})));
        assert_eq!(read(given).unwrap(), given.to_lowercase());
        assert_eq!(read("1").unwrap_err().field, "idempotency-key");
    }

    #[test]
    fn the_loser_gets_the_current_mailbox() {
        let new =
            model::mailbox::NewMailbox::from_json(r#"{"username":"ann","domain":"example.com"}"#).unwrap();
        let mailbox =
            new.into_mailbox(MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap(), "t1");
        let refusal = conflict("busy".to_owned(), &mailbox);
        let body = refusal.reply().body();
        assert_eq!((refusal.reply().status(), &body["state"]), (409, &json!("initial")));
        assert_eq!(body["mailbox"], json!(mailbox));
    }
}
