//! The sources of credentials, as users know them.

use std::fmt;

use super::profile::{Kind, ProfileSource};

/// Where credentials come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The emulator's fixed keys.
    Emulator,
    /// `AWS_ACCESS_KEY_ID` and its companions.
    Environment,
    Profile(ProfileSource),
    /// `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`.
    WebIdentity,
    /// The endpoint that a container's environment names.
    Container,
    /// The metadata service of an EC2 instance.
    Instance,
}

impl Source {
    /// What to do when its credentials are out of date; `None` where nothing is known.
    pub fn renewal(&self) -> Option<String> {
        match self {
            Source::Emulator => None,
            Source::Environment => Some(
                "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN to new credentials"
                    .to_owned(),
            ),
            Source::Profile(profile) => of_profile(profile),
            Source::WebIdentity => {
                Some("renew the token in AWS_WEB_IDENTITY_TOKEN_FILE and run the command again".to_owned())
            }
            Source::Container | Source::Instance => {
                Some(format!("run the command again: the {self} provides new credentials"))
            }
        }
    }
}

fn of_profile(profile: &ProfileSource) -> Option<String> {
    let base = &profile.base;
    if profile.needs_code() {
        return Some("run the command again: it prompts for a new MFA code".to_owned());
    }
    match &profile.kind {
        Kind::Keys => Some(format!("store new credentials, with their session token, in profile {base}")),
        Kind::SingleSignOn => Some(format!("aws sso login --profile {base}")),
        Kind::Login => Some(format!("aws login --profile {base}")),
        Kind::Process => {
            Some(format!("renew the credentials that credential_process of profile {base} prints"))
        }
        Kind::WebIdentity => Some(format!("renew the web identity token of profile {base}")),
        Kind::Named(name) => Some(format!("run the command again: {name} provides new credentials")),
        Kind::Nothing => None,
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Emulator => formatter.write_str("emulator"),
            Source::Environment => formatter.write_str("environment (AWS_ACCESS_KEY_ID)"),
            Source::Profile(profile) => profile.fmt(formatter),
            Source::WebIdentity => formatter.write_str("web identity token (AWS_WEB_IDENTITY_TOKEN_FILE)"),
            Source::Container => formatter.write_str("container credentials endpoint"),
            Source::Instance => formatter.write_str("instance metadata service"),
        }
    }
}
