//! Signs beyond ASCII in our own texts, and what replaces them where the locale has no UTF-8.
//!
//! They are replaced before a text is laid out, because some of the replacements are wider. Other characters beyond ASCII
//! are data, such as a customer's name, and are shown as they are.

use std::borrow::Cow;

use console::{measure_text_width, truncate_str};

use super::view::View;

/// Each sign with its replacement.
const SIGNS: [(char, &str); 15] = [
    ('…', "..."),
    ('→', "->"),
    ('×', "x"),
    ('–', "-"),
    ('—', "-"),
    ('✓', "+"),
    ('✗', "x"),
    ('∗', "*"),
    ('？', "?"),
    ('\u{fffd}', "?"),
    // In the pages of the documentation.
    ('─', "-"),
    ('└', "+"),
    ('►', ">"),
    ('⠸', "o"),
    ('’', "'"),
];

/// What marks a text that is cut.
pub fn ellipsis(unicode: bool) -> &'static str {
    if unicode { "…" } else { "..." }
}

/// The text as the current view can show it.
pub fn shown(text: Cow<'_, str>) -> Cow<'_, str> {
    if View::current().unicode { text } else { ascii(text) }
}

/// The text with all signs replaced.
pub fn ascii(text: Cow<'_, str>) -> Cow<'_, str> {
    let replacement = |letter: char| SIGNS.iter().find(|(sign, _)| *sign == letter).map(|(_, plain)| *plain);
    if text.is_ascii() || !text.contains(|letter| replacement(letter).is_some()) {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match replacement(letter) {
            Some(replacement) => plain.push_str(replacement),
            None => plain.push(letter),
        }
    }
    Cow::Owned(plain)
}

/// As much of a text's beginning and end as fits into so many columns.
pub fn cut_in_the_middle(text: &str, width: usize, ellipsis: &str) -> String {
    if measure_text_width(text) <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(measure_text_width(ellipsis));
    let (mut end, mut used) = (text.len(), 0);
    for (index, letter) in text.char_indices().rev() {
        used += measure_text_width(letter.encode_utf8(&mut [0; 4]));
        if used > room / 2 {
            break;
        }
        end = index;
    }
    format!("{}{ellipsis}{}", truncate_str(text, room - room / 2, ""), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_signs_have_replacements_and_data_is_left_as_it_is() {
        assert_eq!(ascii("starting … a → b, 2 × c".into()), "starting ... a -> b, 2 x c");
        assert_eq!(ascii("Żółć 漢".into()), "Żółć 漢");
        assert!(SIGNS.iter().all(|(sign, plain)| !sign.is_ascii() && plain.is_ascii()));
        let plain = View { unicode: false, ..View::PLAIN };
        assert_eq!(plain.render(|| shown("…".into()).into_owned()), "...");
        assert_eq!(shown("…".into()), "…");
    }

    #[test]
    fn beginning_and_end_remain_of_a_text_that_is_cut() {
        assert_eq!(cut_in_the_middle("ann@example.com", 15, "…"), "ann@example.com");
        assert_eq!(cut_in_the_middle("ann@example.com", 10, "…"), "ann@e….com");
        assert_eq!(cut_in_the_middle("ann@example.com", 10, "..."), "ann@...com");
        assert_eq!(cut_in_the_middle("漢字漢字漢字", 7, "…"), "漢…字");
        assert_eq!(cut_in_the_middle("ann@example.com", 0, "…"), "…");
    }
}
