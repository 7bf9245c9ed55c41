//! Stacks in states that need a repair before a deploy, and why stacks are broken: these, and those that were rolled
//! back.

use std::fmt;

use futures_util::future::join_all;

use super::failed::{StackFailed, events_up_to};
use super::graph::Graph;
use super::resource_name::ResourceName;
use super::snapshot::Views;
use crate::aws::Region;
use crate::aws::cloudformation::CloudFormation;
use crate::aws::events::failed_resources;
use crate::aws::stack::{Phase, StackState};
use crate::failure::sentence;

/// A stuck stack, and what would recover it.
#[derive(Clone, Debug)]
pub struct Stuck {
    pub stack: String,
    pub region: Region,
    pub status: String,
    remedy: &'static str,
}

impl Stuck {
    /// Explains a stack's state.
    pub fn new(state: &StackState, region: &Region) -> Self {
        let remedy = match state.status.phase() {
            Phase::RollbackStuck => "its rollback must be continued before it can be updated",
            Phase::Halted => "it must be rolled back before it can be updated",
            Phase::DeleteStuck => "deleting it failed and must be tried again before it can be created",
            _ => "it never came up and must be deleted before it can be created again",
        };
        Self { stack: state.name.clone(), region: region.clone(), status: state.status.to_string(), remedy }
    }
}

impl Stuck {
    /// Its state and what would recover it, without its name.
    pub fn state(&self) -> String {
        format!("in {}: {}", self.status, self.remedy)
    }
}

impl fmt::Display for Stuck {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "stack {} in {} is {}", self.stack, self.region, self.state())
    }
}

/// Whether no operation leads out of this state by itself.
fn is_stuck(phase: Phase) -> bool {
    matches!(phase, Phase::NeverCreated | Phase::Halted | Phase::RollbackStuck | Phase::DeleteStuck)
}

/// The stacks of a plan that are stuck.
pub fn stuck(graph: &Graph, views: &Views<'_>) -> Vec<Stuck> {
    let states = graph
        .stacks()
        .filter_map(|(_, stack)| Some((stack, views.get(&stack.region)?.stacks.get(&stack.name)?)));
    states
        .filter(|(_, state)| is_stuck(state.status.phase()))
        .map(|(stack, state)| Stuck::new(state, &stack.region))
        .collect()
}

/// Why CloudFormation did not complete the last operation on a stack; `None` for a stack that is not broken.
pub async fn reason(
    cloudformation: &CloudFormation,
    state: &StackState,
    region: &Region,
) -> Option<StackFailed> {
    let phase = state.status.phase();
    let is_rolled_back = phase == Phase::RolledBack;
    if !is_rolled_back && !is_stuck(phase) {
        return None;
    }
    // What failed in the rollback keeps the stack stuck, not what the rollback was for.
    let rollback_only = phase == Phase::RollbackStuck;
    // The operation is long over, so no event is still to come.
    let events = cloudformation.last_operation(&state.arn, rollback_only).await;
    let mut failed =
        StackFailed::of(cloudformation, state, region, events.as_deref().unwrap_or_default()).await;
    if let (Err(error), None) = (&events, &state.reason) {
        failed.reason = format!("its events cannot be read: {}", sentence(error));
    }
    Some(failed)
}

/// The reasons of all broken stacks of a plan. No call is made for the others.
pub async fn reasons(graph: &Graph, views: &Views<'_>) -> Vec<StackFailed> {
    let looks = graph.stacks().filter_map(|(_, stack)| {
        let view = views.get(&stack.region)?;
        let state = view.stacks.get(&stack.name)?;
        Some(reason(&view.poller.cloudformation, state, &stack.region))
    });
    join_all(looks).await.into_iter().flatten().collect()
}

/// The resources at which the last operation failed of the stacks that are stuck in a deletion or a rollback.
pub async fn blocking(graph: &Graph, views: &Views<'_>, phase: Phase) -> Vec<ResourceName> {
    let is_rollback = phase == Phase::RollbackStuck;
    let failed = if is_rollback { "UPDATE_FAILED" } else { "DELETE_FAILED" };
    let mut names = Vec::new();
    for (index, stack) in graph.stacks() {
        let Some(view) = views.get(&stack.region) else { continue };
        let state = view.stacks.get(&stack.name).filter(|state| state.status.phase() == phase);
        let Some(state) = state else { continue };
        let events = events_up_to(&view.poller.cloudformation, state, is_rollback).await;
        let stack = &graph.nodes[index].id;
        let ids = failed_resources(&events, failed).into_iter();
        names.extend(ids.map(|id| ResourceName { stack: stack.clone(), logical_id: id.to_owned() }));
    }
    names
}
