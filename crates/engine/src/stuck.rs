//! Stacks in states that no deploy leads out of by itself.

use std::fmt;

use super::failed::events_up_to;
use super::graph::Graph;
use super::resource_name::ResourceName;
use super::snapshot::Views;
use crate::aws::Region;
use crate::aws::events::failed_resources;
use crate::aws::stack::{Phase, StackState};

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

/// The stacks of a plan that are stuck.
pub fn stuck(graph: &Graph, views: &Views<'_>) -> Vec<Stuck> {
    let states = graph
        .stacks()
        .filter_map(|(_, stack)| Some((stack, views.get(&stack.region)?.stacks.get(&stack.name)?)));
    let is_stuck = |state: &StackState| {
        matches!(
            state.status.phase(),
            Phase::NeverCreated | Phase::Halted | Phase::RollbackStuck | Phase::DeleteStuck
        )
    };
    states
        .filter(|(_, state)| is_stuck(state))
        .map(|(stack, state)| Stuck::new(state, &stack.region))
        .collect()
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
