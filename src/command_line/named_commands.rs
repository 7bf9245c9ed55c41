//! Tests that commands named in messages exist, and that they are written in backticks for `output/commands`, which
//! completes them.

use std::path::{Path, PathBuf};
use std::{fs, iter};

use clap::Command;

use super::command;

/// The sources without what stands behind `//`, without the arguments' help texts and without tests.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    collect(&root.join("crates/engine/src"), &mut files);
    let is_code = |path: &PathBuf| {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        !["tests", "testing", "fake", "args.rs", "command_line", "completion.rs"]
            .iter()
            .any(|part| name.contains(part))
    };
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let without_help = regex_lite::Regex::new(r#"(?s)after(?:_long)?_help = "(?:\\.|[^"\\])*""#).unwrap();
        let code = without_help.replace_all(code, "");
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path, lines.collect::<Vec<_>>().join("\n"))
    };
    files.into_iter().filter(is_code).map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The part of a command that stands in the source: up to the first value that is filled in.
fn unknown(tree: &Command, named: &str) -> Option<String> {
    let mut words = named.split_whitespace().take_while(|word| !word.contains('{')).peekable();
    let mut command = tree;
    while let Some(next) = words.peek().and_then(|word| command.find_subcommand(word)) {
        command = next;
        words.next();
    }
    if command.get_name() == tree.get_name() {
        return Some(format!("provision {named} is no command"));
    }
    let globals: Vec<_> = tree.get_arguments().chain(command.get_arguments()).collect();
    let is_known = |flag: &str| globals.iter().any(|argument| argument.get_long() == Some(flag));
    let flags = words.filter_map(|word| word.strip_prefix("--"));
    let wrong = flags.into_iter().find(|flag| !is_known(flag.split('=').next().unwrap_or(flag)));
    wrong.map(|flag| format!("provision {named} has no --{flag}"))
}

#[test]
fn commands_that_messages_name_exist() {
    let tree = command();
    let marked = regex_lite::Regex::new(r"`provision ([^`]+)`").unwrap();
    let (mut found, mut wrong) = (0, Vec::new());
    for (path, code) in sources() {
        for command in marked.captures_iter(&code) {
            // The command itself is filled in.
            if command[1].starts_with('{') {
                continue;
            }
            found += 1;
            wrong.extend(unknown(&tree, &command[1]).map(|what| format!("{}: {what}", path.display())));
        }
    }
    assert!(found > 40, "{found}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn commands_that_messages_name_are_marked() {
    let names: Vec<_> = command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let bare = regex_lite::Regex::new(&format!(r"[^`]provision (?:{})\b", names.join("|"))).unwrap();
    let found: Vec<_> = sources()
        .iter()
        .flat_map(|(path, code)| {
            let text = |line: &&str| line.contains('"') || !line.contains("fn ");
            let lines = code.lines().filter(text).filter(|line| bare.is_match(line));
            lines.map(|line| format!("{}: {}", path.display(), line.trim())).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "write `provision …` between backticks:\n{}", found.join("\n"));
}

#[test]
fn a_wrong_command_is_found() {
    let tree = command();
    let right = ["status", "execution tail {id}", "deploy {system} --stage {stage}", "teardown --leftovers"];
    for (named, is_wrong) in
        right.into_iter().zip(iter::repeat(false)).chain([("stauts", true), ("status --nothing", true)])
    {
        assert_eq!(unknown(&tree, named).is_some(), is_wrong, "{named}");
    }
}
