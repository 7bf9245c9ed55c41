//! Profiles of the AWS configuration files: which exist, and where each gets its credentials from.

use std::fmt;

use anyhow::{Context, Result};
use aws_config::profile::{Profile, ProfileSet};
use aws_types::os_shim_internal::{Env, Fs};

use crate::failure::Failure;

/// The profile that is meant where none is named.
pub const DEFAULT: &str = "default";

/// Where a profile takes its credentials from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileSource {
    pub name: String,
    /// The profile that the first credentials are taken from.
    pub base: String,
    pub kind: Kind,
    /// The roles that are assumed with them, in that order.
    pub roles: Vec<Role>,
}

/// How a profile gives credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Keys,
    /// IAM Identity Center (`sso_session`, `sso_start_url`).
    SingleSignOn,
    /// A session of `aws login` (`login_session`).
    Login,
    /// `credential_process`
    Process,
    /// `web_identity_token_file`
    WebIdentity,
    /// `credential_source`: a place outside the files.
    Named(String),
    Nothing,
}

/// A role that a profile assumes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub arn: String,
    pub external_id: Option<String>,
    pub session_name: Option<String>,
    /// Serial number or ARN of the device whose code is needed.
    pub mfa_serial: Option<String>,
    pub seconds: Option<i32>,
}

/// Reads the configuration files.
pub async fn load() -> Result<ProfileSet> {
    let profiles = aws_config::profile::load(&Fs::real(), &Env::real(), &Default::default(), None).await;
    profiles.context(Failure::usage("the AWS configuration files cannot be read"))
}

/// The names of all profiles, sorted.
pub async fn names() -> Result<Vec<String>> {
    let mut names: Vec<_> = load().await?.profiles().map(str::to_owned).collect();
    names.sort_unstable();
    Ok(names)
}

/// Whether a profile's credentials may involve the user: they come from another program, which may ask or open a window, or need the
/// code of a device. Files that cannot be read count as such.
pub async fn may_involve_user(name: Option<&str>) -> bool {
    let Ok(profiles) = load().await else { return true };
    let source = ProfileSource::read(&profiles, name.unwrap_or(DEFAULT));
    source.kind == Kind::Process || source.needs_code()
}

/// Fails when the configuration files have no such profile. The SDK would go on without a word and look for other
/// credentials, perhaps of another account.
pub fn check(profiles: &ProfileSet, name: &str) -> Result<()> {
    if profiles.get_profile(name).is_some() {
        return Ok(());
    }
    let mut known: Vec<_> = profiles.profiles().collect();
    known.sort_unstable();
    let known = if known.is_empty() {
        "there are none".to_owned()
    } else {
        format!("there are {}", known.join(", "))
    };
    Err(Failure::usage(format!("the AWS configuration files have no profile '{}'", name.escape_debug()))
        .hint(format!("{known}; aws configure --profile {name} makes it"))
        .into())
}

impl ProfileSource {
    /// Follows a profile to its first credentials, in the order in which the AWS CLI and the SDK do.
    pub fn read(profiles: &ProfileSet, name: &str) -> Self {
        let mut source =
            Self { name: name.to_owned(), base: name.to_owned(), kind: Kind::Nothing, roles: Vec::new() };
        let mut seen: Vec<&str> = Vec::new();
        let mut next = name;
        while let Some(profile) = profiles.get_profile(next).filter(|_| !seen.contains(&next)) {
            source.base = next.to_owned();
            source.kind = kind(profile);
            seen.push(next);
            // Keys of a source profile go before a role in it.
            let is_base = seen.len() > 1 && has_keys(profile);
            let Some(role) = role(profile).filter(|_| !is_base) else { break };
            source.roles.insert(0, role);
            match profile.get("source_profile") {
                Some(other) if other != next => next = other,
                _ => break,
            }
        }
        if seen.len() > 1 && profiles.get_profile(&source.base).is_some_and(has_keys) {
            source.kind = Kind::Keys;
        }
        source
    }

    /// Whether one of the roles is assumed only with the code of a device.
    pub fn needs_code(&self) -> bool {
        self.roles.iter().any(|role| role.mfa_serial.is_some())
    }
}

impl fmt::Display for ProfileSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "profile {} ({}", self.name, self.kind)?;
        if self.base != self.name {
            write!(formatter, " of profile {}", self.base)?;
        }
        for role in &self.roles {
            write!(formatter, ", then role {}", role.arn)?;
            if role.mfa_serial.is_some() {
                formatter.write_str(" with MFA")?;
            }
        }
        formatter.write_str(")")
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Kind::Keys => "access key",
            Kind::SingleSignOn => "single sign-on",
            Kind::Login => "login session",
            Kind::Process => "credential_process",
            Kind::WebIdentity => "web identity token",
            Kind::Named(name) => return write!(formatter, "credential_source {name}"),
            Kind::Nothing => "no credentials",
        })
    }
}

fn has_keys(profile: &Profile) -> bool {
    profile.get("aws_access_key_id").is_some() && profile.get("aws_secret_access_key").is_some()
}

fn role(profile: &Profile) -> Option<Role> {
    // With a token the role is the first source of credentials, and none that is assumed with others.
    if profile.get("web_identity_token_file").is_some() {
        return None;
    }
    let text = |key: &str| profile.get(key).map(str::to_owned);
    Some(Role {
        arn: text("role_arn")?,
        external_id: text("external_id"),
        session_name: text("role_session_name"),
        mfa_serial: text("mfa_serial"),
        seconds: profile.get("duration_seconds").and_then(|seconds| seconds.parse().ok()),
    })
}

fn kind(profile: &Profile) -> Kind {
    let has = |key: &str| profile.get(key).is_some();
    let single_sign_on = ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name"];
    match profile.get("credential_source") {
        Some(name) => Kind::Named(name.to_owned()),
        None if has("web_identity_token_file") => Kind::WebIdentity,
        None if single_sign_on.into_iter().any(has) => Kind::SingleSignOn,
        None if has("login_session") => Kind::Login,
        None if has("credential_process") => Kind::Process,
        None if has("aws_access_key_id") || has("aws_secret_access_key") => Kind::Keys,
        None => Kind::Nothing,
    }
}
