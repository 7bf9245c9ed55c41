//! The deletion of tables in a teardown, after their replicas.

use std::collections::BTreeSet;

use anyhow::Result;

use super::Teardown;
use crate::aws::Region;
use crate::aws::tables::TableState;
use crate::event::{Action, Outcome};
use crate::failure::Failure;
use crate::graph::Input;
use crate::retained::{self, Holding, TABLE, Table};
use crate::steps::{GlobalTable, Removal};
use crate::template::Disposal;

/// A teardown as one of its steps sees it.
pub struct StepTeardown<'t, 'a> {
    pub teardown: &'t Teardown<'a>,
    pub index: usize,
}

impl Removal for StepTeardown<'_, '_> {
    async fn remove_copies(&self, table: &Input, home: &Region) -> Result<Outcome> {
        self.teardown.remove_copies(self.index, table, home).await
    }
}

impl Teardown<'_> {
    async fn remove_copies(&self, index: usize, table: &Input, home: &Region) -> Result<Outcome> {
        let Some(home) = self.replicated(table, home).await? else { return Ok(Outcome::Absent) };
        let Some(state) = retained::tables::look(self.run.cloud, &home).await? else {
            return Ok(Outcome::Absent);
        };
        self.remember_replicas(&state);
        if state.replicas.is_empty() {
            return Ok(Outcome::Absent);
        }
        if !self.options.delete_data {
            self.refuse_loss(&home)?;
            return Ok(Outcome::Kept);
        }
        self.remove_replicas(index, &home, &state).await?;
        Ok(Outcome::Removed)
    }

    /// Removes every replica of a table, last one first. Fails before the first one is removed where a protection may
    /// not be lifted: a table that may not be deleted must not lose its replicas either.
    async fn remove_replicas(&self, index: usize, home: &Table, state: &TableState) -> Result<()> {
        retained::tables::refuse_protected(home, state, self.options.force)?;
        self.unprotect_replicas(state).await?;
        self.run.begin(index, Action::Delete);
        let tables = Box::new(|region: &Region| self.run.cloud.tables(region));
        let table = GlobalTable { name: home.name.clone(), home: home.region.clone(), tables };
        let progress =
            |region: &Region, status: &str| self.run.show(index, region.as_str(), "replica", status);
        table.remove_all(progress).await?;
        Ok(())
    }

    /// Fails where a table or one of its replicas is protected and the protection may not be lifted.
    pub(super) async fn refuse_protected_copies(&self, home: &Table) -> Result<()> {
        let state = retained::tables::look(self.run.cloud, home).await?;
        let Some(state) = state.filter(|state| !state.is_kept()) else { return Ok(()) };
        retained::tables::refuse_protected(home, &state, self.options.force)?;
        for (region, _) in &state.replicas {
            let replica = Table { name: home.name.clone(), region: region.clone() };
            if let Some(state) = retained::tables::look(self.run.cloud, &replica).await? {
                retained::tables::refuse_protected(&replica, &state, self.options.force)?;
            }
        }
        Ok(())
    }

    /// Deletes a table that outlives its stack, its replicas first; false when there is nothing that can be deleted.
    pub(super) async fn delete_table(&self, index: usize, table: &Table) -> Result<bool> {
        let Some(state) = retained::tables::look(self.run.cloud, table).await? else { return Ok(false) };
        if state.is_kept() {
            return Ok(false);
        }
        self.remember_replicas(&state);
        self.run.begin(index, Action::Delete);
        if !state.replicas.is_empty() {
            self.remove_replicas(index, table, &state).await?;
        }
        retained::tables::delete(self.run.cloud, table, self.options.force).await
    }

    /// The regions in which replicas were seen.
    pub fn replica_regions(&self) -> BTreeSet<Region> {
        self.replicas.borrow().iter().map(|replica| replica.region.clone()).collect()
    }

    /// The table of a step, if it is proven ours: a stack of the plan has it, or had it.
    pub(super) async fn replicated(&self, table: &Input, home: &Region) -> Result<Option<Table>> {
        let Some(name) = retained::table_of(table, &self.estate()).await? else { return Ok(None) };
        let home = Table { name, region: home.clone() };
        let stacks: Vec<_> =
            self.run.graph.stacks().filter(|(_, stack)| stack.region == home.region).collect();
        for (index, stack) in &stacks {
            if self.holdings(*index, stack).await?.iter().filter_map(Holding::table).any(|own| own == home) {
                return Ok(Some(home));
            }
        }
        let mut reason = "no stack of this project has it".to_owned();
        for (_, stack) in stacks {
            match self.estate().owner(stack, TABLE, &home.name).await? {
                None => return Ok(None),
                Some(retained::Owner::Foreign(why)) => reason = why,
                Some(_) => return Ok(Some(home)),
            }
        }
        self.foreign_tables.borrow_mut().insert(home, reason);
        Ok(None)
    }

    pub(super) fn remember_replicas(&self, state: &TableState) {
        let replica = |region: &Region| Table { name: state.name.clone(), region: region.clone() };
        self.replicas.borrow_mut().extend(state.replicas.iter().map(|(region, _)| replica(region)));
    }

    /// A table that its template does not retain for certain may be deleted with its stack, or fail to because of its
    /// replicas.
    fn refuse_loss(&self, table: &Table) -> Result<()> {
        let disposal = self.disposal(table);
        if disposal == Some(Disposal::Retained) {
            return Ok(());
        }
        let Table { name, region } = table;
        let message = match disposal {
            Some(Disposal::Undecided) => format!(
                "table {name} in {region} may be deleted with its stack: only CloudFormation knows whether it is retained"
            ),
            _ => format!(
                "table {name} in {region} would be deleted with its stack: its template does not retain it"
            ),
        };
        Err(Failure::failed(message)
            .hint("deploy it with DeletionPolicy: Retain to keep it, or add --delete-data to delete it and its replicas")
            .into())
    }

    /// Whether a table of a stack is kept when the stack is deleted.
    fn disposal(&self, table: &Table) -> Option<Disposal> {
        let holdings = self.holdings.borrow();
        let mut all = holdings.values().flat_map(|holdings| holdings.iter());
        all.find(|holding| holding.table().as_ref() == Some(table)).map(|holding| holding.disposal)
    }

    /// Lifts the protection of a table that its stack is to delete, where that is allowed: CloudFormation would fail at
    /// it, after it has deleted other resources of the stack.
    pub(super) async fn lift_tables_protection(&self, table: &Table) -> Result<()> {
        let Some(state) = retained::tables::look(self.run.cloud, table).await? else { return Ok(()) };
        retained::tables::refuse_protected(table, &state, self.options.force)?;
        self.unprotect_replicas(&state).await?;
        if state.is_protected { retained::tables::unprotect(self.run.cloud, table).await } else { Ok(()) }
    }

    /// Protection against deletion is set for each replica by itself. Fails where it may not be lifted.
    async fn unprotect_replicas(&self, state: &TableState) -> Result<()> {
        for (region, _) in &state.replicas {
            let replica = Table { name: state.name.clone(), region: region.clone() };
            let Some(state) = retained::tables::look(self.run.cloud, &replica).await? else { continue };
            retained::tables::refuse_protected(&replica, &state, self.options.force)?;
            if state.is_protected {
                retained::tables::unprotect(self.run.cloud, &replica).await?;
            }
        }
        Ok(())
    }
}
