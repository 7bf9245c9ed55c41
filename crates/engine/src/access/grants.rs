//! What the resources of a template grant, and on whose behalf: a role, a queue, a key. Each kind of resource is read by the
//! module that is named after it.

mod api;
mod bucket;
mod identity;
mod openapi;
pub(super) mod policies;
mod roles;
mod security_group;
mod serverless;
mod shares;

use std::collections::BTreeMap;

use serde_json::Value;

pub use self::api::{AUTHORIZER, METHOD};
pub use self::openapi::{Documents, Location, NO_DOCUMENTS, locations, without_documents};
pub use self::roles::adds_nothing;
use super::View;
use super::statement::Statement;
use crate::template::{Resource, settled};

/// One statement and the resource of the template that makes it.
#[derive(Clone, Debug)]
pub struct Grant {
    pub logical_id: String,
    pub kind: String,
    pub statement: Statement,
    pub reported: Reported,
}

/// When a grant is reported that the deployed template does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// Always; one of something new asks if it is as wide as can be.
    Always,
    /// Always, but one of something new never asks.
    UnlessNew,
    /// Only as one of something that was there before.
    OnlyWidened,
    /// The same; AWS grants it where the template has no policy.
    WithoutPolicy,
    /// Never: it is there to be compared with.
    Never,
}

impl Grant {
    /// The statement in one line.
    pub fn text(&self) -> String {
        match self.reported {
            Reported::WithoutPolicy => format!("{} (it has no policy)", self.statement),
            _ => self.statement.to_string(),
        }
    }
}

/// All statements of a template by what they are attached to: `role ${Role}` where the template has it, else its own name.
pub type Grants = BTreeMap<String, Vec<Grant>>;

/// Whether resources of this type may grant something.
pub fn may_grant(kind: &str) -> bool {
    const FAMILIES: [&str; 4] = ["AWS::IAM::", "AWS::SSO::", "AWS::Serverless::", "AWS::ApiGateway"];
    const OTHERS: [&str; 7] = [
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::EC2::SecurityGroupEgress",
        "AWS::CloudFormation::Stack",
        "AWS::S3::Bucket",
        "AWS::S3::AccessPoint",
        "AWS::S3ObjectLambda::AccessPoint",
    ];
    FAMILIES.iter().any(|family| kind.starts_with(family))
        || OTHERS.contains(&kind)
        || policies::has_policy(kind)
        || shares::is_share(kind)
}

/// Reads what a template grants with these parameters.
pub fn grants(view: View<'_>) -> Grants {
    let mut reader = Reader { grants: Grants::new(), aliases: aliases(view), view };
    for (logical_id, resource) in &view.template.resources {
        let is_made = view.template.is_made(resource, view.names);
        if is_made == Some(false) {
            continue;
        }
        let condition = resource.condition.as_ref().filter(|_| is_made.is_none());
        let condition = condition.map(|name| view.names.definition(name));
        let properties = reader.properties(resource);
        reader.resource(&Source { logical_id, kind: &resource.kind, properties: &properties, condition });
    }
    reader.grants
}

/// The logical ids of roles, users and groups by the names that the template gives them.
fn aliases(view: View<'_>) -> BTreeMap<String, String> {
    let name = |resource: &Resource| {
        let property = ["RoleName", "UserName", "GroupName"].into_iter();
        let mut given = property.filter_map(|property| resource.properties.get(property));
        settled(given.next()?, view.names).as_str().map(str::to_owned)
    };
    let of_iam =
        view.template.resources.iter().filter(|(_, resource)| resource.kind.starts_with("AWS::IAM::"));
    of_iam.filter_map(|(id, resource)| Some((name(resource)?, format!("${{{id}}}")))).collect()
}

/// A resource that is read.
pub struct Source<'t> {
    pub logical_id: &'t str,
    pub kind: &'t str,
    pub properties: &'t Value,
    /// The definition of the condition on which it is made, where it is not known.
    pub condition: Option<String>,
}

impl Source<'_> {
    /// The resource as statements refer to it.
    pub fn own(&self) -> String {
        format!("${{{}}}", self.logical_id)
    }
}

/// Reads resource after resource.
pub struct Reader<'t> {
    pub grants: Grants,
    pub aliases: BTreeMap<String, String>,
    pub view: View<'t>,
}

impl<'t> Reader<'t> {
    fn resource(&mut self, source: &Source<'_>) {
        self.policies(source);
        self.roles(source);
        match source.kind {
            kind if kind.starts_with("AWS::IAM::") || kind.starts_with("AWS::SSO::") => self.identity(source),
            kind if kind.starts_with("AWS::EC2::SecurityGroup") => self.security_group(source),
            kind if kind.starts_with("AWS::ApiGateway") => self.api(source),
            kind if kind.starts_with("AWS::Serverless::") => self.serverless(source),
            kind if kind.starts_with("AWS::S3") => self.bucket(source),
            _ => self.share(source),
        }
    }

    /// The properties of a resource without functions, as far as they can be worked out, and with what SAM adds to them.
    pub(super) fn properties(&self, resource: &Resource) -> Value {
        let own = settled(&resource.properties, self.view.names);
        match resource.kind.strip_prefix("AWS::Serverless::") {
            Some(kind) => serverless::with_globals(self.view, kind, own),
            None => own,
        }
    }

    /// A resource of the template that a text refers to: `${Queue}` or `${Queue.Arn}`.
    pub(super) fn referred(&self, text: &str) -> Option<(&'t str, &'t Resource)> {
        let inner = text.strip_prefix("${")?.strip_suffix('}')?;
        let id = inner.split_once('.').map_or(inner, |(id, _)| id);
        self.view.template.resources.get_key_value(id).map(|(id, resource)| (id.as_str(), resource))
    }

    /// Adds statements to what they are attached to.
    pub(super) fn add(&mut self, source: &Source<'_>, noun: &str, target: &str, statements: Vec<Statement>) {
        self.add_as(source, noun, target, Reported::Always, statements);
    }

    pub(super) fn add_as(
        &mut self,
        source: &Source<'_>,
        noun: &str,
        target: &str,
        reported: Reported,
        statements: Vec<Statement>,
    ) {
        // Where the resource itself is not made, there is nothing that its own statements allow or refuse.
        let condition = source.condition.as_ref().filter(|_| whole(target) != source.own());
        let holder = format!("{noun} {}", self.aliases.get(target).cloned().unwrap_or_else(|| whole(target)));
        let held = self.grants.entry(holder).or_default();
        held.extend(statements.into_iter().map(|statement| Grant {
            logical_id: source.logical_id.to_owned(),
            kind: source.kind.to_owned(),
            reported,
            statement: match condition {
                Some(definition) => statement.when(format!("template {definition}"), "true"),
                None => statement,
            },
        }));
    }
}

/// A resource whose attribute or name this is: `${Queue}` for `${Queue.Arn}`.
pub fn whole(target: &str) -> String {
    let inner = target.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    match inner.and_then(|inner| inner.split_once('.')) {
        // What stands for an output or a parent's value holds a space, and denotes no resource of the template.
        Some((logical_id, _)) if !logical_id.contains(['{', '}', ' ']) => format!("${{{logical_id}}}"),
        _ => target.to_owned(),
    }
}
