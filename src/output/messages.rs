//! What a command prints on standard error: notes, warnings and failures.

use std::borrow::Cow;
use std::fmt::Display;

use super::color::{Paint, painted};
use super::view::View;
use super::{Report, Ui, clean, signs};
use engine::aws::Cloud;
use engine::failure::{hint_of, sentence};

impl Ui {
    /// Prints something that is not the result.
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

    /// Prints something that may need the user's attention.
    pub fn warning(&self, text: &str) {
        if !self.quiet {
            self.marked(Paint::Yellow, "warning:", text);
        }
    }

    /// Prints what a question is about, also with `--quiet`: without it the question could not be answered.
    pub fn subject(&self, text: &str) {
        self.marked(Paint::Yellow, "warning:", text);
    }

    /// Shows an error chain as one sentence, with its hint. Ends the screen of a run.
    pub fn failure(&self, error: &anyhow::Error) {
        self.run_ended();
        self.marked(Paint::Red, "error:", sentence(error));
        if let Some(hint) = hint_of(error) {
            self.marked(Paint::Cyan, "hint:", hint);
        }
    }

    /// Reports that a part of the work failed while the rest continues.
    pub fn trouble(&self, text: &str) {
        self.marked(Paint::Red, "error:", text);
    }

    /// Shows a report that is not the result, fitted to the terminal that shows messages.
    pub fn show<R: Report>(&self, report: &R) {
        let (width, color) = (self.width_of_messages, self.style.color);
        let view = View { width, color, unicode: self.style.unicode, is_wide: self.is_wide, ..View::PLAIN };
        let text = view.render(|| report.text());
        if !self.quiet && !text.is_empty() {
            self.error_line(&painted(&clean::text(&text)));
        }
    }

    pub(super) fn marked(&self, paint: Paint, mark: &str, text: impl Display) {
        self.error_line(&format!("{} {}", paint.on(mark, self.style.color), clean::text(&text.to_string())));
    }

    pub(super) fn error_line(&self, text: &str) {
        self.printed.set(self.clock.passed());
        let text = format!("{}\n", self.shown(text));
        match &mut *self.held.borrow_mut() {
            Some(held) => held.push_str(&text),
            None => self.above(|| self.streams.err(&text)),
        }
    }

    /// The text with the signs that the locale has.
    pub(super) fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.style.unicode { Cow::Borrowed(text) } else { signs::ascii(Cow::Borrowed(text)) }
    }

    /// Prints above the moving lines of a run, if there are any.
    pub(super) fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        match (&*self.screen.borrow(), &*self.meter.borrow()) {
            (Some(screen), _) => screen.above(print),
            (None, Some(meter)) => meter.above(print),
            (None, None) => print(),
        }
    }
}
