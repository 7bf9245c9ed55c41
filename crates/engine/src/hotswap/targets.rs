//! The functions and state machines of a stack that a hotswap can update, each with its wanted content.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::references::{known, without_attributes};
use super::version::Version;
use crate::aws::artifacts::bucket_name;
use crate::aws::cloudformation::StackResource;
use crate::bundle::code_hash_of_key;
use crate::template::{Names, Resource, resolve};
use crate::vanished::Vanished;

const FUNCTION: &str = "AWS::Lambda::Function";
const MACHINE: &str = "AWS::StepFunctions::StateMachine";
/// Types that publish a version, which is served instead of what a hotswap updates.
const PUBLISHING: [&str; 4] = [
    "AWS::Lambda::Version",
    "AWS::Lambda::Alias",
    "AWS::StepFunctions::StateMachineVersion",
    "AWS::StepFunctions::StateMachineAlias",
];

/// Whether a hotswap can update a property of resources of a type.
pub fn is_swappable(kind: &str, property: &str) -> bool {
    match kind {
        FUNCTION => property == "Code",
        MACHINE => matches!(property, "Definition" | "DefinitionString" | "DefinitionSubstitutions"),
        _ => false,
    }
}

/// A function or state machine with what it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub logical_id: String,
    pub physical_id: String,
    pub content: Content,
}

impl Target {
    /// It as one that was deleted by hand.
    pub fn vanished(&self) -> Vanished {
        let noun = match self.content {
            Content::Code { .. } => "function",
            Content::Definition(_) => "state machine",
        };
        Vanished::new(&self.logical_id, noun, &self.physical_id)
    }
}

/// What a hotswap updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A zip in the artifact bucket, with its SHA-256 as Lambda writes it.
    Code { bucket: String, key: String, hash: String },
    /// A definition in Amazon States Language.
    Definition(String),
}

/// Either a target, or the reason why it is not certain what the resource should have.
pub type Found = Result<Target, String>;

impl Version<'_> {
    /// Whether the template has anything that a hotswap could update.
    pub fn has_targets(&self) -> bool {
        let of_interest = |resource: &Resource| matches!(resource.kind.as_str(), FUNCTION | MACHINE);
        self.template.resources.values().any(of_interest)
    }

    /// The functions and state machines of the stack, by logical id.
    pub fn targets(&self, resources: &[StackResource]) -> BTreeMap<String, Found> {
        let known = known(self, resources);
        let names = self.names(&known);
        let there = resources.iter().filter(|resource| resource.is_there());
        let found = there.filter_map(|there| {
            let resource = self.template.resources.get(&there.logical_id)?;
            let content = match resource.kind.as_str() {
                FUNCTION => self.code(resource, &names),
                MACHINE => definition(&resource.properties, &names),
                _ => return None,
            };
            let found = self.published(there).map_or(content, Err);
            let (logical_id, physical_id) = (there.logical_id.clone(), there.physical_id.clone());
            Some((logical_id.clone(), found.map(|content| Target { logical_id, physical_id, content })))
        });
        found.collect()
    }

    /// Why a hotswap of a resource would have no effect: what is served is a version of it.
    fn published(&self, of: &StackResource) -> Option<String> {
        if self.template.is_transformed() {
            return Some("a macro or transform makes the stack's resources".to_owned());
        }
        let names_it = |resource: &Resource| {
            let text = resource.properties.to_string();
            text.contains(&of.logical_id) || text.contains(&of.physical_id)
        };
        let mut all = self.template.resources.iter();
        let (id, version) = all.find(|(_, one)| PUBLISHING.contains(&one.kind.as_str()) && names_it(one))?;
        Some(format!("{id} ({}) publishes versions of it", version.kind))
    }

    fn code(&self, resource: &Resource, names: &Names<'_>) -> Result<Content, String> {
        let code = without_attributes(&resource.properties["Code"]);
        let text = |property: &str| code.get(property).and_then(|value| resolve(value, names));
        let own = bucket_name(self.account, &self.stack.region);
        match (text("S3Bucket"), text("S3Key")) {
            (Some(bucket), Some(key)) if bucket == own && code.get("S3ObjectVersion").is_none() => {
                match code_hash_of_key(&key) {
                    Some(hash) => Ok(Content::Code { bucket, key, hash }),
                    None => Err(NOT_AN_ARTIFACT.to_owned()),
                }
            }
            _ => Err(NOT_AN_ARTIFACT.to_owned()),
        }
    }
}

const NOT_AN_ARTIFACT: &str = "its code is neither an artifact nor a local path";
const NOT_CERTAIN: &str = "its definition depends on a value that only CloudFormation knows";

/// The definition that CloudFormation gives a state machine.
fn definition(properties: &Value, names: &Names<'_>) -> Result<Content, String> {
    let properties = without_attributes(properties);
    let uncertain = || NOT_CERTAIN.to_owned();
    let text = match (properties.get("DefinitionString"), properties.get("Definition")) {
        (Some(text), None) => resolve(text, names),
        (None, Some(definition)) => resolved(definition, names).map(|definition| definition.to_string()),
        _ => return Err("its definition is not in the template".to_owned()),
    };
    let mut text = text.ok_or_else(uncertain)?;
    for (name, value) in properties["DefinitionSubstitutions"].as_object().into_iter().flatten() {
        let value = match value {
            Value::Bool(value) => Some(value.to_string()),
            value => resolve(value, names),
        };
        // How such a character is written into the definition is not documented.
        let value = value.filter(|value| !value.contains(['"', '\\']) && !value.contains(char::is_control));
        text = text.replace(&format!("${{{name}}}"), &value.ok_or_else(uncertain)?);
    }
    if text.contains("{{resolve:") || serde_json::from_str::<Value>(&text).is_err() {
        return Err(uncertain());
    }
    Ok(Content::Definition(text))
}

/// A value without functions; `None` where one is not known.
fn resolved(value: &Value, names: &Names<'_>) -> Option<Value> {
    match value {
        Value::Array(items) => items.iter().map(|item| resolved(item, names)).collect(),
        Value::Object(entries) => {
            let is_function = |key: &str| key == "Ref" || key.starts_with("Fn::");
            if entries.len() == 1 && entries.keys().any(|key| is_function(key)) {
                return resolve(value, names).map(Value::String);
            }
            let entry = |(key, value): (&String, &Value)| Some((key.clone(), resolved(value, names)?));
            Some(Value::Object(entries.iter().map(entry).collect::<Option<Map<_, _>>>()?))
        }
        value => Some(value.clone()),
    }
}
