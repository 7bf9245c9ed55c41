//! Policy documents in every form that templates allow: as data or as JSON text, with one value or a list, with
//! functions anywhere.

use std::collections::BTreeMap;

use serde_json::Value;

use super::statement::{Effect, Set, Statement};
use crate::template::alternatives;

/// The statements of a settled policy document. Without a `Resource` a statement is about all that the policy belongs to.
pub fn statements(document: &Value) -> Vec<Statement> {
    each(document, &|document| match document {
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(document @ Value::Object(_)) => statements(&document),
            _ => vec![unread(document)],
        },
        Value::Object(entries) if entries.contains_key("Statement") => of_list(&document["Statement"]),
        Value::Null => Vec::new(),
        other => vec![unread(other)],
    })
}

/// The statements of a list of them, or of one alone.
pub fn of_list(statements: &Value) -> Vec<Statement> {
    each(statements, &|statements| match statements {
        Value::Array(items) => items.iter().flat_map(of_list).collect(),
        Value::Object(entries) => vec![statement(entries)],
        other => vec![unread(other)],
    })
}

/// Reads a value in each of its forms; what is read of the branch of a condition that is not known applies on that condition.
pub fn each(value: &Value, read: &dyn Fn(&Value) -> Vec<Statement>) -> Vec<Statement> {
    let mut found = Vec::new();
    for (condition, value) in alternatives(value) {
        let Some((definition, holds)) = condition else { return read(value) };
        let statements = each(value, read).into_iter();
        found.extend(
            statements.map(|statement| statement.when(format!("template {definition}"), holds.to_string())),
        );
    }
    found
}

/// The same where something applies without the value too, as if it were `absent`.
pub fn each_or(value: &Value, absent: &Value, read: &dyn Fn(&Value) -> Vec<Statement>) -> Vec<Statement> {
    let Some([definition, holds, fails]) = value.get("Fn::If").and_then(Value::as_array).map(Vec::as_slice)
    else {
        return read(if is_absent(value) { absent } else { value });
    };
    let definition = definition.as_str().unwrap_or_default();
    let branch = |value, holds: bool| {
        let statements = each_or(value, absent, read).into_iter();
        statements.map(move |statement| statement.when(format!("template {definition}"), holds.to_string()))
    };
    branch(holds, true).chain(branch(fails, false)).collect()
}

fn is_absent(value: &Value) -> bool {
    value.is_null() || value == "${AWS::NoValue}"
}

/// Reads what is below a path of names, in each item of the lists on the way.
pub fn below(
    value: &Value,
    path: &str,
    absent: &Value,
    read: &dyn Fn(&Value) -> Vec<Statement>,
) -> Vec<Statement> {
    each_or(value, absent, &|value| match value {
        Value::Array(items) if !path.is_empty() => {
            items.iter().flat_map(|item| below(item, path, absent, read)).collect()
        }
        value if path.is_empty() || is_absent(value) => read(value),
        value => {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            below(&value[first], rest, absent, read)
        }
    })
}

/// The values of a list, or one alone, as texts.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        value => vec![opaque(value)],
    }
}

/// What cannot be read any further is compared as text, without wildcards in it.
fn opaque(value: &Value) -> String {
    match value {
        Value::Object(_) => format!("${{{}}}", value.to_string().replace('*', "∗").replace('?', "？")),
        value => value.to_string(),
    }
}

/// Something in the place of a statement that only CloudFormation can read.
fn unread(value: &Value) -> Statement {
    Statement::allow(value.as_str().map_or_else(|| opaque(value), str::to_owned).replace('*', "∗"))
}

fn statement(entries: &serde_json::Map<String, Value>) -> Statement {
    let set = |name: &str| -> Option<Set> {
        let negated = format!("Not{name}");
        let (value, is_negated) = match entries.get(name) {
            Some(value) => (value, false),
            None => (entries.get(&negated)?, true),
        };
        Some(Set { is_negated, ..Set::of(texts(value)) })
    };
    let is_denial = entries.get("Effect").and_then(Value::as_str).is_some_and(|effect| effect == "Deny");
    Statement {
        effect: if is_denial { Effect::Deny } else { Effect::Allow },
        principals: principals(entries),
        actions: set("Action").unwrap_or_else(|| Set::of(Vec::<String>::new())),
        resources: set("Resource").unwrap_or_else(Set::everything),
        conditions: conditions(entries.get("Condition")),
    }
}

fn principals(entries: &serde_json::Map<String, Value>) -> Option<Set> {
    let (value, is_negated) = match entries.get("Principal") {
        Some(value) => (value, false),
        None => (entries.get("NotPrincipal")?, true),
    };
    let patterns = match value {
        Value::Object(kinds) if !kinds.contains_key("Fn::If") => {
            let of = |(kind, names): (&String, &Value)| {
                let names = texts(names).into_iter();
                names.map(|name| principal(kind, &name)).collect::<Vec<_>>()
            };
            kinds.iter().flat_map(of).collect()
        }
        value => texts(value),
    };
    Some(Set { is_negated, ..Set::of(patterns) })
}

/// A principal without its kind, which its form shows. An account has two forms.
fn principal(kind: &str, name: &str) -> String {
    let account = name.strip_suffix(":root").and_then(|arn| arn.rsplit(':').next());
    match (kind, account) {
        ("AWS", Some(account)) => account.to_owned(),
        _ => name.to_owned(),
    }
}

fn conditions(value: Option<&Value>) -> BTreeMap<String, std::collections::BTreeSet<String>> {
    let mut found = BTreeMap::new();
    match value {
        Some(Value::Object(operators)) => {
            for (operator, keys) in operators {
                let Some(keys) = keys.as_object() else {
                    found.insert(operator.clone(), texts(keys).into_iter().collect());
                    continue;
                };
                for (key, values) in keys {
                    found.insert(format!("{operator} {key}"), texts(values).into_iter().collect());
                }
            }
        }
        Some(Value::Null) | None => {}
        Some(other) => _ = found.insert("condition".to_owned(), texts(other).into_iter().collect()),
    }
    found
}
