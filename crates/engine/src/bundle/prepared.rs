//! Prebuilt artifacts: a folder of zips with a manifest, written by `provision build` and read where there are no
//! sources.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::{Bundle, Contents, ZIP_LIMIT, hash};
use crate::failure::Failure;
use crate::project::Regular;

/// Name of the manifest in its folder.
const MANIFEST: &str = "artifacts.json";
/// Version of the manifest's form.
const FORM: u32 = 1;
/// Most bytes of a manifest.
const MANIFEST_LIMIT: u64 = 1024 * 1024;

/// What is in a folder of artifacts.
#[derive(Debug)]
pub struct Prepared {
    folder: PathBuf,
    manifest: Manifest,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    version: u32,
    artifacts: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Name of the zip in the folder.
    file: String,
    /// SHA-256 of the zip, 32 bytes in hexadecimal.
    sha256: String,
    /// Size of the zip.
    bytes: u64,
}

impl Prepared {
    /// Reads the manifest of a folder; `None` where there is none.
    pub fn find(folder: &Path) -> Result<Option<Self>> {
        match fs::exists(folder.join(MANIFEST)) {
            Ok(true) => Self::open(folder).map(Some),
            Ok(false) => Ok(None),
            Err(error) => Err(unusable(&folder.join(MANIFEST), &error.to_string())),
        }
    }

    /// Reads the manifest of a folder; has no artifact where there is none.
    pub fn find_or_empty(folder: &Path) -> Result<Self> {
        let manifest = Manifest { version: FORM, artifacts: BTreeMap::new() };
        Ok(Self::find(folder)?.unwrap_or_else(|| Self { folder: folder.to_owned(), manifest }))
    }

    /// Reads the manifest of a folder.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(MANIFEST);
        let text = Regular::open(&path).and_then(|file| file.text(MANIFEST_LIMIT));
        let text = text.map_err(|reason| unusable(&path, &reason))?;
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|error| unusable(&path, &error.to_string()))?;
        if manifest.version != FORM {
            let reason =
                format!("its version is {}, and this program reads version {FORM}", manifest.version);
            return Err(unusable(&path, &reason));
        }
        let is_plain = |entry: &Entry| Path::new(&entry.file).file_name() == Some(entry.file.as_ref());
        if let Some(entry) = manifest.artifacts.values().find(|entry| !is_plain(entry)) {
            return Err(unusable(
                &path,
                &format!("'{}' is not the name of a file", entry.file.escape_debug()),
            ));
        }
        Ok(Self { folder: folder.to_owned(), manifest })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether the artifact is in it.
    pub fn has(&self, artifact: &str) -> bool {
        self.manifest.artifacts.contains_key(artifact)
    }

    /// The zip of an artifact. Fails when it is not the one that the manifest names.
    pub fn bundle(&self, artifact: &str) -> Result<Bundle> {
        let missing = || Failure::usage(format!("{} has no artifact {artifact}", self.folder.display()));
        let entry = self.manifest.artifacts.get(artifact).ok_or_else(missing)?;
        let path = self.folder.join(&entry.file);
        let bytes = Regular::open(&path).and_then(|file| file.bytes(ZIP_LIMIT));
        let bytes = bytes.map_err(|reason| unusable(&path, &reason))?;
        if hash(&bytes) != entry.sha256 {
            return Err(unusable(&path, &format!("its SHA-256 is not the one in {MANIFEST}")));
        }
        let contents = Contents::of(&bytes);
        Ok(Bundle { path, sha256: entry.sha256.clone(), contents, is_new: false })
    }

    /// Writes zips into a folder, which is made where it is missing, and names them in its manifest. What the folder has
    /// besides is kept.
    pub fn write(folder: &Path, bundles: &BTreeMap<String, Bundle>) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
        let mut artifacts = Self::find(folder)?.map(|old| old.manifest.artifacts).unwrap_or_default();
        for (name, bundle) in bundles {
            let bytes = bundle.read()?;
            let file = format!("{name}.zip");
            replace(&folder.join(&file), &bytes)?;
            let entry = Entry { file, sha256: bundle.sha256.clone(), bytes: bytes.len() as u64 };
            artifacts.insert(name.clone(), entry);
        }
        let text = serde_json::to_string_pretty(&Manifest { version: FORM, artifacts })?;
        replace(&folder.join(MANIFEST), format!("{text}\n").as_bytes())
    }
}

/// Writes a file so that a reader sees the old one or the new one, readable for everyone as an installed file is.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
        file.persist(path).map_err(|error| error.error)
    });
    match written {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Err(Failure::usage(format!("cannot write {}: {error}", path.display()))
                .hint("name another folder with --out")
                .into())
        }
        Err(error) => Err(error).with_context(|| format!("writing {}", path.display())),
    }
}

fn unusable(path: &Path, reason: &str) -> anyhow::Error {
    Failure::usage(format!("cannot use {}: {reason}", path.display()))
        .hint("write the folder again with `provision build --out DIR`, where the sources are")
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bundle of a file with this content.
    fn bundle(folder: &Path, name: &str, content: &str) -> (String, Bundle) {
        let path = folder.join(name);
        fs::write(&path, content).unwrap();
        let sha256 = hash(content.as_bytes());
        (name.to_owned(), Bundle { path, sha256, contents: Contents::of(b""), is_new: true })
    }

    fn message(result: Result<impl Sized>) -> String {
        result.err().unwrap().to_string()
    }

    #[test]
    fn what_was_written_is_read_and_later_artifacts_join_it() {
        let (made, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let folder = out.path().join("new/folder");
        assert!(Prepared::find(&folder).unwrap().is_none());
        assert!(!Prepared::find_or_empty(&folder).unwrap().has("a"));
        Prepared::write(&folder, &BTreeMap::from([bundle(made.path(), "a", "one")])).unwrap();
        Prepared::write(&folder, &BTreeMap::from([bundle(made.path(), "b", "two")])).unwrap();
        Prepared::write(&folder, &BTreeMap::from([bundle(made.path(), "a", "three")])).unwrap();
        let prepared = Prepared::find(&folder).unwrap().unwrap();
        assert!(prepared.has("a") && prepared.has("b") && !prepared.has("c"));
        assert_eq!(prepared.bundle("a").unwrap().read().unwrap(), b"three");
        assert_eq!(prepared.bundle("b").unwrap().read().unwrap(), b"two");
        let files = fs::read_dir(&folder).unwrap().count();
        assert_eq!(files, 3, "nothing but the zips and the manifest is left");
    }

    #[test]
    fn a_folder_that_is_not_whole_is_refused() {
        let (made, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let folder = out.path();
        assert!(message(Prepared::open(folder)).contains("artifacts.json: "));
        Prepared::write(folder, &BTreeMap::from([bundle(made.path(), "a", "one")])).unwrap();
        let prepared = Prepared::open(folder).unwrap();
        assert!(message(prepared.bundle("b")).ends_with("has no artifact b"));
        fs::write(folder.join("a.zip"), "another").unwrap();
        assert!(message(prepared.bundle("a")).ends_with("its SHA-256 is not the one in artifacts.json"));
        fs::remove_file(folder.join("a.zip")).unwrap();
        assert!(message(prepared.bundle("a")).contains("a.zip: No such file"));
        for (manifest, expected) in [
            ("{", "EOF while parsing"),
            (r#"{"version": 2, "artifacts": {}}"#, "its version is 2"),
            (
                r#"{"version": 1, "artifacts": {"a": {"file": "../a.zip", "sha256": "", "bytes": 1}}}"#,
                "'../a.zip' is not the name of a file",
            ),
        ] {
            fs::write(folder.join(MANIFEST), manifest).unwrap();
            assert!(message(Prepared::open(folder)).contains(expected), "{manifest}");
        }
    }
}
