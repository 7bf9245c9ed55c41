//! The schemas in `docs/json`, of every line that a command prints with `--output json`.
//!
//! A command names its lines here or, if it belongs to a system, in the system's `json.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use clap::Command as Tree;
use serde_json::{Value, json};

use crate::commands::build::BuildReport;
use crate::commands::docs::{PageReport, PagesReport};
use crate::commands::execution::{LogEvent, TailLine};
use crate::commands::outputs::OutputReport;
use crate::commands::template::TemplateReport;
use crate::commands::validate::ValidReport;
use crate::local::mail::Mail;
use crate::local::report::{Down, Env, Inbox, Reset, Status, Up};
use crate::output::execution::{ExecutionList, ExecutionReport};
use crate::output::schema::{Printed, error, event, final_report, own_report, report, result, stamped_event};
use crate::output::{DeployReport, TeardownReport};
use crate::systems;
use engine::doctor::DoctorReport;
use engine::event::Event;
use engine::outputs::Outputs;
use engine::plan::PlanReport;
use engine::status::StatusReport;

const REFRESH: &str = "refresh it: PROVISION_BLESS=1 cargo test generated";

/// Commands that print a document of another standard, to which nothing is added.
const DOCUMENTS: [(&str, &str); 2] =
    [("api", "an OpenAPI document"), ("completion", "a script for a shell, in any format")];

/// Everything that is printed.
fn printed() -> Printed {
    Printed::default()
        .line("result", result())
        .line("error", error())
        .and(of_stages())
        .and(of_executions())
        .and(of_this_machine())
        .and(systems::printed())
}

/// The commands that look at or change a stage.
fn of_stages() -> Printed {
    Printed::default()
        .line("events", event::<Event>())
        .line("deploy", final_report::<DeployReport>())
        .line("plan", report::<PlanReport>())
        .line("build", final_report::<BuildReport>())
        .line("doctor", report::<DoctorReport>())
        .line("status", report::<StatusReport>())
        .line("outputs", report::<Outputs>())
        .line("output", report::<OutputReport<'_>>())
        .line("template", report::<TemplateReport>())
        .line("teardown", final_report::<TeardownReport>())
        .line("validate", report::<ValidReport>())
        .stream("deploy", &["deploy", "plan"], &["events"])
        .command("plan", &["plan"])
        .stream("build", &["build"], &["events"])
        .command("doctor", &["doctor"])
        .command("status", &["status"])
        .command("outputs", &["outputs", "output"])
        .command("template", &["template"])
        .stream("teardown", &["teardown"], &["events"])
        .command("validate", &["validate"])
}

fn of_executions() -> Printed {
    Printed::default()
        .line("execution-list", report::<ExecutionList>())
        .line("execution", own_report::<ExecutionReport>())
        .line("execution-events", stamped_event::<TailLine<'_>>())
        .line("execution-log", stamped_event::<LogEvent<'_>>())
        .command("execution list", &["execution-list"])
        .command("execution show", &["execution"])
        .stream("execution tail", &["result"], &["execution-events", "execution-log"])
}

/// The emulator and the documentation.
fn of_this_machine() -> Printed {
    Printed::default()
        .line("docs", report::<PagesReport>())
        .line("docs-page", report::<PageReport>())
        .line("local-up", report::<Up>())
        .line("local-down", report::<Down>())
        .line("local-status", report::<Status>())
        .line("local-env", report::<Env>())
        .line("local-reset", report::<Reset>())
        .line("local-mail", report::<Inbox>())
        .line("local-mail-show", report::<Mail>())
        .command("docs", &["docs", "docs-page"])
        .command("local up", &["local-up"])
        .command("local down", &["local-down"])
        .command("local status", &["local-status"])
        .command("local env", &["local-env"])
        .command("local reset", &["local-reset"])
        .command("local mail", &["local-mail"])
        .command("local mail show", &["local-mail-show"])
}

/// The files by their names.
fn files() -> BTreeMap<String, String> {
    let printed = printed();
    let number = printed.lines.len();
    let mut files: BTreeMap<_, _> = printed
        .lines
        .iter()
        .map(|(name, schema)| (format!("{name}.json"), to_text(&titled(name, schema.as_value()))))
        .collect();
    assert_eq!(files.len(), number, "two lines have one name");
    files.insert("index.json".to_owned(), to_text(&index(&printed)));
    files
}

/// The schema with what a reader looks for first at its start.
fn titled(name: &str, schema: &Value) -> Value {
    let mut titled = json!({
        "$schema": schema["$schema"],
        "title": format!("provision: {}", name.replace('-', " ")),
        "description": schema["description"],
    });
    for (key, value) in schema.as_object().into_iter().flatten() {
        titled[key.as_str()] = titled.get(key).unwrap_or(value).clone();
    }
    titled
}

fn to_text(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

/// Which schemas the lines of each command have.
fn index(printed: &Printed) -> Value {
    let names = |lines: &[&str]| lines.iter().map(|name| format!("{name}.json")).collect::<Vec<_>>();
    let mut commands = BTreeMap::new();
    for command in &printed.commands {
        let aliases: Vec<_> = aliases(command.words);
        let entry = json!({
            "aliases": aliases,
            "events": names(command.events),
            "lastLine": names(command.last),
            "failure": "result.json",
        });
        assert!(commands.insert(command.words, entry).is_none(), "{} is there twice", command.words);
    }
    for (command, document) in DOCUMENTS {
        commands.insert(command, json!({"document": document, "failure": "result.json"}));
    }
    json!(commands)
}

fn aliases(words: &str) -> Vec<String> {
    let tree = crate::command_line::command();
    let found = tree.find_subcommand(words);
    found.map(|command| command.get_all_aliases().map(str::to_owned).collect()).unwrap_or_default()
}

/// The commands that do something, by their words.
fn runnable(command: &Tree, before: &str, found: &mut BTreeSet<String>) {
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let words = format!("{before}{}", command.get_name());
        if !command.is_subcommand_required_set() {
            found.insert(words.clone());
        }
        runnable(command, &format!("{words} "), found);
    }
}

#[test]
fn every_command_has_schemas_for_its_json() {
    let printed = printed();
    let mut commands = BTreeSet::new();
    runnable(&crate::command_line::command(), "", &mut commands);
    let mut described: BTreeSet<_> =
        printed.commands.iter().map(|command| command.words.to_owned()).collect();
    described.extend(DOCUMENTS.iter().map(|(command, _)| (*command).to_owned()));
    let missing: Vec<_> = commands.difference(&described).collect();
    assert!(missing.is_empty(), "name their lines in src/schemas.rs or the system's json.rs: {missing:?}");
    let gone: Vec<_> = described.difference(&commands).collect();
    assert!(gone.is_empty(), "there are no such commands: {gone:?}");

    let lines: BTreeSet<_> = printed.lines.iter().map(|(name, _)| *name).collect();
    let mut used: BTreeSet<_> = printed
        .commands
        .iter()
        .flat_map(|command| command.last.iter().chain(command.events))
        .copied()
        .collect();
    used.extend(["result", "error"]);
    assert_eq!(used, lines, "a schema for each line, and a command for each schema");
}

/// After a change of a report or an event, regenerate them with `PROVISION_BLESS=1 cargo test generated`.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test's own switch, no setting of the program")]
fn generated_json_schemas_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json");
    let files = files();
    if std::env::var_os("PROVISION_BLESS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for stale in kept(&folder).difference(&files.keys().cloned().collect()) {
            fs::remove_file(folder.join(stale)).unwrap();
        }
        for (name, text) in &files {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    assert_eq!(kept(&folder), files.keys().cloned().collect(), "docs/json: {REFRESH}");
    for (name, text) in &files {
        let committed = fs::read_to_string(folder.join(name)).unwrap();
        assert!(committed == *text, "docs/json/{name} is stale; {REFRESH}");
    }
}

fn kept(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Descriptions are for users: they name no item of the source.
#[test]
fn schemas_describe_what_is_printed() {
    for (name, text) in files() {
        assert!(
            name == "index.json" || !text.contains("\n  \"description\": null"),
            "{name} has no description"
        );
        assert!(!text.contains("[`"), "docs/json/{name} has a link into the source");
        let is_object = name == "index.json" || text.contains("\"type\": \"object\"");
        assert!(is_object, "docs/json/{name} describes no object");
    }
}
