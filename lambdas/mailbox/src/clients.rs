//! The one HTTP stack of the functions, and the AWS configuration on top of it.

use aws_config::{BehaviorVersion, Region, SdkConfig, timeout::TimeoutConfig};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
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
        _ => Builder::new().tls_provider(TLS).build_https(),
    }
}

/// A Step Functions client for the region that `state_machine_arn` names, which need not be this function's.
pub fn step_functions(configuration: &SdkConfig, state_machine_arn: &str) -> aws_sdk_sfn::Client {
    let region = state_machine_arn.split(':').nth(3).filter(|region| !region.is_empty());
    let mut builder = aws_sdk_sfn::config::Builder::from(configuration);
    if let Some(region) = region {
        builder = builder.region(Region::new(region.to_owned()));
    }
    aws_sdk_sfn::Client::from_conf(builder.build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workflow_is_called_in_its_own_region() {
        let configuration = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-west-2"))
            .build();
        let region = |arn| step_functions(&configuration, arn).config().region().map(ToString::to_string);
        assert_eq!(region("arn:aws:states:eu-west-1:1:stateMachine:m"), Some("eu-west-1".to_owned()));
        assert_eq!(region("nonsense"), Some("us-west-2".to_owned()));
    }
}
