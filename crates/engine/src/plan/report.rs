//! What a plan found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Step;
use crate::approval::StackAccess;
use crate::aws::changes::ResourceChange;
use crate::event::NodeName;
use crate::leftovers::Leftovers;

/// What a deploy would do, in a possible order.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct PlanReport {
    pub stage: String,
    pub nodes: Vec<NodePlan>,
    /// How access would change in the existing stacks.
    pub access: Vec<StackAccess>,
    /// The number of stacks and steps for each action.
    pub summary: BTreeMap<Step, usize>,
    /// Stacks that are no longer in the project file; a deploy ignores them.
    pub leftovers: Leftovers,
}

/// What would be done to one node.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct NodePlan {
    #[serde(flatten)]
    pub node: NodeName,
    pub step: Step,
    /// Resource by resource, the most severe first.
    pub changes: Vec<ResourceChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Why the stack's last operation failed, as CloudFormation reports it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl PlanReport {
    /// Counts what the nodes would come to.
    pub fn new(stage: String, nodes: Vec<NodePlan>, access: Vec<StackAccess>) -> Self {
        let mut summary = BTreeMap::new();
        for node in &nodes {
            *summary.entry(node.step).or_default() += 1;
        }
        Self { stage, nodes, access, summary, leftovers: Leftovers::default() }
    }

    /// Whether a deploy would find nothing to do.
    pub fn is_unchanged(&self) -> bool {
        self.nodes.iter().all(|node| node.step == Step::Unchanged)
    }

    /// Whether a deploy would need `--allow-data-loss`.
    pub fn loses_data(&self) -> bool {
        self.nodes.iter().flat_map(|node| &node.changes).any(ResourceChange::loses_data)
    }

    /// The number of stacks and steps for each action, in one line: `2 to create, 11 unchanged`.
    pub fn totals(&self) -> String {
        let parts = self.summary.iter().map(|(step, number)| match step {
            Step::Unchanged | Step::Blocked => format!("{number} {}", step.word()),
            Step::Wait => format!("{number} to wait for"),
            step => format!("{number} to {}", step.word()),
        });
        parts.collect::<Vec<_>>().join(", ")
    }
}
