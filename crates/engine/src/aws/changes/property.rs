//! What a change set would do to one property of a resource, and why.

use aws_sdk_cloudformation::types::{
    ChangeSource, EvaluationType, RequiresRecreation, ResourceChangeDetail, ResourceTargetDefinition,
};
use serde::Serialize;

/// What stands in a value for what is known only once the change set is executed.
pub const KNOWN_LATER: &str = "{{changeSet:KNOWN_AFTER_APPLY}}";
/// The attribute of a resource that has properties of their own names.
pub const PROPERTIES: &str = "Properties";

/// One property or attribute that a change set would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PropertyChange {
    /// CloudFormation's name of what is changed: `Properties`, `Tags`, `DeletionPolicy`.
    pub attribute: String,
    /// The property with its path, such as `Environment.Variables.LEVEL`; without one the attribute.
    pub property: String,
    /// `None` for what is added, or where CloudFormation gives no values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// `None` for what is removed, or where CloudFormation gives no values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    pub causes: Vec<Cause>,
    pub recreation: Recreation,
}

/// Whether a change of the property replaces its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Recreation {
    Never,
    /// Only CloudFormation knows, while it happens.
    Conditionally,
    Always,
}

/// What changes a property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Cause {
    pub source: Source,
    /// The parameter, the resource, or the resource's attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

/// Kinds of causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The text of the template.
    Template,
    /// A parameter's value.
    Parameter,
    /// A resource to which the property refers.
    Resource,
    /// An attribute of a resource to which the property refers.
    Attribute,
    /// A nested stack, whose template CloudFormation does not compare.
    NestedStack,
}

impl PropertyChange {
    /// Whether it has no values.
    pub fn is_bare(&self) -> bool {
        self.old.is_none() && self.new.is_none()
    }

    fn of(detail: &ResourceChangeDetail, target: &ResourceTargetDefinition) -> Self {
        let attribute = target.attribute().map_or(PROPERTIES, |attribute| attribute.as_str());
        let is_certain = detail.evaluation() != Some(&EvaluationType::Dynamic);
        Self {
            attribute: attribute.to_owned(),
            property: property(target).unwrap_or_else(|| attribute.to_owned()),
            old: target.before_value.clone(),
            new: target.after_value.clone(),
            causes: cause(detail).into_iter().collect(),
            recreation: match target.requires_recreation() {
                Some(RequiresRecreation::Always) if is_certain => Recreation::Always,
                Some(RequiresRecreation::Always | RequiresRecreation::Conditionally) => {
                    Recreation::Conditionally
                }
                _ => Recreation::Never,
            },
        }
    }

    /// Takes over what another detail shows of the same property.
    fn add(&mut self, other: &Self) {
        self.recreation = self.recreation.max(other.recreation);
        for cause in &other.causes {
            if !self.causes.contains(cause) {
                self.causes.push(cause.clone());
            }
        }
        if self.is_bare() {
            (self.old, self.new) = (other.old.clone(), other.new.clone());
        }
    }

    /// Whether it is the property of which the other is a part.
    fn contains(&self, other: &Self) -> bool {
        let rest = other.property.strip_prefix(&self.property);
        self.attribute == other.attribute && rest.is_some_and(|rest| rest.starts_with('.'))
    }
}

/// Reads the details of a resource. CloudFormation lists a property once for each of its causes, and for one that is changed by
/// a parameter or a resource also `DirectModification`, which then means nothing.
pub(super) fn property_changes(details: &[ResourceChangeDetail]) -> Vec<PropertyChange> {
    let mut changes: Vec<PropertyChange> = Vec::new();
    for detail in details {
        let Some(target) = detail.target() else { continue };
        let change = PropertyChange::of(detail, target);
        let is_same = |other: &&mut PropertyChange| {
            (&other.attribute, &other.property) == (&change.attribute, &change.property)
        };
        match changes.iter_mut().find(is_same) {
            Some(known) => known.add(&change),
            None => changes.push(change),
        }
    }
    for index in (0..changes.len()).rev() {
        let is_whole = changes[index].is_bare() && changes.iter().any(|other| changes[index].contains(other));
        if is_whole {
            let whole = changes.remove(index);
            changes.iter_mut().filter(|part| whole.contains(part)).for_each(|part| part.add(&whole));
        }
    }
    for change in &mut changes {
        if change.causes.iter().any(|cause| cause.source != Source::Template) {
            change.causes.retain(|cause| cause.source != Source::Template);
        }
    }
    changes
}

/// The path of a property with points between its parts; CloudFormation writes it as a JSON pointer.
fn property(target: &ResourceTargetDefinition) -> Option<String> {
    let path = target.path().map(|path| path.trim_start_matches('/')).filter(|path| !path.is_empty());
    let Some(path) = path else { return target.name().map(str::to_owned).filter(|name| !name.is_empty()) };
    let path = path.strip_prefix("Properties/").unwrap_or(path);
    let parts = path.split('/').map(|part| part.replace("~1", "/").replace("~0", "~"));
    Some(parts.collect::<Vec<_>>().join("."))
}

fn cause(detail: &ResourceChangeDetail) -> Option<Cause> {
    let source = match detail.change_source()? {
        ChangeSource::DirectModification => Source::Template,
        ChangeSource::ParameterReference => Source::Parameter,
        ChangeSource::ResourceReference => Source::Resource,
        ChangeSource::ResourceAttribute => Source::Attribute,
        ChangeSource::Automatic => Source::NestedStack,
        _ => return None,
    };
    Some(Cause { source, entity: detail.causing_entity().map(str::to_owned) })
}
