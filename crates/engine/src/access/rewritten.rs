//! What cannot be compared: what macros and loops make, and documents that were not read.

use super::grants::{may_grant, without_documents};
use super::policy::texts;
use super::{AccessChange, Location, View, locations};
use crate::template::Template;

/// Transforms whose templates can be read as they are written.
const READABLE: [&str; 2] = ["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"];

/// The macros of a template, by name.
fn macros(template: &Template) -> Vec<String> {
    let body = template.body();
    let mut found = texts(&body["Transform"]);
    found.retain(|name| !READABLE.contains(&name.as_str()));
    if without_documents(template).to_string().contains("\"Fn::Transform\":") {
        found.push("Fn::Transform".to_owned());
    }
    found
}

/// What cannot be compared, as far as it differs: the whole of a template with a macro, and loops that make resources with
/// statements.
pub fn unknown(old: View<'_>, new: View<'_>) -> Vec<AccessChange> {
    let mut found = Vec::new();
    let names = macros(new.template).into_iter().chain(macros(old.template)).next();
    if let Some(name) = names.filter(|_| whole(old) != whole(new)) {
        let reason = format!("what the macro {name} makes of the template is not known");
        found.push(AccessChange::unknown("Transform", "macro", reason));
    }
    let (before, after) = (&old.template.body()["Resources"], &new.template.body()["Resources"]);
    for (id, resource) in after.as_object().into_iter().flatten() {
        if id.starts_with("Fn::ForEach::") && before.get(id) != Some(resource) && makes_grants(resource) {
            found.push(AccessChange::unknown(id, "loop", "what this loop makes is not known"));
        }
    }
    found.extend(unread(old, new));
    found
}

/// APIs with another document in S3 that was not read, now or before.
fn unread(old: View<'_>, new: View<'_>) -> Vec<AccessChange> {
    let before = locations(old);
    let is_unread = |location: &&Location| {
        let old_one = before.iter().find(|other| other.logical_id == location.logical_id);
        let has = |view: View<'_>| view.documents.contains_key(&location.logical_id);
        old_one != Some(location) && !(has(new) && (old_one.is_none() || has(old)))
    };
    let reason = "which callers the document in S3 lets in is not known";
    let change = |location: &Location| AccessChange::unknown(&location.logical_id, &location.kind, reason);
    locations(new).iter().filter(is_unread).map(change).collect()
}

/// Whether a macro or a loop makes something else of a template than before: its resources are not known.
pub fn is_rewritten(old: View<'_>, new: View<'_>) -> bool {
    let is_made = |template: &Template| {
        !macros(template).is_empty() || template.body().to_string().contains("\"Fn::ForEach::")
    };
    (is_made(old.template) || is_made(new.template)) && whole(old) != whole(new)
}

fn makes_grants(resource: &serde_json::Value) -> bool {
    match resource {
        serde_json::Value::Object(entries) => {
            entries.get("Type").and_then(serde_json::Value::as_str).is_some_and(may_grant)
                || entries.values().any(makes_grants)
        }
        serde_json::Value::Array(items) => items.iter().any(makes_grants),
        _ => false,
    }
}

/// A template without what is added to it when it is sent, and with its parameters.
fn whole(view: View<'_>) -> serde_json::Value {
    let mut body = view.template.body().clone();
    if let Some(outputs) = body.get_mut("Outputs").and_then(serde_json::Value::as_object_mut) {
        outputs.remove(crate::template::FINGERPRINT_OUTPUT);
    }
    if body["Outputs"].as_object().is_none_or(serde_json::Map::is_empty) {
        body["Outputs"] = serde_json::Value::Null;
    }
    serde_json::json!([body, view.names.parameters])
}
