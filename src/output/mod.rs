//! The only code that prints. Results go to standard output, everything else to standard error.
//!
//! It reads reports and events; it never starts work.

mod board;
mod clean;
pub mod clock;
mod color;
pub mod commands;
mod doctor;
pub mod duration;
mod ending;
pub mod execution;
pub mod follow;
mod leftovers;
mod lines;
mod log;
pub mod meter;
mod pager;
mod progress;
mod question;
mod run_reports;
mod short_id;
pub mod state;
mod status;
mod story;
mod streams;
mod table;
#[cfg(test)]
mod tests;
mod verbose;
mod view;

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::io::{self, IsTerminal};

use anyhow::{Context, Result};
use console::Term;
use serde::Serialize;
use uuid::Uuid;

use self::clock::Clock;
use self::color::{Paint, painted};
use self::ending::{Facts, last_lines, stamped};
use self::meter::Meter;
use self::pager::Pager;
use self::progress::Screen;
pub use self::run_reports::{DeployReport, TeardownReport};
use self::streams::Streams;
pub use self::table::{Details, Table};
#[cfg(test)]
pub use self::tests::widths::at_all_widths;
use self::view::View;

use crate::settings::{Early, Environment, Format, Settings};
use engine::aws::Cloud;
use engine::event::Event;
use engine::failure::{hint_of, sentence};

/// A result that can be shown as text for people and as JSON for programs.
pub trait Report: Serialize {
    /// The text for people, without a trailing newline; empty when there is nothing to show.
    fn text(&self) -> String;
}

/// The screen: what may be printed, where, and whether somebody can answer.
pub struct Ui {
    format: Format,
    quiet: bool,
    yes: bool,
    no_input: bool,
    color: bool,
    /// Whether help and results, which are printed on standard output, are coloured.
    color_of_results: bool,
    /// What shows a result that is longer than the terminal.
    pager: Option<Pager>,
    /// Whether a run is drawn on a terminal instead of told line by line.
    live: bool,
    /// The width to which tables are fitted, where standard output is a terminal.
    width: Option<u16>,
    /// The same for tables on standard error.
    width_of_messages: Option<u16>,
    /// Whether every column of a table is shown.
    is_wide: bool,
    clock: Clock,
    streams: Streams,
    screen: RefCell<Option<Screen>>,
    meter: RefCell<Option<Meter>>,
    /// Lines that wait while a question is open.
    held: RefCell<Option<String>>,
    /// What the events of a run say of it.
    facts: RefCell<Facts>,
    /// The report, in JSON, which is printed when it is known how the command has ended.
    reported: RefCell<Option<String>>,
    /// Whether what was printed is a document of another standard, to which nothing may be added.
    is_alone: Cell<bool>,
    /// Why an event could not be printed; the run went on, its result cannot be printed either.
    lost: RefCell<Option<io::Error>>,
}

/// One JSON line of a run.
#[derive(Serialize)]
struct Line<'a, T: Serialize> {
    time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'static str>,
    #[serde(flatten)]
    rest: &'a T,
}

impl Ui {
    /// Decides once how everything is shown.
    pub fn new(settings: &Settings, environment: &Environment) -> Self {
        commands::carry(settings.place.clone());
        let terminal = io::stderr().is_terminal() && !environment.dumb_terminal;
        Self {
            format: settings.output,
            quiet: settings.quiet,
            yes: settings.yes,
            no_input: settings.no_input,
            color: settings.color.is_used(environment, terminal),
            color_of_results: settings
                .color
                .is_used(environment, io::stdout().is_terminal() && !environment.dumb_terminal),
            is_wide: settings.wide,
            pager: Pager::of(environment, settings.no_pager),
            // What is said of the work would tear the moving lines apart.
            live: terminal
                && !settings.quiet
                && settings.output == Format::Table
                && !verbose::is_on(settings, environment),
            width: columns_of(&Term::stdout()).filter(|_| !settings.wide),
            width_of_messages: columns_of(&Term::stderr()).filter(|_| !settings.wide),
            facts: RefCell::new(Facts { run: Some(Uuid::new_v4().to_string()), ..Facts::default() }),
            ..Self::on(Streams::process(), Clock::system())
        }
    }

    /// Begins to say on standard error what is done, as far as that is wanted.
    pub fn start_log(&self, settings: &Settings, environment: &Environment) -> Result<()> {
        verbose::start(settings, environment, self.color)
    }

    /// The screen for a command line that could not be read.
    pub fn before_settings(early: &Early, environment: &Environment) -> Self {
        let terminal = io::stderr().is_terminal() && !environment.dumb_terminal;
        let shown = io::stdout().is_terminal() && !environment.dumb_terminal;
        Self {
            format: early.output,
            color: early.color.is_used(environment, terminal),
            color_of_results: early.color.is_used(environment, shown),
            pager: Pager::of(environment, early.no_pager),
            no_input: true,
            ..Self::on(Streams::process(), Clock::system())
        }
    }

    /// Plain text, on whatever stands in for the process's streams and its clock.
    fn on(streams: Streams, clock: Clock) -> Self {
        Self {
            format: Format::Table,
            quiet: false,
            yes: false,
            no_input: false,
            color: false,
            color_of_results: false,
            pager: None,
            live: false,
            width: None,
            width_of_messages: None,
            is_wide: false,
            clock,
            streams,
            screen: RefCell::new(None),
            meter: RefCell::new(None),
            held: RefCell::new(None),
            facts: RefCell::default(),
            reported: RefCell::new(None),
            is_alone: Cell::new(false),
            lost: RefCell::new(None),
        }
    }

    /// Whether results are JSON.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether a run is drawn on a terminal, where the resource now being made is worth a call.
    pub fn shows_progress(&self) -> bool {
        self.live
    }

    /// Prints a result in the chosen form: as text now, in JSON at the end, when it is known whether the command succeeded.
    pub fn report<R: Report>(&self, report: &R) -> Result<()> {
        if self.is_json() {
            return self.hold(serde_json::to_string(report)?);
        }
        self.paged(&self.rendered(report))
    }

    /// Prints a page or a template to the letter: a command in it is no message of this run, and gets no flags.
    pub fn page<R: Report>(&self, page: &R) -> Result<()> {
        if self.is_json() {
            // The same string for programs, without the marks of a command.
            return self.hold(serde_json::to_string(page)?.replace('`', "\\u0060"));
        }
        self.paged(&clean::document(&page.text()))
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
        let line = Line { time: self.clock.timestamp(), event: Some("report"), rest: report };
        self.hold(self.stamped(&line)?)
    }

    /// Holds a report that has no text of its own, in JSON.
    pub fn report_json<T: Serialize>(&self, report: &T) -> Result<()> {
        self.hold(serde_json::to_string(report)?)
    }

    /// Keeps a report until the command has ended. An earlier one is printed as it is.
    fn hold(&self, report: String) -> Result<()> {
        self.print_held()?;
        self.reported.replace(Some(report));
        Ok(())
    }

    fn print_held(&self) -> Result<()> {
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
        last_lines(report.as_deref(), error)
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

    fn stamped<T: Serialize>(&self, line: &T) -> Result<String, serde_json::Error> {
        let text = serde_json::to_string(line)?;
        Ok(stamped(&text, &self.clock.timestamp(), &self.facts.borrow()))
    }

    /// Prints one JSON document on one line. What could steer a terminal is escaped in it.
    pub fn json<T: Serialize>(&self, value: &T) -> Result<()> {
        self.print_held()?;
        let text = serde_json::to_string(value)?;
        self.raw(&format!("{}\n", clean::json(&text)))
    }

    /// Prints text that is itself the result; nothing when it is empty. Control characters are made visible.
    pub fn line(&self, text: &str) -> Result<()> {
        if text.is_empty() { Ok(()) } else { self.raw(&format!("{}\n", clean::text(text))) }
    }

    /// Writes to standard output as it is. Nothing that comes from outside may go this way.
    pub fn raw(&self, text: &str) -> Result<()> {
        self.above(|| self.streams.out(text)).context("writing to standard output")
    }

    /// Says something that is not the result.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.error_line(&clean::text(text));
        }
    }

    /// Prints whose credentials are in use, as far as that is known, except for the emulator's own.
    pub fn identity(&self, cloud: &Cloud) {
        let Some(identity) = cloud.known_identity() else { return };
        self.facts.borrow_mut().account = Some(identity.account.clone());
        if !cloud.is_local() {
            self.note(&format!("identity: {identity}"));
        }
    }

    /// Says something that may need the user's attention.
    pub fn warning(&self, text: &str) {
        if !self.quiet {
            self.marked(Paint::Yellow, "warning:", text);
        }
    }

    /// Shows an error chain as one sentence, with its hint. Ends the screen of a run.
    pub fn failure(&self, error: &anyhow::Error) {
        self.run_ended();
        self.marked(Paint::Red, "error:", sentence(error));
        if let Some(hint) = hint_of(error) {
            self.marked(Paint::Cyan, "hint:", hint);
        }
    }

    /// Shows an event of a run: on a terminal it moves the lines of the nodes in work, elsewhere it is a line on
    /// standard error, in JSON a line on standard output. Never fails: a run goes on when nobody looks.
    pub fn event(&self, event: &Event) {
        if self.quiet {
            return;
        }
        if self.is_json() {
            return self.event_line(event);
        }
        if self.live {
            self.screen.borrow_mut().get_or_insert_with(|| self.new_screen()).take(event);
        }
        let line = if self.live { lines::lasting(event) } else { lines::plain(event) };
        if let Some(line) = line {
            let failed = matches!(event, Event::Failed { .. });
            self.error_line(&if failed { Paint::Red.on(&line, self.color) } else { line });
        }
    }

    /// Tells programs that something happened: a line of the stream of events. People are told in other words.
    pub fn happened<T: Serialize>(&self, event: &'static str, what: &T) -> Result<()> {
        if !self.is_json() || self.quiet {
            return Ok(());
        }
        self.event_json(&Line { time: self.clock.timestamp(), event: Some(event), rest: what })
    }

    /// Prints an event that has its own time and name as one JSON line, with the run that it belongs to.
    pub fn event_json<T: Serialize>(&self, event: &T) -> Result<()> {
        self.print_held()?;
        self.raw(&format!("{}\n", clean::json(&self.stamped(event)?)))
    }

    /// Shows how far the build of an artifact is, where the command has no run of its own to show, only a result.
    pub fn build_event(&self, event: &Event) {
        if !self.is_json() && event.is_of_build() {
            self.event(event);
        }
    }

    /// Says that a part of the work failed while the rest goes on.
    pub fn trouble(&self, text: &str) {
        self.marked(Paint::Red, "error:", text);
    }

    /// Clears the screen of a run. Reports, failures and dropping the `Ui` do it too.
    pub fn run_ended(&self) {
        self.screen.take();
        self.meter.take();
    }

    fn new_screen(&self) -> Screen {
        Screen::on(Term::buffered_stderr(), self.clock.clone()).ticking()
    }

    fn event_line(&self, event: &Event) {
        if self.lost.borrow().is_some() {
            return;
        }
        let line = Line { time: self.clock.timestamp(), event: None, rest: event };
        let text = self.stamped(&line).map_err(io::Error::from);
        if let Err(error) = text.and_then(|text| self.streams.out(&format!("{}\n", clean::json(&text)))) {
            self.lost.replace(Some(error));
        }
    }

    fn text_of<R: Report>(&self, report: &R) -> Result<()> {
        match self.rendered(report) {
            text if text.is_empty() => Ok(()),
            text => self.raw(&format!("{text}\n")),
        }
    }

    /// A result's text as standard output shows it.
    fn rendered<R: Report>(&self, report: &R) -> String {
        let view = View { width: self.width, color: self.color_of_results, is_wide: self.is_wide };
        painted(&clean::text(&view.render(|| report.text())))
    }

    /// Shows a report that is not the result, fitted to the terminal that shows messages.
    pub fn show<R: Report>(&self, report: &R) {
        let view = View { width: self.width_of_messages, color: self.color, is_wide: self.is_wide };
        let text = view.render(|| report.text());
        if !self.quiet && !text.is_empty() {
            self.error_line(&painted(&clean::text(&text)));
        }
    }

    fn marked(&self, paint: Paint, mark: &str, text: impl Display) {
        self.error_line(&format!("{} {}", paint.on(mark, self.color), clean::text(&text.to_string())));
    }

    fn error_line(&self, text: &str) {
        let text = format!("{text}\n");
        match &mut *self.held.borrow_mut() {
            Some(held) => held.push_str(&text),
            None => self.above(|| self.streams.err(&text)),
        }
    }

    /// Prints above the moving lines of a run, if there are any.
    fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        match (&*self.screen.borrow(), &*self.meter.borrow()) {
            (Some(screen), _) => screen.above(print),
            (None, Some(meter)) => meter.above(print),
            (None, None) => print(),
        }
    }
}

/// The width of a terminal; `None` where the stream is none.
fn columns_of(terminal: &Term) -> Option<u16> {
    terminal.size_checked().map(|(_, columns)| columns)
}
