//! One file per command: its `Args`, whose doc comments are the help text, and a short `run`.

pub mod local;

use anyhow::Result;

use crate::cli::Command;
use crate::context::Context;

/// Runs one command to its end.
pub async fn run(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::Local(arguments) => local::run(context, arguments).await,
    }
}
