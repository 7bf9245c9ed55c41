//! What a template grants beyond another.

use super::grants::{AUTHORIZER, Grant, Grants, METHOD, Reported, adds_nothing, grants};
use super::ports::is_egress;
use super::rewritten::unknown;
use super::statement::{EVERY_ACCOUNT, EVERYBODY, Effect, Statement};
use super::{AccessChange, AccessEffect, View};
use crate::template::begins_open;

/// What a deploy of the new template would change. Without an old one everything is new.
pub fn compare(old: Option<View<'_>>, new: View<'_>) -> Vec<AccessChange> {
    let after = grants(new);
    let Some(old) = old else { return after.values().flatten().filter_map(first).collect() };
    let comparison = Comparison { old, before: grants(old), after };
    let mut changes = unknown(old, new);
    for (holder, held) in &comparison.after {
        changes.extend(comparison.widened(holder, held));
    }
    for (holder, held) in comparison.before.iter().filter(|(holder, _)| has(new, holder)) {
        changes.extend(less_denied(held, comparison.after.get(holder)));
    }
    changes.sort_by(|one, other| (one.effect, &one.logical_id).cmp(&(other.effect, &other.logical_id)));
    changes
}

struct Comparison<'a> {
    old: View<'a>,
    before: Grants,
    after: Grants,
}

impl Comparison<'_> {
    fn widened(&self, holder: &str, held: &[Grant]) -> Vec<AccessChange> {
        let before = self.before.get(holder);
        if !self.was_there(holder) {
            return held.iter().filter_map(first).collect();
        }
        let allowed = of_effect(before, Effect::Allow);
        let is_wider = |grant: &&Grant| {
            let statement = &grant.statement;
            grant.reported != Reported::Never
                && statement.effect == Effect::Allow
                && !statement.is_covered_by(&allowed)
                && !(holder.starts_with("code ")
                    && adds_nothing(statement, &allowed, &self.before, &self.after))
        };
        let change = |grant: &Grant| {
            // What is still there has not become this one.
            let gone = allowed.iter().filter(|other| !held.iter().any(|grant| grant.statement == ***other));
            let nearest = gone.max_by_key(|other| other.likeness(&grant.statement));
            let old = nearest.filter(|other| other.likeness(&grant.statement) > 0).map(ToString::to_string);
            AccessChange { old, ..change_of(grant, AccessEffect::Widened, true) }
        };
        held.iter().filter(is_wider).map(change).collect()
    }

    /// Whether what statements are attached to is part of the old template too. A method of an API is if it could be called, and the
    /// role that SAM makes if it made one.
    fn was_there(&self, holder: &str) -> bool {
        match holder.split_once(' ') {
            Some((METHOD | AUTHORIZER, _)) => self.before.contains_key(holder),
            Some(("identity" | "trust", target)) if is_serverless(self.old, target) => {
                self.before.contains_key(holder)
            }
            _ => has(self.old, holder),
        }
    }
}

fn is_serverless(view: View<'_>, target: &str) -> bool {
    let id = target.trim_start_matches("${").trim_end_matches('}');
    view.template.resources.get(id).is_some_and(|resource| resource.kind.starts_with("AWS::Serverless::"))
}

fn change_of(grant: &Grant, effect: AccessEffect, needs_approval: bool) -> AccessChange {
    let text = Some(grant.text());
    let (old, new) = if effect == AccessEffect::LessDenied { (text, None) } else { (None, text) };
    let (logical_id, kind) = (grant.logical_id.clone(), grant.kind.clone());
    AccessChange { logical_id, kind, effect, old, new, needs_approval }
}

/// A statement of something new. It needs an approval only where it is as wide as can be.
fn first(grant: &Grant) -> Option<AccessChange> {
    let is_reported = matches!(grant.reported, Reported::Always | Reported::UnlessNew);
    let needs_approval = grant.reported == Reported::Always && is_broad(&grant.statement);
    let is_allowed = grant.statement.effect == Effect::Allow;
    (is_reported && is_allowed).then(|| change_of(grant, AccessEffect::New, needs_approval))
}

fn less_denied(held: &[Grant], after: Option<&Vec<Grant>>) -> Vec<AccessChange> {
    let denied = of_effect(after, Effect::Deny);
    let is_lost =
        |grant: &&Grant| grant.statement.effect == Effect::Deny && !grant.statement.is_covered_by(&denied);
    let change = |grant: &Grant| {
        let come = denied.iter().filter(|other| !held.iter().any(|grant| grant.statement == ***other));
        let nearest = come.max_by_key(|other| other.likeness(&grant.statement));
        let new = nearest.filter(|other| other.likeness(&grant.statement) > 0).map(ToString::to_string);
        AccessChange { new, ..change_of(grant, AccessEffect::LessDenied, true) }
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
            || begins_open(action)
            || action.ends_with(":*") && !action.starts_with("policy:")
            || action.starts_with("policy:") && POWERFUL.iter().any(|end| action.ends_with(end))
    };
    match &statement.principals {
        Some(principals) => {
            const ALL: [&str; 4] = [EVERYBODY, EVERY_ACCOUNT, "0.0.0.0/0", "::/0"];
            let is_everybody = |name: &String| ALL.contains(&name.as_str()) || begins_open(name);
            let is_open = principals.is_negated || principals.patterns.iter().any(is_everybody);
            let is_outbound = statement.actions.patterns.iter().all(|action| is_egress(action));
            is_open
                && !is_outbound
                && statement.conditions.keys().all(|condition| condition.starts_with("template "))
        }
        None => {
            let actions = &statement.actions;
            let has_wide = actions.is_negated || actions.patterns.iter().any(is_wide);
            has_wide
                && (statement.resources.is_open()
                    || statement.resources.patterns.iter().any(|pattern| begins_open(pattern)))
        }
    }
}
