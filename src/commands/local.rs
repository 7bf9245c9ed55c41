//! `provision local`: the emulator on this machine.

use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum, value_parser};

use crate::context::Context;
use crate::local::report::{Env, Inbox, Reset};
use crate::local::{self, Ending, Shell, Wanted};
use engine::failure::Failure;

/// Run, inspect and stop the emulator that replaces AWS on this machine
///
/// It needs no account and no Docker. Commands with --local start it if it is not running. Its folder is
/// PROVISION_LOCAL_HOME, by default a folder in the user's data folder; the installation is in the user's cache folder.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  provision local up\n  eval \"$(provision local env)\"")]
pub struct Local {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// Install the emulator if needed, start it and wait until it responds
    ///
    /// The first start creates a private Python environment with a pinned version, whose files are verified by their
    /// hashes (with uv if it is installed, otherwise with Python's venv and pip). The emulator listens on 127.0.0.1
    /// only, stores its state on disk and keeps running when this command has ended.
    #[command(after_help = "Example:\n  provision local up --port 4566")]
    Up(UpArgs),
    /// Stop the emulator; it saves its state first
    #[command(after_help = "Example:\n  provision local down --delete-state")]
    Down(DownArgs),
    /// Show whether the emulator is running, and where
    ///
    /// Exits with 0 in either case; scripts read `running` of --output json.
    #[command(after_help = "Example:\n  provision local status --output json")]
    Status,
    /// Print the environment variables with which other AWS tools use the emulator
    ///
    /// The region is that of --region, otherwise of AWS_REGION, otherwise us-east-1.
    #[command(
        after_help = "Example:\n  eval \"$(provision local env)\"\n  provision local env --shell fish | source"
    )]
    Env(EnvArgs),
    /// Delete everything in the emulator; it keeps running
    #[command(after_help = "Example:\n  provision local reset --yes")]
    Reset,
    /// List the e-mails that were sent through the emulator, or show one
    ///
    /// Oldest first. No e-mail leaves this machine.
    #[command(after_help = "Example:\n  provision local mail\n  provision local mail show --last")]
    Mail(MailArgs),
}

#[derive(Args, Debug)]
struct UpArgs {
    /// Port on 127.0.0.1 [default: the previous one if it is free, otherwise any free port]
    #[arg(long, value_name = "PORT", value_parser = value_parser!(u16).range(1..))]
    port: Option<u16>,

    /// Check permissions as AWS does: signatures, users' policies and functions' roles
    #[arg(long)]
    auth: bool,

    /// Number of function processes at a time [default: PROVISION_FUNCTION_PROCESSES, otherwise 4 per core]
    ///
    /// Further invocations wait until a process is free. A function that waits for another one's response does not
    /// count.
    #[arg(long, value_name = "NUMBER", value_parser = value_parser!(u16).range(1..))]
    function_processes: Option<u16>,
}

#[derive(Args, Debug)]
struct DownArgs {
    /// Delete the emulator's state too
    #[arg(long)]
    delete_state: bool,

    /// How long to wait before it is killed, which may lose the changes of its last second
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    wait: u64,
}

#[derive(Args, Debug)]
struct EnvArgs {
    /// Shell to print them for
    #[arg(long, value_name = "SHELL", default_value = "sh")]
    shell: ShellName,
}

/// The names of the shells on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ShellName {
    /// bash, zsh and other POSIX shells
    Sh,
    /// fish
    Fish,
    /// PowerShell
    Powershell,
}

impl From<ShellName> for Shell {
    fn from(name: ShellName) -> Self {
        match name {
            ShellName::Sh => Shell::Sh,
            ShellName::Fish => Shell::Fish,
            ShellName::Powershell => Shell::Powershell,
        }
    }
}

#[derive(Args, Debug)]
struct MailArgs {
    #[command(subcommand)]
    action: Option<MailAction>,
}

#[derive(Subcommand, Debug)]
enum MailAction {
    /// Show one e-mail: its text and its links
    #[command(after_help = "Example:\n  provision local mail show 3")]
    Show(ShowArgs),
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct ShowArgs {
    /// Number of the e-mail in the list
    number: Option<usize>,

    /// Show the newest e-mail
    #[arg(long)]
    last: bool,
}

/// Runs one command on the emulator.
pub async fn run(context: &Context, arguments: Local) -> Result<()> {
    let ui = &context.ui;
    match arguments.action {
        Action::Up(arguments) => ui.report(&local::up(context, &wanted(&arguments, context)?).await?),
        Action::Down(arguments) => ui.report(&local::down(context, ending(&arguments)).await?),
        Action::Status => ui.report(&local::status(context).await?),
        Action::Env(arguments) => {
            let variables = local::variables(context).await?;
            ui.report(&Env { variables, shell: arguments.shell.into() })
        }
        Action::Reset => reset(context).await,
        Action::Mail(arguments) => mail(context, arguments).await,
    }
}

fn wanted(arguments: &UpArgs, context: &Context) -> Result<Wanted> {
    let usual = Wanted::by(&context.environment)?;
    Ok(Wanted {
        port: arguments.port,
        auth: arguments.auth,
        function_processes: arguments.function_processes.or(usual.function_processes),
    })
}

fn ending(arguments: &DownArgs) -> Ending {
    Ending { deadline: Duration::from_secs(arguments.wait), delete_state: arguments.delete_state }
}

async fn reset(context: &Context) -> Result<()> {
    let endpoint = local::running_endpoint(context).await?;
    if !context.ui.confirm(&format!("Delete everything in the emulator at {endpoint}?")).await? {
        return Err(Failure::declined("the reset was not confirmed: nothing was deleted").into());
    }
    local::reset(context).await?;
    context.ui.report(&Reset { reset: true })
}

async fn mail(context: &Context, arguments: MailArgs) -> Result<()> {
    let mails = local::mails(context).await?;
    let Some(MailAction::Show(arguments)) = arguments.action else {
        return context.ui.report(&Inbox { mails });
    };
    let number = arguments.number.unwrap_or(mails.len());
    let found = mails.iter().find(|mail| mail.number == number).ok_or_else(|| {
        let message = match arguments.number {
            Some(number) => format!("there is no mail {number}; the emulator has {}", mails.len()),
            None => "the emulator has no mail yet".to_owned(),
        };
        Failure::failed(message).hint("list them: `provision local mail`")
    })?;
    context.ui.report(found)
}
