//! The forms of a parameter's value in the project file.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

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
        if node.items().iter().any(|item| item.written().is_some_and(|text| text.contains(','))) {
            return Err("an item of a list may not hold a comma, which separates the items".to_owned());
        }
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

/// A scalar as it is written, or a list of such joined by commas, as CloudFormation takes them.
fn literal(node: &Node) -> Option<String> {
    if node.short_function().is_some() {
        return None;
    }
    match &node.content {
        Content::List(items) => {
            let items: Option<Vec<_>> = items.iter().map(|item| item.written().map(str::to_owned)).collect();
            items.map(|items| items.join(","))
        }
        _ => node.written().map(str::to_owned),
    }
}

/// The forms a parameter's value may take.
pub struct ParameterSchema;

impl JsonSchema for ParameterSchema {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Parameter".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let scalar = serde_json::json!({"type": ["string", "number", "boolean"]});
        let form = |description: &str, properties: serde_json::Value, required: &[&str]| {
            serde_json::json!({"type": "object", "description": description, "properties": properties,
                "required": required, "additionalProperties": false})
        };
        json_schema!({"oneOf": [
            {"type": ["string", "number", "boolean"],
             "description": "Sent as it is written. Text may contain ${stage}, ${system}, ${region}, \
             ${region.home}, ${region.workflow}, ${account} and ${artifacts.bucket}; $${ writes ${."},
            {"type": "array", "items": scalar, "description": "A list, for parameters of a list type."},
            form("Another stack's output, in whichever region that stack is.",
                serde_json::json!({"output": {"type": "string", "pattern": "^[^.]+\\.[^.]+$"}}), &["output"]),
            form("The S3 key of an artifact in ${artifacts.bucket}.",
                serde_json::json!({"artifact": {"type": "string"}}), &["artifact"]),
            form("A value for each stage.",
                serde_json::json!({"stages": {"type": "object", "additionalProperties": scalar}, "default": scalar}), &["stages"]),
        ]})
    }
}

/// How a text names something that is filled in, and how it writes that without meaning it.
const OPENING: &str = "${";
const ESCAPED: &str = "$${";

/// Replaces each `${name}` and turns each `$${` into `${`; the error is a name that `lookup` does not know.
pub fn fill(text: &str, lookup: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    walk(text, OPENING, |name| lookup(name).ok_or_else(|| name.to_owned()))
}

/// Replaces each `${name}` that `lookup` knows, and leaves everything else for [`fill`].
pub fn fill_known(text: &str, lookup: impl Fn(&str) -> Option<String>) -> String {
    let known = |name: &str| Ok::<_, ()>(lookup(name).unwrap_or_else(|| format!("{OPENING}{name}}}")));
    walk(text, ESCAPED, known).unwrap_or_else(|()| text.to_owned())
}

/// The text that [`fill`] turns into this one.
pub fn escape(text: &str) -> String {
    text.replace(OPENING, ESCAPED)
}

fn walk<E>(text: &str, escaped: &str, value: impl Fn(&str) -> Result<String, E>) -> Result<String, E> {
    let mut result = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(OPENING) {
        let (before, after) = (&rest[..start], &rest[start + OPENING.len()..]);
        if let Some(before) = before.strip_suffix('$') {
            result = result + before + escaped;
            rest = after;
            continue;
        }
        let Some((name, after)) = after.split_once('}') else { break };
        result = result + before + &value(name)?;
        rest = after;
    }
    Ok(result + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn read(text: &str) -> Result<ParameterValue, String> {
        ParameterValue::read(&Source::new("p", text).read().unwrap())
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

    /// Whatever YAML would take it for: account numbers, codes, versions, telephone numbers, dates.
    #[test]
    fn a_value_is_what_is_written() {
        for written in [
            "012345678901",
            "00501",
            "1e3",
            "1.10",
            "+49",
            "0x1F",
            "123456789012345678901234567890",
            "1234e567",
            "yes",
            "n",
            "2012-10-17",
            "12:30:45",
            "1_000",
            ".5",
            "-0",
            ".inf",
            "TRUE",
        ] {
            assert_eq!(read(written).unwrap(), ParameterValue::Text(written.to_owned()));
            let quoted = read(&format!("'{written}'")).unwrap();
            assert_eq!(quoted, ParameterValue::Text(written.to_owned()));
            let stages = read(&format!("{{stages: {{dev: {written}}}, default: {written}}}")).unwrap();
            assert_eq!(stages.for_stage("dev").unwrap(), ParameterValue::Text(written.to_owned()));
            assert_eq!(stages.for_stage("prod").unwrap(), ParameterValue::Text(written.to_owned()));
        }
        assert_eq!(read("[00501, 1.10, yes]").unwrap(), ParameterValue::Text("00501,1.10,yes".to_owned()));
        assert!(read("['a,b']").unwrap_err().contains("comma"));
    }

    #[test]
    fn a_dollar_writes_a_placeholder_without_meaning_it() {
        let lookup = |name: &str| (name == "stage").then(|| "dev".to_owned());
        assert_eq!(fill("$${stage} ${stage} $$${x} $5", lookup).unwrap(), "${stage} dev $${x} $5");
        let later = fill_known("$${account} ${stage} ${account}", lookup);
        assert_eq!(later, "$${account} dev ${account}");
        assert_eq!(fill(&later, |_| Some("1".to_owned())).unwrap(), "${account} dev 1");
    }

    proptest::proptest! {
        /// What is escaped arrives exactly, through both rounds.
        #[test]
        fn an_escaped_text_arrives_exactly(text in "[${}a. ]{0,20}") {
            let lookup = |_: &str| Some("filled".to_owned());
            let between = fill_known(&escape(&text), lookup);
            proptest::prop_assert_eq!(fill(&between, lookup).unwrap(), text);
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
