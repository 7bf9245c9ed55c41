//! The values of changed properties: reduced to their differences, completed from the two templates, without secrets.

use serde_json::Value;

use crate::access::View;
use crate::aws::changes::{PROPERTIES, PropertyChange, ResourceChange, Source};
use crate::secrets::{CONCEALED, Secrets, has_reference};
use crate::template::settled;

/// How the names of properties end that hold a secret even where the template spells it out.
const SECRET_NAMES: [&str; 9] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "secretstring",
    "token",
    "apikey",
    "privatekey",
    "credentials",
];

/// What a property comes to that is left out.
const NO_VALUE: &str = "${AWS::NoValue}";

/// What is known of a stack besides its change set.
pub(super) struct Details<'a> {
    /// The deployed template, where it can be read.
    pub old: Option<View<'a>>,
    pub new: View<'a>,
    pub secrets: &'a Secrets,
}

impl Details<'_> {
    /// The change with the values of its properties, as far as they are known and may be shown.
    pub fn of(&self, change: ResourceChange) -> ResourceChange {
        let id = change.logical_id.as_str();
        let parts = change.details.iter().flat_map(|detail| self.parts(id, detail));
        let details = parts.map(|detail| self.concealed(id, detail)).collect();
        ResourceChange { details, ..change }
    }

    /// A change of a map or a list as changes of what is in it. Values that CloudFormation does not give come from the templates.
    fn parts(&self, id: &str, change: &PropertyChange) -> Vec<PropertyChange> {
        let (old, new) = if change.is_bare() {
            let of = |view: View<'_>| settled_value(view, id, change);
            (self.old.and_then(of), self.old.and_then(|_| of(self.new)))
        } else {
            let read = |value: &Option<String>| value.as_deref().map(read);
            (read(&change.old), read(&change.new))
        };
        let mut parts = Vec::new();
        split(&change.property, old.as_ref(), new.as_ref(), &mut |property, old, new| {
            let text = |value: Option<&Value>| value.map(text);
            let property = property.to_owned();
            parts.push(PropertyChange { property, old: text(old), new: text(new), ..change.clone() });
        });
        // The templates say the same, or not in a form that can be compared.
        if parts.is_empty() { vec![change.clone()] } else { parts }
    }

    fn concealed(&self, id: &str, change: PropertyChange) -> PropertyChange {
        let views = self.old.into_iter().chain([self.new]);
        let is_secret = is_secret_name(&change.property)
            || views.clone().any(|view| is_caused_by_secret(view, &change))
            || views.clone().any(|view| refers_to_secret(view, id, &change));
        let shown = |text: String| if is_secret { CONCEALED.to_owned() } else { self.secrets.shown(&text) };
        PropertyChange { old: change.old.map(shown), new: change.new.map(shown), ..change }
    }
}

/// A map or a list that CloudFormation gives as text, or another value.
fn read(value: &str) -> Value {
    let parsed =
        serde_json::from_str(value).ok().filter(|value: &Value| value.is_object() || value.is_array());
    parsed.unwrap_or_else(|| Value::from(value))
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Takes a path with the value before and after.
type Reporter<'r> = dyn FnMut(&str, Option<&Value>, Option<&Value>) + 'r;

/// Reports each value in which two differ, with its path.
fn split(path: &str, old: Option<&Value>, new: Option<&Value>, report: &mut Reporter<'_>) {
    match (old, new) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let added = after.keys().filter(|key| !before.contains_key(*key));
            for key in before.keys().chain(added) {
                split(&format!("{path}.{key}"), before.get(key), after.get(key), report);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                split(&format!("{path}.{index}"), Some(before), Some(after), report);
            }
        }
        (old, new) if old == new => {}
        (old, new) => report(path, old, new),
    }
}

/// What an attribute of a resource is in a template, before its path is followed.
fn attribute<'v>(view: View<'v>, id: &str, change: &PropertyChange) -> Option<&'v Value> {
    view.template.body().get("Resources")?.get(id)?.get(&change.attribute)
}

/// A property as a template has it, with functions worked out as far as they can be.
fn settled_value(view: View<'_>, id: &str, change: &PropertyChange) -> Option<Value> {
    let value = attribute(view, id, change)?;
    let mut path = change.property.split('.').filter(|_| change.attribute == PROPERTIES);
    let found = path.try_fold(value, |value, part| value.get(part));
    found.map(|value| settled(value, view.names)).filter(|value| value != NO_VALUE)
}

fn is_secret_name(property: &str) -> bool {
    let name: String = property.rsplit('.').next().unwrap_or(property).to_lowercase().replace(['_', '-'], "");
    SECRET_NAMES.iter().any(|end| name.ends_with(end))
}

fn is_caused_by_secret(view: View<'_>, change: &PropertyChange) -> bool {
    let parameters = change.causes.iter().filter(|cause| cause.source == Source::Parameter);
    parameters.filter_map(|cause| cause.entity.as_deref()).any(|name| view.template.is_secret(name))
}

/// Whether a template makes the property of a secret parameter, or of a reference to a secret.
fn refers_to_secret(view: View<'_>, id: &str, change: &PropertyChange) -> bool {
    let template = view.template;
    let Some(mut value) = attribute(view, id, change) else {
        // A macro has made it, of anything.
        return template.is_transformed() && holds_secret(view, template.body());
    };
    let path = change.property.split('.').filter(|_| change.attribute == PROPERTIES);
    for part in path {
        match value {
            // A function, whose result has the rest of the path; a list may lose entries in it.
            Value::Object(entries) if entries.keys().any(|key| key == "Ref" || key.starts_with("Fn::")) => {
                break;
            }
            Value::Object(entries) => match entries.get(part) {
                Some(inner) => value = inner,
                None => return template.is_transformed() && holds_secret(view, template.body()),
            },
            _ => break,
        }
    }
    holds_secret(view, value)
}

fn holds_secret(view: View<'_>, value: &Value) -> bool {
    let text = value.to_string();
    let secrets = view.template.parameters.iter().filter(|(_, parameter)| parameter.is_secret);
    has_reference(&text)
        || secrets.map(|(name, _)| name).any(|name| {
            text.contains(&format!("{{\"Ref\":\"{name}\"}}")) || text.contains(&format!("${{{name}}}"))
        })
}

#[cfg(test)]
#[path = "tests/details.rs"]
mod tests;
