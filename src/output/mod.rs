//! The only code that prints. Results go to standard output, everything else to standard error.
//!
//! It reads reports and events; it never starts work.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::Result;
use serde::Serialize;

use crate::engine::event::Event;
use crate::failure::{Failure, hint_of, sentence};
use crate::settings::{Color, Environment, Format, Settings};

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
}

impl Ui {
    /// Decides once how everything is shown.
    pub fn new(settings: &Settings, environment: &Environment) -> Self {
        let color = match settings.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stderr().is_terminal() && !environment.no_color && !environment.dumb_terminal,
        };
        Self {
            format: settings.output,
            quiet: settings.quiet,
            yes: settings.yes,
            no_input: settings.no_input,
            color,
        }
    }

    /// Whether results are JSON.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether colour may be used on standard error.
    pub fn has_color(&self) -> bool {
        self.color
    }

    /// Prints a result in the chosen form.
    pub fn report<R: Report>(&self, report: &R) -> Result<()> {
        if self.is_json() { self.json(report) } else { self.line(&report.text()) }
    }

    /// Prints one JSON document on one line.
    pub fn json<T: Serialize>(&self, value: &T) -> Result<()> {
        let mut text = serde_json::to_string(value)?;
        text.push('\n');
        self.raw(&text)
    }

    /// Prints text that is itself the result; nothing when it is empty.
    pub fn line(&self, text: &str) -> Result<()> {
        if text.is_empty() { Ok(()) } else { self.raw(&format!("{text}\n")) }
    }

    /// Writes to standard output as it is.
    pub fn raw(&self, text: &str) -> Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(())
    }

    /// Says something that is not the result.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.error_line(text);
        }
    }

    /// Says something that may need the user's attention.
    pub fn warning(&self, text: &str) {
        if !self.quiet {
            self.error_line(&format!("warning: {text}"));
        }
    }

    /// Shows an error chain as one sentence, with its hint.
    pub fn failure(&self, error: &anyhow::Error) {
        self.error_line(&format!("error: {}", sentence(error)));
        if let Some(hint) = hint_of(error) {
            self.error_line(&format!("hint: {hint}"));
        }
    }

    /// Asks a yes-or-no question. `--yes` answers yes; without a terminal or under `--no-input` it is an error
    /// that says how to answer.
    pub fn confirm(&self, question: &str) -> Result<bool> {
        if self.yes {
            return Ok(true);
        }
        let answer = self.ask(&format!("{question} [y/N] "), "answer with --yes")?;
        Ok(matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes"))
    }

    /// Asks for a line of text. `how` says how a script answers.
    pub fn ask(&self, question: &str, how: &str) -> Result<String> {
        if self.no_input || !io::stdin().is_terminal() {
            return Err(Failure::usage(format!("nobody is here to answer: {}", question.trim()))
                .hint(how)
                .into());
        }
        let mut stderr = io::stderr().lock();
        write!(stderr, "{question}")?;
        stderr.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }

    /// Draws the events of a run.
    pub fn event(&self, event: &Event) {
        let _ = event;
    }

    fn error_line(&self, text: &str) {
        // A closed standard error leaves nobody to tell.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}
