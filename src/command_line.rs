//! Parses the arguments of the program into a [`Cli`], or explains in one sentence what is wrong with them.

pub mod completion;
mod fit;
mod help;
#[cfg(test)]
mod man;
mod meaningless;
#[cfg(test)]
mod named_commands;
mod refusal;
mod suggestion;

use std::ffi::{OsStr, OsString};

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches};

pub use self::refusal::Refusal;
use crate::cli::Cli;
use crate::output::width_of_help;
use crate::settings::{self, Flag, Settings};

/// The command tree with its long help, as it is parsed, completed and documented.
pub fn command() -> Command {
    let command = Cli::command().long_about(help::LONG_ABOUT).after_long_help(help::after_long_help());
    let command = without_empty_variables(command).mut_args(|argument| argument.hide_short_help(true));
    help::short_of_global_options(meaningless::hidden(command))
}

/// The same tree with its help fitted to a width.
fn command_of_width(width: usize) -> Command {
    help::in_groups(fit::fitted(command(), width), width)
}

/// Reads the command line, the program's name first.
pub fn parse(arguments: &[OsString]) -> Result<Cli, Refusal> {
    let mut command = command_of_width(width_of_help());
    let matches = match command.try_get_matches_from_mut(arguments) {
        Ok(matches) => matches,
        Err(error) => return Err(Refusal::of(error, &mut command, arguments)),
    };
    meaningless::check(&matches).map_err(Refusal::Wrong)?;
    let mut cli =
        Cli::from_arg_matches(&matches).map_err(|error| Refusal::of(error, &mut command, arguments))?;
    cli.settings.place = flags(&matches, &Settings::PLACE);
    cli.settings.form = flags(&matches, &Settings::FORM);
    Ok(cli)
}

/// Those of these global flags that the command line itself has: a shell keeps its variables for the next command.
fn flags(matches: &ArgMatches, ids: &[&str]) -> Vec<Flag> {
    let is_given = |id: &&&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    ids.iter().filter(is_given).flat_map(|id| given(matches, id)).collect()
}

/// A global flag as often as it was given.
fn given(matches: &ArgMatches, id: &str) -> Vec<Flag> {
    let name = format!("--{}", id.replace('_', "-"));
    let value = |value: &OsStr| Some(value.to_string_lossy().into_owned());
    match id {
        "verbose" => {
            let name = format!("-{}", "v".repeat(matches.get_count(id).into()));
            vec![Flag { name, value: None }]
        }
        id if Settings::SWITCHES.contains(&id) => vec![Flag { name, value: None }],
        id => {
            let values = matches.get_raw(id).into_iter().flatten().map(value);
            values.map(|value| Flag { name: name.clone(), value }).collect()
        }
    }
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
        let words = "provision --local status -v --stage prod --wide --replica-region a,b --output json -v --replica-region c";
        let arguments: Vec<_> = words.split_whitespace().map(OsString::from).collect();
        let Ok(cli) = parse(&arguments) else { panic!("{words} was not accepted") };
        let flags: Vec<_> = cli.settings.place.iter().map(ToString::to_string).collect();
        assert_eq!(
            flags,
            ["--local", "--stage prod", "--replica-region a", "--replica-region b", "--replica-region c"]
        );
        let form: Vec<_> = cli.settings.form.iter().map(ToString::to_string).collect();
        assert_eq!(form, ["--output json", "-vv", "--wide"]);
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
        hint: 'provision completion --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision completion fsh"), @r"
        error: invalid value 'fsh' for '<SHELL>' [possible values: bash, elvish, fish, powershell, zsh]
        hint: did you mean 'fish'?
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

    /// The short or the long help of a command, such as `provision local up`.
    fn help(words: &[&str], is_long: bool) -> String {
        let mut tree = command_of_width(100);
        tree.build();
        let mut found = &mut tree;
        for word in words {
            found = found.find_subcommand_mut(word).unwrap();
        }
        let help = if is_long { found.render_long_help() } else { found.render_help() };
        fit::shown(&help).to_string()
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

    /// What is printed where help is asked for.
    fn asked(words: &str) -> String {
        let arguments: Vec<_> = words.split_whitespace().map(OsString::from).collect();
        match parse(&arguments) {
            Err(Refusal::Asked(help)) => help.to_string(),
            Err(refusal) => panic!("{words}: {refusal}"),
            Ok(_) => panic!("{words} was accepted"),
        }
    }

    #[test]
    fn help_of_help_is_help() {
        let (all, deploy) = (asked("provision --help"), asked("provision deploy --help"));
        assert_eq!(asked("provision help --help"), all);
        assert_eq!(asked("provision help"), all);
        assert_eq!(asked("provision help -h"), asked("provision -h"));
        assert_eq!(asked("provision --help extra"), all);
        assert_eq!(asked("provision help deploy --help"), deploy);
        assert_eq!(asked("provision help deploy"), deploy);
        assert_eq!(asked("provision local help --help"), asked("provision local --help"));
        assert!(asked("provision help help").contains("Usage: provision help"));
    }

    #[test]
    fn what_is_wrong_after_help_is_about_the_command_that_was_named() {
        insta::assert_snapshot!(refused("provision help nonsense"), @r"
        error: unrecognized subcommand 'nonsense'
        hint: 'provision --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision help teardwon"), @r"
        error: unrecognized subcommand 'teardwon'
        hint: did you mean 'teardown'?
        ");
        insta::assert_snapshot!(refused("provision help deploy extra"), @r"
        error: unrecognized subcommand 'extra'
        hint: 'provision deploy --help' shows what it takes
        ");
        insta::assert_snapshot!(refused("provision deploy --nope -h"), @r"
        error: unexpected argument '--nope' found
        hint: 'provision deploy --help' shows what it takes
        ");
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
