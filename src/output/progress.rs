//! The moving lines of a terminal, drawn by indicatif as one bar with many lines. They are drawn again only when they have
//! changed.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::canvas::{Canvas, Size, Terminal};
use super::clock::Clock;

/// How often it is looked whether the lines have changed: soon enough for the eye.
const TICK: Duration = Duration::from_millis(100);

/// What is drawn.
pub trait Picture: Send + 'static {
    /// The lines to show now, none of them wider than the terminal.
    fn lines(&self, now: Duration, size: Size) -> Vec<String>;
}

/// A picture on a terminal. It is gone from the terminal when this is dropped.
pub struct Screen<P: Picture> {
    shared: Arc<Shared<P>>,
    ticker: Option<JoinHandle<()>>,
}

struct Shared<P> {
    state: Mutex<State<P>>,
    over: Condvar,
    terminal: Arc<dyn Terminal>,
    clock: Clock,
}

struct State<P> {
    picture: P,
    canvas: Canvas,
    is_hidden: bool,
    is_over: bool,
}

impl<P: Picture> Screen<P> {
    /// A picture on a terminal, which is not drawn yet.
    pub fn on(terminal: impl Terminal, clock: Clock, picture: P) -> Self {
        let terminal: Arc<dyn Terminal> = Arc::new(terminal);
        let canvas = Canvas::on(Arc::clone(&terminal));
        let state = Mutex::new(State { picture, canvas, is_hidden: false, is_over: false });
        let shared = Arc::new(Shared { state, over: Condvar::new(), terminal, clock });
        Self { shared, ticker: None }
    }

    /// Draws what has changed from now on, whatever the program waits for.
    pub fn ticking(mut self) -> Self {
        let shared = Arc::clone(&self.shared);
        // Without the thread, lines are still drawn when something is printed.
        self.ticker = thread::Builder::new().name("progress".to_owned()).spawn(move || shared.tick()).ok();
        self
    }

    /// Changes the picture, for which the size of the terminal is known; the next tick shows it.
    pub fn change<T>(&self, change: impl FnOnce(&mut P, Size) -> T) -> T {
        change(&mut self.shared.lock().picture, self.shared.terminal.size())
    }

    /// Clears the picture, lets something be printed in its place, and draws it below.
    pub fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        let mut state = self.shared.lock();
        let printed = state.canvas.above(print);
        self.shared.draw(&mut state);
        printed
    }

    /// Hides the picture, for as long as a question is open, or shows it again.
    pub fn hide(&self, hidden: bool) {
        let mut state = self.shared.lock();
        state.is_hidden = hidden;
        self.shared.draw(&mut state);
    }

    /// Draws what has changed.
    #[cfg(test)]
    pub fn draw(&self) {
        self.shared.draw(&mut self.shared.lock());
    }
}

impl<P: Picture> Drop for Screen<P> {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.is_over = true;
        self.shared.draw(&mut state);
        drop(state);
        self.shared.over.notify_all();
        if let Some(ticker) = self.ticker.take() {
            // A ticker that panicked has nothing left to draw.
            let _ = ticker.join();
        }
    }
}

impl<P: Picture> Shared<P> {
    /// A thread that panicked while it held the state has left it whole: every change is one assignment.
    fn lock(&self) -> MutexGuard<'_, State<P>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tick(&self) {
        let mut state = self.lock();
        while !state.is_over {
            self.draw(&mut state);
            state = self.over.wait_timeout(state, TICK).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn draw(&self, state: &mut State<P>) {
        let size = self.terminal.size();
        let lines = match state.is_hidden || state.is_over {
            true => Vec::new(),
            false => state.picture.lines(self.clock.passed(), size),
        };
        state.canvas.show(lines, size);
    }
}
