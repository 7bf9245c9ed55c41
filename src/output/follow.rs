//! Shows the progress of followed work. On a terminal each state has one line, which shows the remaining time while the
//! state is active, and its duration afterwards. Elsewhere each change is a line.

use std::cell::RefCell;
use std::io::{self, IsTerminal};
use std::time::Duration;

use anyhow::Result;
use tokio::time::interval;

use super::Ui;
use super::duration::elapsed;
use super::execution::line;
use super::meter::Progress;
use super::story::{Lasting, Story};
use crate::systems::kit::deadline::Deadline;
use crate::systems::kit::execution::progress::Change;
use engine::aws::timestamp::Timestamp;

/// How often the moving line is looked at.
const TICK: Duration = Duration::from_millis(250);

/// Work that is followed.
pub struct Following<'a> {
    ui: &'a Ui,
    /// Whether the lines are the result of the command.
    is_result: bool,
    is_live: bool,
    deadline: Option<Deadline>,
    stories: RefCell<Vec<(String, Story)>>,
    printed: RefCell<String>,
}

impl<'a> Following<'a> {
    /// Work that is waited for until the deadline; its lines are messages.
    pub fn until(ui: &'a Ui, deadline: Deadline) -> Self {
        Self::new(ui, false, Some(deadline))
    }

    /// Work whose lines are the result of the command.
    pub fn result(ui: &'a Ui) -> Self {
        Self::new(ui, true, None)
    }

    fn new(ui: &'a Ui, is_result: bool, deadline: Option<Deadline>) -> Self {
        // Moving lines on one terminal and the result elsewhere would not be one text.
        let is_live = ui.live.get() && (!is_result || io::stdout().is_terminal());
        let (stories, printed) = (RefCell::default(), RefCell::default());
        Self { ui, is_result, is_live, deadline, stories, printed }
    }

    /// Shows a change of an execution, which has a name where several are followed.
    pub fn change(&self, name: &str, change: &Change) -> Result<()> {
        let lines = if self.is_live {
            self.with_story(name, |story| story.take(change))
        } else {
            line(change).into_iter().map(|text| Lasting { text, meaning: None }).collect()
        };
        let prefix = if name.is_empty() { String::new() } else { format!("{name}  ") };
        lines
            .into_iter()
            .try_for_each(|line| self.print(&Lasting { text: format!("{prefix}{}", line.text), ..line }))
    }

    /// Shows a step of work that is no execution, and what it waits for now.
    pub fn step(&self, text: &str, state: &str) -> Result<()> {
        self.with_story("", |story| story.waits_for(state, Timestamp::now()));
        self.print(&Lasting { text: text.to_owned(), meaning: None })
    }

    /// The reason behind a colon, for a failure, unless the lines show it.
    pub fn unless_shown(&self, reason: &str) -> String {
        let is_shown = !self.ui.is_json() && self.printed.borrow().contains(reason);
        if is_shown { String::new() } else { format!(": {reason}") }
    }

    /// Does the work, with its line on the terminal.
    pub async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        if !self.is_live {
            return work.await;
        }
        let mut work = std::pin::pin!(work);
        let mut ticks = interval(TICK);
        let done = loop {
            tokio::select! {
                biased;
                done = &mut work => break done,
                _ = ticks.tick() => self.ui.advance(&Progress { at: 0, of: None, words: self.moving() }),
            }
        };
        self.ui.run_ended();
        done
    }

    fn with_story<T>(&self, name: &str, of: impl FnOnce(&mut Story) -> T) -> T {
        let mut stories = self.stories.borrow_mut();
        let place = stories.iter().position(|(other, _)| other == name).unwrap_or_else(|| {
            stories.push((name.to_owned(), Story::default()));
            stories.len() - 1
        });
        of(&mut stories[place].1)
    }

    fn print(&self, line: &Lasting) -> Result<()> {
        // A quiet command prints messages nowhere.
        if self.is_result || !self.ui.quiet {
            self.printed.borrow_mut().push_str(&format!("{}\n", line.text));
        }
        match (self.is_result, self.is_live) {
            (true, true) => self.ui.report(line),
            (true, false) => self.ui.line(&line.text),
            (false, true) => {
                self.ui.show(line);
                Ok(())
            }
            (false, false) => {
                self.ui.note(&line.text);
                Ok(())
            }
        }
    }

    /// The newest state, how many others there are, and until when the command waits.
    fn moving(&self) -> String {
        let (now, stories) = (Timestamp::now(), self.stories.borrow());
        let mut states: Vec<_> = stories.iter().flat_map(|(_, story)| story.moving(now)).collect();
        let newest = states.pop().unwrap_or_else(|| "waiting for the first state".to_owned());
        let others = if states.is_empty() { String::new() } else { format!(", and {} more", states.len()) };
        let limit = self.deadline.map(|deadline| format!(" (timeout in {})", elapsed(deadline.left())));
        format!("{newest}{others}{}", limit.unwrap_or_default())
    }
}
