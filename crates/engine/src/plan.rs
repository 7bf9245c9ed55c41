//! A plan: runs the graph forwards with change sets that are deleted again.

mod details;
mod report;
pub mod step;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::Result;

use self::details::Details;
pub use self::report::{NodePlan, PlanReport};
pub use self::step::Step;

use super::access::View;
use super::adoption::{Adopted, check};
use super::approval::{Comparison, Losses, Review, Scope, names};
use super::deploy::Deploy;
use super::event::Outcome;
use super::failed::StackFailed;
use super::graph::{Input, Node, WantedStack, Work};
use super::hotswap::{Behind, behind};
use super::packaged::{Packaged, packaged};
use super::retained::{Holding, Table};
use super::run::{AtNode, Done, Run, Value};
use super::schedule::{Stop, Task};
use super::stack::{NOTHING_FOUND, Permissions, StackDeploy};
use super::steps::{AnyStep, Forecast, Step as _};
use super::stuck::Stuck;
use crate::aws::Region;
use crate::aws::changes::{ChangeSet, ResourceChange};
use crate::aws::stack::{Phase, StackState};
use crate::failure::sentence;

impl Deploy<'_> {
    /// Looks at what [`Deploy::execute`] would do. Builds artifacts, since their hashes are part of the answer; changes nothing
    /// in AWS.
    pub async fn plan(&self) -> Result<PlanReport> {
        let comparison = Comparison::new(self, Scope { access: true, losses: Losses::Nested });
        let Review { access, losses } = self.review_by(&comparison).await?;
        let planning = Planning {
            deploy: self,
            run: &self.run,
            comparison,
            losses: losses.into_iter().map(|stack| (stack.index, stack.changes)).collect(),
            steps: RefCell::default(),
            tables: RefCell::default(),
        };
        let plans = RefCell::new(Vec::new());
        let work = |index| -> Task<'_, Done> {
            let (planning, plans) = (&planning, &plans);
            Box::pin(async move {
                let (plan, value) = planning.node(index).await?;
                if let Some(plan) = plan {
                    planning.steps.borrow_mut().insert(index, plan.step);
                    plans.borrow_mut().push(plan);
                }
                Ok(Done { outcome: Outcome::Unchanged, value })
            })
        };
        let (_, error) = self.run.execute(&self.run.graph.needs(), work, &Stop::default(), true).await;
        match error {
            Some(error) => Err(error),
            None => Ok(PlanReport::new(self.run.graph.stage.clone(), plans.into_inner(), access)),
        }
    }
}

/// A preview in progress.
struct Planning<'p, 'a> {
    deploy: &'p Deploy<'a>,
    run: &'p Run<'a>,
    comparison: Comparison<'p, 'a>,
    /// What nested stacks would lose, which change sets do not list, by the node of the stack around them.
    losses: BTreeMap<usize, Vec<ResourceChange>>,
    /// What would be done to the nodes that were looked at.
    steps: RefCell<BTreeMap<usize, Step>>,
    /// The tables that stacks would adopt.
    tables: RefCell<Vec<Table>>,
}

impl Planning<'_, '_> {
    async fn node(&self, index: usize) -> Result<(Option<NodePlan>, Value)> {
        match &self.run.graph.nodes[index].work {
            Work::Build { artifact } => Ok((None, self.deploy.build(index, artifact).await?.value)),
            Work::Upload { .. } => Ok((None, Value::Nothing)),
            Work::Step(step) => self.step(index, step).await,
            Work::Stack(wanted) => self.stack(index, wanted).await,
        }
    }

    fn planned(
        &self,
        index: usize,
        step: Step,
        changes: Vec<ResourceChange>,
        note: Option<String>,
    ) -> Option<NodePlan> {
        let mut changes = changes;
        changes.sort_by_key(|change| {
            (!change.loses_data(), !change.touches_permissions(), std::cmp::Reverse(change.effect))
        });
        let node = self.run.graph.nodes[index].name.clone();
        Some(NodePlan { node, step, changes, note, reason: None })
    }

    fn blocked(&self, index: usize, reason: String) -> Option<NodePlan> {
        self.planned(index, Step::Blocked, Vec::new(), Some(reason))
    }

    /// Why a deploy would not come to this node: something it needs is blocked itself, or does not give an output and is
    /// not about to be changed either. An output of what is yet to be created is no obstacle.
    fn obstacle<'i>(
        &self,
        index: usize,
        inputs: impl IntoIterator<Item = &'i Input>,
        region: &Region,
    ) -> Result<Option<String>> {
        let (steps, nodes) = (self.steps.borrow(), &self.run.graph.nodes);
        let is_blocked = |need: &&usize| steps.get(need) == Some(&Step::Blocked);
        if let Some(need) = nodes[index].needs.iter().find(is_blocked) {
            return Ok(Some(format!("needs {}, which is blocked", nodes[*need].name)));
        }
        for input in inputs {
            let Input::Output { node, output } = input else { continue };
            let is_unchanged = matches!(steps.get(node), Some(Step::Unchanged | Step::Recover));
            if is_unchanged && self.run.resolve(input, region)?.is_none() {
                let Node { id, name, .. } = &nodes[*node];
                return Ok(Some(format!("needs the output {id}.{output}, which {name} does not have")));
            }
        }
        Ok(None)
    }

    async fn step(&self, index: usize, step: &AnyStep) -> Result<(Option<NodePlan>, Value)> {
        if let Some(reason) = self.obstacle(index, step.inputs(), step.inputs_region())? {
            return Ok((self.blocked(index, reason), Value::Nothing));
        }
        let site = AtNode { run: self.run, index };
        // An adopted table is there, and perhaps its replicas.
        let needs_creation = self.needs_creation(index) && !self.is_for_adopted(step)?;
        let Forecast { step, note, outputs } = step.plan(&site, needs_creation).await?;
        let value = outputs.map_or(Value::Nothing, Value::Regional);
        Ok((self.planned(index, step, Vec::new(), note), value))
    }

    /// Whether a node needs something that is not there yet.
    fn needs_creation(&self, index: usize) -> bool {
        let steps = self.steps.borrow();
        let needs = &self.run.graph.nodes[index].needs;
        needs.iter().any(|need| matches!(steps.get(need), Some(Step::Create | Step::Adopt)))
    }

    /// Whether a step makes replicas of a table that a stack would adopt.
    fn is_for_adopted(&self, step: &AnyStep) -> Result<bool> {
        let Some((name, region)) = step.table() else { return Ok(false) };
        let name = self.run.resolve(name, region)?;
        let table = name.map(|name| Table { name, region: region.clone() });
        Ok(table.is_some_and(|table| self.tables.borrow().contains(&table)))
    }

    /// A stack that is not there, with what its template lists.
    fn creation(&self, index: usize, wanted: &WantedStack, adopted: Adopted) -> (Option<NodePlan>, Value) {
        let Adopted { holdings, outputs } = adopted;
        let step = if holdings.is_empty() { Step::Create } else { Step::Adopt };
        self.tables.borrow_mut().extend(holdings.iter().filter_map(Holding::table));
        let changes = wanted.template.resources.iter().map(|(logical_id, resource)| {
            match holdings.iter().find(|holding| holding.logical_id == *logical_id) {
                Some(adopted) => ResourceChange::imported(logical_id, &adopted.kind, &adopted.id),
                None => ResourceChange::added(logical_id, &resource.kind),
            }
        });
        (self.planned(index, step, changes.collect(), None), Value::Outputs(outputs))
    }

    async fn stack(&self, index: usize, wanted: &WantedStack) -> Result<(Option<NodePlan>, Value)> {
        let state = self.run.view(&wanted.region)?.stacks.get(&wanted.name);
        let outputs = state.map_or(Value::Nothing, |state| Value::Outputs(state.outputs.clone()));
        if let Some(reason) = self.obstacle(index, wanted.inputs.values(), &wanted.region)? {
            return Ok((self.blocked(index, reason), outputs));
        }
        let adopted = match check(&self.deploy.estate(), wanted, &self.run.account).await {
            Ok(adopted) => adopted,
            Err(refusal) => return Ok((self.blocked(index, sentence(&refusal)), outputs)),
        };
        let Some(state) = state else { return Ok(self.creation(index, wanted, adopted)) };
        let plan = match state.status.phase() {
            Phase::Absent | Phase::Shell => return Ok(self.creation(index, wanted, adopted)),
            Phase::Complete | Phase::RolledBack => self.update(index, wanted, state).await?,
            Phase::Busy => {
                self.planned(index, Step::Wait, Vec::new(), Some(format!("it is {}", state.status)))
            }
            _ => self.recovery(index, wanted, state).await?,
        };
        let changes = plan.as_ref().map(|plan| plan.changes.as_slice()).unwrap_or_default();
        let outputs = Value::Outputs(self.outputs(index, state, changes).await?);
        Ok((plan, outputs))
    }

    /// The outputs of a stack after the changes. One that is known only once they are made is left out.
    async fn outputs(
        &self,
        index: usize,
        state: &StackState,
        changes: &[ResourceChange],
    ) -> Result<BTreeMap<String, String>> {
        let Some(changed) = self.comparison.changed(index).await? else { return Ok(state.outputs.clone()) };
        Ok(changed.outputs(changes))
    }

    /// A stuck stack with the reason that CloudFormation gave.
    async fn recovery(
        &self,
        index: usize,
        wanted: &WantedStack,
        state: &StackState,
    ) -> Result<Option<NodePlan>> {
        let note = Stuck::new(state, &wanted.region).state();
        let cloudformation = &self.run.view(&wanted.region)?.poller.cloudformation;
        let is_rollback = state.status.phase() == Phase::RollbackStuck;
        let failed = StackFailed::find(cloudformation, state, &wanted.region, is_rollback).await;
        let resource = failed.resource.map(|resource| format!("{resource}: ")).unwrap_or_default();
        let reason = self.run.secrets(index).shown(&format!("{resource}{}", failed.reason));
        let planned = self.planned(index, Step::Recover, Vec::new(), Some(note));
        Ok(planned.map(|plan| NodePlan { reason: Some(reason), ..plan }))
    }

    /// The changes of a change set with the values of properties.
    async fn detailed(
        &self,
        stack: &StackDeploy<'_, '_>,
        state: &StackState,
        parameters: &BTreeMap<String, String>,
        changes: Vec<ResourceChange>,
    ) -> Result<Vec<ResourceChange>> {
        let (wanted, cloudformation) = (stack.wanted, &stack.poller()?.cloudformation);
        let old = self.deploy.previous.template(cloudformation, &state.arn).await.ok();
        let before = old.as_ref().map(|old| old.values(&state.parameters)).unwrap_or_default();
        let after = wanted.template.values(parameters);
        let old_names = old.as_ref().map(|old| names(old, &before, wanted, state));
        let new_names = names(&wanted.template, &after, wanted, state);
        let old = old.as_ref().zip(old_names.as_ref());
        let details = Details {
            old: old.map(|(template, names)| View::of(template, names)),
            new: View::of(&wanted.template, &new_names),
            secrets: &self.run.secrets(stack.index),
        };
        Ok(changes.into_iter().map(|change| details.of(change)).collect())
    }

    async fn update(
        &self,
        index: usize,
        wanted: &WantedStack,
        state: &StackState,
    ) -> Result<Option<NodePlan>> {
        // CloudFormation reads templates for a change set, but no code: a plan uploads no more than that.
        let Packaged { wanted, mut objects } = packaged(self.run, wanted).await?;
        objects.retain(|object| object.is_read_first);
        let (wanted, objects) = (&wanted, &objects);
        let stack =
            StackDeploy { run: self.run, index, wanted, objects, permissions: Permissions::default() };
        let parameters = match self.run.parameters(&wanted.inputs, &wanted.region)? {
            Ok(parameters) => parameters,
            Err(output) => {
                let note = format!("details are known only once the output {output} is known");
                return Ok(self.planned(index, Step::Update, Vec::new(), Some(note)));
            }
        };
        let fingerprint = wanted.template.fingerprint(&parameters, &wanted.tags);
        let behind = behind(self.run.cloud, wanted, state).await;
        let is_missing = matches!(behind, Ok(Some(Behind::Vanished(_))));
        let behind = behind.map(|behind| behind.map(|behind| behind.words())).unwrap_or_else(|error| {
            Some(format!("it is not known whether it is behind a hotswap: {}", sentence(&error)))
        });
        if stack.is_unchanged(state, &fingerprint) {
            let step = match behind {
                Some(_) if is_missing => Step::Blocked,
                Some(_) => Step::Update,
                None => Step::Unchanged,
            };
            return Ok(self.planned(index, step, Vec::new(), behind));
        }
        let submission = stack.request(&parameters, &fingerprint).await?;
        match stack.preview(&submission.request).await? {
            ChangeSet::Ready(changes) => {
                let mut changes = self.detailed(&stack, state, &parameters, changes).await?;
                changes.extend(self.losses.get(&index).cloned().unwrap_or_default());
                let note = changes.is_empty().then(|| "only outputs, conditions or tags change".to_owned());
                Ok(self.planned(index, Step::Update, changes, behind.or(note)))
            }
            ChangeSet::Empty => {
                if let Some(setting) = wanted.other_settings(state) {
                    let note = format!("only the {setting} changes");
                    return Ok(self.planned(index, Step::Update, Vec::new(), Some(note)));
                }
                let state = stack.poller()?.cloudformation.stack(&state.arn).await?;
                let is_deployed = state.is_some_and(|state| submission.is_deployed_in(&state));
                let unchanged = self.planned(index, Step::Unchanged, Vec::new(), None);
                Ok(if is_deployed { unchanged } else { self.blocked(index, NOTHING_FOUND.to_owned()) })
            }
            ChangeSet::Pending | ChangeSet::Gone => {
                let note = "another run is changing it".to_owned();
                Ok(self.planned(index, Step::Wait, Vec::new(), Some(note)))
            }
            ChangeSet::Failed(reason) => Err(stack.change_set_failed(&reason)),
        }
    }
}
