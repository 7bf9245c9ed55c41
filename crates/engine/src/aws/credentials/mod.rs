//! Where credentials come from: the AWS CLI's sources in its order. Reports name the source that provided them or
//! failed.

mod failure;
mod mfa;
mod profile;
mod renewal;
mod source;
#[cfg(test)]
mod tests;

use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, OnceLock};

use anyhow::Result;
use aws_config::SdkConfig;
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileSet};
use aws_config::provider_config::ProviderConfig;
use aws_config::sts::AssumeRoleProvider;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use futures_util::future::LocalBoxFuture;

pub use self::failure::{SourceFailure, find as failure_in};
use self::profile::ProfileSource;
pub use self::profile::{may_involve_user, names as profile_names};
pub use self::renewal::{Renewal, with_renewal};
use self::source::Source;
use super::Connection;
use super::role::RoleArn;

/// Asks for the code that a device with this serial number shows.
pub type AskCode<'a> = &'a dyn Fn(&str) -> LocalBoxFuture<'a, Result<String>>;

/// A role to assume with the credentials that were found, such as one in another account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssumedRole {
    pub arn: RoleArn,
    /// What the role's trust policy may ask for.
    pub external_id: Option<String>,
}

/// The source that gave credentials, once one has.
#[derive(Clone, Debug, Default)]
pub struct Used(Arc<OnceLock<Source>>);

impl Used {
    /// The source in words.
    pub fn words(&self) -> Option<String> {
        self.0.get().map(ToString::to_string)
    }

    /// How its credentials are renewed.
    pub fn renewal(&self) -> Option<String> {
        self.0.get()?.renewal()
    }
}

/// The id of every emulator's key; the secret is each one's own.
pub const EMULATOR_KEY: &str = "test";
/// The name under which a role is assumed; it shows in CloudTrail.
const SESSION_NAME: &str = "provision";

/// Finds the sources that a connection allows. Makes no call, unless a profile needs a code of an MFA device: then the code
/// is asked for and used at once.
pub async fn find(
    connection: &Connection,
    base: &SdkConfig,
    http: &SharedHttpClient,
    used: &Used,
    ask: AskCode<'_>,
) -> Result<SharedCredentialsProvider> {
    let provider = if let Some(secret) = &connection.local {
        let inner = Credentials::new(EMULATOR_KEY, secret, None, None, "emulator");
        SharedCredentialsProvider::new(Named::new(Source::Emulator, inner, used))
    } else {
        let config = ProviderConfig::without_region()
            .with_region(base.region().cloned())
            .with_http_client(http.clone());
        chain(connection, base, &config, used, ask).await?
    };
    let Some(role) = &connection.assumed else { return Ok(provider) };
    let mut builder =
        AssumeRoleProvider::builder(role.arn.as_str()).session_name(SESSION_NAME).configure(base);
    if let Some(id) = &role.external_id {
        builder = builder.external_id(id);
    }
    let inner = builder.build_from_provider(provider).await;
    let named = OfStage { role: role.arn.clone(), inner };
    Ok(SharedCredentialsProvider::new(named))
}

/// A named profile alone, else the environment, the profile that is meant without a name, and the places where programs in AWS
/// find credentials.
async fn chain(
    connection: &Connection,
    base: &SdkConfig,
    config: &ProviderConfig,
    used: &Used,
    ask: AskCode<'_>,
) -> Result<SharedCredentialsProvider> {
    let chosen = connection.profile.as_deref().or(connection.ambient_profile.as_deref());
    let environment = EnvironmentVariableCredentialsProvider::new();
    let is_set = connection.profile.is_none() && environment.provide_credentials().await.is_ok();
    if is_set && chosen.is_none() {
        return Ok(SharedCredentialsProvider::new(Named::new(Source::Environment, environment, used)));
    }
    let profiles = profile::load().await?;
    if let Some(name) = chosen {
        profile::check(&profiles, name)?;
    }
    if is_set {
        return Ok(SharedCredentialsProvider::new(Named::new(Source::Environment, environment, used)));
    }
    let own = of_profile(&profiles, chosen.unwrap_or(profile::DEFAULT), base, config, used, ask).await?;
    if connection.profile.is_some() {
        return Ok(SharedCredentialsProvider::new(Named { is_only: true, ..own }));
    }
    let web_identity = WebIdentityTokenCredentialsProvider::builder().configure(config).build();
    let container = EcsCredentialsProvider::builder().configure(config).build();
    let instance = ImdsCredentialsProvider::builder().configure(config).build();
    let chain = CredentialsProviderChain::first_try("profile", own)
        .or_else("web identity", Named::new(Source::WebIdentity, web_identity, used))
        .or_else("container", Named::new(Source::Container, container, used))
        .or_else("instance", Named::new(Source::Instance, instance, used));
    Ok(SharedCredentialsProvider::new(chain))
}

/// The credentials of a profile. The SDK knows no MFA devices, so a profile that names one is followed here.
async fn of_profile(
    profiles: &ProfileSet,
    name: &str,
    base: &SdkConfig,
    config: &ProviderConfig,
    used: &Used,
    ask: AskCode<'_>,
) -> Result<Named> {
    let profile = ProfileSource::read(profiles, name);
    let source = Source::Profile(profile.clone());
    if profile.needs_code() {
        let inner = mfa::credentials(&profile, profiles, base, config, ask).await?;
        return Ok(Named::new(source, inner, used));
    }
    let inner = ProfileFileCredentialsProvider::builder().profile_name(name).configure(config).build();
    Ok(Named::new(source, inner, used))
}

/// A source that is remembered once it was used, and named where it fails.
#[derive(Debug)]
struct Named {
    source: Source,
    inner: SharedCredentialsProvider,
    /// No other source is tried after this one.
    is_only: bool,
    used: Used,
    /// What is wrong with a profile: the SDK reports it to the first caller only.
    wrong: OnceLock<SourceFailure>,
}

impl Named {
    fn new(source: Source, inner: impl ProvideCredentials + 'static, used: &Used) -> Self {
        let inner = SharedCredentialsProvider::new(inner);
        Self { source, inner, is_only: false, used: used.clone(), wrong: OnceLock::new() }
    }

    async fn credentials(&self) -> provider::Result {
        match self.inner.provide_credentials().await {
            Ok(credentials) => {
                self.used.0.get_or_init(|| self.source.clone());
                Ok(credentials)
            }
            Err(error) if self.is_passed_over(&error) => Err(error),
            Err(error) => Err(failed(self.failure(&error))),
        }
    }

    fn failure(&self, error: &CredentialsError) -> SourceFailure {
        let failure = || SourceFailure::of(&self.source, error);
        match error {
            CredentialsError::InvalidConfiguration(_) | CredentialsError::CredentialsNotLoaded(_) => {
                self.wrong.get_or_init(failure).clone()
            }
            _ => self.wrong.get().cloned().unwrap_or_else(failure),
        }
    }

    /// Whether the source is just not configured. A profile without credentials gives no reason; one with a reason is wrong.
    fn is_passed_over(&self, error: &CredentialsError) -> bool {
        let has_reason = matches!(self.source, Source::Profile(_)) && error.source().is_some();
        matches!(error, CredentialsError::CredentialsNotLoaded(_)) && !has_reason && !self.is_only
    }
}

impl ProvideCredentials for Named {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.inner.fallback_on_interrupt()
    }
}

/// The role that a stage names, assumed with the credentials that were found.
struct OfStage {
    role: RoleArn,
    inner: AssumeRoleProvider,
}

impl OfStage {
    async fn credentials(&self) -> provider::Result {
        let answer = self.inner.provide_credentials().await;
        answer.map_err(|error| failed(SourceFailure::of_role(self.role.as_str(), &error)))
    }
}

impl fmt::Debug for OfStage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "role {}", self.role)
    }
}

impl ProvideCredentials for OfStage {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.credentials())
    }
}

fn failed(failure: SourceFailure) -> CredentialsError {
    CredentialsError::provider_error(failure)
}
