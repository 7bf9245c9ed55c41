//! What the function is told by its environment. Nothing else in this crate reads a variable.

use std::env;
use std::fmt;

/// A variable that the template must set and did not.
#[derive(Debug)]
pub struct Missing(pub &'static str);

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the environment variable {} is not set", self.0)
    }
}

/// Every variable that any function of the system reads; each function asks for its own.
pub struct Environment {
    /// Name of the function, as the template's `Handler`.
    pub handler: String,
    /// Where an emulator answers instead of AWS.
    pub endpoint: Option<String>,
    table_name: Option<String>,
    provisioning_state_machine_arn: Option<String>,
    deletion_state_machine_arn: Option<String>,
    sender_address: Option<String>,
    confirmation_url: Option<String>,
    confirmation_timeout_seconds: Option<String>,
    outside_system_url: Option<String>,
}

impl Environment {
    /// Reads it. A variable that is set and empty counts as absent.
    #[expect(clippy::disallowed_methods, reason = "this file is where the functions read their environment")]
    pub fn read() -> Self {
        let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
        Environment {
            handler: variable("_HANDLER").unwrap_or_default(),
            endpoint: variable("AWS_ENDPOINT_URL"),
            table_name: variable("TABLE_NAME"),
            provisioning_state_machine_arn: variable("PROVISIONING_STATE_MACHINE_ARN"),
            deletion_state_machine_arn: variable("DELETION_STATE_MACHINE_ARN"),
            sender_address: variable("SENDER_ADDRESS"),
            confirmation_url: variable("CONFIRMATION_URL"),
            confirmation_timeout_seconds: variable("CONFIRMATION_TIMEOUT_SECONDS"),
            outside_system_url: variable("OUTSIDE_SYSTEM_URL"),
        }
    }

    /// Name of the mailbox table in this region.
    pub fn table_name(&self) -> Result<String, Missing> {
        required(&self.table_name, "TABLE_NAME")
    }

    /// ARN of the provisioning workflow.
    pub fn provisioning_state_machine_arn(&self) -> Result<String, Missing> {
        required(&self.provisioning_state_machine_arn, "PROVISIONING_STATE_MACHINE_ARN")
    }

    /// ARN of the deletion workflow.
    pub fn deletion_state_machine_arn(&self) -> Result<String, Missing> {
        required(&self.deletion_state_machine_arn, "DELETION_STATE_MACHINE_ARN")
    }

    /// Sender of the e-mail that asks for confirmation.
    pub fn sender_address(&self) -> Result<String, Missing> {
        required(&self.sender_address, "SENDER_ADDRESS")
    }

    /// Address below which the confirmation page lies, as CloudFormation knows it.
    pub fn confirmation_url(&self) -> Result<String, Missing> {
        required(&self.confirmation_url, "CONFIRMATION_URL")
    }

    /// How long the contact may take, in seconds.
    pub fn confirmation_timeout_seconds(&self) -> Result<u64, Missing> {
        const NAME: &str = "CONFIRMATION_TIMEOUT_SECONDS";
        let text = required(&self.confirmation_timeout_seconds, NAME)?;
        text.parse().map_err(|_| Missing(NAME))
    }

    /// Address of the outside system; without one a simulator answers.
    pub fn outside_system_url(&self) -> Option<&str> {
        self.outside_system_url.as_deref()
    }
}

#[cfg(test)]
impl Environment {
    /// An environment in which every variable is set, for the function of this name.
    pub fn complete(handler: &str) -> Self {
        let arn = |name| Some(format!("arn:aws:states:us-east-1:000000000000:stateMachine:{name}"));
        Environment {
            handler: handler.to_owned(),
            endpoint: Some("http://127.0.0.1:1".to_owned()),
            table_name: Some("mailbox-dev".to_owned()),
            provisioning_state_machine_arn: arn("provisioning"),
            deletion_state_machine_arn: arn("deletion"),
            sender_address: Some("sender@example.com".to_owned()),
            confirmation_url: Some("https://a.execute-api.us-east-1.amazonaws.com/dev".to_owned()),
            confirmation_timeout_seconds: Some("600".to_owned()),
            outside_system_url: None,
        }
    }
}

fn required(value: &Option<String>, name: &'static str) -> Result<String, Missing> {
    value.clone().ok_or(Missing(name))
}
