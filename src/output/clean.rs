//! Keeps what comes from outside from steering the terminal: AWS's reasons, values of items, mail subjects.

use std::borrow::Cow;

/// The text with control characters made visible; line breaks and tabs stay.
pub fn text(text: &str) -> Cow<'_, str> {
    replace(text, |character| match character {
        '\n' | '\t' => None,
        steering if is_steering(steering) => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    })
}

/// The text on one line: breaks and tabs become spaces, other control characters visible.
pub fn line(text: &str) -> Cow<'_, str> {
    replace(text.trim_end(), |character| match character {
        '\n' | '\t' | '\r' => Some(' '),
        steering if is_steering(steering) => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    })
}

/// Controls (C0, DEL, C1), and the marks that reverse the direction of writing.
fn is_steering(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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

    #[test]
    fn plain_text_is_left_alone() {
        assert!(matches!(text("one\n\ttwo å 漢"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(line("one\r\ntwo\tthree\n"), "one two three");
    }
}
