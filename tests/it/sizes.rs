//! Sizes that can be held in the head: no file over 400 lines, and nine of ten functions within 20.

use std::fs;
use std::path::{Path, PathBuf};

const ROOTS: [&str; 7] = ["src", "crates", "lambdas", "tests", "emulator", "packaging", ".ci"];
const MOST_LINES: usize = 400;
const MOST_LINES_OF_A_FUNCTION: usize = 20;

/// Rust and Python files below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "py") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    ROOTS.iter().for_each(|folder| sources(&root.join(folder), &mut found));
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).unwrap())).collect()
}

/// The lengths of the functions of a Rust file, as rustfmt indents them: a function ends with the brace below its `fn`.
fn lengths(text: &str) -> Vec<usize> {
    let lines: Vec<_> = text.lines().collect();
    let begins = |line: &str| {
        let words = line.trim_start().trim_start_matches("pub").trim_start_matches("(super)");
        let words = words.trim_start_matches("(crate)").trim_start().trim_start_matches("const ");
        words.trim_start_matches("async ").starts_with("fn ")
    };
    let length = |start: usize| {
        let margin = lines[start].len() - lines[start].trim_start().len();
        let end = format!("{}}}", " ".repeat(margin));
        let rest = lines[start..].iter().position(|line| *line == end)?;
        Some(rest + 1)
    };
    let starts =
        (0..lines.len()).filter(|index| begins(lines[*index]) && lines[*index].ends_with(['{', '(']));
    starts.filter_map(length).collect()
}

#[test]
fn no_file_is_longer_than_can_be_held_in_the_head() {
    let files = all();
    assert!(files.len() > 400, "{}", files.len());
    let long = files.iter().map(|(path, text)| (text.lines().count(), path.display()));
    let long: Vec<_> = long.filter(|(lines, _)| *lines > MOST_LINES).collect();
    assert!(long.is_empty(), "files of more than {MOST_LINES} lines: {long:?}");
}

#[test]
fn nine_of_ten_functions_are_short() {
    let files = all();
    let is_measured = |path: &Path| {
        let name = path.display().to_string();
        name.ends_with(".rs")
            && !["/tests", "_test", "/fake", "testing"].iter().any(|part| name.contains(part))
    };
    let code = files
        .iter()
        .filter(|(path, _)| is_measured(path))
        .map(|(_, text)| text.split("\n#[cfg(test)]\nmod tests {").next());
    let mut lengths: Vec<_> = code.flatten().flat_map(lengths).collect();
    lengths.sort_unstable();
    assert!(lengths.len() > 1500, "{}", lengths.len());
    let ninth = lengths[lengths.len() * 9 / 10];
    assert!(ninth <= MOST_LINES_OF_A_FUNCTION, "the ninth of ten functions has {ninth} lines");
}

#[test]
fn functions_are_measured_by_their_margins() {
    let text = "pub(crate) async fn a(\n    b: u8,\n) {\n    if b {\n    }\n}\n\nimpl X {\n    fn c() {\n        d();\n    }\n    fn e(&self);\n}\n";
    assert_eq!(lengths(text), [6, 3]);
}
