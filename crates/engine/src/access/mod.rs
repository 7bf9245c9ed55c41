//! Who may do what under a template, compared with what the deployed one grants: whether a deploy would widen access.
//!
//! Plain code without calls. Statements are compared by their effect, not by how they are written: a statement that was
//! split, reordered or moved to another policy of the same role widens nothing. What only CloudFormation can evaluate
//! is compared as text.

mod comparison;
mod dependence;
mod grants;
mod nested;
mod pattern;
mod policy;
mod ports;
mod rewritten;
mod statement;
#[cfg(test)]
mod tests;

use serde::Serialize;

use self::grants::NO_DOCUMENTS;
use crate::template::{Names, Template};

pub use self::comparison::compare;
pub use self::dependence::{depends_on, is_conditional_on, refers_to};
pub use self::grants::{Documents, Location, locations, may_grant};
pub use self::nested::{Nested, nested};
pub use self::rewritten::is_rewritten;

/// A template with what its names come to.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub template: &'a Template,
    pub names: &'a Names<'a>,
    /// The OpenAPI documents that it has in S3, as far as they were read.
    documents: &'a Documents,
}

impl<'a> View<'a> {
    /// A template without what it has in S3.
    pub fn of(template: &'a Template, names: &'a Names<'a>) -> Self {
        Self { template, names, documents: &NO_DOCUMENTS }
    }

    /// The same with documents that were read.
    pub fn with(self, documents: &'a Documents) -> Self {
        Self { documents, ..self }
    }
}

/// How a change affects access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccessEffect {
    /// An existing resource is allowed more.
    Widened,
    /// Something that was denied is no longer denied.
    LessDenied,
    /// It is not known, for instance because a macro makes the statements.
    Unknown,
    /// A new resource and its permissions.
    New,
}

/// One change of who may do what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct AccessChange {
    /// The resource with the statement.
    pub logical_id: String,
    pub kind: String,
    pub effect: AccessEffect,
    /// The most similar statement in the deployed template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The statement in the wanted template, or why it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Whether it needs an approval.
    pub needs_approval: bool,
}

impl AccessChange {
    /// What cannot be compared, with the reason.
    pub fn unknown(logical_id: &str, kind: &str, reason: impl Into<String>) -> Self {
        Self {
            logical_id: logical_id.to_owned(),
            kind: kind.to_owned(),
            effect: AccessEffect::Unknown,
            old: None,
            new: Some(reason.into()),
            needs_approval: true,
        }
    }

    /// The change in one line, without the resource.
    pub fn words(&self) -> String {
        match (self.effect, &self.old, &self.new) {
            (AccessEffect::Unknown, _, reason) => {
                format!("cannot be compared: {}", reason.as_deref().unwrap_or("the reason is not known"))
            }
            (_, Some(old), Some(new)) => format!("{old} → {new}"),
            (_, None, Some(new)) => format!("adds {new}"),
            (_, Some(old), None) => format!("removes {old}"),
            (_, None, None) => "cannot be compared".to_owned(),
        }
    }

    /// The same change with other texts in place of its statements.
    pub fn map_texts(self, text: impl Fn(&str) -> String) -> Self {
        let (old, new) = (self.old.as_deref().map(&text), self.new.as_deref().map(&text));
        Self { old, new, ..self }
    }

    /// The change as one of a resource of a nested stack.
    pub fn within(self, nested: &str) -> Self {
        Self { logical_id: format!("{nested}/{}", self.logical_id), ..self }
    }
}
