//! Parses the command line, starts the runtime, runs the command and turns a failure into an exit code.

mod cli;
mod command_line;
mod commands;
mod connection;
mod context;
mod dispatch;
mod local;
mod output;
mod settings;
mod shipped;
mod systems;

use std::io;
use std::process::ExitCode;

use anyhow::Context as _;
use engine::failure;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::command_line::Refusal;
use crate::context::Context;
use crate::output::Ui;
use crate::settings::Environment;
use engine::aws::Waiting;

fn main() -> ExitCode {
    let environment = Environment::read();
    let arguments: Vec<_> = std::env::args_os().collect();
    match command_line::parse(&arguments) {
        Ok(cli) => {
            let ui = Ui::new(&cli.settings, &environment);
            let (waits, shown) = unbounded_channel();
            let context = Context { settings: cli.settings, environment, ui, waits };
            let result = start(&context, cli.command, shown);
            end(&context.ui, result)
        }
        Err(refusal) => refuse(&Ui::before_settings(&environment), refusal),
    }
}

/// Answers a command line that is not run.
fn refuse(ui: &Ui, refusal: Refusal) -> ExitCode {
    match refusal {
        Refusal::Asked(help) => end(ui, help.print().context("writing to standard output")),
        Refusal::NoCommand(help) => {
            ui.note(help.trim_end());
            ExitCode::from(failure::EXIT_USAGE)
        }
        Refusal::Wrong(failure) => end(ui, Err(failure.into())),
    }
}

/// The exit code of a result; a failure is printed.
fn end(ui: &Ui, result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::from(failure::EXIT_DONE),
        Err(error) if is_closed_pipe(&error) => ExitCode::from(failure::EXIT_DONE),
        Err(error) => {
            ui.failure(&error);
            ExitCode::from(failure::kind_of(&error).exit_code())
        }
    }
}

/// One thread is enough: the program waits for AWS, it does not compute.
fn start(context: &Context, command: cli::Command, waits: UnboundedReceiver<Waiting>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        tokio::select! {
            biased;
            result = dispatch::run(context, command) => result,
            never = context.show_waits(waits) => match never {},
        }
    });
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
