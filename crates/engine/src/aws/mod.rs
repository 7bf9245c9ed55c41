//! AWS as the rest of the program sees it: the only folder that names the SDK.
//!
//! One file per service turns SDK calls into our own types, follows pages and names each failure once
//! ([`error::AwsError`]). Nothing here knows a terminal, a command or a system by name.

mod alarms;
pub mod apis;
pub mod artifacts;
pub mod buckets;
pub mod changes;
pub mod cloudformation;
mod console;
mod credentials;
mod direct;
pub mod error;
pub mod events;
#[cfg(any(test, feature = "testing"))]
#[expect(clippy::unwrap_used, reason = "only tests use it, and fail by it")]
pub mod fake;
pub mod fetch;
pub mod functions;
pub mod http;
pub mod logs;
pub mod mail;
pub mod messages;
pub mod parameters;
pub mod partition;
pub mod probe;
pub mod queues;
mod rate;
mod retries;
pub mod role;
pub mod signed;
mod skew;
pub mod stack;
pub mod stepfunctions;
pub mod tables;
pub mod timestamp;
mod validation;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;

use anyhow::Result;
use aws_config::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use serde::Serialize;
use tokio::sync::mpsc::UnboundedSender;

pub use self::credentials::{AskCode, AssumedRole, EMULATOR_KEY, may_involve_user, profile_names};

use self::credentials::Used;
pub use self::http::{ProxySettings, WaitCause, Waiting};
use self::role::RoleArn;
pub use self::skew::REMEDY as CLOCK_REMEDY;
use crate::failure::Failure;

/// An AWS region's name, such as `us-west-2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Region(String);

impl Region {
    /// Takes a name as it is; `settings` and `project` check names from the command line and the project file.
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
    /// The secret of the emulator's own key, where this is the emulator: it is used instead of the user's credentials.
    pub local: Option<String>,
    /// PEM file of authorities to trust instead of the system's.
    pub ca_bundle: Option<PathBuf>,
    /// Service role that CloudFormation is given for every change of a stack; without one it uses the caller's permissions, or
    /// those of the role that the stack was given before.
    pub stack_role: Option<RoleArn>,
    /// Role to assume before any call.
    pub assumed: Option<AssumedRole>,
    /// The region whose STS gives roles; it decides the partition too.
    pub home: Option<Region>,
    /// Proxies on the way to AWS.
    pub proxies: ProxySettings,
    /// Where it is announced what is waited for; nowhere for an emulator, which works while it is silent.
    pub waits: Option<UnboundedSender<Waiting>>,
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { account, arn, credentials } = self;
        write!(formatter, "account {account}, {arn}, by {credentials}")
    }
}

/// Which transfers end when nothing moves: no uploads, since a request that waits for its turn uploads nothing.
fn stalls() -> StalledStreamProtectionConfig {
    StalledStreamProtectionConfig::enabled().upload_enabled(false).build()
}

/// The connection to AWS: credentials, endpoint and one HTTP client for every region and service.
pub struct Cloud {
    base: SdkConfig,
    connection: Connection,
    http: SharedHttpClient,
    regional: RefCell<HashMap<Region, SdkConfig>>,
    used: Used,
    identity: OnceCell<Identity>,
    artifact_buckets: artifacts::Turns,
}

/// Whose credentials are in use, and where they came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Identity {
    /// Twelve digits.
    pub account: String,
    /// ARN of the user or of the assumed role.
    pub arn: String,
    /// The source of the credentials, in words.
    pub credentials: String,
}

impl Cloud {
    /// Loads the configuration files and prepares the HTTP client. Makes no call to AWS, unless a profile needs the code of an
    /// MFA device, which `ask` asks for.
    pub async fn connect(connection: Connection, ask: AskCode<'_>) -> Result<Self> {
        let used = Used::default();
        let client = credentials::with_renewal(http::client(&connection)?, used.clone());
        let http = rate::limited(client, connection.waits.clone());
        let home = connection.home.clone().unwrap_or_else(|| Region::new("us-east-1"));
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(http.clone())
            .no_credentials()
            // The clients of each region are made from this one; only STS is asked as it is, for roles.
            .region(aws_config::Region::new(home.to_string()))
            .retry_config(retries::of_sdk())
            .timeout_config(retries::limits(retries::CALL))
            .stalled_stream_protection(stalls());
        if let Some(profile) = &connection.profile {
            loader = loader.profile_name(profile);
        }
        if let Some(endpoint) = &connection.endpoint {
            loader = loader.endpoint_url(endpoint);
        }
        if connection.local.is_some() {
            // Variables for AWS itself (AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT) are not for the emulator.
            loader = loader.use_fips(false).use_dual_stack(false);
        }
        let base = loader.load().await;
        let provider = credentials::find(&connection, &base, &http, &used, ask).await?;
        let base = base.into_builder().credentials_provider(provider).build();
        let (regional, identity, artifact_buckets) =
            (RefCell::default(), OnceCell::new(), RefCell::default());
        Ok(Self { base, connection, http, regional, used, identity, artifact_buckets })
    }

    /// The address that stands in for AWS, if there is one.
    pub fn endpoint(&self) -> Option<&str> {
        self.connection.endpoint.as_deref()
    }

    /// Whether this is the emulator on this machine.
    pub fn is_local(&self) -> bool {
        self.connection.local.is_some()
    }

    /// The service role that CloudFormation is given.
    pub fn stack_role(&self) -> Option<&RoleArn> {
        self.connection.stack_role.as_ref()
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

    /// The twelve-digit account of the credentials in use.
    pub async fn account(&self, region: &Region) -> Result<String> {
        Ok(self.identity(region).await?.account)
    }

    /// Whose credentials are in use, as far as AWS was asked already.
    pub fn known_identity(&self) -> Option<&Identity> {
        self.identity.get()
    }

    /// Whose credentials are in use, asked for once (`sts:GetCallerIdentity`).
    pub async fn identity(&self, region: &Region) -> Result<Identity> {
        if let Some(identity) = self.identity.get() {
            return Ok(identity.clone());
        }
        let identity = aws_sdk_sts::Client::new(&self.config(region))
            .get_caller_identity()
            .send()
            .await
            .map_err(|error| error::explain(error, "sts:GetCallerIdentity", region))?;
        let account = identity
            .account
            .ok_or_else(|| Failure::failed("AWS did not say which account these credentials belong to"))?;
        let identity = Identity {
            account,
            arn: identity.arn.unwrap_or_default(),
            credentials: self.credentials_source(),
        };
        Ok(self.identity.get_or_init(|| identity).clone())
    }

    /// Where the credentials came from, once they were used.
    fn credentials_source(&self) -> String {
        let source = self.used.words().unwrap_or_default();
        match &self.connection.assumed {
            Some(role) => format!("{source}, then role {}", role.arn),
            None => source,
        }
    }
}
