//! What an artifact was made from, so that a later run can tell whether to make it again.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Contents;
use crate::failure::Failure;
use crate::project::ArtifactFile;

/// The state of an artifact's sources and of the file that was built from them.
#[derive(Debug, Deserialize, Serialize, PartialEq, Eq)]
pub struct Stamp {
    /// Hash over the names, sizes and times of everything the artifact depends on.
    inputs: String,
    /// The zip made from it.
    pub zip: Option<Zip>,
}

/// What is known of a zip without reading it again.
#[derive(Debug, Deserialize, Serialize, PartialEq, Eq)]
pub struct Zip {
    /// Hash of its bytes.
    pub sha256: String,
    pub contents: Contents,
}

impl Stamp {
    /// Looks at the files now. A source that does not exist is an error.
    pub fn take(artifact: &ArtifactFile, folder: &Path) -> Result<Self> {
        let mut hash = Sha256::new();
        hash.update(format!("{:?} {} {}\n", artifact.build, artifact.file, artifact.entry));
        let mut walk = Walk { hash, visited: BTreeSet::new() };
        for source in &artifact.sources {
            walk.add(folder, Path::new(source)).map_err(|Unreadable { path, error }| {
                let cause = if path == Path::new(source) {
                    String::new()
                } else {
                    format!(", part of the source {source}")
                };
                Failure::usage(format!("cannot read {}{cause} of an artifact: {error}", path.display()))
                    .hint("run in a checkout of the project's sources, whose files you may read, or use --artifacts DIR")
            })?;
        }
        let file = fs::metadata(folder.join(&artifact.file)).ok();
        walk.seen(Path::new(&artifact.file), file.as_ref());
        Ok(Self { inputs: hex::encode(walk.hash.finalize()), zip: None })
    }

    /// The stamp of the last run; `None` when it cannot be understood.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Whether both were taken of the same files.
    pub fn matches(&self, other: &Self) -> bool {
        self.inputs == other.inputs
    }
}

/// A file or folder that cannot be looked at, by its path from the project's folder.
struct Unreadable {
    path: PathBuf,
    error: io::Error,
}

/// A walk over sources in the order of their names, which puts all it sees into a hash.
struct Walk {
    hash: Sha256,
    /// Device and number of the folders walked, each of which is walked once: a link may lead back to its own folder.
    visited: BTreeSet<(u64, u64)>,
}

impl Walk {
    /// Takes in a file, a link, or a folder with all in it; `path` starts at the project's folder.
    fn add(&mut self, folder: &Path, path: &Path) -> Result<(), Unreadable> {
        let failed = |error| Unreadable { path: path.to_owned(), error };
        let full = folder.join(path);
        let mut data = fs::symlink_metadata(&full).map_err(failed)?;
        if data.is_symlink() {
            let target = fs::read_link(&full).map_err(failed)?;
            self.hash.update(target.as_os_str().as_bytes());
            match fs::metadata(&full) {
                Ok(target) => data = target,
                // A link that leads nowhere, or to itself, such as an editor's lock file, counts as its own text.
                Err(error) if is_dangling(&error) => {}
                Err(error) => return Err(failed(error)),
            }
        }
        self.seen(path, Some(&data));
        if !data.is_dir() || !self.visited.insert((data.dev(), data.ino())) {
            return Ok(());
        }
        let entries = fs::read_dir(&full).map_err(failed)?;
        let names: Result<BTreeSet<_>, _> = entries.map(|entry| Ok(entry?.file_name())).collect();
        for name in names.map_err(failed)? {
            match self.add(folder, &path.join(name)) {
                // It was removed since the folder was listed.
                Err(gone) if gone.error.kind() == io::ErrorKind::NotFound => {}
                other => other?,
            }
        }
        Ok(())
    }

    fn seen(&mut self, path: &Path, data: Option<&fs::Metadata>) {
        let seen = data.filter(|data| !data.is_dir()).map(|data| {
            let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            (data.len(), modified)
        });
        self.hash.update(path.as_os_str().as_bytes());
        self.hash.update(format!("\0{seen:?}\n"));
    }
}

fn is_dangling(error: &io::Error) -> bool {
    let is_loop = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    is_loop || matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn artifact(sources: &[&str]) -> ArtifactFile {
        ArtifactFile {
            build: Vec::new(),
            file: "out".to_owned(),
            entry: "bootstrap".to_owned(),
            sources: sources.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn inputs(folder: &Path) -> String {
        Stamp::take(&artifact(&["src"]), folder).unwrap().inputs
    }

    #[test]
    fn a_dangling_link_counts_as_its_own_text() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("src/.#main.rs");
        fs::create_dir(folder.path().join("src")).unwrap();
        let without = inputs(folder.path());
        let mut with = Vec::new();
        for target in ["ada@host.1:2", "ada@host.1:3", ".#main.rs"] {
            symlink(target, &lock).unwrap();
            with.push(inputs(folder.path()));
            assert_eq!(with.last(), Some(&inputs(folder.path())), "the same twice");
            fs::remove_file(&lock).unwrap();
        }
        assert_eq!(with.iter().chain([&without]).collect::<BTreeSet<_>>().len(), 4);
        assert_eq!(inputs(folder.path()), without);
        symlink("nowhere", folder.path().join("link")).unwrap();
        Stamp::take(&artifact(&["link"]), folder.path()).unwrap();
    }

    #[test]
    fn a_link_to_its_own_folder_is_followed_once() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("src/deep");
        fs::create_dir_all(&deep).unwrap();
        symlink(".", deep.join("self")).unwrap();
        symlink("..", deep.join("up")).unwrap();
        symlink("../deep", deep.join("again")).unwrap();
        let before = inputs(folder.path());
        assert_eq!(before, inputs(folder.path()));
        fs::write(deep.join("file"), "x").unwrap();
        assert_ne!(before, inputs(folder.path()));
    }

    #[test]
    fn a_folder_behind_a_link_counts() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("shared")).unwrap();
        fs::create_dir_all(folder.path().join("src")).unwrap();
        symlink("../shared", folder.path().join("src/shared")).unwrap();
        let before = inputs(folder.path());
        fs::write(folder.path().join("shared/file"), "x").unwrap();
        assert_ne!(before, inputs(folder.path()));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = Stamp::take(&artifact(&["src"]), folder.path()).unwrap_err().to_string();
        assert_eq!(error, "cannot read src of an artifact: No such file or directory (os error 2)");
        // A name too long for any file system cannot be looked at by anyone, root included.
        fs::create_dir(folder.path().join("src")).unwrap();
        symlink("x".repeat(300), folder.path().join("src/long")).unwrap();
        let error = Stamp::take(&artifact(&["src"]), folder.path()).unwrap_err().to_string();
        assert_eq!(
            error,
            "cannot read src/long, part of the source src of an artifact: File name too long (os error 36)"
        );
    }
}
