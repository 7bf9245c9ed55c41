//! Parses the arguments of the program into a [`Cli`], or explains in one sentence what is wrong with them.

pub mod completion;
mod help;
#[cfg(test)]
mod man;
#[cfg(test)]
mod named_commands;
mod refusal;
mod suggestion;

use std::ffi::{OsStr, OsString};

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches};

pub use self::refusal::Refusal;
use crate::cli::Cli;
use crate::settings::{self, Flag, Settings};
use engine::failure::Failure;

/// The command tree with its long help, as it is parsed, completed and documented.
pub fn command() -> Command {
    let command = Cli::command().long_about(help::LONG_ABOUT).after_long_help(help::after_long_help());
    let command = without_empty_variables(command).mut_args(|argument| argument.hide_short_help(true));
    let hidden: Vec<_> =
        command.get_arguments().filter(|argument| is_meaningless(argument)).cloned().collect();
    let command = command.mut_subcommand(LOCAL, |local| without_options_of_systems(local, &hidden));
    help::in_groups(help::short_of_global_options(command))
}

/// The commands of the emulator, which knows no systems.
const LOCAL: &str = "local";
/// The one of them that has a use for the region.
const ENV: &str = "env";
/// The global options that are about systems and where they are deployed.
const OF_SYSTEMS: [&str; 7] =
    ["stage", "region", "workflow_region", "replica_region", "profile", "endpoint_url", "config"];

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
fn check_options_of_local(matches: &ArgMatches) -> Result<(), Failure> {
    let Some((LOCAL, mut innermost)) = matches.subcommand() else { return Ok(()) };
    let mut name = LOCAL;
    while let Some((inner, matches)) = innermost.subcommand() {
        (name, innermost) = (inner, matches);
    }
    let is_given = |id: &&str| innermost.value_source(id) == Some(ValueSource::CommandLine);
    match OF_SYSTEMS.iter().filter(|id| !(name == ENV && **id == "region")).find(|id| is_given(id)) {
        None => Ok(()),
        Some(id) => {
            let flag = id.replace('_', "-");
            Err(Failure::usage(format!("--{flag} does not apply to the commands of provision {LOCAL}"))
                .hint("leave it out: the emulator serves all stages and regions"))
        }
    }
}

/// Reads the command line, the program's name first.
pub fn parse(arguments: &[OsString]) -> Result<Cli, Refusal> {
    let mut command = command();
    let matches = match command.try_get_matches_from_mut(arguments) {
        Ok(matches) => matches,
        Err(error) => return Err(Refusal::of(error, &mut command, arguments)),
    };
    check_options_of_local(&matches).map_err(Refusal::Wrong)?;
    let mut cli =
        Cli::from_arg_matches(&matches).map_err(|error| Refusal::of(error, &mut command, arguments))?;
    cli.settings.place = place(&matches);
    Ok(cli)
}

/// The flags of the command line itself that decide where a command works: a shell keeps its variables for the next command.
fn place(matches: &ArgMatches) -> Vec<Flag> {
    let is_given = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let flags = Settings::PLACE.into_iter().filter(is_given).flat_map(|id| {
        let name = format!("--{}", id.replace('_', "-"));
        let text = |value: &OsStr| value.to_string_lossy().into_owned();
        let values = match id {
            "local" => vec![None],
            id => matches.get_raw(id).into_iter().flatten().map(|value| Some(text(value))).collect(),
        };
        values.into_iter().map(move |value| Flag { name: name.clone(), value })
    });
    flags.collect()
}

/// clap takes a variable that is set to nothing for an empty value; everybody else takes it for unset.
fn without_empty_variables(command: Command) -> Command {
    let heed = |argument: Arg| match argument.get_env() {
        Some(name) if settings::is_set_to_nothing(name) => argument.env(None::<&'static str>),
        // The long help lists all variables in one place; beside each flag they would double the text.
        _ => argument.hide_env(true),
    };
    command.mut_args(heed).mut_subcommands(without_empty_variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is printed for a line of words: the screen and the exit code.
    fn refused(words: &str) -> String {
        let arguments: Vec<_> = words.split_whitespace().map(OsString::from).collect();
        let Err(refusal) = parse(&arguments) else { panic!("{words} was accepted") };
        refusal.to_string()
    }

    #[test]
    fn the_flags_that_say_where_are_kept_for_later_commands() {
        let words =
            "provision --local status --stage prod --replica-region a,b --output json --replica-region c";
        let arguments: Vec<_> = words.split_whitespace().map(OsString::from).collect();
        let Ok(cli) = parse(&arguments) else { panic!("{words} was not accepted") };
        let flags: Vec<_> = cli
            .settings
            .place
            .iter()
            .map(|flag| format!("{} {}", flag.name, flag.value.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(
            flags,
            ["--local ", "--stage prod", "--replica-region a", "--replica-region b", "--replica-region c"]
        );
    }

    #[test]
    fn the_tree_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn bad_words_get_one_sentence_and_a_hint() {
        insta::assert_snapshot!(refused("provision completoin"), @r"
        error: unrecognized subcommand 'completoin'
        hint: did you mean 'completion'?
        ");
        insta::assert_snapshot!(refused("provision unlike-any"), @r"
        error: unrecognized subcommand 'unlike-any'
        hint: 'provision --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision completion bash --stagee dev"), @r"
        error: unexpected argument '--stagee' found
        hint: did you mean '--stage'?
        ");
        insta::assert_snapshot!(refused("provision completion bash --zzz"), @r"
        error: unexpected argument '--zzz' found
        hint: 'provision completion --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision completion"), @r"
        error: the following required arguments were not provided: <SHELL>
        hint: 'provision completion --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision completion tcsh"), @r"
        error: invalid value 'tcsh' for '<SHELL>' [possible values: bash, elvish, fish, powershell, zsh]
        hint: did you mean 'zsh'?
        ");
        insta::assert_snapshot!(refused("provision completion bash --output"), @r"
        error: a value is required for '--output <FORMAT>' but none was supplied [possible values: table, json]
        hint: 'provision completion --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision completion bash --output xml"), @r"
        error: invalid value 'xml' for '--output <FORMAT>' [possible values: table, json]
        hint: 'provision completion --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision completion bash --stage="), @r"
        error: a value is required for '--stage <NAME>' but none was supplied
        hint: 'provision completion --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision completion bash --local=yes"), @r"
        error: unexpected value 'yes' for '--local' found; no more were expected
        hint: 'provision completion --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision completion bash fish"), @r"
        error: unexpected argument 'fish' found
        hint: 'provision completion --help' shows what it takes
        ");
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
        insta::assert_snapshot!(refused("provision local status --stage dev"), @r"
        error: --stage does not apply to the commands of provision local
        hint: leave it out: the emulator serves all stages and regions
        ");
        insta::assert_snapshot!(refused("provision --replica-region a local mail show --last"), @r"
        error: --replica-region does not apply to the commands of provision local
        hint: leave it out: the emulator serves all stages and regions
        ");
        for taken in ["provision local env --region eu-west-1", "provision --local local up"] {
            let arguments: Vec<_> = taken.split_whitespace().map(OsString::from).collect();
            assert!(parse(&arguments).is_ok(), "{taken}");
        }
    }

    /// The short or the long help of a command, such as `provision local up`.
    fn help(words: &[&str], is_long: bool) -> String {
        let mut tree = command();
        tree.build();
        let mut found = &mut tree;
        for word in words {
            found = found.find_subcommand_mut(word).unwrap();
        }
        let help = if is_long { found.render_long_help() } else { found.render_help() };
        help.to_string()
    }

    #[test]
    fn the_short_help_has_the_commands_own_options_and_a_line_on_the_global_ones() {
        let short = help(&["deploy"], false);
        assert!(short.contains("--allow-data-loss") && short.contains("Examples:"), "{short}");
        assert!(!short.contains("--stage NAME") && !short.contains("      --stage <"), "{short}");
        assert_eq!(short.matches("Global options").count(), 1, "{short}");
        let long = help(&["deploy"], true);
        assert!(long.contains("      --stage <NAME>") && !long.contains("listed by --help"), "{long}");
        assert!(help(&["local", "env"], false).contains("--region"));
    }

    #[test]
    fn commands_are_listed_in_groups_with_their_other_names() {
        for is_long in [false, true] {
            let text = help(&[], is_long);
            let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is missing in {text}"));
            let parts = [
                "Deploy:\n  deploy",
                "\n  teardown",
                "Operate:\n  status",
                "Systems:\n",
                "\n  mailbox",
                "Set-up:\n",
            ];
            assert!(parts.iter().map(|part| place(part)).is_sorted(), "{text}");
            for alias in ["[alias: diff]", "[alias: destroy]", "[alias: list]"] {
                place(alias);
            }
            let command = command();
            for each in command.get_subcommands() {
                assert_eq!(
                    text.matches(&format!("\n  {} ", each.get_name())).count(),
                    1,
                    "{}",
                    each.get_name()
                );
            }
        }
        assert!(!help(&[], false).contains("--endpoint-url") && help(&[], true).contains("--endpoint-url"));
    }

    #[test]
    fn other_names_run_the_command() {
        for (alias, name) in [("diff", "plan"), ("destroy", "teardown"), ("list", "status")] {
            let matches = command().try_get_matches_from(["provision", alias]).unwrap();
            assert_eq!(matches.subcommand_name(), Some(name));
        }
    }

    #[test]
    fn every_command_has_an_example() {
        fn check(command: &Command) {
            let help = command.get_after_long_help().or(command.get_after_help());
            let text = help.map(ToString::to_string).unwrap_or_default();
            assert!(text.contains("Example"), "{} has none", command.get_name());
            command.get_subcommands().for_each(check);
        }
        check(&command());
    }

    #[test]
    fn the_long_help_names_every_variable_of_a_flag() {
        let text = help::after_long_help();
        for argument in Cli::command().get_arguments() {
            let Some(name) = argument.get_env() else { continue };
            assert!(text.contains(name.to_str().unwrap()), "{} is missing in the long help", name.display());
        }
    }

    #[cfg(unix)]
    #[test]
    fn words_that_are_not_utf_8_are_named() {
        use std::os::unix::ffi::OsStringExt;
        let bad = OsString::from_vec(b"de\xffv".to_vec());
        let arguments = ["provision".into(), "completion".into(), "bash".into(), "--stage".into(), bad];
        let refusal = parse(&arguments).err().unwrap();
        insta::assert_snapshot!(refusal, @r"
        error: the argument 'de�v' is not valid UTF-8
        hint: 'provision completion --help' shows what it takes
        ");
    }
}
