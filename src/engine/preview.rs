//! What a deploy would do, without doing it: the graph walked forwards with change sets that are thrown away.

use std::cell::RefCell;

use anyhow::Result;
use serde::Serialize;

use super::change::made;
use super::deploy::Deploy;
use super::event::{NodeName, Outcome};
use super::plan::{ReplicasPlan, StackPlan, Work};
use super::run::{Done, Value};
use super::schedule::{Stop, Task};
use super::stack::{Permissions, StackDeploy, new_name};
use super::stuck::Stuck;
use crate::aws::changes::{ChangeSet, Effect, ResourceChange};
use crate::aws::stack::{Phase, StackState};
use crate::failure::Failure;

/// What would be done, in an order in which it could be.
#[derive(Clone, Debug, Serialize)]
pub struct PlanReport {
    pub stage: String,
    pub nodes: Vec<NodePreview>,
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
        }
    }
}

impl Deploy<'_> {
    /// Looks at what [`Deploy::execute`] would do. Builds artifacts, since their hashes are part of the answer; changes nothing
    /// in AWS.
    pub async fn preview(&self) -> Result<PlanReport> {
        let previews = RefCell::new(Vec::new());
        let work = |index| -> Task<'_, Done> {
            let previews = &previews;
            Box::pin(async move {
                let (preview, value) = self.preview_node(index).await?;
                previews.borrow_mut().extend(preview);
                self.run.leave(index, value.clone());
                Ok(Done { outcome: Outcome::Unchanged, value })
            })
        };
        let (_, error) = self.run.execute(&self.run.plan.needs(), work, &Stop::default(), true).await;
        match error {
            Some(error) => Err(error),
            None => Ok(PlanReport { stage: self.run.plan.stage.clone(), nodes: previews.into_inner() }),
        }
    }

    async fn preview_node(&self, index: usize) -> Result<(Option<NodePreview>, Value)> {
        match &self.run.plan.nodes[index].work {
            Work::Build { artifact } => Ok((None, self.build(index, artifact).await?.value)),
            Work::Upload { .. } => Ok((None, Value::Nothing)),
            Work::Replicas(plan) => self.preview_replicas(index, plan).await,
            Work::Stack(plan) => self.preview_stack(index, plan).await,
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

    async fn preview_replicas(
        &self,
        index: usize,
        plan: &ReplicasPlan,
    ) -> Result<(Option<NodePreview>, Value)> {
        let copies = match self.run.resolve(&plan.table, &plan.source)? {
            None => None,
            Some(name) => Some(self.global_table(name, plan).look(&plan.regions).await?),
        };
        let missing = copies.as_ref().map_or(plan.regions.clone(), |copies| copies.missing(&plan.regions));
        if !missing.is_empty() {
            let regions: Vec<_> = missing.iter().map(ToString::to_string).collect();
            let note = format!("to {}", regions.join(", "));
            return Ok((self.previewed(index, Step::Replicate, Vec::new(), Some(note)), Value::Nothing));
        }
        let value = copies.map_or(Ok(Value::Nothing), |copies| copies.outputs().map(Value::Regional))?;
        Ok((self.previewed(index, Step::Unchanged, Vec::new(), None), value))
    }

    async fn preview_stack(&self, index: usize, plan: &StackPlan) -> Result<(Option<NodePreview>, Value)> {
        let Some(state) = self.run.view(&plan.region)?.stacks.get(&plan.name) else {
            return Ok((self.previewed(index, Step::Create, additions(plan), None), Value::Nothing));
        };
        let outputs = Value::Outputs(state.outputs.clone());
        let stack = StackDeploy { run: &self.run, index, plan, permissions: Permissions::default() };
        let preview = match state.status.phase() {
            Phase::Absent | Phase::Shell => self.previewed(index, Step::Create, additions(plan), None),
            Phase::Complete | Phase::RolledBack => self.preview_update(&stack, state).await?,
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

    async fn preview_update(
        &self,
        stack: &StackDeploy<'_, '_>,
        state: &StackState,
    ) -> Result<Option<NodePreview>> {
        let plan = stack.plan;
        let parameters = match self.run.parameters(&plan.inputs, &plan.region)? {
            Ok(parameters) => parameters,
            Err(output) => {
                let note = format!("details are known only once {output} is there");
                return Ok(self.previewed(stack.index, Step::Update, Vec::new(), Some(note)));
            }
        };
        let fingerprint = plan.template.fingerprint(&parameters, &plan.tags);
        if stack.is_unchanged(state, &fingerprint) {
            return Ok(self.previewed(stack.index, Step::Unchanged, Vec::new(), None));
        }
        let request = stack.request(&parameters, &fingerprint).await?;
        let cloudformation = &stack.watcher()?.cloudformation;
        let created = cloudformation.create_change_set(&request, &new_name(), false).await;
        let (arn, _) = created.map_err(|error| stack.refused(error))?;
        let set = made(cloudformation, &arn, &plan.name).await?;
        cloudformation.delete_change_set(&arn).await?;
        match set {
            ChangeSet::Ready(changes) => {
                let note = changes.is_empty().then(|| "only outputs or tags change".to_owned());
                Ok(self.previewed(stack.index, Step::Update, changes, note))
            }
            ChangeSet::Empty | ChangeSet::Pending | ChangeSet::Gone => {
                Ok(self.previewed(stack.index, Step::Unchanged, Vec::new(), None))
            }
            ChangeSet::Failed(reason) => {
                let (name, region) = (&plan.name, &plan.region);
                Err(Failure::failed(format!(
                    "CloudFormation refuses the change of stack {name} in {region}: {reason}"
                ))
                .into())
            }
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
