//! AWS as the rest of the program sees it: the only folder that names the SDK.
//!
//! One file per service turns SDK calls into our own types, follows pages and names each failure once
//! ([`error::AwsError`]). Nothing here knows a terminal, a command or a system by name.

pub mod apis;
pub mod artifacts;
pub mod buckets;
pub mod changes;
pub mod cloudformation;
pub mod error;
pub mod events;
#[cfg(test)]
pub mod fake;
pub mod fetch;
pub mod functions;
pub mod http;
pub mod logs;
mod mail;
pub mod messages;
mod profile;
pub mod queues;
mod rate;
pub mod signed;
pub mod stack;
pub mod stepfunctions;
pub mod tables;
pub mod timestamp;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;

use anyhow::Result;
use aws_config::retry::RetryConfig;
use aws_config::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use serde::Serialize;

use crate::failure::Failure;

/// An AWS region's name, such as `us-west-2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Region(String);

impl Region {
    /// Takes a name as it is; `settings` and `project` check names that people write.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// How to reach AWS, or what stands in for it.
#[derive(Clone, Debug, Default)]
pub struct Connection {
    /// Profile that the user named: its credentials go before those in the environment, as in the AWS CLI.
    pub profile: Option<String>,
    /// Profile that `AWS_PROFILE` names: credentials in the environment go before its own.
    pub ambient_profile: Option<String>,
    /// Address that stands in for every service.
    pub endpoint: Option<String>,
    /// Use the emulator's fixed credentials instead of the user's.
    pub local: bool,
    /// PEM file of authorities to trust instead of the system's.
    pub ca_bundle: Option<PathBuf>,
}

/// How often the SDK itself tries a call that was lost; throttled ones are the business of [`rate`].
fn retries() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(5)
}

/// Which transfers end when nothing moves: no uploads, since a request that waits for its turn uploads nothing.
fn stalls() -> StalledStreamProtectionConfig {
    StalledStreamProtectionConfig::enabled().upload_enabled(false).build()
}

/// The door to AWS: credentials, endpoint and one HTTP client for every region and service.
pub struct Cloud {
    base: SdkConfig,
    connection: Connection,
    http: SharedHttpClient,
    regional: RefCell<HashMap<Region, SdkConfig>>,
    account: OnceCell<String>,
}

impl Cloud {
    /// Loads the configuration files and prepares the HTTP client; makes no call to AWS.
    pub async fn connect(connection: Connection) -> Result<Self> {
        let http = rate::limited(http::client(&connection)?);
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(http.clone())
            // The clients of each region are made from this one; a call never uses it as it is.
            .region(aws_config::Region::new("us-east-1"))
            .retry_config(retries())
            .timeout_config(
                aws_config::timeout::TimeoutConfig::builder()
                    .connect_timeout(std::time::Duration::from_secs(5))
                    // Not a time-out of the whole attempt, which would run while a request waits for its turn.
                    .read_timeout(std::time::Duration::from_secs(60))
                    .build(),
            )
            .stalled_stream_protection(stalls());
        if let Some(profile) = &connection.profile {
            profile::check(profile).await?;
            loader = loader.profile_name(profile).credentials_provider(profile::credentials(profile, &http));
        } else if let Some(profile) = &connection.ambient_profile {
            profile::check(profile).await?;
        }
        if let Some(endpoint) = &connection.endpoint {
            loader = loader.endpoint_url(endpoint);
        }
        if connection.local {
            loader = loader.credentials_provider(Credentials::new("test", "test", None, None, "emulator"));
        }
        let base = loader.load().await;
        Ok(Self { base, connection, http, regional: RefCell::default(), account: OnceCell::new() })
    }

    /// The address that stands in for AWS, if there is one.
    pub fn endpoint(&self) -> Option<&str> {
        self.connection.endpoint.as_deref()
    }

    /// Whether this is the emulator on this machine.
    pub fn is_local(&self) -> bool {
        self.connection.local
    }

    /// The HTTP client that the SDK uses too.
    pub fn http_client(&self) -> &SharedHttpClient {
        &self.http
    }

    /// Where the SDK takes its credentials from; `None` when nothing is configured to give any.
    fn credentials(&self) -> Option<SharedCredentialsProvider> {
        self.base.credentials_provider()
    }

    /// The SDK's configuration for one region.
    fn config(&self, region: &Region) -> SdkConfig {
        self.regional
            .borrow_mut()
            .entry(region.clone())
            .or_insert_with(|| {
                self.base.to_builder().region(aws_config::Region::new(region.as_str().to_owned())).build()
            })
            .clone()
    }

    /// The twelve-digit account of the credentials in use, asked for once (`sts:GetCallerIdentity`).
    pub async fn account(&self, region: &Region) -> Result<String> {
        if let Some(account) = self.account.get() {
            return Ok(account.clone());
        }
        let identity = aws_sdk_sts::Client::new(&self.config(region))
            .get_caller_identity()
            .send()
            .await
            .map_err(|error| error::explain(error, "sts:GetCallerIdentity", region))?;
        let account = identity
            .account()
            .ok_or_else(|| Failure::failed("AWS did not say which account these credentials belong to"))?;
        Ok(self.account.get_or_init(|| account.to_owned()).clone())
    }
}
