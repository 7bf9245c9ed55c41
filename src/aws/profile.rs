//! Credentials of a profile that the user has named, and of nothing else.

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// A named profile. By itself the SDK would prefer keys of the environment, which may be of another account.
#[derive(Debug)]
pub(super) struct NamedProfile {
    pub name: String,
    pub http: SharedHttpClient,
}

impl NamedProfile {
    /// Made for each question: the SDK's provider tells only the first asker that the profile is not there.
    fn provider(&self) -> ProfileFileCredentialsProvider {
        // The region is that of the token service, for profiles that assume a role.
        let config = ProviderConfig::default()
            .with_http_client(self.http.clone())
            .with_region(Some(aws_config::Region::new("us-east-1")));
        ProfileFileCredentialsProvider::builder().configure(&config).profile_name(&self.name).build()
    }
}

impl ProvideCredentials for NamedProfile {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async move {
            let given = self.provider().provide_credentials().await;
            given.map_err(|error| match error {
                CredentialsError::CredentialsNotLoaded(_) => {
                    let text = format!(
                        "profile '{}' is not in the AWS configuration files, or gives none",
                        self.name
                    );
                    CredentialsError::invalid_configuration(text)
                }
                other => other,
            })
        })
    }
}
