//! Which function runs a command.

use anyhow::Result;

use crate::cli::Command;
use crate::command_line;
use crate::commands::{api, build, completion, deploy, doctor, execution, local, status, teardown, validate};
use crate::context::Context;
use crate::systems::{cake, coffee, mailbox, shop};

/// Runs one command to its end.
pub async fn run(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::Deploy(args) => deploy::deploy(context, args).await,
        Command::Plan(args) => deploy::plan(context, args).await,
        Command::Build(args) => build::run(context, args).await,
        Command::Doctor(args) => doctor::run(context, &args).await,
        Command::Status(args) => status::status(context, args).await,
        Command::Outputs(args) => status::outputs(context, args).await,
        Command::Api(args) => api::run(context, &args).await,
        Command::Teardown(args) => teardown::run(context, args).await,
        Command::Validate(args) => validate::run(context, &args).await,
        Command::Local(args) => local::run(context, args).await,
        Command::Completion(args) => completion::run(context, &args, command_line::command()),
        Command::Coffee(args) => coffee::run(context, args).await,
        Command::Mailbox(args) => mailbox::run(context, args).await,
        Command::Order(args) => cake::run(context, args).await,
        Command::Shop(args) => shop::run(context, args).await,
        Command::Execution(args) => execution::run(context, args).await,
    }
}
