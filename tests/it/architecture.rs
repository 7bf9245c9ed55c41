//! Who may lean on whom, as STYLE says: read off the sources.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::repository;

/// Every source file of the program with its path below `src/`, its code without comments and tests.
fn sources() -> Vec<(String, String)> {
    let root = repository().join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    let name = |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    files.iter().map(|path| (name(path), code(&fs::read_to_string(path).unwrap()))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
}

fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Fails for each file outside of the allowed places that holds one of the words.
#[track_caller]
fn only_in(allowed: &[&str], words: &[&str]) {
    let is_allowed = |name: &str| allowed.iter().any(|place| name.starts_with(place));
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| !is_allowed(name))
        .flat_map(|(name, code)| {
            let held = words.iter().filter(move |word| code.contains(**word));
            held.map(move |word| format!("{name} holds {word}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Fails for each file of a place that imports one of the modules.
#[track_caller]
fn never_imports(places: &[&str], modules: &[&str]) {
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| places.iter().any(|place| name.starts_with(place)))
        .flat_map(|(name, code)| {
            let held = modules.iter().filter(move |module| {
                code.contains(&format!("crate::{module}::")) || code.contains(&format!("crate::{module};"))
            });
            held.map(move |module| format!("{name} imports {module}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_sdk_is_named_in_aws_only() {
    only_in(&["aws/"], &["aws_sdk_", "aws_config", "aws_smithy_", "aws_credential_types", "aws_sigv4"]);
}

#[test]
fn clap_is_named_where_words_are_read_only() {
    only_in(&["cli.rs", "command_line", "commands/", "settings/"], &["clap::", "use clap", "clap_complete"]);
}

#[test]
fn only_output_prints() {
    only_in(
        &["output/"],
        &["println!", "print!(", "eprintln!", "eprint!(", "io::stdout()", "io::stderr()", "dbg!"],
    );
}

#[test]
fn only_what_the_program_itself_wrote_is_printed_raw() {
    only_in(&["output/", "commands/completion.rs"], &["ui.raw("]);
    only_in(&["output/streams.rs", "output/mod.rs", "output/question.rs"], &["streams.out(", "streams.err("]);
}

#[test]
fn only_settings_reads_the_environment() {
    only_in(&["settings/"], &["env::var", "env::vars", "env::var_os"]);
}

#[test]
fn only_main_ends_the_process() {
    only_in(&["main.rs"], &["process::exit", "ExitCode"]);
}

#[test]
fn what_is_plain_data_knows_nothing_of_what_is_above_it() {
    let above = ["commands", "output", "cli", "command_line", "local", "context", "operate"];
    never_imports(&["project/", "template/", "document/", "bundle/", "engine/"], &above);
    never_imports(&["document/", "template/"], &["engine", "project", "bundle"]);
    never_imports(&["project/"], &["engine", "bundle"]);
    never_imports(&["bundle/"], &["engine", "aws"]);
}

#[test]
fn the_layers_below_know_nothing_of_commands() {
    let words = ["commands", "cli", "command_line"];
    never_imports(&["aws/", "local/", "operate/", "output/", "settings/", "failure.rs"], &words);
    never_imports(&["aws/"], &["engine", "operate", "local", "output", "project", "bundle"]);
    never_imports(&["operate/"], &["output", "local", "context", "settings"]);
    never_imports(&["output/"], &["local", "operate::run"]);
}

#[test]
fn the_engine_knows_no_system_by_name() {
    let systems = fs::read_dir(repository().join("templates")).unwrap();
    let systems = systems.map(|folder| format!("\"{}", folder.unwrap().file_name().to_str().unwrap()));
    let words: Vec<_> = systems.chain(["model::".to_owned()]).collect();
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| name.starts_with("engine/"))
        .filter(|(_, code)| words.iter().any(|word| code.contains(word)))
        .map(|(name, _)| name)
        .collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn plain_code_waits_for_nothing() {
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| {
            ["project/", "template/", "document/", "engine/plan.rs"]
                .iter()
                .any(|place| name.starts_with(place))
        })
        .filter(|(_, code)| code.contains("async ") || code.contains(".await") || code.contains("tokio"))
        .map(|(name, _)| name)
        .collect();
    assert!(found.is_empty(), "{found:?}");
}
