//! Ctrl-C and SIGTERM during a run.
//!
//! The first starts nothing new and keeps watching; the second leaves at once. CloudFormation goes on in any case.

use std::future::Future;

use anyhow::Result;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::engine::schedule::Stop;
use crate::failure::Failure;
use crate::output::Ui;

/// Runs to the end, or until the second signal.
pub async fn interruptible<T>(ui: &Ui, stop: &Stop, run: impl Future<Output = T>) -> Result<T> {
    let mut signals =
        Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? };
    tokio::pin!(run);
    tokio::select! {
        result = &mut run => return Ok(result),
        () = signals.next() => {}
    }
    stop.set();
    ui.note("interrupted: nothing new is started, what goes on is followed to its end; Ctrl-C again leaves it to itself");
    tokio::select! {
        result = &mut run => Ok(result),
        () = signals.next() => {
            ui.run_ended();
            Err(Failure::interrupted("left while work goes on in AWS")
                .hint("provision status shows how far it is; provision deploy finishes the job")
                .into())
        }
    }
}

struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
