//! Lines on a terminal, drawn and cleared by indicatif.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, TermLike};

/// The size of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub rows: usize,
    pub columns: usize,
}

/// Where it is drawn.
pub trait Terminal: Send + Sync + 'static {
    fn size(&self) -> Size;
    /// Writes text with escape sequences at once.
    fn write(&self, text: &str) -> io::Result<()>;
}

impl Terminal for Term {
    fn size(&self) -> Size {
        let (rows, columns) = Term::size(self);
        Size { rows: rows.into(), columns: columns.into() }
    }

    fn write(&self, text: &str) -> io::Result<()> {
        self.write_str(text)
    }
}

/// Clears everything from the cursor on.
const TO_END: &str = "\x1b[J";

/// The lines that are on a terminal. The cursor is at the start of the empty line below: there, the `^C` that a terminal
/// echoes is cleared with them, and the prompt of a shell follows a killed run on a line of its own.
pub struct Canvas {
    terminal: Arc<dyn Terminal>,
    bar: ProgressBar,
    lines: Arc<Mutex<Vec<String>>>,
    /// The width for which they were drawn.
    columns: usize,
}

impl Canvas {
    /// An empty canvas.
    pub fn on(terminal: Arc<dyn Terminal>) -> Self {
        let (lines, columns) = (Arc::default(), terminal.size().columns);
        Self { bar: bar(&terminal, &lines), terminal, lines, columns }
    }

    /// Shows these lines in place of the earlier ones, if they differ.
    pub fn show(&mut self, lines: Vec<String>, size: Size) {
        if *lock(&self.lines) == lines {
            return;
        }
        self.fit(size);
        *lock(&self.lines) = lines;
        self.bar.tick();
    }

    /// Clears the lines, lets something be printed in their place, and draws them below.
    pub fn above<T>(&mut self, print: impl FnOnce() -> T) -> T {
        self.fit(self.terminal.size());
        self.bar.suspend(print)
    }

    /// A terminal that has changed its width has broken the lines, which indicatif does not know: they are cleared here, and
    /// it begins with nothing drawn.
    fn fit(&mut self, size: Size) {
        if self.columns != size.columns {
            // indicatif fills each line up with spaces, and the terminal keeps them all as one line that it wraps.
            let rows = lock(&self.lines).drain(..).count() * self.columns / size.columns.max(1);
            // A run continues when nothing can be drawn.
            let _ = self.terminal.write(&format!("{}\r{TO_END}", up(rows)));
            self.bar.set_draw_target(sheet(&self.terminal));
            self.columns = size.columns;
        }
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A bar that is nothing but the lines, and an empty one on which the cursor rests.
fn bar(terminal: &Arc<dyn Terminal>, lines: &Arc<Mutex<Vec<String>>>) -> ProgressBar {
    let shown = Arc::clone(lines);
    let write = move |_: &ProgressState, out: &mut dyn fmt::Write| {
        for line in lock(&shown).iter() {
            let _ = writeln!(out, "{line}");
        }
    };
    let style = ProgressStyle::with_template("{lines}").expect("a template of one key is valid");
    ProgressBar::with_draw_target(None, sheet(terminal)).with_style(style.with_key("lines", write))
}

fn sheet(terminal: &Arc<dyn Terminal>) -> ProgressDrawTarget {
    let terminal = Arc::clone(terminal);
    ProgressDrawTarget::term_like(Box::new(Sheet { terminal, text: Mutex::default() }))
}

/// A thread that panicked while it held the lines has left them whole: every change is one assignment.
fn lock<T>(lines: &Mutex<T>) -> MutexGuard<'_, T> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

fn up(rows: usize) -> String {
    if rows == 0 { String::new() } else { format!("\x1b[{rows}A") }
}

/// A terminal as indicatif draws on it. Each drawing is written at once, and ends at the start of its last line.
struct Sheet {
    terminal: Arc<dyn Terminal>,
    text: Mutex<String>,
}

impl Sheet {
    fn push(&self, text: &str) -> io::Result<()> {
        lock(&self.text).push_str(text);
        Ok(())
    }

    fn step(&self, number: usize, direction: char) -> io::Result<()> {
        if number > 0 { self.push(&format!("\x1b[{number}{direction}")) } else { Ok(()) }
    }
}

impl fmt::Debug for Sheet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sheet").finish_non_exhaustive()
    }
}

impl TermLike for Sheet {
    fn width(&self) -> u16 {
        u16::try_from(self.terminal.size().columns).unwrap_or(u16::MAX)
    }

    fn height(&self) -> u16 {
        u16::try_from(self.terminal.size().rows).unwrap_or(u16::MAX)
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.step(n, 'A')
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.step(n, 'B')
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.step(n, 'C')
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.step(n, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.push(&format!("{text}\r\n"))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.push(&text.replace('\n', "\r\n"))
    }

    fn clear_line(&self) -> io::Result<()> {
        self.push("\r\x1b[2K")
    }

    fn flush(&self) -> io::Result<()> {
        let text = std::mem::take(&mut *lock(&self.text));
        if text.is_empty() { Ok(()) } else { self.terminal.write(&format!("{text}\r")) }
    }
}
