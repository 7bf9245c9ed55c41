//! The project file's own shape, which is also its JSON Schema.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::role::Role;
use super::steps::{StepFields, StepFile};
use super::value::ParameterSchema;
use crate::document::{Node, Spanned};

/// A project: systems made of CloudFormation stacks in several regions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProjectFile {
    /// Version of this format: 1.
    #[schemars(with = "u32", range(min = 1, max = 1))]
    pub version: Spanned<u32>,
    /// Stage to work on when none is named.
    #[schemars(with = "String")]
    pub default_stage: Spanned<String>,
    /// The region of each role.
    pub regions: RegionsFile,
    /// Stages by name, such as dev and prod.
    pub stages: BTreeMap<String, StageFile>,
    /// Allow templates, and the files and sources of artifacts, outside this file's folder.
    #[serde(default)]
    pub allow_outside: bool,
    /// Tags that every stack gets besides its stage and system.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, TagSchema>")]
    pub tags: BTreeMap<String, Spanned<String>>,
    /// Zips with the code of functions, by name.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, ArtifactFile>")]
    pub artifacts: BTreeMap<String, Spanned<ArtifactFile>>,
    /// Systems by name; each can be deployed and removed separately.
    pub systems: BTreeMap<String, SystemFile>,
}

/// Region roles. Stacks name roles, never regions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RegionsFile {
    /// Region of the data and the API.
    #[schemars(with = "Option<String>")]
    pub home: Option<Spanned<String>>,
    /// Region of the workflows; the home region unless given.
    #[schemars(with = "Option<String>")]
    pub workflow: Option<Spanned<String>>,
    /// Further regions that hold a copy of the data.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub replicas: Vec<Spanned<String>>,
}

/// One stage.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StageFile {
    /// The only account, in twelve digits, in which this stage may be deployed.
    #[schemars(with = "Option<String>")]
    pub account: Option<Spanned<String>>,
    /// Stacks are protected from being deleted, and teardown refuses without --force.
    #[serde(default)]
    pub protected: bool,
    /// `provision deploy --hotswap` may update functions and state machines without CloudFormation. Each deploy, plan and status
    /// then compares them with the deployed templates.
    #[serde(default)]
    pub hotswap: bool,
    /// ARN of the service role with which CloudFormation creates, changes and deletes the stacks; without one it uses the
    /// caller's permissions. CloudFormation keeps it for every later operation on a stack.
    #[schemars(with = "Option<String>")]
    pub role: Option<Spanned<String>>,
    /// ARN of a role that is assumed before any call, such as one in another account.
    #[schemars(with = "Option<String>")]
    pub assume_role: Option<Spanned<String>>,
    /// The external id that the trust policy of `assume-role` requires.
    #[schemars(with = "Option<String>")]
    pub external_id: Option<Spanned<String>>,
    /// Which deploys need an approval before their first change; `broadening` if nothing is given.
    pub approve: Option<Approve>,
}

/// Which deploys need an approval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Approve {
    /// None.
    Never,
    /// Those that widen access.
    #[default]
    Broadening,
    /// All.
    Any,
}

impl StageFile {
    /// The account in which alone it may be deployed, in twelve digits.
    pub fn account(&self) -> Option<&str> {
        self.account.as_ref().map(|account| account.value.as_str())
    }
}

/// How a zip with the code of functions is made.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ArtifactFile {
    /// Command that builds the file, run in the project's folder; leave it out for a file that already exists.
    #[serde(default)]
    pub build: Vec<String>,
    /// The file that it produces: a program, or a finished .zip.
    pub file: String,
    /// Name of the program inside the zip.
    #[serde(default = "bootstrap")]
    pub entry: String,
    /// Files and folders that the program is built from; the build is skipped if none of them has changed.
    #[serde(default)]
    pub sources: Vec<String>,
}

fn bootstrap() -> String {
    "bootstrap".to_owned()
}

/// A system: stacks and steps that belong together.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SystemFile {
    /// What the system is for, in one line.
    pub description: Option<String>,
    /// Command to try once the system is deployed.
    pub next: Option<String>,
    /// Stacks by name; a stack is called SYSTEM-NAME-STAGE in AWS and SYSTEM-NAME in this file.
    #[schemars(with = "BTreeMap<String, StackFile>")]
    pub stacks: BTreeMap<String, Spanned<StackFile>>,
    /// Work that is not a stack, by name.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, StepFields>")]
    pub steps: BTreeMap<String, Spanned<StepFile>>,
}

/// One stack.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StackFile {
    /// Path of the CloudFormation template, relative to this file's folder.
    #[schemars(with = "String")]
    pub template: Spanned<String>,
    /// Send the template without reading it, if CloudFormation accepts it but this program cannot read it. Its
    /// parameters and outputs are not checked, and the stack is never skipped as unchanged.
    #[serde(default)]
    pub verbatim: bool,
    /// The region role that it is deployed to; `replicas` creates one stack in each replica region.
    pub region: Role,
    /// Values for the template's parameters.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, ParameterSchema>")]
    pub parameters: BTreeMap<String, Node>,
    /// Stacks and steps that must be deployed first although no parameter refers to them.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub needs: Vec<Spanned<String>>,
}

/// A tag's value: what is written, whatever YAML would take it for.
struct TagSchema;

impl JsonSchema for TagSchema {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Tag".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "number", "boolean"]})
    }
}

impl ProjectFile {
    /// Every stack as `(system, name, stack)`.
    pub fn stacks(&self) -> impl Iterator<Item = (&str, &str, &StackFile)> {
        self.systems.iter().flat_map(|(system, file)| {
            file.stacks.iter().map(move |(name, stack)| (system.as_str(), name.as_str(), &stack.value))
        })
    }

    /// Every step as `(system, name, step)`.
    pub fn steps(&self) -> impl Iterator<Item = (&str, &str, &StepFile)> {
        self.systems.iter().flat_map(|(system, file)| {
            file.steps.iter().map(move |(name, step)| (system.as_str(), name.as_str(), &step.value))
        })
    }
}

/// The project file's JSON Schema, for editors and other tools.
pub fn schema() -> Schema {
    schemars::schema_for!(ProjectFile)
}
