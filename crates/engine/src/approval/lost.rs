//! Which data a stack loses, as two templates show it: for nested stacks, of which a change set does not list the resources, and for
//! stacks of which no change set can be made before the run.
//!
//! A change set with `IncludeNestedStacks` would list them, but CloudFormation then rejects templates that it deploys without it, and
//! reports replacements that do not happen (aws-cloudformation/cloudformation-coverage-roadmap#759).

use serde_json::Value;

use super::forecast::{is_another, plain, referred};
use crate::access::{View, is_rewritten};
use crate::aws::changes::{Effect, ResourceChange, holds_data, replacing};
use crate::retained::{NESTED_STACK, TABLE};
use crate::template::{Resource, is_open, settled};

/// The properties that replace the table of an `AWS::Serverless::SimpleTable`.
const OF_SIMPLE_TABLE: [&str; 2] = ["TableName", "PrimaryKey"];

/// The changes that may lose data; `None` where a macro or a loop makes resources that are not known.
pub(super) fn lost(old: View<'_>, new: View<'_>) -> Option<Vec<ResourceChange>> {
    if is_rewritten(old, new) {
        return None;
    }
    let resources = old.template.resources.iter();
    let made = resources.filter(|(_, before)| old.template.is_made(before, old.names) != Some(false));
    Some(
        made.filter_map(|(id, before)| change(old, new, id, before))
            .filter(ResourceChange::loses_data)
            .collect(),
    )
}

/// The type of what a resource is, as CloudFormation lists it.
pub(super) fn listed_kind(kind: &str) -> &str {
    match kind {
        "AWS::Serverless::SimpleTable" => TABLE,
        "AWS::Serverless::Application" => NESTED_STACK,
        kind => kind,
    }
}

fn change(old: View<'_>, new: View<'_>, id: &str, before: &Resource) -> Option<ResourceChange> {
    let kind = listed_kind(&before.kind);
    if kind != NESTED_STACK && !holds_data(kind) {
        return None;
    }
    let after = new.template.resources.get(id).filter(|after| after.kind == before.kind);
    let Some(after) = after.filter(|after| !is_left_out(old, new, before, after)) else {
        let is_kept = is_kept(old, id, "DeletionPolicy");
        let effect = if is_kept { Effect::Release } else { Effect::Remove };
        return Some(ResourceChange::bare(id, kind, effect, is_kept));
    };
    let effect = replacement(old, new, before, after)?;
    Some(ResourceChange::bare(id, kind, effect, is_kept(new, id, "UpdateReplacePolicy")))
}

/// Whether a resource is not made any more, or may not be.
fn is_left_out(old: View<'_>, new: View<'_>, before: &Resource, after: &Resource) -> bool {
    match new.template.is_made(after, new.names) {
        Some(is_made) => !is_made,
        None => definition(old, before) != definition(new, after),
    }
}

/// The definition of the condition on which a resource is made, where it is not known that it is.
pub(super) fn definition(view: View<'_>, resource: &Resource) -> Option<String> {
    let is_made = view.template.is_made(resource, view.names) == Some(true);
    let condition = resource.condition.as_ref().filter(|_| !is_made);
    condition.map(|condition| view.names.definition(condition))
}

/// The greatest effect of the properties that differ.
fn replacement(old: View<'_>, new: View<'_>, before: &Resource, after: &Resource) -> Option<Effect> {
    let of_simple_table = OF_SIMPLE_TABLE.map(|property| (property, Effect::Replace));
    let properties = match before.kind.starts_with("AWS::Serverless::") {
        true => of_simple_table.to_vec(),
        false => replacing(&before.kind).collect(),
    };
    // The whole map, since a property that comes to `AWS::NoValue` is none.
    let (before, after) = (settled(&before.properties, old.names), settled(&after.properties, new.names));
    let effect = |(property, effect): (&str, Effect)| {
        let wanted = &after[property];
        let effect = if is_open(&wanted.to_string()) { Effect::MayReplace } else { effect };
        if !is_same(&before[property], wanted) {
            return Some(effect);
        }
        // The same reference, to a resource that becomes another.
        let is_moved = referred(&Some(wanted.clone())).iter().any(|id| is_another(old, new, id));
        is_moved.then_some(Effect::MayReplace)
    };
    properties.into_iter().filter_map(effect).max()
}

/// Whether two values are one to CloudFormation, which reads `'false'` and `false` alike.
fn is_same(one: &Value, other: &Value) -> bool {
    one == other || plain(one).is_some_and(|text| plain(other) == Some(text))
}

fn is_kept(view: View<'_>, id: &str, policy: &str) -> bool {
    let policy = settled(&view.template.body()["Resources"][id][policy], view.names);
    matches!(policy, Value::String(policy) if ["Retain", "RetainExceptOnCreate", "Snapshot"].contains(&policy.as_str()))
}
