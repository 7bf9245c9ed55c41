//! The reports of the emulator's commands.

use std::time::Duration;

use serde::Serialize;

use super::home::{Home, Record};
use super::install::VERSION;
use super::mail::Mail;
use super::usage;
use super::variables::{Shell, Variables};
use crate::output::{Details, Report, Table, duration};

/// What runs, and where.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Status {
    /// Whether it runs.
    pub running: bool,
    /// The address of every service; null when nothing runs.
    pub endpoint: Option<String>,
    /// The running emulator's version, else the one that a start would use.
    pub version: String,
    /// Id of its process; null when nothing runs.
    pub pid: Option<i32>,
    /// Whether it checks permissions; null when nothing runs.
    pub auth: Option<bool>,
    /// Seconds since it was started; null when nothing runs.
    pub uptime_seconds: Option<u64>,
    /// Memory of the emulator's own process, without its functions.
    pub memory_bytes: Option<u64>,
    /// Disk space of the emulator's folder.
    pub disk_bytes: u64,
    /// The folder of its saved state.
    pub state: String,
    /// Its log file.
    pub log: String,
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
            memory_bytes: running.and_then(|record| usage::memory(record.pid)),
            disk_bytes: usage::disk(home.folder()),
            state: home.state().display().to_string(),
            log: home.log().display().to_string(),
        }
    }
}

impl Report for Status {
    fn text(&self) -> String {
        Details::new()
            .entry("running", if self.running { "yes" } else { "no" })
            .maybe("endpoint", self.endpoint.clone())
            .entry("version", format!("ministack {}", self.version))
            .maybe("pid", self.pid.map(|pid| pid.to_string()))
            .maybe(
                "uptime",
                self.uptime_seconds.map(|seconds| duration::elapsed(Duration::from_secs(seconds))),
            )
            .maybe("permissions", self.auth.map(|auth| if auth { "checked" } else { "not checked" }))
            .maybe("memory", self.memory_bytes.map(mebibytes))
            .entry("disk", mebibytes(self.disk_bytes))
            .entry("state", &self.state)
            .entry("log", &self.log)
            .to_text()
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / (1024.0 * 1024.0))
}

/// What `up` found or did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Up {
    /// False when it was running already.
    pub started: bool,
    /// What it could not restore from the previous emulator, and what to do about that.
    pub recovery: Vec<String>,
    #[serde(flatten)]
    pub status: Status,
}

impl Report for Up {
    fn text(&self) -> String {
        let verb = if self.started { "started" } else { "already running" };
        let endpoint = self.status.endpoint.as_deref().unwrap_or_default();
        let pid = self.status.pid.unwrap_or_default();
        let version = &self.status.version;
        format!("{verb}: ministack {version} at {endpoint} (pid {pid})\n\nNext: `provision deploy --local`")
    }
}

/// What `down` did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Down {
    /// False when nothing was running.
    pub stopped: bool,
    /// It did not end in time and was killed, so changes of its last second may be lost.
    pub forced: bool,
    /// Whether its saved state was deleted too.
    pub state_deleted: bool,
}

impl Report for Down {
    fn text(&self) -> String {
        let stopped = if self.stopped { "stopped" } else { "not running" };
        match (self.state_deleted, self.forced, self.stopped) {
            (true, _, _) => format!("{stopped}; its state is deleted"),
            (false, true, _) => {
                format!("{stopped} by force; its state is kept, except for about the last second")
            }
            (false, false, true) => format!("{stopped}; its state is kept"),
            (false, false, false) => stopped.to_owned(),
        }
    }
}

/// What `reset` did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reset {
    /// Always true: a reset that the user declines is a failure.
    pub reset: bool,
}

impl Report for Reset {
    fn text(&self) -> String {
        "the emulator is empty".to_owned()
    }
}

/// The variables for one shell; JSON is the same for all.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Inbox {
    /// The e-mails, oldest first.
    pub mails: Vec<Mail>,
}

impl Report for Inbox {
    fn text(&self) -> String {
        if self.mails.is_empty() {
            return "no mail".to_owned();
        }
        let row = |mail: &Mail| {
            [mail.number.to_string(), mail.sent_at.clone(), mail.to.join(", "), mail.subject.clone()]
        };
        let table = Table::new(["NO", "SENT", "TO", "SUBJECT"]).right(0).cutting([2, 3]).dropping([1]);
        table.rows(self.mails.iter().map(row)).to_text()
    }
}

impl Report for Mail {
    fn text(&self) -> String {
        Details::new()
            .entry("from", &self.from)
            .entry("to", self.to.join(", "))
            .entry("sent", &self.sent_at)
            .entry("subject", &self.subject)
            .entry("text", &self.text)
            .maybe("links", (!self.links.is_empty()).then(|| self.links.join("\n")))
            .to_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Environment;

    fn home() -> Home {
        Home::find(&Environment { local_home: Some("/l".into()), ..Environment::default() }).unwrap()
    }

    #[test]
    fn a_status_prints_everything_known() {
        let record = Record {
            pid: -7,
            port: 4566,
            version: "1.5.33".into(),
            started_at: 100,
            auth: true,
            function_processes: Some(8),
            launcher: "launcher-1".into(),
        };
        let status = Status::new(&home(), Some(record), 161);
        insta::assert_snapshot!(status.text(), @r"
        running      yes
        endpoint     http://127.0.0.1:4566
        version      ministack 1.5.33
        pid          -7
        uptime       1 m 01 s
        permissions  checked
        disk         0.0 MiB
        state        /l/state
        log          /l/emulator.log
        ");
    }

    #[test]
    fn a_status_of_nothing_has_the_same_keys() {
        let status = Status::new(&home(), None, 0);
        insta::assert_snapshot!(serde_json::to_string(&status).unwrap(), @r#"{"running":false,"endpoint":null,"version":"1.5.33","pid":null,"auth":null,"uptime_seconds":null,"memory_bytes":null,"disk_bytes":0,"state":"/l/state","log":"/l/emulator.log"}"#);
    }

    #[test]
    fn a_mail_cannot_move_the_cursor() {
        let mail = Mail {
            number: 1,
            id: "m".into(),
            from: "a@x".into(),
            to: vec!["b@x".into()],
            subject: "Hello\u{1b}[2J".into(),
            sent_at: "2026-01-01T00:00:00.000Z".into(),
            text: "Approve or deny:\nhttp://x/y\n".into(),
            html: None,
            links: vec!["http://x/y".into(), "http://x/z".into()],
        };
        insta::assert_snapshot!(mail.text(), @r"
        from     a@x
        to       b@x
        sent     2026-01-01T00:00:00.000Z
        subject  Hello�[2J
        text     Approve or deny:
                 http://x/y
        links    http://x/y
                 http://x/z
        ");
        insta::assert_snapshot!(Inbox { mails: vec![mail] }.text(), @r"
        NO  SENT                      TO   SUBJECT
         1  2026-01-01T00:00:00.000Z  b@x  Hello�[2J
        ");
    }
}
