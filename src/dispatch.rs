//! Which function runs a command.

use anyhow::Result;

use crate::cli::Command;
use crate::command_line;
use crate::commands::{
    api, build, completion, deploy, docs, doctor, execution, local, outputs, plan, status, teardown,
    template, validate,
};
use crate::context::Context;

/// Runs one command to its end.
pub async fn run(context: &Context, command: Command) -> Result<()> {
    match command {
        Command::Deploy(args) => deploy::deploy(context, args).await,
        Command::Plan(args) => plan::plan(context, args).await,
        Command::Template(args) => template::run(context, args).await,
        Command::Build(args) => build::run(context, args).await,
        Command::Doctor(args) => doctor::run(context, &args).await,
        Command::Status(args) => status::status(context, args).await,
        Command::Outputs(args) => outputs::outputs(context, args).await,
        Command::Api(args) => api::run(context, &args).await,
        Command::Teardown(args) => teardown::run(context, args).await,
        Command::Validate(args) => validate::run(context, &args).await,
        Command::Local(args) => local::run(context, args).await,
        Command::Docs(args) => docs::run(context, &args),
        Command::Completion(args) => completion::run(context, &args, command_line::command()),
        Command::System(command) => command.run(context).await,
        Command::Execution(args) => execution::run(context, args).await,
    }
}
