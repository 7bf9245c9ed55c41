//! A CloudFormation template as data: what it takes, what it gives, and the form in which it is sent.
//!
//! Pure: no files, no network. CloudFormation itself is the judge of resources; here is only what the engine needs
//! to know before it calls: parameters, outputs, retained data, and names.

mod names;
mod parameter;
mod sent;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

pub use names::{Names, resolve};
pub use parameter::Parameter;
pub use sent::FINGERPRINT_OUTPUT;

use crate::document::{Node, Problem, Source};

/// CloudFormation's limit for a template that is sent with the call, in bytes.
pub const INLINE_LIMIT: usize = 51_200;
/// The type of S3 buckets.
pub const BUCKET: &str = "AWS::S3::Bucket";
/// CloudFormation's limit for a template that it fetches from S3, in bytes.
pub const TOTAL_LIMIT: usize = 1_048_576;

/// One template, read and checked.
#[derive(Debug)]
pub struct Template {
    pub source: Rc<Source>,
    pub parameters: BTreeMap<String, Parameter>,
    pub outputs: BTreeMap<String, Value>,
    pub resources: BTreeMap<String, Resource>,
    /// The whole template in long form, with API deployments named after what they deploy.
    body: Value,
}

/// One resource of a template.
#[derive(Clone, Debug)]
pub struct Resource {
    /// CloudFormation's type name, such as `AWS::DynamoDB::Table`.
    pub kind: String,
    pub properties: Value,
    pub deletion_policy: Option<String>,
}

impl Resource {
    /// Whether the resource outlives its stack.
    pub fn is_retained(&self) -> bool {
        matches!(self.deletion_policy.as_deref(), Some("Retain" | "RetainExceptOnCreate"))
    }
}

impl Template {
    /// Reads a template. The problem names file and line.
    pub fn read(source: Rc<Source>) -> Result<Self, Problem> {
        let node: Node = source.parse()?;
        let Some(resources) = node.get("Resources").filter(|node| !node.entries().is_empty()) else {
            return Err(
                source.problem(node.line, "a template needs a Resources section with at least one resource")
            );
        };
        check_resources(&source, resources)?;
        let parameters = read_parameters(&source, &node)?;
        let body = sent::with_named_deployments(node.to_json());
        let template = Self {
            outputs: section(&body, "Outputs")
                .map(|(name, output)| (name.clone(), output["Value"].clone()))
                .collect(),
            resources: section(&body, "Resources")
                .map(|(name, value)| (name.clone(), resource(value)))
                .collect(),
            parameters,
            body,
            source,
        };
        match template.body.to_string().len() {
            size if size > TOTAL_LIMIT => Err(template
                .source
                .problem(0, format!("the template has {size} bytes; CloudFormation takes 1 MB"))),
            _ => Ok(template),
        }
    }

    /// Whether a value may change while the files stay as they are, so that no comparison of files can tell that
    /// there is nothing to do: parameters that CloudFormation reads from Systems Manager.
    pub fn reads_outside_values(&self) -> bool {
        self.parameters.values().any(|parameter| parameter.kind.starts_with("AWS::SSM::Parameter::Value"))
    }

    /// Whether stacks of this template may find resources that an earlier stack left behind: retained ones that
    /// carry a name of their own.
    pub fn may_adopt(&self) -> bool {
        self.retained().next().is_some()
    }

    /// Whether something that must be told before the template is sent depends on the account's number: the bucket that
    /// a large template goes to, or the name of a retained resource. And whether there is a bucket: its name may be
    /// somebody else's in another account, so each call says whose it must be.
    pub fn needs_account(&self) -> bool {
        // What is added before sending is far smaller than this.
        const ADDED: usize = 4096;
        let named = |resource: &Resource| resource.properties.to_string().contains("AWS::AccountId");
        self.body.to_string().len() + ADDED > INLINE_LIMIT
            || self.retained().any(|(_, resource)| named(resource))
            || self.resources.values().any(|resource| resource.kind == BUCKET)
    }

    /// The values of all parameters: those given, else the template's defaults.
    pub fn values(&self, given: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let defaults = self
            .parameters
            .iter()
            .filter_map(|(name, parameter)| Some((name.clone(), parameter.default.clone()?)));
        defaults.chain(given.clone()).collect()
    }

    /// Retained resources, with their logical ids.
    pub fn retained(&self) -> impl Iterator<Item = (&String, &Resource)> {
        self.resources.iter().filter(|(_, resource)| resource.is_retained())
    }
}

fn section<'a>(body: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    body.get(name).and_then(Value::as_object).into_iter().flatten()
}

fn resource(value: &Value) -> Resource {
    Resource {
        kind: value["Type"].as_str().unwrap_or_default().to_owned(),
        properties: value.get("Properties").cloned().unwrap_or_default(),
        deletion_policy: value["DeletionPolicy"].as_str().map(str::to_owned),
    }
}

fn check_resources(source: &Rc<Source>, resources: &Node) -> Result<(), Problem> {
    for (name, node) in resources.entries() {
        if name.starts_with("Fn::") {
            continue;
        }
        if node.get("Type").and_then(Node::text).is_none() {
            return Err(source.problem(node.line, format!("resource {name} has no Type")));
        }
    }
    Ok(())
}

fn read_parameters(source: &Rc<Source>, node: &Node) -> Result<BTreeMap<String, Parameter>, Problem> {
    let entries = node.get("Parameters").map(Node::entries).unwrap_or_default();
    entries
        .iter()
        .map(|(name, node)| match Parameter::read(node) {
            Some(parameter) => Ok((name.clone(), parameter)),
            None => Err(source.problem(node.line, format!("parameter {name} has no Type"))),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn read(text: &str) -> Result<Template, Problem> {
        Template::read(Source::new("t.yaml", text))
    }

    #[test]
    fn parameters_outputs_and_retained_resources_are_found() {
        let template = read(
            "Parameters:\n  Stage: {Type: String}\nResources:\n  Table:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\nOutputs:\n  Name: {Value: !Ref Table}\n",
        )
        .unwrap();
        assert!(template.parameters.contains_key("Stage"));
        assert!(template.outputs.contains_key("Name"));
        assert_eq!(template.retained().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["Table"]);
        assert!(template.may_adopt());
    }

    #[test]
    fn a_template_without_resources_or_types_is_refused_with_its_line() {
        assert!(read("Description: x\n").unwrap_err().to_string().contains("needs a Resources section"));
        let problem = read("Resources:\n  A:\n    Properties: {}\n").unwrap_err().to_string();
        assert!(problem.starts_with("t.yaml:3: resource A has no Type"), "{problem}");
    }
}
