//! Plain HTTP requests to this machine, for the emulator's own endpoints.

use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow};
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use super::credentials::EMULATOR_KEY;
use super::http::{Unanswered, shown};

/// One request.
pub struct Request<'a> {
    pub method: &'a str,
    pub url: &'a str,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// How long the whole exchange may take.
    pub timeout: Duration,
}

impl<'a> Request<'a> {
    /// A request without headers and body.
    pub fn new(method: &'a str, url: &'a str, timeout: Duration) -> Self {
        Self { method, url, headers: Vec::new(), body: Vec::new(), timeout }
    }

    /// The same, signed with the emulator's key. The emulator's own pages are no service of AWS, so any name does.
    pub fn signed(mut self, secret: &str) -> Result<Self> {
        let identity: Identity = Credentials::new(EMULATOR_KEY, secret, None, None, "emulator").into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region("us-east-1")
            .name("emulator")
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()
            .context("preparing the signature")?;
        let body = SignableBody::Bytes(&self.body);
        let signable = SignableRequest::new(self.method, self.url, std::iter::empty(), body)?;
        let (instructions, _) = sign(signable, &parameters.into())?.into_parts();
        let (headers, _) = instructions.into_parts();
        self.headers
            .extend(headers.iter().map(|header| (header.name().to_owned(), header.value().to_owned())));
        Ok(self)
    }
}

/// What was answered, whatever its status.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of this name, which is compared without regard to case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Sends requests over connections that it keeps open.
pub struct Fetcher {
    connector: Connector,
}

impl Fetcher {
    /// A client without TLS, for addresses on this machine.
    pub fn plain() -> Self {
        Self { connector: Connector::builder().build_http() }
    }

    /// Sends a request and reads the whole answer. Fails when nothing answers in time, not on an error status.
    pub async fn fetch(&self, request: Request<'_>) -> Result<Reply> {
        let (method, url, timeout) = (request.method.to_owned(), request.url.to_owned(), request.timeout);
        tokio::time::timeout(timeout, self.exchange(request))
            .await
            .map_err(|_| anyhow!("no answer within {} s", timeout.as_secs_f32()))
            .and_then(|answer| answer)
            .with_context(|| format!("{method} {url}"))
    }

    async fn exchange(&self, request: Request<'_>) -> Result<Reply> {
        let mut message = HttpRequest::new(SdkBody::from(request.body));
        message.set_method(request.method).context("the method is not valid")?;
        message.set_uri(request.url).context("the address is not valid")?;
        for (name, value) in request.headers {
            message
                .headers_mut()
                .try_insert(name.clone(), value)
                .with_context(|| format!("the header {name} is not valid"))?;
        }
        let host = message.uri().parse().map(|uri| shown(&uri)).unwrap_or_default();
        let response = self.connector.call(message).await;
        read(response.map_err(|error| Unanswered::of(&error, &host, None))?).await
    }
}

async fn read(response: HttpResponse) -> Result<Reply> {
    let status = response.status().as_u16();
    let headers =
        response.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let body = ByteStream::new(response.into_body()).collect().await.context("reading the answer")?;
    Ok(Reply { status, headers, body: body.to_vec() })
}
