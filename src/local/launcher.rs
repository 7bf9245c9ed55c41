//! The launcher's Python files, compiled into this program and written beside the installation.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::home::remove_folder;
use super::install::short_hash;
use crate::failure::Failure;

/// Every file of the launcher; `__main__.py` is what runs.
const FILES: &[(&str, &str)] = &[
    ("__main__.py", include_str!("launcher/__main__.py")),
    ("api.py", include_str!("launcher/api.py")),
    ("executions.py", include_str!("launcher/executions.py")),
    ("functions.py", include_str!("launcher/functions.py")),
    ("patching.py", include_str!("launcher/patching.py")),
    ("stacks.py", include_str!("launcher/stacks.py")),
    ("storage.py", include_str!("launcher/storage.py")),
];

/// The launcher's name, which changes with its content.
pub fn name() -> String {
    let whole: String = FILES.iter().flat_map(|(name, text)| [*name, "\0", *text, "\0"]).collect();
    format!("launcher-{}", short_hash(&whole))
}

/// Writes the launcher into the installation unless it is there; gives its place.
pub fn write(folder: &Path) -> Result<PathBuf> {
    let launcher = folder.join(name());
    if !launcher.is_dir() {
        write_anew(&launcher).map_err(|error| {
            Failure::usage(format!("cannot write {}: {error}", launcher.display()))
                .hint("make the folder writable, or set XDG_CACHE_HOME to another")
        })?;
    }
    Ok(launcher)
}

/// Writes beside and renames, so that no other run sees half a launcher.
fn write_anew(launcher: &Path) -> std::io::Result<()> {
    let partial = launcher.with_extension(std::process::id().to_string());
    remove_folder(&partial)?;
    fs::create_dir(&partial)?;
    for (name, text) in FILES {
        fs::write(partial.join(name), text)?;
    }
    match fs::rename(&partial, launcher) {
        // Another run was quicker with the same files.
        Err(_) if launcher.is_dir() => remove_folder(&partial),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_twice_leaves_one_whole_launcher() {
        let folder = tempfile::tempdir().unwrap();
        let first = write(folder.path()).unwrap();
        write_anew(&first).unwrap();
        assert_eq!(write(folder.path()).unwrap(), first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read_dir(&first).unwrap().count(), FILES.len());
    }
}
