//! A lock that lets one command at a time install, start or stop the emulator.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::wait::Pause;
use crate::output::Ui;
use engine::failure::Failure;

/// Held until dropped; the kernel frees it when the process is killed.
pub struct Turn {
    _file: File,
}

impl Turn {
    /// Waits until no other process holds the file. Reports it when that takes a moment, and fails after `deadline`.
    pub async fn take(path: &Path, deadline: Duration, ui: &Ui) -> Result<Self> {
        let cannot = |error: std::io::Error| {
            Failure::usage(format!("cannot lock {}: {error}", path.display()))
                .hint("make the folder writable, on a file system that supports locks")
        };
        let file = File::options().append(true).create(true).open(path).map_err(cannot)?;
        let mut pause = Pause::until(deadline);
        let mut is_announced = false;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(cannot(error).into()),
                Err(TryLockError::WouldBlock) => {}
            }
            if !is_announced && pause.elapsed() > Duration::from_millis(500) {
                ui.note("waiting for another provision process that is using the emulator …");
                is_announced = true;
            }
            if !pause.rest().await {
                return Err(Failure::failed(format!(
                    "another provision process has held {} for {} s",
                    path.display(),
                    deadline.as_secs()
                ))
                .hint("wait until it has finished, or end it")
                .into());
            }
        }
    }
}
