//! The sources of credentials, as users know them.

use std::fmt;

use super::profile::ProfileSource;

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
