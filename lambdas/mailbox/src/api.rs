//! The REST API's side: requests as API Gateway hands them over, and the replies.

use crate::outcome::{Failure, Outcome, names};
use crate::table::Unavailable;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::Invalid;
use model::mailbox::{MailboxId, MailboxStatus};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The part of a proxy event that the functions look at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// `GET`, `POST`, and so on.
    pub http_method: String,
    #[serde(default)]
    path_parameters: Option<HashMap<String, String>>,
    #[serde(default)]
    query_string_parameters: Option<HashMap<String, String>>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
}

impl Request {
    /// Reads an event; one that is none comes from a wrong integration, not from a caller.
    pub fn read(event: Value) -> Result<Self, Failure> {
        serde_json::from_value(event)
            .map_err(|_| Failure::new(names::INPUT_INVALID, "the event is not one of an API Gateway proxy"))
    }

    /// A part of the path.
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        self.path_parameters.as_ref()?.get(name).map(String::as_str)
    }

    /// A parameter of the query, decoded.
    pub fn query_parameter(&self, name: &str) -> Option<&str> {
        self.query_string_parameters.as_ref()?.get(name).map(String::as_str)
    }

    /// The mailbox that the path names.
    pub fn mailbox_id(&self) -> Result<MailboxId, Invalid> {
        MailboxId::parse(self.path_parameter("id").unwrap_or_default())
    }

    /// The body as text, empty if there is none.
    pub fn body(&self) -> Result<String, Invalid> {
        let body = self.body.as_deref().unwrap_or_default();
        if !self.is_base64_encoded {
            return Ok(body.to_owned());
        }
        let bytes = STANDARD.decode(body).ok();
        bytes
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| Invalid::new("body", "must be UTF-8 text"))
    }
}

/// A reply in the words of HTTP.
pub struct Reply {
    status: u16,
    body: Value,
    mailbox: Option<String>,
}

impl Reply {
    /// A reply with something that serialises.
    pub fn new(status: u16, body: &impl Serialize) -> Self {
        let body = serde_json::to_value(body).expect("our shapes have text keys only");
        Reply { status, body, mailbox: None }
    }

    /// Says in the log which mailbox it was about.
    pub fn about(mut self, id: &MailboxId) -> Self {
        self.mailbox = Some(id.to_string());
        self
    }
}

/// Why a request was not done.
#[derive(Debug)]
pub enum Refusal {
    /// The input is wrong: 400.
    Invalid(Invalid),
    /// There is no such mailbox: 404.
    Unknown(MailboxId),
    /// A workflow is at work on the mailbox: 409.
    Busy(MailboxId, MailboxStatus),
    /// The id belongs to another request: 409.
    Taken(MailboxId, MailboxStatus),
    /// The table did not answer: 503.
    Unavailable(Unavailable),
}

impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        Refusal::Invalid(invalid)
    }
}

impl From<Unavailable> for Refusal {
    fn from(unavailable: Unavailable) -> Self {
        Refusal::Unavailable(unavailable)
    }
}

impl Refusal {
    fn reply(&self) -> Reply {
        match self {
            Refusal::Invalid(invalid) => {
                Reply::new(400, &json!({"message": invalid.to_string(), "field": invalid.field}))
            }
            Refusal::Unknown(id) => {
                Reply::new(404, &json!({"message": format!("there is no mailbox {id}")})).about(id)
            }
            Refusal::Busy(id, state) => {
                let message = format!("mailbox {id} is busy: {state}; try again when its workflow has ended");
                Reply::new(409, &json!({"message": message, "state": state})).about(id)
            }
            Refusal::Taken(id, state) => {
                let message = format!("mailbox {id} exists already, with other values");
                Reply::new(409, &json!({"message": message, "field": "id", "state": state})).about(id)
            }
            Refusal::Unavailable(_) => Reply::new(
                503,
                &json!({"message": "the mailboxes cannot be reached at the moment; try again"}),
            ),
        }
    }
}

/// Answers an event with what `handle` makes of its request.
pub async fn answer(
    event: Value,
    handle: impl AsyncFnOnce(&Request) -> Result<Reply, Refusal>,
) -> Result<Outcome, Failure> {
    let request = Request::read(event)?;
    let result = handle(&request).await;
    let problem = match &result {
        Err(Refusal::Unavailable(unavailable)) => Some(unavailable.0.clone()),
        _ => None,
    };
    let reply = result.unwrap_or_else(|refusal| refusal.reply());
    Ok(Outcome {
        reply: json!({
            "statusCode": reply.status,
            "headers": {"Content-Type": "application/json", "Cache-Control": "no-store"},
            "body": reply.body.to_string(),
        }),
        mailbox: reply.mailbox,
        summary: reply.status.to_string(),
        problem,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

    fn refused(refusal: Refusal) -> (u16, Value) {
        let reply = refusal.reply();
        (reply.status, reply.body)
    }

    #[test]
    fn every_refusal_says_what_to_mend() {
        let id = || MailboxId::parse(ID).unwrap();
        let (status, body) = refused(Refusal::Invalid(Invalid::new("username", "is missing")));
        assert_eq!(
            (status, &body["field"], &body["message"]),
            (400, &json!("username"), &json!("username is missing"))
        );
        assert_eq!(refused(Refusal::Unknown(id())).0, 404);
        let (status, body) = refused(Refusal::Busy(id(), MailboxStatus::Initial));
        assert_eq!((status, &body["state"]), (409, &json!("initial")));
        let (status, body) = refused(Refusal::Taken(id(), MailboxStatus::ProvisioningFailed));
        assert_eq!((status, &body["state"]), (409, &json!("provisioning-failed")));
        let (status, body) =
            refused(Refusal::Unavailable(Unavailable("AccessDenied: secret detail".to_owned())));
        assert_eq!(status, 503);
        assert!(!body.to_string().contains("secret"));
    }

    #[test]
    fn a_body_may_come_encoded() {
        let request = |event| Request::read(event).unwrap();
        let plain = request(json!({"httpMethod": "POST", "body": "{}"}));
        let encoded = request(json!({"httpMethod": "POST", "body": "e30=", "isBase64Encoded": true}));
        let none = request(json!({"httpMethod": "POST", "body": null, "pathParameters": null}));
        let broken = request(json!({"httpMethod": "POST", "body": "%", "isBase64Encoded": true}));
        assert_eq!(plain.body().unwrap(), "{}");
        assert_eq!(encoded.body().unwrap(), "{}");
        assert_eq!(none.body().unwrap(), "");
        assert_eq!(broken.body().unwrap_err().field, "body");
        assert!(Request::read(json!({"Records": []})).is_err());
    }
}
