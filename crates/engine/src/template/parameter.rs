//! A template's parameters, and whether a value is valid for one.

use crate::counted::counted;
use crate::document::{Node, quoted};

/// One entry of a template's Parameters section.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// CloudFormation's parameter type, such as `String` or `Number`.
    pub kind: String,
    /// The value CloudFormation takes when none is given.
    pub default: Option<String>,
    /// Whether the value is a secret (`NoEcho`): it may be sent to CloudFormation and nowhere else.
    pub is_secret: bool,
    allowed_values: Vec<String>,
    min_value: Option<f64>,
    max_value: Option<f64>,
    min_length: Option<usize>,
    max_length: Option<usize>,
}

/// CloudFormation's limit for a parameter's value, in bytes.
pub const VALUE_LIMIT: usize = 4096;

impl Parameter {
    /// Reads an entry; `None` without a Type.
    pub fn read(node: &Node) -> Option<Self> {
        let text = |key: &str| node.get(key)?.written();
        Some(Self {
            kind: node.get("Type")?.text()?.to_owned(),
            default: node.get("Default").map(text_of),
            is_secret: text("NoEcho").is_some_and(|text| text.eq_ignore_ascii_case("true") || text == "yes"),
            allowed_values: node
                .get("AllowedValues")
                .map(Node::items)
                .unwrap_or_default()
                .iter()
                .map(text_of)
                .collect(),
            min_value: text("MinValue").and_then(|text| text.parse().ok()),
            max_value: text("MaxValue").and_then(|text| text.parse().ok()),
            min_length: text("MinLength").and_then(|text| text.parse().ok()),
            max_length: text("MaxLength").and_then(|text| text.parse().ok()),
        })
    }

    /// Why CloudFormation would refuse this value, in words that follow the parameter's name; `None` if it would not.
    /// Nothing of a secret value is in them, not even its length.
    pub fn refuses(&self, value: &str) -> Option<String> {
        if value.len() > VALUE_LIMIT {
            return Some(match self.is_secret {
                true => format!("has more than {VALUE_LIMIT} bytes, CloudFormation's limit"),
                false => format!("has {} bytes; CloudFormation's limit is {VALUE_LIMIT}", value.len()),
            });
        }
        if self.is_list() {
            // CloudFormation cuts at commas and takes the space around an item away.
            return value.split(',').find_map(|item| self.refuses_one(item.trim()));
        }
        self.refuses_one(value)
    }

    fn is_list(&self) -> bool {
        self.kind == "CommaDelimitedList" || self.kind.starts_with("List<")
    }

    fn refuses_one(&self, value: &str) -> Option<String> {
        if !self.allowed_values.is_empty() && !self.allowed_values.iter().any(|allowed| allowed == value) {
            return Some(format!("{} but must be one of {}", self.is(value), self.allowed_values.join(", ")));
        }
        match self.kind.as_str() {
            "Number" | "List<Number>" => self.refuses_number(value),
            "String" => self.refuses_length(value.chars().count()),
            _ => None,
        }
    }

    /// Says what the value is, where that may be said.
    fn is(&self, value: &str) -> String {
        if self.is_secret {
            "has a value that is not shown".to_owned()
        } else {
            format!("is {}", quoted(value))
        }
    }

    fn refuses_number(&self, value: &str) -> Option<String> {
        let is = || self.is(value);
        let Some(number) = value.parse::<f64>().ok().filter(|number| !number.is_nan()) else {
            return Some(format!("{} but must be a number", is()));
        };
        match (self.min_value, self.max_value) {
            (Some(min), _) if number < min => Some(format!("{} but must be at least {min}", is())),
            (_, Some(max)) if number > max => Some(format!("{} but must be at most {max}", is())),
            _ => None,
        }
    }

    fn refuses_length(&self, length: usize) -> Option<String> {
        let has = |limit: String| match self.is_secret {
            true => format!("must have {limit}"),
            false => format!("has {} but must have {limit}", counted(length, "character")),
        };
        match (self.min_length, self.max_length) {
            (Some(min), _) if length < min => Some(has(format!("at least {}", counted(min, "character")))),
            (_, Some(max)) if length > max => Some(has(format!("at most {}", counted(max, "character")))),
            _ => None,
        }
    }
}

/// A scalar as it is written; empty for anything else.
fn text_of(node: &Node) -> String {
    node.written().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn parameter(text: &str) -> Parameter {
        Parameter::read(&Source::new("t", text).read().unwrap()).unwrap()
    }

    #[test]
    fn numbers_are_checked_with_their_range() {
        let seconds = parameter("{Type: Number, MinValue: 0, MaxValue: 600}");
        assert_eq!(seconds.refuses("5"), None);
        assert_eq!(seconds.refuses("soon").unwrap(), "is 'soon' but must be a number");
        assert_eq!(seconds.refuses("601").unwrap(), "is '601' but must be at most 600");
        assert_eq!(seconds.refuses("-1").unwrap(), "is '-1' but must be at least 0");
        assert_eq!(parameter("{Type: Number}").refuses("1e3"), None);
    }

    #[test]
    fn allowed_values_and_lengths_are_checked() {
        let flag = parameter("{Type: String, AllowedValues: ['true', 'false']}");
        assert_eq!(flag.refuses("maybe").unwrap(), "is 'maybe' but must be one of true, false");
        let plain = parameter("{Type: String, AllowedValues: [Y, N, 012, 1.10]}");
        assert!(["Y", "N", "012", "1.10"].iter().all(|value| plain.refuses(value).is_none()));
        let name = parameter("{Type: String, MinLength: 1, MaxLength: 3}");
        assert_eq!(name.refuses("").unwrap(), "has 0 characters but must have at least 1 character");
        assert!(name.refuses("abcd").is_some() && name.refuses("abc").is_none());
    }

    /// A list of two allowed values was refused because their joined text is not one of them.
    #[test]
    fn each_item_of_a_list_is_checked() {
        let channels = parameter("{Type: CommaDelimitedList, AllowedValues: [mail, chat]}");
        assert_eq!(channels.refuses("mail,chat"), None);
        assert_eq!(channels.refuses("mail, chat"), None);
        assert_eq!(channels.refuses("mail,fax").unwrap(), "is 'fax' but must be one of mail, chat");
        let numbers = parameter("{Type: List<Number>, MaxValue: 5}");
        assert_eq!(numbers.refuses("1, 5"), None);
        assert_eq!(numbers.refuses("1,6").unwrap(), "is '6' but must be at most 5");
    }

    #[test]
    fn nothing_of_a_secret_is_in_a_refusal() {
        for rest in [
            "Type: Number",
            "Type: String, MaxLength: 3",
            "Type: String, MinLength: 20",
            "Type: String, AllowedValues: [x]",
        ] {
            for no_echo in ["true", "'true'", "True"] {
                let secret = parameter(&format!("{{{rest}, NoEcho: {no_echo}}}"));
                let refusal = secret.refuses("hunter2").unwrap();
                assert!(!refusal.contains("hunter2") && !refusal.contains('7'), "{refusal}");
            }
        }
        let long = parameter("{Type: String, NoEcho: true}").refuses(&"a".repeat(5001)).unwrap();
        assert!(!long.contains("5001"), "{long}");
    }
}
