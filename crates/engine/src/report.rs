//! The result of a run: one serialisable struct for users and programs.

use serde::Serialize;

use super::cause::Cause;
use super::event::{NodeName, Outcome, SkipCause};
use super::notice::Notice;
use super::outputs::Outputs;
use crate::aws::Region;

/// How a whole run ended.
#[derive(Clone, Debug, Default, Serialize, schemars::JsonSchema)]
pub struct RunReport {
    pub stage: String,
    pub nodes: Vec<NodeReport>,
    /// Outputs of the existing stacks, by stack; by `STACK@REGION` for a stack in several regions.
    pub outputs: Outputs,
    /// Notices of the stacks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// The first failure: the root of the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<FailureReport>,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
    /// Duration of the run in seconds.
    pub seconds: f64,
}

impl RunReport {
    /// Whether nothing had to be done.
    pub fn is_unchanged(&self) -> bool {
        let is_quiet = |node: &NodeReport| {
            node.is_idle() || matches!(node.end, NodeEnd::Done { outcome: Outcome::Built })
        };
        self.nodes.iter().all(is_quiet)
    }
}

/// How one node ended.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct NodeReport {
    #[serde(flatten)]
    pub node: NodeName,
    #[serde(flatten)]
    pub end: NodeEnd,
    /// Seconds from its start to its end.
    pub seconds: f64,
}

impl NodeReport {
    /// Whether it ended well and nothing had to be done for it.
    pub fn is_idle(&self) -> bool {
        let NodeEnd::Done { outcome } = self.end else { return false };
        matches!(outcome, Outcome::Unchanged | Outcome::Absent | Outcome::Kept | Outcome::Ready)
    }
}

/// The end of a node.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
#[serde(tag = "end", rename_all = "kebab-case")]
pub enum NodeEnd {
    Done {
        outcome: Outcome,
    },
    Failed(Cause),
    Skipped {
        #[schemars(with = "String")]
        because: SkipCause,
    },
}

/// The first failure of a run.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct FailureReport {
    pub node: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    #[serde(flatten)]
    pub cause: Cause,
    /// Nodes that were not tried because of it.
    pub skipped: Vec<String>,
}
