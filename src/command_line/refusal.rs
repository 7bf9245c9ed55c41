//! Command lines that are not run: requests for help, and invalid ones.

use std::ffi::OsString;
#[cfg(test)]
use std::fmt;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};

use super::{fit, suggestion};
use crate::settings;
use engine::failure::Failure;

/// What is to be said instead of running a command.
#[derive(Debug)]
pub enum Refusal {
    /// Help or the version was asked for.
    Asked(StyledStr),
    /// No command was given; this is the help that lists them.
    NoCommand(String),
    /// The command line is wrong.
    Wrong(Failure),
}

impl Refusal {
    /// Puts clap's error into words.
    pub fn of(error: Error, command: &mut Command, arguments: &[OsString]) -> Self {
        // Only a built tree knows the whole names of its commands.
        command.build();
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Refusal::Asked(fit::shown(&error.render())),
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let help = named(command, arguments).clone().render_help();
                Refusal::NoCommand(fit::shown(&help).to_string())
            }
            _ => {
                let refused = text(&error, ContextKind::InvalidSubcommand);
                // What follows a word that is no command is none either: it may only look like one.
                let known = arguments
                    .iter()
                    .position(|word| refused.as_ref().is_some_and(|refused| word == refused.as_str()));
                let command = named(command, &arguments[..known.unwrap_or(arguments.len())]);
                Self::of_command(&error, command, arguments, refused.as_deref())
            }
        }
    }
}

impl Refusal {
    /// `refused` is the word that is no command of this one. After `help`, clap takes a flag for a command.
    fn of_command(error: &Error, command: &Command, arguments: &[OsString], refused: Option<&str>) -> Self {
        let mut asked = command.clone();
        match refused {
            Some("--help") => Refusal::Asked(fit::shown(&asked.render_long_help())),
            Some("-h") => Refusal::Asked(fit::shown(&asked.render_help())),
            _ => {
                let failure = Failure::usage(message(error, command, arguments));
                Refusal::Wrong(failure.hint(hint(error, command)))
            }
        }
    }
}

#[cfg(test)]
impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Asked(error) => write!(formatter, "{error}"),
            Refusal::NoCommand(help) => formatter.write_str(help),
            Refusal::Wrong(failure) => {
                write!(formatter, "error: {failure}\nhint: {}", failure.hint.as_deref().unwrap_or_default())
            }
        }
    }
}

/// clap's own command, which has a copy of each command below it.
const HELP: &str = "help";

/// The command that the words name, as deep as they can be followed; `help` leads to the command whose help it prints.
fn named<'a>(root: &'a Command, arguments: &[OsString]) -> &'a Command {
    let words = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
    let words = words.filter(|word| *word != HELP);
    words.fold(root, |command, word| command.find_subcommand(word).unwrap_or(command))
}

/// The flag whose values may be secrets, which no message shows.
const PARAMETER: &str = "--parameter";

/// clap's own sentence on one line, without the usage and the tips below it.
fn message(error: &Error, command: &Command, arguments: &[OsString]) -> String {
    if error.kind() == ErrorKind::InvalidUtf8 {
        return not_utf8(command, arguments);
    }
    if text(error, ContextKind::InvalidArg).is_some_and(|flag| flag.starts_with(PARAMETER)) {
        return format!(
            "a value of {PARAMETER} does not have the form STACK.NAME=VALUE, such as mailbox-provisioning.WaitSeconds=1"
        );
    }
    let rendered = error.render().to_string();
    let paragraph = rendered.lines().take_while(|line| !line.trim().is_empty());
    let sentence = paragraph.map(str::trim).fold(String::new(), joined);
    let sentence = sentence.strip_prefix("error: ").unwrap_or(&sentence);
    match (text(error, ContextKind::InvalidArg), variable_at_fault(error, command, arguments)) {
        (Some(flag), Some(variable)) => sentence.replace(&format!("'{flag}'"), &variable),
        _ => sentence.to_owned(),
    }
}

/// Joins what clap writes below each other: a list after a colon, or the values to choose from.
fn joined(sentence: String, line: &str) -> String {
    let between = match line.chars().next() {
        _ if sentence.is_empty() => "",
        Some('[') => " ",
        _ if sentence.ends_with(':') => " ",
        _ => ", ",
    };
    sentence + between + line
}

/// What to try next: the word that was probably meant, else the help of the command.
fn hint(error: &Error, command: &Command) -> String {
    let name = command.get_bin_name().unwrap_or("provision");
    suggestion(error, command, name).unwrap_or_else(|| format!("'{name} --help' shows what it takes"))
}

fn suggestion(error: &Error, command: &Command, name: &str) -> Option<String> {
    if error.kind() == ErrorKind::InvalidSubcommand {
        let word = text(error, ContextKind::InvalidSubcommand)?;
        return suggestion::for_command(&word, command, name == "provision");
    }
    if error.kind() == ErrorKind::UnknownArgument {
        return suggestion::for_option(&text(error, ContextKind::InvalidArg)?, command);
    }
    let (refused, value) =
        (text(error, ContextKind::InvalidValue)?, text(error, ContextKind::SuggestedValue)?);
    suggestion::is_close(&refused, &value).then(|| format!("did you mean '{value}'?"))
}

/// The environment variable that a refused value came from: the flag reads one, and was not given itself.
fn variable_at_fault(error: &Error, command: &Command, arguments: &[OsString]) -> Option<String> {
    let flag = text(error, ContextKind::InvalidArg)?;
    let argument = command.get_arguments().find(|argument| argument.to_string() == flag)?;
    let variable = argument.get_env()?.to_str()?;
    let set = settings::variable(variable)?.to_string_lossy().into_owned();
    let refused = text(error, ContextKind::InvalidValue)?;
    let given = arguments.iter().any(|word| is_flag(word, argument));
    (!given && set.contains(&refused)).then(|| variable.to_owned())
}

fn is_flag(word: &OsString, argument: &Arg) -> bool {
    let Some(flag) = argument.get_long().map(|long| format!("--{long}")) else { return false };
    word.to_string_lossy().split('=').next() == Some(&flag)
}

/// clap does not say which text is broken.
fn not_utf8(command: &Command, arguments: &[OsString]) -> String {
    let broken = arguments.iter().find(|word| word.to_str().is_none());
    if let Some(word) = broken {
        // What follows the equals sign may be a secret.
        let word = word.to_string_lossy();
        let name = word.split_once('=').map_or(&*word, |(name, _)| name);
        return format!("the argument '{name}' is not valid UTF-8");
    }
    let variables = command.get_arguments().filter_map(|argument| argument.get_env()?.to_str());
    let broken = |name: &&str| settings::variable(name).is_some_and(|value| value.to_str().is_none());
    match variables.into_iter().find(broken) {
        Some(name) => format!("the variable {name} is not valid UTF-8"),
        None => "an argument is not valid UTF-8".to_owned(),
    }
}

/// The words that clap attached to an error under one heading.
fn text(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => words.first().cloned(),
        _ => None,
    }
}
