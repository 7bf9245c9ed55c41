//! What a deploy would do, without doing it: the graph walked forwards with change sets that are thrown away.

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::adoption::check;
use super::change::made;
use super::deploy::Deploy;
use super::event::{NodeName, Outcome};
use super::leftovers::Leftovers;
use super::packaged::{Packaged, packaged};
use super::plan::{Input, Node, ReplicasPlan, StackPlan, Work};
use super::run::{Done, Run, Value};
use super::schedule::{Stop, Task};
use super::stack::{NOTHING_FOUND, Permissions, StackDeploy, new_name};
use super::stuck::Stuck;
use crate::aws::Region;
use crate::aws::changes::{ChangeSet, Effect, ResourceChange};
use crate::aws::stack::{Phase, StackState};
use crate::failure::sentence;

/// What would be done, in an order in which it could be.
#[derive(Clone, Debug, Serialize)]
pub struct PlanReport {
    pub stage: String,
    pub nodes: Vec<NodePreview>,
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
#[derive(Clone, Debug, Serialize)]
pub struct NodePreview {
    #[serde(flatten)]
    pub node: NodeName,
    pub step: Step,
    /// Resource by resource, the most severe first.
    pub changes: Vec<ResourceChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a deploy would do to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Create,
    Update,
    Unchanged,
    /// Another run is at work on it.
    Wait,
    /// It is stuck and would have to be mended first.
    Recover,
    Replicate,
    /// It cannot be done: what it needs is missing.
    Blocked,
}

impl Step {
    /// The word that a plan shows.
    pub fn word(self) -> &'static str {
        match self {
            Step::Create => "create",
            Step::Update => "update",
            Step::Unchanged => "unchanged",
            Step::Wait => "wait",
            Step::Recover => "recover",
            Step::Replicate => "replicate",
            Step::Blocked => "blocked",
        }
    }
}

impl Deploy<'_> {
    /// Looks at what [`Deploy::execute`] would do. Builds artifacts, since their hashes are part of the answer; changes nothing
    /// in AWS.
    pub async fn preview(&self) -> Result<PlanReport> {
        let previewing = Previewing { deploy: self, run: &self.run, steps: RefCell::default() };
        let previews = RefCell::new(Vec::new());
        let work = |index| -> Task<'_, Done> {
            let (previewing, previews) = (&previewing, &previews);
            Box::pin(async move {
                let (preview, value) = previewing.node(index).await?;
                if let Some(preview) = preview {
                    previewing.steps.borrow_mut().insert(index, preview.step);
                    previews.borrow_mut().push(preview);
                }
                self.run.leave(index, value.clone());
                Ok(Done { outcome: Outcome::Unchanged, value })
            })
        };
        let (_, error) = self.run.execute(&self.run.plan.needs(), work, &Stop::default(), true).await;
        match error {
            Some(error) => Err(error),
            None => Ok(PlanReport {
                stage: self.run.plan.stage.clone(),
                nodes: previews.into_inner(),
                leftovers: Leftovers::default(),
            }),
        }
    }
}

/// A preview in progress.
struct Previewing<'p, 'a> {
    deploy: &'p Deploy<'a>,
    run: &'p Run<'a>,
    /// What would be done to the nodes that were looked at.
    steps: RefCell<BTreeMap<usize, Step>>,
}

impl Previewing<'_, '_> {
    async fn node(&self, index: usize) -> Result<(Option<NodePreview>, Value)> {
        match &self.run.plan.nodes[index].work {
            Work::Build { artifact } => Ok((None, self.deploy.build(index, artifact).await?.value)),
            Work::Upload { .. } => Ok((None, Value::Nothing)),
            Work::Replicas(plan) => match self.obstacle(index, [&plan.table], &plan.source)? {
                Some(reason) => Ok((self.blocked(index, reason), Value::Nothing)),
                None => self.replicas(index, plan).await,
            },
            Work::Stack(plan) => self.stack(index, plan).await,
        }
    }

    fn previewed(
        &self,
        index: usize,
        step: Step,
        changes: Vec<ResourceChange>,
        note: Option<String>,
    ) -> Option<NodePreview> {
        let mut changes = changes;
        changes.sort_by_key(|change| {
            (!change.loses_data(), !change.touches_permissions(), std::cmp::Reverse(change.effect))
        });
        Some(NodePreview { node: self.run.plan.nodes[index].name.clone(), step, changes, note })
    }

    fn blocked(&self, index: usize, reason: String) -> Option<NodePreview> {
        self.previewed(index, Step::Blocked, Vec::new(), Some(reason))
    }

    /// Why a deploy would not come to this node: something it needs is blocked itself, or does not give an output and is
    /// not about to be changed either. An output of what is yet to be created is no obstacle.
    fn obstacle<'i>(
        &self,
        index: usize,
        inputs: impl IntoIterator<Item = &'i Input>,
        region: &Region,
    ) -> Result<Option<String>> {
        let (steps, nodes) = (self.steps.borrow(), &self.run.plan.nodes);
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

    async fn replicas(&self, index: usize, plan: &ReplicasPlan) -> Result<(Option<NodePreview>, Value)> {
        let table = match self.run.resolve(&plan.table, &plan.source)? {
            Some(name) if !self.needs_creation(index) => Some(self.deploy.global_table(name, plan)),
            _ => None,
        };
        let copies = match &table {
            Some(table) => Some(table.look(&plan.regions).await?),
            None => None,
        };
        let missing = copies.as_ref().map_or(plan.regions.clone(), |copies| copies.missing(&plan.regions));
        if !missing.is_empty() {
            let regions: Vec<_> = missing.iter().map(ToString::to_string).collect();
            let note = format!("to {}", regions.join(", "));
            return Ok((self.previewed(index, Step::Replicate, Vec::new(), Some(note)), Value::Nothing));
        }
        if let (Some(table), Some(copies)) = (&table, &copies) {
            let lacks = table.lacks(copies, plan.protect).await?;
            let notes: Vec<_> =
                lacks.iter().map(|lack| format!("{} in {}", lack.words(), lack.region)).collect();
            if !notes.is_empty() {
                let value = Value::Regional(copies.outputs()?);
                return Ok((
                    self.previewed(index, Step::Replicate, Vec::new(), Some(notes.join("; "))),
                    value,
                ));
            }
        }
        let value = copies.map_or(Ok(Value::Nothing), |copies| copies.outputs().map(Value::Regional))?;
        Ok((self.previewed(index, Step::Unchanged, Vec::new(), None), value))
    }

    /// Whether a node needs something that is not there yet.
    fn needs_creation(&self, index: usize) -> bool {
        let steps = self.steps.borrow();
        self.run.plan.nodes[index].needs.iter().any(|need| steps.get(need) == Some(&Step::Create))
    }

    async fn stack(&self, index: usize, plan: &StackPlan) -> Result<(Option<NodePreview>, Value)> {
        let state = self.run.view(&plan.region)?.stacks.get(&plan.name);
        let outputs = state.map_or(Value::Nothing, |state| Value::Outputs(state.outputs.clone()));
        if let Some(reason) = self.obstacle(index, plan.inputs.values(), &plan.region)? {
            return Ok((self.blocked(index, reason), outputs));
        }
        if let Err(refusal) = check(&self.deploy.estate(), plan, &self.run.account).await {
            return Ok((self.blocked(index, sentence(&refusal)), outputs));
        }
        let Some(state) = state else {
            return Ok((self.previewed(index, Step::Create, additions(plan), None), outputs));
        };
        let preview = match state.status.phase() {
            Phase::Absent | Phase::Shell => self.previewed(index, Step::Create, additions(plan), None),
            Phase::Complete | Phase::RolledBack => self.update(index, plan, state).await?,
            Phase::Busy => {
                self.previewed(index, Step::Wait, Vec::new(), Some(format!("it is {}", state.status)))
            }
            _ => {
                let note = Stuck::new(state, &plan.region).to_string();
                self.previewed(index, Step::Recover, Vec::new(), Some(note))
            }
        };
        Ok((preview, outputs))
    }

    async fn update(
        &self,
        index: usize,
        plan: &StackPlan,
        state: &StackState,
    ) -> Result<Option<NodePreview>> {
        // CloudFormation reads templates for a change set, but no code: a plan uploads no more than that.
        let Packaged { plan, mut objects } = packaged(self.run, plan).await?;
        objects.retain(|object| object.is_read_first);
        let (plan, objects) = (&plan, &objects);
        let stack = StackDeploy { run: self.run, index, plan, objects, permissions: Permissions::default() };
        let parameters = match self.run.parameters(&plan.inputs, &plan.region)? {
            Ok(parameters) => parameters,
            Err(output) => {
                let note = format!("details are known only once {output} is there");
                return Ok(self.previewed(index, Step::Update, Vec::new(), Some(note)));
            }
        };
        let fingerprint = plan.template.fingerprint(&parameters, &plan.tags);
        if stack.is_unchanged(state, &fingerprint) {
            return Ok(self.previewed(index, Step::Unchanged, Vec::new(), None));
        }
        let submission = stack.request(&parameters, &fingerprint).await?;
        let cloudformation = &stack.watcher()?.cloudformation;
        let created = cloudformation.create_change_set(&submission.request, &new_name(), false).await;
        let id = created.map_err(|error| stack.refused(error))?;
        let set = made(cloudformation, &id, &plan.name).await?;
        cloudformation.delete_change_set(&id).await?;
        match set {
            ChangeSet::Ready(changes) => {
                let note = changes.is_empty().then(|| "only outputs, conditions or tags change".to_owned());
                Ok(self.previewed(index, Step::Update, changes, note))
            }
            ChangeSet::Empty if state.is_protected != plan.protect => {
                let note = "only the protection against deletion changes".to_owned();
                Ok(self.previewed(index, Step::Update, Vec::new(), Some(note)))
            }
            ChangeSet::Empty => {
                let state = cloudformation.stack(&state.arn).await?;
                match state.is_some_and(|state| submission.is_deployed_in(&state)) {
                    true => Ok(self.previewed(index, Step::Unchanged, Vec::new(), None)),
                    false => Ok(self.blocked(index, NOTHING_FOUND.to_owned())),
                }
            }
            ChangeSet::Pending | ChangeSet::Gone => {
                let note = "another run is changing it".to_owned();
                Ok(self.previewed(index, Step::Wait, Vec::new(), Some(note)))
            }
            ChangeSet::Failed(reason) => Err(stack.change_set_failed(&reason)),
        }
    }
}

/// For a stack that is not there, the template tells everything.
fn additions(plan: &StackPlan) -> Vec<ResourceChange> {
    let resources = plan.template.resources.iter();
    resources
        .map(|(logical_id, resource)| ResourceChange {
            logical_id: logical_id.clone(),
            kind: resource.kind.clone(),
            effect: Effect::Add,
        })
        .collect()
}
