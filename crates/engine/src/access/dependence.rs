//! Which resources depend on a parameter whose value is not known, such as a secret.

use serde_json::Value;

use super::View;
use crate::template::{Resource, settled};

/// Whether a resource refers to a parameter, in its properties or by a condition.
pub fn depends_on(view: View<'_>, resource: &Resource, parameter: &str) -> bool {
    refers_to(&settled(&resource.properties, view.names), parameter) || is_made_on(view, resource, parameter)
}

/// Whether a settled value refers to a parameter.
pub fn refers_to(value: &Value, parameter: &str) -> bool {
    value.to_string().contains(&named(parameter))
}

/// Whether a condition on a parameter decides about a resource, or about a part of its properties.
pub fn is_conditional_on(view: View<'_>, resource: &Resource, parameter: &str) -> bool {
    is_made_on(view, resource, parameter)
        || decides(&settled(&resource.properties, view.names), &named(parameter))
}

fn named(parameter: &str) -> String {
    format!("${{{parameter}}}")
}

fn is_made_on(view: View<'_>, resource: &Resource, parameter: &str) -> bool {
    let condition = resource.condition.as_ref();
    condition.is_some_and(|name| view.names.definition(name).contains(&named(parameter)))
}

/// Whether the definition of a condition in a settled value holds a text. A choice inside a text is part of that text.
fn decides(value: &Value, text: &str) -> bool {
    match value {
        Value::Object(entries) => entries.iter().any(|(key, value)| {
            key == "Fn::If" && value[0].as_str().is_some_and(|definition| definition.contains(text))
                || decides(value, text)
        }),
        Value::Array(items) => items.iter().any(|item| decides(item, text)),
        Value::String(whole) => whole.contains("${Fn::If") && whole.contains(text),
        _ => false,
    }
}
