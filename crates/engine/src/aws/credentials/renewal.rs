//! Attaches to each response how to renew the credentials of its request, because errors are reported where their
//! source is not known.

use std::fmt;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

use super::Used;

/// How to renew the credentials in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal(String);

impl Renewal {
    /// What an answer carries.
    pub fn of(response: &HttpResponse) -> Option<&Self> {
        response.extension()
    }
}

impl fmt::Display for Renewal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Lets every error that this client receives carry how to renew the credentials.
pub fn with_renewal(client: SharedHttpClient, used: Used) -> SharedHttpClient {
    SharedHttpClient::new(Marking { client, used })
}

#[derive(Debug)]
struct Marking {
    client: SharedHttpClient,
    used: Used,
}

impl HttpClient for Marking {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let connector = self.client.http_connector(settings, components);
        SharedHttpConnector::new(MarkingConnector { connector, used: self.used.clone() })
    }
}

#[derive(Debug)]
struct MarkingConnector {
    connector: SharedHttpConnector,
    used: Used,
}

impl HttpConnector for MarkingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (answer, used) = (self.connector.call(request), self.used.clone());
        HttpConnectorFuture::new(async move {
            let mut response = answer.await?;
            if response.status().as_u16() >= 400
                && let Some(renewal) = used.renewal()
            {
                response.add_extension(Renewal(renewal));
            }
            Ok(response)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, OnceLock};

    use aws_config::{BehaviorVersion, SdkConfig};
    use aws_credential_types::Credentials;
    use aws_credential_types::provider::SharedCredentialsProvider;
    use aws_smithy_http_client::test_util::infallible_client_fn;
    use aws_smithy_types::body::SdkBody;

    use super::*;
    use crate::aws::Region;
    use crate::aws::credentials::source::Source;
    use crate::aws::error::inspect;

    async fn hint(source: Option<Source>, code: &'static str) -> Option<String> {
        let client = infallible_client_fn(move |_: http::Request<SdkBody>| {
            let body = format!(
                "<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error></ErrorResponse>"
            );
            http::Response::builder().status(403).body(SdkBody::from(body)).unwrap()
        });
        let used = Used(Arc::new(source.map(OnceLock::from).unwrap_or_default()));
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(aws_config::Region::new("us-west-2"))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::for_tests()))
            .http_client(with_renewal(client, used))
            .build();
        let refused = aws_sdk_sts::Client::new(&config).get_caller_identity().send().await.unwrap_err();
        inspect(refused, "sts:GetCallerIdentity", &Region::new("us-west-2")).hint
    }

    #[tokio::test]
    async fn expired_credentials_are_renewed_where_they_came_from() {
        let environment = hint(Some(Source::Environment), "ExpiredToken").await.unwrap();
        assert!(environment.contains("AWS_SESSION_TOKEN"), "{environment}");
        let instance = hint(Some(Source::Instance), "ExpiredTokenException").await.unwrap();
        assert!(instance.starts_with("run the command again"), "{instance}");
        assert_eq!(hint(None, "ExpiredToken").await, None);
        assert_eq!(hint(Some(Source::Environment), "AccessDenied").await, None);
    }
}
