//! The only code that prints. Results go to standard output, everything else to standard error.
//!
//! It reads reports and events; it never starts work. [`Ui`] is made in `ui`, prints results in `results`, messages in
//! `messages`, and what happens in `events`.

mod board;
pub mod candidates;
mod canvas;
mod clean;
pub mod clock;
mod color;
pub mod commands;
mod doctor;
pub mod duration;
mod ending;
mod events;
pub mod execution;
pub mod follow;
mod heartbeat;
mod leftovers;
mod lines;
mod log;
mod messages;
pub mod meter;
mod outputs;
mod pager;
mod plan;
mod progress;
mod question;
mod results;
mod row;
mod run_reports;
mod run_state;
#[cfg(test)]
pub mod schema;
mod short_id;
pub mod signs;
pub mod state;
mod status;
mod story;
mod streams;
mod table;
mod teardown;
#[cfg(test)]
mod tests;
mod ui;
mod verbose;
mod view;
mod wrap;

use std::cell::{Cell, RefCell};
use std::io;
use std::time::Duration;

use serde::Serialize;

use self::board::Board;
use self::clock::Clock;
use self::color::Style;
use self::ending::Facts;
use self::meter::Meter;
use self::pager::Pager;
use self::progress::Screen;
pub use self::run_reports::DeployReport;
use self::run_state::RunState;
use self::streams::Streams;
pub use self::table::{Details, Table};
pub use self::teardown::TeardownReport;
#[cfg(test)]
pub use self::tests::widths::at_all_widths;
pub use self::ui::width_of_help;

use crate::settings::Format;

/// A result that can be shown as text and as JSON.
pub trait Report: Serialize {
    /// The text, without a trailing newline; empty when there is nothing to show.
    fn text(&self) -> String;
}

/// The screen: what may be printed, where, and whether questions can be asked.
pub struct Ui {
    format: Format,
    quiet: bool,
    yes: bool,
    no_input: bool,
    /// What standard error can show.
    style: Style,
    /// Whether help and results, which are printed on standard output, are coloured.
    color_of_results: bool,
    /// What shows a result that is longer than the terminal.
    pager: Option<Pager>,
    /// Whether a run is drawn on a terminal instead of printed line by line.
    live: Cell<bool>,
    /// Whether each event of a resource is a line.
    lists_resources: Cell<bool>,
    /// The width to which tables are fitted, where standard output is a terminal.
    width: Option<u16>,
    /// The same for tables on standard error.
    width_of_messages: Option<u16>,
    /// Whether every column of a table is shown.
    is_wide: bool,
    clock: Clock,
    streams: Streams,
    screen: RefCell<Option<Screen<Board>>>,
    meter: RefCell<Option<Screen<Meter>>>,
    /// How far a run is that is printed line by line.
    run: RefCell<RunState>,
    /// When something was printed last.
    printed: Cell<Duration>,
    /// Lines that wait while a question is open.
    held: RefCell<Option<String>>,
    /// The account and regions of a run.
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
    time: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'static str>,
    #[serde(flatten)]
    rest: &'a T,
}
