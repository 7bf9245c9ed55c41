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
    ("adoption.py", include_str!("launcher/adoption.py")),
    ("api.py", include_str!("launcher/api.py")),
    ("definition_schemas.py", include_str!("launcher/definition_schemas.py")),
    ("definitions.py", include_str!("launcher/definitions.py")),
    ("deployments.py", include_str!("launcher/deployments.py")),
    ("executions.py", include_str!("launcher/executions.py")),
    ("existing.py", include_str!("launcher/existing.py")),
    ("failures.py", include_str!("launcher/failures.py")),
    ("functions.py", include_str!("launcher/functions.py")),
    ("integrations.py", include_str!("launcher/integrations.py")),
    ("mail.py", include_str!("launcher/mail.py")),
    ("mapping.py", include_str!("launcher/mapping.py")),
    ("objects.py", include_str!("launcher/objects.py")),
    ("patching.py", include_str!("launcher/patching.py")),
    ("permissions.py", include_str!("launcher/permissions.py")),
    ("queues.py", include_str!("launcher/queues.py")),
    ("roles.py", include_str!("launcher/roles.py")),
    ("stacks.py", include_str!("launcher/stacks.py")),
    ("storage.py", include_str!("launcher/storage.py")),
    ("streams.py", include_str!("launcher/streams.py")),
    ("tags.py", include_str!("launcher/tags.py")),
    ("tasks.py", include_str!("launcher/tasks.py")),
    ("velocity.py", include_str!("launcher/velocity.py")),
    ("velocity_expressions.py", include_str!("launcher/velocity_expressions.py")),
    ("velocity_values.py", include_str!("launcher/velocity_values.py")),
    ("workflow_roles.py", include_str!("launcher/workflow_roles.py")),
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
    write_anew(launcher).map_err(|error| {
        Failure::usage(format!("cannot write {}: {error}", launcher.display()))
            .hint("make the folder writable, or set XDG_CACHE_HOME to another")
            .into()
    })
}

/// Writes beside and renames, so that a run that is killed leaves no half launcher.
fn write_anew(launcher: &Path) -> std::io::Result<()> {
    let partial = launcher.with_extension("partial");
    remove_folder(&partial)?;
    fs::create_dir(&partial)?;
    for (name, text) in FILES {
        fs::write(partial.join(name), text)?;
    }
    fs::rename(&partial, launcher)
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
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/local/launcher_test");
        let mut checks = Command::new(&installation.python);
        checks.args(["-I", "-B", script]).arg(&installation.launcher).args(options).stdin(Stdio::null());
        let output = checks.output().unwrap();
        let told = [output.stdout, output.stderr].concat();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&told));
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
    fn a_launcher_that_was_not_finished_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let launcher = place(folder.path());
        fs::create_dir(launcher.with_extension("partial")).unwrap();
        write(&launcher).unwrap();
        write(&launcher).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read_dir(&launcher).unwrap().count(), FILES.len());
    }
}
