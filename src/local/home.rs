//! The emulator's folder, with its state and log, and the record of the running emulator.

use std::fs::{self, File, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::settings::{Environment, LOCAL_HOME};
use engine::failure::Failure;

/// One emulator's folder. Two folders are two emulators that know nothing of each other.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// The folder that the environment names. Fails when neither it nor a home folder is known.
    pub fn find(environment: &Environment) -> Result<Self> {
        let folder = environment
            .local_home
            .clone()
            .or_else(|| Some(environment.data_folder()?.join("local")))
            .ok_or_else(|| {
                Failure::usage("there is no folder for the emulator: neither HOME nor XDG_DATA_HOME is set")
                    .hint(format!("set {LOCAL_HOME} to a folder"))
            })?;
        // The emulator runs elsewhere, so a relative path would mean another folder there.
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        Ok(Self { folder })
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the emulator keeps over a restart.
    pub fn state(&self) -> PathBuf {
        self.folder.join("state")
    }

    /// What the emulator discards.
    pub fn temporary(&self) -> PathBuf {
        self.folder.join("tmp")
    }

    /// What the emulator and its functions say.
    pub fn log(&self) -> PathBuf {
        self.folder.join("emulator.log")
    }

    fn record(&self) -> PathBuf {
        self.folder.join("emulator.json")
    }

    /// The secret of the emulator's own key, which its first start made.
    pub fn secret(&self) -> Result<String> {
        let path = self.folder.join("key");
        let text = fs::read_to_string(&path).map_err(|error| {
            Failure::failed(format!("cannot read the emulator's key {}: {error}", path.display()))
                .hint("restart it: `provision local down`, then `provision local up`")
        })?;
        Ok(text.trim().to_owned())
    }

    /// Whether the last emulator that ran here has not saved its state at its end.
    pub fn is_unsaved(&self) -> bool {
        self.folder.join("unsaved").exists()
    }

    fn recovery(&self) -> PathBuf {
        self.folder.join("recovery.json")
    }

    /// What the running emulator could not take over from the one before as it was, in sentences. None where it ended
    /// in order.
    pub fn recovered(&self) -> Vec<String> {
        let bytes = fs::read(self.recovery()).unwrap_or_default();
        serde_json::from_slice::<Recovery>(&bytes).unwrap_or_default().report
    }

    /// Removes what an earlier start reported.
    pub fn forget_recovery(&self) {
        let _ = fs::remove_file(self.recovery());
    }

    fn life(&self) -> PathBuf {
        self.folder.join("emulator.lock")
    }

    /// The file that one starting or stopping command holds at a time.
    pub fn turn(&self) -> PathBuf {
        self.folder.join("command.lock")
    }

    /// Makes the folder and what is in it. A folder that cannot be written is the user's to fix: exit code 2.
    pub fn prepare(&self) -> Result<()> {
        for folder in [self.folder.clone(), self.state(), self.temporary()] {
            make_folder(&folder, LOCAL_HOME)?;
        }
        // Keys and mails are in it.
        let _ = fs::set_permissions(&self.folder, Permissions::from_mode(0o700));
        // An existing folder may still be read-only; finding out now gives the better sentence.
        File::options().append(true).create(true).mode(0o600).open(self.log()).map_err(|error| {
            Failure::usage(format!("cannot write {}: {error}", self.log().display()))
                .hint(format!("make the folder writable, or set {LOCAL_HOME} to another"))
        })?;
        Ok(())
    }

    /// What the last emulator of this folder wrote about itself, whether or not it still runs.
    pub fn last(&self) -> Option<Record> {
        Record::parse(&fs::read(self.record()).ok()?)
    }

    /// The emulator of this folder, if its process is running.
    pub fn living(&self) -> Option<Record> {
        if self.is_alive() { self.last() } else { None }
    }

    /// Whether an emulator's process holds this folder. The kernel frees the lock when the process ends, however
    /// it ends, so neither a stale file nor a process that was given an old number can be mistaken for it.
    pub fn is_alive(&self) -> bool {
        let Ok(file) = File::open(self.life()) else { return false };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }
}

/// Creates a folder; a failure names the variable that moves it.
pub fn make_folder(folder: &Path, variable: &str) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| {
        Failure::usage(format!("cannot make the folder {}: {error}", folder.display()))
            .hint(format!("make it writable, or set {variable} to another folder"))
            .into()
    })
}

/// Removes a folder and all in it; one that is not there is as good.
pub fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// What the launcher writes when it has read the state.
#[derive(Default, Deserialize)]
struct Recovery {
    report: Vec<String>,
}

/// What the launcher writes when it has taken the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub pid: i32,
    pub port: u16,
    pub version: String,
    /// Seconds since 1970.
    pub started_at: u64,
    /// Whether permissions are checked as on AWS.
    pub auth: bool,
    /// How many processes functions may have at once; earlier launchers knew no bound.
    #[serde(default)]
    pub function_processes: Option<u16>,
    /// Names the launcher that runs, so that one from another version of this program is noticed.
    pub launcher: String,
}

impl Record {
    /// Reads a record; a file that is not one counts as none, because the next start writes it again.
    fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The address of every service.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home { folder: folder.path().to_owned() };
        (folder, home)
    }

    #[test]
    fn a_record_is_read_and_anything_else_counts_as_none() {
        let text = r#"{"pid": 7, "port": 4566, "version": "1.5.33", "started_at": 1, "auth": false,
            "launcher": "launcher-1", "later": true}"#;
        assert_eq!(Record::parse(text.as_bytes()).unwrap().endpoint(), "http://127.0.0.1:4566");
        assert_eq!(Record::parse(b"{\"pid\": 7"), None);
        assert_eq!(Record::parse(b""), None);
    }

    #[test]
    fn a_record_without_a_living_process_is_stale() {
        let (_folder, home) = home();
        home.prepare().unwrap();
        let own = std::process::id();
        let text = format!(
            r#"{{"pid": {own}, "port": 1, "version": "", "started_at": 0, "auth": false, "launcher": ""}}"#
        );
        fs::write(home.record(), text).unwrap();
        let lock = File::create(home.life()).unwrap();
        assert!(home.living().is_none(), "the process number alone proves nothing");
        lock.lock().unwrap();
        assert_eq!(home.living().unwrap().port, 1);
        drop(lock);
        assert!(home.living().is_none());
    }

    #[test]
    fn a_folder_that_is_a_file_is_a_configuration_error() {
        let (_folder, home) = home();
        fs::write(home.state(), "").unwrap();
        let error = home.prepare().unwrap_err();
        assert_eq!(engine::failure::kind_of(&error), engine::failure::Kind::Usage);
    }
}
