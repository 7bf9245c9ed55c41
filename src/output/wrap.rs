//! Wraps lines of text to the terminal's width, if a report is rendered for a terminal.

use console::measure_text_width;

use super::clean;
use super::signs::shown;
use super::table::fitted_width;

/// A line that begins this far to the right. Where it is too long it is broken between words, and its further lines begin
/// four columns later, farther than what belongs below it; a word that is longer than the terminal is left whole.
pub fn wrapped(indent: usize, text: &str) -> String {
    let text = shown(clean::line(text));
    let (first, later) = (" ".repeat(indent), " ".repeat(indent + 4));
    let Some(width) = fitted_width() else { return format!("{first}{text}") };
    let (mut lines, mut line, mut is_empty) = (Vec::new(), first, true);
    for word in text.split(' ') {
        if !is_empty && measure_text_width(&line) + 1 + measure_text_width(word) > width {
            lines.push(std::mem::replace(&mut line, later.clone()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines.join("\n")
}
