//! The launcher's Python files and tables, which are compiled into this program and written next to the installation.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sha2::{Digest, Sha256};

use super::home::remove_folder;
use engine::failure::Failure;

/// The file of the launcher's package that has this name, by its place in the launcher's folder.
macro_rules! module {
    ($name:literal) => {
        (
            concat!("provision_emulator/", $name),
            include_str!(concat!("../../emulator/provision_emulator/", $name)),
        )
    };
}

/// Every file of the launcher; `__main__.py` is what runs.
const FILES: &[(&str, &str)] = &[
    ("__main__.py", include_str!("../../emulator/__main__.py")),
    module!("__init__.py"),
    module!("adoption.py"),
    module!("api.py"),
    module!("callers.py"),
    module!("cancelling.py"),
    module!("change_sets.py"),
    module!("changes.py"),
    module!("conditions.py"),
    module!("definition_schemas.py"),
    module!("definitions.py"),
    module!("deployments.py"),
    module!("executions.py"),
    module!("existing.py"),
    module!("failures.py"),
    module!("functions.py"),
    module!("gate.py"),
    module!("integrations.py"),
    module!("key.py"),
    module!("later.py"),
    module!("limits.py"),
    module!("mail.py"),
    module!("mapping.py"),
    module!("objects.py"),
    module!("parameters.py"),
    module!("patching.py"),
    module!("permissions.py"),
    module!("processes.py"),
    module!("queues.py"),
    module!("recovery.py"),
    module!("replacements.py"),
    module!("replacements.txt"),
    module!("roles.py"),
    module!("saving.py"),
    module!("signatures.py"),
    module!("snapshots.py"),
    module!("stacks.py"),
    module!("start.py"),
    module!("state.py"),
    module!("storage.py"),
    module!("streams.py"),
    module!("tags.py"),
    module!("tasks.py"),
    module!("velocity.py"),
    module!("velocity_expressions.py"),
    module!("velocity_values.py"),
    module!("workflow_roles.py"),
];

/// The launcher's name, which changes with its content.
pub fn name() -> String {
    let whole: String = FILES.iter().flat_map(|(name, text)| [*name, "\0", *text, "\0"]).collect();
    format!("launcher-{}", short_hash(&whole))
}

/// The launcher's folder in an installation.
pub fn place(installation: &Path) -> PathBuf {
    installation.join(name())
}

/// Writes the launcher unless it is there. The caller holds the installation's turn.
pub fn write(launcher: &Path) -> Result<()> {
    if launcher.is_dir() {
        return Ok(());
    }
    rewrite(launcher).map_err(|error| {
        Failure::usage(format!("cannot write {}: {error}", launcher.display()))
            .hint("make the folder writable, or set XDG_CACHE_HOME to another")
            .into()
    })
}

/// Writes beside and renames, so that a run that is killed leaves no half launcher.
fn rewrite(launcher: &Path) -> std::io::Result<()> {
    let partial = launcher.with_extension("partial");
    remove_folder(&partial)?;
    for (name, text) in FILES {
        let file = partial.join(name);
        fs::create_dir_all(file.parent().unwrap_or(&partial))?;
        fs::write(file, text)?;
    }
    fs::rename(&partial, launcher)
}

/// The first twelve hexadecimal digits of a text's SHA-256.
pub fn short_hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use clap::Parser;

    use super::*;
    use crate::cli::Cli;
    use crate::local::install;
    use crate::output::Ui;
    use crate::settings::Environment;

    /// Runs the launcher's own checks. The emulator is installed where the whole-binary tests have it, not in the
    /// user's home.
    async fn check(options: &[&str]) {
        let cache = concat!(env!("CARGO_MANIFEST_DIR"), "/target/tmp/cache");
        let environment = Environment { cache_home: Some(cache.into()), ..Environment::read() };
        let settings = Cli::try_parse_from(["provision", "local", "status"]).unwrap().settings;
        let installation = install::ensure(&environment, &Ui::new(&settings, &environment)).await.unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/emulator/tests");
        let mut checks = Command::new(&installation.python);
        checks.args(["-I", "-B", script]).arg(&installation.launcher).args(options).stdin(Stdio::null());
        let output = checks.output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&printed));
    }

    #[tokio::test]
    async fn the_emulator_is_as_strict_as_aws() {
        check(&[]).await;
    }

    #[tokio::test]
    async fn each_check_of_the_launcher_fails_without_its_patches() {
        check(&["--unpatched"]).await;
    }

    #[test]
    fn a_launcher_that_was_not_finished_is_rewritten() {
        let folder = tempfile::tempdir().unwrap();
        let launcher = place(folder.path());
        fs::create_dir(launcher.with_extension("partial")).unwrap();
        write(&launcher).unwrap();
        write(&launcher).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(FILES.iter().all(|(name, _)| launcher.join(name).is_file()));
    }
}
