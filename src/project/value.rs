//! The forms in which the project file gives a parameter its value.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::{Content, Node};

/// A parameter's value before stage, regions and outputs are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// Text that may hold placeholders such as `${stage}`.
    Text(String),
    /// `{output: STACK.OUTPUT}`.
    Output { from: String, output: String },
    /// `{artifact: NAME}`: its key in the artifact bucket.
    Artifact(String),
    /// `{stages: {STAGE: value}, default: value}`.
    Stages { values: BTreeMap<String, String>, default: Option<String> },
}

impl ParameterValue {
    /// Reads a value; the error is a sentence without a place.
    pub fn read(node: &Node) -> Result<Self, String> {
        if let Some(text) = literal(node) {
            return Ok(Self::Text(text));
        }
        let keys: Vec<_> = node.entries().iter().map(|(key, _)| key.as_str()).collect();
        match keys.as_slice() {
            ["output"] => output(node.get("output").and_then(Node::text)),
            ["artifact"] => match node.get("artifact").and_then(Node::text) {
                Some(name) => Ok(Self::Artifact(name.to_owned())),
                None => Err("'artifact' takes an artifact's name".to_owned()),
            },
            ["stages"] | ["stages", "default"] | ["default", "stages"] => stages(node),
            _ => Err(
                "a parameter is text, a number, a list, {output: STACK.OUTPUT}, {artifact: NAME} or {stages: {…}, default: …}"
                    .to_owned(),
            ),
        }
    }

    /// The value for one stage: never [`ParameterValue::Stages`].
    pub fn for_stage(&self, stage: &str) -> Option<Self> {
        match self {
            Self::Stages { values, default } => {
                values.get(stage).or(default.as_ref()).map(|value| Self::Text(value.clone()))
            }
            other => Some(other.clone()),
        }
    }
}

fn output(text: Option<&str>) -> Result<ParameterValue, String> {
    match text.and_then(|text| text.split_once('.')) {
        Some((from, output)) if !from.is_empty() && !output.is_empty() && !output.contains('.') => {
            Ok(ParameterValue::Output { from: from.to_owned(), output: output.to_owned() })
        }
        _ => Err("'output' takes STACK.OUTPUT, such as mailbox-table.TableName".to_owned()),
    }
}

fn stages(node: &Node) -> Result<ParameterValue, String> {
    let entries = node.get("stages").map(Node::entries).unwrap_or_default();
    let values: Option<BTreeMap<_, _>> =
        entries.iter().map(|(stage, node)| Some((stage.clone(), literal(node)?))).collect();
    let default = node.get("default").map(literal);
    match (values, default) {
        (Some(values), None) if !values.is_empty() => Ok(ParameterValue::Stages { values, default: None }),
        (Some(values), Some(Some(default))) => Ok(ParameterValue::Stages { values, default: Some(default) }),
        _ => Err("'stages' takes a plain value for each stage".to_owned()),
    }
}

/// Text, number, boolean, or a list of such joined by commas, as CloudFormation takes them.
fn literal(node: &Node) -> Option<String> {
    if node.tag.as_deref().is_some_and(|tag| tag.starts_with('!')) {
        return None;
    }
    match &node.content {
        Content::Scalar(Value::String(text)) => Some(text.clone()),
        Content::Scalar(Value::Null) => None,
        Content::Scalar(value) => Some(value.to_string()),
        Content::List(items) => {
            items.iter().map(literal).collect::<Option<Vec<_>>>().map(|items| items.join(","))
        }
        Content::Map(_) => None,
    }
}

/// Replaces each `${name}`; the error is a name that `lookup` does not know.
pub fn fill(text: &str, lookup: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut result = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else { break };
        let name = &rest[start + 2..start + length];
        result.push_str(&rest[..start]);
        result.push_str(&lookup(name).ok_or_else(|| name.to_owned())?);
        rest = &rest[start + length + 1..];
    }
    Ok(result + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn read(text: &str) -> Result<ParameterValue, String> {
        ParameterValue::read(&Source::new("p", text).parse().unwrap())
    }

    #[test]
    fn every_form_is_read() {
        assert_eq!(read("dev").unwrap(), ParameterValue::Text("dev".to_owned()));
        assert_eq!(read("5").unwrap(), ParameterValue::Text("5".to_owned()));
        assert_eq!(read("[a, 2]").unwrap(), ParameterValue::Text("a,2".to_owned()));
        assert_eq!(
            read("{output: mailbox-table.TableName}").unwrap(),
            ParameterValue::Output { from: "mailbox-table".to_owned(), output: "TableName".to_owned() }
        );
        assert_eq!(read("{artifact: mailbox}").unwrap(), ParameterValue::Artifact("mailbox".to_owned()));
        let stages = read("{stages: {prod: true}, default: false}").unwrap();
        assert_eq!(stages.for_stage("prod").unwrap(), ParameterValue::Text("true".to_owned()));
        assert_eq!(stages.for_stage("dev").unwrap(), ParameterValue::Text("false".to_owned()));
        assert_eq!(read("{stages: {prod: 1}}").unwrap().for_stage("dev"), None);
    }

    #[test]
    fn other_forms_are_explained() {
        for wrong in
            ["{output: TableName}", "{outputs: a.b}", "{output: a.b, x: 1}", "!Ref Stage", "", "{stages: {}}"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn placeholders_are_filled_and_unknown_ones_named() {
        let lookup = |name: &str| (name == "stage").then(|| "dev".to_owned());
        assert_eq!(fill("a-${stage}-b", lookup).unwrap(), "a-dev-b");
        assert_eq!(fill("${oops}", lookup).unwrap_err(), "oops");
        assert_eq!(fill("${open", lookup).unwrap(), "${open");
    }
}
