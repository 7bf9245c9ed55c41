//! What a deploy would do, without doing it: the graph walked forwards with change sets that are thrown away.

pub mod step;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

pub use self::step::Step;

use super::adoption::check;
use super::deploy::Deploy;
use super::event::{NodeName, Outcome};
use super::graph::{Input, Node, WantedStack, Work};
use super::leftovers::Leftovers;
use super::packaged::{Packaged, packaged};
use super::run::{AtNode, Done, Run, Value};
use super::schedule::{Stop, Task};
use super::stack::change::made;
use super::stack::{NOTHING_FOUND, Permissions, StackDeploy};
use super::steps::{AnyStep, Forecast, Step as _};
use super::stuck::Stuck;
use super::token::new_name;
use crate::aws::Region;
use crate::aws::changes::{ChangeSet, Effect, ResourceChange};
use crate::aws::stack::{Phase, StackState};
use crate::failure::sentence;

/// What would be done, in an order in which it could be.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct PlanReport {
    pub stage: String,
    pub nodes: Vec<NodePlan>,
    /// Stacks that the project file does not have any more; a deploy leaves them alone.
    pub leftovers: Leftovers,
}

impl PlanReport {
    /// Whether a deploy would find nothing to do.
    pub fn is_unchanged(&self) -> bool {
        self.nodes.iter().all(|node| node.step == Step::Unchanged)
    }

    /// Whether a deploy would need `--allow-data-loss`.
    pub fn loses_data(&self) -> bool {
        self.nodes.iter().flat_map(|node| &node.changes).any(ResourceChange::loses_data)
    }
}

/// What would be done to one node.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct NodePlan {
    #[serde(flatten)]
    pub node: NodeName,
    pub step: Step,
    /// Resource by resource, the most severe first.
    pub changes: Vec<ResourceChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Deploy<'_> {
    /// Looks at what [`Deploy::execute`] would do. Builds artifacts, since their hashes are part of the answer; changes nothing
    /// in AWS.
    pub async fn plan(&self) -> Result<PlanReport> {
        let planning = Planning { deploy: self, run: &self.run, steps: RefCell::default() };
        let plans = RefCell::new(Vec::new());
        let work = |index| -> Task<'_, Done> {
            let (planning, plans) = (&planning, &plans);
            Box::pin(async move {
                let (plan, value) = planning.node(index).await?;
                if let Some(plan) = plan {
                    planning.steps.borrow_mut().insert(index, plan.step);
                    plans.borrow_mut().push(plan);
                }
                self.run.leave(index, value.clone());
                Ok(Done { outcome: Outcome::Unchanged, value })
            })
        };
        let (_, error) = self.run.execute(&self.run.graph.needs(), work, &Stop::default(), true).await;
        match error {
            Some(error) => Err(error),
            None => Ok(PlanReport {
                stage: self.run.graph.stage.clone(),
                nodes: plans.into_inner(),
                leftovers: Leftovers::default(),
            }),
        }
    }
}

/// A preview in progress.
struct Planning<'p, 'a> {
    deploy: &'p Deploy<'a>,
    run: &'p Run<'a>,
    /// What would be done to the nodes that were looked at.
    steps: RefCell<BTreeMap<usize, Step>>,
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
        Some(NodePlan { node: self.run.graph.nodes[index].name.clone(), step, changes, note })
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
            let stays_as_it_is = matches!(steps.get(node), Some(Step::Unchanged | Step::Recover));
            if stays_as_it_is && self.run.resolve(input, region)?.is_none() {
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
        let Forecast { step, note, outputs } = step.plan(&site, self.needs_creation(index)).await?;
        let value = outputs.map_or(Value::Nothing, Value::Regional);
        Ok((self.planned(index, step, Vec::new(), note), value))
    }

    /// Whether a node needs something that is not there yet.
    fn needs_creation(&self, index: usize) -> bool {
        let steps = self.steps.borrow();
        self.run.graph.nodes[index].needs.iter().any(|need| steps.get(need) == Some(&Step::Create))
    }

    async fn stack(&self, index: usize, wanted: &WantedStack) -> Result<(Option<NodePlan>, Value)> {
        let state = self.run.view(&wanted.region)?.stacks.get(&wanted.name);
        let outputs = state.map_or(Value::Nothing, |state| Value::Outputs(state.outputs.clone()));
        if let Some(reason) = self.obstacle(index, wanted.inputs.values(), &wanted.region)? {
            return Ok((self.blocked(index, reason), outputs));
        }
        if let Err(refusal) = check(&self.deploy.estate(), wanted, &self.run.account).await {
            return Ok((self.blocked(index, sentence(&refusal)), outputs));
        }
        let Some(state) = state else {
            return Ok((self.planned(index, Step::Create, additions(wanted), None), outputs));
        };
        let plan = match state.status.phase() {
            Phase::Absent | Phase::Shell => self.planned(index, Step::Create, additions(wanted), None),
            Phase::Complete | Phase::RolledBack => self.update(index, wanted, state).await?,
            Phase::Busy => {
                self.planned(index, Step::Wait, Vec::new(), Some(format!("it is {}", state.status)))
            }
            _ => {
                let note = Stuck::new(state, &wanted.region).to_string();
                self.planned(index, Step::Recover, Vec::new(), Some(note))
            }
        };
        Ok((plan, outputs))
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
                let note = format!("details are known only once {output} is there");
                return Ok(self.planned(index, Step::Update, Vec::new(), Some(note)));
            }
        };
        let fingerprint = wanted.template.fingerprint(&parameters, &wanted.tags);
        if stack.is_unchanged(state, &fingerprint) {
            return Ok(self.planned(index, Step::Unchanged, Vec::new(), None));
        }
        let submission = stack.request(&parameters, &fingerprint).await?;
        let cloudformation = &stack.poller()?.cloudformation;
        let created = cloudformation.create_change_set(&submission.request, &new_name(), false).await;
        let id = created.map_err(|error| stack.refused(error))?;
        let set = made(cloudformation, &id, &wanted.name).await?;
        cloudformation.delete_change_set(&id).await?;
        match set {
            ChangeSet::Ready(changes) => {
                let note = changes.is_empty().then(|| "only outputs, conditions or tags change".to_owned());
                Ok(self.planned(index, Step::Update, changes, note))
            }
            ChangeSet::Empty if state.is_protected != wanted.protect => {
                let note = "only the protection against deletion changes".to_owned();
                Ok(self.planned(index, Step::Update, Vec::new(), Some(note)))
            }
            ChangeSet::Empty => {
                let state = cloudformation.stack(&state.arn).await?;
                match state.is_some_and(|state| submission.is_deployed_in(&state)) {
                    true => Ok(self.planned(index, Step::Unchanged, Vec::new(), None)),
                    false => Ok(self.blocked(index, NOTHING_FOUND.to_owned())),
                }
            }
            ChangeSet::Pending | ChangeSet::Gone => {
                let note = "another run is changing it".to_owned();
                Ok(self.planned(index, Step::Wait, Vec::new(), Some(note)))
            }
            ChangeSet::Failed(reason) => Err(stack.change_set_failed(&reason)),
        }
    }
}

/// For a stack that is not there, the template tells everything.
fn additions(wanted: &WantedStack) -> Vec<ResourceChange> {
    let resources = wanted.template.resources.iter();
    resources
        .map(|(logical_id, resource)| ResourceChange {
            logical_id: logical_id.clone(),
            kind: resource.kind.clone(),
            effect: Effect::Add,
        })
        .collect()
}
