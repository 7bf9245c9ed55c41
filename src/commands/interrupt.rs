//! Ctrl-C and SIGTERM during a run.
//!
//! The first starts nothing new and keeps watching, and on a terminal offers to wait, to cancel or to detach; the
//! second leaves at once. CloudFormation goes on in any case.

use std::future::{Future, pending};

use anyhow::Result;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::engine::schedule::Stop;
use crate::failure::Failure;
use crate::output::Ui;

/// Runs to the end, until the second signal, or until the user detaches. `cancel` takes back what can be taken back.
pub async fn interruptible<T>(
    ui: &Ui,
    stop: &Stop,
    run: impl Future<Output = T>,
    cancel: impl AsyncFn() -> Result<usize>,
) -> Result<T> {
    let mut signals =
        Signals { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? };
    tokio::pin!(run);
    tokio::select! {
        result = &mut run => return Ok(result),
        () = signals.next() => {}
    }
    stop.set();
    ui.note("interrupted: nothing new is started, what goes on is followed to its end; Ctrl-C again leaves it to itself");
    let detached = async {
        if ask(ui).await == Choice::Cancel {
            match cancel().await {
                Ok(count) => {
                    ui.note(&format!("{count} updates are being taken back; creations run to their end"))
                }
                Err(error) => ui.failure(&error),
            }
            pending::<()>().await;
        }
    };
    tokio::select! {
        result = &mut run => return Ok(result),
        () = signals.next() => {}
        () = detached => {}
    }
    ui.run_ended();
    Err(Failure::interrupted("left while work goes on in AWS")
        .hint("provision status shows how far it is; provision deploy finishes the job")
        .into())
}

#[derive(PartialEq)]
enum Choice {
    Cancel,
    Detach,
}

/// Asks until the answer calls for something. Without a terminal nobody answers, and the run goes on.
async fn ask(ui: &Ui) -> Choice {
    loop {
        let answer =
            ui.ask_meanwhile("Enter waits, c cancels updates, d detaches: ", "send the signal again").await;
        match answer.as_deref() {
            Ok("c") => return Choice::Cancel,
            Ok("d") => return Choice::Detach,
            Ok(_) => {}
            Err(_) => pending().await,
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
