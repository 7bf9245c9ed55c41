//! The checks that every input passes, wherever it comes in.

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

    /// Says that nobody knows a field of this name. The name is the caller's, so it is shortened and made printable.
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

/// Checks a domain name: labels of letters, digits and hyphens, with dots between them.
pub fn domain(field: &'static str, value: &str) -> Result<(), Invalid> {
    check_size(field, value, DOMAIN_BYTES)?;
    if value.split('.').all(is_label) {
        Ok(())
    } else {
        Err(Invalid::new(
            field,
            "must be a domain name such as example.com: letters, digits, hyphens and dots",
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
        for name in ["example.com", "a.b-c.example", "localhost"] {
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
        assert!(text(email("contact", "nobody")).starts_with("contact must be an e-mail address"));
    }

    #[test]
    fn wrong_domains_are_refused() {
        for name in ["", ".", "a..b", "-a.com", "a-.com", "exa mple.com", "ex_ample.com", "example.com."] {
            assert!(domain("domain", name).is_err(), "{name}");
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
