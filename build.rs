//! Lists the files of `templates/`, which are compiled into the program (`src/shipped.rs`).

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=templates");
    let root = PathBuf::from(required("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("templates"), &mut files)?;
    files.sort();
    let entry = |file: &PathBuf| {
        let name = file.strip_prefix(&root).unwrap_or(file).display().to_string();
        format!("({name:?}, include_str!({:?})),\n", file.display().to_string())
    };
    let table: String = files.iter().map(entry).collect();
    fs::write(Path::new(&required("OUT_DIR")).join("templates.rs"), format!("&[\n{table}]\n"))
}

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts through the environment")]
fn required(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
