//! As what code and services run: the roles of functions, state machines, rules, pipes, tasks, instances.
//!
//! Properties with a role are known by their names, so that new types of AWS are read too.

use serde_json::Value;

use super::{Grants, Reader, Reported, Source, whole};
use crate::access::policy::each;
use crate::access::statement::{Effect, Set, Statement};

/// Types with properties of such names for something else, or for others to assume.
const OTHERS: [&str; 6] = [
    "AWS::QuickSight::",
    "AWS::InspectorV2::",
    "AWS::SecurityHub::",
    "AWS::SSO::",
    "AWS::ElastiCache::",
    "AWS::CloudFormation::CustomResource",
];
/// Properties in which anything may stand.
const FREE: [&str; 13] = [
    "AssumeRolePolicyDocument",
    "Auth",
    "Body",
    "DefinitionBody",
    "DefinitionString",
    "Environment",
    "EnvironmentVariables",
    "Input",
    "Metadata",
    "Parameters",
    "Policies",
    "PolicyDocument",
    "Tags",
];
const NAMES: [&str; 3] = ["AuthorizerCredentials", "IamRoles", "RoleArns"];
const ENDS: [&str; 6] =
    ["CredentialsArn", "InstanceProfile", "InstanceProfileArn", "Role", "RoleARN", "RoleArn"];

impl Reader<'_> {
    pub(super) fn roles(&mut self, source: &Source<'_>) {
        let kind = source.kind;
        let is_other = OTHERS.iter().any(|other| kind.starts_with(other));
        let is_profile = kind == "AWS::IAM::InstanceProfile";
        if !kind.starts_with("AWS::") || is_other || kind.starts_with("AWS::IAM::") && !is_profile {
            return;
        }
        for statement in used(kind, source.properties) {
            self.runs_as(source, statement);
        }
    }

    /// Adds that a resource runs as a role. A role of the template shows what it is allowed itself.
    pub(super) fn runs_as(&mut self, source: &Source<'_>, mut statement: Statement) {
        statement.resources.patterns =
            statement.resources.patterns.iter().map(|role| self.role(role)).collect();
        let mut roles = statement.resources.patterns.iter();
        let reported = match roles.all(|role| self.referred(role).is_some()) {
            true => Reported::OnlyWidened,
            false => Reported::UnlessNew,
        };
        self.add_as(source, "code", &source.own(), reported, vec![statement]);
    }

    /// A role of the template by its logical id, however it is named.
    fn role(&self, text: &str) -> String {
        let name = text.contains(":role/").then(|| text.rsplit('/').next()).flatten().unwrap_or(text);
        self.aliases.get(name).cloned().unwrap_or_else(|| whole(text))
    }
}

/// That a resource runs as a role by one of its properties, whose name ends differently in SAM.
pub fn run(property: &str, role: &str) -> Statement {
    let property = property
        .strip_suffix("Arn")
        .or_else(|| property.strip_suffix("ARN"))
        .unwrap_or(property)
        .trim_end_matches('.');
    Statement { resources: Set::of([role]), ..Statement::allow(format!("sts:AssumeRole ({property})")) }
}

/// The roles in the properties of a resource.
fn used(kind: &str, properties: &Value) -> Vec<Statement> {
    each(properties, &|properties| match properties {
        Value::Array(items) => items.iter().flat_map(|item| used(kind, item)).collect(),
        Value::Object(entries) => {
            let of = |(name, value): (&String, &Value)| match is_role(kind, name) {
                true => named(name, value),
                false if FREE.contains(&name.as_str()) => Vec::new(),
                false => used(kind, value),
            };
            entries.iter().flat_map(of).collect()
        }
        _ => Vec::new(),
    })
}

fn is_role(kind: &str, name: &str) -> bool {
    let is_named = NAMES.contains(&name) || ENDS.iter().any(|end| name.ends_with(end));
    match name {
        "Credentials" => kind == "AWS::ApiGateway::Method",
        "Roles" => ["AWS::IAM::InstanceProfile", "AWS::Cognito::IdentityPoolRoleAttachment"].contains(&kind),
        _ => is_named,
    }
}

/// The roles of a property, which may also be a list, or have one in each entry.
fn named(name: &str, value: &Value) -> Vec<Statement> {
    each(value, &|value| match value {
        Value::String(role) if !role.is_empty() => vec![run(name, role)],
        Value::Array(items) => items.iter().flat_map(|item| named(name, item)).collect(),
        Value::Object(entries) => {
            entries.iter().flat_map(|(entry, value)| named(&format!("{name}.{entry}"), value)).collect()
        }
        _ => Vec::new(),
    })
}

/// Whether the role of a statement is one of the template that is allowed no more than the former ones, which were of the
/// template too.
pub fn adds_nothing(statement: &Statement, former: &[&Statement], before: &Grants, after: &Grants) -> bool {
    let former: Vec<_> = former.iter().filter(|other| other.actions == statement.actions).collect();
    let all = |effect: Effect| -> Option<Vec<Statement>> {
        let each: Option<Vec<_>> = former.iter().map(|one| held(before, one, effect)).collect();
        each.map(|each| each.concat()).filter(|_| !former.is_empty())
    };
    let is_within = |part: Vec<Statement>, whole: Vec<Statement>| {
        let whole: Vec<_> = whole.iter().collect();
        part.iter().all(|statement| statement.is_covered_by(&whole))
    };
    let allowed = held(after, statement, Effect::Allow).zip(all(Effect::Allow));
    let denied = all(Effect::Deny).zip(held(after, statement, Effect::Deny));
    allowed.is_some_and(|(new, old)| is_within(new, old))
        && denied.is_some_and(|(old, new)| is_within(old, new))
}

/// What the roles of a statement are allowed or refused, if they are roles of the template.
fn held(grants: &Grants, statement: &Statement, effect: Effect) -> Option<Vec<Statement>> {
    let mut found = Vec::new();
    for role in &statement.resources.patterns {
        grants.get(&format!("trust {role}"))?;
        let held = grants.get(&format!("identity {role}")).into_iter().flatten();
        found.extend(held.map(|grant| grant.statement.clone()).filter(|one| one.effect == effect));
    }
    Some(found)
}
