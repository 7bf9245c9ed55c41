//! Who may do what under a template, compared with what the deployed one grants: whether a deploy would widen access.
//!
//! Plain code without calls. Statements are compared by their effect, not by how they are written: a statement that was
//! split, reordered or moved to another policy of the same role widens nothing. What only CloudFormation can evaluate
//! is compared as text.

mod grants;
mod ingress;
mod nested;
mod pattern;
mod policy;
mod statement;
#[cfg(test)]
mod tests;

use serde::Serialize;

use self::grants::{Grant, grants};
pub use self::nested::{Nested, nested};
use self::statement::{Effect, Statement};
use crate::template::{Names, Template};

pub use self::grants::may_grant;

/// A template with what its names come to.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub template: &'a Template,
    pub names: &'a Names<'a>,
}

/// How a change affects access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccessEffect {
    /// An existing resource is allowed more.
    Widened,
    /// Something that was denied is no longer denied.
    LessDenied,
    /// It is not known, for instance because a macro makes the statements.
    Unknown,
    /// A new resource and its permissions.
    New,
}

/// One change of who may do what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct AccessChange {
    /// The resource with the statement.
    pub logical_id: String,
    pub kind: String,
    pub effect: AccessEffect,
    /// The most similar statement in the deployed template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The statement in the wanted template, or why it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Whether it needs an approval.
    pub needs_approval: bool,
}

impl AccessChange {
    /// What cannot be compared, with the reason.
    pub fn unknown(logical_id: &str, kind: &str, reason: impl Into<String>) -> Self {
        Self {
            logical_id: logical_id.to_owned(),
            kind: kind.to_owned(),
            effect: AccessEffect::Unknown,
            old: None,
            new: Some(reason.into()),
            needs_approval: true,
        }
    }

    /// The change in one line, without the resource.
    pub fn words(&self) -> String {
        match (self.effect, &self.old, &self.new) {
            (AccessEffect::Unknown, _, reason) => {
                format!("cannot be compared: {}", reason.as_deref().unwrap_or("the reason is not known"))
            }
            (_, Some(old), Some(new)) => format!("{old} → {new}"),
            (_, None, Some(new)) => format!("adds {new}"),
            (_, Some(old), None) => format!("removes {old}"),
            (_, None, None) => "cannot be compared".to_owned(),
        }
    }

    /// The same change with other texts in place of its statements.
    pub fn map_texts(self, text: impl Fn(&str) -> String) -> Self {
        let (old, new) = (self.old.as_deref().map(&text), self.new.as_deref().map(&text));
        Self { old, new, ..self }
    }

    /// The change as one of a resource of a nested stack.
    pub fn within(self, nested: &str) -> Self {
        Self { logical_id: format!("{nested}/{}", self.logical_id), ..self }
    }

    fn of(grant: &Grant, effect: AccessEffect, needs_approval: bool) -> Self {
        let text = Some(grant.statement.to_string());
        let (old, new) = if effect == AccessEffect::LessDenied { (text, None) } else { (None, text) };
        let (logical_id, kind) = (grant.logical_id.clone(), grant.kind.clone());
        Self { logical_id, kind, effect, old, new, needs_approval }
    }
}

/// What a deploy of the new template would change. Without an old one everything is new.
pub fn compare(old: Option<View<'_>>, new: View<'_>) -> Vec<AccessChange> {
    let granted = grants(new.template, new.names);
    let Some(old) = old else { return granted.values().flatten().filter_map(first).collect() };
    let mut changes = unknown(old, new);
    let before = grants(old.template, old.names);
    for (holder, held) in &granted {
        changes.extend(widened(held, before.get(holder), has(old, holder)));
    }
    for (holder, held) in before.iter().filter(|(holder, _)| has(new, holder)) {
        changes.extend(less_denied(held, granted.get(holder)));
    }
    changes.sort_by(|one, other| (one.effect, &one.logical_id).cmp(&(other.effect, &other.logical_id)));
    changes
}

/// A statement of something new. It needs an approval only where it is as wide as can be.
fn first(grant: &Grant) -> Option<AccessChange> {
    let is_allowed = grant.statement.effect == Effect::Allow;
    is_allowed.then(|| AccessChange::of(grant, AccessEffect::New, is_broad(&grant.statement)))
}

fn widened(held: &[Grant], before: Option<&Vec<Grant>>, was_there: bool) -> Vec<AccessChange> {
    if !was_there {
        return held.iter().filter_map(first).collect();
    }
    let allowed = of_effect(before, Effect::Allow);
    let is_wider =
        |grant: &&Grant| grant.statement.effect == Effect::Allow && !grant.statement.is_covered_by(&allowed);
    let change = |grant: &Grant| {
        // What is still there has not become this one.
        let gone = allowed.iter().filter(|other| !held.iter().any(|grant| grant.statement == ***other));
        let nearest = gone.max_by_key(|other| other.likeness(&grant.statement));
        let old = nearest.filter(|other| other.likeness(&grant.statement) > 0).map(ToString::to_string);
        AccessChange { old, ..AccessChange::of(grant, AccessEffect::Widened, true) }
    };
    held.iter().filter(is_wider).map(change).collect()
}

fn less_denied(held: &[Grant], after: Option<&Vec<Grant>>) -> Vec<AccessChange> {
    let denied = of_effect(after, Effect::Deny);
    let is_lost =
        |grant: &&Grant| grant.statement.effect == Effect::Deny && !grant.statement.is_covered_by(&denied);
    let change = |grant: &Grant| {
        let come = denied.iter().filter(|other| !held.iter().any(|grant| grant.statement == ***other));
        let nearest = come.max_by_key(|other| other.likeness(&grant.statement));
        let new = nearest.filter(|other| other.likeness(&grant.statement) > 0).map(ToString::to_string);
        AccessChange { new, ..AccessChange::of(grant, AccessEffect::LessDenied, true) }
    };
    held.iter().filter(is_lost).map(change).collect()
}

fn of_effect(grants: Option<&Vec<Grant>>, effect: Effect) -> Vec<&Statement> {
    let all = grants.into_iter().flatten().map(|grant| &grant.statement);
    all.filter(|statement| statement.effect == effect).collect()
}

/// Whether what statements are attached to is there with a template: one of its own resources is if it is made, anything else
/// was there before.
fn has(view: View<'_>, holder: &str) -> bool {
    let target = holder.split_once(' ').map_or(holder, |(_, target)| target);
    let Some(id) = target.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) else { return true };
    let template = view.template;
    match template.resources.get(id) {
        Some(resource) => template.is_made(resource, view.names) != Some(false),
        // A parameter stands for what is there.
        None => template.parameters.contains_key(id) || id.contains(' '),
    }
}

/// Whether a statement of something new grants so much that it should be looked at: every action of a service on everything,
/// or anything to everybody.
fn is_broad(statement: &Statement) -> bool {
    const POWERFUL: [&str; 3] = ["FullAccess", "AdministratorAccess", "PowerUserAccess"];
    let is_wide = |action: &String| {
        action == "*"
            || action.ends_with(":*") && !action.starts_with("policy:")
            || action.starts_with("policy:") && POWERFUL.iter().any(|end| action.ends_with(end))
    };
    match &statement.principals {
        Some(principals) => {
            let is_everybody = |name: &String| matches!(name.as_str(), "*" | "0.0.0.0/0" | "::/0");
            let is_open = principals.is_negated || principals.patterns.iter().any(is_everybody);
            is_open && statement.conditions.keys().all(|condition| condition.starts_with("template "))
        }
        None => {
            let actions = &statement.actions;
            let has_wide = actions.is_negated || actions.patterns.iter().any(is_wide);
            has_wide && statement.resources.is_open()
        }
    }
}

/// Transforms whose templates can be read as they are written.
const READABLE: [&str; 2] = ["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"];

/// The macros of a template, by name.
fn macros(template: &Template) -> Vec<String> {
    let body = template.body();
    let mut found = policy::texts(&body["Transform"]);
    found.retain(|name| !READABLE.contains(&name.as_str()));
    if body.to_string().contains("\"Fn::Transform\":") {
        found.push("Fn::Transform".to_owned());
    }
    found
}

/// What cannot be compared, as far as it differs: the whole of a template with a macro, and loops that make resources with
/// statements.
fn unknown(old: View<'_>, new: View<'_>) -> Vec<AccessChange> {
    let mut found = Vec::new();
    let names = macros(new.template).into_iter().chain(macros(old.template)).next();
    if let Some(name) = names.filter(|_| whole(old) != whole(new)) {
        let reason = format!("what the macro {name} makes of the template is not known");
        found.push(AccessChange::unknown("Transform", "macro", reason));
    }
    let (before, after) = (&old.template.body()["Resources"], &new.template.body()["Resources"]);
    for (id, resource) in after.as_object().into_iter().flatten() {
        if id.starts_with("Fn::ForEach::") && before.get(id) != Some(resource) && makes_grants(resource) {
            found.push(AccessChange::unknown(id, "loop", "what this loop makes is not known"));
        }
    }
    found
}

/// Whether a macro or a loop makes something else of a template than before: its resources are not known.
pub fn is_rewritten(old: View<'_>, new: View<'_>) -> bool {
    let is_made = |template: &Template| {
        !macros(template).is_empty() || template.body().to_string().contains("\"Fn::ForEach::")
    };
    (is_made(old.template) || is_made(new.template)) && whole(old) != whole(new)
}

fn makes_grants(resource: &serde_json::Value) -> bool {
    match resource {
        serde_json::Value::Object(entries) => {
            entries.get("Type").and_then(serde_json::Value::as_str).is_some_and(may_grant)
                || entries.values().any(makes_grants)
        }
        serde_json::Value::Array(items) => items.iter().any(makes_grants),
        _ => false,
    }
}

/// A template without what is added to it when it is sent, and with its parameters.
fn whole(view: View<'_>) -> serde_json::Value {
    let mut body = view.template.body().clone();
    if let Some(outputs) = body.get_mut("Outputs").and_then(serde_json::Value::as_object_mut) {
        outputs.remove(crate::template::FINGERPRINT_OUTPUT);
    }
    if body["Outputs"].as_object().is_none_or(serde_json::Map::is_empty) {
        body["Outputs"] = serde_json::Value::Null;
    }
    serde_json::json!([body, view.names.parameters])
}
