//! The rate of requests: throttled ones wait and are retried, and no service gets more requests than it allows.
//!
//! It sits in front of the one HTTP client, so it covers every SDK client, the source of credentials and signed requests to
//! APIs. The SDK's own retries are not enough for throttling: they end after a few attempts, all stacks share one retry
//! quota per service and region, and the SDK's adaptive mode nearly stops when throttling is random.

mod lane;
mod refusal;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use self::lane::{Ceiling, Lane, Queue};
pub use self::refusal::{Refusal, is_throttling};
use super::http::{NOTED, WaitCause, Waiting};

/// How long a throttled request is sent again, and for how long a service may refuse everything. A signature is good for five
/// minutes; after this time the SDK signs again, or gives up.
const PATIENCE: Duration = Duration::from_secs(90);
/// About the pause before a throttled request is sent again; each later one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Puts a limit on the rate of everything that is sent by this client. Long waits are announced.
pub fn limited(client: SharedHttpClient, announce: Option<UnboundedSender<Waiting>>) -> SharedHttpClient {
    let lanes = Lanes { announce, ..Lanes::new(lane::ceiling) };
    SharedHttpClient::new(Limited { client, lanes: Arc::new(lanes) })
}

/// The same without ceilings.
#[cfg(any(test, feature = "testing"))]
pub fn without_ceilings(client: SharedHttpClient) -> SharedHttpClient {
    SharedHttpClient::new(Limited { client, lanes: Arc::new(Lanes::new(|_| None)) })
}

/// What shares a rate: AWS counts requests by service and region.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Scope {
    service: String,
    region: String,
    /// The emulator, or a proxy in front of it, has no ceilings.
    is_local: bool,
}

impl Scope {
    /// The scope that the signature names, as `Credential=KEY/DATE/REGION/SERVICE/aws4_request`; `None` for what is not signed.
    fn of(request: &HttpRequest) -> Option<Self> {
        let (_, scope) = request.headers().get("authorization")?.split_once("Credential=")?;
        let mut parts = scope.split('/').skip(2).map(str::to_owned);
        let (region, service) = (parts.next()?, parts.next()?);
        Some(Self { service, region, is_local: is_on_this_machine(request.uri()) })
    }
}

/// Whether an address is one of this machine.
pub fn is_on_this_machine(uri: &str) -> bool {
    let uri: Option<http::Uri> = uri.parse().ok();
    let host = uri.as_ref().and_then(http::Uri::host).unwrap_or_default();
    host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]"
}

/// The lanes of all scopes that were used.
struct Lanes {
    used: Mutex<HashMap<Scope, Arc<Lane>>>,
    /// The ceiling of a service.
    ceiling: fn(&str) -> Option<Ceiling>,
    /// Where long waits are announced.
    announce: Option<UnboundedSender<Waiting>>,
}

impl Lanes {
    fn new(ceiling: fn(&str) -> Option<Ceiling>) -> Self {
        Self { used: Mutex::default(), ceiling, announce: None }
    }

    fn of(&self, scope: &Scope) -> Arc<Lane> {
        let mut lanes = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let ceiling = (!scope.is_local).then(|| (self.ceiling)(&scope.service)).flatten();
        Arc::clone(lanes.entry(scope.clone()).or_insert_with(|| Arc::new(Lane::new(ceiling))))
    }
}

impl Lanes {
    /// Announces that a service has refused requests for some time. A receiver that is gone is no error.
    fn announce(&self, scope: &Scope, request: &HttpRequest) {
        if let Some(announce) = &self.announce {
            let uri: Option<http::Uri> = request.uri().parse().ok();
            let host = uri.as_ref().and_then(http::Uri::host).unwrap_or_default().to_owned();
            let (service, region) = (Some(scope.service.clone()), Some(scope.region.clone()));
            let _ = announce.send(Waiting { service, region, host, cause: WaitCause::Throttling });
        }
    }
}

impl fmt::Debug for Lanes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Lanes")
    }
}

#[derive(Debug)]
struct Limited {
    client: SharedHttpClient,
    lanes: Arc<Lanes>,
}

impl HttpClient for Limited {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let connector = self.client.http_connector(settings, components);
        SharedHttpConnector::new(LimitedConnector { connector, lanes: Arc::clone(&self.lanes) })
    }
}

#[derive(Debug)]
struct LimitedConnector {
    connector: SharedHttpConnector,
    lanes: Arc<Lanes>,
}

impl HttpConnector for LimitedConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Some(scope) = Scope::of(&request) else { return self.connector.call(request) };
        let (connector, lanes) = (self.connector.clone(), Arc::clone(&self.lanes));
        HttpConnectorFuture::new(async move { send(&connector, &lanes, &scope, request).await })
    }
}

/// Sends a request when its turn comes, and again for as long as it is throttled.
async fn send(
    connector: &SharedHttpConnector,
    lanes: &Lanes,
    scope: &Scope,
    mut request: HttpRequest,
) -> Result<HttpResponse, ConnectorError> {
    let (lane, queue) = (lanes.of(scope), Queue::of(&request));
    let (mut throttled_since, mut pause) = (None, FIRST_PAUSE);
    loop {
        lane.turn(queue).await;
        let same = request.try_clone();
        let (response, is_throttled) = refusal::read(connector.call(request).await?, &scope.service).await?;
        if !is_throttled {
            lane.accepted();
            return Ok(response);
        }
        let since: &Instant = throttled_since.get_or_insert_with(Instant::now);
        let waited = since.elapsed().max(lane.refused());
        // A body that is a stream cannot be sent twice from here; the SDK creates it again.
        let Some(same) = same.filter(|_| waited < PATIENCE) else { return Ok(response) };
        if waited + pause >= NOTED && lane.is_news() {
            lanes.announce(scope, &same);
        }
        tracing::debug!(service = scope.service, region = scope.region, "throttled, sent again");
        sleep(with_jitter(pause)).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
        request = same;
    }
}

/// Half of a pause to all of it: requests that were throttled together do not come back together.
fn with_jitter(pause: Duration) -> Duration {
    let [random, ..] = Uuid::new_v4().into_bytes();
    pause.mul_f64(0.5 + f64::from(random) / 512.0)
}
