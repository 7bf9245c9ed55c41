//! What a deploy, a plan and a teardown came to, for people.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Report;
use super::duration::{from_seconds, took};
use super::leftovers::leftovers;
use super::status::notes;
use super::table::{Details, Table};
use engine::aws::{Cloud, Identity};
use engine::event::{NodeKind, NodeName, Outcome};
use engine::graph::{Graph, Target, Work};
use engine::leftovers::Leftovers;
use engine::notice::is_notice;
use engine::plan::PlanReport;
use engine::project::Project;
use engine::report::{FailureReport, NodeEnd, NodeReport, RunReport};
use engine::teardown::{Inventory, Left};

/// A deploy's report with what to try next.
#[derive(Serialize)]
pub struct DeployReport {
    #[serde(flatten)]
    run: RunReport,
    unchanged: bool,
    /// A command for each system that was deployed for the first time.
    next: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    /// Whether the text lists every output, not only addresses.
    #[serde(skip)]
    all_outputs: bool,
}

impl DeployReport {
    /// Addresses are shown in the form in which they can be called from here.
    pub fn new(run: &RunReport, project: &Project, target: &Target, graph: &Graph, cloud: &Cloud) -> Self {
        let mut run = run.clone();
        for value in run.outputs.values_mut().flat_map(|outputs| outputs.values_mut()) {
            *value = model::public_url(value, cloud.endpoint());
        }
        let done = run.failure.is_none() && !run.interrupted;
        let new = target.systems.iter().filter(|system| is_new(system, graph, &run));
        let commands = new.filter_map(|system| project.file.systems[system].next.clone());
        let next = commands.filter(|_| done).map(|command| format!("`{command}`")).collect();
        let identity = cloud.known_identity().cloned();
        Self { unchanged: run.is_unchanged(), run, next, identity, all_outputs: false }
    }

    /// Lists every output.
    pub fn with_outputs(self, all_outputs: bool) -> Self {
        Self { all_outputs, ..self }
    }
}

/// Whether the run created a stack of the system.
fn is_new(system: &str, graph: &Graph, run: &RunReport) -> bool {
    let created = |name: &NodeName| {
        run.nodes.iter().any(|node| {
            node.node.name == name.name
                && node.node.region == name.region
                && matches!(node.end, NodeEnd::Done { outcome: Outcome::Created | Outcome::Adopted })
        })
    };
    graph
        .nodes
        .iter()
        .any(|node| matches!(&node.work, Work::Stack(stack) if stack.system == system) && created(&node.name))
}

impl Report for DeployReport {
    fn text(&self) -> String {
        let mut parts = Vec::new();
        if !self.unchanged {
            parts.push(nodes(&self.run.nodes).to_text());
        }
        if self.all_outputs || !self.unchanged {
            parts.push(outputs(&self.run, self.all_outputs).to_text());
        }
        parts.push(result(&self.run, self.unchanged));
        parts.extend(self.run.failure.as_ref().map(root_cause));
        parts.push(notes(&self.run.notices));
        if !self.next.is_empty() {
            parts.push(format!("Next: {}", self.next.join("\n      ")));
        }
        join(parts)
    }
}

/// The run in one line.
fn result(run: &RunReport, unchanged: bool) -> String {
    let time = took(from_seconds(run.seconds));
    let stacks: Vec<_> = run.nodes.iter().filter(|node| node.node.kind == NodeKind::Stack).collect();
    let number = count(stacks.len(), "stack");
    if unchanged {
        return format!("Nothing changed in stage {} ({number}, {time}).", run.stage);
    }
    let regions: BTreeSet<_> = stacks.iter().filter_map(|node| node.node.region.as_ref()).collect();
    let start = match (&run.failure, run.interrupted) {
        (Some(_), _) => format!("Failed after {time}"),
        (None, true) => format!("Interrupted after {time}"),
        (None, false) => format!("Deployed {number} in {} in {time}", count(regions.len(), "region")),
    };
    match tally(&run.nodes) {
        ends if ends.is_empty() => start,
        ends => format!("{start}: {ends}"),
    }
}

/// How many stacks and steps ended in which way: `1 failed, 3 created`.
fn tally(nodes: &[NodeReport]) -> String {
    const ORDER: &str =
        "failed, not tried, created, adopted, updated, hotswapped, replicated, removed, unchanged";
    let counted = nodes.iter().filter(|node| matches!(node.node.kind, NodeKind::Stack | NodeKind::Step));
    let words: Vec<_> = counted.map(|node| end_word(&node.end)).collect();
    let number = |word: &&str| words.iter().filter(|other| *other == word).count();
    let ends = ORDER.split(", ").map(|word| (number(&word), word)).filter(|(number, _)| *number > 0);
    ends.map(|(number, word)| format!("{number} {word}")).collect::<Vec<_>>().join(", ")
}

fn end_word(end: &NodeEnd) -> &'static str {
    match end {
        NodeEnd::Done { outcome } => outcome.word(),
        NodeEnd::Failed { .. } => "failed",
        NodeEnd::Skipped { .. } => "not tried",
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn join(parts: Vec<String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The nodes that changed something, failed or were not tried.
fn nodes(nodes: &[NodeReport]) -> Table {
    let idle = |node: &&NodeReport| {
        matches!(node.end, NodeEnd::Done { outcome: Outcome::Unchanged | Outcome::Kept | Outcome::Absent })
    };
    let row = |node: &NodeReport| {
        let time = match &node.end {
            NodeEnd::Skipped { .. } => String::new(),
            _ => took(from_seconds(node.seconds)),
        };
        let region = node.node.region.as_ref().map(ToString::to_string).unwrap_or_default();
        [node.node.name.clone(), region, end_word(&node.end).to_owned(), time]
    };
    let changed = nodes.iter().filter(|node| !idle(node));
    Table::new(["NAME", "REGION", "RESULT", "TIME"]).right(3).rows(changed.map(row))
}

/// The addresses, or every output.
fn outputs(run: &RunReport, all: bool) -> Table {
    let rows = run.outputs.iter().flat_map(|(stack, outputs)| {
        let values = outputs.iter().filter(|(name, _)| !is_notice(name));
        let values = values.filter(move |(_, value)| all || is_address(value));
        values.map(move |(name, value)| [stack.clone(), name.clone(), value.clone()])
    });
    Table::new(["STACK", "OUTPUT", "VALUE"]).rows(rows)
}

fn is_address(value: &str) -> bool {
    value.starts_with("https://") || value.starts_with("http://")
}

fn root_cause(failure: &FailureReport) -> String {
    let place = failure.region.as_ref().map(|region| format!(" in {region}")).unwrap_or_default();
    Details::new()
        .entry("Failed first", format!("{}{place}", failure.node))
        .maybe("Resource", failure.resource.clone())
        .entry("Reason", failure.reason.clone())
        .maybe("Not tried", (!failure.skipped.is_empty()).then(|| failure.skipped.join(", ")))
        .to_text()
}

impl Report for PlanReport {
    fn text(&self) -> String {
        if self.is_unchanged() {
            let nothing = format!("Nothing to do in stage {}.", self.stage);
            return join(vec![nothing, leftovers(&self.leftovers)]);
        }
        let steps = self.nodes.iter().enumerate().map(|(index, node)| {
            let region = node.node.region.as_ref().map(ToString::to_string).unwrap_or_default();
            let count = match node.changes.len() {
                0 => String::new(),
                1 => "1 resource".to_owned(),
                count => format!("{count} resources"),
            };
            let detail = node.note.clone().unwrap_or(count);
            [(index + 1).to_string(), node.node.name.clone(), region, node.step.word().to_owned(), detail]
        });
        let changes = self.nodes.iter().flat_map(|node| {
            node.changes.iter().map(move |change| {
                let risk = match (change.loses_data(), change.touches_permissions()) {
                    (true, _) => "may lose data",
                    (false, true) => "permissions",
                    (false, false) => "",
                };
                [node.node.name.as_str(), change.effect.word(), &change.logical_id, &change.kind, risk]
                    .map(str::to_owned)
            })
        });
        let warning =
            if self.loses_data() { "Data may be lost: a deploy needs --allow-data-loss." } else { "" };
        join(vec![
            Table::new(["#", "NAME", "REGION", "STEP", "DETAIL"]).right(0).rows(steps).to_text(),
            Table::new(["STACK", "CHANGE", "RESOURCE", "TYPE", "RISK"]).rows(changes).to_text(),
            warning.to_owned(),
            leftovers(&self.leftovers),
        ])
    }
}

impl Report for Inventory {
    fn text(&self) -> String {
        let row = |entry: &engine::teardown::Entry| {
            [
                entry.kind.clone(),
                entry.name.clone(),
                entry.region.to_string(),
                entry.fate.words().to_owned(),
                entry.detail.clone(),
            ]
        };
        Table::new(["WHAT", "NAME", "REGION", "FATE", "STATE"]).rows(self.entries.iter().map(row)).to_text()
    }
}

/// What is left in a region, each stack, table and bucket in a row of its own.
fn left_rows(left: &Left, leftovers: &Leftovers) -> Vec<[String; 4]> {
    let here = leftovers.stacks.iter().filter(|leftover| leftover.region == left.region);
    let mut stacks = left.stacks.clone();
    stacks.extend(here.map(|leftover| format!("{} (leftover)", leftover.stack)));
    let rows = stacks.len().max(left.tables.len()).max(left.buckets.len()).max(1);
    let row = |index: usize| {
        let cell = |names: &[String]| match names.get(index) {
            Some(name) => name.clone(),
            None if index == 0 => "none".to_owned(),
            None => String::new(),
        };
        [left.region.to_string(), cell(&stacks), cell(&left.tables), cell(&left.buckets)]
    };
    (0..rows).map(row).collect()
}

/// A teardown's report with what is left.
#[derive(Serialize)]
pub struct TeardownReport {
    #[serde(flatten)]
    pub run: RunReport,
    pub left: Vec<Left>,
    /// Stacks that the project file does not have any more, and that are still there.
    pub leftovers: Leftovers,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
}

impl Report for TeardownReport {
    fn text(&self) -> String {
        let nothing = self.run.nodes.iter().all(|node| {
            matches!(
                node.end,
                NodeEnd::Done { outcome: Outcome::Absent | Outcome::Kept | Outcome::Unchanged }
            )
        });
        let time = took(from_seconds(self.run.seconds));
        let end = match (&self.run.failure, nothing) {
            (Some(_), _) => format!("Failed after {time}."),
            (None, true) if self.leftovers.stacks.is_empty() => "Nothing was there to remove.".to_owned(),
            (None, true) => "Nothing was removed.".to_owned(),
            (None, false) => format!("Removed in {time}."),
        };
        let table = if nothing { String::new() } else { nodes(&self.run.nodes).to_text() };
        let left = Table::new(["REGION", "STACKS LEFT", "TABLES LEFT", "BUCKETS LEFT"])
            .rows(self.left.iter().flat_map(|left| left_rows(left, &self.leftovers)))
            .to_text();
        let told = |kind: &str, names: &dyn Fn(&Left) -> &[String]| {
            let line = |left: &Left| {
                let (region, names) = (left.region.clone(), names(left).to_vec());
                names.into_iter().map(move |name| format!("{kind} in {region}: {name}")).collect::<Vec<_>>()
            };
            self.left.iter().flat_map(line).collect::<Vec<_>>().join("\n")
        };
        let others = told("Also left", &|left| &left.others);
        let foreign = told("Foreign, not touched", &|left| &left.foreign);
        let mut parts = vec![table, end, left, others, foreign, leftovers(&self.leftovers)];
        parts.extend(self.run.failure.as_ref().map(root_cause));
        join(parts)
    }
}

#[cfg(test)]
#[path = "tests/deployed.rs"]
mod tests;
