//! A CloudFormation template as data: its parameters, its outputs, and the text that is sent.
//!
//! No files, no network. CloudFormation validates resources; this module has only what the engine needs before a call:
//! parameters, outputs, retained data, and names.

mod api;
mod condition;
mod deployment;
mod edit;
mod exports;
mod form;
mod identifier;
mod keys;
mod limits;
mod names;
mod open;
mod package;
mod parameter;
mod references;
mod sent;
mod settled;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

pub use api::{ApiDocument, KEYS_FIRST, Server};
pub use condition::Disposal;
pub use exports::SharedName;
pub use identifier::identifier;
pub use names::{Names, resolve};
pub use open::{begins_open, is_open, of_parent, open_output, open_parameter};
pub use package::{LocalPath, Stored, local_paths, with_references};
pub use parameter::Parameter;
pub use sent::FINGERPRINT_OUTPUT;
pub use settled::{alternatives, settled};

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
    /// What CloudFormation would refuse, as far as the text shows it.
    pub problems: Vec<Problem>,
    /// Whether a macro or a loop may make outputs beside those.
    pub may_have_more_outputs: bool,
    /// Names of outputs that are exported, and of exports that are imported.
    pub exports: Vec<SharedName>,
    pub imports: Vec<SharedName>,
    /// The author's text, read; `None` when it is sent unread.
    root: Option<Node>,
    /// The whole template in long form.
    body: Value,
}

/// One resource of a template.
#[derive(Clone, Debug)]
pub struct Resource {
    /// CloudFormation's type name, such as `AWS::DynamoDB::Table`.
    pub kind: String,
    pub properties: Value,
    /// The condition on which it is made at all.
    pub condition: Option<String>,
    /// A word, a function of parameters or conditions, or null.
    deletion_policy: Value,
}

impl Resource {
    /// Whether the resource outlives its stack, whatever the parameters.
    fn is_retained(&self) -> bool {
        self.deletion_policy.as_str().is_some_and(condition::retains)
    }

    /// Whether it may outlive its stack: it does, or it depends on parameters or conditions.
    pub fn may_be_retained(&self) -> bool {
        self.is_retained() || self.deletion_policy.is_object()
    }
}

impl Template {
    /// Reads a template. The problem names file and line.
    pub fn read(source: Rc<Source>) -> Result<Self, Problem> {
        if source.text.len() > TOTAL_LIMIT {
            let message =
                format!("the template has {} bytes; CloudFormation's limit is 1 MB", source.text.len());
            return Err(source.problem(0, message));
        }
        let root = source.read()?;
        let Some(resources) = root.get("Resources").filter(|node| !node.entries().is_empty()) else {
            return Err(
                source.problem(root.line, "a template needs a Resources section with at least one resource")
            );
        };
        check_resources(&source, resources)?;
        let parameters = read_parameters(&source, &root)?;
        let mut problems = keys::check(&source, &root);
        problems.extend(form::check(&source, &root));
        problems.extend(limits::check(&source, &root));
        problems.extend(references::check(&source, &root));
        let mut body = root.to_json();
        // Hashes of it are compared with those of other builds, of which a dependency may have given serde_json another order.
        body.sort_all_objects();
        Ok(Self {
            outputs: section(&body, "Outputs")
                .map(|(name, output)| (name.clone(), output["Value"].clone()))
                .collect(),
            resources: section(&body, "Resources")
                .map(|(name, value)| (name.clone(), resource(value)))
                .collect(),
            may_have_more_outputs: has_more_outputs(&root),
            exports: exports::exports(&root),
            imports: exports::imports(&root),
            problems,
            parameters,
            body,
            root: Some(root),
            source,
        })
    }

    /// A template that is sent as it is, without a look into it: its parameters, outputs and resources are not known.
    pub fn unread(source: Rc<Source>) -> Self {
        Self {
            parameters: BTreeMap::new(),
            outputs: BTreeMap::new(),
            resources: BTreeMap::new(),
            problems: Vec::new(),
            may_have_more_outputs: true,
            exports: Vec::new(),
            imports: Vec::new(),
            root: None,
            body: Value::from(source.text.as_str()),
            source,
        }
    }

    /// Whether it was read, so that its parameters and outputs are known.
    pub fn is_read(&self) -> bool {
        self.root.is_some()
    }

    /// Whether an equal fingerprint means that there is nothing to do. It does not where a value may change while the files
    /// stay as they are (parameters that CloudFormation reads from Systems Manager), where a value is a secret, of which a
    /// fingerprint may show nothing, and where there is no fingerprint.
    pub fn can_be_skipped(&self) -> bool {
        self.has_fingerprint() && self.parameters.keys().all(|name| self.is_plain(name))
    }

    /// Whether a parameter's value is a secret: any may be one of a template that was not read.
    pub fn is_secret(&self, parameter: &str) -> bool {
        !self.is_read() || self.parameters.get(parameter).is_some_and(|parameter| parameter.is_secret)
    }

    /// Whether CloudFormation reads a parameter's value from Systems Manager, where what is given for it names it.
    pub fn is_remote(&self, parameter: &str) -> bool {
        let parameter = self.parameters.get(parameter);
        parameter.is_some_and(|parameter| parameter.kind.starts_with("AWS::SSM::Parameter::Value"))
    }

    /// Whether a parameter's value is what is given for it: no secret, and not read from Systems Manager.
    pub fn is_plain(&self, parameter: &str) -> bool {
        self.parameters.get(parameter).is_some_and(|parameter| !parameter.is_secret)
            && !self.is_remote(parameter)
    }

    /// Whether stacks of this template may find resources that an earlier stack left behind: retained ones that
    /// carry a name of their own.
    pub fn may_adopt(&self) -> bool {
        self.perhaps_retained().next().is_some()
    }

    /// The whole template in long form, as far as it was read.
    pub fn body(&self) -> &Value {
        &self.body
    }

    /// Whether CloudFormation makes something else of it before it deploys it: its resources are known only afterwards.
    pub fn is_transformed(&self) -> bool {
        const FUNCTIONS: [&str; 2] = ["\"Fn::Transform\":", "\"Fn::ForEach::"];
        let text = self.body.to_string();
        !self.is_read()
            || self.body.get("Transform").is_some()
            || FUNCTIONS.iter().any(|function| text.contains(function))
    }

    /// Whether something that must be known before the template is sent depends on the account's number: the bucket that
    /// a large template is uploaded to, or the name of a retained resource. And whether there is a bucket: its name may be
    /// taken in another account, so each call names the expected owner.
    pub fn needs_account(&self) -> bool {
        // What is added before sending is far smaller than this.
        const ADDED: usize = 4096;
        let named = |resource: &Resource| resource.properties.to_string().contains("AWS::AccountId");
        self.source.text.len() + ADDED > INLINE_LIMIT
            || self.perhaps_retained().any(|(_, resource)| named(resource))
            || self.resources.values().any(|resource| resource.kind == BUCKET)
    }

    /// The values of all parameters that may be shown: those given, else the template's defaults. A secret is not among
    /// them, so that no name worked out from these values holds one; nor is what CloudFormation reads from Systems Manager.
    pub fn values(&self, given: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let defaults = self
            .parameters
            .iter()
            .filter_map(|(name, parameter)| Some((name.clone(), parameter.default.clone()?)));
        let mut values: BTreeMap<_, _> = defaults.chain(given.clone()).collect();
        values.retain(|name, _| self.is_plain(name));
        values
    }

    /// Retained resources that a later deploy could not adopt, with the reason: CloudFormation finds an existing resource only
    /// by an identifier that the template sets.
    pub fn unadoptable(&self) -> impl Iterator<Item = (&String, String)> {
        self.perhaps_retained().filter_map(|(logical_id, resource)| {
            let properties: Vec<_> = identifier(&resource.kind).collect();
            if properties.is_empty() {
                return Some((
                    logical_id,
                    format!("{} has no identifier that a template can set", resource.kind),
                ));
            }
            let missing = properties.into_iter().find(|name| resource.properties.get(*name).is_none())?;
            Some((logical_id, format!("it has no {missing}")))
        })
    }

    /// Resources that are retained or may be, with their logical ids.
    pub fn perhaps_retained(&self) -> impl Iterator<Item = (&String, &Resource)> {
        self.resources.iter().filter(|(_, resource)| resource.may_be_retained())
    }
}

fn has_more_outputs(root: &Node) -> bool {
    let outputs = root.get("Outputs");
    let is_made = |(name, _): &(String, Node)| name.starts_with("Fn::");
    references::is_rewritten(root) || outputs.map(Node::entries).unwrap_or_default().iter().any(is_made)
}

fn section<'a>(body: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    body.get(name).and_then(Value::as_object).into_iter().flatten()
}

fn resource(value: &Value) -> Resource {
    Resource {
        kind: value["Type"].as_str().unwrap_or_default().to_owned(),
        properties: value.get("Properties").cloned().unwrap_or_default(),
        condition: value["Condition"].as_str().map(str::to_owned),
        deletion_policy: value["DeletionPolicy"].clone(),
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
        assert_eq!(template.perhaps_retained().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["Table"]);
        assert!(template.may_adopt());
    }

    #[test]
    fn what_no_later_stack_could_adopt_is_named_with_the_reason() {
        let template = read(
            "Resources:
  V: {Type: AWS::EC2::Volume, DeletionPolicy: Retain}
  T: {Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, Properties: {}}
  S: {Type: AWS::DynamoDB::Table, DeletionPolicy: !If [C, Retain, Delete], Properties: {}}
  N: {Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, Properties: {TableName: n}}
  G: {Type: AWS::DynamoDB::GlobalTable, DeletionPolicy: Retain, Properties: {TableName: g}}
  D: {Type: AWS::RDS::DBInstance, DeletionPolicy: Retain, Properties: {DBInstanceIdentifier: d}}
  Q: {Type: AWS::SQS::Queue}
Conditions: {C: !Equals [a, b]}
",
        )
        .unwrap();
        let found: Vec<_> =
            template.unadoptable().map(|(logical_id, reason)| format!("{logical_id}: {reason}")).collect();
        let unnamed = "it has no TableName";
        let volume = "V: AWS::EC2::Volume has no identifier that a template can set";
        assert_eq!(found, [format!("S: {unnamed}"), format!("T: {unnamed}"), volume.to_owned()]);
    }

    #[test]
    fn a_template_without_resources_or_types_is_refused_with_its_line() {
        assert!(read("Description: x\n").unwrap_err().to_string().contains("needs a Resources section"));
        let problem = read("Resources:\n  A:\n    Properties: {}\n").unwrap_err().to_string();
        assert!(problem.starts_with("t.yaml:3: resource A has no Type"), "{problem}");
    }
}
