//! Prints the events of a run as they happen.

use std::io;

use anyhow::Result;
use console::Term;
use serde::Serialize;

use super::board::Board;
use super::color::Paint;
use super::progress::Screen;
use super::{Ui, clean, lines};
use engine::event::Event;

impl Ui {
    /// Shows an event of a run: on a terminal it moves the lines of the nodes, elsewhere it is a line on standard error, in
    /// JSON a line on standard output. Never fails: a run continues when its output is not read.
    pub fn event(&self, event: &Event) {
        if self.quiet {
            return;
        }
        if self.is_json() {
            return self.event_line(event);
        }
        let line = if self.live.get() { self.moved(event) } else { self.plain_line(event) };
        if let Some(line) = line {
            self.error_line(&line);
        }
    }

    /// Moves the lines on the terminal; returns the one that remains there.
    fn moved(&self, event: &Event) -> Option<String> {
        let now = self.clock.passed();
        let mut screen = self.screen.borrow_mut();
        let screen = screen.get_or_insert_with(|| self.new_screen());
        screen.change(|board, size| board.take(event, now, size.columns))
    }

    fn plain_line(&self, event: &Event) -> Option<String> {
        self.run.borrow_mut().take(event, self.clock.passed());
        let line =
            if self.lists_resources.get() { lines::with_resources(event) } else { lines::plain(event) };
        let is_failure = matches!(event, Event::Failed { .. });
        line.map(|line| if is_failure { Paint::Red.on(&line, self.style.color) } else { line })
    }

    /// Reports to programs that something happened, in a line of the stream of events; text has other words for it.
    pub fn happened<T: Serialize>(&self, event: &'static str, what: &T) -> Result<()> {
        if !self.is_json() || self.quiet {
            return Ok(());
        }
        self.print_event(&self.run_line(Some(event), what)?)
    }

    /// Prints an event that has its own time and name as one JSON line, with the run that it belongs to.
    pub fn event_json<T: Serialize>(&self, event: &T) -> Result<()> {
        self.print_event(&self.stamped(event, &self.clock.timestamp())?)
    }

    fn print_event(&self, line: &str) -> Result<()> {
        self.print_held()?;
        self.raw(&format!("{}\n", clean::json(line)))
    }

    /// Shows how far the build of an artifact is, where the command has no run of its own to show, only a result.
    pub fn build_event(&self, event: &Event) {
        if !self.is_json() && event.is_of_build() {
            self.event(event);
        }
    }

    /// Clears the screen of a run. Reports, failures and dropping the `Ui` do it too.
    pub fn run_ended(&self) {
        self.screen.take();
        self.meter.take();
        self.run.take();
    }

    fn new_screen(&self) -> Screen<Board> {
        let board = Board::new(self.clock.passed(), self.style);
        Screen::on(Term::stderr(), self.clock.clone(), board).ticking()
    }

    fn event_line(&self, event: &Event) {
        if self.lost.borrow().is_some() {
            return;
        }
        let text = self.run_line(None, event).map_err(io::Error::from);
        if let Err(error) = text.and_then(|text| self.streams.out(&format!("{}\n", clean::json(&text)))) {
            self.lost.replace(Some(error));
        }
    }
}
