//! Parses the command line, starts the runtime, runs the command and turns a failure into an exit code.

mod cli;
mod command_line;
mod commands;
mod connection;
mod context;
mod dispatch;
mod local;
mod names;
mod output;
#[cfg(test)]
mod schemas;
mod settings;
mod shipped;
mod signals;
mod systems;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use engine::failure::{self, Failure};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

use crate::command_line::Refusal;
use crate::command_line::completion::{self, Asked};
use crate::context::Context;
use crate::names::cache::LOOK;
use crate::output::Ui;
use crate::settings::{Early, Environment};
use crate::signals::Unheeded;
use engine::aws::Waiting;

/// How long a shell waits for live names; the rest of its 200 ms is for reading files and for the shell itself.
const COMPLETED_WITHIN: Duration = Duration::from_millis(150);

fn main() -> ExitCode {
    let begun = Instant::now();
    let environment = Environment::read();
    let arguments: Vec<_> = std::env::args_os().collect();
    if let Some(asked) = Asked::read(&arguments, &environment) {
        return complete(asked, environment, begun + COMPLETED_WITHIN);
    }
    match command_line::parse(&arguments) {
        Ok(cli) => {
            let ui = Ui::new(&cli.settings, &environment);
            if let Err(error) = ui.start_log(&cli.settings, &environment) {
                return end(&ui, Err(error));
            }
            let (waits, shown) = unbounded_channel();
            let context = Context { settings: cli.settings, environment, ui, waits };
            let result = start(&context, cli.command, shown);
            end(&context.ui, result)
        }
        Err(refusal) => {
            let early = Early::read(&arguments);
            output::commands::carry(early.place.clone());
            refuse(&Ui::before_settings(&early, &environment), refusal)
        }
    }
}

/// Answers a completion script. It is never an error, and never says more than it was asked.
fn complete(asked: Asked, environment: Environment, deadline: Instant) -> ExitCode {
    match asked {
        Asked::Candidates { words, index } => {
            let found = completion::candidates(words, index, &environment, deadline);
            let ui = Ui::before_settings(&Early::read(&[]), &environment);
            // A shell that does not read the candidates has no use for them.
            let _ = ui.candidates(&found);
        }
        Asked::Look(command) => look(&command, environment),
        Asked::Nothing => {}
    }
    ExitCode::from(failure::EXIT_DONE)
}

/// Runs a list command for the cache of names, for a limited time, apart from the terminal of the shell.
fn look(command: &[OsString], environment: Environment) {
    let Ok(cli) = command_line::parse(command) else { return };
    // A process that leads a group already is apart from it.
    let _ = rustix::process::setsid();
    let ui = Ui::new(&cli.settings, &environment);
    let (waits, _) = unbounded_channel();
    let context = Context { settings: cli.settings, environment, ui, waits };
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    // What it finds is in the cache; what it misses is looked for again later.
    let _ = runtime.block_on(async { timeout(LOOK, dispatch::run(&context, cli.command)).await });
    runtime.shutdown_background();
}

/// Answers a command line that is not run.
fn refuse(ui: &Ui, refusal: Refusal) -> ExitCode {
    match refusal {
        Refusal::Asked(help) => {
            ui.stands_alone();
            end(ui, ui.help(&help.ansi().to_string(), &help.to_string()))
        }
        Refusal::NoCommand(help) => {
            ui.note(help.trim_end());
            let error = Failure::usage("no command was given").into();
            // The exit code is the same whether or not it could be printed.
            let _ = ui.result(Some(&error));
            ExitCode::from(failure::EXIT_USAGE)
        }
        Refusal::Wrong(failure) => end(ui, Err(failure.into())),
    }
}

/// The exit code of a result; what went wrong is printed, for programs as the last line of standard output.
fn end(ui: &Ui, result: anyhow::Result<()>) -> ExitCode {
    if result.as_ref().is_err_and(is_closed_pipe) {
        return ExitCode::from(failure::EXIT_DONE);
    }
    let printed = ui.result(result.as_ref().err());
    // A result that could not be printed must not hide that the command failed.
    match result.and(printed) {
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
        let mut signals = Unheeded::new()?;
        tokio::select! {
            biased;
            result = dispatch::run(context, command) => result,
            () = signals.next() => Err(Failure::interrupted("interrupted").into()),
            never = context.show_waits(waits) => match never {},
            never = context.ui.heartbeats() => match never {},
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
