//! Resources of a stack that hold data or outlive it, and their owner.
//!
//! While a stack exists, CloudFormation lists its resources. For a resource that an earlier stack may have left behind,
//! the template only has the name; its tags must prove that it is ours ([`ownership`]). Without that proof it is
//! foreign: it is shown, but never counted, deleted, emptied or adopted.

pub mod buckets;
mod estate;
pub mod ownership;
pub mod tables;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::estate::{Estate, Reach, is_looked_at, name_of};
pub use self::ownership::Owner;
use super::graph::{ACCOUNT, ARTIFACT_BUCKET, Graph, Input, WantedStack, Work};
use super::snapshot::Views;
use crate::aws::Region;
use crate::aws::artifacts::bucket_name;
use crate::aws::stack::{Phase, StackState};
use crate::project::fill;
use crate::template::{BUCKET, Disposal};

/// The type of nested stacks, which may hold anything.
pub const NESTED_STACK: &str = "AWS::CloudFormation::Stack";
/// The type of DynamoDB tables.
pub const TABLE: &str = "AWS::DynamoDB::Table";
/// The type of tables that CloudFormation copies into other regions itself.
pub const GLOBAL_TABLE: &str = "AWS::DynamoDB::GlobalTable";

/// One table in one region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
pub struct Table {
    pub name: String,
    pub region: Region,
}

/// One resource of a stack, or with the name of one, that holds data or may outlive the stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    pub logical_id: String,
    /// CloudFormation's type name, such as `AWS::S3::Bucket`.
    pub kind: String,
    /// The service's own name of it.
    pub id: String,
    pub region: Region,
    /// Whether it is deleted with its stack.
    pub disposal: Disposal,
    pub owner: Owner,
}

impl Holding {
    /// Whether it is proven to belong to the stack.
    pub fn is_ours(&self) -> bool {
        !matches!(self.owner, Owner::Foreign(_))
    }

    /// It, if it is a table of ours; of a global table the copy in the stack's region.
    pub fn table(&self) -> Option<Table> {
        let is_table = self.is_ours() && [TABLE, GLOBAL_TABLE].contains(&self.kind.as_str());
        is_table.then(|| Table { name: self.id.clone(), region: self.region.clone() })
    }

    /// Whether it is a bucket of ours.
    pub fn is_bucket(&self) -> bool {
        self.is_ours() && self.kind == BUCKET
    }

    /// Whether both denote the same resource, regardless of its owner.
    pub fn is_same(&self, other: &Holding) -> bool {
        (&self.kind, &self.id, &self.region) == (&other.kind, &other.id, &other.region)
    }

    /// Its type as one word, such as `table`.
    pub fn noun(&self) -> String {
        noun(&self.kind)
    }
}

/// The last part of a type's name, such as `table` for `AWS::DynamoDB::Table`.
pub fn noun(kind: &str) -> String {
    kind.rsplit("::").next().unwrap_or(kind).to_lowercase()
}

/// A stack's parameters as far as they are known without deploying: its own values, else what it was deployed with,
/// else the template's defaults.
pub fn parameters(
    stack: &WantedStack,
    graph: &Graph,
    views: &Views<'_>,
    account: &str,
) -> BTreeMap<String, String> {
    let deployed = deployed(stack, views).map(|state| state.parameters.clone()).unwrap_or_default();
    let known = stack.inputs.iter().filter_map(|(name, input)| {
        Some((name.clone(), known(input, &stack.region, graph, views, account)?))
    });
    stack.template.values(&deployed.into_iter().chain(known).collect())
}

/// A value as far as it is known without deploying. `account` is empty where it is not known.
pub(super) fn known(
    input: &Input,
    region: &Region,
    graph: &Graph,
    views: &Views<'_>,
    account: &str,
) -> Option<String> {
    let lookup = |name: &str| match name {
        _ if account.is_empty() => None,
        ACCOUNT => Some(account.to_owned()),
        ARTIFACT_BUCKET => Some(bucket_name(account, region)),
        _ => None,
    };
    match input {
        Input::Text(text) => fill(text, lookup).ok(),
        Input::Output { node, output } => given(graph, views, *node)?.outputs.get(output).cloned(),
        Input::ArtifactKey { .. } => None,
    }
}

/// The stack behind a node, as it was found.
pub(super) fn given<'v>(graph: &Graph, views: &'v Views<'_>, node: usize) -> Option<&'v StackState> {
    match &graph.nodes[node].work {
        Work::Stack(stack) => deployed(stack, views),
        _ => None,
    }
}

/// The stack as it was found, if it is there.
pub fn deployed<'v>(stack: &WantedStack, views: &'v Views<'_>) -> Option<&'v StackState> {
    views.get(&stack.region)?.stacks.get(&stack.name)
}

/// Whether a stack has to be made before it has anything: there is none, or one that never became whole.
pub fn is_to_be_created(stack: &WantedStack, views: &Views<'_>) -> bool {
    deployed(stack, views).is_none_or(|state| {
        matches!(state.status.phase(), Phase::Absent | Phase::Shell | Phase::NeverCreated)
    })
}

/// The name behind a step's table: as in the project file or the output of its stack, else, where the stack is
/// gone, that of the table that it left behind.
pub async fn table_of(input: &Input, estate: &Estate<'_, '_>) -> anyhow::Result<Option<String>> {
    let (node, output) = match input {
        Input::Text(text) => return Ok(Some(text.clone())),
        Input::ArtifactKey { .. } => return Ok(None),
        Input::Output { node, output } => (*node, output),
    };
    if let Some(name) = given(estate.graph, estate.views, node).and_then(|state| state.outputs.get(output)) {
        return Ok(Some(name.clone()));
    }
    let Work::Stack(stack) = &estate.graph.nodes[node].work else { return Ok(None) };
    let left = estate.left_by(stack, Reach::Named).await?;
    Ok(left.iter().find_map(Holding::table).map(|table| table.name))
}
