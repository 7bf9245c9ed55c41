//! How a deploy would change who may do what, worked out before its first change.
//!
//! The deployed template is compared with the wanted one, without change sets: the parameters of later stacks may be outputs
//! of stacks that are not there yet. A value that is not known keeps the one with which the stack was deployed.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::access::{AccessChange, View, compare};
use super::deploy::Deploy;
use super::event::NodeName;
use super::graph::{Input, WantedStack};
use super::retained::{deployed, given, is_to_be_created};
use crate::aws::stack::StackState;
use crate::document::Source;
use crate::failure::sentence;
use crate::template::{Names, Template};

/// The changes of one stack.
#[derive(Clone, Debug, Serialize)]
pub struct StackAccess {
    #[serde(flatten)]
    pub node: NodeName,
    pub changes: Vec<AccessChange>,
}

impl Deploy<'_> {
    /// The changes of all stacks that are there. One call is made for each stack whose fingerprint differs.
    pub async fn access(&self) -> Result<Vec<StackAccess>> {
        let mut found = Vec::new();
        for (index, stack) in self.run.graph.stacks() {
            let Some(state) = deployed(stack, &self.run.views) else { continue };
            if is_to_be_created(stack, &self.run.views) {
                continue;
            }
            let changes = self.changes_of(stack, state).await?;
            if !changes.is_empty() {
                found.push(StackAccess { node: self.run.graph.nodes[index].name.clone(), changes });
            }
        }
        Ok(found)
    }

    async fn changes_of(&self, stack: &WantedStack, state: &StackState) -> Result<Vec<AccessChange>> {
        let parameters = self.known_parameters(stack, state)?;
        if state.fingerprint == Some(stack.template.fingerprint(&parameters, &stack.tags)) {
            return Ok(Vec::new());
        }
        let unknown = |reason: String| vec![AccessChange::unknown("Template", "template", reason)];
        let text = match self.run.cloud.cloudformation(&stack.region).original_template(&state.arn).await {
            Ok(text) => text,
            Err(error) => return Ok(unknown(sentence(&error))),
        };
        if !stack.template.is_read() {
            let is_same = text.trim() == stack.template.source.text.trim();
            return Ok(if is_same { Vec::new() } else { unknown("it is sent unread".to_owned()) });
        }
        let old = match Template::read(Source::new("the deployed template", text)) {
            Ok(old) => old,
            Err(problem) => return Ok(unknown(problem.to_string())),
        };
        let (before, after) = (shown(&old, &state.parameters), shown(&stack.template, &parameters));
        let of = |template, parameters| names(template, parameters, stack, state);
        let (old_names, new_names) = (of(&old, &before), of(&stack.template, &after));
        let old = View { template: &old, names: &old_names };
        Ok(compare(Some(old), View { template: &stack.template, names: &new_names }))
    }

    fn known_parameters(&self, stack: &WantedStack, state: &StackState) -> Result<BTreeMap<String, String>> {
        let mut values = BTreeMap::new();
        for (name, input) in &stack.inputs {
            let known = match input {
                Input::Text(_) => self.run.resolve(input, &stack.region)?,
                Input::Output { node, output } => given(self.run.graph, &self.run.views, *node)
                    .and_then(|state| state.outputs.get(output).cloned()),
                Input::ArtifactKey { .. } => None,
            };
            if let Some(value) = known.or_else(|| state.parameters.get(name).cloned()) {
                values.insert(name.clone(), value);
            }
        }
        Ok(values)
    }
}

/// The values of a template's parameters, without secrets: statements are printed.
fn shown(template: &Template, parameters: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut values = template.values(parameters);
    values.retain(|name, _| !template.is_secret(name));
    values
}

fn names<'n>(
    template: &'n Template,
    parameters: &'n BTreeMap<String, String>,
    stack: &'n WantedStack,
    state: &'n StackState,
) -> Names<'n> {
    let region = stack.region.as_str();
    Names { parameters, region, account: state.account(), stack: &stack.name, body: template.body() }
}

#[cfg(test)]
mod tests {
    use crate::aws::fake::held;
    use crate::testing::{ONE_STACK, Scene};

    const ROLE: &str = "Resources: {Role: {Type: AWS::IAM::Role, Properties: {Policies: [{PolicyDocument: {Statement: \
                        {Effect: Allow, Action: '*', Resource: '*'}}}]}}}\n";

    #[tokio::test(start_paused = true)]
    async fn a_role_that_is_widened_is_found_by_one_call_and_a_new_stack_by_none() {
        let scene = Scene::of(ONE_STACK, ROLE, Vec::new());
        assert!(scene.access().await.is_empty());
        held(&scene.stacks).has("mail-queue-dev", "CREATE_COMPLETE");
        held(&scene.stacks).template = ROLE.replace("Action: '*'", "Action: 's3:GetObject'");
        let found = scene.access().await;
        assert_eq!(found[0].changes[0].old.as_deref(), Some("Allow s3:GetObject on *"));
        assert_eq!(found[0].changes[0].new.as_deref(), Some("Allow * on *"));
        let asked = scene.calls.operations().into_iter().filter(|call| call == "GetTemplate").count();
        assert_eq!(asked, 1);
    }
}
