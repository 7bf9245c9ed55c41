//! What outlives its stack: retained resources with a name of their own, which teardown leaves or deletes on purpose.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;
use tokio::time::{Instant, sleep};

use super::pace::next_look;
use super::plan::{Input, Plan, StackPlan, Work};
use super::snapshot::Views;
use crate::aws::tables::TableState;
use crate::aws::{Cloud, Region};
use crate::failure::Failure;
use crate::template::{Names, resolve};

/// The type whose deletion this engine knows.
const TABLE: &str = "AWS::DynamoDB::Table";
/// Longest wait until a deleted table is gone, in seconds.
const GONE_WITHIN: u64 = 15 * 60;

/// One table that a stack leaves behind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Table {
    pub name: String,
    pub region: Region,
}

/// A stack's parameters as far as they can be told without deploying: its own values, else what it was deployed with, else the
/// template's defaults.
fn parameters(stack: &StackPlan, views: &Views<'_>) -> BTreeMap<String, String> {
    let defaults = stack
        .template
        .parameters
        .iter()
        .filter_map(|(name, parameter)| Some((name.clone(), parameter.default.clone()?)));
    let deployed = views
        .get(&stack.region)
        .and_then(|view| view.stacks.get(&stack.name))
        .map(|state| state.parameters.clone());
    let given = stack.inputs.iter().filter_map(|(name, input)| match input {
        Input::Text(text) => Some((name.clone(), text.clone())),
        _ => None,
    });
    defaults.chain(deployed.into_iter().flatten()).chain(given).collect()
}

/// The tables that a stack's template retains.
pub fn tables(stack: &StackPlan, views: &Views<'_>, account: &str) -> Vec<Table> {
    let parameters = parameters(stack, views);
    let names = Names { parameters: &parameters, region: stack.region.as_str(), account, stack: &stack.name };
    let retained = stack.template.retained().filter(|(_, resource)| resource.kind == TABLE);
    let name = |properties: &serde_json::Value| resolve(&properties["TableName"], &names);
    retained
        .filter_map(|(_, resource)| {
            Some(Table { name: name(&resource.properties)?, region: stack.region.clone() })
        })
        .collect()
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

/// A table as it is now, if it is there.
pub async fn look(cloud: &Cloud, table: &Table) -> Result<Option<TableState>> {
    cloud.tables(&table.region).table(&table.name).await
}

/// Deletes a table with its items and waits until it is gone. A protected one only under `force`.
pub async fn delete(cloud: &Cloud, table: &Table, force: bool) -> Result<bool> {
    let tables = cloud.tables(&table.region);
    let Some(state) = tables.table(&table.name).await? else { return Ok(false) };
    if state.is_protected {
        if !force {
            return Err(Failure::failed(format!(
                "table {} in {} is protected against deletion",
                table.name, table.region
            ))
            .hint("add --force to lift the protection")
            .into());
        }
        tables.unprotect(&table.name).await?;
        wait(cloud, table, |state| state.is_some_and(|state| state.status == crate::aws::tables::ACTIVE))
            .await?;
    }
    tables.delete(&table.name).await?;
    wait(cloud, table, |state| state.is_none()).await?;
    Ok(true)
}

async fn wait(cloud: &Cloud, table: &Table, is_reached: impl Fn(Option<TableState>) -> bool) -> Result<()> {
    let began = Instant::now();
    while !is_reached(look(cloud, table).await?) {
        if began.elapsed().as_secs() > GONE_WITHIN {
            let message = format!("table {} in {} is still there after 15 minutes", table.name, table.region);
            return Err(Failure::partial(message)
                .hint("DynamoDB goes on by itself; run the command again")
                .into());
        }
        sleep(next_look([began.elapsed()], None)).await;
    }
    Ok(())
}
