//! What a command prints on standard output: its result.

use anyhow::{Context, Result};
use serde::Serialize;

use super::color::painted;
use super::ending::{last_lines, stamped};
use super::view::View;
use super::{Line, Report, Ui, clean};

impl Ui {
    /// Prints a result in the chosen form: as text now, in JSON at the end, when it is known whether the command succeeded.
    pub fn report<R: Report>(&self, report: &R) -> Result<()> {
        if self.is_json() {
            return self.hold(serde_json::to_string(report)?);
        }
        self.paged(&self.rendered(report))
    }

    /// Prints a page or a template as it is: a command in it is no message of this run, and gets no flags.
    pub fn page<R: Report>(&self, page: &R) -> Result<()> {
        if self.is_json() {
            // The same string for programs, without the marks of a command.
            return self.hold(serde_json::to_string(page)?.replace('`', "\\u0060"));
        }
        let view = View { unicode: self.style.unicode, ..View::PLAIN };
        self.paged(&clean::document(&view.render(|| page.text())))
    }

    /// Prints help, coloured or plain.
    pub fn help(&self, colored: &str, plain: &str) -> Result<()> {
        self.paged(if self.color_of_results { colored } else { plain }.trim_end())
    }

    /// Prints a result, through the pager where it is longer than the terminal.
    fn paged(&self, text: &str) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let text = format!("{text}\n");
        match self.pager.as_ref().filter(|pager| pager.is_worth(&text)) {
            Some(pager) if self.above(|| pager.show(&text)) => Ok(()),
            _ => self.raw(&text),
        }
    }

    /// Ends the screen of a run and prints its result: as text, or in JSON as the last line of the stream of events,
    /// `{"time": …, "event": "report", …}`. The report must be a struct. If events could not be printed, that is
    /// the error now.
    pub fn final_report<R: Report>(&self, report: &R) -> Result<()> {
        self.run_ended();
        if let Some(error) = self.lost.take() {
            return Err(error).context("writing to standard output");
        }
        if !self.is_json() {
            return self.text_of(report);
        }
        self.hold(self.run_line(Some("report"), report)?)
    }

    /// Holds a report that has no text of its own, in JSON.
    pub fn report_json<T: Serialize>(&self, report: &T) -> Result<()> {
        self.hold(serde_json::to_string(report)?)
    }

    /// Keeps a report until the command has ended. An earlier one is printed as it is.
    pub(super) fn hold(&self, report: String) -> Result<()> {
        self.print_held()?;
        self.reported.replace(Some(report));
        Ok(())
    }

    pub(super) fn print_held(&self) -> Result<()> {
        match self.reported.take() {
            Some(report) => self.raw(&format!("{}\n", clean::json(&report))),
            None => Ok(()),
        }
    }

    /// Prints the last line for programs: the report with how the command ended, or that alone.
    pub fn result(&self, error: Option<&anyhow::Error>) -> Result<()> {
        let report = self.reported.take();
        if !self.is_json() || (self.is_alone.get() && error.is_none()) {
            return Ok(());
        }
        last_lines(report.as_deref(), error)?
            .iter()
            .try_for_each(|line| self.raw(&format!("{}\n", clean::json(line))))
    }

    /// Says that what is printed now is a document of another standard, such as OpenAPI, and must not be followed by anything.
    pub fn stands_alone(&self) {
        self.is_alone.set(true);
    }

    /// Takes the account and the region for the events of a run.
    pub fn is_working_on(&self, account: Option<&str>, region: &str) {
        let mut facts = self.facts.borrow_mut();
        facts.account = account.map(str::to_owned);
        facts.region = Some(region.to_owned());
    }

    /// A line of a run, whose time is also that of its stamp.
    pub(super) fn run_line<T: Serialize>(
        &self,
        event: Option<&'static str>,
        rest: &T,
    ) -> Result<String, serde_json::Error> {
        let now = self.clock.timestamp();
        self.stamped(&Line { time: &now, event, rest }, &now)
    }

    pub(super) fn stamped<T: Serialize>(
        &self,
        event: &T,
        timestamp: &str,
    ) -> Result<String, serde_json::Error> {
        let text = serde_json::to_string(event)?;
        stamped(&text, timestamp, &self.facts.borrow())
    }

    /// Prints one JSON document on one line. What could steer a terminal is escaped in it.
    pub fn json<T: Serialize>(&self, value: &T) -> Result<()> {
        self.print_held()?;
        let text = serde_json::to_string(value)?;
        self.raw(&format!("{}\n", clean::json(&text)))
    }

    /// Prints text that is itself the result; nothing when it is empty. Control characters are made visible.
    pub fn line(&self, text: &str) -> Result<()> {
        if text.is_empty() { Ok(()) } else { self.raw(&format!("{}\n", self.shown(&clean::text(text)))) }
    }

    /// Writes to standard output as it is. Nothing that comes from outside may go this way.
    pub fn raw(&self, text: &str) -> Result<()> {
        self.printed.set(self.clock.passed());
        self.above(|| self.streams.out(text)).context("writing to standard output")
    }

    pub(super) fn text_of<R: Report>(&self, report: &R) -> Result<()> {
        match self.rendered(report) {
            text if text.is_empty() => Ok(()),
            text => self.raw(&format!("{text}\n")),
        }
    }

    /// A result's text as standard output shows it.
    fn rendered<R: Report>(&self, report: &R) -> String {
        let view = View {
            width: self.width,
            color: self.color_of_results,
            unicode: self.style.unicode,
            is_wide: self.is_wide,
            shows_run: self.live.get() && self.width.is_some(),
        };
        let text = view.render(|| report.text());
        painted(&self.shown(&clean::text(&text)))
    }
}
