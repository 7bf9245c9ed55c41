//! A bar for many equal pieces of work, on a terminal only.

use std::fmt;
use std::time::Duration;

use console::Term;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::progress::parked;
use super::{Ui, clean};

/// Nothing is shown before this much has passed, so that little work does not flicker.
const DELAY: Duration = Duration::from_millis(120);
/// How often the bar is drawn anew.
const TICK: Duration = Duration::from_millis(100);

/// How far the work is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// How much of `of` is done.
    pub at: u64,
    /// How much there is, where that is known.
    pub of: Option<u64>,
    /// What to say beside the bar.
    pub words: String,
}

impl Progress {
    /// The words as they are drawn.
    pub(super) fn message(&self) -> String {
        clean::line(&self.words).into_owned()
    }
}

/// A bar that is drawn, or will be soon. It is gone from the terminal when this is dropped.
pub(super) struct Meter {
    began: Duration,
    bar: Option<ProgressBar>,
}

impl Ui {
    /// Moves the bar on a terminal; elsewhere there is none.
    pub fn advance(&self, progress: &Progress) {
        if !self.live {
            return;
        }
        let now = self.clock.passed();
        let mut meter = self.meter.borrow_mut();
        let meter = meter.get_or_insert(Meter { began: now, bar: None });
        if meter.bar.is_none() && now.saturating_sub(meter.began) >= DELAY {
            meter.bar = Some(bar(progress.of));
        }
        if let Some(bar) = &meter.bar {
            bar.set_position(progress.at);
            bar.set_message(progress.message());
        }
    }
}

impl Meter {
    /// Clears the bar, lets something be printed in its place, and draws it below.
    pub(super) fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(of: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(of, parked(Term::buffered_stderr())).with_style(style(of));
    bar.enable_steady_tick(TICK);
    bar
}

/// One line, and an empty one on which the cursor rests.
fn style(of: Option<u64>) -> ProgressStyle {
    let template = if of.is_some() { "{bar:24} {percent:>3}%  {msg}{end}" } else { "{spinner}  {msg}{end}" };
    let style = ProgressStyle::with_template(template).expect("the template holds known keys only");
    style.progress_chars("##-").with_key("end", |_: &ProgressState, out: &mut dyn fmt::Write| {
        let _ = writeln!(out);
    })
}
