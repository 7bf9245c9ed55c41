//! Ctrl-C and SIGTERM during a run.
//!
//! After the first, nothing new is started, operations in progress are followed, and on a terminal the user can wait,
//! cancel or detach; the second exits at once. CloudFormation continues in any case.

use std::future::{Future, Ready, pending};

use anyhow::Result;

use crate::output::Ui;
use crate::signals::Signals;
use engine::counted::counted;
use engine::failure::{Failure, sentence};
use engine::schedule::Stop;

/// For a run of which nothing can be taken back.
pub const NO_CANCEL: Option<fn() -> Ready<Result<usize>>> = None;

/// Runs to the end, until the second signal, or until the user detaches. `cancel` takes back what can be taken back;
/// without it cancelling is not offered.
pub async fn interruptible<T>(
    ui: &Ui,
    stop: &Stop,
    run: impl Future<Output = T>,
    cancel: Option<impl AsyncFn() -> Result<usize>>,
) -> Result<T> {
    let mut signals = Signals::listen()?;
    tokio::pin!(run);
    tokio::select! {
        result = &mut run => return Ok(result),
        () = signals.next() => {}
    }
    stop.set();
    ui.note("interrupted: nothing new is started, operations in progress are followed to their end; press Ctrl-C again to detach");
    let detached = async {
        match (ask(ui, cancel.is_some()).await, &cancel) {
            (Choice::Detach, _) => return,
            (Choice::Cancel, Some(cancel)) => match cancel().await {
                Ok(count) => {
                    let updates = counted(count, "update");
                    ui.note(&format!("rolling back {updates}; creations run to their end"));
                }
                Err(error) => ui.trouble(&sentence(&error)),
            },
            (Choice::Wait | Choice::Cancel, _) => {}
        }
        pending().await
    };
    tokio::select! {
        result = &mut run => return Ok(result),
        () = signals.next() => {}
        () = detached => {}
    }
    ui.run_ended();
    Err(Failure::interrupted("detached while operations are in progress in AWS")
        .hint("`provision status` shows the progress; run the same command again to finish")
        .into())
}

enum Choice {
    Wait,
    Cancel,
    Detach,
}

/// Asks until the answer is one of those offered. Where no terminal is attached, the run is waited for.
async fn ask(ui: &Ui, can_cancel: bool) -> Choice {
    let question =
        if can_cancel { "Enter waits, c cancels updates, d detaches: " } else { "Enter waits, d detaches: " };
    loop {
        match ui.ask(question, "send the signal again").await.as_deref() {
            Ok("c") if can_cancel => return Choice::Cancel,
            Ok("d") => return Choice::Detach,
            Ok("") | Err(_) => return Choice::Wait,
            Ok(_) => {}
        }
    }
}
