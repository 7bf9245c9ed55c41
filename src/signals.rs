//! Ctrl-C and SIGTERM.

use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result};
use tokio::signal::unix::{Signal, SignalKind, signal};

/// How many parts of the program listen to signals and decide what one means.
static LISTENERS: AtomicUsize = AtomicUsize::new(0);

/// The signals, as they come from now on.
struct Source {
    interrupt: Signal,
    terminate: Signal,
}

impl Source {
    fn new() -> Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).context("listening for Ctrl-C")?,
            terminate: signal(SignalKind::terminate()).context("listening for SIGTERM")?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The signals for a part of a command that decides what one means.
pub struct Signals(Source);

impl Signals {
    /// From now on, until this is dropped, a signal does not end the command.
    pub fn listen() -> Result<Self> {
        let source = Source::new()?;
        LISTENERS.fetch_add(1, Ordering::Relaxed);
        Ok(Self(source))
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        self.0.next().await;
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        LISTENERS.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The signals to which no part of the command listens.
pub struct Unheeded(Source);

impl Unheeded {
    /// From now on the signals do not end the process by themselves.
    pub fn new() -> Result<Self> {
        Source::new().map(Self)
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        self.0.next().await;
        while LISTENERS.load(Ordering::Relaxed) > 0 {
            self.0.next().await;
        }
    }
}
