//! One file per command: its `Args`, whose doc comments are the help text, and a short `run`.

pub mod completion;
pub mod execution;
pub mod mailbox;

use anyhow::Result;

use crate::cli::Command;
use crate::context::Context;

/// Runs one command to its end.
pub async fn run(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::Completion(args) => completion::run(context, &args),
        Command::Mailbox(args) => mailbox::run(context, args).await,
        Command::Execution(args) => execution::run(context, args).await,
    }
}
