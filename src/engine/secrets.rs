//! Keeps the values of `NoEcho` parameters out of what AWS answers: a service may repeat in its reason what it was given.

use anyhow::Error;

use super::failed::StackFailed;
use crate::failure::{Failure, hint_of, kind_of, sentence};

/// What is shown instead of a secret.
const CONCEALED: &str = "****";
/// Values of fewer characters are concealed only where they are a word of their own, not within longer words.
const LONG: usize = 4;

/// The secret values that one stack was given.
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Takes the values in any order.
    pub fn new(values: impl IntoIterator<Item = String>) -> Self {
        let mut values: Vec<_> = values.into_iter().filter(|value| !value.trim().is_empty()).collect();
        // One may be part of another.
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        Self(values)
    }

    /// The same error without the secrets.
    pub fn conceal(&self, error: Error) -> Error {
        match error.downcast::<StackFailed>() {
            Ok(failed) => StackFailed { reason: self.without(&failed.reason), ..failed }.into(),
            Err(error) => self.conceal_sentence(error),
        }
    }

    /// Only where there is something to conceal, since causes and context are lost on the way.
    fn conceal_sentence(&self, error: Error) -> Error {
        let (shown, hint) = (sentence(&error), hint_of(&error).map(str::to_owned));
        let concealed = self.without(&shown);
        if concealed == shown {
            return error;
        }
        Failure { kind: kind_of(&error), message: concealed, hint }.into()
    }

    fn without(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| replaced(&text, secret))
    }
}

fn replaced(text: &str, secret: &str) -> String {
    if secret.chars().count() >= LONG {
        return text.replace(secret, CONCEALED);
    }
    let mut result = String::with_capacity(text.len());
    let mut end = 0;
    for (start, _) in text.match_indices(secret) {
        let after = start + secret.len();
        let is_part = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        result.push_str(&text[end..start]);
        if is_part(text[..start].chars().next_back()) || is_part(text[after..].chars().next()) {
            result.push_str(secret);
        } else {
            result.push_str(CONCEALED);
        }
        end = after;
    }
    result.push_str(&text[end..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    fn secrets() -> Secrets {
        Secrets::new(["hunter2", "hunter2-long", "42", " ", ""].map(str::to_owned))
    }

    #[test]
    fn a_secret_is_concealed_and_not_what_only_looks_like_a_part_of_it() {
        assert_eq!(
            secrets().without("xhunter2x, hunter2-long or 42: line 142, 420 ü42"),
            "x****x, **** or ****: line 142, 420 ü42"
        );
    }

    #[test]
    fn an_error_keeps_its_kind_and_hint_and_where_nothing_is_concealed_its_type() {
        let error = Err::<(), _>(Failure::partial("'hunter2' is too short").hint("wait"))
            .context("stack s")
            .unwrap_err();
        let concealed = secrets().conceal(error);
        assert_eq!(sentence(&concealed), "stack s: '****' is too short");
        assert_eq!((kind_of(&concealed), hint_of(&concealed)), (crate::failure::Kind::Partial, Some("wait")));
        let io = secrets().conceal(std::io::Error::other("closed").into());
        assert!(io.is::<std::io::Error>());
    }
}
