//! What tests read of the templates that deploy the functions.

use serde_json::Value;

use engine::document::Source;

/// A function as a template deploys it.
#[derive(Debug)]
pub struct Deployed {
    pub handler: String,
    /// The names of its environment variables.
    pub variables: Vec<String>,
    /// Seconds after which Lambda ends an invocation.
    pub timeout: u64,
}

/// A template as JSON, with the long forms of CloudFormation's functions.
pub fn template(text: &str) -> Value {
    let source = Source::new("a template", text);
    source.read().map(|document| document.to_json()).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The properties of all resources of a type, with their logical ids.
pub fn resources<'t>(template: &'t Value, kind: &str) -> Vec<(&'t str, &'t Value)> {
    let all = template["Resources"].as_object().into_iter().flatten();
    let of_kind = all.filter(|(_, resource)| resource["Type"] == kind);
    of_kind.map(|(id, resource)| (id.as_str(), &resource["Properties"])).collect()
}

/// The functions of a template.
pub fn functions(template: &Value) -> Vec<Deployed> {
    let deployed = |(_, properties): (_, &Value)| Deployed {
        handler: properties["Handler"].as_str().unwrap_or_default().to_owned(),
        variables: names(&properties["Environment"]["Variables"]),
        timeout: properties["Timeout"].as_u64().unwrap_or_default(),
    };
    resources(template, "AWS::Lambda::Function").into_iter().map(deployed).collect()
}

fn names(object: &Value) -> Vec<String> {
    object.as_object().into_iter().flat_map(|object| object.keys().cloned()).collect()
}

/// Every value under this key, anywhere in a document.
pub fn under<'d>(document: &'d Value, key: &str) -> Vec<&'d Value> {
    let mut found = Vec::new();
    collect(document, key, &mut found);
    found
}

fn collect<'d>(value: &'d Value, key: &str, found: &mut Vec<&'d Value>) {
    match value {
        Value::Object(object) => {
            found.extend(object.get(key));
            object.values().for_each(|inner| collect(inner, key, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect(inner, key, found)),
        _ => {}
    }
}
