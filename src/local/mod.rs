//! The emulator on this machine: install, start, stop, inspect.
//!
//! The emulator is a separate process that outlives the command that starts it. Its folder ([`home::Home`]) holds
//! its state and log; its installation is shared by all folders. Nothing here knows of systems or stacks, and nothing
//! outside knows that the emulator is not AWS.

mod client;
mod home;
mod install;
mod launcher;
pub mod lint;
pub mod mail;
mod process;
mod python;
pub mod report;
mod turn;
mod usage;
mod variables;
mod wait;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;

use self::client::Client;
use self::home::{Home, Record, remove_folder};
pub use self::process::Wanted;
use self::report::{Down, Status, Up};
use self::turn::Turn;
pub use self::variables::{Shell, Variables};
use crate::context::Context;
use crate::settings::Environment;
use engine::counted::counted;
use engine::failure::Failure;

/// The longest that another command may start or stop the emulator, installation included.
const TURN_DEADLINE: Duration = Duration::from_secs(600);

/// Where the emulator answers, and to which key.
pub struct Door {
    pub endpoint: String,
    pub secret: String,
}

/// The door of the running emulator; starts it when it is not running, with a note before the slow work.
///
/// Fails as [`up`] does.
pub async fn door(context: &Context) -> Result<Door> {
    let home = Home::find(&context.environment)?;
    if let Some(record) = home.living()
        && Client::new(&home, &record).is_ready().await
    {
        warn_if_other(context, &record);
        return Ok(Door { endpoint: record.endpoint(), secret: home.secret()? });
    }
    let (_, record) = ensure(context, &home, &Wanted::by(&context.environment)?).await?;
    Ok(Door { endpoint: record.endpoint(), secret: home.secret()? })
}

/// Whether the emulator's process is running. Asks nothing and starts nothing.
pub fn is_running(environment: &Environment) -> bool {
    Home::find(environment).is_ok_and(|home| home.is_alive())
}

/// Starts the emulator unless it runs, and waits until it answers.
///
/// Fails when it cannot be installed or started, and when it runs in another way than requested.
pub async fn up(context: &Context, wanted: &Wanted) -> Result<Up> {
    let home = Home::find(&context.environment)?;
    let (started, record) = ensure(context, &home, wanted).await?;
    if !started {
        check_is_as_wanted(&record, wanted)?;
        warn_if_other(context, &record);
    }
    let recovery = if started { home.recovered() } else { Vec::new() };
    Ok(Up { started, recovery, status: status_of(&home, Some(record)) })
}

/// Whether it had to be started, and the one that now answers.
async fn ensure(context: &Context, home: &Home, wanted: &Wanted) -> Result<(bool, Record)> {
    if let Some(record) = home.living()
        && Client::new(home, &record).is_ready().await
    {
        return Ok((false, record));
    }
    home.prepare()?;
    let _turn = Turn::take(&home.turn(), TURN_DEADLINE, &context.ui).await?;
    if let Some(record) = home.living()
        && process::await_answer(home, &record).await?
    {
        return Ok((false, record));
    }
    let installation = install::ensure(&context.environment, &context.ui).await?;
    context.ui.note("starting the emulator …");
    let record = process::start(home, &installation, &context.environment, wanted).await?;
    for sentence in home.recovered() {
        context.ui.warning(&sentence);
    }
    Ok((true, record))
}

fn check_is_as_wanted(record: &Record, wanted: &Wanted) -> Result<()> {
    let difference = match wanted.port {
        Some(port) if port != record.port => format!("on port {}", record.port),
        _ if wanted.auth && !record.auth => "without --auth".to_owned(),
        _ if wanted.function_processes.is_some_and(|number| record.function_processes != Some(number)) => {
            match record.function_processes {
                Some(number) => format!("with {}", counted(number, "function process")),
                None => "with any number of function processes".to_owned(),
            }
        }
        _ => return Ok(()),
    };
    Err(Failure::failed(format!("the emulator already runs {difference}"))
        .hint("stop it first: `provision local down`")
        .into())
}

/// An emulator from another version of this program works, but judges differently.
fn warn_if_other(context: &Context, record: &Record) {
    if record.launcher != launcher::name() {
        context.ui.warning(
            "the running emulator was started by another version of provision; `provision local down` \
             and the next command start this one's",
        );
    }
}

/// How [`down`] ends the emulator.
#[derive(Clone, Copy, Debug)]
pub struct Ending {
    /// How long it may take to save its state before it is ended by force.
    pub deadline: Duration,
    /// Forget everything it holds, too.
    pub delete_state: bool,
}

/// Stops the emulator, which saves its state; does nothing when it is not running.
pub async fn down(context: &Context, ending: Ending) -> Result<Down> {
    let home = Home::find(&context.environment)?;
    let mut done = Down { stopped: false, forced: false, state_deleted: false };
    if !home.folder().is_dir() {
        return Ok(done);
    }
    let _turn = Turn::take(&home.turn(), TURN_DEADLINE, &context.ui).await?;
    if let Some(record) = home.living() {
        done.forced = !process::stop(&home, &record, ending.deadline).await?;
        done.stopped = true;
    }
    if done.forced {
        let seconds = ending.deadline.as_secs();
        context.ui.warning(&format!(
            "the emulator did not end within {seconds} s and was ended by force: executions that ran have failed, \
             and changes of its last second may be lost; the next start reports both"
        ));
    }
    remove(&home.temporary())?;
    if ending.delete_state {
        remove(&home.state())?;
        done.state_deleted = true;
    } else if done.stopped && !done.forced && home.is_unsaved() {
        return Err(unsaved(&home));
    }
    Ok(done)
}

/// The emulator has ended, and its last snapshot could not be written.
fn unsaved(home: &Home) -> anyhow::Error {
    let state = home.state();
    let text = format!(
        "the emulator is stopped, but its state could not be saved in {}: what changed since the last snapshot is lost",
        state.display()
    );
    let hint = format!("make sure that the disk has space; {} has the reason", home.log().display());
    Failure::failed(text).hint(hint).into()
}

fn remove(folder: &std::path::Path) -> Result<()> {
    remove_folder(folder)
        .map_err(|error| Failure::failed(format!("cannot remove {}: {error}", folder.display())).into())
}

/// What runs, and where. Never starts anything.
pub async fn status(context: &Context) -> Result<Status> {
    let home = Home::find(&context.environment)?;
    let mut running = home.living();
    if let Some(record) = &running
        && !Client::new(&home, record).is_ready().await
    {
        context.ui.warning(&format!("the emulator's process {} is running but does not respond", record.pid));
        running = None;
    }
    Ok(status_of(&home, running))
}

fn status_of(home: &Home, running: Option<Record>) -> Status {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    Status::new(home, running, now)
}

/// The address of the running emulator; a failure when it is not running.
pub async fn running_endpoint(context: &Context) -> Result<String> {
    Ok(running(context).await?.0.endpoint())
}

/// Wipes everything that the running emulator holds.
pub async fn reset(context: &Context) -> Result<()> {
    running(context).await?.1.reset().await
}

/// The mails that were sent through the running emulator, oldest first.
pub async fn mails(context: &Context) -> Result<Vec<mail::Mail>> {
    mail::read(&running(context).await?.1).await
}

/// The variables with which other tools talk to the running emulator.
pub async fn variables(context: &Context) -> Result<Variables> {
    let (record, client) = running(context).await?;
    let region = context.settings.region.clone().or_else(|| context.environment.aws_region.clone());
    let region = region.as_deref().unwrap_or("us-east-1");
    Ok(Variables::new(&record.endpoint(), &client.secret()?, region))
}

/// The emulator that runs and answers; a failure with a hint when there is none.
async fn running(context: &Context) -> Result<(Record, Client)> {
    let home = Home::find(&context.environment)?;
    if let Some(record) = home.living() {
        let client = Client::new(&home, &record);
        if client.is_ready().await {
            return Ok((record, client));
        }
    }
    Err(Failure::failed("the emulator is not running").hint("start it: `provision local up`").into())
}
