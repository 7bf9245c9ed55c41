//! From the words a user typed to a [`Cli`], or to one sentence that says what is wrong with them.

mod help;
mod refusal;

use std::ffi::OsString;

use clap::{Arg, Command, CommandFactory, FromArgMatches};

pub use self::refusal::Refusal;
use crate::cli::Cli;
use crate::settings;

/// The command tree with its long help, as it is parsed, completed and documented.
pub fn command() -> Command {
    let command = Cli::command().long_about(help::LONG_ABOUT).after_long_help(help::after_long_help());
    without_empty_variables(command)
}

/// Reads the command line, the program's name first.
pub fn parse(arguments: &[OsString]) -> Result<Cli, Refusal> {
    let mut command = command();
    let parsed =
        command.try_get_matches_from_mut(arguments).and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| Refusal::of(error, &mut command, arguments))
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
