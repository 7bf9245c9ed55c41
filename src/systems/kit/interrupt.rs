//! The user's wish to leave.

use anyhow::{Context, Result};
use tokio::signal::unix::{Signal, SignalKind, signal};

use engine::failure::Failure;

/// Ctrl-C and SIGTERM, as they come from now on.
pub struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    /// From now on the signals do not end the process.
    pub fn listen() -> Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).context("listening for Ctrl-C")?,
            terminate: signal(SignalKind::terminate()).context("listening for SIGTERM")?,
        })
    }

    /// Waits for the next one.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Does the work, unless Ctrl-C or SIGTERM comes first: then it is dropped and `farewell` is the failure.
pub async fn unless_interrupted<T>(
    work: impl Future<Output = Result<T>>,
    farewell: impl FnOnce() -> Failure,
) -> Result<T> {
    let mut signals = Signals::listen()?;
    tokio::select! {
        result = work => result,
        () = signals.next() => Err(farewell().into()),
    }
}
