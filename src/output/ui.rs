//! How output is shown: decided once, from the settings, the environment and the terminal.

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal};
use std::time::Duration;

use anyhow::Result;
use console::Term;
use uuid::Uuid;

use super::clock::Clock;
use super::color::Style;
use super::ending::Facts;
use super::pager::Pager;
use super::streams::Streams;
use super::{Ui, commands, verbose};
use crate::settings::{Early, Environment, Format, ProgressMode, Settings};
use engine::poller::ResourceLooks;

/// The width of a terminal that does not know its own.
const USUAL_COLUMNS: u16 = 80;

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
            style: Style {
                color: settings.color.is_used(environment, terminal),
                unicode: environment.has_unicode,
            },
            pager: Pager::of(environment, settings.no_pager),
            // Log lines would break the moving lines.
            live: Cell::new(
                terminal
                    && Term::stderr().size_checked().is_some()
                    && !environment.is_ci
                    && !settings.quiet
                    && settings.output == Format::Table
                    && !verbose::is_on(settings, environment),
            ),
            color_of_results: settings
                .color
                .is_used(environment, io::stdout().is_terminal() && !environment.dumb_terminal),
            width: columns_of(&Term::stdout()).filter(|_| !settings.wide),
            width_of_messages: columns_of(&Term::stderr()).filter(|_| !settings.wide),
            is_wide: settings.wide,
            facts: RefCell::new(Facts { run: Some(Uuid::new_v4().to_string()), ..Facts::default() }),
            ..Self::on(Streams::process(), Clock::system())
        }
    }

    /// Starts the log on standard error, where it is wanted.
    pub fn start_log(&self, settings: &Settings, environment: &Environment) -> Result<()> {
        verbose::start(settings, environment, self.style.color)
    }

    /// The screen for a command line that could not be read.
    pub fn before_settings(early: &Early, environment: &Environment) -> Self {
        let terminal = io::stderr().is_terminal() && !environment.dumb_terminal;
        let shown = io::stdout().is_terminal() && !environment.dumb_terminal;
        Self {
            format: early.output,
            style: Style {
                color: early.color.is_used(environment, terminal),
                unicode: environment.has_unicode,
            },
            color_of_results: early.color.is_used(environment, shown),
            pager: Pager::of(environment, early.no_pager),
            no_input: true,
            ..Self::on(Streams::process(), Clock::system())
        }
    }

    /// Plain text, on whatever stands in for the process's streams and its clock.
    pub(super) fn on(streams: Streams, clock: Clock) -> Self {
        Self {
            format: Format::Table,
            quiet: false,
            yes: false,
            no_input: false,
            style: Style { color: false, unicode: true },
            color_of_results: false,
            pager: None,
            live: Cell::new(false),
            lists_resources: Cell::new(false),
            width: None,
            width_of_messages: None,
            is_wide: false,
            clock,
            streams,
            screen: RefCell::new(None),
            meter: RefCell::new(None),
            run: RefCell::default(),
            printed: Cell::new(Duration::ZERO),
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

    /// Shows the progress of a run in this form instead of the one chosen by terminal and environment.
    pub fn use_progress(&self, mode: ProgressMode) {
        match mode {
            ProgressMode::Auto => {}
            ProgressMode::Plain => self.live.set(false),
            ProgressMode::Events => {
                self.live.set(false);
                self.lists_resources.set(true);
            }
        }
    }

    /// Which events of resources are shown, each look at which is a call.
    pub fn resource_looks(&self) -> ResourceLooks {
        match (self.live.get(), self.lists_resources.get() && !self.quiet) {
            (_, true) => ResourceLooks::Every,
            (true, _) => ResourceLooks::Newest,
            (false, false) => ResourceLooks::Never,
        }
    }
}

/// The width of help off a terminal.
const USUAL_WIDTH: u16 = 100;
/// Wider lines are hard to read.
const WIDEST: u16 = 110;

/// The width to which help is fitted; where it is piped, as into a pager, that of the terminal on which the command runs.
pub fn width_of_help() -> usize {
    let columns = columns_of(&Term::stdout()).or_else(|| columns_of(&Term::stderr()));
    columns.unwrap_or(USUAL_WIDTH).min(WIDEST).into()
}

/// The width of a terminal; `None` where the stream is none. One that does not know its size, as in some continuous
/// integration, has the usual width; its height remains unknown, so that nothing moves on it and no pager is started.
fn columns_of(terminal: &Term) -> Option<u16> {
    match terminal.size_checked() {
        Some((_, columns)) => Some(columns),
        None => terminal.is_term().then_some(USUAL_COLUMNS),
    }
}
