//! The REST API's side: requests as API Gateway hands them over, and the replies.

use crate::aws_error::Unavailable;
use crate::outcome::{Failure, INPUT_INVALID, Outcome};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::Invalid;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Display;

const JSON: &str = "application/json";
/// The header of a repeated request's answer, by the name that payment APIs made usual.
const REPEATED: &str = "Idempotent-Replayed";

/// The part of a proxy event that the functions read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// `GET`, `POST`, and so on.
    pub http_method: String,
    /// The path as the template names it, such as `/mailboxes/{id}`.
    #[serde(default)]
    pub resource: String,
    #[serde(default)]
    path_parameters: Option<HashMap<String, String>>,
    #[serde(default)]
    headers: Option<HashMap<String, String>>,
    #[serde(default)]
    multi_value_headers: Option<HashMap<String, Vec<String>>>,
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
            .map_err(|_| Failure::new(INPUT_INVALID, "the event is not one of an API Gateway proxy"))
    }

    /// A part of the path.
    pub fn path_parameter(&self, name: &str) -> Option<&str> {
        self.path_parameters.as_ref()?.get(name).map(String::as_str)
    }

    /// A parameter of the query, decoded.
    pub fn query_parameter(&self, name: &str) -> Option<&str> {
        self.query_string_parameters.as_ref()?.get(name).map(String::as_str)
    }

    /// A header, whatever case its name came in.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter().flatten();
        headers.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// All values of a header, whatever case its name came in.
    pub fn header_values(&self, name: &str) -> Vec<&str> {
        let all = self.multi_value_headers.iter().flatten();
        let mut values: Vec<&str> = all
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .flat_map(|(_, values)| values.iter().map(String::as_str))
            .collect();
        if values.is_empty() {
            values.extend(self.header(name));
        }
        values
    }

    /// The method, the path with its parameters, the query, and the body as received: what distinguishes one request from another.
    pub fn identity(&self) -> (String, &str) {
        let sorted = |map: &Option<HashMap<String, String>>| {
            let mut pairs: Vec<_> =
                map.iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect();
            pairs.sort_unstable();
            pairs
        };
        let mut path = self.resource.clone();
        for (name, value) in sorted(&self.path_parameters) {
            path = path.replace(&format!("{{{name}}}"), &value.to_ascii_lowercase());
        }
        let query: Vec<_> = sorted(&self.query_string_parameters)
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        (format!("{} {path}{query}", self.http_method), self.body.as_deref().unwrap_or_default())
    }

    /// The body as text, if it says that it is JSON or says nothing. Anything else is 415.
    pub fn json_body(&self) -> Result<String, Refusal> {
        let content_type = self.header("content-type").unwrap_or(JSON);
        let kind = content_type.split(';').next().unwrap_or_default().trim();
        if kind.eq_ignore_ascii_case(JSON) {
            return Ok(self.body()?);
        }
        let message = format!("content-type must be {JSON}");
        Err(Refusal::new(415, message).with("field", "content-type"))
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

/// An HTTP reply.
#[derive(Debug)]
pub struct Reply {
    status: u16,
    body: Value,
    about: Option<String>,
    problem: Option<String>,
    is_repeat: bool,
}

impl Reply {
    /// A reply with a serialisable document.
    pub fn new(status: u16, body: &impl Serialize) -> Self {
        let body = serde_json::to_value(body).expect("our shapes have text keys only");
        Reply { status, body, about: None, problem: None, is_repeat: false }
    }

    /// Adds the object's id to the log line.
    pub fn about(mut self, id: impl Display) -> Self {
        self.about = Some(id.to_string());
        self
    }

    /// Marks the reply, in a header, as that of a repeated request.
    pub fn repeated(mut self) -> Self {
        self.is_repeat = true;
        self
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The document.
    pub fn body(&self) -> &Value {
        &self.body
    }
}

/// An error reply: a `message`, and further fields for programs.
/// Boxed, because it is rare and much larger than what functions return instead.
#[derive(Debug)]
pub struct Refusal(Box<Reply>);

impl Refusal {
    /// A refusal with this status.
    pub fn new(status: u16, message: impl Into<String>) -> Self {
        Refusal(Box::new(Reply::new(status, &json!({"message": message.into()}))))
    }

    /// Adds a field to the document.
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        self.0.body[name] = json!(value);
        self
    }

    /// Adds the object's id to the log line.
    pub fn about(self, id: impl Display) -> Self {
        Refusal(Box::new(self.0.about(id)))
    }

    /// The reply that it is.
    pub fn reply(&self) -> &Reply {
        &self.0
    }
}

/// The reply for invalid input: 400, with the field's name.
impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        Refusal::new(400, invalid.to_string()).with("field", &invalid.field)
    }
}

/// The reply if a dependency does not respond: 503. The details are logged only.
impl From<Unavailable> for Refusal {
    fn from(unavailable: Unavailable) -> Self {
        let mut refusal = Refusal::new(503, "the service is temporarily unavailable; try again");
        refusal.0.problem = Some(unavailable.0);
        refusal
    }
}

/// Answers an event with what `handle` makes of its request.
pub async fn answer(
    event: Value,
    handle: impl AsyncFnOnce(&Request) -> Result<Reply, Refusal>,
) -> Result<Outcome, Failure> {
    let request = Request::read(event)?;
    let reply = handle(&request).await.unwrap_or_else(|refusal| *refusal.0);
    let mut headers = json!({"Content-Type": JSON, "Cache-Control": "no-store"});
    if reply.is_repeat {
        headers[REPEATED] = json!("true");
    }
    Ok(Outcome {
        reply: json!({"statusCode": reply.status, "headers": headers, "body": reply.body.to_string()}),
        about: reply.about,
        summary: reply.status.to_string(),
        problem: reply.problem,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_to_correct_and_reveals_no_internals() {
        let invalid = Refusal::from(Invalid::new("username", "is missing"));
        assert_eq!(invalid.reply().status(), 400);
        assert_eq!(invalid.reply().body(), &json!({"message": "username is missing", "field": "username"}));
        let unavailable = Refusal::from(Unavailable("AccessDenied: secret detail".to_owned()));
        assert_eq!(unavailable.reply().status(), 503);
        assert!(!unavailable.reply().body().to_string().contains("secret"));
        let conflict = Refusal::new(409, "busy").with("state", "baking");
        assert_eq!(conflict.reply().body()["state"], "baking");
    }

    #[test]
    fn only_json_is_taken_for_json() {
        let body = |kind: Value| {
            let event = json!({"httpMethod": "POST", "body": "{}", "headers": {"CONTENT-type": kind}});
            Request::read(event).unwrap().json_body()
        };
        assert_eq!(body(json!("application/json")).unwrap(), "{}");
        assert_eq!(body(json!("Application/JSON; charset=utf-8")).unwrap(), "{}");
        let refusal = body(json!("text/plain")).unwrap_err();
        assert_eq!(
            (refusal.reply().status(), &refusal.reply().body()["field"]),
            (415, &json!("content-type"))
        );
        let silent = Request::read(json!({"httpMethod": "POST", "body": "{}", "headers": null})).unwrap();
        assert_eq!(silent.json_body().unwrap(), "{}");
    }

    #[test]
    fn a_header_is_found_whatever_its_case() {
        let event = json!({"httpMethod": "POST", "headers": {"Idempotency-Key": "1"}});
        let request = Request::read(event).unwrap();
        assert_eq!(request.header("idempotency-key"), Some("1"));
        assert_eq!(request.header("content-type"), None);
        assert_eq!(Request::read(json!({"httpMethod": "GET", "headers": null})).unwrap().header("a"), None);
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
