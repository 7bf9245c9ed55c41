//! A deployed REST API: its address, its responses, and what a rejection means to the caller.

pub mod document;

use anyhow::{Context, Result};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use engine::aws::error::RENEW;
use engine::aws::signed::{Method, Reply, Request, SignedHttp, TurnedAway};
use engine::aws::{CLOCK_REMEDY, Cloud, Region};
use engine::failure::{Answer, Failure};

/// How much of an unexpected answer is repeated.
const SHOWN_CHARS: usize = 200;

/// The header by which an API knows a change again.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The API of one deployed system.
pub struct Api {
    http: SignedHttp,
    base: String,
    region: Region,
}

impl Api {
    /// `url` is the address in the stack's outputs; behind an endpoint override it is turned into the one that answers.
    pub fn new(cloud: &Cloud, url: &str, region: &Region) -> Result<Self> {
        let base = model::public_url(url, cloud.endpoint()).trim_end_matches('/').to_owned();
        Ok(Self { http: SignedHttp::new(cloud, region)?, base, region: region.clone() })
    }

    /// Sends a request that may be sent twice. `path` is encoded and begins with a slash.
    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply> {
        self.send(method, path, body, Vec::new()).await
    }

    /// Sends a change without a body that carries its own key, by which the API knows it again when it comes twice.
    pub async fn call_once(&self, method: Method, path: &str, key: &str) -> Result<Reply> {
        self.change_once(method, path, None, key).await
    }

    /// Sends a change that carries its own key, by which the API recognises it when it is sent again.
    pub async fn change_once(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: &str,
    ) -> Result<Reply> {
        self.send(method, path, body, vec![(IDEMPOTENCY_KEY, key.to_owned())]).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        headers: Vec<(&'static str, String)>,
    ) -> Result<Reply> {
        let url = format!("{}{path}", self.base);
        self.http.send(&Request { method, url, body: body.map(Value::to_string), headers }).await
    }

    /// The document in a successful response.
    pub fn document<T: DeserializeOwned>(&self, reply: &Reply, tried: &str) -> Result<T> {
        if !(200..300).contains(&reply.status) {
            return Err(self.refusal(reply, tried).into());
        }
        serde_json::from_str(&reply.body).with_context(|| {
            let shown: String = reply.body.chars().take(SHOWN_CHARS).collect();
            format!("{tried} in {}: this version does not expect such a response: {shown}", self.region)
        })
    }

    /// The failure for an unsuccessful response. `tried` is what was requested.
    pub fn refusal(&self, reply: &Reply, tried: &str) -> Failure {
        self.because_of(reply, self.explained(reply, tried))
    }

    /// A failure whose reason is a response, with what programs want to know of it.
    pub fn because_of(&self, reply: &Reply, failure: Failure) -> Failure {
        failure.answered(Answer {
            region: self.region.to_string(),
            code: reply.code.clone().unwrap_or_else(|| reply.status.to_string()),
            request_id: reply.request_id.clone(),
        })
    }

    fn explained(&self, reply: &Reply, tried: &str) -> Failure {
        let said = message(&reply.body);
        let id = reply.request_id.as_ref().map(|id| format!(" (request id {id})")).unwrap_or_default();
        let text = format!("{tried} in {}: {} {said}{id}", self.region, reply.status);
        if let Some(turned_away) = &reply.turned_away {
            return Self::turned_away(text, turned_away);
        }
        match reply.status {
            400 | 413 | 415 => Failure::usage(text),
            403 if said.contains("Missing Authentication Token") => Failure::failed(text)
                .hint("the deployed API does not know this request; bring it up to date: `provision deploy`"),
            403 => Failure::failed(text).hint(
                "the identity in use needs execute-api:Invoke on this API; `provision docs permissions` describes the policies",
            ),
            500.. => Failure::failed(text)
                .hint("running the command again is safe; the function's log has the details"),
            _ => Failure::failed(text),
        }
    }

    /// The failure of a request that never reached the service behind the API.
    fn turned_away(text: String, why: &TurnedAway) -> Failure {
        match why {
            TurnedAway::Throttled => Failure::failed(text)
                .hint("the API throttles requests: wait a minute and run the command again"),
            TurnedAway::Clock(Some(skew)) => Failure::usage(format!("{text}; {skew}")).hint(CLOCK_REMEDY),
            TurnedAway::Clock(None) => Failure::usage(text).hint(CLOCK_REMEDY),
            TurnedAway::Expired(renewal) => {
                Failure::usage(text).hint(renewal.clone().unwrap_or_else(|| RENEW.to_owned()))
            }
        }
    }
}

/// The message in the body of a refusal, on one line.
pub fn message(body: &str) -> String {
    let document: Option<Value> = serde_json::from_str(body).ok();
    let field = |name: &str| document.as_ref()?.get(name)?.as_str().map(str::to_owned);
    let said = field("message").or_else(|| field("Message")).or_else(|| field("error"));
    let said = said.unwrap_or_else(|| body.to_owned());
    let line: String = said.lines().next().unwrap_or_default().chars().take(SHOWN_CHARS).collect();
    if line.is_empty() { "no reason given".to_owned() } else { line }
}

/// What a path or a query takes as it is (RFC 3986, "unreserved").
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Encodes a text for a place in a path or a query.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::aws::fake;
    use engine::failure::{EXIT_FAILED, EXIT_USAGE, hint_of, kind_of};

    #[test]
    fn a_refusal_says_what_the_api_said() {
        assert_eq!(message(r#"{"message":"no such mailbox"}"#), "no such mailbox");
        assert_eq!(message("<html>\n</html>"), "<html>");
        assert_eq!(message(""), "no reason given");
    }

    #[test]
    fn a_request_that_was_turned_away_is_reported_by_the_cause_whatever_its_status() {
        let (cloud, _) = fake::cloud(Vec::new());
        let api =
            Api::new(&cloud, "https://a.execute-api.us-west-2.amazonaws.com/dev", &Region::new("us-west-2"));
        let api = api.unwrap();
        let renewal = "aws sso login --profile corp";
        for (status, turned_away, exit, hint) in [
            (429, Some(TurnedAway::Throttled), EXIT_FAILED, Some("wait a minute")),
            (400, Some(TurnedAway::Throttled), EXIT_FAILED, Some("wait a minute")),
            (403, Some(TurnedAway::Clock(None)), EXIT_USAGE, Some("set the clock")),
            (403, Some(TurnedAway::Expired(Some(renewal.to_owned()))), EXIT_USAGE, Some(renewal)),
            (403, Some(TurnedAway::Expired(None)), EXIT_USAGE, Some("renew the credentials")),
            (403, None, EXIT_FAILED, Some("execute-api:Invoke")),
            (400, None, EXIT_USAGE, None),
        ] {
            let reply = Reply { turned_away, ..refused(status) };
            let error = api.refusal(&reply, "placing an order").into();
            assert_eq!(kind_of(&error).exit_code(), exit);
            assert_eq!(
                hint_of(&error).map(|text| hint.is_some_and(|hint| text.contains(hint))),
                hint.map(|_| true)
            );
        }
    }

    #[test]
    fn a_refusal_has_the_region_the_code_and_the_request_id_of_the_response() {
        let (cloud, _) = fake::cloud(Vec::new());
        let region = Region::new("us-west-2");
        let api = Api::new(&cloud, "https://a.execute-api.us-west-2.amazonaws.com/dev", &region).unwrap();
        let answer = |reply: &Reply| {
            let Answer { region, code, request_id } = *api.refusal(reply, "listing orders").answer.unwrap();
            (region, code, request_id)
        };
        let reply = Reply { request_id: Some("r-1".to_owned()), ..refused(400) };
        assert_eq!(answer(&reply), ("us-west-2".to_owned(), "400".to_owned(), Some("r-1".to_owned())));
        let code = Some("ForbiddenException".to_owned());
        assert_eq!(answer(&Reply { code, ..refused(403) }).1, "ForbiddenException");
    }

    fn refused(status: u16) -> Reply {
        Reply {
            status,
            body: r#"{"message":"no"}"#.to_owned(),
            request_id: None,
            code: None,
            after_lost_try: false,
            is_repeat: false,
            turned_away: None,
        }
    }

    #[test]
    fn a_token_survives_a_query() {
        assert_eq!(encode("a+b/c=é"), "a%2Bb%2Fc%3D%C3%A9");
    }
}
