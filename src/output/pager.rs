//! Long results on a terminal, shown by the user's pager.

use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

use console::Term;
use tokio::signal::unix::{SignalKind, signal};

use crate::settings::Environment;

/// What is used where `PAGER` is not set.
const DEFAULT: &str = "less";
/// Ends at once where everything fits, passes colours, and leaves the text on the screen.
const OPTIONS_OF_LESS: &str = "FRX";
/// A shell's exit code for a command that it does not find.
const NOT_FOUND: i32 = 127;

/// A pager on this terminal.
pub struct Pager {
    command: String,
    sets_options: bool,
    rows: usize,
}

impl Pager {
    /// The user's pager; `None` without a terminal, or where none is wanted.
    pub fn of(environment: &Environment, is_off: bool) -> Option<Self> {
        let command = environment.pager.clone().unwrap_or_else(|| DEFAULT.to_owned());
        let is_wanted = !is_off && !environment.dumb_terminal && !matches!(command.trim(), "" | "cat");
        if !is_wanted || !io::stdout().is_terminal() {
            return None;
        }
        let (rows, _) = Term::stdout().size_checked()?;
        Some(Self { command, sets_options: !environment.has_less_options, rows: rows.into() })
    }

    /// Whether a text does not fit the terminal with the line on which the prompt comes.
    pub fn is_worth(&self, text: &str) -> bool {
        text.lines().count() >= self.rows
    }

    /// Shows a text until the user leaves the pager; `false` where the pager could not be started.
    pub fn show(&self, text: &str) -> bool {
        ignore_interrupts();
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(&self.command).stdin(Stdio::piped());
        if self.sets_options {
            shell.env("LESS", OPTIONS_OF_LESS);
        }
        let Ok(mut pager) = shell.spawn() else { return false };
        give(&mut pager, text);
        pager.wait().is_ok_and(|status| status.code() != Some(NOT_FOUND))
    }
}

/// Writes the text; a pager that is left before its end is no error.
fn give(pager: &mut Child, text: &str) {
    if let Some(mut stdin) = pager.stdin.take() {
        let _ = stdin.write_all(text.as_bytes());
    }
}

/// Leaves Ctrl-C to the pager: it would end this process and leave the pager behind, without a shell that waits for it.
/// tokio's handler lasts as long as the process; it is set by a thread because a command may run in a runtime of its own.
fn ignore_interrupts() {
    let set = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let _entered = runtime.enter();
        signal(SignalKind::interrupt()).map(drop)
    };
    let _ = thread::spawn(set).join();
}
