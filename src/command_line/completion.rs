//! Candidates for the next word of a command line, for the completion scripts in `completions/`.
//!
//! A script calls `provision __complete SHELL INDEX -- WORDS` and parses the output. If anything is wrong with the
//! line, the project file or AWS, nothing is printed and there is no error. `names` has the names of the project file,
//! `live` those of the deployed stage.

mod live;
mod names;
#[cfg(test)]
mod tests;
mod words;

use std::ffi::{OsStr, OsString};
use std::sync::Arc;
use std::time::Instant;

use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches as _, ValueHint};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

pub use self::live::LOOK_OPTION;
use self::names::Place;
use super::{command, flags};
use crate::commands::completion::without_hidden;
use crate::names::Names;
use crate::output::candidates::Candidate;
use crate::settings::{Environment, Settings};

/// The word that asks for candidates instead of running a command. It is no command of the tree.
const ASKED: &str = "__complete";
/// Stands for the files or the folders of the shell, which completes and quotes them itself.
const FILES: &str = "\u{1}files";
const FOLDERS: &str = "\u{1}folders";

/// What a completion script asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// What may stand in the place of the word at `index`.
    Candidates { words: Vec<OsString>, index: usize },
    /// To look for live names, by running this command.
    Look(Vec<OsString>),
    /// It cannot be understood: it is from another version.
    Nothing,
}

impl Asked {
    /// Reads the arguments, the program's name first; `None` where a command is to be run.
    pub fn read(arguments: &[OsString], environment: &Environment) -> Option<Self> {
        let rest = arguments.get(2..).filter(|_| arguments[1] == ASKED)?;
        if let [option, command @ ..] = rest
            && option == LOOK_OPTION
        {
            return Some(Self::Look([&arguments[..1], command].concat()));
        }
        Some(Self::candidates(rest, environment).unwrap_or(Self::Nothing))
    }

    fn candidates(rest: &[OsString], environment: &Environment) -> Option<Self> {
        let [shell, index, dashes, words @ ..] = rest else { return None };
        let index = index.to_str()?.parse().ok()?;
        let unquote = |word: &OsString| match shell.to_str() {
            // fish passes words as it understands them, the others as they are typed.
            Some("bash" | "zsh") => words::unquoted(word, environment.home.as_deref()),
            _ => word.clone(),
        };
        let mut words: Vec<_> = words.iter().map(unquote).collect();
        if index == words.len() {
            words.push(OsString::new());
        }
        let is_valid = dashes == "--" && (1..words.len()).contains(&index);
        is_valid.then_some(Self::Candidates { words, index })
    }
}

/// What may stand in the place of a word. Live names are waited for only until the deadline.
pub fn candidates(
    words: Vec<OsString>,
    index: usize,
    environment: &Environment,
    deadline: Instant,
) -> Vec<Candidate> {
    let current = words[index].clone();
    let (before, after) = (&words[..index], &words[index + 1..]);
    // An option before the word may lack its value only because the word is it.
    let found = rest(before, after).or_else(|| rest(&words[..index - 1], after));
    let Some((settings, given)) = found else { return Vec::new() };
    let place = Arc::new(Place { settings, given, environment: environment.clone(), deadline });
    let mut tree = with_names(command(), &place);
    // Only a built tree has the global options in each command.
    tree.build();
    let mut tree = without_hidden(tree);
    let takes_words = takes_words(&tree, &words[1..index]);
    let Ok(mut found) = complete(&mut tree, words, index, None) else { return Vec::new() };
    if takes_words && !current.as_encoded_bytes().starts_with(b"-") {
        found.retain(|candidate| !candidate.get_value().as_encoded_bytes().starts_with(b"-"));
    }
    found.iter().map(candidate).collect()
}

/// What a command line that is not complete has beside the word, whatever is wrong with it.
fn rest(before: &[OsString], after: &[OsString]) -> Option<(Settings, ArgMatches)> {
    let words = before.iter().chain(after);
    let matches = command().ignore_errors(true).try_get_matches_from(words).ok()?;
    let mut settings = Settings::from_arg_matches(&matches).ok()?;
    settings.place = flags(&matches, &Settings::PLACE);
    Some((settings, matches))
}

/// The tree whose arguments know their names.
fn with_names(command: Command, place: &Arc<Place>) -> Command {
    let command = command.mut_args(|argument| with_names_of(argument, place));
    command.mut_subcommands(|command| with_names(command, place))
}

fn with_names_of(argument: Arg, place: &Arc<Place>) -> Arg {
    if let Some(&names) = argument.get::<Names>() {
        let place = Arc::clone(place);
        // What an option already has, another one takes the place of.
        let repeated =
            matches!(argument.get_action(), ArgAction::Append).then(|| argument.get_id().to_string());
        return argument.add(ArgValueCompleter::new(move |current: &OsStr| {
            let Some(current) = current.to_str() else { return Vec::new() };
            let mut found = place.candidates(names, current);
            if let Some(id) = &repeated {
                place.remove_given(id, &mut found);
            }
            found.into_iter().map(completion).collect()
        }));
    }
    let files = match argument.get_value_hint() {
        ValueHint::AnyPath | ValueHint::FilePath => FILES,
        ValueHint::DirPath => FOLDERS,
        _ => return argument,
    };
    argument.add(ArgValueCompleter::new(move |_: &OsStr| vec![CompletionCandidate::new(files)]))
}

/// Whether the innermost command of these words has commands or arguments without dashes: options are offered there only
/// after a dash.
fn takes_words(tree: &Command, words: &[OsString]) -> bool {
    let mut innermost = tree;
    for word in words {
        innermost = word.to_str().and_then(|word| innermost.find_subcommand(word)).unwrap_or(innermost);
    }
    innermost.has_subcommands() || innermost.get_positionals().next().is_some()
}

fn completion((value, description): (String, String)) -> CompletionCandidate {
    let help = (!description.is_empty()).then(|| description.into());
    CompletionCandidate::new(value).help(help)
}

fn candidate(found: &CompletionCandidate) -> Candidate {
    let value = found.get_value().to_string_lossy();
    if value.ends_with(FILES) {
        return Candidate::Files;
    }
    if value.ends_with(FOLDERS) {
        return Candidate::Folders;
    }
    let help = found.get_help().map(ToString::to_string).unwrap_or_default();
    let description = help.lines().next().unwrap_or_default().to_owned();
    Candidate::Word { value: value.into_owned(), description }
}
