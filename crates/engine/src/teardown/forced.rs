//! Stacks that cannot be deleted: on request, the resources that prevent it are left behind.

#[cfg(test)]
mod tests;

use anyhow::Result;

use super::{Deletion, Teardown};
use crate::aws::cloudformation::LeftBehind;
use crate::aws::events::failed_resources;
use crate::aws::stack::{Phase, StackState};
use crate::event::Event;
use crate::failed::{StackFailed, events_up_to};
use crate::failure::Failure;
use crate::resource_name::{Use, of_stack};

impl Teardown<'_> {
    /// Refuses to leave resources of stacks behind whose deletion has not failed: it may succeed, with the resources in
    /// it.
    pub fn check_retained(&self) -> Result<()> {
        let retaining =
            Use { flag: "--retain", phase: Phase::DeleteStuck, state: "one whose deletion has failed" };
        retaining.check(&self.options.retain, self.run.graph, &self.run.views)
    }

    /// What the deletion of a stack may leave behind: CloudFormation takes such wishes only once a deletion has failed.
    pub(super) fn left_behind(&self, index: usize, state: &StackState) -> LeftBehind {
        if state.status.phase() != Phase::DeleteStuck {
            return LeftBehind::default();
        }
        let id = &self.run.graph.nodes[index].id;
        LeftBehind {
            resources: of_stack(&self.options.retain, id),
            whatever_fails: self.options.force_delete,
        }
    }

    /// Lists what a deleted stack has left behind.
    pub(super) async fn list_left_behind(&self, deletion: &Deletion<'_>, state: &StackState) -> Result<()> {
        let region = &deletion.stack.region;
        let resources = self.run.view(region)?.poller.cloudformation.resources(&state.arn).await?;
        for resource in resources.iter().filter(|resource| resource.status != "DELETE_COMPLETE") {
            let text = format!(
                "{} in {region} has left {} behind: {} {}",
                deletion.stack.name, resource.logical_id, resource.kind, resource.physical_id
            );
            (self.run.observe)(Event::Notice { text });
        }
        Ok(())
    }

    /// Why a stack was not deleted, with the ways to continue.
    pub(super) async fn stuck(&self, deletion: &Deletion<'_>, after: &StackState) -> Result<anyhow::Error> {
        let region = &deletion.stack.region;
        let events = events_up_to(&self.run.view(region)?.poller.cloudformation, after, false).await;
        let failed = StackFailed::new(after, region, &events);
        let node = &self.run.graph.nodes[deletion.index];
        let resources = failed_resources(&events, "DELETE_FAILED").into_iter();
        let flags: Vec<_> = resources.map(|id| format!("--retain {}.{id}", node.id)).collect();
        if after.status.phase() != Phase::DeleteStuck || flags.is_empty() {
            return Ok(failed.into());
        }
        let hint = format!(
            "remove the cause and run the command again, or leave behind the failed resources with {}, \
            or every resource that cannot be deleted with --force-delete",
            flags.join(" ")
        );
        let message = failed.to_string();
        Ok(anyhow::Error::new(failed).context(Failure::failed(message).hint(hint)))
    }
}
