//! Why a source gave no credentials, by its innermost cause, and what to do about it.

use std::error::Error as StdError;
use std::{fmt, io};

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{ConnectorError, SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::profile::{Kind, ProfileSource};
use super::source::Source;
use crate::aws::error::Class;
use crate::failure::Failure;

/// Why a source gave no credentials, in words for users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFailure {
    pub class: Class,
    pub message: String,
    pub hint: String,
}

impl fmt::Display for SourceFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl StdError for SourceFailure {}

impl SourceFailure {
    /// The failure of a command that needed the credentials for something else than a call of the SDK.
    pub fn into_error(self) -> anyhow::Error {
        let failure = match self.class {
            Class::Unreachable => Failure::failed(self.message),
            _ => Failure::usage(self.message),
        };
        failure.hint(self.hint).into()
    }

    /// Of a source that failed in this way.
    pub fn of(source: &Source, error: &CredentialsError) -> Self {
        if let Some(refusal) = refusal(error) {
            return Self::missing(format!("{source}: {refusal}"), ASSUME_ROLE.to_owned());
        }
        if chain(error).any(|cause| cause.is::<ConnectorError>()) {
            let (message, hint) = (format!("{source}: {}", innermost(error)), "check the network".to_owned());
            return Self { class: Class::Unreachable, message, hint };
        }
        match source {
            Source::Profile(profile) => Self::of_profile(profile, error),
            source => {
                let hint = "use other credentials, for instance with --profile".to_owned();
                Self::missing(format!("{source}: {}", innermost(error)), hint)
            }
        }
    }

    /// Of a role that is assumed. Where the credentials for it are missing, those are the cause.
    pub fn of_role(role: &str, error: &CredentialsError) -> Self {
        if let Some(cause) = find(error) {
            return cause.clone();
        }
        let not = format!("role {role} could not be assumed");
        match refusal(error) {
            Some(refusal) => Self::missing(format!("{not}: {refusal}"), ASSUME_ROLE.to_owned()),
            None => Self {
                class: Class::Unreachable,
                message: format!("{not}: {}", innermost(error)),
                hint: "check the network".to_owned(),
            },
        }
    }

    fn of_profile(profile: &ProfileSource, error: &CredentialsError) -> Self {
        let (name, base) = (&profile.name, &profile.base);
        let was_never_made = chain(error)
            .filter_map(|cause| cause.downcast_ref::<io::Error>())
            .any(|cause| cause.kind() == io::ErrorKind::NotFound);
        let (message, hint) = match (&profile.kind, was_never_made) {
            (Kind::SingleSignOn, true) => (
                format!("profile {base} was never logged in to single sign-on on this machine"),
                format!("aws sso login --profile {base}"),
            ),
            (Kind::SingleSignOn, false) => (
                format!("single sign-on of profile {base}: {}", innermost(error)),
                format!("aws sso login --profile {base}"),
            ),
            (Kind::Login, true) => (
                format!("profile {base} was never logged in on this machine"),
                format!("aws login --profile {base}"),
            ),
            (Kind::Login, false) => (
                format!("login session of profile {base}: {}", innermost(error)),
                format!("aws login --profile {base}"),
            ),
            (Kind::Process, _) => (
                format!("credential_process of profile {base} {}", of_process(&innermost(error))),
                format!(
                    "run it by hand to see more: aws configure get credential_process --profile {base} shows it"
                ),
            ),
            (Kind::Nothing, _) if profile.roles.is_empty() && error.source().is_none() => (
                format!("profile {name} holds no credentials"),
                format!(
                    "aws configure --profile {name} stores some, and aws configure sso --profile {name} a way to them"
                ),
            ),
            _ => (
                format!("profile {name}: {}", innermost(error)),
                format!("check profile {name} in the AWS configuration files"),
            ),
        };
        Self::missing(message, hint)
    }

    fn missing(message: String, hint: String) -> Self {
        Self { class: Class::NoCredentials, message, hint }
    }
}

/// What to do where STS refuses a role.
const ASSUME_ROLE: &str = "the role's trust policy must name the caller, and the caller needs sts:AssumeRole for it; both must agree on the external id";

/// The failure of a source within an error, if there is one.
pub fn find<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e SourceFailure> {
    chain(error).find_map(|cause| cause.downcast_ref())
}

/// An error and what lies behind it.
fn chain<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| behind(*error))
}

#[expect(
    deprecated,
    reason = "the SDK's errors of single sign-on name their cause by cause() and not by source()"
)]
fn behind<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e (dyn StdError + 'static)> {
    error.source().or_else(|| error.cause()?.source())
}

fn innermost(error: &(dyn StdError + 'static)) -> String {
    let text = chain(error).last().map(ToString::to_string).unwrap_or_default();
    text.strip_prefix("ProfileFile provider could not be built: ").unwrap_or(&text).to_owned()
}

/// STS's own words, if it refused to give a role.
fn refusal(error: &CredentialsError) -> Option<String> {
    chain(error).find_map(|cause| {
        words(cause.downcast_ref::<SdkError<AssumeRoleError, HttpResponse>>(), "sts:AssumeRole").or_else(
            || {
                let web = cause.downcast_ref::<SdkError<AssumeRoleWithWebIdentityError, HttpResponse>>();
                words(web, "sts:AssumeRoleWithWebIdentity")
            },
        )
    })
}

fn words<E: ProvideErrorMetadata>(error: Option<&SdkError<E, HttpResponse>>, call: &str) -> Option<String> {
    let SdkError::ServiceError(refused) = error? else { return None };
    let metadata = refused.err().meta();
    let (code, message) =
        (metadata.code().unwrap_or("refused"), metadata.message().unwrap_or("no reason given"));
    Some(format!("{call}: {code}: {message}"))
}

/// How a process ended that the SDK describes as `… exited with code exit status: 3. Stderr: …`, with its last line.
fn of_process(text: &str) -> String {
    let Some((status, stderr)) = text.split_once(". Stderr: ") else {
        let reason = text.split_once("could not parse response: ").map(|(_, reason)| reason);
        return reason
            .map_or(format!("failed: {text}"), |reason| format!("printed no credentials: {reason}"));
    };
    let status = status.rsplit("code ").next().unwrap_or(status).replace("exit status: ", "exit status ");
    match stderr.lines().rev().map(str::trim).find(|line| !line.is_empty()) {
        Some(line) => format!("ended with {status}: {line}"),
        None => format!("ended with {status} and wrote nothing to standard error"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_process_is_its_status_and_its_last_line() {
        let text = |status: &str, stderr: &str| {
            of_process(&format!(
                "Error retrieving credentials: external process exited with code {status}. Stderr: {stderr}"
            ))
        };
        assert_eq!(
            text("exit status: 3", "one\ntoken. Stderr: gone\n\n"),
            "ended with exit status 3: token. Stderr: gone"
        );
        assert_eq!(
            text("signal: 9 (SIGKILL)", ""),
            "ended with signal: 9 (SIGKILL) and wrote nothing to standard error"
        );
        assert_eq!(of_process("no shell"), "failed: no shell");
        assert_eq!(
            of_process("Error …, could not parse response: no JSON"),
            "printed no credentials: no JSON"
        );
    }
}
