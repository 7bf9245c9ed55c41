//! A function's code as a zip: built when its sources changed, zipped the same way every time, named by its hash.
//!
//! Files and one child process only; nothing here knows AWS. Results are kept in `.provision/` beside the project
//! file, so that a run with nothing to build costs a look at the sources' sizes and times.

mod archive;
mod stamp;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::failure::Failure;
use crate::project::ArtifactFile;
use stamp::Stamp;

/// Folder beside the project file that holds what can be made again.
pub const CACHE_FOLDER: &str = ".provision";

/// A zip that is ready to be uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    pub path: PathBuf,
    /// SHA-256 of the zip, 32 bytes in hexadecimal.
    pub sha256: String,
    /// Whether this call built or zipped it, rather than finding it as it was.
    pub is_new: bool,
}

impl Bundle {
    /// The object's key in an artifact bucket: its content decides it, so what is there need not be sent again.
    pub fn key(&self, artifact: &str) -> String {
        format!("artifacts/{artifact}/{}.zip", self.sha256)
    }

    /// The hash as Lambda writes it (`CodeSha256`).
    pub fn code_hash(&self) -> String {
        BASE64.encode(hex::decode(&self.sha256).unwrap_or_default())
    }
}

/// Builds and zips an artifact unless nothing has changed since the last time. `progress` hears what the build
/// command says, line by line.
pub async fn bundle(
    name: &str,
    artifact: &ArtifactFile,
    folder: &Path,
    progress: impl Fn(&str),
) -> Result<Bundle> {
    let cache = folder.join(CACHE_FOLDER);
    let zip = cache.join(format!("{name}.zip"));
    let stamp_path = cache.join(format!("{name}.json"));
    let before = Stamp::take(artifact, folder)?;
    if let Some(sha256) =
        Stamp::read(&stamp_path).filter(|old| old.matches(&before)).and_then(|old| old.sha256)
        && zip.is_file()
    {
        return Ok(Bundle { path: zip, sha256, is_new: false });
    }
    if !artifact.build.is_empty() {
        build(name, artifact, folder, progress).await?;
    }
    fs::create_dir_all(&cache)
        .and_then(|()| fs::write(cache.join(".gitignore"), "*\n"))
        .map_err(|error| Failure::usage(format!("cannot write to {}: {error}", cache.display())))?;
    let bytes = archive::zip(name, artifact, folder)?;
    let sha256 = hex::encode(Sha256::digest(&bytes));
    write_whole(&zip, &bytes)?;
    // Taken again: the build has changed the file, perhaps sources it generates too.
    let mut after = Stamp::take(artifact, folder)?;
    after.sha256 = Some(sha256.clone());
    write_whole(&stamp_path, serde_json::to_string(&after)?.as_bytes())?;
    Ok(Bundle { path: zip, sha256, is_new: true })
}

/// Writes a file so that a reader sees the old one or the new one, never a part.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = path.with_extension(format!("{}.part", std::process::id()));
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, path))
        .with_context(|| format!("writing {}", path.display()))
}

/// Lines of a failed build that are shown.
const SHOWN_LINES: usize = 30;

async fn build(name: &str, artifact: &ArtifactFile, folder: &Path, progress: impl Fn(&str)) -> Result<()> {
    let (program, arguments) = artifact.build.split_first().context("an empty build command")?;
    let shown = artifact.build.join(" ");
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| {
            Failure::usage(format!("cannot start the build of artifact {name}, '{shown}': {error}"))
                .hint(format!("install {program}, or run where the project's sources are"))
        })?;
    let mut lines = Vec::new();
    if let Some(stderr) = child.stderr.take() {
        let mut reader = BufReader::new(stderr);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).await? > 0 {
            let text = String::from_utf8_lossy(&line).trim().to_owned();
            progress(&text);
            lines.push(text);
            line.clear();
        }
    }
    let status = child.wait().await?;
    if status.success() {
        return Ok(());
    }
    let last = &lines[lines.len().saturating_sub(SHOWN_LINES)..];
    Err(Failure::failed(format!(
        "building artifact {name} with '{shown}' failed ({status}):\n{}",
        last.join("\n")
    ))
    .hint("mend the sources, then run the same command again")
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn artifact(build: &[&str]) -> ArtifactFile {
        ArtifactFile {
            build: build.iter().map(|word| (*word).to_owned()).collect(),
            file: "out/program".to_owned(),
            entry: "bootstrap".to_owned(),
            sources: vec!["source".to_owned()],
        }
    }

    #[tokio::test]
    async fn a_build_is_repeated_only_when_a_source_changes() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("source"), "one").unwrap();
        let artifact = artifact(&[
            "sh",
            "-c",
            "mkdir -p out; cp source out/program; echo built >> log; echo working >&2",
        ]);
        let heard = std::cell::RefCell::new(Vec::new());
        let run = || bundle("p", &artifact, folder.path(), |line| heard.borrow_mut().push(line.to_owned()));
        let first = run().await.unwrap();
        let second = run().await.unwrap();
        assert!(first.is_new && !second.is_new);
        assert_eq!(first.sha256, second.sha256);
        assert_eq!(*heard.borrow(), ["working"]);
        fs::write(folder.path().join("source"), "three").unwrap();
        assert_ne!(run().await.unwrap().sha256, first.sha256);
        fs::write(folder.path().join("source"), "one").unwrap();
        assert_eq!(run().await.unwrap().sha256, first.sha256, "the zip depends on nothing but the program");
        assert_eq!(fs::read_to_string(folder.path().join("log")).unwrap(), "built\nbuilt\nbuilt\n");
    }

    #[tokio::test]
    async fn a_failed_build_shows_what_the_command_said() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("source"), "x").unwrap();
        let failed =
            bundle("p", &artifact(&["sh", "-c", "echo no compiler >&2; exit 3"]), folder.path(), |_| ())
                .await;
        let text = failed.unwrap_err().to_string();
        assert!(
            text.contains("artifact p") && text.contains("no compiler") && text.contains("exit status: 3"),
            "{text}"
        );
        let missing = bundle("p", &artifact(&["no-such-program"]), folder.path(), |_| ()).await.unwrap_err();
        assert!(missing.to_string().contains("cannot start the build of artifact p"), "{missing}");
    }
}
