//! The graph: every stack in every region, every step, every artifact, and what each needs.

pub mod input;
mod layout;
mod shared;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

pub use self::input::{ACCOUNT, ARTIFACT_BUCKET, Input, depends_on_account};

use super::event::NodeName;
use crate::aws::Region;
use crate::aws::stack::StackState;
use crate::project::{Package, Regions, fill_known};
use crate::steps::{AnyStep, Step};
use crate::template::{Parameter, Template};

/// The tags that every stack carries: its system and its stage.
pub const SYSTEM_TAG: &str = "provision:system";
pub const STAGE_TAG: &str = "provision:stage";

/// What is to be deployed or removed: some systems, in one stage, in certain regions.
#[derive(Clone, Debug)]
pub struct Target {
    pub systems: Vec<String>,
    pub stage: String,
    pub regions: Regions,
    /// `STACK.PARAMETER=VALUE` from the command line, before what the project file says.
    pub overrides: BTreeMap<(String, String), String>,
}

impl Target {
    /// Fills in what is known now; the account and the bucket are known only once AWS was asked.
    fn fill(&self, text: &str, system: &str, region: &Region) -> String {
        let placeholders = self.regions.placeholders();
        let lookup = |name: &str| match name {
            "stage" => Some(self.stage.clone()),
            "system" => Some(system.to_owned()),
            "region" => Some(region.to_string()),
            later @ (ACCOUNT | ARTIFACT_BUCKET) => Some(format!("${{{later}}}")),
            name => placeholders.get(name).cloned(),
        };
        fill_known(text, lookup)
    }
}

/// The graph of one target.
#[derive(Debug)]
pub struct Graph {
    pub stage: String,
    pub nodes: Vec<Node>,
    /// Imports whose order cannot be worked out, a sentence each.
    pub notes: Vec<String>,
}

/// One node of the graph. Its index in [`Graph::nodes`] is its identity.
#[derive(Debug)]
pub struct Node {
    /// The name in the project file, such as `mailbox-table`.
    pub id: String,
    pub name: NodeName,
    pub work: Work,
    /// Nodes that must be done first.
    pub needs: BTreeSet<usize>,
}

/// What a node does.
#[derive(Debug)]
pub enum Work {
    Build { artifact: String },
    Upload { artifact: String, region: Region, build: usize },
    Stack(WantedStack),
    Step(AnyStep),
}

/// One stack in one region.
#[derive(Clone, Debug)]
pub struct WantedStack {
    pub name: String,
    pub system: String,
    pub region: Region,
    pub template: Rc<Template>,
    /// The files that the template names by local paths, if it names any.
    pub package: Option<Arc<Package>>,
    pub inputs: BTreeMap<String, Input>,
    /// The line of the project file that names the template.
    pub line: u64,
    pub tags: BTreeMap<String, String>,
    /// Keep the stack from being deleted.
    pub protect: bool,
    /// Whether the stage allows hotswaps, so that the stack may be behind one.
    pub hotswap: bool,
}

impl Graph {
    /// Each node with what it needs, one line a node.
    #[cfg(any(test, feature = "testing"))]
    pub fn lines(&self) -> Vec<String> {
        let line = |node: &Node| {
            let needs: Vec<_> = node.needs.iter().map(|need| self.nodes[*need].name.to_string()).collect();
            if needs.is_empty() {
                node.name.to_string()
            } else {
                format!("{} <- {}", node.name, needs.join(", "))
            }
        };
        self.nodes.iter().map(line).collect()
    }

    /// The output that an input refers to, as `STACK.OUTPUT`.
    pub fn output_name(&self, input: &Input) -> Option<String> {
        match input {
            Input::Output { node, output } => Some(format!("{}.{output}", self.nodes[*node].id)),
            Input::Text(_) | Input::ArtifactKey { .. } => None,
        }
    }

    /// The artifacts that are needed.
    pub fn artifacts(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().filter_map(|node| match &node.work {
            Work::Build { artifact } => Some(artifact.as_str()),
            _ => None,
        })
    }

    /// The stacks, with their indices.
    pub fn stacks(&self) -> impl Iterator<Item = (usize, &WantedStack)> {
        self.nodes.iter().enumerate().filter_map(|(index, node)| match &node.work {
            Work::Stack(stack) => Some((index, stack)),
            _ => None,
        })
    }

    /// Parameters that have neither a value nor a default, each with the line of its stack in the project file and a
    /// sentence. A stack that is in several regions is there once.
    pub fn missing_values(&self) -> impl Iterator<Item = (u64, String)> {
        let mut seen = BTreeSet::new();
        let first = self.nodes.iter().filter(move |node| seen.insert(&node.id));
        first.flat_map(move |node| match &node.work {
            Work::Stack(stack) => stack.missing_values(&node.id, &self.stage),
            _ => Vec::new(),
        })
    }

    /// Whether anything in it depends on the account's number, which only AWS knows.
    pub fn needs_account(&self) -> bool {
        self.nodes.iter().any(|node| match &node.work {
            // They go through the artifact bucket.
            Work::Build { .. } | Work::Upload { .. } => true,
            Work::Stack(stack) => {
                stack.package.is_some()
                    || stack.template.needs_account()
                    || stack.inputs.values().any(Input::depends_on_account)
            }
            Work::Step(step) => step.inputs().into_iter().any(Input::depends_on_account),
        })
    }

    /// All regions in which something is.
    pub fn regions(&self) -> BTreeSet<Region> {
        let steps = self.nodes.iter().filter_map(|node| match &node.work {
            Work::Step(step) => Some(step.regions()),
            _ => None,
        });
        self.stacks().map(|(_, stack)| stack.region.clone()).chain(steps.flatten()).collect()
    }

    /// For each node the nodes it needs, for the scheduler.
    pub fn needs(&self) -> Vec<Vec<usize>> {
        self.nodes.iter().map(|node| node.needs.iter().copied().collect()).collect()
    }

    /// The graph walked backwards: what each node must wait for when everything is removed.
    pub fn needs_reversed(&self) -> Vec<Vec<usize>> {
        let mut reversed = vec![Vec::new(); self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            for need in &node.needs {
                reversed[*need].push(index);
            }
        }
        reversed
    }
}

impl WantedStack {
    /// A stack without parameters, tags or protection.
    pub fn bare(name: &str, system: &str, region: Region, template: Rc<Template>) -> Self {
        Self {
            name: name.to_owned(),
            system: system.to_owned(),
            region,
            template,
            package: None,
            inputs: BTreeMap::new(),
            line: 0,
            tags: BTreeMap::new(),
            protect: false,
            hotswap: false,
        }
    }

    /// The settings in which a deployed stack differs and which no change set changes.
    pub fn other_settings(&self, state: &StackState) -> Option<&'static str> {
        (state.is_protected != self.protect).then_some("protection against deletion")
    }

    fn missing_values(&self, id: &str, stage: &str) -> Vec<(u64, String)> {
        let is_missing = |(name, parameter): &(&String, &Parameter)| {
            parameter.default.is_none() && !self.inputs.contains_key(*name)
        };
        let sentence = |(name, _): (&String, &Parameter)| {
            let template = &self.template.source.name;
            let message = format!(
                "stack {id} gives no value to parameter {name} in stage {stage}, and {template} has no default for it; \
                 write one under 'parameters', or give it with -p {id}.{name}=VALUE"
            );
            (self.line, message)
        };
        self.template.parameters.iter().filter(is_missing).map(sentence).collect()
    }
}
