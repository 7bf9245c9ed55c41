//! Keys that CloudFormation does not read as text.
//!
//! It reads YAML 1.1, in which an unquoted `On` is a boolean, and rejects a template that has such a key anywhere, before
//! it expands macros.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;

use crate::document::{Content, Node, Problem, Source, plain};

/// Every unquoted key that is a boolean, null or a number, with its line.
pub fn check(source: &Rc<Source>, root: &Node) -> Vec<Problem> {
    let mut found = BTreeSet::new();
    walk(source, root, &mut found);
    found.into_iter().map(|(line, message)| source.problem(line, message)).collect()
}

fn walk(source: &Source, node: &Node, found: &mut BTreeSet<(u64, String)>) {
    match &node.content {
        // What an alias stands for is checked where it is written.
        _ if node.alias.is_some() => {}
        Content::Scalar(_) => {}
        Content::List(items) => items.iter().for_each(|item| walk(source, item, found)),
        Content::Map { entries, .. } => {
            for (name, value) in entries {
                if let Some(kind) = kind(name).filter(|_| is_plain(source, name, value)) {
                    found.insert((source.key_line(value), message(name, kind)));
                }
                walk(source, value, found);
            }
        }
    }
}

fn message(name: &str, kind: &str) -> String {
    format!(
        "the unquoted key {name} is {kind}, and CloudFormation accepts only text; write '{name}' in quotes"
    )
}

/// Whether the key is written without quotes and without a tag.
fn is_plain(source: &Source, name: &str, value: &Node) -> bool {
    value.key.clone().and_then(|key| source.text.get(key)).is_some_and(|written| written == name)
}

/// What a plain key is, if it is not text.
fn kind(name: &str) -> Option<&'static str> {
    match plain(name) {
        Value::Bool(_) => Some("a boolean"),
        Value::Null if !name.is_empty() => Some("null"),
        _ if is_number(name) => Some("a number"),
        _ => None,
    }
}

/// Whether it is an integer or a decimal. As a value, `0644` remains text; as a key it is rejected like any number.
fn is_number(name: &str) -> bool {
    let digits = name.strip_prefix(['+', '-']).unwrap_or(name);
    let is_decimal = digits.matches('.').count() <= 1;
    is_decimal
        && digits.contains(|one: char| one.is_ascii_digit())
        && digits.chars().all(|one| one.is_ascii_digit() || one == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let source = Source::new("t.yaml", text);
        let root = source.read().unwrap();
        let first = |problem: &Problem| problem.to_string().lines().next().unwrap().to_owned();
        check(&source, &root).iter().map(first).collect()
    }

    #[test]
    fn unquoted_keys_that_yaml_reads_as_something_else_are_refused_with_their_line() {
        for (name, kind) in [
            ("On", "a boolean"),
            ("off", "a boolean"),
            ("YES", "a boolean"),
            ("No", "a boolean"),
            ("True", "a boolean"),
            ("false", "a boolean"),
            ("null", "null"),
            ("~", "null"),
            ("200", "a number"),
            ("012345678901", "a number"),
            ("-1.10", "a number"),
        ] {
            for section in ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"] {
                let expected = format!(
                    "t.yaml:3: the unquoted key {name} is {kind}, and CloudFormation accepts only text; write '{name}' in quotes"
                );
                let text = format!("{section}:\n  A: {{}}\n  {name}: {{}}\n");
                assert_eq!(problems(&text), [expected], "{text}");
            }
        }
    }

    #[test]
    fn keys_within_mappings_and_properties_are_checked_too() {
        let text = "Transform: Mine
Mappings:
  M:
    Yes: {a: 1}
    b: {No: 2}
Resources:
  Api: {Type: X, Properties: {Body: [{responses: {200: {}}}]}}
";
        let lines: Vec<_> =
            problems(text).iter().map(|problem| problem.split(':').nth(1).unwrap().to_owned()).collect();
        assert_eq!(lines, ["4", "5", "7"]);
    }

    #[test]
    fn a_key_that_is_used_again_by_an_alias_is_reported_once() {
        assert_eq!(problems("A: &a {On: 1}\nB: *a\nC: {<<: *a}\n").len(), 1);
    }

    #[test]
    fn text_is_accepted() {
        for name in
            ["'On'", "\"no\"", "'200'", "!!str On", "y", "N", "oN", "One", "None", "1st", "a.b", ".", "1.2.3"]
        {
            assert_eq!(problems(&format!("A: {{{name}: 1}}\n")), Vec::<String>::new(), "{name}");
        }
        assert_eq!(problems("{\"On\": {\"200\": null}}"), Vec::<String>::new());
    }
}
