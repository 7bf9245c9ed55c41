//! Commands in messages: `` `provision status` `` is shown with the flags that decide where this run worked.
//!
//! The engine and the clients of systems write a command in backticks, without global flags. Only the output layer
//! knows the flags of the command line; it adds them, so that the command can be pasted into a shell as it stands.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde_json::Value;

use crate::settings::Flag;

/// What a message puts around a command.
const MARK: char = '`';
const NAME: &str = "provision ";
/// The keys of JSON under which messages advise what to do.
const ADVICE: [&str; 3] = ["hint", "next", "note"];
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
    complete_with(text, carried())
}

/// A JSON document with the commands of its advice completed. All other values are passed on as they are.
pub fn complete_json(document: &str) -> Cow<'_, str> {
    complete_json_with(document, carried())
}

fn complete_json_with<'t>(document: &'t str, flags: &[Flag]) -> Cow<'t, str> {
    if !document.contains(&format!("{MARK}{NAME}")) {
        return Cow::Borrowed(document);
    }
    let Ok(mut value) = serde_json::from_str(document) else { return Cow::Borrowed(document) };
    complete_advice(&mut value, false, flags);
    Cow::Owned(value.to_string())
}

fn complete_advice(value: &mut Value, is_advice: bool, flags: &[Flag]) {
    match value {
        Value::String(text) if is_advice => *text = complete_with(text, flags).into_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| complete_advice(item, is_advice, flags)),
        Value::Object(fields) => {
            for (key, field) in fields {
                complete_advice(field, ADVICE.contains(&key.as_str()), flags);
            }
        }
        _ => {}
    }
}

fn carried() -> &'static [Flag] {
    CARRIED.get().map(Vec::as_slice).unwrap_or_default()
}

fn complete_with<'t>(text: &'t str, flags: &[Flag]) -> Cow<'t, str> {
    let begin = format!("{MARK}{NAME}");
    if !text.contains(&begin) {
        return Cow::Borrowed(text);
    }
    let (mut done, mut rest) = (String::with_capacity(text.len() + 32), text);
    while let Some((before, after)) = rest.split_once(&begin) {
        done.push_str(before);
        let Some((command, after)) = closed(after) else {
            rest = &rest[before.len()..];
            break;
        };
        done.push_str(NAME);
        done.push_str(command);
        done.push_str(&missing(command, flags));
        rest = after;
    }
    done.push_str(rest);
    Cow::Owned(done)
}

/// A command and what follows its closing mark, which is none within quotes.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let end = text.find(|letter| {
        is_quoted ^= letter == '\'';
        letter == MARK && !is_quoted
    })?;
    Some((&text[..end], &text[end + MARK.len_utf8()..]))
}

/// The flags that a command does not name itself, each after a space.
fn missing(command: &str, flags: &[Flag]) -> String {
    let mut words = command.split_whitespace();
    if words.next() == Some(LOCAL) {
        return String::new();
    }
    let named = words.filter(|word| word.starts_with("--"));
    let named: Vec<_> = named.map(|word| word.split('=').next().unwrap_or(word)).collect();
    let is_missing = |flag: &&Flag| !named.contains(&flag.name.as_str());
    flags.iter().filter(is_missing).map(|flag| format!(" {flag}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::shell::quoted;

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
        complete_with(text, &flags()).into_owned()
    }

    #[test]
    fn every_command_of_a_message_gets_the_flags_of_the_run() {
        assert_eq!(
            completed("look with `provision status`; then `provision deploy shop`"),
            r#"look with provision status --local --stage prod --config 'it'\''s "a" b.yaml'; then provision deploy shop --local --stage prod --config 'it'\''s "a" b.yaml'"#
        );
    }

    #[test]
    fn a_value_like_a_flag_remains_a_value() {
        let config = Flag { name: "--config".to_owned(), value: Some("-x y.yaml".to_owned()) };
        assert_eq!(missing("status", &[config]), " --config='-x y.yaml'");
    }

    #[test]
    fn a_mark_within_quotes_does_not_end_a_command() {
        let text = format!("`provision build --out {}` now", quoted("/a `b` c"));
        assert_eq!(complete_with(&text, &flags()[..1]), "provision build --out '/a `b` c' --local now");
    }

    #[test]
    fn a_flag_that_a_command_has_is_not_given_twice() {
        assert_eq!(
            complete_with("`provision deploy --stage dev`", &flags()[..2]),
            "provision deploy --stage dev --local"
        );
        assert_eq!(missing("deploy --stage=dev", &flags()[..2]), " --local");
    }

    #[test]
    fn the_emulators_commands_and_other_texts_stay_as_they_are() {
        assert_eq!(completed("start it: `provision local up`"), "start it: provision local up");
        for text in ["`make`", "`provision", "provision is a tool", "an open `provision status"] {
            assert_eq!(completed(text), text);
        }
    }

    #[test]
    fn in_json_only_advice_is_completed() {
        let data = "`provision status`";
        let document =
            serde_json::json!({"hint": data, "outputs": {"Text": data}, "next": [data], "message": data});
        let text = complete_json_with(&document.to_string(), &flags()).into_owned();
        let value: Value = serde_json::from_str(&text).unwrap();
        let whole = r#"provision status --local --stage prod --config 'it'\''s "a" b.yaml'"#;
        assert_eq!((&value["hint"], &value["next"][0]), (&Value::from(whole), &Value::from(whole)));
        assert_eq!((&value["outputs"]["Text"], &value["message"]), (&Value::from(data), &Value::from(data)));
    }
}
