//! The cache of names: one small file per kind and place in the user's cache folder, readable only by the user.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Live;
use crate::context::Context;
use crate::settings::{Environment, Settings};

/// How long names are used without looking again.
const FRESH: Duration = Duration::from_secs(30);
/// How long old names are offered where a look takes too long.
const USABLE: Duration = Duration::from_secs(10 * 60);
/// How long one look may take; no second one is started meanwhile.
pub const LOOK: Duration = Duration::from_secs(10);
/// Most names that are kept.
const MOST: usize = 500;

/// A name with its state, such as `delivered`; nothing else of what it names is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    pub name: String,
    pub state: String,
}

impl Context {
    /// Keeps what a list command has read, for the completion of later command lines. Each name comes with its state; the
    /// newest come first. A cache that cannot be written is no failure of the command.
    pub fn keep_names(&self, live: &Live, names: impl IntoIterator<Item = (String, String)>) {
        let names: Vec<_> = names.into_iter().map(|(name, state)| Name { name, state }).collect();
        if let Some(cache) = Cache::of(&self.settings, &self.environment, live)
            && let Err(error) = cache.write(&names)
        {
            tracing::debug!("cannot cache the names of {}: {error}", live.kind);
        }
    }
}

/// The names of one kind in one place.
pub struct Cache {
    folder: PathBuf,
    key: String,
}

impl Cache {
    /// The cache for the names of a kind where these settings work; `None` without a cache folder.
    pub fn of(settings: &Settings, environment: &Environment, live: &Live) -> Option<Self> {
        let folder = environment.cache_folder()?.join("names");
        Some(Self { folder, key: key(settings, environment, live) })
    }

    /// The names, unless they are too old to be offered.
    pub fn read(&self) -> Vec<Name> {
        if age(&self.file()).is_none_or(|age| age > USABLE) {
            return Vec::new();
        }
        let names = fs::read(self.file()).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        names.unwrap_or_default()
    }

    /// Whether the names need no new look.
    pub fn is_fresh(&self) -> bool {
        age(&self.file()).is_some_and(|age| age < FRESH)
    }

    /// Replaces the names, and removes files that are of no use any more.
    pub fn write(&self, names: &[Name]) -> io::Result<()> {
        self.make_folder()?;
        self.remove_old();
        let names = &names[..names.len().min(MOST)];
        // A temporary file is readable by its owner only.
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(&serde_json::to_vec(names)?)?;
        file.persist(self.file()).map_err(|error| error.error)?;
        Ok(())
    }

    /// Takes the turn to look; `false` while another process has it.
    pub fn begin_look(&self) -> bool {
        let marker = self.folder.join(format!("{}.look", self.key));
        if self.make_folder().is_err() || age(&marker).is_some_and(|age| age < LOOK) {
            return false;
        }
        File::create(marker).is_ok()
    }

    fn file(&self) -> PathBuf {
        self.folder.join(format!("{}.json", self.key))
    }

    fn make_folder(&self) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)
    }

    fn remove_old(&self) {
        let files = fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path());
        for file in files.filter(|file| age(file).is_some_and(|age| age > USABLE)) {
            // Another process may have removed it.
            let _ = fs::remove_file(file);
        }
    }
}

/// How old a file is; `None` where there is none, or a clock was set back since.
fn age(file: &Path) -> Option<Duration> {
    SystemTime::now().duration_since(fs::metadata(file).ok()?.modified().ok()?).ok()
}

/// Everything that decides which account, stage and regions a command works on. It is a hash, so that a file's name shows
/// none of it.
fn key(settings: &Settings, environment: &Environment, live: &Live) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let config = settings.config.as_ref().map_or_else(|| here.clone(), |config| here.join(config));
    let home = environment.local_home.as_ref().filter(|_| settings.local);
    let parts = [
        format!("{:?}", (live.kind, config, settings.local, home)),
        format!("{:?}", (&settings.stage, &settings.region, &settings.workflow_region)),
        format!("{:?}", (&settings.replica_region, &settings.profile, &settings.endpoint_url)),
        format!("{:?}", (&environment.aws_profile, &environment.aws_endpoint_url, &environment.aws_region)),
        format!("{:?}", &environment.access_key),
    ];
    hex::encode(&Sha256::digest(parts.join("\n"))[..16])
}
