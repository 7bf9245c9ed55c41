//! A teardown: runs the graph backwards. Data is kept unless its deletion was requested.

mod buckets;
mod forced;
mod inventory;
mod left;
mod tables;
#[cfg(test)]
mod tests;
mod throttled;
mod totals;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::Result;

use super::event::{Action, Observer, Outcome};
use super::graph::{Graph, WantedStack, Work};
use super::report::RunReport;
use super::resource_name::ResourceName;
use super::retained::{self, Estate, Holding, Table};
use super::run::{Done, Run, Value};
use super::schedule::{Stop, Task};
use super::snapshot::Views;
use super::steps::Step as _;
use super::token::new_name;
use crate::aws::Cloud;
use crate::aws::cloudformation::{LeftBehind, is_busy};
use crate::aws::stack::{Phase, StackState, Status};
use crate::failure::Failure;
use crate::template::Disposal;

use self::tables::StepTeardown;
use self::throttled::Turns;

pub use self::inventory::{Disposition, Entry, Held, Inventory};
pub use self::left::Left;
pub use self::totals::{Tally, Totals};

/// Rounds after which a stack that other runs keep changing is left to them.
const ROUNDS: usize = 5;

/// How a teardown is done.
#[derive(Clone, Debug, Default)]
pub struct TeardownOptions {
    /// Delete tables with their items, their replicas first, and buckets with their objects.
    pub delete_data: bool,
    /// Lift protections.
    pub force: bool,
    /// Leave these resources behind where the deletion of their stack fails.
    pub retain: Vec<ResourceName>,
    /// Leave behind every resource that cannot be deleted.
    pub force_delete: bool,
}

/// A teardown that is ready to run.
pub struct Teardown<'a> {
    run: Run<'a>,
    options: TeardownOptions,
    /// What each stack has or had, by the stack's index: what is done is done to what was announced, and once the
    /// stacks are deleted, nothing else knows all of it.
    holdings: RefCell<BTreeMap<usize, Rc<Vec<Holding>>>>,
    /// Replicas that were seen: DynamoDB puts no tags on them.
    replicas: RefCell<BTreeSet<Table>>,
    /// Tables of steps that are not proven ours, each with the reason.
    foreign_tables: RefCell<BTreeMap<Table, String>>,
    /// Whose turn it is where a service lets only one be deleted at a time.
    turns: RefCell<Turns>,
}

/// One stack on its way out.
struct Deletion<'d> {
    index: usize,
    stack: &'d WantedStack,
    /// All that it has.
    holdings: &'d [Holding],
    stop: &'d Stop,
}

impl<'a> Teardown<'a> {
    /// Takes what the snapshot showed. An account that was not looked up is part of the ARN of each stack.
    pub fn new(
        cloud: &'a Cloud,
        graph: &'a Graph,
        views: Views<'a>,
        account: String,
        options: TeardownOptions,
        observe: Observer<'a>,
    ) -> Self {
        let mut stacks = views.values().flat_map(|view| view.stacks.values());
        let of_stacks = stacks.next().map(StackState::account).unwrap_or_default().to_owned();
        let account = if account.is_empty() { of_stacks } else { account };
        Self {
            run: Run::new(cloud, graph, observe, views, account),
            options,
            holdings: RefCell::default(),
            replicas: RefCell::default(),
            foreign_tables: RefCell::default(),
            turns: RefCell::default(),
        }
    }

    /// Runs the graph backwards.
    pub async fn execute(&self, stop: &Stop) -> (RunReport, Option<anyhow::Error>) {
        let work = |node| -> Task<'_, Done> { Box::pin(self.node(node, stop)) };
        self.run.execute(&self.run.graph.needs_reversed(), work, stop, false).await
    }

    fn state(&self, stack: &WantedStack) -> Result<Option<&StackState>> {
        Ok(self.run.view(&stack.region)?.stacks.get(&stack.name))
    }

    async fn node(&self, index: usize, stop: &Stop) -> Result<Done> {
        let outcome = match &self.run.graph.nodes[index].work {
            // Artifacts are not part of a system: they are kept in their bucket for the next deploy.
            Work::Build { .. } | Work::Upload { .. } => Outcome::Unchanged,
            Work::Step(step) => step.tear_down(&StepTeardown { teardown: self, index }).await?,
            Work::Stack(wanted) => self.stack(index, wanted, stop).await?,
        };
        Ok(Done { outcome, value: Value::Nothing })
    }

    fn estate(&self) -> Estate<'_, 'a> {
        Estate::new(self.run.cloud, self.run.graph, &self.run.views, &self.run.account)
    }

    /// What a stack has or had, as it was when it was first read.
    async fn holdings(&self, index: usize, wanted: &WantedStack) -> Result<Rc<Vec<Holding>>> {
        let known = self.holdings.borrow().get(&index).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let holdings = Rc::new(self.estate().of(wanted).await?);
        Ok(Rc::clone(self.holdings.borrow_mut().entry(index).or_insert(holdings)))
    }

    async fn stack(&self, index: usize, wanted: &WantedStack, stop: &Stop) -> Result<Outcome> {
        // Before the stack is deleted: only it knows names that AWS has generated.
        let holdings = self.holdings(index, wanted).await?;
        // What has gone with the stack is not looked at again: its name may be another's by now.
        let survivors: Vec<_> = holdings
            .iter()
            .filter(|holding| holding.disposal != Disposal::Deleted || is_left(holding))
            .collect();
        let tables: Vec<_> = survivors.iter().filter_map(|holding| holding.table()).collect();
        if self.options.delete_data {
            for table in &tables {
                self.refuse_protected_copies(table).await?;
            }
        }
        let mut outcome = Outcome::Absent;
        if let Some(state) = self.state(wanted)? {
            self.refuse_lost_objects(&holdings).await?;
            let deleted = |holding: &&Holding| holding.disposal == Disposal::Deleted && !is_left(holding);
            for table in holdings.iter().filter(deleted).filter_map(Holding::table) {
                self.lift_tables_protection(&table).await?;
            }
            self.delete_stack(&Deletion { index, stack: wanted, holdings: &holdings, stop }, state).await?;
            outcome = Outcome::Removed;
        }
        if !self.options.delete_data {
            return Ok(outcome);
        }
        // Last of all: what a stack that cannot be deleted still works with must not be lost.
        for table in &tables {
            if self.delete_table(index, table).await? {
                outcome = Outcome::Removed;
            }
        }
        if self.delete_buckets(index, &survivors, stop).await? {
            outcome = Outcome::Removed;
        }
        Ok(outcome)
    }

    async fn delete_stack(&self, deletion: &Deletion<'_>, state: &StackState) -> Result<()> {
        let Deletion { index, stack, .. } = *deletion;
        let poller = &self.run.view(&stack.region)?.poller;
        let node = &self.run.graph.nodes[index].name;
        let mut state = state.clone();
        for _ in 0..ROUNDS {
            if state.status.phase() == Phase::Busy {
                self.run.begin(index, Action::Wait);
                state = poller.settled(&state.arn, node, None).await?;
            }
            if state.status.phase() == Phase::Absent {
                return Ok(());
            }
            self.lift_protection(stack, &state).await?;
            self.run.begin(index, Action::Delete);
            let left_behind = self.left_behind(index, &state);
            match poller.cloudformation.delete(&state.arn, &left_behind, &new_name()).await {
                Ok(()) => {
                    state = poller.settled(&state.arn, node, Some(&state)).await?;
                    if self.make_way(deletion, &state).await? || self.await_turn(deletion, &state).await? {
                        continue;
                    }
                    let is_last = left_behind != LeftBehind::default();
                    if is_last || self.left_behind(index, &state) == LeftBehind::default() {
                        return self.deleted(deletion, &state, is_last).await;
                    }
                }
                // Another run has begun something since the look.
                Err(error) if is_busy(&error) => state.status = Status::busy(),
                Err(error) => {
                    let what = format!("deleting stack {} in {}", stack.name, stack.region);
                    return Err(error.into_error().context(what));
                }
            }
        }
        let message = format!("stack {} in {} is being changed by another process", stack.name, stack.region);
        Err(Failure::partial(message).hint("run the command again once they are done").into())
    }

    /// Fails unless the stack is deleted.
    async fn deleted(&self, deletion: &Deletion<'_>, after: &StackState, leaves: bool) -> Result<()> {
        if after.status.phase() != Phase::Absent {
            return Err(self.stuck(deletion, after).await?);
        }
        if leaves { self.list_left_behind(deletion, after).await } else { Ok(()) }
    }

    async fn lift_protection(&self, wanted: &WantedStack, state: &StackState) -> Result<()> {
        if !state.is_protected {
            return Ok(());
        }
        if !self.options.force {
            return Err(Failure::failed(format!(
                "stack {} in {} is protected against deletion",
                wanted.name, wanted.region
            ))
            .hint("add --force to lift the protection")
            .into());
        }
        self.run.view(&wanted.region)?.poller.cloudformation.protect(&wanted.name, false).await
    }
}

/// Whether it was there without a stack from the start.
fn is_left(holding: &Holding) -> bool {
    holding.owner == retained::Owner::EarlierStack
}
