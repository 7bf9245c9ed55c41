//! What a deploy would send for a stack, without sending it.

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde::Serialize;

use super::deploy::Deploy;
use super::event::Outcome;
use super::graph::{WantedStack, Work};
use super::packaged::{Packaged, packaged};
use super::run::{AtNode, Done, Value};
use super::schedule::{Stop, Task};
use super::secrets::CONCEALED;
use super::stack::{Permissions, StackDeploy};
use super::steps::Step as _;
use crate::aws::Region;

/// What a deploy would send for a stack in one region.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct SentTemplate {
    pub stack: String,
    pub region: Region,
    /// The template's text, byte for byte.
    pub template: String,
    /// The values of its parameters; those of `NoEcho` parameters are concealed.
    pub parameters: BTreeMap<String, String>,
    pub tags: BTreeMap<String, String>,
    /// Outputs of other stacks that parameters refer to and that do not exist yet, as `STACK.OUTPUT`. The fingerprint and the
    /// names of API deployments change once they do.
    pub missing: Vec<String>,
}

impl Deploy<'_> {
    /// What [`Deploy::execute`] would send for the stack with this id, in each of its regions. Builds the artifacts that the
    /// stack needs, since their hashes are part of it; changes nothing in AWS.
    pub async fn sent(&self, id: &str) -> Result<Vec<SentTemplate>> {
        let nodes = &self.run.graph.nodes;
        let is_wanted = |index: &usize| nodes[*index].id == id;
        let mut needed = BTreeSet::new();
        let mut open: Vec<_> = (0..nodes.len()).filter(is_wanted).collect();
        while let Some(index) = open.pop() {
            if needed.insert(index) {
                open.extend(&nodes[index].needs);
            }
        }
        let sent = RefCell::new(Vec::new());
        let work = |index: usize| -> Task<'_, Done> {
            let (needed, sent) = (&needed, &sent);
            Box::pin(async move {
                if let (true, Work::Stack(wanted)) = (is_wanted(&index), &nodes[index].work) {
                    let template = self.sent_to(index, wanted).await?;
                    sent.borrow_mut().push(template);
                }
                let value = if needed.contains(&index) { self.current(index).await? } else { Value::Nothing };
                Ok(Done { outcome: Outcome::Unchanged, value })
            })
        };
        let (_, error) = self.run.execute(&self.run.graph.needs(), work, &Stop::default(), true).await;
        error.map_or_else(|| Ok(sent.into_inner()), Err)
    }

    /// What a node gives to others as it is now: for an artifact its bundle, for a stack the outputs of the deployed one.
    async fn current(&self, index: usize) -> Result<Value> {
        Ok(match &self.run.graph.nodes[index].work {
            Work::Build { artifact } => self.build(index, artifact).await?.value,
            Work::Upload { .. } => Value::Nothing,
            Work::Step(step) => {
                let forecast = step.plan(&AtNode { run: &self.run, index }, false).await?;
                forecast.outputs.map_or(Value::Nothing, Value::Regional)
            }
            Work::Stack(wanted) => {
                let state = self.run.view(&wanted.region)?.stacks.get(&wanted.name);
                state.map_or(Value::Nothing, |state| Value::Outputs(state.outputs.clone()))
            }
        })
    }

    async fn sent_to(&self, index: usize, wanted: &WantedStack) -> Result<SentTemplate> {
        let Packaged { wanted, objects } = packaged(&self.run, wanted).await?;
        let (mut parameters, missing) = self.run.known_parameters(&wanted.inputs, &wanted.region)?;
        let fingerprint = wanted.template.fingerprint(&parameters, &wanted.tags);
        let permissions = Permissions::default();
        let stack = StackDeploy { run: &self.run, index, wanted: &wanted, objects: &objects, permissions };
        let template = stack.text(&parameters, &fingerprint);
        for (_, value) in parameters.iter_mut().filter(|(name, _)| wanted.template.is_secret(name)) {
            CONCEALED.clone_into(value);
        }
        let (stack, region, tags) = (wanted.name.clone(), wanted.region.clone(), wanted.tags.clone());
        Ok(SentTemplate { stack, region, template, parameters, tags, missing })
    }
}
