//! Removes control characters from external text, such as AWS's reasons, values of items and subjects of e-mails.

use std::borrow::Cow;

use super::commands::{complete, complete_json};

/// A message with its commands completed and control characters made visible; line breaks and tabs stay.
pub fn text(text: &str) -> Cow<'_, str> {
    match complete(text) {
        Cow::Borrowed(text) => document(text),
        Cow::Owned(text) => Cow::Owned(document(&text).into_owned()),
    }
}

/// The same of what is no message of ours, such as a page or a template: it is shown to the letter.
pub fn document(text: &str) -> Cow<'_, str> {
    replace(text, |character| match character {
        '\n' | '\t' => None,
        steering if is_steering(steering) => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    })
}

/// The text on one line: breaks and tabs become spaces, other control characters visible.
pub fn line(text: &str) -> Cow<'_, str> {
    let one_line = |text: &str| {
        let replaced = replace(text.trim_end(), |character| match character {
            '\n' | '\t' | '\r' => Some(' '),
            steering if is_steering(steering) => Some(char::REPLACEMENT_CHARACTER),
            _ => None,
        });
        replaced.into_owned()
    };
    Cow::Owned(one_line(&complete(text)))
}

/// A JSON document with the commands of its messages completed, and everything in its strings escaped that can steer a terminal. JSON itself escapes only the
/// controls up to U+001F; all other characters outside of strings are ASCII, so what is replaced is in a string.
pub fn json(document: &str) -> Cow<'_, str> {
    match complete_json(document) {
        Cow::Borrowed(document) => escaped(document),
        Cow::Owned(document) => Cow::Owned(escaped(&document).into_owned()),
    }
}

fn escaped(document: &str) -> Cow<'_, str> {
    let is_raw = |character: char| is_steering(character) && character >= '\u{7f}';
    if !document.contains(is_raw) {
        return Cow::Borrowed(document);
    }
    let mut escaped = String::with_capacity(document.len() + 16);
    for character in document.chars() {
        if is_raw(character) {
            // All of them are in the basic plane, so there are four digits and no surrogates.
            escaped.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Controls (C0, DEL, C1), and the marks that change the direction of writing.
pub fn is_steering(character: char) -> bool {
    let is_mark = matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}');
    is_mark
        || character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn replace(text: &str, replacement: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.chars().any(|character| replacement(character).is_some()) {
        return Cow::Borrowed(text);
    }
    // Windows' line ends are line ends, not a control character before one.
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.chars().map(|character| replacement(character).unwrap_or(character)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_cannot_colour_or_clear_the_screen() {
        assert_eq!(text("a\x1b[2Jb\x07\u{9b}c\x7f"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\u{fffd}");
    }

    #[test]
    fn windows_line_ends_are_line_ends() {
        assert_eq!(text("one\r\ntwo\r"), "one\ntwo\u{fffd}");
    }

    /// Every character that steers a terminal, apart from those that JSON escapes by itself.
    fn steering() -> String {
        let marks =
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        ('\u{7f}'..='\u{9f}').chain(marks.chars()).collect()
    }

    #[test]
    fn json_holds_no_character_that_steers_a_terminal_and_keeps_its_value() {
        let value = serde_json::json!({ steering(): [format!("a{}b\x1b", steering()), "å漢🎂"] });
        let raw = value.to_string();
        let escaped = json(&raw);
        assert!(!escaped.contains(|character: char| is_steering(character)), "{escaped:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
        assert_eq!(json("[\"\u{7f}\u{9b}\u{61c}\u{202e}\"]"), r#"["\u007f\u009b\u061c\u202e"]"#);
        assert!(escaped.contains("å漢🎂"));
        assert!(matches!(json(r#"{"a":"å\u001b"}"#), Cow::Borrowed(_)));
    }

    #[test]
    fn text_shows_marks_of_direction() {
        let shown = text(&steering()).into_owned();
        assert_eq!(shown, "\u{fffd}".repeat(steering().chars().count()));
        assert_eq!(line(&format!("x{}x", steering())), format!("x{shown}x"));
    }

    #[test]
    fn plain_text_is_left_alone() {
        assert!(matches!(text("one\n\ttwo å 漢"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_line_remains_one_line() {
        assert_eq!(line("one\r\ntwo\tthree\n"), "one two three");
    }
}
