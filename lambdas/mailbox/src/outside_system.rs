//! The outside system that makes mailboxes: a real one over HTTPS, or a simulator.

use crate::outcome::{Failure, names};
use crate::{aws_error, clients};
use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use http::{Request, StatusCode, Uri};
use model::mailbox::MailboxId;
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::IpAddr;
use std::time::Duration;

const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// For the whole call. The function itself may run for 25 s, and the workflow's step for 30.
const CALL_LIMIT: Duration = Duration::from_secs(20);
/// Longest answer that is read.
const ANSWER_BYTES: usize = 64 * 1024;
/// Longest reason that is passed on.
const REASON_CHARS: usize = 500;

/// What is ordered.
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
    /// Checks the input once more: the table may have been written by somebody else.
    pub fn validate(&self) -> Result<(), Failure> {
        model::username("username", &self.username)
            .and_then(|()| model::domain("domain", &self.domain))
            .map_err(|invalid| Failure::new(names::INPUT_INVALID, invalid.to_string()))
    }
}

/// What the outside system says to an order.
#[derive(Debug, Eq, PartialEq)]
pub struct Answer {
    /// Whether it makes the mailbox.
    pub accepted: bool,
    /// Why not.
    pub reason: String,
}

/// The outside system.
pub enum OutsideSystem {
    /// It is played: see [`simulate`].
    Simulator,
    /// It is called.
    Real(Uri, Connector),
}

impl OutsideSystem {
    /// The system at this address; without one, the simulator.
    pub fn new(url: Option<&str>) -> Result<Self, String> {
        let Some(url) = url else { return Ok(OutsideSystem::Simulator) };
        let address =
            url.parse::<Uri>().map_err(|error| format!("OUTSIDE_SYSTEM_URL is no address: {error}"))?;
        // The wait for an answer is limited as a whole, in `call`.
        let settings = HttpConnectorSettings::builder().connect_timeout(CONNECT_LIMIT).build();
        let connector = Connector::builder().connector_settings(settings);
        match address.scheme_str() {
            Some("https") => Ok(OutsideSystem::Real(address, connector.tls_provider(clients::TLS).build())),
            Some("http") if is_this_machine(&address) => {
                Ok(OutsideSystem::Real(address, connector.build_http()))
            }
            _ => {
                Err("OUTSIDE_SYSTEM_URL must start with https://, or with http:// on this machine".to_owned())
            }
        }
    }

    /// Orders a mailbox.
    pub async fn call(&self, order: &Order) -> Result<Answer, Failure> {
        match self {
            OutsideSystem::Simulator => simulate(&order.username),
            OutsideSystem::Real(address, connector) => {
                let limited = tokio::time::timeout(CALL_LIMIT, post(address, connector, order)).await;
                limited.unwrap_or_else(|_| Err(external("the outside system did not answer in time")))
            }
        }
    }
}

/// Plain http is for tests and emulators, where no other machine can listen in.
fn is_this_machine(address: &Uri) -> bool {
    let host = address.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Plays an outside system that has trouble with certain names, for demonstrations and tests.
fn simulate(username: &str) -> Result<Answer, Failure> {
    if username.contains("fail1") {
        Err(external("the simulator is out of order for names with fail1"))
    } else if username.contains("fail2") {
        Err(Failure::new(names::OUTSIDE_SYSTEM_REJECTED, "the simulator takes no names with fail2"))
    } else {
        Ok(Answer { accepted: true, reason: String::new() })
    }
}

async fn post(address: &Uri, connector: &Connector, order: &Order) -> Result<Answer, Failure> {
    let body = json!({"id": order.id, "username": order.username, "domain": order.domain}).to_string();
    let request = Request::post(address)
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .header("content-length", body.len())
        .header("idempotency-key", &order.idempotency_key)
        .body(SdkBody::from(body))
        .map_err(|error| Failure::new(names::INPUT_INVALID, error.to_string()))?;
    let request = HttpRequest::try_from(request)
        .map_err(|error| Failure::new(names::INPUT_INVALID, error.to_string()))?;
    let response = connector.call(request).await.map_err(|error| {
        external(&format!("the outside system is out of reach: {}", aws_error::chain(&error)))
    })?;
    let status = response.status().as_u16();
    judge(status, &read(response.into_body()).await?)
}

async fn read(body: SdkBody) -> Result<Vec<u8>, Failure> {
    let mut stream = ByteStream::new(body);
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        bytes.extend_from_slice(
            &chunk.map_err(|error| external(&format!("the outside system's answer broke off: {error}")))?,
        );
        if bytes.len() > ANSWER_BYTES {
            return Err(external("the outside system's answer is too long"));
        }
    }
    Ok(bytes)
}

/// Says what an answer means. 2xx is an answer to the order, accepted unless it says otherwise; 408, 429, 5xx and
/// everything unreadable is trouble that may pass; the rest means that the order itself is wrong.
fn judge(status: u16, body: &[u8]) -> Result<Answer, Failure> {
    let status = StatusCode::from_u16(status)
        .map_err(|_| external("the outside system's answer has no proper status"))?;
    if status.is_success() {
        return if body.is_empty() {
            Ok(Answer { accepted: true, reason: String::new() })
        } else {
            answer(body)
        };
    }
    let passes = status.is_server_error()
        || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS);
    let message = format!("the outside system answered {status}");
    if passes { Err(external(&message)) } else { Err(Failure::new(names::OUTSIDE_SYSTEM_REJECTED, message)) }
}

fn answer(body: &[u8]) -> Result<Answer, Failure> {
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        return Err(external("the outside system's answer is no JSON object"));
    };
    let accepted = fields.get("accepted").is_none_or(|accepted| accepted == &Value::Bool(true));
    let given =
        fields.get("reason").and_then(Value::as_str).unwrap_or("the outside system refused the mailbox");
    let printable: String = given.chars().filter(|c| !c.is_control()).take(REASON_CHARS).collect();
    Ok(Answer { accepted, reason: if accepted { String::new() } else { printable } })
}

fn external(message: &str) -> Failure {
    Failure::new(names::EXTERNAL_FAILURE, message)
}

#[cfg(test)]
mod tests;
