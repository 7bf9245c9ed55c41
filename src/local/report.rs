//! What the commands of the emulator tell.

use std::path::PathBuf;

use serde::Serialize;

use super::home::{Home, Record};
use super::install::VERSION;
use super::mail::Mail;
use super::variables::{Shell, Variables};
use crate::output::Report;

/// What runs, and where.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    pub running: bool,
    /// The address of every service; null when nothing runs.
    pub endpoint: Option<String>,
    /// The running emulator's version, else the one that a start would use.
    pub version: String,
    pub pid: Option<i32>,
    pub auth: Option<bool>,
    pub uptime_seconds: Option<u64>,
    pub state: PathBuf,
    pub log: PathBuf,
}

impl Status {
    /// The status of a folder at a moment, in seconds since 1970.
    pub(super) fn new(home: &Home, running: Option<Record>, now: u64) -> Self {
        let running = running.as_ref();
        Self {
            running: running.is_some(),
            endpoint: running.map(Record::endpoint),
            version: running.map_or_else(|| VERSION.to_owned(), |record| record.version.clone()),
            pid: running.map(|record| record.pid),
            auth: running.map(|record| record.auth),
            uptime_seconds: running.map(|record| now.saturating_sub(record.started_at)),
            state: home.state(),
            log: home.log(),
        }
    }
}

impl Report for Status {
    fn text(&self) -> String {
        let mut rows = vec![("running", if self.running { "yes" } else { "no" }.to_owned())];
        rows.extend(self.endpoint.clone().map(|endpoint| ("endpoint", endpoint)));
        rows.push(("version", format!("ministack {}", self.version)));
        rows.extend(self.pid.map(|pid| ("pid", pid.to_string())));
        rows.extend(self.uptime_seconds.map(|seconds| ("uptime", duration(seconds))));
        rows.extend(self.auth.map(|auth| ("permissions", permissions(auth).to_owned())));
        rows.push(("state", self.state.display().to_string()));
        rows.push(("log", self.log.display().to_string()));
        rows.iter().map(|(name, value)| format!("{name:<12} {value}")).collect::<Vec<_>>().join("\n")
    }
}

fn permissions(auth: bool) -> &'static str {
    if auth { "checked" } else { "not checked" }
}

/// Seconds in the two largest units.
fn duration(seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min {} s", seconds % 60),
        (0, _, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}

/// What `up` found or did.
#[derive(Clone, Debug, Serialize)]
pub struct Up {
    /// False when it was running already.
    pub started: bool,
    #[serde(flatten)]
    pub status: Status,
}

impl Report for Up {
    fn text(&self) -> String {
        let verb = if self.started { "started" } else { "already running" };
        let endpoint = self.status.endpoint.as_deref().unwrap_or_default();
        let pid = self.status.pid.unwrap_or_default();
        format!("{verb}: ministack {} at {endpoint} (pid {pid})", self.status.version)
    }
}

/// What `down` did.
#[derive(Clone, Debug, Serialize)]
pub struct Down {
    /// False when nothing was running.
    pub stopped: bool,
    pub state_deleted: bool,
}

impl Report for Down {
    fn text(&self) -> String {
        match (self.stopped, self.state_deleted) {
            (true, false) => "stopped; its state is kept",
            (true, true) => "stopped; its state is deleted",
            (false, false) => "not running",
            (false, true) => "not running; its state is deleted",
        }
        .to_owned()
    }
}

/// What `reset` did.
#[derive(Clone, Debug, Serialize)]
pub struct Reset {
    /// False when the user said no.
    pub reset: bool,
}

impl Report for Reset {
    fn text(&self) -> String {
        if self.reset { "the emulator is empty" } else { "nothing changed" }.to_owned()
    }
}

/// The variables for one shell; JSON is the same for all.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Env {
    pub variables: Variables,
    #[serde(skip)]
    pub shell: Shell,
}

impl Report for Env {
    fn text(&self) -> String {
        self.variables.commands(self.shell)
    }
}

/// The inbox as a list.
#[derive(Clone, Debug, Serialize)]
pub struct Inbox {
    pub mails: Vec<Mail>,
}

impl Report for Inbox {
    fn text(&self) -> String {
        if self.mails.is_empty() {
            return "no mail".to_owned();
        }
        let width = self.mails.iter().map(|mail| mail.to.join(", ").chars().count()).max().unwrap_or(0);
        let line = |mail: &Mail| {
            let (to, subject) = (line_of(&mail.to.join(", ")), line_of(&mail.subject));
            format!("{:>3}  {}  {to:<width$}  {subject}", mail.number, mail.sent_at)
        };
        self.mails.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl Report for Mail {
    fn text(&self) -> String {
        let mut text = format!(
            "From:    {}\nTo:      {}\nDate:    {}\nSubject: {}\n\n{}",
            line_of(&self.from),
            line_of(&self.to.join(", ")),
            self.sent_at,
            line_of(&self.subject),
            self.text.trim_end()
        );
        if !self.links.is_empty() {
            text.push_str("\n\nLinks:\n  ");
            text.push_str(&self.links.join("\n  "));
        }
        text
    }
}

/// Text that a sender chose, kept on one line and off the terminal's controls.
fn line_of(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Environment;

    fn home() -> Home {
        Home::find(&Environment { local_home: Some("/l".into()), ..Environment::default() }).unwrap()
    }

    #[test]
    fn a_status_tells_all_it_knows() {
        let record = Record {
            pid: 7,
            port: 4566,
            version: "1.5.33".into(),
            started_at: 100,
            auth: true,
            launcher: "launcher-1".into(),
        };
        let status = Status::new(&home(), Some(record), 161);
        insta::assert_snapshot!(status.text(), @r"
        running      yes
        endpoint     http://127.0.0.1:4566
        version      ministack 1.5.33
        pid          7
        uptime       1 min 1 s
        permissions  checked
        state        /l/state
        log          /l/emulator.log
        ");
    }

    #[test]
    fn a_status_of_nothing_has_the_same_keys() {
        let status = Status::new(&home(), None, 0);
        insta::assert_snapshot!(serde_json::to_string(&status).unwrap(), @r#"{"running":false,"endpoint":null,"version":"1.5.33","pid":null,"auth":null,"uptime_seconds":null,"state":"/l/state","log":"/l/emulator.log"}"#);
    }

    #[test]
    fn a_mail_cannot_move_the_cursor() {
        let mail = Mail {
            number: 1,
            id: "m".into(),
            from: "a@x".into(),
            to: vec!["b@x".into()],
            subject: "Hello\u{1b}[2J".into(),
            sent_at: "2026-01-01T00:00:00Z".into(),
            text: "Body\n".into(),
            html: None,
            links: vec!["http://x/y".into()],
        };
        insta::assert_snapshot!(mail.text(), @r"
        From:    a@x
        To:      b@x
        Date:    2026-01-01T00:00:00Z
        Subject: Hello [2J

        Body

        Links:
          http://x/y
        ");
        insta::assert_snapshot!(Inbox { mails: vec![mail] }.text(), @"  1  2026-01-01T00:00:00Z  b@x  Hello [2J");
    }

    #[test]
    fn durations_have_two_units() {
        assert_eq!(duration(5), "5 s");
        assert_eq!(duration(3_700), "1 h 1 min");
        assert_eq!(duration(90_000), "1 d 1 h");
    }
}
