//! Completion of names from the deployed stage: ids of mailboxes and orders, names of executions.
//!
//! The names come from a cache. If the cache is old, a separate process runs the list command, which fills it; that
//! process has no terminal, prints nothing, never prompts and ends after `LOOK`. Completion waits for it only until its
//! own deadline, and offers what the cache has then.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use engine::aws::may_involve_user;

use super::ASKED;
use super::names::Place;
use crate::local;
use crate::names::Live;
use crate::names::cache::Cache;
use crate::settings::{Environment, Settings};

/// Precedes the list command that is run to fill the cache.
pub const LOOK_OPTION: &str = "--look";
/// How often the cache is read while its filling is waited for.
const PAUSE: Duration = Duration::from_millis(5);

impl Place {
    /// The names with their states, in the order of the list command.
    pub(super) fn live(&self, live: &Live) -> Vec<(String, String)> {
        let Some(cache) = Cache::of(&self.settings, &self.environment, live) else { return Vec::new() };
        if !cache.is_fresh() && may_look(&self.settings, &self.environment) {
            if cache.begin_look() {
                look(&self.settings, live);
            }
            while !cache.is_fresh() && Instant::now() < self.deadline {
                sleep(PAUSE);
            }
        }
        cache.read().into_iter().map(|name| (name.name, name.state)).collect()
    }
}

/// Whether names can be looked for without the user noticing: the emulator is not started, and no program is run for
/// credentials, which could open a window.
fn may_look(settings: &Settings, environment: &Environment) -> bool {
    if settings.local {
        return local::is_running(environment);
    }
    if settings.profile.is_none() && environment.has_access_key {
        return true;
    }
    let profile = settings.profile.as_deref().or(environment.aws_profile.as_deref());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.is_ok_and(|runtime| !runtime.block_on(may_involve_user(profile)))
}

/// Starts the process that fills the cache. It is not waited for; without it the names stay as old as they are.
fn look(settings: &Settings, live: &Live) {
    let Ok(program) = std::env::current_exe() else { return };
    let mut command = Command::new(program);
    command.args([ASKED, LOOK_OPTION]).args(live.list).args(["--no-input", "--quiet", "--output", "table"]);
    for flag in &settings.place {
        match &flag.value {
            Some(value) => command.arg(format!("{}={value}", flag.name)),
            None => command.arg(&flag.name),
        };
    }
    // `settings.place` has only what is on the command line; variables are inherited.
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(silent.spawn());
}
