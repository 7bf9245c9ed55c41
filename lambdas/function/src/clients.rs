//! The one HTTP stack of the functions, and the AWS configuration on top of it.

use aws_config::{BehaviorVersion, SdkConfig, timeout::TimeoutConfig};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient, http_client_fn};
use std::time::Duration;

/// TLS by rustls with ring, as everywhere in this project.
pub const TLS: Provider = Provider::Rustls(CryptoMode::Ring);

/// Reads region and credentials from the environment and sets the time limits, which fit inside a function's own.
pub async fn configuration(endpoint: Option<&str>) -> SdkConfig {
    let limits = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(2))
        .operation_attempt_timeout(Duration::from_secs(4))
        .operation_timeout(Duration::from_secs(8))
        .build();
    aws_config::defaults(BehaviorVersion::latest())
        .http_client(http_client(endpoint))
        .timeout_config(limits)
        .load()
        .await
}

/// An emulator speaks plain HTTP: without TLS no root certificates are read, which is most of a cold start.
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
