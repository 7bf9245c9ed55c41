//! Finds local paths in a template, where CloudFormation accepts only S3 objects, and replaces them with the uploaded
//! objects.
//!
//! The list of properties is that of `aws cloudformation package`, with those that the SAM CLI adds.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::edit::{Edits, quoted};
use crate::document::Node;

/// How a property names an object in S3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `s3://BUCKET/KEY`
    Uri,
    /// A map of two keys.
    Object(&'static str, &'static str),
    /// The address of a template, which is packaged itself.
    Template,
}

/// What a file is uploaded as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Take {
    Unchanged,
    /// In a zip, unless it is one.
    Zipped,
}

use Form::{Object, Uri};
use Take::{Unchanged, Zipped};

const BUCKET_AND_KEY: Form = Object("Bucket", "Key");
const LAMBDA: Form = Object("S3Bucket", "S3Key");

/// Type, path of the property (`*` is any key), form, and how a file is taken.
const PROPERTIES: [(&str, &str, Form, Take); 27] = [
    ("AWS::Serverless::Function", "CodeUri", Uri, Zipped),
    ("AWS::Serverless::LayerVersion", "ContentUri", Uri, Zipped),
    ("AWS::Serverless::Api", "DefinitionUri", Uri, Unchanged),
    ("AWS::Serverless::HttpApi", "DefinitionUri", Uri, Unchanged),
    ("AWS::Serverless::StateMachine", "DefinitionUri", BUCKET_AND_KEY, Unchanged),
    ("AWS::Serverless::Application", "Location", Form::Template, Unchanged),
    ("AWS::Serverless::GraphQLApi", "SchemaUri", Uri, Unchanged),
    ("AWS::Serverless::GraphQLApi", "Functions.*.CodeUri", Uri, Unchanged),
    ("AWS::Serverless::GraphQLApi", "Resolvers.*.*.CodeUri", Uri, Unchanged),
    ("AWS::Lambda::Function", "Code", LAMBDA, Zipped),
    ("AWS::Lambda::LayerVersion", "Content", LAMBDA, Zipped),
    ("AWS::ApiGateway::RestApi", "BodyS3Location", BUCKET_AND_KEY, Unchanged),
    ("AWS::AppSync::GraphQLSchema", "DefinitionS3Location", Uri, Unchanged),
    ("AWS::AppSync::Resolver", "RequestMappingTemplateS3Location", Uri, Unchanged),
    ("AWS::AppSync::Resolver", "ResponseMappingTemplateS3Location", Uri, Unchanged),
    ("AWS::AppSync::Resolver", "CodeS3Location", Uri, Unchanged),
    ("AWS::AppSync::FunctionConfiguration", "RequestMappingTemplateS3Location", Uri, Unchanged),
    ("AWS::AppSync::FunctionConfiguration", "ResponseMappingTemplateS3Location", Uri, Unchanged),
    ("AWS::AppSync::FunctionConfiguration", "CodeS3Location", Uri, Unchanged),
    ("AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle", LAMBDA, Unchanged),
    ("AWS::CloudFormation::Stack", "TemplateURL", Form::Template, Unchanged),
    ("AWS::CloudFormation::StackSet", "TemplateURL", Form::Template, Unchanged),
    ("AWS::CloudFormation::ModuleVersion", "ModulePackage", Uri, Unchanged),
    ("AWS::CloudFormation::ResourceVersion", "SchemaHandlerPackage", Uri, Unchanged),
    ("AWS::Glue::Job", "Command.ScriptLocation", Uri, Unchanged),
    ("AWS::StepFunctions::StateMachine", "DefinitionS3Location", BUCKET_AND_KEY, Unchanged),
    ("AWS::CodeCommit::Repository", "Code.S3", BUCKET_AND_KEY, Zipped),
];
/// The same in the `Globals` section of SAM, by the section's own key.
const GLOBALS: [(&str, &str, Form, Take); 2] =
    [("Function", "CodeUri", Uri, Zipped), ("Api", "DefinitionUri", Uri, Unchanged)];

/// A local path, and where it stands.
#[derive(Clone, Debug)]
pub struct LocalPath {
    /// As written.
    pub path: String,
    /// Counted from 1.
    pub line: u64,
    /// The property, for messages.
    pub property: String,
    /// Whether it is the path of another template.
    pub is_template: bool,
    /// Whether a single file is zipped.
    pub is_zipped: bool,
    /// Whether CloudFormation reads it already for a change set.
    pub is_read_first: bool,
    form: Form,
    bytes: Range<usize>,
    /// An anchor, which other places may refer to.
    anchor: String,
}

/// An object in S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub bucket: String,
    pub key: String,
    /// Its address as CloudFormation takes it.
    pub url: String,
}

/// All local paths of a template.
pub fn local_paths(text: &str, root: &Node) -> Vec<LocalPath> {
    let mut found = Found { text, paths: Vec::new() };
    found.resources(root.get("Resources"));
    for (key, property, form, take) in GLOBALS {
        let section = root.get("Globals").and_then(|globals| globals.get(key));
        found.property(section, "Globals", property, form, take);
    }
    let metadata = root.get("Metadata").and_then(|node| node.get("AWS::ServerlessRepo::Application"));
    for property in ["ReadmeUrl", "LicenseUrl"] {
        found.property(metadata, "Metadata", property, Uri, Unchanged);
    }
    for transform in root.get("Transform").into_iter().flat_map(|node| [node].into_iter().chain(node.items()))
    {
        found.include(transform);
    }
    found.includes(root);
    found.paths
}

/// The text with references in the place of local paths.
pub fn with_references<'a>(
    text: &str,
    stored: impl IntoIterator<Item = (&'a LocalPath, &'a Stored)>,
) -> String {
    let mut edits = Edits::default();
    for (local, object) in stored {
        edits.replace(local.bytes.clone(), format!("{}{}", local.anchor, reference(local.form, object)));
    }
    edits.apply(text)
}

/// A reference that YAML in block and flow style and JSON all read.
fn reference(form: Form, object: &Stored) -> String {
    match form {
        Uri => quoted(&format!("s3://{}/{}", object.bucket, object.key)),
        Form::Template => quoted(&object.url),
        Object(bucket, key) => format!(
            "{{{}: {}, {}: {}}}",
            quoted(bucket),
            quoted(&object.bucket),
            quoted(key),
            quoted(&object.key)
        ),
    }
}

struct Found<'t> {
    text: &'t str,
    paths: Vec<LocalPath>,
}

impl Found<'_> {
    fn resources(&mut self, resources: Option<&Node>) {
        for (logical_id, resource) in resources.map(Node::entries).unwrap_or_default() {
            if logical_id.starts_with("Fn::ForEach") {
                self.resources(resource.items().get(2));
                continue;
            }
            let kind = resource.get("Type").and_then(Node::text);
            for (of, property, form, take) in PROPERTIES {
                if kind == Some(of) {
                    self.property(resource.get("Properties"), logical_id, property, form, take);
                }
            }
        }
    }

    fn property(&mut self, node: Option<&Node>, owner: &str, property: &str, form: Form, take: Take) {
        let Some(node) = node else { return };
        let (first, rest) = match property.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (property, None),
        };
        for (key, value) in node.entries().iter().filter(|(key, _)| first == "*" || first == key) {
            let owner = format!("{owner}.{key}");
            match rest {
                Some(rest) => self.property(Some(value), &owner, rest, form, take),
                None => self.value(value, &owner, form, take, form == Form::Template),
            }
        }
    }

    /// Every `AWS::Include`, wherever it stands.
    fn includes(&mut self, node: &Node) {
        let is_transform = |node: &Node| node.short_function() == Some("Transform");
        if is_transform(node) {
            self.include(node);
        }
        for (key, value) in node.entries() {
            if key == "Fn::Transform" {
                self.include(value);
            }
            self.includes(value);
        }
        node.items().iter().for_each(|item| self.includes(item));
    }

    fn include(&mut self, transform: &Node) {
        let is_include = transform.get("Name").and_then(Node::text) == Some("AWS::Include");
        let location = transform.get("Parameters").and_then(|parameters| parameters.get("Location"));
        if let Some(location) = location.filter(|_| is_include) {
            self.value(location, "AWS::Include.Location", Uri, Unchanged, true);
        }
    }

    fn value(&mut self, node: &Node, property: &str, form: Form, take: Take, is_read_first: bool) {
        let Some(path) = node.text().filter(|_| node.short_function().is_none()).map(str::trim) else {
            return;
        };
        if !is_local(path) {
            return;
        }
        let head = self.text.get(node.place.start..node.start).unwrap_or_default();
        let anchor = head.split_whitespace().find(|word| word.starts_with('&') && node.alias.is_none());
        self.paths.push(LocalPath {
            path: path.to_owned(),
            line: node.line,
            property: property.to_owned(),
            is_template: form == Form::Template,
            is_zipped: take == Zipped,
            is_read_first,
            form,
            bytes: node.alias.clone().unwrap_or_else(|| node.place.clone()),
            anchor: anchor.map(|anchor| format!("{anchor} ")).unwrap_or_default(),
        });
    }
}

/// Whether a text is a path, rather than an address, or something that CloudFormation fills in: a dynamic reference
/// (`{{resolve:…}}`) or a variable of a loop.
fn is_local(path: &str) -> bool {
    const ADDRESSES: [&str; 4] = ["s3://", "http://", "https://", "{{resolve:"];
    const VARIABLES: [&str; 2] = ["${", "&{"];
    !path.is_empty()
        && !ADDRESSES.iter().any(|start| path.starts_with(start))
        && !VARIABLES.iter().any(|start| path.contains(start))
}
