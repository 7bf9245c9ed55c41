//! A function's code as a zip: built when its sources changed, zipped the same way every time, named by its hash.
//!
//! Files and one child process only; nothing here knows AWS. Results are kept in `.provision/` beside the project
//! file, so that a run with nothing to build costs a look at the sources' sizes and times.

mod archive;
mod build;
mod cache;
mod contents;
mod origin;
mod package;
mod prepared;
mod stamp;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

pub use self::contents::{Contents, Runner};
pub use self::origin::Origin;
pub use self::package::{PackedObject, package};
pub use self::prepared::Prepared;
use crate::failure::Failure;
use crate::project::{ArtifactFile, Regular};
use cache::Cache;
use stamp::{Stamp, Zip};

/// What happens while an artifact is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildEvent<'a> {
    /// The same artifact is made by another process, or its build command already runs for another artifact.
    Waiting,
    /// The build command runs.
    Started,
    /// The build command printed a line that is not empty.
    Line(&'a str),
    /// The build command has been running for some time; this is the last line that it printed.
    StillRunning { elapsed: Duration, line: &'a str },
}

/// Most bytes of a zip: what does not shrink grows by a little.
const ZIP_LIMIT: u64 = archive::SIZE_LIMIT + 1024 * 1024;

/// A zip that is ready to be uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    pub path: PathBuf,
    /// SHA-256 of the zip, 32 bytes in hexadecimal.
    pub sha256: String,
    /// What is in the zip, for the functions that run it.
    pub contents: Contents,
    /// Whether this call built or zipped it, rather than finding it as it was.
    pub is_new: bool,
}

impl Bundle {
    /// The object's key in an artifact bucket: its content decides it, so what is there need not be sent again.
    pub fn key(&self, artifact: &str) -> String {
        format!("artifacts/{artifact}/{}.zip", self.sha256)
    }

    /// The zip itself. Fails when it is no longer the one that the hash names: another run may have replaced it.
    pub fn read(&self) -> Result<Vec<u8>> {
        let changed = |reason: &str| {
            Failure::failed(format!("cannot use {}: {reason}", self.path.display()))
                .hint("run the same command again: it builds what is missing")
        };
        let bytes = Regular::open(&self.path).and_then(|file| file.bytes(ZIP_LIMIT));
        let bytes = bytes.map_err(|reason| changed(&reason))?;
        if hash(&bytes) != self.sha256 {
            return Err(changed("it was changed while this command was running").into());
        }
        Ok(bytes)
    }

    /// The hash as Lambda writes it (`CodeSha256`).
    pub fn code_hash(&self) -> String {
        BASE64.encode(hex::decode(&self.sha256).unwrap_or_default())
    }
}

/// The hash, as Lambda writes it (`CodeSha256`), of the zip that an object of the artifact bucket is: its key holds it.
pub fn code_hash_of_key(key: &str) -> Option<String> {
    let name = key
        .strip_prefix("packages/")
        .or_else(|| key.strip_prefix("artifacts/")?.split_once('/').map(|both| both.1));
    let bytes = hex::decode(name?.split_once('.')?.0).ok().filter(|bytes| bytes.len() == 32)?;
    Some(BASE64.encode(bytes))
}

/// The build commands of a run: artifacts that have the same one are built by it together.
#[derive(Debug, Default)]
pub struct Builds {
    /// By the command: the artifact for which it was run, and whether it succeeded.
    ended: RefCell<BTreeMap<Vec<String>, (String, bool)>>,
}

impl Builds {
    /// Runs the artifact's build command unless this run has already done so.
    async fn run(
        &self,
        name: &str,
        command: &[String],
        folder: &Path,
        observe: &impl Fn(BuildEvent<'_>),
    ) -> Result<()> {
        let ended = self.ended.borrow().get(command).cloned();
        match ended {
            Some((_, true)) => Ok(()),
            Some((other, false)) => Err(Failure::failed(format!(
                "artifact {name} has the build command of {other}, which failed"
            ))
            .into()),
            None => {
                let result = build::build(name, command, folder, observe).await;
                self.ended.borrow_mut().insert(command.to_owned(), (name.to_owned(), result.is_ok()));
                result
            }
        }
    }
}

/// Builds and zips an artifact unless nothing has changed since the last time. Processes that make the same
/// artifact take turns, and the second finds what the first has made; artifacts with the same build command do so, too.
pub async fn bundle(
    builds: &Builds,
    name: &str,
    artifact: &ArtifactFile,
    folder: &Path,
    observe: impl Fn(BuildEvent<'_>),
) -> Result<Bundle> {
    if let Some(cache) = Cache::open(folder)?
        && let Some(bundle) = kept(&cache, name, artifact, folder)?
    {
        return Ok(bundle);
    }
    let cache = Cache::make(folder)?;
    let _turn = cache.turn(&turn_name(name, artifact), || observe(BuildEvent::Waiting)).await?;
    if let Some(bundle) = kept(&cache, name, artifact, folder)? {
        return Ok(bundle);
    }
    if !artifact.build.is_empty() {
        builds.run(name, &artifact.build, folder, &observe).await?;
    }
    let bytes = archive::zip(name, artifact, folder)?;
    let sha256 = hash(&bytes);
    cache.write(&zip_name(name), &bytes)?;
    // Taken again: the build has changed the file, perhaps sources it generates too.
    let mut after = Stamp::take(artifact, folder)?;
    let contents = Contents::of(&bytes);
    after.zip = Some(Zip { sha256: sha256.clone(), contents: contents.clone() });
    cache.write(&stamp_name(name), serde_json::to_string(&after)?.as_bytes())?;
    Ok(Bundle { path: cache.path(&zip_name(name)), sha256, contents, is_new: true })
}

/// The bundle of an earlier run, if nothing has changed since.
fn kept(cache: &Cache, name: &str, artifact: &ArtifactFile, folder: &Path) -> Result<Option<Bundle>> {
    let now = Stamp::take(artifact, folder)?;
    let stamp = cache.read(&stamp_name(name)).ok().and_then(|bytes| Stamp::read(&bytes));
    let zip = stamp.filter(|stamp| stamp.matches(&now)).and_then(|stamp| stamp.zip);
    let path = cache.path(&zip_name(name));
    Ok(zip.filter(|_| cache.has(&zip_name(name))).map(|Zip { sha256, contents }| Bundle {
        path,
        sha256,
        contents,
        is_new: false,
    }))
}

/// The turn of an artifact: that of its build command where it has one.
fn turn_name(name: &str, artifact: &ArtifactFile) -> String {
    match artifact.build.as_slice() {
        [] => name.to_owned(),
        command => format!("build-{}", &hash(format!("{command:?}").as_bytes())[..16]),
    }
}

fn zip_name(artifact: &str) -> String {
    format!("{artifact}.zip")
}

fn stamp_name(artifact: &str) -> String {
    format!("{artifact}.json")
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::{Cell, RefCell};
    use std::fs;
    use tempfile::TempDir;

    fn artifact(build: &[&str]) -> ArtifactFile {
        ArtifactFile {
            build: build.iter().map(|word| (*word).to_owned()).collect(),
            file: "out/program".to_owned(),
            entry: "bootstrap".to_owned(),
            sources: vec!["source".to_owned()],
        }
    }

    fn sh(script: &str) -> ArtifactFile {
        artifact(&["sh", "-c", script])
    }

    fn project() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("source"), "one").unwrap();
        folder
    }

    const BUILD: &str = "mkdir -p out; cp source out/program; echo built >> log; echo working >&2";

    #[tokio::test]
    async fn a_build_is_repeated_only_when_a_source_changes() {
        let folder = project();
        let artifact = sh(BUILD);
        let lines = RefCell::new(Vec::new());
        let run = || async {
            bundle(&Builds::default(), "p", &artifact, folder.path(), |event| {
                if let BuildEvent::Line(line) = event {
                    lines.borrow_mut().push(line.to_owned());
                }
            })
            .await
        };
        let first = run().await.unwrap();
        let second = run().await.unwrap();
        assert!(first.is_new && !second.is_new);
        assert_eq!(first.sha256, second.sha256);
        assert_eq!(*lines.borrow(), ["working"]);
        fs::write(folder.path().join("source"), "three").unwrap();
        assert_ne!(run().await.unwrap().sha256, first.sha256);
        fs::write(folder.path().join("source"), "one").unwrap();
        assert_eq!(run().await.unwrap().sha256, first.sha256, "the zip depends on nothing but the program");
        assert_eq!(fs::read_to_string(folder.path().join("log")).unwrap(), "built\nbuilt\nbuilt\n");
    }

    #[tokio::test]
    async fn two_runs_take_turns_and_the_second_builds_nothing() {
        let folder = project();
        let artifact = sh(BUILD);
        let waited = Cell::new(0);
        let observe = |event: BuildEvent<'_>| {
            if event == BuildEvent::Waiting {
                waited.set(waited.get() + 1);
            }
        };
        let run = || async { bundle(&Builds::default(), "p", &artifact, folder.path(), observe).await };
        let (first, second) = tokio::join!(run(), run());
        let (first, second) = (first.unwrap(), second.unwrap());
        assert!(first.is_new && !second.is_new);
        assert_eq!(first.sha256, second.sha256);
        assert_eq!(waited.get(), 1);
        assert_eq!(fs::read_to_string(folder.path().join("log")).unwrap(), "built\n");
    }

    #[tokio::test]
    async fn artifacts_with_the_same_command_are_built_by_it_once_in_a_run() {
        let folder = project();
        let script = "mkdir -p out; cp source out/program; cp source out/other; echo built >> log";
        let (first, mut second) = (sh(script), sh(script));
        second.file = "out/other".to_owned();
        for round in 1..=2 {
            let builds = Builds::default();
            let one = bundle(&builds, "one", &first, folder.path(), |_| ());
            let two = bundle(&builds, "two", &second, folder.path(), |_| ());
            let (one, two) = tokio::join!(one, two);
            assert!(one.unwrap().is_new && two.unwrap().is_new);
            let log = fs::read_to_string(folder.path().join("log")).unwrap();
            assert_eq!(log.lines().count(), round, "each run builds once");
            fs::write(folder.path().join("source"), "changed").unwrap();
        }
    }

    #[tokio::test]
    async fn a_command_that_failed_is_not_run_for_the_next_artifact() {
        let folder = project();
        let artifact = sh("echo built >> log; exit 1");
        let builds = Builds::default();
        let one = bundle(&builds, "one", &artifact, folder.path(), |_| ()).await.unwrap_err().to_string();
        assert!(one.starts_with("building artifact one with"), "{one}");
        let two = bundle(&builds, "two", &artifact, folder.path(), |_| ()).await.unwrap_err().to_string();
        assert_eq!(two, "artifact two has the build command of one, which failed");
        assert_eq!(fs::read_to_string(folder.path().join("log")).unwrap(), "built\n");
    }

    #[tokio::test]
    async fn after_a_build_that_failed_the_next_in_turn_builds() {
        let folder = project();
        let artifact = sh("echo built >> log; mkdir out && exit 1; cp source out/program");
        let run = || async { bundle(&Builds::default(), "p", &artifact, folder.path(), |_| ()).await };
        let (first, second) = tokio::join!(run(), run());
        assert!(first.is_err() && second.unwrap().is_new);
        assert_eq!(fs::read_to_string(folder.path().join("log")).unwrap(), "built\nbuilt\n");
    }

    #[tokio::test]
    async fn a_zip_that_another_run_has_replaced_is_not_passed_off_as_the_old_one() {
        let folder = project();
        let bundle = bundle(&Builds::default(), "p", &sh(BUILD), folder.path(), |_| ()).await.unwrap();
        assert_eq!(hash(&bundle.read().unwrap()), bundle.sha256);
        fs::write(&bundle.path, "another").unwrap();
        let error = bundle.read().unwrap_err().to_string();
        assert!(error.ends_with("p.zip: it was changed while this command was running"), "{error}");
    }

    #[tokio::test]
    async fn nothing_is_built_into_a_cache_that_is_a_link() {
        let folder = project();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join(".provision")).unwrap();
        let error =
            bundle(&Builds::default(), "p", &sh(BUILD), folder.path(), |_| ()).await.unwrap_err().to_string();
        assert!(error.contains(".provision: it is a symbolic link"), "{error}");
        assert!(!folder.path().join("log").exists());
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_build_that_cannot_start_or_yields_nothing_is_named() {
        let folder = project();
        let missing = bundle(&Builds::default(), "p", &artifact(&["no-such-program"]), folder.path(), |_| ())
            .await
            .unwrap_err();
        assert!(missing.to_string().contains("cannot start the build of artifact p"), "{missing}");
        let nothing = bundle(&Builds::default(), "p", &sh("true"), folder.path(), |_| ())
            .await
            .unwrap_err()
            .to_string();
        assert!(
            nothing.starts_with("artifact p: cannot read") && nothing.contains("out/program"),
            "{nothing}"
        );
        let folder_made = bundle(&Builds::default(), "p", &sh("mkdir -p out/program"), folder.path(), |_| ())
            .await
            .unwrap_err();
        assert!(folder_made.to_string().ends_with("it is a folder, not a file"), "{folder_made}");
    }
}
