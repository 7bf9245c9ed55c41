//! What a template asks for, and whether a value will do.

use serde_json::Value;

use crate::document::{Content, Node};

/// One entry of a template's Parameters section.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// CloudFormation's parameter type, such as `String` or `Number`.
    pub kind: String,
    /// The value CloudFormation takes when none is given.
    pub default: Option<String>,
    allowed_values: Vec<String>,
    min_value: Option<f64>,
    max_value: Option<f64>,
    min_length: Option<usize>,
    max_length: Option<usize>,
}

/// CloudFormation's limit for a parameter's value, in bytes.
const VALUE_LIMIT: usize = 4096;

impl Parameter {
    /// Reads an entry; `None` without a Type.
    pub fn read(node: &Node) -> Option<Self> {
        let number = |key: &str| text_of(node.get(key)?).parse::<f64>().ok();
        let length = |key: &str| text_of(node.get(key)?).parse::<usize>().ok();
        let allowed_values = match node.get("AllowedValues").map(|node| &node.content) {
            Some(Content::List(items)) => items.iter().map(text_of).collect(),
            _ => Vec::new(),
        };
        Some(Self {
            kind: node.get("Type")?.text()?.to_owned(),
            default: node.get("Default").map(text_of),
            allowed_values,
            min_value: number("MinValue"),
            max_value: number("MaxValue"),
            min_length: length("MinLength"),
            max_length: length("MaxLength"),
        })
    }

    /// Why CloudFormation would refuse this value, in words that follow the parameter's name; `None` if it would not.
    pub fn refuses(&self, value: &str) -> Option<String> {
        if value.len() > VALUE_LIMIT {
            return Some(format!("has {} bytes; CloudFormation takes {VALUE_LIMIT}", value.len()));
        }
        if !self.allowed_values.is_empty() && !self.allowed_values.iter().any(|allowed| allowed == value) {
            return Some(format!("is '{value}' but must be one of {}", self.allowed_values.join(", ")));
        }
        match self.kind.as_str() {
            "Number" => self.refuses_number(value),
            "List<Number>" => value.split(',').find_map(|item| self.refuses_number(item.trim())),
            "String" => self.refuses_length(value.chars().count()),
            _ => None,
        }
    }

    fn refuses_number(&self, value: &str) -> Option<String> {
        let Some(number) = value.parse::<f64>().ok().filter(|number| number.is_finite()) else {
            return Some(format!("is '{value}' but must be a number"));
        };
        match (self.min_value, self.max_value) {
            (Some(min), _) if number < min => Some(format!("is {value} but must be at least {min}")),
            (_, Some(max)) if number > max => Some(format!("is {value} but must be at most {max}")),
            _ => None,
        }
    }

    fn refuses_length(&self, length: usize) -> Option<String> {
        match (self.min_length, self.max_length) {
            (Some(min), _) if length < min => {
                Some(format!("has {length} characters but needs at least {min}"))
            }
            (_, Some(max)) if length > max => Some(format!("has {length} characters but may have {max}")),
            _ => None,
        }
    }
}

/// A scalar as CloudFormation writes it.
pub fn text_of(node: &Node) -> String {
    match &node.content {
        Content::Scalar(Value::String(text)) => text.clone(),
        Content::Scalar(Value::Null) => String::new(),
        Content::Scalar(value) => value.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn parameter(text: &str) -> Parameter {
        Parameter::read(&Source::new("t", text).parse().unwrap()).unwrap()
    }

    #[test]
    fn numbers_are_checked_with_their_range() {
        let seconds = parameter("{Type: Number, MinValue: 0, MaxValue: 600}");
        assert_eq!(seconds.refuses("5"), None);
        assert_eq!(seconds.refuses("soon").unwrap(), "is 'soon' but must be a number");
        assert_eq!(seconds.refuses("601").unwrap(), "is 601 but must be at most 600");
        assert_eq!(seconds.refuses("-1").unwrap(), "is -1 but must be at least 0");
    }

    #[test]
    fn allowed_values_and_lengths_are_checked() {
        let flag = parameter("{Type: String, AllowedValues: ['true', 'false']}");
        assert_eq!(flag.refuses("maybe").unwrap(), "is 'maybe' but must be one of true, false");
        let name = parameter("{Type: String, MinLength: 1, MaxLength: 3}");
        assert!(
            name.refuses("").is_some() && name.refuses("abcd").is_some() && name.refuses("abc").is_none()
        );
    }
}
