//! Projects for tests.

use std::fs;

use anyhow::Result;

use super::{Project, Shipped};

/// A program that carries no project.
pub const NOTHING: Shipped = Shipped { project: "", template: |_| None };

/// A project in a folder of its own, from `(path, text)` pairs.
pub fn project(files: &[(&str, &str)]) -> Result<Project> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Project::load(None, folder.path(), &NOTHING)
}
