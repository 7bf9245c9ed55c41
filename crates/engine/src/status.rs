//! What is deployed, as it is now: stacks in their regions and tables with their replicas.

use std::collections::BTreeMap;
use std::time::SystemTime;

use anyhow::Result;
use futures_util::future::try_join_all;
use serde::Serialize;

use super::graph::{Graph, Work};
use super::leftovers::Leftovers;
use super::notice::{Notice, notices};
use super::retained::Estate;
use super::snapshot::Views;
pub use super::steps::{GateStatus, TableStatus};
use super::steps::{Step as _, StepStatus};
use crate::aws::stack::{Phase, StackState};
use crate::aws::{Cloud, Identity, Region};
use crate::template::FINGERPRINT_OUTPUT;

/// Everything that a plan's systems have in AWS.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct StatusReport {
    pub stage: String,
    pub stacks: Vec<StackStatus>,
    pub tables: Vec<TableStatus>,
    /// The steps that wait for a condition, as it is now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<GateStatus>,
    /// Stacks that the project file does not have any more.
    pub leftovers: Leftovers,
    /// What the stacks want people to know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Whose credentials were used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
}

/// One stack.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct StackStatus {
    pub system: String,
    pub stack: String,
    pub region: Region,
    /// CloudFormation's status; `NOT_DEPLOYED` when there is no stack.
    pub status: String,
    pub condition: Condition,
    /// Seconds since it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_seconds: Option<u64>,
    pub protected: bool,
}

/// What a status means for somebody who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    Absent,
    Ready,
    /// CloudFormation is at work.
    InProgress,
    /// The last update was taken back.
    RolledBack,
    /// No operation leads on by itself.
    Stuck,
}

/// Outputs of stacks that are there.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct OutputsReport {
    pub stacks: BTreeMap<String, BTreeMap<String, String>>,
}

/// Looks at every stack and table of the plan.
pub async fn status(
    cloud: &Cloud,
    graph: &Graph,
    views: &Views<'_>,
    account: &str,
    now: SystemTime,
) -> Result<StatusReport> {
    let stacks = graph.stacks().map(|(_, stack)| {
        let state = views.get(&stack.region).and_then(|view| view.stacks.get(&stack.name));
        StackStatus {
            system: stack.system.clone(),
            stack: stack.name.clone(),
            region: stack.region.clone(),
            status: state.map_or_else(|| "NOT_DEPLOYED".to_owned(), |state| state.status.to_string()),
            condition: state.map_or(Condition::Absent, condition),
            age_seconds: state.and_then(|state| state.age(now)).map(|age| age.as_secs()),
            protected: state.is_some_and(|state| state.is_protected),
        }
    });
    let estate = &Estate::new(cloud, graph, views, account);
    let looks = graph.nodes.iter().filter_map(|node| match &node.work {
        Work::Step(step) => Some(step.status(&node.id, estate)),
        _ => None,
    });
    let (mut tables, mut gates) = (Vec::new(), Vec::new());
    for found in try_join_all(looks).await?.into_iter().flatten() {
        match found {
            StepStatus::Table(table) => tables.push(table),
            StepStatus::Gate(gate) => gates.push(gate),
        }
    }
    let notices = notices(&outputs(graph, views).stacks);
    Ok(StatusReport {
        stage: graph.stage.clone(),
        stacks: stacks.collect(),
        tables,
        gates,
        leftovers: Leftovers::default(),
        notices,
        identity: None,
    })
}

fn condition(state: &StackState) -> Condition {
    match state.status.phase() {
        Phase::Absent | Phase::Shell => Condition::Absent,
        Phase::Complete => Condition::Ready,
        Phase::RolledBack => Condition::RolledBack,
        Phase::Busy => Condition::InProgress,
        Phase::NeverCreated | Phase::Halted | Phase::RollbackStuck | Phase::DeleteStuck => Condition::Stuck,
    }
}

/// The outputs of every stack that is there.
pub fn outputs(graph: &Graph, views: &Views<'_>) -> OutputsReport {
    let stacks = graph.stacks().filter_map(|(_, stack)| {
        let mut outputs = views.get(&stack.region)?.stacks.get(&stack.name)?.outputs.clone();
        outputs.remove(FINGERPRINT_OUTPUT);
        Some((stack.name.clone(), outputs))
    });
    OutputsReport { stacks: stacks.collect() }
}
