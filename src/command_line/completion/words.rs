//! Words of a command line as bash and zsh understand them.

use std::ffi::{OsStr, OsString};
use std::path::Path;

/// The word without the quotes and backslashes that are not part of it; a quote may be open. A tilde at its beginning is
/// the home folder. Variables and commands in it are not expanded.
pub fn unquoted(word: &OsStr, home: Option<&Path>) -> OsString {
    let Some(text) = word.to_str() else { return word.to_owned() };
    let mut plain = String::new();
    let mut quote = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), _) if letter == open => quote = None,
            (None, '\\') => plain.extend(letters.next()),
            (Some('"'), '\\') if letters.peek().is_some_and(|next| "$`\"\\".contains(*next)) => {
                plain.extend(letters.next());
            }
            _ => plain.push(letter),
        }
    }
    match (plain.strip_prefix("~/").filter(|_| text.starts_with("~/")), home) {
        (Some(below), Some(home)) => home.join(below).into_os_string(),
        _ => plain.into(),
    }
}
