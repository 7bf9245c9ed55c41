//! A progress bar for many equal pieces of work, on a terminal only.

use std::time::Duration;

use console::{Term, truncate_str};

use super::canvas::Size;
use super::color::Style;
use super::progress::{Picture, Screen};
use super::signs::{ascii, ellipsis};
use super::{Ui, clean};

/// Nothing is shown before this much has passed, so that little work does not flicker.
const DELAY: Duration = Duration::from_millis(120);
/// The width of the bar.
const WIDTH: u64 = 24;

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

/// A bar that is drawn, or will be soon.
pub(super) struct Meter {
    began: Duration,
    progress: Progress,
    style: Style,
}

impl Ui {
    /// Moves the bar on a terminal; elsewhere there is none.
    pub fn advance(&self, progress: &Progress) {
        if !self.live.get() {
            return;
        }
        let mut meter = self.meter.borrow_mut();
        let meter = meter.get_or_insert_with(|| {
            let meter = Meter::new(progress.clone(), self.clock.passed(), self.style);
            Screen::on(Term::stderr(), self.clock.clone(), meter).ticking()
        });
        meter.change(|meter, _| meter.progress = progress.clone());
    }
}

impl Meter {
    pub(super) fn new(progress: Progress, began: Duration, style: Style) -> Self {
        Self { began, progress, style }
    }

    fn line(&self) -> String {
        let Progress { at, of, words } = &self.progress;
        let words = clean::line(words);
        let words = if self.style.unicode { words } else { ascii(words) };
        let Some(of) = of.filter(|of| *of > 0) else { return words.into_owned() };
        let at = (*at).min(of);
        let filled = usize::try_from(at * WIDTH / of).unwrap_or_default();
        let bar = format!("{}{}", "#".repeat(filled), "-".repeat(WIDTH as usize - filled));
        format!("{bar} {:>3}%  {words}", at * 100 / of)
    }
}

impl Picture for Meter {
    fn lines(&self, now: Duration, size: Size) -> Vec<String> {
        if now.saturating_sub(self.began) < DELAY {
            return Vec::new();
        }
        let ellipsis = ellipsis(self.style.unicode);
        vec![truncate_str(&self.line(), size.columns.saturating_sub(1), ellipsis).into_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_filled_as_far_as_the_work_is() {
        let line = |at, of, columns| {
            let progress = Progress { at, of, words: "two\npackages \x1b[2J".to_owned() };
            let meter = Meter::new(progress, Duration::ZERO, Style { color: false, unicode: true });
            meter.lines(Duration::from_secs(1), Size { rows: 2, columns }).join("|")
        };
        assert_eq!(line(1, Some(3), 80), "########----------------  33%  two packages \u{fffd}[2J");
        assert_eq!(line(4, Some(3), 40), "######################## 100%  two pac…");
        assert_eq!(line(7, None, 80), "two packages \u{fffd}[2J");
    }

    #[test]
    fn a_line_that_is_cut_has_a_mark() {
        let line = |columns, unicode| {
            let words = "  2 s  Call: attempt 1 of 2 failed, next in 4 s: it said 503".to_owned();
            let style = Style { color: false, unicode };
            let meter = Meter::new(Progress { at: 0, of: None, words }, Duration::ZERO, style);
            meter.lines(Duration::from_secs(1), Size { rows: 24, columns }).join("|")
        };
        assert_eq!(line(40, true), "  2 s  Call: attempt 1 of 2 failed, ne…");
        assert_eq!(line(40, false), "  2 s  Call: attempt 1 of 2 failed, ...");
        assert!(line(80, true).ends_with("it said 503"));
    }
}
