//! Which stacks may lose data. Only CloudFormation knows what it would replace, so a change set is created for a stack
//! whose templates differ in a resource that holds data, and deleted again. Other stacks cost no call.

use crate::access::{View, is_rewritten};
use crate::aws::changes::{ChangeSet, ResourceChange, holds_data};
use crate::aws::stack::Phase;
use crate::deploy::Deploy;
use crate::failure::sentence;
use crate::retained::NESTED_STACK;
use crate::stack::{Permissions, StackDeploy};
use crate::template::{Resource, settled};

use super::Changed;

impl Deploy<'_> {
    /// The changes of a stack that may lose data. Where they cannot be known yet, nothing is found here: the deploy looks again at
    /// the change set that it executes.
    pub(super) async fn losses_of(&self, changed: &Changed<'_>) -> Vec<ResourceChange> {
        let stack = &changed.packaged.wanted;
        let is_at_rest = matches!(changed.state.status.phase(), Phase::Complete | Phase::RolledBack);
        let has_values = stack.inputs.keys().all(|name| changed.parameters.has_value(name));
        if !is_at_rest || !has_values || !touches_data_of(changed) {
            return Vec::new();
        }
        match self.preview(changed).await {
            Ok(ChangeSet::Ready(changes)) => changes.into_iter().filter(ResourceChange::loses_data).collect(),
            Ok(_) => Vec::new(),
            Err(error) => {
                tracing::info!("{}: no change set before the deploy: {}", stack.name, sentence(&error));
                Vec::new()
            }
        }
    }

    async fn preview(&self, changed: &Changed<'_>) -> anyhow::Result<ChangeSet> {
        let wanted = &changed.packaged.wanted;
        // CloudFormation reads templates for a change set, but no code.
        let mut objects = changed.packaged.objects.clone();
        objects.retain(|object| object.is_read_first);
        let (run, index, permissions) = (&self.run, changed.index, Permissions::default());
        let stack = StackDeploy { run, index, wanted, objects: &objects, permissions };
        let fingerprint = wanted.template.fingerprint(&changed.parameters.values, &wanted.tags);
        let submission = stack.request(&changed.parameters.values, &fingerprint).await?;
        stack.preview(&submission.request).await
    }
}

fn touches_data_of(changed: &Changed<'_>) -> bool {
    let stack = &changed.packaged.wanted;
    // What cannot be read may hold anything.
    let Ok(deployed) = &changed.deployed else { return true };
    if !stack.template.is_read() {
        let is_same = deployed.source.text.trim() == stack.template.source.text.trim();
        return !is_same || !changed.has_deployed_values();
    }
    changed.with_views(touches_data).unwrap_or(true)
}

/// Whether two templates differ in a resource that holds data. A difference in what the resource refers to is not seen.
fn touches_data(old: View<'_>, new: View<'_>) -> bool {
    let of_interest = |resource: &Resource| {
        holds_data(&resource.kind) || [NESTED_STACK, SIMPLE_TABLE].contains(&resource.kind.as_str())
    };
    let mut held = old.template.resources.iter().filter(|(_, resource)| of_interest(resource));
    is_rewritten(old, new) || held.any(|(id, before)| differs(old, new, id, before))
}

/// The table that SAM makes of a few words.
const SIMPLE_TABLE: &str = "AWS::Serverless::SimpleTable";

fn differs(old: View<'_>, new: View<'_>, id: &str, before: &Resource) -> bool {
    let made = |view: View<'_>, resource: &Resource| view.template.is_made(resource, view.names);
    if made(old, before) == Some(false) {
        return false;
    }
    let Some(after) = new.template.resources.get(id).filter(|after| after.kind == before.kind) else {
        return true;
    };
    let definition = |view: View<'_>, resource: &Resource| {
        let condition = resource.condition.as_ref().filter(|_| made(view, resource) != Some(true));
        condition.map(|condition| view.names.definition(condition))
    };
    if made(new, after) == Some(false) || definition(old, before) != definition(new, after) {
        return true;
    }
    // A nested stack is only lost as a whole; its own change is not in the change set.
    before.kind != NESTED_STACK
        && settled(&before.properties, old.names) != settled(&after.properties, new.names)
}
