//! The events of a run. The output layer draws them; `--output json` prints them as they are.

use std::fmt;

use serde::{Serialize, Serializer};

use super::cause::Cause;
use crate::aws::Region;

/// One node of the graph, as users see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct NodeName {
    /// `mailbox-api-dev` for a stack, `mailbox-replicas` for a step, `mailbox (functions)` for an artifact.
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    pub kind: NodeKind,
}

impl fmt::Display for NodeName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.region {
            Some(region) => write!(formatter, "{} in {region}", self.name),
            None => formatter.write_str(&self.name),
        }
    }
}

/// What a node of the graph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// Builds and zips a set of functions.
    Build,
    /// Brings an artifact into a region's bucket.
    Upload,
    /// One CloudFormation stack in one region.
    Stack,
    /// Work that is not a stack, such as table replicas.
    Step,
}

/// What a node has begun to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    Build,
    Upload,
    Create,
    Update,
    Delete,
    /// Deleting the contents of a bucket.
    Empty,
    /// Updating functions and state machines without CloudFormation.
    Hotswap,
    /// Recovering a stack that an earlier run left stuck.
    Recover,
    /// Adding or removing table replicas.
    Replicate,
    /// Waiting for another client's operation on the same stack.
    Wait,
    /// Waiting for another process that builds the same artifact.
    AwaitBuild,
}

impl Action {
    /// The present participle that a progress line shows.
    pub fn doing(self) -> &'static str {
        match self {
            Action::Build => "building",
            Action::Upload => "uploading",
            Action::Create => "creating",
            Action::Update => "updating",
            Action::Delete => "deleting",
            Action::Empty => "emptying",
            Action::Hotswap => "hotswapping",
            Action::Recover => "recovering",
            Action::Replicate => "replicating",
            Action::Wait => "waiting",
            Action::AwaitBuild => "waiting for the build that makes it",
        }
    }
}

/// How a node ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Built,
    Uploaded,
    Created,
    /// Created with resources that an earlier stack left behind, which it adopted.
    Adopted,
    Updated,
    /// Functions or state machines were updated without CloudFormation.
    Hotswapped,
    /// Nothing had to be done.
    Unchanged,
    Removed,
    /// Left alone on purpose, such as a table that teardown keeps.
    Kept,
    /// Every table replica is active.
    Replicated,
    /// The condition that was waited for is met.
    Ready,
    /// It did not exist.
    Absent,
}

impl Outcome {
    /// The word that lines and tables show.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Built => "built",
            Outcome::Uploaded => "uploaded",
            Outcome::Created => "created",
            Outcome::Adopted => "adopted",
            Outcome::Updated => "updated",
            Outcome::Hotswapped => "hotswapped",
            Outcome::Unchanged => "unchanged",
            Outcome::Removed => "removed",
            Outcome::Kept => "kept",
            Outcome::Replicated => "replicated",
            Outcome::Ready => "ready",
            Outcome::Absent => "absent",
        }
    }
}

/// Why a node was not tried. Programs read the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipCause {
    /// This node failed: one that the skipped node waits for, or, where a run ends with its first failure, any.
    Failure(NodeName),
    /// The run was asked to start nothing new.
    Interrupted,
}

impl fmt::Display for SkipCause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SkipCause::Failure(node) => write!(formatter, "{node} failed"),
            SkipCause::Interrupted => formatter.write_str("the run was interrupted"),
        }
    }
}

impl Serialize for SkipCause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An event. Times are seconds since the node started.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// The run begins with these nodes. `needs` are the indices of the nodes that each of them waits for, in the
    /// direction of this run.
    Planned {
        nodes: Vec<NodeName>,
        #[serde(skip)]
        needs: Vec<Vec<usize>>,
    },
    /// A node began to change something.
    Started { node: NodeName, action: Action },
    /// A resource of a stack moved to another status.
    Resource { node: NodeName, logical_id: String, resource_type: String, status: String },
    /// The build command of an artifact printed a line.
    BuildLine { node: NodeName, line: String },
    /// The build command of an artifact is still running; this is the last line that it printed.
    StillBuilding { node: NodeName, line: String, seconds: f64 },
    /// A node ended well.
    Finished { node: NodeName, outcome: Outcome, seconds: f64 },
    /// A node failed.
    Failed {
        node: NodeName,
        #[serde(flatten)]
        cause: Cause,
        seconds: f64,
    },
    /// A node was not tried.
    Skipped {
        node: NodeName,
        #[schemars(with = "String")]
        because: SkipCause,
    },
    /// Information for the user that is not a change of state.
    Notice { text: String },
}

impl Event {
    /// Whether it is about the build of an artifact.
    pub fn is_of_build(&self) -> bool {
        match self {
            Event::BuildLine { .. } | Event::StillBuilding { .. } => true,
            Event::Started { node, .. } | Event::Finished { node, .. } | Event::Failed { node, .. } => {
                node.kind == NodeKind::Build
            }
            Event::Planned { .. } | Event::Resource { .. } | Event::Skipped { .. } | Event::Notice { .. } => {
                false
            }
        }
    }
}

/// Receives events as they happen. Runs are single-threaded, so a plain reference does.
pub type Observer<'a> = &'a dyn Fn(Event);
