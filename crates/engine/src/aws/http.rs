//! The one HTTP client, for the SDK and for our own requests: directly or through the user's proxies, with TLS or without,
//! with checks for hosts that do not respond and for responses that are not from AWS.

mod answer;
mod log;
mod proxies;
mod silence;
mod trouble;

use std::fmt;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_http_client::{Builder, Connector};
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns, ResolveDnsError};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use http::Uri;

pub use self::answer::foreign_start;
pub use self::proxies::ProxySettings;
use self::proxies::{Proxies, Proxy, is_tls};
use self::silence::Silence;
pub use self::silence::{NOTED, WaitCause, Waiting};
use self::trouble::UnknownName;
pub use self::trouble::{Cause, Unanswered, start_of};
use super::Connection;
use crate::failure::Failure;

/// The slowest connection on which a large request is still sent, in bytes a second.
const SLOWEST: u64 = 64 * 1024;

/// Makes the client; connects to nothing.
pub fn client(connection: &Connection) -> Result<SharedHttpClient> {
    check_endpoint(connection)?;
    let proxies = Proxies::read(&connection.proxies)?;
    let secure = tls_context(connection)?;
    // Reading the system's certificates costs time and memory: a plain address does without them.
    let plain = TlsContext::builder().with_trust_store(TrustStore::empty()).build()?;
    let to_plain_proxy = |proxy: &Option<Proxy>| !proxy.as_ref().is_some_and(|proxy| is_tls(&proxy.uri));
    let context = |is_plain: bool| if is_plain { plain.clone() } else { secure.clone() };
    let wire = Wire {
        plain: way(plain.clone(), None)?,
        secure: way(secure.clone(), None)?,
        plain_proxied: way(context(to_plain_proxy(&proxies.http)), proxies.http.as_ref())?,
        secure_proxied: way(secure.clone(), proxies.https.as_ref())?,
        proxies,
        silence: Silence::announced(connection.waits.clone()),
    };
    Ok(SharedHttpClient::new(Client(Arc::new(wire))))
}

/// How long the sending of a request of this size may take on top of what every request may take.
pub fn sending_time(bytes: u64) -> Duration {
    Duration::from_secs(bytes / SLOWEST)
}

/// Refuses an endpoint that is no address: the SDK's own words for it name neither it nor the option.
fn check_endpoint(connection: &Connection) -> Result<()> {
    let Some(endpoint) = &connection.endpoint else { return Ok(()) };
    let uri = endpoint.parse::<Uri>().ok();
    let has_scheme = |uri: &Uri| matches!(uri.scheme_str(), Some("http" | "https"));
    if uri.is_some_and(|uri| has_scheme(&uri) && uri.host().is_some_and(|host| !host.is_empty())) {
        return Ok(());
    }
    let message = format!("the endpoint URL '{}' is no http:// or https:// address", endpoint.escape_debug());
    Err(Failure::usage(message)
        .hint("--endpoint-url and AWS_ENDPOINT_URL take an address such as http://127.0.0.1:4566")
        .into())
}

/// The authorities to trust: those that the user names, else the system's.
fn tls_context(connection: &Connection) -> Result<TlsContext> {
    let Some(bundle) = &connection.ca_bundle else { return Ok(TlsContext::default()) };
    let pem = fs::read(bundle).map_err(|error| {
        Failure::usage(format!("cannot read AWS_CA_BUNDLE {}: {error}", bundle.display()))
    })?;
    TlsContext::builder()
        .with_trust_store(TrustStore::empty().with_pem_certificate(pem))
        .build()
        .with_context(|| format!("AWS_CA_BUNDLE {} holds no usable certificates", bundle.display()))
}

/// A client that reaches every host in one way. It reads certificates when it is first used.
fn way(tls: TlsContext, proxy: Option<&Proxy>) -> Result<SharedHttpClient> {
    // Which hosts it is for is decided before it is asked.
    let proxy = proxy.map(|proxy| ProxyConfig::all(proxy.uri.clone())).transpose()?;
    Ok(Builder::new().build_with_connector_fn(move |settings, components| {
        let mut builder =
            Connector::builder().tls_provider(Provider::Rustls(CryptoMode::Ring)).tls_context(tls.clone());
        builder.set_connector_settings(settings.cloned());
        builder.set_sleep_impl(components.and_then(RuntimeComponents::sleep_impl));
        builder.set_proxy_config(proxy.clone());
        builder.build_with_resolver(Resolver)
    }))
}

/// The ways to the hosts, and what is known of them.
#[derive(Debug)]
struct Wire {
    plain: SharedHttpClient,
    plain_proxied: SharedHttpClient,
    secure: SharedHttpClient,
    secure_proxied: SharedHttpClient,
    proxies: Proxies,
    silence: Silence,
}

#[derive(Clone, Debug)]
struct Client(Arc<Wire>);

impl HttpClient for Client {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Line {
            wire: Arc::clone(&self.0),
            settings: settings.clone(),
            components: components.clone(),
        })
    }
}

/// The client with the time-outs of one operation.
struct Line {
    wire: Arc<Wire>,
    settings: HttpConnectorSettings,
    components: RuntimeComponents,
}

impl fmt::Debug for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Line").finish_non_exhaustive()
    }
}

impl HttpConnector for Line {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Ok(uri) = request.uri().parse::<Uri>() else {
            let message = format!("'{}' is not an address", request.uri());
            return HttpConnectorFuture::ready(Err(ConnectorError::user(message.into())));
        };
        let wire = Arc::clone(&self.wire);
        let proxy = wire.proxies.of(&uri).map(|proxy| proxy.shown.clone());
        let client = match (is_tls(&uri), &proxy) {
            (false, None) => &wire.plain,
            (false, Some(_)) => &wire.plain_proxied,
            (true, None) => &wire.secure,
            (true, Some(_)) => &wire.secure_proxied,
        };
        let connector = client.http_connector(&self.settings, &self.components);
        let call = log::Call::of(&request, &uri);
        HttpConnectorFuture::new(async move {
            let answer = wire.exchange(&connector, request, &uri, proxy).await;
            call.ended(&answer);
            answer
        })
    }
}

impl Wire {
    /// Sends a request and reads its whole answer: none of those that are sent here is larger than memory.
    async fn exchange(
        &self,
        connector: &SharedHttpConnector,
        request: HttpRequest,
        uri: &Uri,
        proxy: Option<String>,
    ) -> Result<HttpResponse, ConnectorError> {
        let target = target(&request, uri);
        let unanswered = |cause| Unanswered { host: target.host.clone(), proxy: proxy.clone(), cause };
        let more = sending_time(request.body().content_length().unwrap_or_default());
        let exchange = async {
            let response = connector
                .call(request)
                .await
                .map_err(|error| Unanswered::of(&error, &target.host, proxy.as_deref()).replacing(&error))?;
            let (response, bytes) = read(response)
                .await
                .map_err(|()| ConnectorError::io(Box::new(unanswered(Cause::CutShort))))?;
            // APIs answer what they like; so do the places where credentials come from.
            let is_of_aws = target.service.as_deref().is_some_and(|service| service != "execute-api");
            match answer::check(&response, &bytes).filter(|_| is_of_aws) {
                None => Ok(response),
                Some(cause) => {
                    let cut = ConnectorError::io("cut short".into());
                    Err(unanswered(cause).replacing(&cut))
                }
            }
        };
        let silent = |waited: Duration| {
            ConnectorError::other(Box::new(unanswered(Cause::Silent(waited.as_secs()))), None)
        };
        self.silence.watch(&target, more, exchange).await.unwrap_or_else(|waited| Err(silent(waited)))
    }
}

/// The answer with its body in memory, and that body.
async fn read(mut response: HttpResponse) -> Result<(HttpResponse, Vec<u8>), ()> {
    let body = ByteStream::new(response.take_body()).collect().await.map_err(drop)?.to_vec();
    *response.body_mut() = SdkBody::from(body.clone());
    Ok((response, body))
}

/// What a request is for. A signature names service and region: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`.
fn target(request: &HttpRequest, uri: &Uri) -> Waiting {
    let signature = request.headers().get("authorization").unwrap_or_default();
    let scope = signature.split_once("Credential=").map(|(_, scope)| scope).unwrap_or_default();
    let mut parts = scope.split('/').skip(2).map(str::to_owned);
    let (region, service) = (parts.next(), parts.next());
    Waiting { service, region, host: shown(uri), cause: WaitCause::Silence }
}

/// Host, and port where the address names one.
pub fn shown(uri: &Uri) -> String {
    let port = uri.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}{port}", uri.host().unwrap_or_default())
}

/// The system's resolver, whose failure names the host.
#[derive(Clone, Debug)]
struct Resolver;

impl ResolveDns for Resolver {
    fn resolve_dns<'a>(&'a self, name: &'a str) -> DnsFuture<'a> {
        let name = name.to_owned();
        DnsFuture::new(async move {
            let wanted = name.clone();
            let found = tokio::task::spawn_blocking(move || {
                use std::net::ToSocketAddrs;
                (wanted.as_str(), 0).to_socket_addrs().map(|all| all.map(|address| address.ip()).collect())
            });
            match found.await {
                Ok(Ok(addresses)) => Ok(addresses),
                _ => Err(ResolveDnsError::new(UnknownName(name))),
            }
        })
    }
}
