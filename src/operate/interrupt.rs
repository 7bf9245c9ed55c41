//! The user's wish to leave.

use anyhow::{Context, Result};
use tokio::signal::unix::{SignalKind, signal};

use crate::failure::Failure;

/// Does the work, unless Ctrl-C or SIGTERM comes first: then it is dropped and `farewell` is the failure.
pub async fn unless_interrupted<T>(
    work: impl Future<Output = Result<T>>,
    farewell: impl FnOnce() -> Failure,
) -> Result<T> {
    let mut interrupt = signal(SignalKind::interrupt()).context("listening for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("listening for SIGTERM")?;
    tokio::select! {
        result = work => result,
        _ = interrupt.recv() => Err(farewell().into()),
        _ = terminate.recv() => Err(farewell().into()),
    }
}
