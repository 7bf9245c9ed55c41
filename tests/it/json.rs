//! What every command prints with `--output json` when it is used wrongly. The harness checks each line with the schemas in
//! `docs/json`, here and in all other tests; this one makes sure that no command is left out.

use std::collections::BTreeSet;

use crate::harness::{Sandbox, described_commands, project};

const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

/// The arguments without which a command is refused, by its words. `ID` stands for an id.
const ARGUMENTS: &[(&str, &str)] = &[
    ("api", "mailbox"),
    ("coffee collect", "--account a --vendor v"),
    ("coffee get", "--account a --vendor v"),
    ("coffee invoice", "--account a --vendor v"),
    ("coffee order", "--account a --vendor v --item latte"),
    ("completion", "bash"),
    ("execution show", "ID"),
    ("execution tail", "ID"),
    ("local mail show", "1"),
    ("mailbox approve", "ID"),
    ("mailbox create", "--username a --domain example.com"),
    ("mailbox delete", "ID"),
    ("mailbox deny", "ID"),
    ("mailbox get", "ID"),
    ("mailbox update", "ID --username b"),
    ("order deliver", "ID --company c --review good"),
    ("order fulfil", "ID --fulfilment f"),
    ("order get", "ID"),
    ("order place", "--name a --address b --product c --quantity 1"),
    ("shop item add", "ID 1"),
    ("shop item create", "1"),
    ("shop item get", "ID"),
    ("shop item subtract", "ID 1"),
    ("shop order add", "ID ID"),
    ("shop order checkout", "ID"),
    ("shop order create", "ID"),
    ("shop order delete", "ID"),
    ("shop order get", "ID"),
    ("shop order remove", "ID ID"),
    ("shop user fund", "ID 1"),
    ("shop user get", "ID"),
    ("shop user pay", "ID 1"),
    ("template", "s-a"),
];

/// Commands that need neither a project file nor AWS.
const ALONE: [&str; 9] = [
    "completion",
    "docs",
    "local down",
    "local env",
    "local mail",
    "local mail show",
    "local reset",
    "local status",
    "local up",
];
/// Commands that need a system of the project file in the program.
const SYSTEMS: [&str; 6] = ["api", "coffee", "execution", "mailbox", "order", "shop"];
/// Commands that make no call to AWS.
const OFFLINE: [&str; 2] = ["build", "validate"];

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.set("PROVISION_OUTPUT", "json");
    sandbox
}

/// Every command as it may be typed.
fn command_lines() -> Vec<(&'static str, String)> {
    let line = |command: &'static str| {
        let arguments =
            ARGUMENTS.iter().find(|(name, _)| *name == command).map_or("", |(_, arguments)| arguments);
        (command, format!("{command} {arguments}").replace("ID", ID))
    };
    let lines: Vec<_> = described_commands().map(line).collect();
    assert!(lines.len() > 50, "{lines:?}");
    lines
}

#[test]
fn a_wrong_command_line_is_a_result() {
    let sandbox = sandbox();
    for (_, line) in command_lines() {
        let output = sandbox.run(&format!("{line} --nope")).code(2);
        assert_eq!(output.json()["error"]["type"], "usage", "{output}");
    }
    for line in ["nope", "", "deploy nope", "deploy --stage nope", "local up --port 0", "outputs nope.nope"] {
        sandbox.run(line).code(2);
    }
}

#[test]
fn a_missing_project_file_is_a_result() {
    let sandbox = sandbox();
    let alone = BTreeSet::from(ALONE);
    for (_, line) in command_lines().iter().filter(|(command, _)| !alone.contains(command)) {
        let output = sandbox.run(&format!("{line} --config nowhere.yaml")).code(2).says("nowhere.yaml");
        assert_eq!(output.json()["error"]["type"], "usage", "{output}");
    }
}

#[test]
fn missing_credentials_are_a_result() {
    let sandbox = sandbox();
    let of_shipped = Sandbox::new();
    of_shipped.set("PROVISION_OUTPUT", "json");
    let elsewhere: BTreeSet<_> = ALONE.into_iter().chain(OFFLINE).collect();
    for (_, line) in command_lines().iter().filter(|(command, _)| !elsewhere.contains(command)) {
        let is_of_a_system = SYSTEMS.iter().any(|name| line.starts_with(name));
        let output = if is_of_a_system { of_shipped.run(line) } else { sandbox.run(line) };
        // A doctor reports the failure of every check.
        let (code, kind) = if line.trim() == "doctor" { (1, "failed") } else { (2, "no-credentials") };
        assert_eq!(output.clone().code(code).json()["error"]["type"], kind, "{output}");
    }
}

#[test]
fn what_needs_no_aws_has_a_report() {
    let sandbox = sandbox();
    for line in ["validate", "docs", "docs json", "local status", "local down"] {
        let output = sandbox.run(line).ok();
        assert_eq!(output.json()["type"], "result", "{output}");
        assert_eq!(output.json()["status"], "succeeded", "{output}");
    }
    // Documents of another standard are printed as they are.
    for line in ["validate --schema", "completion bash", "deploy --help", "--version"] {
        assert!(!sandbox.run(line).ok().stdout.contains("\"type\":\"result\""), "{line}");
    }
    for line in ["local mail", "local reset --yes", "docs nope"] {
        assert_ne!(sandbox.run(line).code, Some(0), "{line}");
    }
}
