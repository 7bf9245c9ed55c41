//! A partner's system, called over HTTPS: one POST with an idempotency key, evaluated by its status.

use crate::{aws_error, clients};
use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use http::{Request, StatusCode, Uri};
use serde_json::Value;
use std::net::IpAddr;
use std::time::Duration;

const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Longest answer that is read.
const ANSWER_BYTES: usize = 64 * 1024;

/// A system at an address.
pub struct Partner {
    name: &'static str,
    address: Uri,
    connector: Connector,
    limit: Duration,
}

/// Why a call failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Trouble {
    /// Transient: no response in time, an unreadable one, 408, 429 or 5xx.
    Passing(String),
    /// Permanent: the request itself was rejected, and would be rejected again.
    Rejected(String),
}

impl Partner {
    /// The partner called `name` in messages, at the address that `variable` holds. A whole call takes at most `limit`.
    pub fn new(name: &'static str, variable: &str, url: &str, limit: Duration) -> Result<Self, String> {
        let address =
            url.parse::<Uri>().map_err(|error| format!("{variable} is not a valid address: {error}"))?;
        // The wait for an answer is limited as a whole, in `post`.
        let settings = HttpConnectorSettings::builder().connect_timeout(CONNECT_LIMIT).build();
        let connector = Connector::builder().connector_settings(settings);
        let connector = match address.scheme_str() {
            Some("https") => connector.tls_provider(clients::TLS).build(),
            Some("http") if is_this_machine(&address) => connector.build_http(),
            _ => {
                return Err(format!("{variable} must start with https://, or with http:// on this machine"));
            }
        };
        Ok(Partner { name, address, connector, limit })
    }

    /// Sends `body`, and returns the body of a successful response. The partner may receive a request twice and recognises
    /// the duplicate by its key.
    pub async fn post(&self, body: &Value, idempotency_key: &str) -> Result<Vec<u8>, Trouble> {
        let limited = tokio::time::timeout(self.limit, self.exchange(body, idempotency_key)).await;
        limited.unwrap_or_else(|_| Err(self.passing("did not respond in time")))
    }

    /// The failure that a response means, if any.
    pub fn passing(&self, what: &str) -> Trouble {
        Trouble::Passing(format!("{} {what}", self.name))
    }

    async fn exchange(&self, body: &Value, idempotency_key: &str) -> Result<Vec<u8>, Trouble> {
        let body = body.to_string();
        let request = Request::post(&self.address)
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header("content-length", body.len())
            .header("idempotency-key", idempotency_key)
            .body(SdkBody::from(body))
            .map_err(|error| Trouble::Rejected(error.to_string()))?;
        let request = HttpRequest::try_from(request).map_err(|error| Trouble::Rejected(error.to_string()))?;
        let response = self.connector.call(request).await;
        let response = response
            .map_err(|error| self.passing(&format!("is unreachable: {}", aws_error::chain(&error))))?;
        self.judge(response.status().as_u16())?;
        self.read(response.into_body()).await
    }

    fn judge(&self, status: u16) -> Result<(), Trouble> {
        let status =
            StatusCode::from_u16(status).map_err(|_| self.passing("responded without a valid status"))?;
        let passes = status.is_server_error()
            || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS);
        match status {
            status if status.is_success() => Ok(()),
            status if passes => Err(self.passing(&format!("answered {status}"))),
            status => Err(Trouble::Rejected(format!("{} responded with {status}", self.name))),
        }
    }

    async fn read(&self, body: SdkBody) -> Result<Vec<u8>, Trouble> {
        let mut stream = ByteStream::new(body);
        let mut bytes = Vec::new();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| self.passing(&format!("ended its response early: {error}")))?;
            bytes.extend_from_slice(&chunk);
            if bytes.len() > ANSWER_BYTES {
                return Err(self.passing("sent too long a response"));
            }
        }
        Ok(bytes)
    }
}

/// Plain http is for tests and emulators, where no other machine can listen in.
fn is_this_machine(address: &Uri) -> bool {
    let host = address.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests;
