//! A teardown: the graph walked backwards. Data stays unless its deletion was asked for.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use anyhow::Result;
use futures_util::future::try_join_all;
use serde::Serialize;

use super::data::{self, Table};
use super::event::{Action, Event, Observer, Outcome};
use super::failed::StackFailed;
use super::plan::{Plan, ReplicasPlan, StackPlan, Work};
use super::replicas::GlobalTable;
use super::report::RunReport;
use super::run::{Done, Run, Value};
use super::schedule::{Stop, Task};
use super::snapshot::{self, Views};
use super::stack::new_name;
use crate::aws::cloudformation::is_busy;
use crate::aws::stack::{Phase, StackState, Status};
use crate::aws::tables::TableState;
use crate::aws::{Cloud, Region};
use crate::failure::Failure;

/// Rounds after which a stack that other runs keep changing is left to them.
const ROUNDS: usize = 5;

/// How a teardown is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct TeardownOptions {
    /// Delete tables with their items, and their replicas first.
    pub delete_data: bool,
    /// Lift protections.
    pub force: bool,
}

/// What is there before a teardown, and what would become of it.
#[derive(Clone, Debug, Serialize)]
pub struct Inventory {
    pub stage: String,
    pub entries: Vec<Entry>,
}

/// One thing that goes or stays.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    pub kind: &'static str,
    pub name: String,
    pub region: Region,
    pub goes: bool,
    pub detail: String,
}

/// What a look after the teardown has found.
#[derive(Clone, Debug, Serialize)]
pub struct Left {
    pub region: Region,
    pub stacks: Vec<String>,
    pub tables: Vec<String>,
}

/// A teardown that is ready to run.
pub struct Teardown<'a> {
    run: Run<'a>,
    options: TeardownOptions,
}

impl<'a> Teardown<'a> {
    /// Takes what the snapshot showed.
    pub fn new(
        cloud: &'a Cloud,
        plan: &'a Plan,
        views: Views<'a>,
        account: String,
        options: TeardownOptions,
        observe: Observer<'a>,
    ) -> Self {
        Self { run: Run::new(cloud, plan, observe, views, account), options }
    }

    /// What is there now.
    pub async fn inventory(&self) -> Result<Inventory> {
        let mut entries = Vec::new();
        for (_, stack) in self.run.plan.stacks() {
            if let Some(state) = self.state(stack)? {
                let protection = if state.is_protected { ", protected" } else { "" };
                let detail = format!("{}{protection}", state.status);
                entries.push(Entry {
                    kind: "stack",
                    name: stack.name.clone(),
                    region: stack.region.clone(),
                    goes: true,
                    detail,
                });
            }
        }
        let looks = self.tables().into_iter().map(|table| async move {
            let state = data::look(self.run.cloud, &table).await?;
            Ok::<_, anyhow::Error>((table, state))
        });
        for (table, state) in try_join_all(looks).await? {
            let Some(state) = state else { continue };
            let replicas: Vec<_> = state.replicas.iter().map(|(region, _)| region.to_string()).collect();
            let copies = if replicas.is_empty() {
                String::new()
            } else {
                format!(", replicas in {}", replicas.join(", "))
            };
            let protection = if state.is_protected { ", protected" } else { "" };
            let detail = format!("about {} items{copies}{protection}", state.items);
            let goes = self.options.delete_data;
            entries.push(Entry { kind: "table", name: table.name, region: table.region, goes, detail });
        }
        Ok(Inventory { stage: self.run.plan.stage.clone(), entries })
    }

    /// The tables that stacks of this plan leave behind.
    fn tables(&self) -> BTreeSet<Table> {
        self.run
            .plan
            .stacks()
            .flat_map(|(_, stack)| data::tables(stack, &self.run.views, &self.run.account))
            .collect()
    }

    /// Runs the graph backwards.
    pub async fn execute(&self, stop: &Stop) -> (RunReport, Option<anyhow::Error>) {
        let work = |node| -> Task<'_, Done> { Box::pin(self.node(node)) };
        self.run.execute(&self.run.plan.needs_reversed(), work, stop, false).await
    }

    /// Looks again, region by region, at everything that might be left.
    pub async fn left(&self) -> Result<Vec<Left>> {
        let silent = |_: Event| {};
        let views = snapshot::look(self.run.cloud, self.run.plan, &silent, false).await?;
        let names: BTreeSet<String> = self.tables().into_iter().map(|table| table.name).collect();
        let mut left = Vec::new();
        for (region, view) in &views {
            let looks = names.iter().map(|name| {
                let table = Table { name: name.clone(), region: region.clone() };
                async move {
                    Ok::<_, anyhow::Error>(data::look(self.run.cloud, &table).await?.map(|state| state.name))
                }
            });
            let tables = try_join_all(looks).await?.into_iter().flatten().collect();
            left.push(Left { region: region.clone(), stacks: view.stacks.keys().cloned().collect(), tables });
        }
        Ok(left)
    }

    fn state(&self, stack: &StackPlan) -> Result<Option<&StackState>> {
        Ok(self.run.view(&stack.region)?.stacks.get(&stack.name))
    }

    async fn node(&self, index: usize) -> Result<Done> {
        let outcome = match &self.run.plan.nodes[index].work {
            // Artifacts are not part of a system: they stay in their bucket for the next deploy.
            Work::Build { .. } | Work::Upload { .. } => Outcome::Unchanged,
            Work::Replicas(plan) => self.replicas(index, plan).await?,
            Work::Stack(plan) => self.stack(index, plan).await?,
        };
        Ok(Done { outcome, value: Value::Nothing })
    }

    async fn replicas(&self, index: usize, plan: &ReplicasPlan) -> Result<Outcome> {
        let Some(name) = data::table_of(&plan.table, self.run.plan, &self.run.views, &self.run.account)
        else {
            return Ok(Outcome::Absent);
        };
        let tables = Box::new(|region: &Region| self.run.cloud.tables(region));
        let table = GlobalTable { name: name.clone(), home: plan.source.clone(), tables };
        let Some(state) = data::look(self.run.cloud, &Table { name, region: plan.source.clone() }).await?
        else {
            return Ok(Outcome::Absent);
        };
        if state.replicas.is_empty() {
            return Ok(Outcome::Absent);
        }
        if !self.options.delete_data {
            self.refuse_loss(&table.name, &plan.source)?;
            return Ok(Outcome::Kept);
        }
        // Before the first copy goes: a table that may not be deleted must not lose its replicas either.
        let home = Table { name: table.name.clone(), region: plan.source.clone() };
        data::refuse_protected(&home, &state, self.options.force)?;
        self.unprotect_replicas(&state).await?;
        self.run.begin(index, Action::Delete);
        let progress = |region: &Region, status: &str| self.run.show_replica(index, region, status);
        table.remove_all(progress).await?;
        Ok(Outcome::Removed)
    }

    /// A table that its template does not retain would go with its stack, or fail to because of its replicas.
    fn refuse_loss(&self, name: &str, region: &Region) -> Result<()> {
        if self.tables().iter().any(|table| table.name == name && table.region == *region) {
            return Ok(());
        }
        let message = format!(
            "table {name} in {region} would be deleted with its stack: its template does not retain it"
        );
        Err(Failure::failed(message)
            .hint("deploy it with DeletionPolicy: Retain to keep it, or add --delete-data to delete it and its replicas")
            .into())
    }

    /// Protection against deletion is set for each replica by itself. Fails where it may not be lifted.
    async fn unprotect_replicas(&self, state: &TableState) -> Result<()> {
        for (region, _) in &state.replicas {
            let replica = Table { name: state.name.clone(), region: region.clone() };
            let Some(state) = data::look(self.run.cloud, &replica).await? else { continue };
            data::refuse_protected(&replica, &state, self.options.force)?;
            if state.is_protected {
                data::unprotect(self.run.cloud, &replica).await?;
            }
        }
        Ok(())
    }

    async fn stack(&self, index: usize, plan: &StackPlan) -> Result<Outcome> {
        let mut outcome = Outcome::Absent;
        if let Some(state) = self.state(plan)? {
            self.delete_stack(index, plan, state).await?;
            outcome = Outcome::Removed;
        }
        let tables = data::tables(plan, &self.run.views, &self.run.account);
        if self.options.delete_data {
            for table in &tables {
                if data::look(self.run.cloud, table).await?.is_some() {
                    if outcome == Outcome::Absent {
                        self.run.begin(index, Action::Delete);
                    }
                    data::delete(self.run.cloud, table, self.options.force).await?;
                    outcome = Outcome::Removed;
                }
            }
        }
        Ok(outcome)
    }

    async fn delete_stack(&self, index: usize, plan: &StackPlan, state: &StackState) -> Result<()> {
        let watcher = &self.run.view(&plan.region)?.watcher;
        let node = &self.run.plan.nodes[index].name;
        let mut state = state.clone();
        for _ in 0..ROUNDS {
            if state.status.phase() == Phase::Busy {
                self.run.begin(index, Action::Wait);
                state = watcher.settled(&state.arn, node, None).await?;
            }
            if state.status.phase() == Phase::Absent {
                return Ok(());
            }
            self.lift_protection(plan, &state).await?;
            self.run.begin(index, Action::Delete);
            match watcher.cloudformation.delete(&state.arn, &[], &new_name()).await {
                Ok(()) => {
                    return self.deleted(plan, watcher.settled(&state.arn, node, Some(&state)).await?).await;
                }
                // Another run has begun something since the look.
                Err(error) if is_busy(&error) => state.status = Status::busy(),
                Err(error) => {
                    let what = format!("deleting stack {} in {}", plan.name, plan.region);
                    return Err(error.into_error().context(what));
                }
            }
        }
        let message = format!("stack {} in {} is being changed by others", plan.name, plan.region);
        Err(Failure::partial(message).hint("run the command again once they are done").into())
    }

    /// Fails unless the stack is gone.
    async fn deleted(&self, plan: &StackPlan, after: StackState) -> Result<()> {
        if after.status.phase() == Phase::Absent {
            return Ok(());
        }
        let cloudformation = &self.run.view(&plan.region)?.watcher.cloudformation;
        Err(StackFailed::find(cloudformation, &after, &plan.region, false).await.into())
    }

    async fn lift_protection(&self, plan: &StackPlan, state: &StackState) -> Result<()> {
        if !state.is_protected {
            return Ok(());
        }
        if !self.options.force {
            return Err(Failure::failed(format!(
                "stack {} in {} is protected against deletion",
                plan.name, plan.region
            ))
            .hint("add --force to lift the protection")
            .into());
        }
        self.run.view(&plan.region)?.watcher.cloudformation.protect(&plan.name, false).await
    }
}
