//! ARNs of IAM roles, validated when they are read.

use std::fmt;
use std::str::FromStr;

/// The ARN of an IAM role, of any partition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleArn(String);

impl RoleArn {
    /// The whole ARN.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The twelve digits of the account that the role belongs to.
    pub fn account(&self) -> &str {
        self.0.split(':').nth(4).unwrap_or_default()
    }
}

impl fmt::Display for RoleArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for RoleArn {
    /// What is wrong with it, in words that follow the text.
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<_> = text.splitn(6, ':').collect();
        let is_role = match parts.as_slice() {
            ["arn", partition, "iam", "", account, resource] => {
                partition.starts_with("aws") && is_account(account) && is_role_resource(resource)
            }
            _ => false,
        };
        if is_role {
            return Ok(Self(text.to_owned()));
        }
        Err("is not the ARN of an IAM role (arn:PARTITION:iam::ACCOUNT:role/NAME)".to_owned())
    }
}

/// Whether a text is an account's number.
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `role/NAME` or `role/PATH/NAME`, of the characters and within the lengths that IAM takes.
fn is_role_resource(resource: &str) -> bool {
    let Some(path) = resource.strip_prefix("role/") else { return false };
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_named = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-/".contains(&byte);
    !name.is_empty() && name.len() <= 64 && path.len() <= 576 && path.bytes().all(is_named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_of_every_partition_are_taken() {
        for arn in [
            "arn:aws:iam::123456789012:role/deploy",
            "arn:aws-cn:iam::123456789012:role/ci/team/deploy",
            "arn:aws-us-gov:iam::123456789012:role/a_+=,.@-b",
        ] {
            let role: RoleArn = arn.parse().unwrap();
            assert_eq!((role.as_str(), role.account()), (arn, "123456789012"));
        }
    }

    #[test]
    fn what_is_no_role_is_refused() {
        let long = format!("arn:aws:iam::123456789012:role/{}", "r".repeat(65));
        for text in [
            "",
            "deploy",
            "arn:aws:iam::123456789012:user/deploy",
            "arn:aws:iam::12345678901:role/deploy",
            "arn:aws:iam::1234567890ab:role/deploy",
            "arn:aws:sts::123456789012:assumed-role/deploy/session",
            "arn:aws:iam:us-east-1:123456789012:role/deploy",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role/ci/",
            "arn:aws:iam::123456789012:role/de ploy",
            "arn:other:iam::123456789012:role/deploy",
            &long,
        ] {
            assert!(text.parse::<RoleArn>().is_err(), "{text}");
        }
    }
}
