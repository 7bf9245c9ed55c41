//! The few colours. They only repeat what the text states.
//!
//! A report marks the text to colour, because control characters are made visible before it is printed: some of them
//! come from outside. The marks are replaced afterwards.

use super::view::View;

/// A colour of a word, or of a mark in front of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// An error, or something that failed.
    Red,
    /// A warning.
    Yellow,
    /// A hint, or something in progress.
    Cyan,
    /// What is as it should be.
    Green,
    /// What matters less.
    Dim,
}

/// The characters that begin a colour. Unicode reserves these code points for use inside a program.
const MARKS: [(char, Paint); 5] = [
    ('\u{fdd0}', Paint::Red),
    ('\u{fdd1}', Paint::Yellow),
    ('\u{fdd2}', Paint::Cyan),
    ('\u{fdd3}', Paint::Green),
    ('\u{fdd4}', Paint::Dim),
];
/// The character that ends it.
const END: char = '\u{fdd5}';

impl Paint {
    /// The text in this colour, or as it is where colour may not be used.
    pub fn on(self, text: &str, color: bool) -> String {
        if !color || text.is_empty() {
            return text.to_owned();
        }
        let weight = if self == Paint::Dim { "" } else { "1;" };
        format!("\x1b[{weight}{}m{text}\x1b[0m", self.code())
    }

    /// The text of a report, to be shown in this colour where the report is rendered in colour.
    pub fn mark(self, text: &str) -> String {
        let mark = MARKS.iter().find(|(_, paint)| *paint == self).map(|(mark, _)| *mark);
        match mark.filter(|_| View::current().color && !text.is_empty()) {
            Some(mark) => format!("{mark}{text}{END}"),
            None => text.to_owned(),
        }
    }

    /// The colour of a text that is marked as a whole, and the text without marks.
    pub fn unmarked(text: &str) -> (Option<Self>, String) {
        let paint = text.chars().next().and_then(Self::of_mark);
        (paint, text.chars().filter(|character| !is_mark(*character)).collect())
    }

    fn of_mark(character: char) -> Option<Self> {
        MARKS.iter().find(|(mark, _)| *mark == character).map(|(_, paint)| *paint)
    }

    fn code(self) -> u8 {
        match self {
            Paint::Red => 31,
            Paint::Yellow => 33,
            Paint::Cyan => 36,
            Paint::Green => 32,
            Paint::Dim => 2,
        }
    }
}

fn is_mark(character: char) -> bool {
    character == END || Paint::of_mark(character).is_some()
}

/// A report's text with its marks replaced by colours. No colour continues on the next line.
pub fn painted(text: &str) -> String {
    let mut painted = String::with_capacity(text.len());
    let mut is_open = false;
    for character in text.chars() {
        let paint = Paint::of_mark(character);
        if is_open && (character == END || character == '\n' || paint.is_some()) {
            painted.push_str("\x1b[0m");
            is_open = false;
        }
        match paint {
            Some(paint) => {
                painted.push_str(&format!("\x1b[{}m", paint.code()));
                is_open = true;
            }
            None if character == END => {}
            None => painted.push(character),
        }
    }
    painted + if is_open { "\x1b[0m" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_set_in_colour_only_and_become_codes() {
        assert_eq!(Paint::Red.mark("stuck"), "stuck");
        let view = View { color: true, ..View::PLAIN };
        let text = view.render(|| format!("{} {}", Paint::Red.mark("stuck"), Paint::Dim.mark("")));
        assert_eq!(painted(&text), "\x1b[31mstuck\x1b[0m ");
        assert_eq!(Paint::unmarked(text.trim_end()), (Some(Paint::Red), "stuck".to_owned()));
    }

    #[test]
    fn a_mark_that_nothing_ends_colours_no_other_line() {
        assert_eq!(painted("\u{fdd0}a\nb\u{fdd5}"), "\x1b[31ma\x1b[0m\nb");
        assert_eq!(painted("\u{fdd0}a"), "\x1b[31ma\x1b[0m");
    }
}

/// What a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub color: bool,
    /// Characters beyond ASCII.
    pub unicode: bool,
}
