//! The reports of a deploy and of a plan, as text.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Report;
use super::duration::{from_seconds, took};
use super::status::notes;
use super::table::{Details, Table};
use super::view::View;
use engine::aws::{Cloud, Identity};
use engine::counted::counted;
use engine::event::{NodeKind, NodeName, Outcome, SkipCause};
use engine::graph::{Graph, Target, Work};
use engine::notice::is_notice;
use engine::project::Project;
use engine::report::{NodeEnd, NodeReport, RunReport};

/// A deploy's report with what to try next.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
        for value in run.outputs.values_mut() {
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
        parts.push(further_failures(&self.run));
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
    let number = counted(stacks.len(), "stack");
    if run.nodes.is_empty() && unchanged {
        return format!("Nothing to deploy in stage {}: the project file has no stacks.", run.stage);
    }
    if unchanged {
        return format!("Nothing changed in stage {} ({number}, {time}).", run.stage);
    }
    let regions: BTreeSet<_> = stacks.iter().filter_map(|node| node.node.region.as_ref()).collect();
    let start = match (&run.failure, run.interrupted) {
        (Some(_), _) => format!("Failed after {time}"),
        (None, true) => format!("Interrupted after {time}"),
        (None, false) => format!("Deployed {number} in {} in {time}", counted(regions.len(), "region")),
    };
    match tally(&run.nodes) {
        ends if ends.is_empty() => start,
        ends => format!("{start}: {ends}"),
    }
}

/// How many stacks ended in which way, and the steps that did something or failed: `1 failed, 3 created`.
fn tally(nodes: &[NodeReport]) -> String {
    const ORDER: &str =
        "failed, not tried, created, adopted, updated, hotswapped, replicated, removed, unchanged";
    let counted = nodes.iter().filter(|node| match node.node.kind {
        NodeKind::Stack => true,
        NodeKind::Step => !node.is_idle(),
        NodeKind::Build | NodeKind::Upload => matches!(node.end, NodeEnd::Failed(_)),
    });
    let words: Vec<_> = counted.map(|node| end_word(&node.end)).collect();
    let number = |word: &&str| words.iter().filter(|other| *other == word).count();
    let ends = ORDER.split(", ").map(|word| (number(&word), word)).filter(|(number, _)| *number > 0);
    ends.map(|(number, word)| format!("{number} {word}")).collect::<Vec<_>>().join(", ")
}

fn end_word(end: &NodeEnd) -> &'static str {
    match end {
        NodeEnd::Done { outcome } => outcome.word(),
        NodeEnd::Failed(_) => "failed",
        NodeEnd::Skipped { .. } => "not tried",
    }
}

/// A node's end, with what it was skipped for.
fn result_of(end: &NodeEnd) -> String {
    match end {
        NodeEnd::Skipped { because: because @ SkipCause::Failure(_) } => {
            format!("{} ({because})", end_word(end))
        }
        _ => end_word(end).to_owned(),
    }
}

pub(super) fn join(parts: Vec<String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The nodes that changed something, failed or were not tried, unless the terminal has shown them as they ended.
pub(super) fn nodes(nodes: &[NodeReport]) -> Table {
    let row = |node: &NodeReport| {
        let time = match &node.end {
            NodeEnd::Skipped { .. } => String::new(),
            _ => took(from_seconds(node.seconds)),
        };
        let region = node.node.region.as_ref().map(ToString::to_string).unwrap_or_default();
        [node.node.name.clone(), region, result_of(&node.end), time]
    };
    let is_worth_it = |node: &&NodeReport| !node.is_idle() && !View::current().shows_run;
    let changed = nodes.iter().filter(is_worth_it);
    Table::new(["NAME", "REGION", "RESULT", "TIME"]).right(3).dropping([3]).rows(changed.map(row))
}

/// The addresses, or every output.
fn outputs(run: &RunReport, all: bool) -> Table {
    super::outputs::outputs(&run.outputs, |name, value| !is_notice(name) && (all || is_address(value)))
}

fn is_address(value: &str) -> bool {
    value.starts_with("https://") || value.starts_with("http://")
}

/// What failed beside the first failure, whose reason the command ends with.
pub(super) fn further_failures(run: &RunReport) -> String {
    let Some(first) = &run.failure else { return String::new() };
    let is_first = |node: &NodeName| node.name == first.node && node.region == first.region;
    let further = run.nodes.iter().filter_map(|node| match &node.end {
        NodeEnd::Failed(cause) if !is_first(&node.node) => Some((&node.node, cause)),
        _ => None,
    });
    let details = further.map(|(node, cause)| {
        Details::new()
            .entry("Failed too", node.to_string())
            .maybe("Resource", cause.resource.clone())
            .entry("Reason", cause.reason.clone())
            .maybe("Hint", cause.hint.clone())
            .to_text()
    });
    details.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
#[path = "tests/deployed.rs"]
mod tests;
