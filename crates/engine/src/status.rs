//! What is deployed, as it is now: systems, their stacks in their regions, and tables with their replicas.

mod systems;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::time::SystemTime;

use anyhow::Result;
use futures_util::future::{join_all, try_join_all};
use serde::Serialize;

pub use self::systems::{SystemState, SystemStatus};
use super::failed::StackFailed;
use super::graph::{Graph, WantedStack, Work};
use super::hotswap::behind;
use super::leftovers::Leftovers;
use super::notice::{Notice, notices};
use super::outputs::Outputs;
use super::retained::Estate;
use super::snapshot::Views;
pub use super::steps::{GateStatus, TableStatus};
use super::steps::{Step as _, StepStatus};
use super::stuck::reasons;
use crate::aws::stack::{Phase, StackState};
use crate::aws::{Cloud, Identity, Region};
use crate::failure::sentence;
use crate::template::FINGERPRINT_OUTPUT;

/// The state of the selected systems in AWS.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct StatusReport {
    pub stage: String,
    /// The regions that were read.
    pub regions: BTreeSet<Region>,
    /// The endpoint that is used instead of AWS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// Whether that is this machine's emulator, which accepts its own key only.
    #[serde(skip)]
    pub is_local: bool,
    pub systems: Vec<SystemStatus>,
    pub stacks: Vec<StackStatus>,
    pub tables: Vec<TableStatus>,
    /// The steps that wait for a condition, with its current state.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<GateStatus>,
    /// Stacks that are no longer in the project file.
    pub leftovers: Leftovers,
    /// The notices among the stacks' outputs.
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
    /// Why it is stuck or was rolled back, in one line: the resource that failed first, with CloudFormation's reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its page in the AWS Management Console.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub console: Option<String>,
}

/// What a stack's status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    Absent,
    Ready,
    /// CloudFormation is at work.
    InProgress,
    /// The last update was rolled back.
    RolledBack,
    /// It must be repaired before the next operation.
    Stuck,
}

/// Looks at every stack and table of the plan, and reads the events of the stacks that are broken.
pub async fn status(
    cloud: &Cloud,
    graph: &Graph,
    views: &Views<'_>,
    account: &str,
    now: SystemTime,
) -> Result<StatusReport> {
    let estate = &Estate::new(cloud, graph, views, account);
    let looks = graph.nodes.iter().filter_map(|node| match &node.work {
        Work::Step(step) => Some(step.status(&node.id, estate)),
        _ => None,
    });
    let (found, reasons) = tokio::join!(try_join_all(looks), reasons(graph, views));
    let (mut tables, mut gates) = (Vec::new(), Vec::new());
    for found in found?.into_iter().flatten() {
        match found {
            StepStatus::Table(table) => tables.push(table),
            StepStatus::Gate(gate) => gates.push(gate),
        }
    }
    let mut notices = notices(&outputs(graph, views));
    notices.extend(behind_notices(cloud, graph, views).await);
    let stacks = graph.stacks().map(|(_, stack)| {
        let state = views.get(&stack.region).and_then(|view| view.stacks.get(&stack.name));
        let status = of_stack(stack, state, now);
        let is_of = |failed: &&StackFailed| failed.stack == stack.name && failed.region == stack.region;
        let reason = reasons.iter().find(is_of).map(StackFailed::cause);
        let console = state.and_then(|state| cloud.console_of_stack(&stack.region, &state.arn));
        StackStatus { reason, console, ..status }
    });
    let stacks: Vec<_> = stacks.collect();
    Ok(StatusReport {
        stage: graph.stage.clone(),
        regions: graph.regions(),
        endpoint: cloud.endpoint().map(str::to_owned),
        is_local: cloud.is_local(),
        systems: systems::of(&stacks),
        stacks,
        tables,
        gates,
        leftovers: Leftovers::default(),
        notices,
        identity: cloud.known_identity().cloned(),
    })
}

/// A notice for each stack that is behind a hotswap. A stack that cannot be compared does not hide the status of the others.
async fn behind_notices(cloud: &Cloud, graph: &Graph, views: &Views<'_>) -> Vec<Notice> {
    let looks = graph.stacks().map(async |(_, stack)| {
        let state = views.get(&stack.region).and_then(|view| view.stacks.get(&stack.name))?;
        let text = match behind(cloud, stack, state).await {
            Ok(behind) => behind?.words(),
            Err(error) => format!("it is not known whether it is behind a hotswap: {}", sentence(&error)),
        };
        Some(Notice { stack: stack.name.clone(), region: stack.region.clone(), text })
    });
    join_all(looks).await.into_iter().flatten().collect()
}

fn of_stack(stack: &WantedStack, state: Option<&StackState>, now: SystemTime) -> StackStatus {
    StackStatus {
        system: stack.system.clone(),
        stack: stack.name.clone(),
        region: stack.region.clone(),
        status: state.map_or_else(|| "NOT_DEPLOYED".to_owned(), |state| state.status.to_string()),
        condition: state.map_or(Condition::Absent, condition),
        age_seconds: state.and_then(|state| state.age(now)).map(|age| age.as_secs()),
        protected: state.is_some_and(|state| state.is_protected),
        reason: None,
        console: None,
    }
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
pub fn outputs(graph: &Graph, views: &Views<'_>) -> Outputs {
    Outputs::of(graph, |_, stack, region| {
        let mut outputs = views.get(region)?.stacks.get(stack)?.outputs.clone();
        outputs.remove(FINGERPRINT_OUTPUT);
        Some(outputs)
    })
}
