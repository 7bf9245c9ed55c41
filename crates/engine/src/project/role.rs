//! Region roles.

use schemars::JsonSchema;
use serde::Deserialize;

/// What a region is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Data and API.
    Home,
    /// Workflows.
    Workflow,
    /// Further copies of the data.
    Replicas,
}

impl Role {
    /// Its name in a project file.
    pub fn word(self) -> &'static str {
        match self {
            Role::Home => "home",
            Role::Workflow => "workflow",
            Role::Replicas => "replicas",
        }
    }
}
