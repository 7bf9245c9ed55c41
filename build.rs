//! Lists the templates and the pages of the documentation, which are compiled into the program (`src/shipped.rs`).

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(required("CARGO_MANIFEST_DIR"));
    write_table("templates", &root, "yaml", |file| {
        file.strip_prefix(&root).unwrap_or(file).display().to_string()
    })?;
    write_table("docs", &root, "md", |file| file.file_stem().unwrap_or_default().display().to_string())
}

/// Writes a table of the files of a folder, each with a name and its text.
fn write_table(folder: &str, root: &Path, kind: &str, name: impl Fn(&Path) -> String) -> io::Result<()> {
    println!("cargo::rerun-if-changed={folder}");
    let mut files = Vec::new();
    collect(&root.join(folder), kind, &mut files)?;
    files.sort();
    let entry =
        |file: &PathBuf| format!("({:?}, include_str!({:?})),\n", name(file), file.display().to_string());
    let table: String = files.iter().map(entry).collect();
    fs::write(Path::new(&required("OUT_DIR")).join(format!("{folder}.rs")), format!("&[\n{table}]\n"))
}

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts through the environment")]
fn required(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}

fn collect(folder: &Path, kind: &str, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, kind, files)?;
        } else if path.extension().is_some_and(|extension| extension == kind) {
            files.push(path);
        }
    }
    Ok(())
}
