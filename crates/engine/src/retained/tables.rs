//! The deletion of tables.

use std::time::Duration;

use anyhow::Result;
use tokio::time::{Instant, sleep};

use super::Table;
use crate::aws::Cloud;
use crate::aws::error::AwsError;
use crate::aws::tables::{ACTIVE, TableState};
use crate::failure::Failure;
use crate::pace::next_look;

/// Longest wait until a deleted table is gone. DynamoDB has been seen to call one UPDATING for an hour.
const GONE_WITHIN: Duration = Duration::from_secs(2 * 60 * 60);
/// Longest wait until DynamoDB has forgotten deleted replicas.
const SOURCE_WITHIN: Duration = Duration::from_secs(10 * 60);

/// A table as it is now, if it is there.
pub async fn look(cloud: &Cloud, table: &Table) -> Result<Option<TableState>> {
    cloud.tables(&table.region).table(&table.name).await
}

/// Deletes a table with its items and waits until it is gone. A protected one only under `force`. Each look decides
/// again, so any operation on the table is waited for: a change, a deletion that an earlier run began.
pub async fn delete(cloud: &Cloud, table: &Table, force: bool) -> Result<bool> {
    let (began, mut was_there) = (Instant::now(), false);
    let mut refused = None;
    while let Some(state) = look(cloud, table).await? {
        was_there = true;
        if state.status == ACTIVE {
            refused = ask(cloud, table, &state, force).await?;
        }
        let longest = if refused.is_some() { SOURCE_WITHIN } else { GONE_WITHIN };
        if began.elapsed() > longest {
            return Err(not_gone(table, refused));
        }
        sleep(next_look(began.elapsed())).await;
    }
    Ok(was_there)
}

/// Requests the deletion, or first the end of the protection. Returns the refusal of a table that replicas were
/// copied from: it passes once they are deleted everywhere.
async fn ask(cloud: &Cloud, table: &Table, state: &TableState, force: bool) -> Result<Option<AwsError>> {
    refuse_protected(table, state, force)?;
    let tables = cloud.tables(&table.region);
    let asked = if state.is_protected {
        tables.unprotect(&table.name).await
    } else {
        tables.delete(&table.name).await
    };
    match asked {
        Err(error) if error.message.contains("acted as a source region") => Ok(Some(error)),
        Err(error) if !error.is("ResourceInUseException") && !error.is("ResourceNotFoundException") => {
            Err(error.into_error().context(format!("deleting table {} in {}", table.name, table.region)))
        }
        _ => Ok(None),
    }
}

/// Switches a table's protection off, once DynamoDB takes changes to it.
pub async fn unprotect(cloud: &Cloud, table: &Table) -> Result<()> {
    let began = Instant::now();
    loop {
        match cloud.tables(&table.region).unprotect(&table.name).await {
            Err(error) if error.is("ResourceInUseException") && began.elapsed() < GONE_WITHIN => {
                sleep(next_look(began.elapsed())).await;
            }
            answer => return answer.map_err(AwsError::into_error),
        }
    }
}

/// Fails for a table that is protected against deletion, unless that may be lifted.
pub fn refuse_protected(table: &Table, state: &TableState, force: bool) -> Result<()> {
    if force || !state.is_protected {
        return Ok(());
    }
    let message = format!("table {} in {} is protected against deletion", table.name, table.region);
    Err(Failure::failed(message).hint("add --force to lift the protection").into())
}

fn not_gone(table: &Table, refused: Option<AwsError>) -> anyhow::Error {
    let (name, region) = (&table.name, &table.region);
    let Some(refused) = refused else {
        let message = format!("table {name} in {region} is still there after 2 hours");
        return Failure::partial(message).hint("DynamoDB continues on its own; run the command again").into();
    };
    let message = format!("DynamoDB does not allow the deletion of table {name} in {region} yet");
    let hint = "make sure that no replica is left (`provision status`), then run the command again; at the latest after a day";
    refused.into_error().context(Failure::partial(message).hint(hint))
}
