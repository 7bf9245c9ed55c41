//! The body of a request: a bounded JSON object in which every field is known.

use crate::validation::{self, Invalid};
use serde_json::{Map, Value};

/// The fields of a body of at most `most` bytes, none of which is unknown.
pub(crate) fn object(body: &str, most: usize, known: &[&str]) -> Result<Map<String, Value>, Invalid> {
    if body.len() > most {
        return Err(Invalid::new("body", format!("must not be longer than {most} bytes")));
    }
    let Ok(Value::Object(fields)) = serde_json::from_str(body) else {
        return Err(Invalid::new("body", "must be a JSON object"));
    };
    match fields.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(Invalid::unknown_field(name)),
        None => Ok(fields),
    }
}

/// A field that holds a string, if it is there.
pub(crate) fn text(fields: &Map<String, Value>, name: &'static str) -> Result<Option<String>, Invalid> {
    match fields.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Invalid::new(name, "must be a string")),
    }
}

/// A field that must hold a string.
pub(crate) fn required_text(fields: &Map<String, Value>, name: &'static str) -> Result<String, Invalid> {
    text(fields, name)?.ok_or_else(|| missing(name))
}

/// A field that must hold a whole number from 1 to `most`, under the rule of [`validation::whole_number`].
pub(crate) fn required_number(
    fields: &Map<String, Value>,
    name: &'static str,
    most: u64,
) -> Result<u64, Invalid> {
    // What was not written in digits alone, such as 2.0, 2e0 or -0, is no integer to the parser and keeps its fraction here.
    let digits = match fields.get(name).ok_or_else(|| missing(name))? {
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    validation::whole_number(name, &digits, most)
}

/// A field that must be there is not.
pub(crate) fn missing(name: &'static str) -> Invalid {
    Invalid::new(name, "is missing")
}
