//! A teardown: the graph walked backwards. Data stays unless its deletion was asked for.

mod buckets;
mod inventory;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeSet;

use anyhow::Result;

use super::data::{self, Bucket, Table};
use super::event::{Action, Observer, Outcome};
use super::failed::StackFailed;
use super::plan::{Plan, ReplicasPlan, StackPlan, Work};
use super::replicas::GlobalTable;
use super::report::RunReport;
use super::run::{Done, Run, Value};
use super::schedule::{Stop, Task};
use super::snapshot::Views;
use super::stack::new_name;
use crate::aws::cloudformation::is_busy;
use crate::aws::stack::{Phase, StackState, Status};
use crate::aws::tables::TableState;
use crate::aws::{Cloud, Region};
use crate::failure::Failure;

pub use self::inventory::{Entry, Inventory, Left};

/// Rounds after which a stack that other runs keep changing is left to them.
const ROUNDS: usize = 5;

/// How a teardown is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct TeardownOptions {
    /// Delete tables with their items, their replicas first, and buckets with their objects.
    pub delete_data: bool,
    /// Lift protections.
    pub force: bool,
}

/// A teardown that is ready to run.
pub struct Teardown<'a> {
    run: Run<'a>,
    options: TeardownOptions,
    /// The buckets that were met: once their stacks are gone, nothing else knows all of their names.
    seen: RefCell<BTreeSet<Bucket>>,
}

/// One stack on its way out.
struct Deletion<'d> {
    index: usize,
    plan: &'d StackPlan,
    /// All that are its own.
    buckets: &'d [Bucket],
    stop: &'d Stop,
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
        Self { run: Run::new(cloud, plan, observe, views, account), options, seen: RefCell::default() }
    }

    /// Runs the graph backwards.
    pub async fn execute(&self, stop: &Stop) -> (RunReport, Option<anyhow::Error>) {
        let work = |node| -> Task<'_, Done> { Box::pin(self.node(node, stop)) };
        self.run.execute(&self.run.plan.needs_reversed(), work, stop, false).await
    }

    fn state(&self, stack: &StackPlan) -> Result<Option<&StackState>> {
        Ok(self.run.view(&stack.region)?.stacks.get(&stack.name))
    }

    async fn node(&self, index: usize, stop: &Stop) -> Result<Done> {
        let outcome = match &self.run.plan.nodes[index].work {
            // Artifacts are not part of a system: they stay in their bucket for the next deploy.
            Work::Build { .. } | Work::Upload { .. } => Outcome::Unchanged,
            Work::Replicas(plan) => self.replicas(index, plan).await?,
            Work::Stack(plan) => self.stack(index, plan, stop).await?,
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
        let Some(state) =
            data::tables::look(self.run.cloud, &Table { name, region: plan.source.clone() }).await?
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
        data::tables::refuse_protected(&home, &state, self.options.force)?;
        self.unprotect_replicas(&state).await?;
        self.run.begin(index, Action::Delete);
        let progress =
            |region: &Region, status: &str| self.run.show(index, region.as_str(), "replica", status);
        table.remove_all(progress).await?;
        Ok(Outcome::Removed)
    }

    /// A table that its template does not retain would go with its stack, or fail to because of its replicas.
    fn refuse_loss(&self, name: &str, region: &Region) -> Result<()> {
        if self.tables().keys().any(|table| table.name == name && table.region == *region) {
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
            let Some(state) = data::tables::look(self.run.cloud, &replica).await? else { continue };
            data::tables::refuse_protected(&replica, &state, self.options.force)?;
            if state.is_protected {
                data::tables::unprotect(self.run.cloud, &replica).await?;
            }
        }
        Ok(())
    }

    async fn stack(&self, index: usize, plan: &StackPlan, stop: &Stop) -> Result<Outcome> {
        // Before the stack goes: only it can tell names that AWS has made.
        let buckets = self.buckets(plan).await?;
        let mut outcome = Outcome::Absent;
        if let Some(state) = self.state(plan)? {
            self.refuse_lost_objects(&buckets).await?;
            self.delete_stack(&Deletion { index, plan, buckets: &buckets, stop }, state).await?;
            outcome = Outcome::Removed;
        }
        if !self.options.delete_data {
            return Ok(outcome);
        }
        // Last of all: what a stack that cannot be deleted still works with must not be lost.
        for table in &data::tables(plan, &self.run.views, &self.run.account) {
            if data::tables::look(self.run.cloud, table).await?.is_some() {
                if outcome == Outcome::Absent {
                    self.run.begin(index, Action::Delete);
                }
                data::tables::delete(self.run.cloud, table, self.options.force).await?;
                outcome = Outcome::Removed;
            }
        }
        if self.delete_buckets(index, &buckets, stop).await? {
            outcome = Outcome::Removed;
        }
        Ok(outcome)
    }

    async fn delete_stack(&self, deletion: &Deletion<'_>, state: &StackState) -> Result<()> {
        let Deletion { index, plan, .. } = *deletion;
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
                    state = watcher.settled(&state.arn, node, Some(&state)).await?;
                    if !self.make_way(deletion, &state).await? {
                        return self.deleted(plan, state).await;
                    }
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
