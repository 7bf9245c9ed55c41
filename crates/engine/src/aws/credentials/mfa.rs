//! Roles that are assumed only with the code of an MFA device.

use anyhow::{Context, Result};
use aws_config::SdkConfig;
use aws_config::ecs::EcsCredentialsProvider;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileSet};
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};

use super::profile::{Kind, ProfileSource, Role};
use super::source::Source;
use super::{AskCode, SESSION_NAME, SourceFailure};
use crate::failure::Failure;

/// Assumes the roles of a profile one after the other. The code is asked for before the first call, since it is good for half a
/// minute and for one call only; so what is assumed with it lasts for this run and is not renewed.
pub async fn credentials(
    profile: &ProfileSource,
    profiles: &ProfileSet,
    base: &SdkConfig,
    config: &ProviderConfig,
    ask: AskCode<'_>,
) -> Result<Credentials> {
    let source = Source::Profile(profile.clone());
    let first = first(profile, profiles, config)?.provide_credentials().await;
    let mut credentials = first.map_err(|error| SourceFailure::of(&source, &error).into_error())?;
    for role in &profile.roles {
        credentials = assume(role, credentials, base, ask).await?;
    }
    Ok(credentials)
}

/// The source of the first credentials, by itself: the profile that holds it may name the role as well.
fn first(
    profile: &ProfileSource,
    profiles: &ProfileSet,
    config: &ProviderConfig,
) -> Result<SharedCredentialsProvider> {
    let base = profiles.get_profile(&profile.base);
    let text = |key: &str| base.and_then(|base| base.get(key)).unwrap_or_default();
    let provider = match &profile.kind {
        Kind::Keys => {
            let token = Some(text("aws_session_token").to_owned()).filter(|token| !token.is_empty());
            let (id, secret) = (text("aws_access_key_id"), text("aws_secret_access_key"));
            SharedCredentialsProvider::new(Credentials::new(id, secret, token, None, "profile"))
        }
        Kind::Named(name) => match name.to_ascii_lowercase().as_str() {
            "environment" => SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new()),
            "ecscontainer" => {
                SharedCredentialsProvider::new(EcsCredentialsProvider::builder().configure(config).build())
            }
            "ec2instancemetadata" => {
                SharedCredentialsProvider::new(ImdsCredentialsProvider::builder().configure(config).build())
            }
            _ => return Err(unusable(profile, &format!("credential_source {name} is not known")).into()),
        },
        _ if text("role_arn").is_empty() => SharedCredentialsProvider::new(
            ProfileFileCredentialsProvider::builder().profile_name(&profile.base).configure(config).build(),
        ),
        kind => {
            let reason = format!("it takes the credentials for its own role from {kind}");
            return Err(unusable(profile, &reason).into());
        }
    };
    Ok(provider)
}

fn unusable(profile: &ProfileSource, reason: &str) -> Failure {
    Failure::usage(format!("profile {} cannot be used with mfa_serial: {reason}", profile.base))
        .hint("set source_profile to a profile that has credentials of its own")
}

async fn assume(
    role: &Role,
    credentials: Credentials,
    base: &SdkConfig,
    ask: AskCode<'_>,
) -> Result<Credentials> {
    let code = match &role.mfa_serial {
        Some(serial) => Some(ask(serial).await?),
        None => None,
    };
    let config = base.to_builder().credentials_provider(SharedCredentialsProvider::new(credentials)).build();
    let call = aws_sdk_sts::Client::new(&config)
        .assume_role()
        .role_arn(&role.arn)
        .role_session_name(role.session_name.as_deref().unwrap_or(SESSION_NAME))
        .set_external_id(role.external_id.clone())
        .set_duration_seconds(role.seconds)
        .set_serial_number(role.mfa_serial.clone())
        .set_token_code(code);
    let answer = call.send().await.map_err(|error| {
        SourceFailure::of_role(&role.arn, &CredentialsError::provider_error(error)).into_error()
    })?;
    let granted =
        answer.credentials.with_context(|| format!("STS gave no credentials for role {}", role.arn))?;
    let expiry = granted.expiration.try_into().ok();
    let (id, secret) = (granted.access_key_id, granted.secret_access_key);
    Ok(Credentials::new(id, secret, Some(granted.session_token), expiry, "role with MFA"))
}
