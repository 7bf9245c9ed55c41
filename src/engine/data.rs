//! What outlives its stack: retained resources with a name of their own, which teardown leaves or deletes on purpose.

pub mod buckets;
pub mod tables;

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::plan::{Input, Plan, StackPlan, Work};
use super::snapshot::Views;
use crate::aws::Region;
use crate::aws::cloudformation::{CloudFormation, StackResource};
use crate::aws::stack::StackState;
use crate::project::fill;
use crate::template::{BUCKET, Names, Resource, resolve};

/// The type of DynamoDB tables.
pub const TABLE: &str = "AWS::DynamoDB::Table";

/// One table that a stack leaves behind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Table {
    pub name: String,
    pub region: Region,
}

/// One bucket of a stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bucket {
    pub name: String,
    pub region: Region,
    /// Whether its stack leaves it behind.
    pub is_retained: bool,
}

/// A stack's parameters as far as they can be told without deploying: its own values, else what it was deployed with, else the
/// template's defaults.
fn parameters(stack: &StackPlan, views: &Views<'_>, account: &str) -> BTreeMap<String, String> {
    let defaults = stack
        .template
        .parameters
        .iter()
        .filter_map(|(name, parameter)| Some((name.clone(), parameter.default.clone()?)));
    let deployed = deployed(stack, views).map(|state| state.parameters.clone());
    let lookup = |name: &str| (name == "account" && !account.is_empty()).then(|| account.to_owned());
    let given = stack.inputs.iter().filter_map(|(name, input)| match input {
        Input::Text(text) => Some((name.clone(), fill(text, lookup).ok()?)),
        _ => None,
    });
    defaults.chain(deployed.into_iter().flatten()).chain(given).collect()
}

/// The stack as it was found, if it is there.
pub fn deployed<'v>(stack: &StackPlan, views: &'v Views<'_>) -> Option<&'v StackState> {
    views.get(&stack.region)?.stacks.get(&stack.name)
}

/// The names that a stack's template gives to its resources of a type; `None` for those that only AWS can tell.
fn names<'s>(
    stack: &'s StackPlan,
    views: &Views<'_>,
    account: &str,
    kind: &'s str,
    property: &'s str,
) -> impl Iterator<Item = (&'s String, &'s Resource, Option<String>)> {
    let parameters = parameters(stack, views, account);
    let account = account.to_owned();
    let resources = stack.template.resources.iter().filter(move |(_, resource)| resource.kind == kind);
    resources.map(move |(logical_id, resource)| {
        let names = Names {
            parameters: &parameters,
            region: stack.region.as_str(),
            account: &account,
            stack: &stack.name,
        };
        (logical_id, resource, resolve(&resource.properties[property], &names))
    })
}

/// The tables that a stack's template retains.
pub fn tables(stack: &StackPlan, views: &Views<'_>, account: &str) -> Vec<Table> {
    names(stack, views, account, TABLE, "TableName")
        .filter(|(_, resource, _)| resource.is_retained())
        .filter_map(|(_, _, name)| Some(Table { name: name?, region: stack.region.clone() }))
        .collect()
}

/// The buckets that a stack's template retains, as far as it names them: those that are still there without the stack.
pub fn kept_buckets(stack: &StackPlan, views: &Views<'_>, account: &str) -> Vec<Bucket> {
    names(stack, views, account, BUCKET, "BucketName")
        .filter(|(_, resource, _)| resource.is_retained())
        .filter_map(|(_, _, name)| {
            Some(Bucket { name: name?, region: stack.region.clone(), is_retained: true })
        })
        .collect()
}

/// All buckets that are a stack's own: those that it lists while it is there, and those that its template keeps. A bucket that is
/// neither would be somebody else's, whatever its name.
pub async fn buckets(
    cloudformation: &CloudFormation,
    stack: &StackPlan,
    views: &Views<'_>,
    account: &str,
) -> Result<Vec<Bucket>> {
    let mut buckets = kept_buckets(stack, views, account);
    for (resource, is_retained) in held(cloudformation, stack, views, |kind| kind == BUCKET).await? {
        if !buckets.iter().any(|bucket| bucket.name == resource.physical_id) {
            buckets.push(Bucket { name: resource.physical_id, region: stack.region.clone(), is_retained });
        }
    }
    Ok(buckets)
}

/// What a deployed stack has of the types that `wanted` picks, each with whether the stack leaves it behind. Asks only where
/// the template says that there is something.
pub async fn held(
    cloudformation: &CloudFormation,
    stack: &StackPlan,
    views: &Views<'_>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<(StackResource, bool)>> {
    let Some(state) = deployed(stack, views) else { return Ok(Vec::new()) };
    if !stack.template.resources.values().any(|resource| wanted(&resource.kind)) {
        return Ok(Vec::new());
    }
    let is_retained = |resource: &StackResource| {
        stack.template.resources.get(&resource.logical_id).is_some_and(Resource::is_retained)
    };
    let resources = cloudformation.resources(&state.arn).await?.into_iter();
    Ok(resources
        .filter(|resource| wanted(&resource.kind) && resource.is_there())
        .map(|resource| (is_retained(&resource), resource))
        .map(|(is_retained, resource)| (resource, is_retained))
        .collect())
}

/// The name behind a step's table, whether or not its stack is still there: the stack's output, else the only table that its
/// template retains.
pub fn table_of(input: &Input, plan: &Plan, views: &Views<'_>, account: &str) -> Option<String> {
    match input {
        Input::Text(text) => Some(text.clone()),
        Input::ArtifactKey { .. } => None,
        Input::Output { node, output } => {
            let Work::Stack(stack) = &plan.nodes[*node].work else { return None };
            let state = views.get(&stack.region)?.stacks.get(&stack.name);
            let told = state.and_then(|state| state.outputs.get(output).cloned());
            told.or_else(|| tables(stack, views, account).into_iter().next().map(|table| table.name))
        }
    }
}
