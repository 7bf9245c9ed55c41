//! What a deploy would do to one node, as one word.

use serde::Serialize;

/// What a deploy would do to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Create,
    /// It would be created around resources that an earlier stack has left behind.
    Adopt,
    Update,
    Replicate,
    /// It is stuck and would have to be repaired first.
    Recover,
    /// Another run is changing it.
    Wait,
    /// It cannot be done: what it needs is missing.
    Blocked,
    Unchanged,
}

impl Step {
    /// The word that a plan shows.
    pub fn word(self) -> &'static str {
        match self {
            Step::Create => "create",
            Step::Adopt => "adopt",
            Step::Update => "update",
            Step::Unchanged => "unchanged",
            Step::Wait => "wait",
            Step::Recover => "recover",
            Step::Replicate => "replicate",
            Step::Blocked => "blocked",
        }
    }
}
