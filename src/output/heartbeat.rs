//! Lines of plain output that show what is in progress when nothing else was printed for a while.

use std::convert::Infallible;
use std::time::Duration;

use super::run_state::{Node, RunState};
use super::{Ui, clean, duration};
use engine::counted::counted;

/// How long nothing is printed before such a line.
const SILENCE: Duration = Duration::from_secs(10);
/// How often it is looked whether one is due.
const LOOK: Duration = Duration::from_secs(1);
/// The most nodes that one line names.
const NAMED: usize = 3;

impl Ui {
    /// Prints such lines for as long as it is polled.
    pub async fn heartbeats(&self) -> Infallible {
        loop {
            tokio::time::sleep(LOOK).await;
            self.heartbeat();
        }
    }

    fn heartbeat(&self) {
        let now = self.clock.passed();
        let is_due = now.saturating_sub(self.printed.get()) >= SILENCE;
        if !is_due || self.quiet || self.is_json() || self.live.get() || self.held.borrow().is_some() {
            return;
        }
        let line = line(&self.run.borrow(), now);
        if let Some(line) = line {
            self.error_line(&line);
        }
    }
}

/// What is in progress and for how long; `None` when nothing is.
fn line(run: &RunState, now: Duration) -> Option<String> {
    let nodes = run.in_progress();
    let named: Vec<_> = nodes.iter().take(NAMED).map(|node| in_words(node, now)).collect();
    let mut line = format!("still {}", named.join(", "));
    match nodes.len().saturating_sub(NAMED) {
        0 => {}
        others => line += &format!(", {}", counted(others, "other")),
    }
    if run.is_planned {
        line += &format!(", {} of {} done", run.counts().done, run.nodes.len());
    }
    (!nodes.is_empty()).then(|| clean::line(&line).into_owned())
}

/// A node as `creating mailbox-data (us-east-1, 20 s)`, with what its build printed last or what else is known.
fn in_words(node: &Node, now: Duration) -> String {
    let elapsed = duration::elapsed(now.saturating_sub(node.state.since().unwrap_or(now)));
    let region = node.name.region.as_ref().map(|region| format!("{region}, ")).unwrap_or_default();
    let detail = match node.state.detail() {
        detail if detail.is_empty() => detail,
        detail => format!(": {detail}"),
    };
    format!("{} {} ({region}{elapsed}{detail})", node.state.doing(), node.name.name)
}
