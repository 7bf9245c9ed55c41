//! The moving part of a terminal during a run, drawn by indicatif: one bar whose text is the [`Board`].
//!
//! One bar with many lines needs one ticking thread; a bar for each node would need one for each.

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle, TermLike};

use super::board::Board;
use super::clock::Clock;
use engine::event::Event;

/// How often the lines are drawn anew: ten times a second.
const TICK: Duration = Duration::from_millis(100);

/// A board on a terminal. It is gone from the terminal when this is dropped.
pub struct Screen {
    board: Arc<Mutex<Board>>,
    bar: ProgressBar,
    clock: Clock,
}

impl Screen {
    /// Puts a board onto a terminal; nothing is seen of it until the run has lasted a moment.
    pub fn on<T: TermLike + Clone + 'static>(terminal: T, clock: Clock) -> Self {
        let board = Arc::new(Mutex::new(Board::new(clock.passed())));
        let style = style(Arc::clone(&board), terminal.clone(), clock.clone());
        // No limit of its own: only the ticks draw, and what is printed in between.
        let bar = ProgressBar::with_draw_target(None, parked(terminal)).with_style(style);
        Self { board, bar, clock }
    }

    /// Draws the board ten times a second from now on.
    pub fn ticking(self) -> Self {
        self.bar.enable_steady_tick(TICK);
        self
    }

    /// Takes an event in; the next tick shows it.
    pub fn take(&self, event: &Event) {
        lock(&self.board).take(event, self.clock.passed());
    }

    /// Clears the board, lets something be printed in its place, and draws it below.
    pub fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Hides the board, for as long as a question is open, or shows it again.
    pub fn hide(&self, hidden: bool) {
        lock(&self.board).hide(hidden);
        self.bar.suspend(|| ());
    }

    /// Draws at once.
    #[cfg(test)]
    pub fn draw(&self) {
        self.bar.tick();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A style that is nothing but the board's lines, and an empty one on which the cursor rests.
fn style<T: TermLike + Clone + 'static>(
    board: Arc<Mutex<Board>>,
    terminal: T,
    clock: Clock,
) -> ProgressStyle {
    let write = move |_: &ProgressState, out: &mut dyn fmt::Write| {
        let (rows, columns) = (terminal.height().into(), terminal.width().into());
        for line in lock(&board).lines(clock.passed(), rows, columns) {
            let _ = writeln!(out, "{line}");
        }
    };
    let style = ProgressStyle::with_template("{board}").expect("a template of one key is valid");
    style.with_key("board", write)
}

/// A thread that panicked while it held the board has left it whole: every change is one assignment.
fn lock(board: &Mutex<Board>) -> MutexGuard<'_, Board> {
    board.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A terminal to draw on, on which the cursor rests at the start of the last line drawn.
pub(super) fn parked<T: TermLike + 'static>(terminal: T) -> ProgressDrawTarget {
    ProgressDrawTarget::term_like(Box::new(Parked { terminal, drawn: AtomicBool::new(false) }))
}

/// A terminal whose cursor waits at the start of the last line drawn, which is empty. indicatif would leave it at the
/// right edge: there, the `^C` that a terminal echoes moves everything by a line that is then never cleared, and the
/// prompt of a shell would be glued to the board of a killed run.
#[derive(Debug)]
struct Parked<T> {
    terminal: T,
    /// Whether lines were drawn since the cursor was parked. Without any it must stay where it is: somebody may be
    /// typing an answer there.
    drawn: AtomicBool,
}

impl<T: TermLike> TermLike for Parked<T> {
    fn width(&self) -> u16 {
        self.terminal.width()
    }

    fn height(&self) -> u16 {
        self.terminal.height()
    }

    fn move_cursor_up(&self, n: usize) -> io::Result<()> {
        self.terminal.move_cursor_up(n)
    }

    fn move_cursor_down(&self, n: usize) -> io::Result<()> {
        self.terminal.move_cursor_down(n)
    }

    fn move_cursor_right(&self, n: usize) -> io::Result<()> {
        self.terminal.move_cursor_right(n)
    }

    fn move_cursor_left(&self, n: usize) -> io::Result<()> {
        self.terminal.move_cursor_left(n)
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.terminal.write_line(text)
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.drawn.store(true, Ordering::Relaxed);
        self.terminal.write_str(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        self.terminal.clear_line()
    }

    fn flush(&self) -> io::Result<()> {
        if self.drawn.swap(false, Ordering::Relaxed) {
            self.terminal.write_str("\r")?;
        }
        self.terminal.flush()
    }
}
