//! The variables with which any AWS tool uses the emulator, in the syntax of a shell.

use serde::Serialize;

use engine::aws::EMULATOR_KEY;

/// A shell whose words `provision local env` speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    /// bash, zsh and every other POSIX shell.
    Sh,
    Fish,
    Powershell,
}

/// Variables of the user's own that would lead a tool elsewhere.
const MISLEADING: [&str; 2] = ["AWS_PROFILE", "AWS_SESSION_TOKEN"];

/// The variables, by name.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub struct Variables {
    /// Address of the emulator.
    aws_endpoint_url: String,
    /// Id of the emulator's key.
    aws_access_key_id: String,
    /// Secret of the emulator's key.
    aws_secret_access_key: String,
    /// The region to work in.
    aws_region: String,
    /// The same region, for older tools.
    aws_default_region: String,
}

impl Variables {
    /// The variables for an emulator's address, the secret of its key and the region to work in.
    pub fn new(endpoint: &str, secret: &str, region: &str) -> Self {
        Self {
            aws_endpoint_url: endpoint.to_owned(),
            aws_access_key_id: EMULATOR_KEY.to_owned(),
            aws_secret_access_key: secret.to_owned(),
            aws_region: region.to_owned(),
            aws_default_region: region.to_owned(),
        }
    }

    fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("AWS_ENDPOINT_URL", &self.aws_endpoint_url),
            ("AWS_ACCESS_KEY_ID", &self.aws_access_key_id),
            ("AWS_SECRET_ACCESS_KEY", &self.aws_secret_access_key),
            ("AWS_REGION", &self.aws_region),
            ("AWS_DEFAULT_REGION", &self.aws_default_region),
        ]
    }

    /// Commands that the shell can evaluate, one a line, without a trailing newline.
    pub fn commands(&self, shell: Shell) -> String {
        let mut lines: Vec<String> =
            self.pairs().iter().map(|(name, value)| set(shell, name, value)).collect();
        lines.extend(MISLEADING.iter().map(|name| unset(shell, name)));
        lines.join("\n")
    }
}

fn set(shell: Shell, name: &str, value: &str) -> String {
    let value = quote(shell, value);
    match shell {
        Shell::Sh => format!("export {name}={value}"),
        Shell::Fish => format!("set -gx {name} {value}"),
        Shell::Powershell => format!("$Env:{name} = {value}"),
    }
}

fn unset(shell: Shell, name: &str) -> String {
    match shell {
        Shell::Sh => format!("unset {name}"),
        Shell::Fish => format!("set -e {name}"),
        Shell::Powershell => format!("Remove-Item -ErrorAction SilentlyContinue Env:{name}"),
    }
}

/// The value as one word of the shell; the region comes from the user and may hold anything.
fn quote(shell: Shell, value: &str) -> String {
    let plain = value.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_./:".contains(letter));
    match shell {
        Shell::Sh | Shell::Fish if plain && !value.is_empty() => value.to_owned(),
        Shell::Sh => format!("'{}'", value.replace('\'', r"'\''")),
        Shell::Fish => format!("'{}'", value.replace('\\', r"\\").replace('\'', r"\'")),
        Shell::Powershell => format!("'{}'", value.replace('\'', "''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shell_gets_its_own_words() {
        let variables = Variables::new("http://127.0.0.1:4566", "own", "us-west-2");
        let sh = variables.commands(Shell::Sh);
        assert!(sh.starts_with("export AWS_ENDPOINT_URL=http://127.0.0.1:4566\n"), "{sh}");
        assert!(sh.ends_with("unset AWS_SESSION_TOKEN"), "{sh}");
        assert!(variables.commands(Shell::Fish).contains("set -gx AWS_REGION us-west-2\n"));
        assert!(variables.commands(Shell::Powershell).contains("$Env:AWS_REGION = 'us-west-2'\n"));
    }

    #[test]
    fn a_value_remains_one_harmless_word() {
        assert_eq!(quote(Shell::Sh, "x'; rm *"), r"'x'\''; rm *'");
        assert_eq!(quote(Shell::Fish, r"a\'b"), r"'a\\\'b'");
        assert_eq!(quote(Shell::Powershell, "a'b"), "'a''b'");
        assert_eq!(quote(Shell::Sh, ""), "''");
    }

    #[test]
    fn json_has_the_names_of_the_variables() {
        let json = serde_json::to_value(Variables::new("http://h", "own", "r")).unwrap();
        assert_eq!(json["AWS_ENDPOINT_URL"], "http://h");
        assert_eq!(json["AWS_DEFAULT_REGION"], "r");
        assert_eq!(json["AWS_SECRET_ACCESS_KEY"], "own");
    }
}
