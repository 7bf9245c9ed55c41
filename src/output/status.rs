//! What is deployed, as text: systems first, then their stacks, and what is wrong with them.

use std::time::Duration;

use super::Report;
use super::color::Paint;
use super::duration::age;
use super::leftovers::leftovers;
use super::table::{Details, Table};
use super::view::View;
use engine::notice::Notice;
use engine::status::{
    Condition, GateStatus, StackStatus, StatusReport, SystemState, SystemStatus, TableStatus,
};

impl Report for StatusReport {
    fn text(&self) -> String {
        let broken = self.stacks.iter().filter_map(|stack| broken(stack, !View::current().is_wide));
        let nothing = if self.stacks.is_empty() { "The project file has no stacks." } else { "" };
        let parts = [
            head(self),
            nothing.to_owned(),
            systems(&self.systems),
            stacks(&self.stacks),
            broken.collect::<Vec<_>>().join("\n"),
            advice(&self.stacks).to_owned(),
            tables(&self.tables),
            gates(&self.gates),
            leftovers(&self.leftovers),
            notes(&self.notices),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// The stage, its regions, and whose credentials were used where.
fn head(report: &StatusReport) -> String {
    let regions: Vec<_> = report.regions.iter().map(ToString::to_string).collect();
    let place = report.endpoint.as_ref().map(|endpoint| format!(" at {endpoint}")).unwrap_or_default();
    let account = report.identity.as_ref().map(|identity| format!("{}{place}", identity.account));
    let identity = report.identity.as_ref().filter(|_| !report.is_local);
    let identity = identity.map(|identity| format!("{}, by {}", identity.arn, identity.credentials));
    Details::new()
        .entry("Stage", format!("{} in {}", report.stage, regions.join(", ")))
        .maybe("Account", account)
        .maybe("Identity", identity)
        .to_text()
}

/// The command that helps, for the worst of what was found.
fn advice(stacks: &[StackStatus]) -> &'static str {
    let has = |condition| stacks.iter().any(|stack| stack.condition == condition);
    match (has(Condition::Stuck), has(Condition::RolledBack)) {
        (true, _) => {
            "To do: remove the cause, then run `provision deploy --yes`, which also recovers stuck stacks"
        }
        (false, true) => {
            "Stacks that were rolled back have their previous version until an update succeeds: `provision plan` shows what differs"
        }
        (false, false) => "",
    }
}

fn systems(systems: &[SystemStatus]) -> String {
    let row = |system: &SystemStatus| {
        [
            system.system.clone(),
            state(system.state),
            format!("{} of {}", system.deployed, system.stacks),
            since(system.age_seconds),
            problems(system),
        ]
    };
    let table = Table::new(["SYSTEM", "STATE", "STACKS", "LAST DEPLOY", "PROBLEMS"]).right(2).right(3);
    table.dropping([3]).rows(systems.iter().map(row)).to_text()
}

fn state(state: SystemState) -> String {
    match state {
        SystemState::Absent => Paint::Dim.mark("not deployed"),
        SystemState::Ready => Paint::Green.mark("ready"),
        SystemState::Incomplete => Paint::Yellow.mark("incomplete"),
        SystemState::InProgress => Paint::Yellow.mark("in progress"),
        SystemState::RolledBack => Paint::Red.mark("rolled back"),
        SystemState::Stuck => Paint::Red.mark("stuck"),
    }
}

fn problems(system: &SystemStatus) -> String {
    let missing = if system.deployed == 0 { 0 } else { system.stacks - system.deployed };
    let counts = [
        (system.stuck, "stuck"),
        (system.rolled_back, "rolled back"),
        (system.in_progress, "in progress"),
        (missing, "not deployed"),
    ];
    let words = counts.into_iter().filter(|(count, _)| *count > 0);
    words.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

fn stacks(stacks: &[StackStatus]) -> String {
    let is_wide = View::current().is_wide && stacks.iter().any(|stack| stack.console.is_some());
    let has_protected = stacks.iter().any(|stack| stack.protected);
    let mut head = vec!["STACK", "REGION", "STATE", "AGE", "STATUS"];
    head.extend(has_protected.then_some("PROTECTED"));
    head.extend(is_wide.then_some("CONSOLE"));
    let row = |stack: &StackStatus| {
        let mut row = vec![
            stack.stack.clone(),
            stack.region.to_string(),
            condition(stack.condition),
            since(stack.age_seconds),
            Paint::Dim.mark(&stack.status),
        ];
        row.extend(has_protected.then(|| if stack.protected { "yes".to_owned() } else { String::new() }));
        row.extend(is_wide.then(|| stack.console.clone().unwrap_or_default()));
        row
    };
    Table::new(head)
        .right(3)
        .dropping(if has_protected { vec![4, 5, 3] } else { vec![4, 3] })
        .rows(stacks.iter().map(row))
        .to_text()
}

fn condition(condition: Condition) -> String {
    match condition {
        Condition::Absent => Paint::Dim.mark("not deployed"),
        Condition::Ready => Paint::Green.mark("ready"),
        Condition::InProgress => Paint::Yellow.mark("in progress"),
        Condition::RolledBack => Paint::Red.mark("rolled back"),
        Condition::Stuck => Paint::Red.mark("stuck"),
    }
}

fn since(age_seconds: Option<u64>) -> String {
    age_seconds.map(|seconds| age(Duration::from_secs(seconds))).unwrap_or_default()
}

/// Why a stack is broken, in one line, and its page in the console; `None` for one that is not.
fn broken(stack: &StackStatus, with_link: bool) -> Option<String> {
    let reason = stack.reason.as_ref()?;
    let state = Paint::Red.mark(&format!("{} in {} is {}", stack.stack, stack.region, stack.status));
    let link = stack.console.as_ref().filter(|_| with_link).map(|link| format!("\n  {link}"));
    Some(format!("{state}: {reason}{}", link.unwrap_or_default()))
}

fn tables(tables: &[TableStatus]) -> String {
    let rows = tables.iter().flat_map(|table| {
        let row = |region: &str, role: &str, status: &str| {
            [table.table.clone(), region.to_owned(), role.to_owned(), of_table(status)]
        };
        let home = row(table.region.as_str(), "home", &table.status);
        let copies = table.replicas.iter();
        let copies = copies.map(move |copy| row(copy.region.as_str(), "replica", &copy.status));
        std::iter::once(home).chain(copies).collect::<Vec<_>>()
    });
    Table::new(["TABLE", "REGION", "ROLE", "STATUS"]).dropping([2]).rows(rows).to_text()
}

/// DynamoDB's status of a table. Only that of one that cannot be used has `FAILED`, `INACCESSIBLE` or `ARCHIVED` in it.
fn of_table(status: &str) -> String {
    let is_broken = ["FAILED", "INACCESSIBLE", "ARCHIV"].iter().any(|word| status.contains(word));
    match status {
        "ACTIVE" => Paint::Green.mark(status),
        _ if is_broken => Paint::Red.mark(status),
        _ => Paint::Yellow.mark(status),
    }
}

fn gates(gates: &[GateStatus]) -> String {
    let row = |gate: &GateStatus| {
        let region = gate.region.as_ref().map(ToString::to_string).unwrap_or_default();
        let open = if gate.open { Paint::Green.mark("open") } else { Paint::Yellow.mark("closed") };
        [gate.step.clone(), region, open, gate.condition.clone(), gate.state.clone()]
    };
    let table = Table::new(["GATE", "REGION", "OPEN", "WAITS FOR", "STATE"]).dropping([1, 3]);
    table.rows(gates.iter().map(row)).to_text()
}

/// One line for each notice, with all stacks that have it; empty without any.
pub fn notes(notices: &[Notice]) -> String {
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for notice in notices {
        let (stack, text) = (notice.place(notices), notice.text.as_str());
        match lines.iter_mut().find(|(known, _)| *known == text) {
            Some((_, stacks)) => stacks.push(stack),
            None => lines.push((text, vec![stack])),
        }
    }
    let lines = lines.into_iter().map(|(text, stacks)| format!("Note: {}: {text}", stacks.join(", ")));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
#[path = "tests/status.rs"]
mod tests;
