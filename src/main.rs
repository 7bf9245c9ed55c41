//! Parses the command line, starts the runtime, runs the command and turns a failure into an exit code.

mod aws;
mod cli;
mod commands;
mod context;
mod engine;
mod failure;
mod local;
mod operate;
mod output;
mod settings;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::context::Context;
use crate::output::Ui;
use crate::settings::Environment;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let environment = Environment::read();
    let ui = Ui::new(&cli.settings, &environment);
    let context = Context { settings: cli.settings, environment, ui };
    match start(&context, cli.command) {
        Ok(()) => ExitCode::from(failure::EXIT_DONE),
        Err(error) if is_closed_pipe(&error) => ExitCode::from(failure::EXIT_DONE),
        Err(error) => {
            context.ui.failure(&error);
            ExitCode::from(failure::kind_of(&error).exit_code())
        }
    }
}

/// One thread is enough: the program waits for AWS, it does not compute.
fn start(context: &Context, command: cli::Command) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(commands::run(context, command));
    // A blocking task that still runs (a build, a prompt) must not hold the process back.
    runtime.shutdown_background();
    result
}

/// A reader that has seen enough, as in `provision status | head -1`, is not an error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
