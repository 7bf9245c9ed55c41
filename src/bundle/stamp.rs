//! What an artifact was made from, so that a later run can tell whether to make it again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::project::ArtifactFile;

/// The state of an artifact's sources and of the file that was built from them.
#[derive(Debug, Deserialize, Serialize, PartialEq, Eq)]
pub struct Stamp {
    /// Hash over the names, sizes and times of everything the artifact depends on.
    inputs: String,
    /// Hash of the zip made from it.
    pub sha256: Option<String>,
}

impl Stamp {
    /// Looks at the files now. A source that is not there is an error.
    pub fn take(artifact: &ArtifactFile, folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for source in &artifact.sources {
            collect(&folder.join(source), &mut files).map_err(|error| {
                Failure::usage(format!("cannot read {source}, from which an artifact is built: {error}"))
                    .hint("run in a checkout of the project's sources")
            })?;
        }
        files.sort();
        files.push(folder.join(&artifact.file));
        let mut hash = Sha256::new();
        hash.update(format!("{:?} {} {}", artifact.build, artifact.file, artifact.entry));
        for file in files {
            let seen = fs::metadata(&file).ok().map(|data| {
                let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                (data.len(), modified)
            });
            hash.update(format!("{} {seen:?}\n", file.strip_prefix(folder).unwrap_or(&file).display()));
        }
        Ok(Self { inputs: hex::encode(hash.finalize()), sha256: None })
    }

    /// The stamp of the last run; `None` when there is none that can be read.
    pub fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Whether both were taken of the same files.
    pub fn matches(&self, other: &Self) -> bool {
        self.inputs == other.inputs
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !fs::metadata(path)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}
