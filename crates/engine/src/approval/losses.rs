//! Which stacks may lose data. Only CloudFormation knows for certain what it would replace, so a change set is created for a
//! stack whose templates differ in a resource that holds data, and deleted again. Where none can be made, the templates are
//! compared. Other stacks cost no call.

use serde_json::Value;

use crate::access::{View, is_conditional_on, is_rewritten, refers_to};
use crate::aws::changes::{ChangeSet, ResourceChange, holds_data, replacing};
use crate::aws::stack::Phase;
use crate::deploy::Deploy;
use crate::failure::sentence;
use crate::retained::NESTED_STACK;
use crate::stack::{Permissions, StackDeploy};
use crate::template::{Resource, settled};

use super::Changed;
use super::lost::{definition, listed_kind, lost};

impl Deploy<'_> {
    /// The changes of a stack's own resources that may lose data.
    pub(super) async fn losses_of(&self, changed: &Changed<'_>) -> Vec<ResourceChange> {
        if !touches_data_of(changed) {
            return Vec::new();
        }
        match self.change_set(changed).await {
            Some(ChangeSet::Ready(changes)) => {
                changes.into_iter().filter(ResourceChange::loses_data).collect()
            }
            Some(ChangeSet::Empty) => Vec::new(),
            // Another change before this one may be what is missing.
            _ => changed.with_views(lost).flatten().unwrap_or_default(),
        }
    }

    /// The change set of a stack before the run, made once; `None` where none can be made: the stack is not at rest, or a value
    /// is known only during the run.
    pub(super) async fn change_set(&self, changed: &Changed<'_>) -> Option<ChangeSet> {
        let make = || async {
            let is_at_rest = matches!(changed.state.status.phase(), Phase::Complete | Phase::RolledBack);
            let mut inputs = changed.packaged.wanted.inputs.keys();
            if !is_at_rest || !inputs.all(|name| changed.parameters.has_value(name)) {
                return None;
            }
            let stack = &changed.packaged.wanted.name;
            let report =
                |error: &_| tracing::info!("{stack}: no change set before the deploy: {}", sentence(error));
            self.preview(changed).await.inspect_err(report).ok()
        };
        changed.change_set.get_or_init(make).await.clone()
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
    // What cannot be read may hold anything.
    changed.with_views(touches_data).unwrap_or(!changed.is_same())
}

/// Whether two templates differ in a resource that holds data. A difference in what the resource refers to is not seen.
fn touches_data(old: View<'_>, new: View<'_>) -> bool {
    let of_interest = |resource: &Resource| {
        let kind = listed_kind(&resource.kind);
        holds_data(kind) || kind == NESTED_STACK
    };
    let mut held = old.template.resources.iter().filter(|(_, resource)| of_interest(resource));
    is_rewritten(old, new) || held.any(|(id, before)| differs(old, new, id, before))
}

fn differs(old: View<'_>, new: View<'_>, id: &str, before: &Resource) -> bool {
    let made = |view: View<'_>, resource: &Resource| view.template.is_made(resource, view.names);
    if made(old, before) == Some(false) {
        return false;
    }
    let Some(after) = new.template.resources.get(id).filter(|after| after.kind == before.kind) else {
        return true;
    };
    if made(new, after) == Some(false) || definition(old, before) != definition(new, after) {
        return true;
    }
    let wanted = settled(&after.properties, new.names);
    if depends_on_secret(new, after, &wanted) {
        return true;
    }
    // A nested stack is only lost as a whole; its own change is not in the change set.
    listed_kind(&before.kind) != NESTED_STACK && settled(&before.properties, old.names) != wanted
}

/// Whether a secret decides if a resource is made or replaced: the value with which it is deployed is not known.
fn depends_on_secret(view: View<'_>, resource: &Resource, properties: &Value) -> bool {
    let secrets = view.template.parameters.iter().filter(|(_, parameter)| parameter.is_secret);
    let mut names = secrets.map(|(name, _)| name);
    names.any(|name| {
        let mut replacing = replacing(listed_kind(&resource.kind));
        is_conditional_on(view, resource, name)
            || replacing.any(|(property, _)| refers_to(&properties[property], name))
    })
}
