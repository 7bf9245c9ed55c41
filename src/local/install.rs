//! Private Python environments of the emulator and of cfn-lint: pinned, verified by hashes, created once for all
//! projects.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};

use super::home::{make_folder, remove_folder};
use super::launcher::{self, short_hash};
use super::python::{self, Package};
use super::turn::Turn;
use crate::output::Ui;
use crate::settings::Environment;
use engine::failure::Failure;

/// The emulator's version. The launcher replaces functions of exactly this one.
pub const VERSION: &str = "1.5.33";
const REQUIREMENTS: &str = include_str!("requirements.txt");
/// The file that names the interpreter the installation was made for.
const MARKER: &str = "interpreter";
const DEADLINE: Duration = Duration::from_secs(600);

/// The emulator.
const EMULATOR: Package = Package {
    what: "the emulator",
    name: "ministack",
    version: VERSION,
    requirements: REQUIREMENTS,
    command: "`provision local up`",
};

/// The emulator's installation, which is complete.
#[derive(Clone, Debug)]
pub struct Installation {
    /// The interpreter that has the emulator's packages.
    pub python: PathBuf,
    /// The program to run with it.
    pub launcher: PathBuf,
}

/// Finds the emulator's installation, or makes it.
pub async fn ensure(environment: &Environment, ui: &Ui) -> Result<Installation> {
    let folder = ensure_package(&EMULATOR, environment, ui).await?;
    let launcher = launcher::place(&folder);
    if !launcher.is_dir() {
        let _turn = Turn::take(&beside(&folder, "lock"), DEADLINE, ui).await?;
        launcher::write(&launcher)?;
    }
    Ok(Installation { python: interpreter(&folder), launcher })
}

/// Finds the folder in which a package is installed, or makes it: a note first, because that takes seconds and needs the
/// network.
///
/// A run that is killed leaves only a partial folder, which the next one removes; two runs at once take turns.
/// Fails when there is no usable Python or uv, when the packages cannot be fetched, and when the cache folder
/// cannot be written.
pub(super) async fn ensure_package(package: &Package, environment: &Environment, ui: &Ui) -> Result<PathBuf> {
    let Package { what, name, version, requirements, .. } = package;
    let cache = environment.cache_folder().ok_or_else(|| {
        Failure::usage(format!(
            "there is no folder to install {what} in: neither HOME nor XDG_CACHE_HOME is set"
        ))
        .hint("set XDG_CACHE_HOME to a folder")
    })?;
    let cache = std::path::absolute(&cache).unwrap_or(cache);
    let folder = cache.join(format!("{name}-{version}-{}", short_hash(requirements)));
    if !is_usable(&folder) {
        make_folder(&cache, "XDG_CACHE_HOME")?;
        let _turn = Turn::take(&beside(&folder, "lock"), DEADLINE, ui).await?;
        if !is_usable(&folder) {
            ui.note(&format!("installing {what} ({name} {version}), once for this machine …"));
            install(&folder, package, ui).await?;
        }
    }
    Ok(folder)
}

/// Builds beside the final place and moves it there as the last act. An environment can be moved as long as only
/// its interpreter is run: its scripts know their old place, its interpreter looks beside itself.
async fn install(folder: &Path, package: &Package, ui: &Ui) -> Result<()> {
    remove_leftovers(folder);
    // A name of its own: the pip of a run that was killed may still be writing into that run's folder.
    let partial = beside(folder, &format!("partial-{}", std::process::id()));
    let cannot = |error: std::io::Error| {
        Failure::usage(format!("cannot write {}: {error}", partial.display()))
            .hint("make the folder writable, or set XDG_CACHE_HOME to another")
    };
    remove_folder(&partial).map_err(cannot)?;
    fs::create_dir_all(&partial).map_err(cannot)?;
    let requirements = partial.join("requirements.txt");
    fs::write(&requirements, package.requirements).map_err(cannot)?;
    let made = python::environment(&venv(&partial), &requirements, package, ui).await;
    ui.run_ended();
    made?;
    let interpreter =
        fs::canonicalize(interpreter(&partial)).context("finding the new environment's Python")?;
    fs::write(partial.join(MARKER), interpreter.as_os_str().as_encoded_bytes()).map_err(cannot)?;
    remove_folder(folder).map_err(cannot)?;
    fs::rename(&partial, folder).map_err(cannot)?;
    Ok(())
}

/// Removes what killed runs have left, as far as that is possible now.
fn remove_leftovers(folder: &Path) {
    let Some((parent, prefix)) =
        folder.parent().zip(beside(folder, "partial").file_name().map(OsStr::to_owned))
    else {
        return;
    };
    let prefix = prefix.as_encoded_bytes();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(prefix) {
            // One that is still written to is left to the next installation.
            let _ = remove_folder(&entry.path());
        }
    }
}

/// Whether the folder is there and its Python is still the one it was made for; an upgrade of the system's Python
/// leaves an environment that cannot find its packages.
fn is_usable(folder: &Path) -> bool {
    let (Ok(made_for), Ok(now)) = (fs::read(folder.join(MARKER)), fs::canonicalize(interpreter(folder)))
    else {
        return false;
    };
    now.as_os_str().as_encoded_bytes() == made_for
}

/// A neighbour of the folder. (`with_extension` would cut the version off.)
fn beside(folder: &Path, what: &str) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(format!(".{what}"));
    PathBuf::from(name)
}

fn venv(folder: &Path) -> PathBuf {
    folder.join("venv")
}

/// The interpreter that has the packages installed in a folder.
pub(super) fn interpreter(folder: &Path) -> PathBuf {
    venv(folder).join("bin/python")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_is_pinned_and_hashed() {
        for Package { name, version, requirements, .. } in [&EMULATOR, &super::super::lint::CFN_LINT] {
            let joined = requirements.replace("\\\n", " ");
            let lines: Vec<&str> =
                joined.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
            assert!(lines.iter().any(|line| line.starts_with(&format!("{name}=={version} "))));
            for line in lines {
                assert!(line.contains("==") && line.contains("--hash=sha256:"), "{line}");
            }
            assert!(!requirements.contains("://"), "no address of a registry belongs here");
        }
    }

    #[test]
    fn an_environment_whose_python_was_replaced_is_not_usable() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().canonicalize().unwrap();
        fs::create_dir_all(folder.join("venv/bin")).unwrap();
        fs::write(folder.join("python3.11"), "").unwrap();
        std::os::unix::fs::symlink(folder.join("python3.11"), interpreter(&folder)).unwrap();
        assert!(!is_usable(&folder), "not finished");
        fs::write(folder.join(MARKER), folder.join("python3.11").as_os_str().as_encoded_bytes()).unwrap();
        assert!(is_usable(&folder));
        fs::remove_file(interpreter(&folder)).unwrap();
        fs::write(folder.join("python3.12"), "").unwrap();
        std::os::unix::fs::symlink(folder.join("python3.12"), interpreter(&folder)).unwrap();
        assert!(!is_usable(&folder));
    }
}
