//! A document without API Gateway's extensions, and with the values that CloudFormation would fill in.

use serde_json::{Map, Value};

use super::super::names::{DEEPEST, Names, resolve};

/// Keys under which names of the author's own are the keys: nothing there is an extension or a keyword.
const NAMED: [&str; 16] = [
    "callbacks",
    "content",
    "definitions",
    "headers",
    "links",
    "mapping",
    "parameters",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "scopes",
    "securityDefinitions",
    "securitySchemes",
];
/// Keys whose values are data, whatever is in them.
const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];
/// Keywords whose values are numbers. A template holds them as texts where they come from a parameter or have a fraction.
const NUMBERS: [&str; 9] = [
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
];
/// Keywords whose values are booleans, among others.
const BOOLEANS: [&str; 11] = [
    "additionalProperties",
    "allowEmptyValue",
    "deprecated",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "explode",
    "nullable",
    "readOnly",
    "required",
    "uniqueItems",
    "writeOnly",
];
const AUTH_TYPE: &str = "x-amazon-apigateway-authtype";

/// What a part of a document is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Object,
    Names,
    Data,
}

/// What a value comes to.
enum Filled {
    Value(Value),
    /// `AWS::NoValue`: as if it were not there.
    Nothing,
    /// Only CloudFormation knows it.
    Unknown,
}

/// The work on one document.
pub(super) struct Filling<'n> {
    names: &'n Names<'n>,
    place: Vec<String>,
    pub(super) left_out: Vec<String>,
}

impl<'n> Filling<'n> {
    pub(super) fn new(names: &'n Names<'n>) -> Self {
        Self { names, place: Vec::new(), left_out: Vec::new() }
    }

    pub(super) fn document(&mut self, document: &Value) -> Value {
        match self.fill(document, Part::Object, DEEPEST) {
            Filled::Value(value) => value,
            Filled::Nothing | Filled::Unknown => Value::Null,
        }
    }

    fn fill(&mut self, value: &Value, part: Part, depth: usize) -> Filled {
        let Some(depth) = depth.checked_sub(1) else { return Filled::Unknown };
        match value {
            Value::Object(entries) => match function(entries) {
                Some(("Fn::If", argument)) => match self.names.branch(argument, DEEPEST) {
                    Some(branch) => self.fill(&branch.clone(), part, depth),
                    None => Filled::Unknown,
                },
                Some(("Ref", Value::String(name))) if name == "AWS::NoValue" => Filled::Nothing,
                Some(_) => {
                    resolve(value, self.names).map_or(Filled::Unknown, |text| Filled::Value(text.into()))
                }
                None => Filled::Value(self.map(entries, part, depth).into()),
            },
            Value::Array(items) => self.list(items, part, depth),
            scalar => Filled::Value(scalar.clone()),
        }
    }

    fn map(&mut self, entries: &Map<String, Value>, part: Part, depth: usize) -> Map<String, Value> {
        let mut filled = Map::new();
        for (key, value) in entries {
            if part == Part::Object && key.starts_with("x-amazon-") {
                continue;
            }
            self.place.push(key.clone());
            match self.fill(value, below(part, key), depth) {
                Filled::Value(value) if part == Part::Object => {
                    filled.insert(key.clone(), typed(key, value));
                }
                Filled::Value(value) => {
                    filled.insert(key.clone(), value);
                }
                Filled::Nothing => {}
                Filled::Unknown => self.left_out.push(self.place.join(" ")),
            }
            self.place.pop();
        }
        if part == Part::Object && entries.get(AUTH_TYPE).is_some_and(|kind| kind == "awsSigv4") {
            filled
                .entry("description")
                .or_insert_with(|| "AWS Signature Version 4 for the service `execute-api`.".into());
        }
        filled
    }

    /// A list of which one item is not known is not known.
    fn list(&mut self, items: &[Value], part: Part, depth: usize) -> Filled {
        // A list of parameters holds objects, while a map of them holds names.
        let part = if part == Part::Names { Part::Object } else { part };
        let mut filled = Vec::new();
        for item in items {
            match self.fill(item, part, depth) {
                Filled::Value(value) => filled.push(value),
                Filled::Nothing => {}
                Filled::Unknown => return Filled::Unknown,
            }
        }
        Filled::Value(filled.into())
    }
}

/// The function that a map calls, with its argument.
fn function(entries: &Map<String, Value>) -> Option<(&str, &Value)> {
    let (name, argument) = entries.iter().next().filter(|_| entries.len() == 1)?;
    let is_function = name.starts_with("Fn::") || name == "Ref" && argument.is_string();
    is_function.then_some((name.as_str(), argument))
}

fn below(part: Part, key: &str) -> Part {
    match part {
        Part::Data => Part::Data,
        Part::Object if DATA.contains(&key) => Part::Data,
        Part::Object if NAMED.contains(&key) => Part::Names,
        Part::Object | Part::Names => Part::Object,
    }
}

/// A keyword's value as the type that the keyword has.
fn typed(key: &str, value: Value) -> Value {
    let Value::String(text) = &value else { return value };
    let number = || serde_json::from_str::<serde_json::Number>(text).ok().map(Value::from);
    let boolean = || text.parse::<bool>().ok().map(Value::from);
    let found = match key {
        _ if NUMBERS.contains(&key) => number(),
        _ if BOOLEANS.contains(&key) => boolean(),
        _ => None,
    };
    found.unwrap_or(value)
}
