//! The emulator's process: started in the background, stopped only by its process id.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process, kill_process_group, test_kill_process};
use tokio::process::{Child, Command};

use super::client::Client;
use super::home::{Home, Record, remove_folder};
use super::install::Installation;
use super::wait::Pause;
use crate::settings::{Environment, FUNCTION_PROCESSES};
use engine::failure::Failure;

/// How long a start may take. It takes half a second; a loaded machine may need more.
const START_DEADLINE: Duration = Duration::from_secs(20);
/// Between asking for a free port and binding it, another process may take it.
const TRIES: usize = 5;
/// The last words of the log that a failed start shows.
const LOG_LINES: usize = 8;

/// What an emulator is started with.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// This port and no other.
    pub port: Option<u16>,
    /// Check permissions as on AWS.
    pub auth: bool,
    /// How many processes functions may have at once, if not the launcher's default.
    pub function_processes: Option<u16>,
}

impl Wanted {
    /// What a command without further wishes starts. Fails on a variable that is no number.
    pub fn by(environment: &Environment) -> Result<Self> {
        let Some(text) = &environment.function_processes else { return Ok(Self::default()) };
        let number = text.parse().ok().filter(|number| *number > 0).ok_or_else(|| {
            Failure::usage(format!("{FUNCTION_PROCESSES} is {text:?}, which is not a number from 1 to 65535"))
        })?;
        Ok(Self { function_processes: Some(number), ..Self::default() })
    }
}

/// Starts the emulator and waits until it answers.
///
/// Fails when the requested port is taken, when the process ends early (with its last words) and when it
/// does not answer in time.
pub async fn start(
    home: &Home,
    installation: &Installation,
    environment: &Environment,
    wanted: &Wanted,
) -> Result<Record> {
    end_leftovers(home);
    let mut last = home.last().map(|record| record.port);
    for attempt in 1.. {
        let port = choose_port(wanted.port, last.take())?;
        let mut child = spawn(home, installation, environment, wanted, port)?;
        match await_ready(home, &mut child, START_DEADLINE).await? {
            Outcome::Ready(record) => return Ok(record),
            // An interrupted start has completed meanwhile and holds the folder.
            Outcome::Ended(_) if let Some(record) = home.living() => {
                if await_answer(home, &record).await? {
                    return Ok(record);
                }
            }
            // Only a port that another process holds is worth another try.
            Outcome::Ended(_) if is_taken(port) && wanted.port.is_none() && attempt < TRIES => {}
            Outcome::Ended(_) if is_taken(port) => return Err(port_is_taken(port)),
            Outcome::Ended(status) => return Err(ended_early(home, status)),
            Outcome::Silent => {
                child.kill().await.context("stopping an emulator that does not respond")?;
                return Err(silent(home));
            }
        }
    }
    unreachable!("the last attempt returns")
}

enum Outcome {
    Ready(Record),
    Ended(ExitStatus),
    Silent,
}

async fn await_ready(home: &Home, child: &mut Child, deadline: Duration) -> Result<Outcome> {
    let own = child.id().and_then(|id| i32::try_from(id).ok());
    let mut pause = Pause::until(deadline);
    loop {
        if let Some(status) = child.try_wait().context("watching the emulator's process")? {
            return Ok(Outcome::Ended(status));
        }
        if let Some(record) = home.living().filter(|record| Some(record.pid) == own)
            && Client::new(home, &record).is_ready().await
        {
            return Ok(Outcome::Ready(record));
        }
        if !pause.rest().await {
            return Ok(Outcome::Silent);
        }
    }
}

/// Waits for an emulator that another run has started. False when it has ended instead: one that was killed may hold
/// its folder until a snapshot is written.
pub async fn await_answer(home: &Home, record: &Record) -> Result<bool> {
    let client = Client::new(home, record);
    let mut pause = Pause::until(START_DEADLINE);
    while !client.is_ready().await {
        if !home.is_alive() {
            return Ok(false);
        }
        if !pause.rest().await {
            return Err(silent(home));
        }
    }
    Ok(true)
}

/// Ends functions of an emulator that was killed: they would go on writing, into the next one's state.
fn end_leftovers(home: &Home) {
    let Some(pid) = home.last().and_then(|record| Pid::from_raw(record.pid)) else { return };
    // They are in its group. While one of them runs no process gets the group's number, so with the leader gone the
    // group is theirs.
    if !home.is_alive() && has_ended(pid) {
        let _ = kill_process_group(pid, Signal::KILL);
    }
}

/// Whether no process with this number runs. One that has ended keeps its number until its parent asks, and in
/// containers the parent may be a process that never does.
fn has_ended(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    let state = stat.rsplit_once(") ").map(|(_, fields)| fields.starts_with('Z'));
    test_kill_process(pid) == Err(Errno::SRCH) || state == Some(true)
}

fn spawn(
    home: &Home,
    installation: &Installation,
    environment: &Environment,
    wanted: &Wanted,
    port: u16,
) -> Result<Child> {
    remove_folder(&home.temporary())
        .and_then(|()| fs::create_dir_all(home.temporary()))
        .map_err(|error| Failure::usage(format!("cannot empty {}: {error}", home.temporary().display())))?;
    home.forget_recovery();
    let log = File::options().write(true).create(true).truncate(true).mode(0o600).open(home.log());
    let log = log.with_context(|| format!("opening {}", home.log().display()))?;
    let mut command = Command::new(&installation.python);
    command.arg("-I").arg(&installation.launcher).arg("--home").arg(home.folder());
    command.env_clear().envs(variables(home, environment, wanted, port));
    command.current_dir(home.folder()).stdin(Stdio::null());
    command.stdout(log.try_clone().context("opening the log")?).stderr(log);
    // A group of its own: Ctrl-C in the terminal is for this program, not for the emulator.
    command.process_group(0);
    command.spawn().with_context(|| format!("starting {}", installation.python.display()))
}

/// The emulator's whole environment. Its functions see all of it, so nothing of the user's is passed on that is not
/// needed, credentials least of all.
fn variables(
    home: &Home,
    environment: &Environment,
    wanted: &Wanted,
    port: u16,
) -> Vec<(&'static str, OsString)> {
    let mut variables: Vec<(&'static str, OsString)> = vec![
        ("PATH", environment.path.clone().unwrap_or_else(|| "/usr/bin:/bin".to_owned()).into()),
        ("TMPDIR", home.temporary().into()),
        ("BIND_HOST", "127.0.0.1".into()),
        ("GATEWAY_PORT", port.to_string().into()),
        // Without it, functions written in Rust would call the real AWS.
        ("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}").into()),
        ("LAMBDA_EXECUTOR", "local".into()),
        // Two listeners that are not needed here and whose ports other processes may hold.
        ("IOT_MTLS_ENABLED", "0".into()),
        ("SFTP_ENABLED", "0".into()),
        ("PERSIST_STATE", "1".into()),
        ("STATE_DIR", home.state().join("services").into()),
        ("S3_PERSIST", "1".into()),
        ("S3_DATA_DIR", home.state().join("s3").into()),
        ("AUTH", wanted.auth.to_string().into()),
    ];
    let processes = wanted.function_processes.map(|number| number.to_string().into());
    variables.extend(processes.map(|number| (FUNCTION_PROCESSES, number)));
    variables.extend(environment.home.clone().map(|home| ("HOME", home.into())));
    variables
}

/// The wanted port, else the one of last time (addresses in kept state name it), else any free one.
fn choose_port(wanted: Option<u16>, last: Option<u16>) -> Result<u16> {
    if let Some(port) = wanted {
        return if is_taken(port) { Err(port_is_taken(port)) } else { Ok(port) };
    }
    if let Some(port) = last.filter(|port| !is_taken(*port)) {
        return Ok(port);
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
    Ok(listener.local_addr().context("looking for a free port")?.port())
}

fn is_taken(port: u16) -> bool {
    bind_error(port).is_some()
}

fn bind_error(port: u16) -> Option<io::Error> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).err()
}

fn port_is_taken(port: u16) -> anyhow::Error {
    let why = match bind_error(port) {
        Some(error) if error.kind() != io::ErrorKind::AddrInUse => format!("cannot be used: {error}"),
        _ => "is taken".to_owned(),
    };
    Failure::failed(format!("cannot start the emulator: port {port} on 127.0.0.1 {why}"))
        .hint("choose another with --port, or leave --port out to get a free one")
        .into()
}

fn ended_early(home: &Home, status: ExitStatus) -> anyhow::Error {
    Failure::failed(format!("the emulator ended while it started ({status}): {}", last_words(home)))
        .hint(format!("see {}", home.log().display()))
        .into()
}

fn silent(home: &Home) -> anyhow::Error {
    Failure::failed(format!("the emulator did not respond within {} s", START_DEADLINE.as_secs()))
        .hint(format!("see {}; then `provision local down` and `provision local up`", home.log().display()))
        .into()
}

fn last_words(home: &Home) -> String {
    let log = fs::read(home.log()).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = log.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return "its log is empty".to_owned();
    }
    lines[lines.len().saturating_sub(LOG_LINES)..].join("\n  ")
}

/// Stops the emulator and waits until it has exited: by SIGTERM, so that it saves its state; by SIGKILL after the
/// deadline. True when it went by itself.
pub async fn stop(home: &Home, record: &Record, deadline: Duration) -> Result<bool> {
    let pid = Pid::from_raw(record.pid)
        .ok_or_else(|| Failure::failed(format!("{} is not a process id", record.pid)))?;
    // The process still holds the folder's lock, so the number is its own.
    if home.is_alive() {
        kill_process(pid, Signal::TERM).with_context(|| format!("stopping process {pid}"))?;
    }
    if is_gone(home, deadline).await {
        return Ok(true);
    }
    // By force it cannot end its functions, so they go with it: they are in its group.
    let _ = kill_process_group(pid, Signal::KILL);
    if !is_gone(home, Duration::from_secs(5)).await {
        return Err(Failure::failed(format!("process {pid} does not end")).into());
    }
    Ok(false)
}

async fn is_gone(home: &Home, deadline: Duration) -> bool {
    let mut pause = Pause::until(deadline);
    while home.is_alive() {
        if !pause.rest().await {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_emulator_sees_nothing_of_the_users_but_path_and_home() {
        let folder = tempfile::tempdir().unwrap();
        let environment = Environment {
            local_home: Some(folder.path().to_owned()),
            home: Some("/home/me".into()),
            path: Some("/bin".into()),
            ..Environment::default()
        };
        let home = Home::find(&environment).unwrap();
        let wanted = Wanted { port: None, auth: true, function_processes: Some(3) };
        let variables = variables(&home, &environment, &wanted, 4000);
        let value =
            |name: &str| variables.iter().find(|(key, _)| *key == name).and_then(|(_, value)| value.to_str());
        assert_eq!(value("AWS_ENDPOINT_URL"), Some("http://127.0.0.1:4000"));
        assert_eq!(value("BIND_HOST"), Some("127.0.0.1"));
        assert_eq!(value("AUTH"), Some("true"));
        assert_eq!(value("HOME"), Some("/home/me"));
        assert_eq!(value("PROVISION_FUNCTION_PROCESSES"), Some("3"));
        assert!(variables.iter().all(|(_, value)| value != "secret"));
    }

    #[test]
    fn the_bound_for_functions_is_a_number_that_is_not_zero() {
        let by = |text: &str| {
            Wanted::by(&Environment { function_processes: Some(text.to_owned()), ..Environment::default() })
        };
        assert_eq!(by("12").unwrap().function_processes, Some(12));
        for text in ["0", "-1", "many", "70000"] {
            let error = by(text).unwrap_err();
            assert!(error.to_string().contains("PROVISION_FUNCTION_PROCESSES"), "{error}");
            assert_eq!(engine::failure::kind_of(&error), engine::failure::Kind::Usage);
        }
        assert_eq!(Wanted::by(&Environment::default()).unwrap().function_processes, None);
    }

    #[test]
    fn a_port_that_is_taken_is_refused_or_passed_over() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(choose_port(Some(port), None).unwrap_err().to_string().contains("is taken"));
        assert_ne!(choose_port(None, Some(port)).unwrap(), port);
        drop(listener);
        assert_eq!(choose_port(None, Some(port)).unwrap(), port);
    }
}
