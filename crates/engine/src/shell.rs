//! Words of a POSIX shell.

/// A word as a POSIX shell reads it: as it is where it needs no quotes, else within single quotes.
pub fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:=@,+%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// An option with its value, as a command line reads it. A value like a flag would be read as one.
pub fn option(name: &str, value: &str) -> String {
    let sign = if value.starts_with('-') { '=' } else { ' ' };
    format!("{name}{sign}{}", quoted(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_like_a_flag_is_written_as_a_value() {
        assert_eq!(option("--account", "ada"), "--account ada");
        assert_eq!(option("--account", "-ada"), "--account=-ada");
        assert_eq!(option("--out", "a b's"), r"--out 'a b'\''s'");
    }
}
