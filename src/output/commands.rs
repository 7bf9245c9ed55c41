//! Commands that messages name: `` `provision status` `` in a message is shown with the flags that lead to where this run worked.
//!
//! The engine and the clients of systems name a command without global flags, between backticks. Only the screen knows the flags
//! of the command line; it adds them, so that the command can be pasted into a shell as it stands.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::settings::Flag;

/// What a message puts around a command.
const MARK: char = '`';
const NAME: &str = "provision ";
/// The emulator's own commands know no stages and regions.
const LOCAL: &str = "local";

/// The flags of this process's command line.
static CARRIED: OnceLock<Vec<Flag>> = OnceLock::new();

/// Keeps the flags that later commands are to have; the first call in a process counts.
pub fn carry(flags: Vec<Flag>) {
    let _ = CARRIED.set(flags);
}

/// The text with its commands completed.
pub fn complete(text: &str) -> Cow<'_, str> {
    complete_with(text, carried(), &|flags| flags.to_owned())
}

/// The same of a JSON document.
pub fn complete_json(document: &str) -> Cow<'_, str> {
    complete_with(document, carried(), &in_json)
}

/// As it is inside a string of JSON.
fn in_json(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn carried() -> &'static [Flag] {
    CARRIED.get().map(Vec::as_slice).unwrap_or_default()
}

fn complete_with<'t>(text: &'t str, flags: &[Flag], escape: &dyn Fn(&str) -> String) -> Cow<'t, str> {
    let begin = format!("{MARK}{NAME}");
    if !text.contains(&begin) {
        return Cow::Borrowed(text);
    }
    let (mut done, mut rest) = (String::with_capacity(text.len() + 32), text);
    while let Some((before, after)) = rest.split_once(&begin) {
        done.push_str(before);
        let Some((command, after)) = after.split_once(MARK) else {
            rest = &rest[before.len()..];
            break;
        };
        done.push_str(NAME);
        done.push_str(command);
        done.push_str(&escape(&missing(command, flags)));
        rest = after;
    }
    done.push_str(rest);
    Cow::Owned(done)
}

/// The flags that a command does not name itself, each after a space.
fn missing(command: &str, flags: &[Flag]) -> String {
    let mut words = command.split_whitespace();
    if words.next() == Some(LOCAL) {
        return String::new();
    }
    let named: Vec<_> = words.filter(|word| word.starts_with("--")).collect();
    let is_missing = |flag: &&Flag| !named.contains(&flag.name.as_str());
    flags.iter().filter(is_missing).map(|flag| format!(" {}", written(flag))).collect()
}

fn written(flag: &Flag) -> String {
    match &flag.value {
        None => flag.name.clone(),
        Some(value) => format!("{} {}", flag.name, quoted(value)),
    }
}

/// A word as a POSIX shell reads it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=@,+%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags() -> Vec<Flag> {
        let flag =
            |name: &str, value: Option<&str>| Flag { name: name.to_owned(), value: value.map(str::to_owned) };
        vec![
            flag("--local", None),
            flag("--stage", Some("prod")),
            flag("--config", Some("it's \"a\" b.yaml")),
        ]
    }

    fn completed(text: &str) -> String {
        complete_with(text, &flags(), &|flags| flags.to_owned()).into_owned()
    }

    #[test]
    fn every_command_of_a_message_gets_the_flags_of_the_run() {
        assert_eq!(
            completed("look with `provision status`; then `provision deploy shop`"),
            r#"look with provision status --local --stage prod --config 'it'\''s "a" b.yaml'; then provision deploy shop --local --stage prod --config 'it'\''s "a" b.yaml'"#
        );
    }

    #[test]
    fn a_flag_that_a_command_has_is_not_given_twice() {
        assert_eq!(
            complete_with("`provision deploy --stage dev`", &flags()[..2], &|flags| flags.to_owned()),
            "provision deploy --stage dev --local"
        );
    }

    #[test]
    fn the_emulators_commands_and_other_texts_stay_as_they_are() {
        assert_eq!(completed("start it: `provision local up`"), "start it: provision local up");
        for text in ["`make`", "`provision", "provision is a tool", "an open `provision status"] {
            assert_eq!(completed(text), text);
        }
    }

    #[test]
    fn json_stays_json() {
        let document = serde_json::json!({"hint": "`provision status`"}).to_string();
        let text = complete_with(&document, &flags(), &in_json);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["hint"], r#"provision status --local --stage prod --config 'it'\''s "a" b.yaml'"#);
    }
}
