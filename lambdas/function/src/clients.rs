//! The AWS clients: their configuration, and the one HTTP stack below it.
//!
//! The configuration is what Lambda gives every function. The SDK's own loader also looks for profiles, single sign-on, roles of web
//! identities and the metadata of EC2, none of which a function has: it makes a client for each before the first event.

use crate::environment::Environment;
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::identity::IdentityCache;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::provider_config::ProviderConfig;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::SharedCredentialsProvider;
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient, http_client_fn};
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// TLS by rustls with ring, as everywhere in this project.
pub const TLS: Provider = Provider::Rustls(CryptoMode::Ring);

/// A value that is made when it is first used.
#[derive(Clone)]
pub struct Lazy<T>(Arc<LazyLock<T, Box<dyn FnOnce() -> T + Send>>>);

impl<T> Lazy<T> {
    fn new(make: impl FnOnce() -> T + Send + 'static) -> Self {
        Lazy(Arc::new(LazyLock::new(Box::new(make))))
    }
}

impl<T> Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What all clients of a function have in common.
pub struct Configuration(Lazy<SdkConfig>);

impl Configuration {
    /// The region and the endpoint in the environment; the process's credentials are read for the first request.
    pub fn new(environment: &Environment) -> Self {
        let region =
            environment.optional("AWS_REGION").or_else(|| environment.optional("AWS_DEFAULT_REGION"));
        let region = region.map(|region| Region::new(region.to_owned()));
        let endpoint = environment.endpoint().map(str::to_owned);
        let endpoints = Endpoints(environment.endpoints());
        Configuration(Lazy::new(|| sdk(region, endpoint, endpoints)))
    }

    /// A client, made for its first request: to make one, the SDK parses a list of all regions, and most functions use one of
    /// their clients in most invocations.
    pub fn client<C>(&self, make: impl FnOnce(&SdkConfig) -> C + Send + 'static) -> Lazy<C> {
        let configuration = self.0.clone();
        Lazy::new(move || make(&configuration))
    }
}

/// What the environment says of single services: their endpoints.
#[derive(Debug)]
struct Endpoints(HashMap<String, String>);

impl LoadServiceConfig for Endpoints {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let service = key.service_id().to_uppercase().replace(' ', "_");
        self.0.get(&format!("{}_{service}", key.env())).cloned()
    }
}

/// The SDK's configuration. The time limits fit inside a function's own.
fn sdk(region: Option<Region>, endpoint: Option<String>, endpoints: Endpoints) -> SdkConfig {
    let limits = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(2))
        .operation_attempt_timeout(Duration::from_secs(4))
        .operation_timeout(Duration::from_secs(8))
        .build();
    let http = http_client(endpoint.as_deref());
    let mut configuration = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(region)
        .credentials_provider(credentials(http.clone()))
        .identity_cache(IdentityCache::lazy().build())
        .retry_config(RetryConfig::standard())
        .timeout_config(limits)
        .service_config(endpoints)
        .http_client(http);
    configuration.set_endpoint_url(endpoint);
    configuration.build()
}

/// Lambda puts credentials into the environment, or, where it starts a function from a snapshot, the address of an endpoint that
/// has them. The SDK caches them until they expire.
fn credentials(http: SharedHttpClient) -> SharedCredentialsProvider {
    let endpoint = ProviderConfig::without_region().with_http_client(http);
    let endpoint = EcsCredentialsProvider::builder().configure(&endpoint).build();
    SharedCredentialsProvider::new(
        CredentialsProviderChain::first_try("Environment", EnvironmentVariableCredentialsProvider::new())
            .or_else("Container", endpoint),
    )
}

/// An emulator speaks plain HTTP: without TLS no root certificates are read, which is most of a function's first request.
fn http_client(endpoint: Option<&str>) -> SharedHttpClient {
    match endpoint {
        Some(url) if url.starts_with("http://") => Builder::new().build_http(),
        _ => {
            // When an AWS client is made, this one would parse all root certificates for a connection that is never used.
            // Behind a function it does so once, for the first request.
            let client = Builder::new().tls_provider(TLS).build_https();
            http_client_fn(move |settings, components| client.http_connector(settings, components))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_dynamodb::config::{self, Credentials, ProvideCredentials};
    use aws_smithy_http_client::test_util::capture_request;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::process::Command;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    fn configuration(variables: &[(&str, &str)]) -> Configuration {
        Configuration::new(&Environment::of(variables.iter().copied()))
    }

    #[test]
    fn a_client_is_made_once_and_not_before_it_is_used() {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let client = configuration(&[("AWS_REGION", "eu-west-1")]).client(|configuration| {
            MADE.fetch_add(1, Ordering::Relaxed);
            aws_sdk_dynamodb::Client::new(configuration)
        });
        assert_eq!(MADE.load(Ordering::Relaxed), 0);
        for client in [&client, &client.clone()] {
            assert_eq!(client.config().region().map(Region::as_ref), Some("eu-west-1"));
        }
        assert_eq!(MADE.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn region_and_endpoint_are_those_of_the_environment() {
        let region =
            |variables: &[(&str, &str)]| configuration(variables).0.region().map(ToString::to_string);
        let both = [("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_REGION", "eu-west-1")];
        assert_eq!(region(&both), Some("eu-west-1".to_owned()));
        assert_eq!(region(&both[..1]), Some("us-east-1".to_owned()));
        assert_eq!(region(&[]), None);
        assert_eq!(configuration(&both).0.endpoint_url(), None);
    }

    #[tokio::test]
    async fn the_endpoint_of_a_service_comes_before_that_of_all() {
        let all = ("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
        let one = ("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:2");
        let keys = [("AWS_REGION", "eu-west-1")];
        assert_eq!(called(&[&keys[..], &[all]].concat()).await, "http://127.0.0.1:1/");
        assert_eq!(called(&[&keys[..], &[all, one]].concat()).await, "http://127.0.0.1:2/");
        assert_eq!(called(&keys).await, "https://dynamodb.eu-west-1.amazonaws.com/");
    }

    /// The address that DynamoDB is called at.
    async fn called(variables: &[(&str, &str)]) -> String {
        let (http, asked) = capture_request(None);
        let client = configuration(variables).client(move |configuration| {
            let keys = Credentials::new("key", "secret", None, None, "test");
            let configuration = config::Builder::from(configuration).credentials_provider(keys);
            aws_sdk_dynamodb::Client::from_conf(configuration.http_client(http).build())
        });
        client.list_tables().send().await.ok();
        asked.expect_request().uri().to_owned()
    }

    /// The variable with what `credentials_of_this_process` expects.
    const EXPECTED: &str = "EXPECTED_ACCESS_KEY_ID";

    #[tokio::test]
    #[ignore = "the next test runs it in processes with environments of their own"]
    async fn credentials_of_this_process() {
        let provider = configuration(&[]).0.credentials_provider().unwrap();
        let found = provider.provide_credentials().await.map(|found| found.access_key_id().to_owned());
        assert_eq!(found.ok(), Environment::read().optional(EXPECTED).map(str::to_owned));
    }

    fn expect_credentials(access_key_id: &str, variables: &[(&str, &str)]) {
        let mut process = Command::new(std::env::current_exe().unwrap());
        process.args(["--exact", "--ignored", "clients::tests::credentials_of_this_process"]);
        process.env_clear().env(EXPECTED, access_key_id).envs(variables.iter().copied());
        let output = process.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("1 passed"), "{variables:?}: {text}");
    }

    #[test]
    fn credentials_are_those_of_the_environment_or_else_those_at_its_address() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/credentials", server.local_addr().unwrap());
        let asked = thread::spawn(move || answer(&server));
        let snapshot = [
            ("AWS_CONTAINER_CREDENTIALS_FULL_URI", &*address),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "the token"),
        ];
        let usual = [("AWS_ACCESS_KEY_ID", "in-environment"), ("AWS_SECRET_ACCESS_KEY", "secret")];
        expect_credentials("in-environment", &usual);
        expect_credentials("in-environment", &[&usual[..], &snapshot[..]].concat());
        expect_credentials("", &[]);
        expect_credentials("at-address", &snapshot);
        let asked = asked.join().unwrap().to_lowercase();
        assert!(
            asked.starts_with("get /credentials ") && asked.contains("authorization: the token"),
            "{asked}"
        );
    }

    /// Answers one request with credentials, and returns it.
    fn answer(server: &TcpListener) -> String {
        let body = r#"{"AccessKeyId":"at-address","SecretAccessKey":"secret","Token":"token","Expiration":"2099-01-01T00:00:00Z"}"#;
        let (mut connection, _) = server.accept().unwrap();
        let mut request = vec![0; 4096];
        let length = connection.read(&mut request).unwrap();
        write!(connection, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    }
}
