//! The folder `.provision`, in which zips and their stamps are kept. No symbolic link in its place or inside it is
//! followed: another user who can write to the project's folder must not be able to redirect these writes.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use rustix::fs::{AtFlags, FileType, Mode, OFlags, fstat, openat, renameat, statat, unlinkat};

use crate::failure::Failure;

/// Folder beside the project file that holds what can be made again.
pub const CACHE_FOLDER: &str = ".provision";
/// Makes git ignore the whole folder.
const IGNORE_FILE: (&str, &[u8]) = (".gitignore", b"*\n");
/// The first and the longest pause between two tries to take a turn.
const PAUSES: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(500));

/// The open folder.
pub struct Cache {
    path: PathBuf,
    folder: OwnedFd,
}

impl Cache {
    /// Opens the cache of a project's folder; `None` when there is none yet.
    pub fn open(project: &Path) -> Result<Option<Self>> {
        let path = project.join(CACHE_FOLDER);
        let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDONLY;
        match rustix::fs::open(&path, flags, Mode::empty()) {
            Ok(folder) => {
                let owner = fstat(&folder).map_err(|error| unusable(&path, error.into()))?.st_uid;
                check_owner(&path, owner, &owners(project))?;
                Ok(Some(Self { path, folder }))
            }
            Err(rustix::io::Errno::NOENT) => Ok(None),
            Err(error) => Err(unusable(&path, error.into())),
        }
    }

    /// Opens the cache of a project's folder, and makes it first where there is none.
    pub fn make(project: &Path) -> Result<Self> {
        let path = project.join(CACHE_FOLDER);
        match fs::create_dir(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unusable(&path, error)),
        }
        let cache = Self::open(project)?.ok_or_else(|| unusable(&path, ErrorKind::NotFound.into()))?;
        let (name, content) = IGNORE_FILE;
        if cache.read(name).ok().as_deref() != Some(content) {
            cache.write(name, content)?;
        }
        Ok(cache)
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Whether a regular file of this name is in it.
    pub fn has(&self, name: &str) -> bool {
        statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW)
            .is_ok_and(|data| FileType::from_raw_mode(data.st_mode).is_file())
    }

    /// Reads a file; a symbolic link is an error.
    pub fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        if !self.has(name) {
            return Err(ErrorKind::NotFound.into());
        }
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let mut bytes = Vec::new();
        File::from(openat(&self.folder, name, flags, Mode::empty())?).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes a file so that a reader sees the old one or the new one, never a part. A link of this name is replaced.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        static PARTS: AtomicU64 = AtomicU64::new(0);
        let number = PARTS.fetch_add(1, Ordering::Relaxed);
        let part = format!("{name}.{}-{number}.part", std::process::id());
        let written = self.write_part(&part, bytes).and_then(|()| {
            renameat(&self.folder, &part, &self.folder, name)?;
            Ok(())
        });
        written.map_err(|error| {
            let _ = unlinkat(&self.folder, &part, AtFlags::empty());
            Failure::usage(format!("cannot write {}: {error}", self.path(name).display())).into()
        })
    }

    fn write_part(&self, part: &str, bytes: &[u8]) -> io::Result<()> {
        // A process that was killed may have left one of this name.
        let _ = unlinkat(&self.folder, part, AtFlags::empty());
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut file = File::from(openat(&self.folder, part, flags, Mode::from_raw_mode(0o644))?);
        file.write_all(bytes)
    }

    /// Waits until no other process has the turn at this name; `waiting` is called once if one has it now.
    pub async fn turn(&self, name: &str, waiting: impl FnOnce()) -> Result<Turn> {
        let name = format!("{name}.lock");
        let cannot = |error: io::Error| -> anyhow::Error {
            Failure::usage(format!("cannot lock {}: {error}", self.path(&name).display())).into()
        };
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = openat(&self.folder, name.as_str(), flags, Mode::from_raw_mode(0o644));
        let file = File::from(file.map_err(|error| cannot(error.into()))?);
        let mut waiting = Some(waiting);
        let (mut pause, longest) = PAUSES;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Turn { _file: file }),
                // Without locks in this file system, working without them is better than not at all.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(Turn { _file: file });
                }
                Err(TryLockError::Error(error)) => return Err(cannot(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            if let Some(waiting) = waiting.take() {
                waiting();
            }
            tokio::time::sleep(pause).await;
            pause = longest.min(pause * 2);
        }
    }
}

/// The turn at making one artifact. It ends when this is dropped, and with the process: the kernel frees the lock.
pub struct Turn {
    _file: File,
}

/// Those whose cache is used: the user, root, and the user to whom the project's folder belongs.
fn owners(project: &Path) -> Vec<u32> {
    let user = rustix::process::geteuid().as_raw();
    let folder = rustix::fs::stat(project).ok().map(|data| data.st_uid);
    [user, 0].into_iter().chain(folder).collect()
}

/// Refuses zips that another user may have put there, as can happen in a folder like /tmp.
fn check_owner(path: &Path, owner: u32, trusted: &[u32]) -> Result<()> {
    if trusted.contains(&owner) {
        return Ok(());
    }
    let message =
        format!("{} belongs to another user (id {owner}), so nothing in it is used", path.display());
    Err(Failure::usage(message).hint("remove it; it will be created again").into())
}

fn unusable(path: &Path, error: io::Error) -> anyhow::Error {
    let kind = fs::symlink_metadata(path).map(|data| data.file_type());
    let reason = match kind {
        Ok(kind) if kind.is_symlink() => "it is a symbolic link, which could lead anywhere".to_owned(),
        Ok(kind) if !kind.is_dir() => "it is not a folder".to_owned(),
        _ => error.to_string(),
    };
    Failure::usage(format!("cannot keep built artifacts in {}: {reason}", path.display()))
        .hint(format!(
            "{} must be a folder that you can write to; it is created if it is missing",
            path.display()
        ))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use tempfile::tempdir;

    fn text(path: PathBuf) -> String {
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn links_inside_the_folder_are_replaced_and_never_followed() {
        let project = tempdir().unwrap();
        let victim = project.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        fs::create_dir(project.path().join(CACHE_FOLDER)).unwrap();
        for name in [".gitignore", "a.zip", "a.json"] {
            symlink(&victim, project.path().join(CACHE_FOLDER).join(name)).unwrap();
        }
        let cache = Cache::make(project.path()).unwrap();
        assert_eq!(text(cache.path(".gitignore")), "*\n");
        assert!(!cache.has("a.zip") && cache.read("a.json").is_err(), "a link is no file of ours");
        cache.write("a.zip", b"zip").unwrap();
        assert!(cache.has("a.zip"));
        assert_eq!((text(cache.path("a.zip")), text(victim)), ("zip".to_owned(), "precious".to_owned()));
    }

    #[tokio::test]
    async fn a_lock_file_that_is_a_link_is_refused() {
        let project = tempdir().unwrap();
        let cache = Cache::make(project.path()).unwrap();
        symlink("../victim", cache.path("a.lock")).unwrap();
        let error = cache.turn("a", || ()).await.err().unwrap().to_string();
        assert!(error.starts_with(&format!("cannot lock {}", cache.path("a.lock").display())), "{error}");
        assert!(!project.path().join("victim").exists());
    }

    #[test]
    fn a_folder_that_is_a_link_or_a_file_is_refused() {
        for (reason, is_link) in [("it is a symbolic link", true), ("it is not a folder", false)] {
            let project = tempdir().unwrap();
            let elsewhere = tempdir().unwrap();
            let place = project.path().join(CACHE_FOLDER);
            if is_link {
                symlink(elsewhere.path(), &place).unwrap()
            } else {
                fs::write(&place, "").unwrap()
            }
            for error in [Cache::make(project.path()).err(), Cache::open(project.path()).err()] {
                let error = error.unwrap().to_string();
                let expected = format!("cannot keep built artifacts in {}: {reason}", place.display());
                assert!(error.starts_with(&expected), "{error}");
            }
            assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_folder_of_another_user_is_refused() {
        let project = tempdir().unwrap();
        Cache::make(project.path()).unwrap();
        assert!(Cache::open(project.path()).unwrap().is_some());
        let trusted = owners(project.path());
        assert!(trusted.contains(&0) && trusted.contains(&rustix::process::geteuid().as_raw()));
        let error = check_owner(Path::new("/tmp/.provision"), 4321, &trusted).unwrap_err().to_string();
        assert_eq!(error, "/tmp/.provision belongs to another user (id 4321), so nothing in it is used");
        if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(project.path().join(CACHE_FOLDER), Some(4321), None).unwrap();
            let refused = Cache::open(project.path()).err().unwrap().to_string();
            assert!(refused.contains("(id 4321)"), "{refused}");
            std::os::unix::fs::chown(project.path(), Some(4321), None).unwrap();
            assert!(Cache::open(project.path()).unwrap().is_some(), "the project's owner made it");
        }
    }

    #[test]
    fn nothing_is_left_of_a_write() {
        let project = tempdir().unwrap();
        let cache = Cache::make(project.path()).unwrap();
        cache.write("a.zip", b"one").unwrap();
        cache.write("a.zip", b"two").unwrap();
        let mut names: Vec<_> =
            fs::read_dir(cache.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".gitignore", "a.zip"]);
    }
}
