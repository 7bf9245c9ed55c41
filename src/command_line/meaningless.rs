//! Options that would have no effect where they are given: hidden there, and refused.

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};

use engine::failure::Failure;

/// The commands of the emulator, which knows no systems; also the option that chooses the emulator.
const LOCAL: &str = "local";
/// The one of them that has a use for the region.
const ENV: &str = "env";
/// The global options that are about systems and where they are deployed.
const OF_SYSTEMS: [&str; 7] =
    ["stage", "region", "workflow_region", "replica_region", "profile", "endpoint_url", "config"];
/// The global options that choose an account or a host, and what the emulator has instead.
const OF_AWS: [(&str, &str); 2] = [("profile", "credentials"), ("endpoint_url", "an address")];

/// The tree with the options that mean nothing to the emulator's commands hidden there.
pub fn hidden(command: Command) -> Command {
    let hidden: Vec<_> =
        command.get_arguments().filter(|argument| is_meaningless(argument)).cloned().collect();
    command.mut_subcommand(LOCAL, |local| without_options_of_systems(local, &hidden))
}

/// Refuses an option of the command line that would have no effect. Variables are set for many commands, and are only ignored.
pub fn check(matches: &ArgMatches) -> Result<(), Failure> {
    check_commands_of_local(matches)?;
    check_beside_local(matches)
}

/// Whether the emulator's commands have no use for a global option.
fn is_meaningless(argument: &Arg) -> bool {
    let id = argument.get_id().as_str();
    OF_SYSTEMS.contains(&id) || id == LOCAL
}

/// Hides options in the emulator's commands. An option that a command has itself keeps the global one out of it.
fn without_options_of_systems(local: Command, hidden: &[Arg]) -> Command {
    let region = hidden.iter().find(|argument| argument.get_id() == "region");
    let local = local.mut_subcommands(|command| match command.get_name() {
        ENV => command.args(region.map(|region| region.clone().hide_short_help(false))),
        _ => command,
    });
    local.args(hidden.iter().map(|argument| argument.clone().hide(true)))
}

/// An option of systems that was given to a command of the emulator.
fn check_commands_of_local(matches: &ArgMatches) -> Result<(), Failure> {
    let Some((LOCAL, mut innermost)) = matches.subcommand() else { return Ok(()) };
    let mut name = LOCAL;
    while let Some((inner, matches)) = innermost.subcommand() {
        (name, innermost) = (inner, matches);
    }
    let is_free = |id: &str| name == ENV && id == "region";
    match OF_SYSTEMS.iter().filter(|id| !is_free(id)).find(|id| is_given(innermost, id)) {
        None => Ok(()),
        Some(id) => {
            let flag = flag(id);
            Err(Failure::usage(format!("{flag} does not apply to the commands of provision {LOCAL}"))
                .hint("leave it out: the emulator serves all stages and regions"))
        }
    }
}

/// An option of AWS that was given while `--local`, or its variable, chooses the emulator.
fn check_beside_local(matches: &ArgMatches) -> Result<(), Failure> {
    if !matches.get_flag(LOCAL) {
        return Ok(());
    }
    let Some((id, own)) = OF_AWS.iter().find(|(id, _)| is_given(matches, id)) else { return Ok(()) };
    let (flag, local) = (flag(id), if is_given(matches, LOCAL) { "--local" } else { "PROVISION_LOCAL" });
    let hint = format!("leave out {flag} to work on the emulator, or {local} to work on AWS");
    let text = format!("{flag} and {local} exclude each other: the emulator has {own} of its own");
    Err(Failure::usage(text).hint(hint))
}

fn is_given(matches: &ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(ValueSource::CommandLine)
}

fn flag(id: &str) -> String {
    format!("--{}", id.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::command_line::{command, parse};
    use insta::assert_snapshot;

    fn refused(words: &str) -> String {
        let arguments: Vec<_> = words.split_whitespace().map(OsString::from).collect();
        let Err(refusal) = parse(&arguments) else { panic!("{words} was accepted") };
        refusal.to_string()
    }

    fn is_taken(words: &str) -> bool {
        parse(&words.split_whitespace().map(OsString::from).collect::<Vec<_>>()).is_ok()
    }

    #[test]
    fn an_option_that_would_be_ignored_beside_local_is_refused() {
        assert_snapshot!(refused("provision --local status --profile corp"), @r"
        error: --profile and --local exclude each other: the emulator has credentials of its own
        hint: leave out --profile to work on the emulator, or --local to work on AWS
        ");
        assert_snapshot!(refused("provision deploy --endpoint-url http://127.0.0.1:1 --local"), @r"
        error: --endpoint-url and --local exclude each other: the emulator has an address of its own
        hint: leave out --endpoint-url to work on the emulator, or --local to work on AWS
        ");
        for taken in
            ["status --profile corp", "status --local --region eu-west-1 --stage dev --config x.yaml"]
        {
            assert!(is_taken(&format!("provision {taken}")), "{taken}");
        }
    }

    #[test]
    fn the_emulators_commands_neither_list_nor_take_the_options_of_systems() {
        let mut tree = command();
        tree.build();
        let mut local = tree.find_subcommand(LOCAL).unwrap().clone();
        let helps = ["up", "down", "status", "reset", "mail"]
            .map(|name| local.find_subcommand_mut(name).unwrap().render_long_help().to_string());
        for help in helps.iter().chain([&local.render_long_help().to_string()]) {
            for flag in ["--stage", "--region", "--profile", "--config", "--endpoint-url", "--local"] {
                assert!(!help.contains(&format!("      {flag}")), "{flag} in {help}");
            }
            assert!(help.contains("--output"), "{help}");
        }
        let env = local.find_subcommand_mut(ENV).unwrap().render_long_help().to_string();
        assert!(env.contains("--region") && !env.contains("--stage"), "{env}");
        assert_snapshot!(refused("provision local status --stage dev"), @r"
        error: --stage does not apply to the commands of provision local
        hint: leave it out: the emulator serves all stages and regions
        ");
        assert_snapshot!(refused("provision --replica-region a local mail show --last"), @r"
        error: --replica-region does not apply to the commands of provision local
        hint: leave it out: the emulator serves all stages and regions
        ");
        for taken in ["provision local env --region eu-west-1", "provision --local local up"] {
            assert!(is_taken(taken), "{taken}");
        }
    }
}
