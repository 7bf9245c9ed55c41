//! The form of steps in the project file: exactly one kind of work each.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;

use super::role::Role;
use super::value::{ParameterSchema, ParameterValue};
use crate::aws::probe::ProbeUrl;
use crate::document::{Node, Spanned, parse_span};

/// How long a gate is waited for where its step does not say.
const DEADLINE: Duration = Duration::from_secs(300);

/// One step.
#[derive(Debug, Deserialize)]
#[serde(try_from = "StepFields")]
pub struct StepFile {
    pub kind: StepKind,
    /// Stacks and steps that must be there first although no value shows it.
    pub needs: Vec<Spanned<String>>,
}

/// What a step does.
#[derive(Debug)]
pub enum StepKind {
    TableReplicas(TableReplicasFile),
    WaitFor(WaitForFile),
}

/// One step: exactly one kind of work.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(
    rename = "StepFile",
    extend("oneOf" = [{"required": ["table-replicas"]}, {"required": ["wait-for"]}])
)]
pub struct StepFields {
    /// Makes a table a global table. Provides the outputs TableName, TableArn and StreamArn, as they are in the region
    /// of the stack that refers to them.
    #[serde(default)]
    #[schemars(with = "TableReplicasFile")]
    table_replicas: Option<Spanned<TableReplicasFile>>,
    /// Waits until a URL answers, an alarm is OK or a parameter has a value. Has no outputs; stacks name it in 'needs'.
    #[serde(default)]
    #[schemars(with = "WaitForFields")]
    wait_for: Option<Spanned<WaitForFile>>,
    /// Stacks and steps that must be there first although no parameter shows it.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    needs: Vec<Spanned<String>>,
}

/// Copies of a DynamoDB table in other regions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableReplicasFile {
    /// The table's name: text, or {output: STACK.OUTPUT}.
    #[schemars(with = "ParameterSchema")]
    pub table: Node,
    /// Role of the region of the table's stack.
    pub source: Role,
    /// Roles of the regions that get a copy; a role in the source region is skipped.
    #[schemars(with = "Vec<Role>")]
    pub regions: Vec<Spanned<Role>>,
}

/// A gate between stacks.
#[derive(Debug, Deserialize)]
#[serde(try_from = "WaitForFields")]
pub struct WaitForFile {
    pub condition: ConditionFile,
    pub region: Role,
    deadline: Option<Spanned<String>>,
}

/// What opens a gate.
#[derive(Debug)]
pub enum ConditionFile {
    Url(Node),
    Alarm(Node),
    Parameter { name: Node, equals: Option<Node> },
}

/// A gate: exactly one of url, alarm and parameter.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(
    rename = "WaitForFile",
    extend(
        "oneOf" = [{"required": ["url"]}, {"required": ["alarm"]}, {"required": ["parameter"]}],
        "dependentRequired" = {"equals": ["parameter"]}
    )
)]
pub struct WaitForFields {
    /// The HTTPS URL that must return a 2xx status for a GET, without redirects; http is for this machine only.
    #[serde(default)]
    #[schemars(with = "ParameterSchema")]
    url: Option<Node>,
    /// The name or the ARN of the CloudWatch alarm that must be OK.
    #[serde(default)]
    #[schemars(with = "ParameterSchema")]
    alarm: Option<Node>,
    /// The name or the ARN of the SSM parameter that must have a value.
    #[serde(default)]
    #[schemars(with = "ParameterSchema")]
    parameter: Option<Node>,
    /// The value that the parameter must have. A SecureString is never decrypted and cannot be compared.
    #[serde(default)]
    #[schemars(with = "ParameterSchema")]
    equals: Option<Node>,
    /// Role of the region of the alarm or the parameter.
    #[serde(default = "home")]
    region: Role,
    /// How long to wait before the deploy fails, such as 90s, 15m or 1h; 5m by default.
    #[serde(default)]
    #[schemars(with = "String")]
    deadline: Option<Spanned<String>>,
}

fn home() -> Role {
    Role::Home
}

impl TryFrom<StepFields> for StepFile {
    type Error = &'static str;

    fn try_from(fields: StepFields) -> Result<Self, Self::Error> {
        let kind = match (fields.table_replicas, fields.wait_for) {
            (Some(replicas), None) => StepKind::TableReplicas(replicas.value),
            (None, Some(gate)) => StepKind::WaitFor(gate.value),
            (None, None) => return Err("a step needs one kind of work: table-replicas or wait-for"),
            (Some(_), Some(_)) => {
                return Err("a step has one kind of work: give table-replicas and wait-for a step each");
            }
        };
        Ok(Self { kind, needs: fields.needs })
    }
}

impl TryFrom<WaitForFields> for WaitForFile {
    type Error = &'static str;

    fn try_from(fields: WaitForFields) -> Result<Self, Self::Error> {
        let WaitForFields { url, alarm, parameter, equals, region, deadline } = fields;
        let condition = match (url, alarm, parameter, equals) {
            (Some(url), None, None, None) => ConditionFile::Url(url),
            (None, Some(alarm), None, None) => ConditionFile::Alarm(alarm),
            (None, None, Some(name), equals) => ConditionFile::Parameter { name, equals },
            (_, _, None, Some(_)) => return Err("wait-for: 'equals' is for 'parameter' only"),
            _ => return Err("wait-for takes exactly one of url, alarm and parameter"),
        };
        Ok(Self { condition, region, deadline })
    }
}

impl StepKind {
    /// The outputs that it offers.
    pub fn outputs(&self) -> &'static [&'static str] {
        match self {
            StepKind::TableReplicas(_) => &["TableName", "TableArn", "StreamArn"],
            StepKind::WaitFor(_) => &[],
        }
    }

    /// The values that it is given, each under its key.
    pub fn values(&self) -> Vec<(&'static str, &Node)> {
        match self {
            StepKind::TableReplicas(file) => vec![("table", &file.table)],
            StepKind::WaitFor(file) => match &file.condition {
                ConditionFile::Url(url) => vec![("url", url)],
                ConditionFile::Alarm(alarm) => vec![("alarm", alarm)],
                ConditionFile::Parameter { name, equals } => {
                    let equals = equals.iter().map(|equals| ("equals", equals));
                    [("parameter", name)].into_iter().chain(equals).collect()
                }
            },
        }
    }

    /// What is wrong with it beyond its values, each with its line.
    pub fn problems(&self) -> Vec<(u64, String)> {
        match self {
            StepKind::TableReplicas(file) => file.problems(),
            StepKind::WaitFor(file) => file.problems(),
        }
    }
}

impl TableReplicasFile {
    fn problems(&self) -> Vec<(u64, String)> {
        let mut problems = Vec::new();
        let line = self.table.line;
        if self.source == Role::Replicas {
            problems.push((line, "'source' must be one region: home or workflow".to_owned()));
        }
        match ParameterValue::read(&self.table) {
            Ok(ParameterValue::Artifact(_)) => problems.push((line, "an artifact is no table".to_owned())),
            Ok(ParameterValue::Text(text)) if text.trim().is_empty() => {
                problems.push((line, "the table has no name".to_owned()));
            }
            _ => {}
        }
        for (index, Spanned { value: role, line }) in self.regions.iter().enumerate() {
            if *role == self.source && *role != Role::Replicas {
                let message = format!("'regions' has the source region itself, {}", role.word());
                problems.push((*line, message));
            } else if self.regions[..index].iter().any(|earlier| earlier.value == *role) {
                problems.push((*line, format!("'regions' has {} twice", role.word())));
            }
        }
        problems
    }
}

impl WaitForFile {
    /// How long to wait.
    pub fn deadline(&self) -> Duration {
        let written = self.deadline.as_ref().and_then(|deadline| parse_span(&deadline.value).ok());
        written.unwrap_or(DEADLINE)
    }

    fn problems(&self) -> Vec<(u64, String)> {
        let mut problems = Vec::new();
        let (ConditionFile::Url(main)
        | ConditionFile::Alarm(main)
        | ConditionFile::Parameter { name: main, .. }) = &self.condition;
        if self.region == Role::Replicas {
            problems.push((main.line, "'region' must be one region: home or workflow".to_owned()));
        }
        if let Some(deadline) = &self.deadline {
            let reason = parse_span(&deadline.value).err();
            problems.extend(reason.map(|reason| (deadline.line, format!("deadline: {reason}"))));
        }
        let value = ParameterValue::read(main);
        if matches!(value, Ok(ParameterValue::Artifact(_))) {
            problems.push((main.line, "wait-for waits for no artifact".to_owned()));
        }
        if let (ConditionFile::Url(_), Ok(ParameterValue::Text(text))) = (&self.condition, &value)
            && !text.contains("${")
            && let Err(reason) = text.parse::<ProbeUrl>()
        {
            problems.push((main.line, format!("the URL {reason}")));
        }
        if matches!(&value, Ok(ParameterValue::Text(text)) if text.trim().is_empty()) {
            problems.push((main.line, "what is waited for has no name".to_owned()));
        }
        problems
    }
}
