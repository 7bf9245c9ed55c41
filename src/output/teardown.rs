//! The preview of a teardown, and its report, as text.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Report;
use super::color::Paint;
use super::duration::{from_seconds, took};
use super::leftovers::leftovers;
use super::run_reports::{further_failures, join, nodes};
use super::table::{Details, Table};
use engine::aws::Identity;
use engine::counted::counted;
use engine::event::{NodeKind, Outcome};
use engine::leftovers::Leftovers;
use engine::report::{NodeEnd, NodeReport, RunReport};
use engine::teardown::{Disposition, Entry, Inventory, Left, Tally, Totals};

/// What a cell shows where nothing is left.
const NONE: &str = "none";

impl Report for Inventory {
    fn text(&self) -> String {
        let row = |entry: &Entry| {
            [
                entry.kind.clone(),
                entry.name.clone(),
                entry.region.to_string(),
                action(entry.disposition),
                entry.detail.clone(),
            ]
        };
        let table = Table::new(["WHAT", "NAME", "REGION", "ACTION", "STATE"]);
        // Stacks and tables in several regions have one name.
        let names: BTreeSet<_> = self.entries.iter().map(|entry| (&entry.kind, &entry.name)).collect();
        let table = table.dropping(if names.len() < self.entries.len() { vec![4] } else { vec![2, 4] });
        let systems: BTreeSet<_> = self.entries.iter().map(|entry| entry.system.as_str()).collect();
        join(vec![totals(&self.totals(), &systems), table.rows(self.entries.iter().map(row)).to_text()])
    }
}

fn action(disposition: Disposition) -> String {
    let paint = match disposition {
        Disposition::Delete => Paint::Red,
        Disposition::Keep => Paint::Green,
        Disposition::Undecided => Paint::Yellow,
        Disposition::Foreign => Paint::Dim,
    };
    paint.mark(disposition.words())
}

/// The data that is deleted and the data that is kept, then everything else.
fn totals(totals: &Totals, systems: &BTreeSet<&str>) -> String {
    let Totals { delete, keep, undecided, foreign } = totals;
    let data = match resources(delete) {
        lines if lines.is_empty() => NONE.to_owned(),
        lines => lines.iter().map(|line| Paint::Red.mark(line)).collect::<Vec<_>>().join("\n"),
    };
    let lines = |tally: &Tally| tally.has_resources().then(|| resources(tally).join("\n"));
    let undecided = lines(undecided).map(|lines| format!("{lines}\nCloudFormation decides"));
    let systems = systems.iter().copied().collect::<Vec<_>>().join(", ");
    let stacks = (delete.stacks > 0).then(|| format!("{} of {systems}", counted(delete.stacks, "stack")));
    Details::new()
        .entry("Delete data", data)
        .maybe("Keep or delete", undecided)
        .maybe("Keep", lines(keep))
        .maybe("Delete", stacks)
        .maybe("Foreign", (*foreign > 0).then(|| format!("{}, not touched", counted(*foreign, "resource"))))
        .to_text()
}

/// One line for each kind of resource that is not a stack, with what is in all of them.
fn resources(tally: &Tally) -> Vec<String> {
    let mut lines = Vec::new();
    if tally.tables > 0 {
        let copies = if tally.replicas > 0 {
            format!(", and {}", counted(tally.replicas, "replica"))
        } else {
            String::new()
        };
        let (tables, items) = (counted(tally.tables, "table"), counted(tally.items, "item"));
        lines.push(format!("{tables} with about {items}{copies}"));
    }
    if tally.buckets > 0 {
        let content =
            if tally.content.total() == 0 { "no objects".to_owned() } else { tally.content.to_string() };
        lines.push(format!("{} with {content}", counted(tally.buckets, "bucket")));
    }
    if tally.queues > 0 {
        let (queues, messages) = (counted(tally.queues, "queue"), counted(tally.messages, "message"));
        lines.push(format!("{queues} with about {messages}"));
    }
    lines.extend(tally.others.iter().map(|(kind, number)| counted(*number, kind)));
    if tally.unknown > 0 {
        lines.push(format!(
            "not counted: the contents of {} that cannot be read",
            counted(tally.unknown, "resource")
        ));
    }
    lines
}

/// What is left in a region, each stack, table and bucket in a row of its own. Leftovers have a table of their own, with what
/// removes them.
fn left_rows(left: &Left, leftovers: &Leftovers) -> Vec<[String; 4]> {
    let is_leftover = |stack: &&String| {
        leftovers.stacks.iter().any(|other| other.region == left.region && other.stack == **stack)
    };
    let stacks: Vec<_> = left.stacks.iter().filter(|stack| !is_leftover(stack)).cloned().collect();
    let rows = stacks.len().max(left.tables.len()).max(left.buckets.len()).max(1);
    let row = |index: usize| {
        let cell = |names: &[String]| match names.get(index) {
            Some(name) => name.clone(),
            None if index == 0 => NONE.to_owned(),
            None => String::new(),
        };
        [left.region.to_string(), cell(&stacks), cell(&left.tables), cell(&left.buckets)]
    };
    (0..rows).map(row).collect()
}

/// What is left, region by region. A narrow terminal can do without the columns in which nothing is left.
fn left_table(left: &[Left], leftovers: &Leftovers) -> Table {
    let rows: Vec<_> = left.iter().flat_map(|left| left_rows(left, leftovers)).collect();
    let is_unused = |column: &usize| rows.iter().all(|row| ["", NONE].contains(&row[*column].as_str()));
    let unused: Vec<_> = [3, 2, 1].into_iter().filter(is_unused).collect();
    let colored = rows.iter().map(|row| {
        row.each_ref().map(|cell| if cell == NONE { Paint::Dim.mark(cell) } else { cell.clone() })
    });
    Table::new(["REGION", "STACKS LEFT", "TABLES LEFT", "BUCKETS LEFT"]).dropping(unused).rows(colored)
}

/// A teardown's report with what remains.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TeardownReport {
    #[serde(flatten)]
    pub run: RunReport,
    pub left: Vec<Left>,
    /// Stacks that are no longer in the project file but still exist.
    pub leftovers: Leftovers,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// Whether only leftovers were to be removed.
    #[serde(skip)]
    pub is_of_leftovers: bool,
}

impl TeardownReport {
    /// Whether nothing had to be removed.
    fn is_idle(&self) -> bool {
        let is_idle = |node: &NodeReport| {
            matches!(
                node.end,
                NodeEnd::Done { outcome: Outcome::Absent | Outcome::Kept | Outcome::Unchanged }
            )
        };
        self.run.nodes.iter().all(is_idle)
    }

    /// The run in one line.
    fn end(&self) -> String {
        let (run, time) = (&self.run, took(from_seconds(self.run.seconds)));
        match (&run.failure, self.is_idle()) {
            (Some(_), _) => format!("Failed after {time}: {}", progress(run)),
            (None, _) if run.interrupted => format!("Interrupted after {time}: {}", progress(run)),
            (None, true) if run.nodes.is_empty() && !self.is_of_leftovers => {
                format!("Nothing to remove in stage {}: the project file has no stacks.", run.stage)
            }
            (None, true) if self.leftovers.stacks.is_empty() => "There was nothing to remove.".to_owned(),
            (None, true) => "Nothing was removed.".to_owned(),
            (None, false) => format!("Removed in {time}."),
        }
    }
}

/// How far a run is that has not removed everything: `2 of 5 stacks removed, 1 failed, 2 not tried`.
fn progress(run: &RunReport) -> String {
    let number = |is: &dyn Fn(&NodeReport) -> bool| run.nodes.iter().filter(|node| is(node)).count();
    let ended =
        |node: &NodeReport, as_what| matches!(node.end, NodeEnd::Done { outcome } if outcome == as_what);
    let is_stack = |node: &NodeReport| node.node.kind == NodeKind::Stack;
    let removed = number(&|node| is_stack(node) && ended(node, Outcome::Removed));
    let stacks = number(&|node| is_stack(node) && !ended(node, Outcome::Absent));
    let others = [
        (number(&|node| matches!(node.end, NodeEnd::Failed(_))), "failed"),
        (number(&|node| matches!(node.end, NodeEnd::Skipped { .. })), "not tried"),
    ];
    let others = others.iter().filter(|(number, _)| *number > 0);
    let others = others.map(|(number, word)| format!(", {number} {word}")).collect::<String>();
    format!("{removed} of {} removed{others}", counted(stacks, "stack"))
}

impl Report for TeardownReport {
    fn text(&self) -> String {
        let end = self.end();
        let table = if self.is_idle() { String::new() } else { nodes(&self.run.nodes).to_text() };
        let left = left_table(&self.left, &self.leftovers).to_text();
        let lines = |kind: &str, names: &dyn Fn(&Left) -> &[String]| {
            let line = |left: &Left| {
                let (region, names) = (left.region.clone(), names(left).to_vec());
                names.into_iter().map(move |name| format!("{kind} in {region}: {name}")).collect::<Vec<_>>()
            };
            self.left.iter().flat_map(line).collect::<Vec<_>>().join("\n")
        };
        let others = lines("Also left", &|left| &left.others);
        let foreign = lines("Foreign, not touched", &|left| &left.foreign);
        let mut parts = vec![table, end, left, others, foreign, leftovers(&self.leftovers)];
        parts.push(further_failures(&self.run));
        join(parts)
    }
}

#[cfg(test)]
#[path = "tests/teardown.rs"]
mod tests;
