//! Runs work until it ends or the user interrupts it.

use anyhow::Result;

use crate::signals::Signals;
use engine::failure::Failure;

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
