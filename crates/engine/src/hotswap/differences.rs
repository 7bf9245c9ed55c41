//! How two versions of a stack differ, with all values evaluated as far as possible.

use std::collections::BTreeSet;

use serde_json::Value;

use super::targets::is_swappable;
use super::version::Version;
use crate::template::{FINGERPRINT_OUTPUT, settled};

/// How the wanted version of a stack differs from the deployed one.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Logical ids of functions with other code and of state machines with another definition.
    pub swappable: BTreeSet<String>,
    /// Everything else, a few words each.
    pub others: Vec<String>,
}

/// Compares two versions of a stack.
pub fn differences(old: &Version<'_>, new: &Version<'_>) -> Differences {
    let mut found = Differences { others: sections(old, new), ..Differences::default() };
    let ids: BTreeSet<_> = old.template.resources.keys().chain(new.template.resources.keys()).collect();
    for id in ids {
        match (old.template.resources.get(id), new.template.resources.get(id)) {
            (None, _) => found.others.push(format!("{id} is new")),
            (_, None) => found.others.push(format!("{id} is removed")),
            (Some(_), Some(_)) => found.compare(id, old, new),
        }
    }
    found
}

impl Differences {
    fn compare(&mut self, id: &str, old: &Version<'_>, new: &Version<'_>) {
        let (before, after) = (resource(old, id), resource(new, id));
        let keys = |one: &Value| one.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect();
        let union = |one: &Value, other: &Value| -> BTreeSet<String> {
            let (one, other): (BTreeSet<String>, BTreeSet<String>) = (keys(one), keys(other));
            one.union(&other).cloned().collect()
        };
        for key in union(&before, &after).iter().filter(|key| *key != "Properties") {
            if before[key] != after[key] {
                self.others.push(format!("{id}: {key} differs"));
            }
        }
        let (before, after) = (&before["Properties"], &after["Properties"]);
        let kind = &new.template.resources[id].kind;
        for key in union(before, after).iter().filter(|key| before[*key] != after[*key]) {
            if is_swappable(kind, key) {
                self.swappable.insert(id.to_owned());
            } else {
                self.others.push(format!("{id}.{key} differs"));
            }
        }
    }
}

/// A resource's whole text, with whether it is made in the place of its condition where that is certain.
fn resource(version: &Version<'_>, id: &str) -> Value {
    let names = version.names(&version.values);
    let mut whole = settled(&version.template.body()["Resources"][id], &names);
    if let Some(condition) = &version.template.resources[id].condition {
        let is_made = version.template.is_made(&version.template.resources[id], &names);
        whole["Condition"] = is_made.map_or_else(|| names.definition(condition).into(), Value::from);
    }
    whole
}

/// Sections of the template that differ, besides resources.
fn sections(old: &Version<'_>, new: &Version<'_>) -> Vec<String> {
    if !old.template.is_read() || !new.template.is_read() {
        let is_same = old.template.source.text.trim() == new.template.source.text.trim();
        return if is_same {
            Vec::new()
        } else {
            vec!["its template differs, which cannot be read".to_owned()]
        };
    }
    let section = |version: &Version<'_>, name: &str| version.template.body()[name].clone();
    let names = |version: &Version<'_>| -> BTreeSet<String> {
        version.template.body().as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
    };
    let all: BTreeSet<_> = names(old).union(&names(new)).cloned().collect();
    let others = all.into_iter().filter(|name| name != "Resources" && name != "Outputs");
    let mut found: Vec<_> = others.filter(|name| section(old, name) != section(new, name)).collect();
    if outputs(old) != outputs(new) {
        found.push("Outputs".to_owned());
    }
    found.into_iter().map(|name| format!("{name} differs")).collect()
}

fn outputs(version: &Version<'_>) -> Value {
    let mut outputs = version.template.body()["Outputs"].clone();
    if let Some(entries) = outputs.as_object_mut() {
        entries.remove(FINGERPRINT_OUTPUT);
        // The fingerprint may be the only one.
        if entries.is_empty() {
            return Value::Null;
        }
    }
    settled(&outputs, &version.names(&version.values))
}
