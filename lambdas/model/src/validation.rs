//! The validation of every input, wherever it is received.

use std::borrow::Cow;
use std::fmt;

/// Longest local part of an address, as in RFC 5321.
const USERNAME_BYTES: usize = 64;
/// Longest domain name.
const DOMAIN_BYTES: usize = 253;
/// Longest label of a domain name.
const LABEL_BYTES: usize = 63;
/// Longest whole address that mail servers accept.
const EMAIL_BYTES: usize = 254;
/// Longest code of another system.
const CODE_BYTES: usize = 64;
/// How much of an unknown field's name is repeated in an error.
const SHOWN_CHARS: usize = 40;

/// An input that was refused: which field, and what is wrong with it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invalid {
    /// Name of the field as it is on the wire, such as `deleteConfirmEmailContact`.
    pub field: Cow<'static, str>,
    /// What is wrong, to be read after the field's name: `must not be empty`.
    pub problem: String,
}

impl Invalid {
    /// Says that `field` has `problem`.
    pub fn new(field: &'static str, problem: impl Into<String>) -> Self {
        Invalid { field: Cow::Borrowed(field), problem: problem.into() }
    }

    /// Reports an unknown field. The name comes from the caller, so it is shortened and made printable.
    pub fn unknown_field(name: &str) -> Self {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect();
        Invalid { field: Cow::Owned(shown), problem: "is not a known field".to_owned() }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.field, self.problem)
    }
}

impl std::error::Error for Invalid {}

/// Checks the part of an address before the `@`.
pub fn username(field: &'static str, value: &str) -> Result<(), Invalid> {
    check_size(field, value, USERNAME_BYTES)?;
    let refused = |c: &char| c.is_control() || c.is_whitespace() || "@\"(),:;<>[]\\".contains(*c);
    match value.chars().find(refused) {
        Some(' ') => Err(Invalid::new(field, "must not contain spaces")),
        Some(c) => Err(Invalid::new(field, format!("must not contain {}", c.escape_debug()))),
        None => Ok(()),
    }
}

/// Checks a domain name, as mail is sent to: at least two labels of letters, digits and hyphens, with dots between them,
/// the last of which has a letter. So a number or an IP address is none.
pub fn domain(field: &'static str, value: &str) -> Result<(), Invalid> {
    check_size(field, value, DOMAIN_BYTES)?;
    let top = value.rsplit_once('.').map(|(_, top)| top);
    let is_top = |top: &str| top.bytes().any(|b| b.is_ascii_alphabetic());
    if top.is_some_and(is_top) && value.split('.').all(is_label) {
        Ok(())
    } else {
        Err(Invalid::new(
            field,
            "must be a domain name such as example.com: two or more labels of letters, digits and hyphens with dots between them",
        ))
    }
}

/// Checks an e-mail address.
pub fn email(field: &'static str, value: &str) -> Result<(), Invalid> {
    check_size(field, value, EMAIL_BYTES)?;
    let wrong = || Invalid::new(field, "must be an e-mail address such as ann@example.com");
    let (local, host) = value.rsplit_once('@').ok_or_else(wrong)?;
    username(field, local).map_err(|_| wrong())?;
    domain(field, host).map_err(|_| wrong())
}

/// Reads a UUID in its usual form; upper case is converted, so that one thing has one key.
pub fn uuid(field: &'static str, value: &str) -> Result<String, Invalid> {
    let is_uuid = value.len() == 36
        && value.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    if is_uuid {
        Ok(value.to_ascii_lowercase())
    } else {
        Err(Invalid::new(field, "must be a UUID such as 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f"))
    }
}

/// Reads a whole number from 1 to `most` in decimal digits alone: no sign, fraction, exponent, space or leading zero. A number has
/// one spelling, so that no validator, language or table in between can take it for another one.
pub fn whole_number(field: &'static str, text: &str, most: u64) -> Result<u64, Invalid> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    let number = text.parse().ok().filter(|number| is_plain && (1..=most).contains(number));
    number.ok_or_else(|| Invalid::new(field, format!("must be a whole number from 1 to {most}")))
}

/// Validates a line of free text, such as a name: visible text of at most `most` characters in any script.
pub fn line(field: &'static str, value: &str, most: usize) -> Result<(), Invalid> {
    check_words(field, value, most, |_| false)
}

/// Validates free text, such as an address: like a line, but line breaks are allowed.
pub fn paragraph(field: &'static str, value: &str, most: usize) -> Result<(), Invalid> {
    check_words(field, value, most, |c| matches!(c, '\n' | '\r'))
}

/// Checks a code of another system: up to 64 letters, digits, dots, underscores and hyphens.
pub fn code(field: &'static str, value: &str) -> Result<(), Invalid> {
    check_size(field, value, CODE_BYTES)?;
    if value.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)) {
        Ok(())
    } else {
        Err(Invalid::new(field, "must consist of letters, digits, dots, underscores and hyphens"))
    }
}

fn check_words(
    field: &'static str,
    value: &str,
    most: usize,
    allowed: impl Fn(char) -> bool,
) -> Result<(), Invalid> {
    if value.trim().is_empty() {
        return Err(Invalid::new(field, "must not be empty"));
    }
    if value.chars().count() > most {
        return Err(Invalid::new(field, format!("must not be longer than {most} characters")));
    }
    match value.chars().find(|c| c.is_control() && !allowed(*c)) {
        Some(c) => Err(Invalid::new(field, format!("must not contain {}", c.escape_debug()))),
        None => Ok(()),
    }
}

fn check_size(field: &'static str, value: &str, bytes: usize) -> Result<(), Invalid> {
    if value.is_empty() {
        Err(Invalid::new(field, "must not be empty"))
    } else if value.len() > bytes {
        Err(Invalid::new(field, format!("must not be longer than {bytes} bytes")))
    } else {
        Ok(())
    }
}

fn is_label(label: &str) -> bool {
    (1..=LABEL_BYTES).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_values_pass() {
        for name in ["ann", "o'neil", "first.last+tag", "fail1", "jörg"] {
            assert_eq!(username("username", name), Ok(()), "{name}");
        }
        for name in ["example.com", "a.b-c.example", "1and1.com", "0.example", "EXAMPLE.com", "a.xn--p1ai"] {
            assert_eq!(domain("domain", name), Ok(()), "{name}");
        }
        assert_eq!(email("contact", "ann@example.com"), Ok(()));
    }

    #[test]
    fn the_error_names_the_field_and_the_problem() {
        let text = |result: Result<(), Invalid>| result.unwrap_err().to_string();
        assert_eq!(text(username("username", "")), "username must not be empty");
        assert_eq!(text(username("username", "a\nb")), "username must not contain \\n");
        assert_eq!(text(username("username", "a b")), "username must not contain spaces");
        assert_eq!(text(domain("domain", &"a".repeat(254))), "domain must not be longer than 253 bytes");
        assert!(text(email("contact", "no-address")).starts_with("contact must be an e-mail address"));
    }

    #[test]
    fn wrong_words_and_codes_are_refused_with_a_reason() {
        let text = |result: Result<(), Invalid>| result.unwrap_err().to_string();
        for name in ["O'Neil", "Żółć", "李雷", "محمد"] {
            assert_eq!(line("name", name, 10), Ok(()), "{name}");
        }
        assert_eq!(line("name", "李雷", 2), Ok(()), "characters count, not bytes");
        assert_eq!(text(line("name", " \u{3000}", 10)), "name must not be empty");
        assert_eq!(text(line("name", "abc", 2)), "name must not be longer than 2 characters");
        assert_eq!(text(line("name", "a\nb", 9)), "name must not contain \\n");
        assert_eq!(text(paragraph("address", "a\u{7}b", 9)), "address must not contain \\u{7}");
        assert_eq!(paragraph("address", "1 Main St\r\nTown", 99), Ok(()));
        assert_eq!(code("productId", "choc-cake_1.2"), Ok(()));
        assert!(text(code("productId", "choc cake")).starts_with("productId must consist of"));
        assert_eq!(text(code("productId", &"a".repeat(65))), "productId must not be longer than 64 bytes");
        assert_eq!(text(code("productId", "")), "productId must not be empty");
    }

    #[test]
    fn a_whole_number_has_one_spelling() {
        assert_eq!(whole_number("n", "1", 100), Ok(1));
        assert_eq!(whole_number("n", "18446744073709551615", u64::MAX), Ok(u64::MAX));
        for text in [
            "",
            "0",
            "-0",
            "+1",
            "01",
            " 1",
            "1 ",
            "2.0",
            "2e0",
            "0x2",
            "101",
            "1_0",
            "٣",
            "99999999999999999999",
        ] {
            let refused = whole_number("n", text, 100).unwrap_err().to_string();
            assert_eq!(refused, "n must be a whole number from 1 to 100", "{text}");
        }
    }

    #[test]
    fn wrong_domains_are_refused() {
        let labels =
            ["", ".", "a..b", "-a.com", "a-.com", "exa mple.com", "ex_ample.com", "example.com.", ".com"];
        let tops = ["0", "com", "localhost", "1.2", "127.0.0.1", "example.0", "example.1-1"];
        let long = format!("{}.com", "a".repeat(64));
        for name in labels.into_iter().chain(tops).chain([long.as_str()]) {
            assert!(domain("domain", name).is_err(), "{name}");
            assert!(email("contact", &format!("ann@{name}")).is_err(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn nothing_with_a_control_character_passes(before in ".{0,20}", bad in "\\p{Cc}", after in ".{0,20}") {
            let value = format!("{before}{bad}{after}");
            prop_assert!(username("f", &value).is_err());
            prop_assert!(domain("f", &value).is_err());
            prop_assert!(email("f", &value).is_err());
        }

        #[test]
        fn words_of_any_script_pass_with_their_bounds(value in "(?s).{0,30}", most in 1_usize..30) {
            let sound = !value.trim().is_empty() && value.chars().count() <= most;
            let controls = |also: &[char]| value.chars().any(|c| c.is_control() && !also.contains(&c));
            prop_assert_eq!(line("f", &value, most).is_ok(), sound && !controls(&[]));
            prop_assert_eq!(paragraph("f", &value, most).is_ok(), sound && !controls(&['\n', '\r']));
        }

        #[test]
        fn what_passes_is_bounded_and_not_empty(value in ".{0,400}") {
            if username("f", &value).is_ok() { prop_assert!((1..=64).contains(&value.len())); }
            if domain("f", &value).is_ok() { prop_assert!((1..=253).contains(&value.len())); }
            if email("f", &value).is_ok() { prop_assert!((3..=254).contains(&value.len())); }
        }

        #[test]
        fn an_unknown_field_is_shown_short_and_printable(name in "(?s).{0,200}") {
            let shown = Invalid::unknown_field(&name).field;
            prop_assert!(shown.chars().count() <= 40 && !shown.chars().any(char::is_control));
        }
    }
}
