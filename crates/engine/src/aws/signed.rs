//! Requests to deployed APIs, signed with the caller's credentials (SigV4, service `execute-api`) and sent through the
//! HTTP client that the SDK uses too.

use std::cell::RefCell;
use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow};
use aws_config::BehaviorVersion;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime::client::orchestrator::operation::Operation;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::body::SdkBody;
use tokio::sync::Mutex;
use tokio::time::sleep;

use super::credentials::{Renewal, failure_in};
use super::error::{Class, class_of_code, describe_transport, is_expiry};
use super::http::Unanswered;
use super::rate::Refusal;
use super::skew::Skew;
use super::{Cloud, Region, retries};
use crate::failure::Failure;

/// How long credentials must still be good for.
const FRESH: Duration = Duration::from_secs(300);
/// The header by which an API says that it carried out the same request before.
const REPEATED: &str = "idempotent-replayed";

/// The verbs that the systems' APIs know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// The verb as it is on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A request before it is signed. `url` is whole and encoded, its query included.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    pub url: String,
    /// A JSON document; nothing is sent where it is `None`.
    pub body: Option<String>,
    /// Further headers, names in lower case; they are signed as well.
    pub headers: Vec<(&'static str, String)>,
}

/// What an API answered, whatever its status.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub body: String,
    pub request_id: Option<String>,
    /// AWS's error code, if the request was refused with one.
    pub code: Option<String>,
    /// Whether an earlier try may have reached the API although its answer never came back.
    pub after_lost_try: bool,
    /// Whether the API says that it carried out the same request before, as with a client-made id.
    pub is_repeat: bool,
    /// Why the request never came to what is behind the API.
    pub turned_away: Option<TurnedAway>,
}

/// Why a request was refused whatever it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TurnedAway {
    /// There were too many requests, also after a long wait.
    Throttled,
    /// The signature carries another time than AWS's; by how much, where the answer shows it.
    Clock(Option<Skew>),
    /// The credentials are out of date; how to renew them, where that is known.
    Expired(Option<String>),
}

impl TurnedAway {
    fn read(response: &HttpResponse) -> Option<Self> {
        if response.status().as_u16() < 400 {
            return None;
        }
        let refusal = Refusal::read(response);
        let (code, message) = (refusal.code.as_deref(), refusal.message.as_deref().unwrap_or_default());
        let names_time =
            ["Signature expired", "Signature not yet current"].iter().any(|start| message.starts_with(start));
        let is_for_caller = matches!(code.map(class_of_code), Some(Class::BadCredentials | Class::Denied));
        let skew = Skew::of(response).filter(|_| is_for_caller);
        if refusal.is_for_rate("execute-api") {
            Some(Self::Throttled)
        } else if names_time || code == Some("RequestTimeTooSkewed") || skew.is_some() {
            Some(Self::Clock(skew.or_else(|| Skew::of(response))))
        } else if code.is_some_and(is_expiry) {
            Some(Self::Expired(Renewal::of(response).map(ToString::to_string)))
        } else {
            None
        }
    }
}

impl Reply {
    fn is_worth_another_try(&self) -> bool {
        self.status == 429 || self.status >= 500
    }
}

/// A try without an answer.
struct Lost {
    reason: String,
    /// Whether another try cannot help.
    is_final: bool,
}

impl Lost {
    fn of(error: &SdkError<Infallible, HttpResponse>) -> Self {
        let (_, reason) = describe_transport(error);
        Self {
            reason,
            is_final: Unanswered::find(error).is_some_and(|unanswered| unanswered.cause.is_final()),
        }
    }
}

/// Sends a signed request through the SDK's HTTP client.
type Sending = Operation<HttpRequest, Reply, Infallible>;

/// Signs and sends requests to the APIs of one region, any number of them at once. They share connections: the HTTP
/// client keeps those that are free.
pub struct SignedHttp {
    http: SharedHttpClient,
    credentials: SharedCredentialsProvider,
    /// The last ones: asking may take a call, and a follower asks for hours. Locked while they are asked for, so that
    /// many requests at once ask once.
    known: Mutex<Option<Credentials>>,
    /// The operation for the address that was spoken to last. Making one costs more than signing a request.
    sending: RefCell<Option<(String, Sending)>>,
    region: Region,
    /// The service that signatures name.
    service: &'static str,
}

impl SignedHttp {
    /// Takes credentials and client from the connection to AWS; makes no call. Fails without credentials to look for.
    pub fn new(cloud: &Cloud, region: &Region) -> Result<Self> {
        Self::of_service(cloud, region, "execute-api")
    }

    /// The same for another service of AWS.
    pub(super) fn of_service(cloud: &Cloud, region: &Region, service: &'static str) -> Result<Self> {
        let credentials = cloud.credentials().ok_or_else(no_credentials)?;
        Ok(Self {
            http: cloud.http_client().clone(),
            credentials,
            known: Mutex::default(),
            sending: RefCell::default(),
            region: region.clone(),
            service,
        })
    }

    /// Sends a request, again after 429, 5xx and lost connections, and returns the last answer. Throttled ones are sent again below
    /// this, for longer, whatever status the API gives them. The request must be
    /// one that may be sent twice. Fails when nothing answered, or without credentials.
    pub async fn send(&self, request: &Request) -> Result<Reply> {
        let mut after_lost_try = false;
        for pause in retries::pauses() {
            match self.send_once(request).await? {
                Ok(reply) if !reply.is_worth_another_try() => return Ok(Reply { after_lost_try, ..reply }),
                // A gateway that gave up waiting (504) may have left a function at work.
                Ok(reply) => after_lost_try |= reply.status >= 500,
                Err(lost) if lost.is_final => return Err(self.unreachable(request, &lost)),
                Err(_) => after_lost_try = true,
            }
            sleep(pause).await;
        }
        match self.send_once(request).await? {
            Ok(reply) => Ok(Reply { after_lost_try, ..reply }),
            Err(lost) => Err(self.unreachable(request, &lost)),
        }
    }

    /// The inner result is the transport's. Each try has its own signature: a signature is valid for five minutes only.
    async fn send_once(&self, request: &Request) -> Result<Result<Reply, Lost>> {
        let signed = self.sign(request).await?;
        let (base, _) = split(&request.url)?;
        let sending = self.sending_to(base);
        Ok(sending.invoke(signed).await.map_err(|error| Lost::of(&error)))
    }

    fn sending_to(&self, base: &str) -> Sending {
        let mut known = self.sending.borrow_mut();
        if let Some((_, sending)) = known.as_ref().filter(|(place, _)| place == base) {
            return sending.clone();
        }
        let sending = Operation::builder()
            .service_name(self.service)
            .operation_name("Invoke")
            .behavior_version(BehaviorVersion::latest())
            .http_client(self.http.clone())
            .endpoint_url(base)
            .no_auth()
            .no_retry()
            .timeout_config(retries::limits(retries::API))
            .serializer(|request: HttpRequest| Ok(request))
            .deserializer::<_, Infallible>(|response| Ok(read(response)))
            .build();
        *known = Some((base.to_owned(), sending.clone()));
        sending
    }

    async fn current_credentials(&self) -> Result<Credentials> {
        let mut known = self.known.lock().await;
        if let Some(fresh) = known.as_ref().filter(|credentials| is_fresh(credentials)) {
            return Ok(fresh.clone());
        }
        let credentials = self.credentials.provide_credentials().await.map_err(|error| {
            if let Some(failure) = failure_in(&error) {
                return failure.clone().into_error();
            }
            let cause = innermost(&error);
            anyhow!(cause).context(no_credentials())
        })?;
        *known = Some(credentials.clone());
        Ok(credentials)
    }

    async fn sign(&self, request: &Request) -> Result<HttpRequest> {
        let identity: Identity = self.current_credentials().await?.into();
        let body = request.body.as_deref().unwrap_or_default();
        let (_, authority) = split(&request.url)?;
        // The content type decides how API Gateway reads the body, so it is signed as well.
        let names_type = request.headers.iter().any(|(name, _)| *name == "content-type");
        let is_json = request.body.is_some() && !names_type;
        let content_type = is_json.then_some(("content-type", "application/json"));
        let given = request.headers.iter().map(|(name, value)| (*name, value.as_str()));
        let headers: Vec<_> = content_type.into_iter().chain(given).collect();
        let signable = SignableRequest::new(
            request.method.as_str(),
            request.url.as_str(),
            [("host", authority)].into_iter().chain(headers.iter().copied()),
            SignableBody::Bytes(body.as_bytes()),
        )?;
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region.as_str())
            .name(self.service)
            .time(SystemTime::now())
            .settings(settings())
            .build()
            .context("preparing the signature")?;
        let (instructions, _) = sign(signable, &parameters.into())?.into_parts();
        let mut unsigned = http::Request::builder().method(request.method.as_str()).uri(&request.url);
        for (name, value) in headers {
            unsigned = unsigned.header(name, value);
        }
        let mut signed = unsigned.body(SdkBody::from(body))?;
        instructions.apply_to_request_http1x(&mut signed);
        Ok(HttpRequest::try_from(signed)?)
    }

    fn unreachable(&self, request: &Request, lost: &Lost) -> anyhow::Error {
        let place = request.url.split('?').next().unwrap_or(&request.url);
        let message = format!("{} {place} in {} got no answer: {}", request.method, self.region, lost.reason);
        let failure = Failure::failed(message)
            .hint("check the network and --endpoint-url; for the emulator: `provision local status`");
        anyhow::Error::new(Unreachable).context(failure)
    }
}

/// The cause of a request that got no answer.
#[derive(Debug)]
pub struct Unreachable;

impl fmt::Display for Unreachable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no answer")
    }
}

impl StdError for Unreachable {}

/// API Gateway takes the path as it was sent: encoded once in the address, once more in the signature.
fn settings() -> SigningSettings {
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = PercentEncodingMode::Double;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Enabled;
    settings
}

fn read(response: &HttpResponse) -> Reply {
    let body = response.body().bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let headers = response.headers();
    Reply {
        status: response.status().as_u16(),
        body: body.unwrap_or_default(),
        request_id: headers.get("x-amzn-requestid").map(str::to_owned),
        code: code_of(response),
        after_lost_try: false,
        is_repeat: headers.get(REPEATED).is_some_and(|value| value == "true"),
        turned_away: TurnedAway::read(response),
    }
}

/// The error code of a response that is none of success.
fn code_of(response: &HttpResponse) -> Option<String> {
    if response.status().is_success() { None } else { Refusal::read(response).code }
}

/// `scheme://authority` and the authority of an address.
fn split(url: &str) -> Result<(&str, &str)> {
    let wrong = || Failure::failed(format!("'{url}' is not the address of an API"));
    let start = url.find("://").ok_or_else(wrong)? + 3;
    let end = url[start..].find(['/', '?']).map_or(url.len(), |length| start + length);
    if start == end { Err(wrong().into()) } else { Ok((&url[..end], &url[start..end])) }
}

/// The operating system's own sentence; the causes around it only name layers.
fn innermost(error: &(dyn StdError + 'static)) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

/// Credentials that expire within minutes are fetched again.
fn is_fresh(credentials: &Credentials) -> bool {
    credentials.expiry().is_none_or(|end| end > SystemTime::now() + FRESH)
}

fn no_credentials() -> Failure {
    Failure::usage("no AWS credentials could be loaded")
        .hint("set AWS credentials (aws configure, AWS_PROFILE, --profile), or use --local")
}

#[cfg(test)]
mod tests;
