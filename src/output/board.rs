//! What a terminal shows while a run is in progress: a line for each node in work and a total. Pure: it is told
//! what happens and how late it is, and gives lines.

use std::time::Duration;

use console::{Alignment, measure_text_width, pad_str, truncate_str};

use super::{clean, duration};
use engine::event::{Action, Event, NodeName};

/// Nothing is shown before this much of a run has passed, so that a run with nothing to do does not flicker.
const DELAY: Duration = Duration::from_millis(120);

/// The state of a run.
#[derive(Debug, Default)]
pub struct Board {
    began: Duration,
    total: usize,
    ended: usize,
    failed: usize,
    working: Vec<Working>,
    hidden: bool,
}

/// A node in work.
#[derive(Debug)]
struct Working {
    node: NodeName,
    action: Action,
    since: Duration,
    /// Resources in progress, the newest last.
    resources: Vec<Resource>,
    /// The last line that its build command printed.
    line: String,
}

#[derive(Debug)]
struct Resource {
    id: String,
    kind: String,
}

impl Board {
    /// An empty board of a run that begins now.
    pub fn new(now: Duration) -> Self {
        Self { began: now, ..Self::default() }
    }

    /// Hides the board, for as long as a question is open, or shows it again.
    pub fn hide(&mut self, hidden: bool) {
        self.hidden = hidden;
    }

    /// Takes an event in.
    pub fn take(&mut self, event: &Event, now: Duration) {
        match event {
            Event::Planned { nodes } => {
                *self = Self { total: nodes.len(), hidden: self.hidden, ..Self::new(now) }
            }
            Event::Started { node, action } => self.started(node, *action, now),
            Event::Resource { node, logical_id, resource_type, status } => {
                self.resource(node, logical_id, resource_type, status);
            }
            Event::BuildLine { node, line } => {
                if let Some(working) = self.working_on(node) {
                    line.clone_into(&mut working.line);
                }
            }
            Event::StillBuilding { .. } => {}
            Event::Finished { node, .. } | Event::Skipped { node, .. } => self.ended(node),
            Event::Failed { node, .. } => {
                self.failed += 1;
                self.ended(node);
            }
            Event::Notice { .. } => {}
        }
    }

    fn started(&mut self, node: &NodeName, action: Action, now: Duration) {
        match self.working_on(node) {
            Some(working) => working.action = action,
            None => {
                let (resources, line) = (Vec::new(), String::new());
                self.working.push(Working { node: node.clone(), action, since: now, resources, line });
            }
        }
    }

    fn resource(&mut self, node: &NodeName, id: &str, kind: &str, status: &str) {
        let Some(working) = self.working_on(node) else { return };
        working.resources.retain(|resource| resource.id != id);
        if status.ends_with("_IN_PROGRESS") {
            let kind = kind.strip_prefix("AWS::").unwrap_or(kind);
            working.resources.push(Resource { id: id.to_owned(), kind: kind.to_owned() });
        }
    }

    fn ended(&mut self, node: &NodeName) {
        self.working.retain(|working| working.node != *node);
        self.ended += 1;
    }

    fn working_on(&mut self, node: &NodeName) -> Option<&mut Working> {
        self.working.iter_mut().find(|working| working.node == *node)
    }

    /// The lines to show now on a terminal of this size; none while there is nothing to show.
    pub fn lines(&self, now: Duration, rows: usize, columns: usize) -> Vec<String> {
        if self.hidden || now.saturating_sub(self.began) < DELAY {
            return Vec::new();
        }
        // The total, a line for what does not fit, and the empty line on which the cursor rests.
        let room = rows.saturating_sub(3).max(1);
        let mut lines = self.working_lines(now, room);
        if self.working.len() > room {
            lines.push(format!("and {} more", self.working.len() - room));
        }
        lines.push(self.total_line(now));
        let cut = |line: &String| truncate_str(line, columns.saturating_sub(1), "...").trim_end().to_owned();
        lines.iter().map(cut).collect()
    }

    fn working_lines(&self, now: Duration, room: usize) -> Vec<String> {
        let shown = &self.working[..room.min(self.working.len())];
        let cells: Vec<_> = shown.iter().map(|working| working.cells(now)).collect();
        let mut widths = [0; 4];
        for row in &cells {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = measure_text_width(cell).max(*width);
            }
        }
        let line = |row: &[String; 5]| {
            let padded =
                row.iter().zip(widths).map(|(cell, width)| pad_str(cell, width, Alignment::Left, None));
            format!("{}  {}", padded.collect::<Vec<_>>().join("  "), row[4])
        };
        cells.iter().map(line).collect()
    }

    fn total_line(&self, now: Duration) -> String {
        let failed = if self.failed > 0 { format!(", {} failed", self.failed) } else { String::new() };
        let elapsed = duration::elapsed(now.saturating_sub(self.began));
        if self.total == 0 {
            return elapsed;
        }
        format!("{} of {}{failed}  {elapsed}", self.ended, self.total.max(self.ended))
    }
}

impl Working {
    /// Name, region, what it does, for how long, and the resource now being made or the line last printed.
    fn cells(&self, now: Duration) -> [String; 5] {
        [
            clean::line(&self.node.name).into_owned(),
            self.node
                .region
                .as_ref()
                .map(|region| clean::line(region.as_str()).into_owned())
                .unwrap_or_default(),
            self.action.doing().to_owned(),
            duration::elapsed(now.saturating_sub(self.since)),
            self.resource(),
        ]
    }

    fn resource(&self) -> String {
        let Some(newest) = self.resources.last() else { return clean::line(&self.line).into_owned() };
        let text = match self.resources.len() - 1 {
            0 => format!("{} ({})", newest.id, newest.kind),
            others => format!("{} ({}), {others} more", newest.id, newest.kind),
        };
        clean::line(&text).into_owned()
    }
}
