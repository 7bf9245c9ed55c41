//! What a terminal shows of a run: a line for each node in progress, one for each waiting node, and a total. Draws
//! nothing itself: it takes events and the time, and returns lines.

use std::time::Duration;

use console::{measure_text_width, truncate_str};

use super::canvas::Size;
use super::clean;
use super::color::Style;
use super::duration;
use super::progress::Picture;
use super::row::{Layout, Mark, Row, whole_seconds};
use super::run_state::{Node, RunState};
use super::signs::ellipsis;
use engine::event::{Event, Outcome};

/// Nothing is shown before this much of a run has passed, so that a run with nothing to do does not flicker.
const DELAY: Duration = Duration::from_millis(120);
/// The total, and the empty line on which the cursor rests.
const OTHER_ROWS: usize = 2;

/// The state of a run, and how it is shown.
#[derive(Debug)]
pub struct Board {
    run: RunState,
    style: Style,
}

impl Board {
    /// An empty board of a run that begins now.
    pub fn new(now: Duration, style: Style) -> Self {
        Self { run: RunState::new(now), style }
    }

    /// Records an event, and returns the line that remains of it on the terminal.
    pub fn take(&mut self, event: &Event, now: Duration, columns: usize) -> Option<String> {
        self.run.take(event, now);
        self.lasting(event, columns)
    }

    fn layout(&self, columns: usize) -> Layout {
        Layout::new(self.run.nodes.iter().map(|node| &node.name), columns, self.style)
    }

    fn lasting(&self, event: &Event, columns: usize) -> Option<String> {
        let took = |seconds: f64| duration::took(duration::from_seconds(seconds));
        let (mark, name, word, time, detail) = match event {
            Event::Finished { outcome: Outcome::Unchanged | Outcome::Absent, .. } => return None,
            Event::Finished { node, outcome: Outcome::Kept, .. } => {
                (Mark::Skipped, node, Outcome::Kept.word(), String::new(), String::new())
            }
            Event::Finished { node, outcome, seconds } => {
                (Mark::Done, node, outcome.word(), took(*seconds), String::new())
            }
            // The reason follows once, at the end of the run.
            Event::Failed { node, cause, seconds } => {
                let resource = cause.resource.as_ref().map(|resource| format!("at {resource}"));
                (Mark::Failed, node, "failed", took(*seconds), resource.unwrap_or_default())
            }
            Event::Skipped { node, because } => {
                (Mark::Skipped, node, "not tried", String::new(), format!("because {because}"))
            }
            Event::Notice { text } => return Some(clean::text(text).into_owned()),
            _ => return None,
        };
        Some(self.layout(columns).ended(&Row { mark, name, word, time, detail }))
    }

    /// The lines of the nodes, of which at most so many, and how many there would be.
    fn node_lines(&self, now: Duration, room: usize, columns: usize) -> (Vec<String>, usize) {
        let layout = self.layout(columns);
        let (running, waiting) = (self.run.in_progress(), self.run.waiting());
        let all = running.len() + waiting.len();
        let running = running.into_iter().map(|node| self.running(&layout, node, now));
        let waiting = waiting.into_iter().map(|node| layout.waiting(&node.name, &self.needs(node)));
        (running.chain(waiting).take(room).collect(), all)
    }

    fn running(&self, layout: &Layout, node: &Node, now: Duration) -> String {
        let passed = now.saturating_sub(node.state.since().unwrap_or(now));
        layout.running(&Row {
            mark: Mark::Running(now.saturating_sub(self.run.began).as_secs()),
            name: &node.name,
            word: node.state.doing(),
            time: duration::elapsed(passed),
            detail: node.state.detail(),
        })
    }

    /// What a node waits for, each name once: stacks of several regions share one.
    fn needs(&self, node: &Node) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for need in self.run.unfinished_needs(node) {
            let name = clean::line(&need.name).into_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    fn total(&self, now: Duration, shown: usize, unfinished: usize, columns: usize) -> Option<String> {
        let counts = self.run.counts();
        let mut parts = Vec::new();
        if self.run.is_planned {
            parts.push(format!("{} of {} done", counts.done, self.run.nodes.len()));
        }
        let others = [(counts.failed, "failed"), (counts.skipped, "not tried")];
        parts.extend(
            others.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")),
        );
        if shown < unfinished {
            parts.push(format!("{shown} of {unfinished} shown"));
        }
        let elapsed = duration::elapsed(now.saturating_sub(self.run.began));
        let counts = parts.join(", ");
        let total = format!("{counts}  {elapsed}");
        let total = if measure_text_width(&total) < columns { total } else { counts };
        let ellipsis = ellipsis(self.style.unicode);
        (!parts.is_empty()).then(|| truncate_str(&total, columns.saturating_sub(1), ellipsis).into_owned())
    }
}

impl Picture for Board {
    fn lines(&self, now: Duration, size: Size) -> Vec<String> {
        if now.saturating_sub(self.run.began) < DELAY {
            return Vec::new();
        }
        let now = whole_seconds(now, self.run.began);
        let (mut lines, unfinished) =
            self.node_lines(now, size.rows.saturating_sub(OTHER_ROWS), size.columns);
        let total =
            self.total(now, lines.len(), unfinished, size.columns).filter(|_| size.rows >= OTHER_ROWS);
        lines.extend(total);
        lines
    }
}
