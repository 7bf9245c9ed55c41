//! A plan as text: harmful changes first, then everything else stack by stack.

use std::collections::BTreeMap;

use super::Report;
use super::leftovers::leftovers;
use super::wrap::wrapped;
use engine::access::AccessChange;
use engine::aws::changes::{Cause, Effect, KNOWN_LATER, PropertyChange, Recreation, ResourceChange, Source};
use engine::counted::counted;
use engine::event::NodeName;
use engine::plan::{NodePlan, PlanReport, Step};

/// Properties of one resource that are listed; JSON has all of them.
const MOST_PROPERTIES: usize = 20;
/// Characters of a value that are shown; JSON has all of them.
const LONGEST: usize = 200;
/// How many characters are shown before the first difference of two long values.
const CONTEXT: usize = 40;

impl Report for PlanReport {
    fn text(&self) -> String {
        let nothing = match (self.nodes.is_empty(), self.is_unchanged()) {
            (true, _) => format!("Nothing to do in stage {}: the project file has no stacks.", self.stage),
            (_, true) => format!("Nothing to do in stage {}.", self.stage),
            _ => String::new(),
        };
        let parts = [
            nothing,
            section("Data may be lost:", &losses(self)),
            section("Access widens:", &access(self)),
            section("Replacements:", &replacements(self)),
            section("Changes:", &others(self)),
            leftovers(&self.leftovers),
            self.totals(),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

fn section(title: &str, lines: &[String]) -> String {
    if lines.is_empty() { String::new() } else { format!("{title}\n{}", lines.join("\n")) }
}

/// Every change of the plan with its stack.
fn changes(plan: &PlanReport) -> impl Iterator<Item = (&NodeName, &ResourceChange)> {
    plan.nodes.iter().flat_map(|node| node.changes.iter().map(|change| (&node.node, change)))
}

fn losses(plan: &PlanReport) -> Vec<String> {
    let lost = changes(plan).filter(|(_, change)| change.loses_data());
    let mut lines: Vec<_> = lost
        .flat_map(|(node, change)| {
            let name = change.physical_id.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
            let lines = [
                wrapped(2, &format!("{node}: {}", resource(change))),
                wrapped(4, &format!("{name}{}", loss(change))),
            ];
            lines.into_iter().chain(properties(4, change))
        })
        .collect();
    if !lines.is_empty() {
        lines.push(wrapped(2, "A deploy asks first; without a terminal it needs --allow-data-loss."));
    }
    lines
}

/// What happens to the data.
fn loss(change: &ResourceChange) -> &'static str {
    match change.effect {
        Effect::MayReplace => "may be replaced by an empty one",
        Effect::Replace if change.retained => "replaced by an empty one; the old one is retained",
        _ => "its data is deleted",
    }
}

fn access(plan: &PlanReport) -> Vec<String> {
    let widened = |change: &&AccessChange| change.needs_approval;
    let mut lines: Vec<_> = plan
        .access
        .iter()
        .flat_map(|stack| {
            stack.changes.iter().filter(widened).flat_map(move |change| {
                let line = format!("{}: {} ({})", stack.node, change.logical_id, change.kind);
                [wrapped(2, &line), wrapped(4, &change.words())]
            })
        })
        .collect();
    if !lines.is_empty() {
        lines.push(wrapped(2, "A deploy asks first; without a terminal it needs --approve never."));
    }
    lines
}

fn is_replacement(change: &ResourceChange) -> bool {
    change.replaces() && !change.loses_data()
}

fn replacements(plan: &PlanReport) -> Vec<String> {
    let replaced = changes(plan).filter(|(_, change)| is_replacement(change));
    let lines = replaced.flat_map(|(node, change)| {
        [wrapped(2, &format!("{node}: {}", resource(change)))].into_iter().chain(properties(4, change))
    });
    lines.collect()
}

/// What is left, stack by stack; what was shown before is not repeated.
fn others(plan: &PlanReport) -> Vec<String> {
    let changed = plan.nodes.iter().filter(|node| node.step != Step::Unchanged);
    changed.flat_map(other).collect()
}

fn other(node: &NodePlan) -> Vec<String> {
    if node.step == Step::Adopt {
        return adoption(node);
    }
    let is_new = node.step == Step::Create;
    let is_shown = |change: &&ResourceChange| change.loses_data() || change.replaces();
    let left: Vec<_> = node.changes.iter().filter(|change| !is_shown(change) && !is_new).collect();
    if left.is_empty() && !is_new && !node.changes.is_empty() && node.note.is_none() {
        return Vec::new();
    }
    let additions = is_new.then(|| additions(&node.changes)).filter(|text| !text.is_empty());
    let detail = node.note.clone().or(additions).map(|text| format!(": {text}")).unwrap_or_default();
    let mut lines = vec![wrapped(2, &format!("{} {}{detail}", node.step.word(), node.node))];
    lines.extend(node.reason.iter().map(|reason| wrapped(4, &format!("reason: {reason}"))));
    for change in left {
        lines.push(wrapped(4, &resource(change)));
        lines.extend(properties(6, change));
    }
    lines
}

/// A new stack with the resources that it adopts by name, and what else it comes with.
fn adoption(node: &NodePlan) -> Vec<String> {
    let is_import = |change: &&ResourceChange| change.effect == Effect::Import;
    let (adopted, added): (Vec<_>, Vec<_>) = node.changes.iter().partition(is_import);
    let line = |change: &ResourceChange| {
        let name = change.physical_id.as_ref().map(|id| format!(": {id}")).unwrap_or_default();
        wrapped(4, &format!("{}{name}", resource(change)))
    };
    let head = wrapped(2, &format!("{} {}", node.step.word(), node.node));
    let rest = Some(additions(added)).filter(|text| !text.is_empty());
    let rest = rest.map(|text| wrapped(4, &format!("{} {text}", Effect::Add.word())));
    [head].into_iter().chain(adopted.into_iter().map(line)).chain(rest).collect()
}

/// What a new stack comes with, counted by type.
fn additions<'c>(changes: impl IntoIterator<Item = &'c ResourceChange>) -> String {
    let mut kinds = BTreeMap::<&str, usize>::new();
    for change in changes {
        *kinds.entry(&change.kind).or_default() += 1;
    }
    let kind = |(kind, number): (&str, usize)| match number {
        1 => kind.to_owned(),
        number => format!("{number} {kind}"),
    };
    let number = kinds.values().sum();
    let kinds: Vec<_> = kinds.into_iter().map(kind).collect();
    match number {
        0 => String::new(),
        number => format!("{}: {}", counted(number, "resource"), kinds.join(", ")),
    }
}

fn resource(change: &ResourceChange) -> String {
    format!("{} {} ({})", change.effect.word(), change.logical_id, change.kind)
}

fn properties(indent: usize, change: &ResourceChange) -> Vec<String> {
    let shown = change.details.iter().take(MOST_PROPERTIES);
    let mut lines: Vec<_> = shown.map(|detail| wrapped(indent, &property(detail))).collect();
    match change.details.len().saturating_sub(MOST_PROPERTIES) {
        0 => {}
        more => lines.push(wrapped(indent, &format!("and {more} more; --output json lists them"))),
    }
    lines
}

fn property(change: &PropertyChange) -> String {
    let values = match (&change.old, &change.new) {
        (None, None) => String::new(),
        (Some(old), Some(new)) => {
            let (old, new) = (one_line(old), one_line(new));
            let start = beginning(&old, &new);
            format!(": {} → {}", value_text(&old, start), value_text(&new, start))
        }
        (old, new) => {
            let shown = |value: &Option<String>| {
                value.as_deref().map_or("(none)".to_owned(), |value| value_text(&one_line(value), 0))
            };
            format!(": {} → {}", shown(old), shown(new))
        }
    };
    let reasons: Vec<_> =
        recreation(change.recreation).into_iter().chain(change.causes.iter().filter_map(cause)).collect();
    let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) };
    format!("{}{values}{reasons}", change.property)
}

/// A value without line breaks and margins.
fn one_line(value: &str) -> String {
    let value = value.replace(KNOWN_LATER, "(known after the deploy)");
    if value.contains('\n') { value.split_whitespace().collect::<Vec<_>>().join(" ") } else { value }
}

/// The character at which two values are shown from: the first, or a little before they differ where one is too long.
fn beginning(old: &str, new: &str) -> usize {
    let is_long = |value: &str| value.chars().count() > LONGEST;
    if !is_long(old) && !is_long(new) {
        return 0;
    }
    let shared = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    if shared <= CONTEXT * 2 { 0 } else { shared - CONTEXT }
}

/// As much of a value as is shown, from a character on.
fn value_text(value: &str, start: usize) -> String {
    let shown: String = value.chars().skip(start).take(LONGEST).collect();
    let is_cut = value.chars().count() > start + LONGEST;
    match (start, shown.is_empty()) {
        (0, true) => "''".to_owned(),
        _ => format!("{}{shown}{}", if start > 0 { "…" } else { "" }, if is_cut { "…" } else { "" }),
    }
}

fn recreation(recreation: Recreation) -> Option<String> {
    match recreation {
        Recreation::Never => None,
        Recreation::Conditionally => Some("may require replacement".to_owned()),
        Recreation::Always => Some("requires replacement".to_owned()),
    }
}

/// What changes the property, unless it is the template's own text.
fn cause(cause: &Cause) -> Option<String> {
    let entity = cause.entity.as_deref().unwrap_or_default();
    match cause.source {
        Source::Template => None,
        Source::Parameter => Some(format!("parameter {entity}")),
        Source::Resource => Some(format!("resource {entity}")),
        Source::Attribute => Some(entity.to_owned()),
        Source::NestedStack => Some("the nested template is not compared".to_owned()),
    }
}

#[cfg(test)]
#[path = "tests/planned.rs"]
mod tests;
