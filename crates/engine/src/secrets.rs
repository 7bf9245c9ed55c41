//! Masks the values of `NoEcho` parameters in AWS's messages: a service may repeat its input in the reason of an error.

use anyhow::Error;

use super::failed::StackFailed;
use crate::failure::{Failure, hint_of, kind_of, sentence};

/// What is shown instead of a secret.
pub(crate) const CONCEALED: &str = "****";
/// Values of fewer characters are concealed only where they are a word of their own, not within longer words.
const LONG: usize = 4;

/// The secret values that one stack was given.
pub struct Secrets(Vec<String>);

impl Secrets {
    /// Takes the values in any order; each in all forms in which a service may repeat it, and each item of a list.
    pub fn new(values: impl IntoIterator<Item = String>) -> Self {
        let values: Vec<_> = values.into_iter().collect();
        let items = values.iter().flat_map(|value| value.split(',').map(str::trim).chain([value.as_str()]));
        let mut values: Vec<_> = items.flat_map(forms).filter(|value| !value.trim().is_empty()).collect();
        // One may be part of another.
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        Self(values)
    }

    /// The same error without the secrets. Where there is something to conceal, causes and context are lost.
    pub fn conceal(&self, error: Error) -> Error {
        let shown = sentence(&error);
        let message = self.without(&shown);
        if message == shown {
            return error;
        }
        let hint = hint_of(&error).map(str::to_owned);
        let failure = Failure { hint, ..Failure::new(kind_of(&error), message) };
        match error.downcast::<StackFailed>() {
            Ok(failed) => {
                let failed = StackFailed { reason: self.without(&failed.reason), ..failed };
                Error::new(failed).context(failure)
            }
            Err(_) => failure.into(),
        }
    }

    /// A text that may be shown: without the secrets, and without references to secrets that CloudFormation resolves.
    pub fn shown(&self, text: &str) -> String {
        self.without(&without_references(text))
    }

    fn without(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| replaced(&text, secret))
    }
}

/// How references to secrets of Secrets Manager and Systems Manager begin.
const REFERENCES: [&str; 2] = ["{{resolve:secretsmanager:", "{{resolve:ssm-secure:"];

/// Whether a text has a reference to a secret.
pub fn has_reference(text: &str) -> bool {
    REFERENCES.iter().any(|begin| text.contains(begin))
}

fn without_references(text: &str) -> String {
    let (mut result, mut rest) = (String::new(), text);
    while let Some(start) = REFERENCES.iter().filter_map(|begin| rest.find(begin)).min() {
        result.push_str(&rest[..start]);
        result.push_str(CONCEALED);
        rest = rest[start..].split_once("}}").map_or("", |(_, after)| after);
    }
    result + rest
}

/// A value as it is, and as encoded in JSON, in XML and in an address.
fn forms(value: &str) -> [String; 4] {
    let json = serde_json::Value::from(value).to_string();
    let entities = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    let xml =
        entities.iter().fold(value.to_owned(), |text, (character, entity)| text.replace(character, entity));
    let address = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
    [value.to_owned(), json.trim_matches('"').to_owned(), xml, address.to_string()]
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
    fn a_secret_is_concealed_in_every_form_and_by_its_items() {
        let secrets = Secrets::new(["first, second".to_owned(), "a<b\"c/d".to_owned()]);
        let shown = r#"second | first, second | a<b"c/d | a<b\"c/d | a&lt;b&quot;c/d | a%3Cb%22c%2Fd"#;
        assert_eq!(secrets.without(shown), "**** | **** | **** | **** | **** | ****");
    }

    #[test]
    fn references_to_secrets_are_concealed_and_others_are_not() {
        let text = "a {{resolve:secretsmanager:db:SecretString:password}} hunter2 {{resolve:ssm:open}} {{resolve:ssm-secure:x";
        assert_eq!(secrets().shown(text), "a **** **** {{resolve:ssm:open}} ****");
        assert!(has_reference(text) && !has_reference("{{resolve:ssm:open}}"));
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
