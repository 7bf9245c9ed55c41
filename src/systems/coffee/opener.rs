//! Opens a page with the desktop's default program.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};
use tokio::process::Command;

use engine::failure::Failure;

/// What opens a file with the program that belongs to it.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Writes the page where only its owner can read it, and opens it. The file is kept, since the browser may be slow.
pub async fn show(page: &str) -> Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("coffee-invoice-{}.html", uuid::Uuid::new_v4()));
    write(&path, page).with_context(|| format!("writing {}", path.display()))?;
    open(&path).await?;
    Ok(path)
}

fn write(path: &Path, page: &str) -> std::io::Result<()> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(page.as_bytes())
}

async fn open(path: &Path) -> Result<(), Failure> {
    let mut command = Command::new(OPENER);
    command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let failed = |why: String| {
        Failure::failed(format!("{OPENER} cannot show {}: {why}", path.display()))
            .hint("write it to a file of your choice with --out FILE")
    };
    match command.status().await {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(status.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}
