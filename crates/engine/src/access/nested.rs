//! Nested stacks of a template: which are new, or have another template or other parameters.

use serde_json::Value;

use super::View;
use crate::template::settled;

/// Types of nested stacks, with the property that names the template.
const KINDS: [(&str, &str); 2] =
    [("AWS::CloudFormation::Stack", "TemplateURL"), ("AWS::Serverless::Application", "Location")];

/// A nested stack that may grant something else than before.
#[derive(Clone, Debug)]
pub struct Nested {
    pub logical_id: String,
    pub kind: String,
    /// What it was given; `None` for a new one.
    pub old: Option<Inputs>,
    pub new: Inputs,
}

/// What a nested stack is given, without functions as far as they can be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    pub address: Value,
    pub parameters: Value,
}

/// The nested stacks of a template that are new or differ. Without an old template all are new.
pub fn nested(old: Option<View<'_>>, new: View<'_>) -> Vec<Nested> {
    let mut found = Vec::new();
    for (logical_id, kind) in new.template.resources.iter().map(|(id, resource)| (id, &resource.kind)) {
        let Some(inputs) = inputs(new, logical_id, kind) else { continue };
        let before = old.and_then(|old| self::inputs(old, logical_id, kind));
        if before.as_ref() != Some(&inputs) {
            let (logical_id, kind) = (logical_id.clone(), kind.clone());
            found.push(Nested { logical_id, kind, old: before, new: inputs });
        }
    }
    found
}

/// What a nested stack of a template is given, if it is made.
fn inputs(view: View<'_>, logical_id: &str, kind: &str) -> Option<Inputs> {
    let (_, address) = KINDS.iter().find(|(of, _)| *of == kind)?;
    let resource = view.template.resources.get(logical_id).filter(|resource| resource.kind == kind)?;
    if view.template.is_made(resource, view.names) == Some(false) {
        return None;
    }
    let property = |name: &str| settled(&resource.properties[name], view.names);
    Some(Inputs { address: property(address), parameters: property("Parameters") })
}
