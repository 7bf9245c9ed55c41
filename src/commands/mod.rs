//! One file per command: its `Args`, whose doc comments are the help text, and a short `run`.

pub mod api;
mod approval;
pub mod build;
pub mod completion;
pub mod deploy;
pub mod docs;
pub mod doctor;
pub mod execution;
mod hotswap;
mod interrupt;
mod leave;
mod lint;
pub mod local;
pub mod outputs;
pub mod plan;
mod selection;
pub mod status;
pub mod teardown;
pub mod template;
pub mod validate;

use anyhow::Result;

use engine::failure::{Failure, Kind, kind_of, sentence};
use engine::report::RunReport;

/// The end of a run as a result: its first failure, else an interrupt, else nothing. A failure whose cause has no remedy of its
/// own has this hint, if any.
fn run_failed(report: &RunReport, error: Option<anyhow::Error>, otherwise: Option<String>) -> Result<()> {
    let (Some(error), Some(failure)) = (error, &report.failure) else {
        if report.interrupted {
            return Err(Failure::interrupted("interrupted before everything was done")
                .hint("run the same command again: it does only what is missing")
                .into());
        }
        return Ok(());
    };
    let kind = match kind_of(&error) {
        Kind::Interrupted => Kind::Failed,
        kind => kind,
    };
    let hint = failure.cause.hint.clone().or(otherwise);
    let failure = Failure { hint, ..Failure::new(kind, sentence(&error)) };
    // AWS's answer is kept below it: programs are given its code and request id.
    Err(error.context(failure))
}
