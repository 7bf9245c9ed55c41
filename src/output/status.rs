//! What is deployed, for people.

use std::time::Duration;

use super::Report;
use super::duration::age;
use super::leftovers::leftovers;
use super::table::Table;
use engine::notice::Notice;
use engine::status::{Condition, OutputsReport, StackStatus, StatusReport};

impl Report for StatusReport {
    fn text(&self) -> String {
        let stack = |stack: &StackStatus| {
            let since =
                stack.age_seconds.map(|seconds| age(Duration::from_secs(seconds))).unwrap_or_default();
            [
                stack.stack.clone(),
                stack.region.to_string(),
                stack.status.clone(),
                word(stack).to_owned(),
                since,
            ]
        };
        let replicas = self.tables.iter().flat_map(|table| {
            let home =
                [table.table.clone(), table.region.to_string(), "home".to_owned(), table.status.clone()];
            let copies = table.replicas.iter().map(|replica| {
                [
                    table.table.clone(),
                    replica.region.to_string(),
                    "replica".to_owned(),
                    replica.status.clone(),
                ]
            });
            [home].into_iter().chain(copies)
        });
        let stacks = Table::new(["STACK", "REGION", "STATUS", "CONDITION", "AGE"]).right(4).dropping([4, 2]);
        let stacks = stacks.rows(self.stacks.iter().map(stack)).to_text();
        let tables = Table::new(["TABLE", "REGION", "ROLE", "STATUS"]).rows(replicas).to_text();
        let gates = self.gates.iter().map(|gate| {
            let region = gate.region.as_ref().map(ToString::to_string).unwrap_or_default();
            let open = if gate.open { "open" } else { "closed" };
            [gate.step.clone(), region, open.to_owned(), gate.condition.clone(), gate.state.clone()]
        });
        let gates = Table::new(["GATE", "REGION", "OPEN", "WAITS FOR", "STATE"]).rows(gates).to_text();
        [stacks, tables, gates, leftovers(&self.leftovers), notes(&self.notices)]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}

/// One line for each notice; empty without any.
pub fn notes(notices: &[Notice]) -> String {
    let lines = notices.iter().map(|Notice { stack, text }| format!("Note: {stack}: {text}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn word(stack: &StackStatus) -> &'static str {
    match stack.condition {
        Condition::Absent => "not deployed",
        Condition::Ready => "ready",
        Condition::InProgress => "in progress",
        Condition::RolledBack => "rolled back",
        Condition::Stuck => "stuck: run `provision deploy`",
    }
}

impl Report for OutputsReport {
    fn text(&self) -> String {
        let rows = self.stacks.iter().flat_map(|(stack, outputs)| {
            outputs.iter().map(move |(name, value)| [stack.clone(), name.clone(), value.clone()])
        });
        Table::new(["STACK", "OUTPUT", "VALUE"]).rows(rows).to_text()
    }
}
