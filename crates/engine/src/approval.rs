//! What a deploy would widen and lose, worked out before its first change.
//!
//! The deployed template is compared with the wanted one: the parameters of later stacks may be outputs of stacks that do not
//! exist yet. A value that is not known keeps the one with which the stack was deployed. Change sets are made only where the
//! templates differ in something that holds data (`losses`).

mod documents;
mod losses;
mod nested;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::stream::iter;
use serde::Serialize;

use self::documents::Library;
use self::nested::Nesting;
use super::access::{AccessChange, View, compare};
use super::deploy::Deploy;
use super::event::NodeName;
use super::graph::{Input, WantedStack};
use super::packaged::{Packaged, packaged};
use super::previous::Deployed;
use super::retained::{deployed, given, is_to_be_created};
use crate::aws::changes::ResourceChange;
use crate::aws::stack::StackState;
use crate::template::{Names, Template};

/// Stacks that are looked at at once.
const LOOKS: usize = 10;

/// How access to one stack's resources would change.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct StackAccess {
    #[serde(flatten)]
    pub node: NodeName,
    pub changes: Vec<AccessChange>,
}

/// The changes of one stack that may lose data.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct StackLosses {
    #[serde(flatten)]
    pub node: NodeName,
    pub changes: Vec<ResourceChange>,
    #[serde(skip)]
    index: usize,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub access: bool,
    pub losses: bool,
}

/// What was found, stack by stack; stacks without findings are left out.
#[derive(Clone, Debug, Default)]
pub struct Review {
    pub access: Vec<StackAccess>,
    pub losses: Vec<StackLosses>,
}

/// A stack that is there and differs from what is wanted.
struct Changed<'v> {
    index: usize,
    packaged: Packaged,
    state: &'v StackState,
    /// As far as they are known.
    parameters: BTreeMap<String, String>,
    deployed: Result<Deployed, String>,
}

impl Deploy<'_> {
    /// Looks at all stacks that are there. One call is made for each stack whose fingerprint differs, and further ones only for
    /// nested stacks and for what holds data.
    pub async fn review(&self, scope: Scope) -> Result<Review> {
        let is_there = |(_, stack): &(usize, &WantedStack)| !is_to_be_created(stack, &self.run.views);
        let stacks: Vec<_> = self.run.graph.stacks().filter(is_there).collect();
        let reviews = stacks.iter().map(|(index, stack)| self.review_stack(*index, stack, scope));
        let mut reviews = iter(reviews).buffered(LOOKS);
        let mut review = Review::default();
        while let Some(found) = reviews.next().await {
            let (access, losses) = found?;
            review.access.extend(Some(access).filter(|stack| !stack.changes.is_empty()));
            review.losses.extend(Some(losses).filter(|stack| !stack.changes.is_empty()));
        }
        Ok(review)
    }

    /// Accepts the listed losses of data, and no others.
    pub fn accept(&mut self, losses: &[StackLosses]) {
        for stack in losses {
            let ids = stack.changes.iter().map(|change| (stack.index, change.logical_id.clone()));
            self.options.permissions.accepted.extend(ids);
        }
    }

    async fn review_stack(
        &self,
        index: usize,
        stack: &WantedStack,
        scope: Scope,
    ) -> Result<(StackAccess, StackLosses)> {
        let node = self.run.graph.nodes[index].name.clone();
        let mut access = StackAccess { node: node.clone(), changes: Vec::new() };
        let mut losses = StackLosses { node, changes: Vec::new(), index };
        if let Some(changed) = self.changed(index, stack).await? {
            if scope.access {
                access.changes = self.access_of(&changed).await;
            }
            if scope.losses {
                losses.changes = self.losses_of(&changed).await;
            }
        }
        Ok((access, losses))
    }

    async fn changed(&self, index: usize, stack: &WantedStack) -> Result<Option<Changed<'_>>> {
        let Some(state) = deployed(stack, &self.run.views) else { return Ok(None) };
        // What the template refers to by local paths is part of its text.
        let packaged = packaged(&self.run, stack).await?;
        let wanted = &packaged.wanted;
        let parameters = self.known_parameters(wanted, state)?;
        if state.fingerprint == Some(wanted.template.fingerprint(&parameters, &wanted.tags)) {
            return Ok(None);
        }
        let cloudformation = self.run.cloud.cloudformation(&wanted.region);
        let deployed = self.previous.deployed(&cloudformation, &state.arn).await;
        Ok(Some(Changed { index, packaged, state, parameters, deployed }))
    }

    async fn access_of(&self, changed: &Changed<'_>) -> Vec<AccessChange> {
        let secrets = self.run.secrets(changed.index);
        let changes = match &changed.deployed {
            Ok(deployed) => self.compared(changed, deployed).await,
            Err(reason) => vec![unknown(reason)],
        };
        changes.into_iter().map(|change| change.map_texts(|text| secrets.shown(text))).collect()
    }

    async fn compared(&self, changed: &Changed<'_>, deployed: &Deployed) -> Vec<AccessChange> {
        let stack = &changed.packaged.wanted;
        if !stack.template.is_read() {
            let is_same = deployed.source.text.trim() == stack.template.source.text.trim();
            return if is_same { Vec::new() } else { vec![unknown("it is sent unread")] };
        }
        let old = match &deployed.template {
            Ok(old) => old,
            Err(reason) => return vec![unknown(reason)],
        };
        let (before, after) =
            (old.values(&changed.state.parameters), stack.template.values(&changed.parameters));
        let (old_names, new_names) =
            (names(old, &before, stack, changed.state), names(&stack.template, &after, stack, changed.state));
        let old = View::of(old, &old_names);
        let new = View::of(&stack.template, &new_names);
        let cloudformation = self.run.cloud.cloudformation(&stack.region);
        let account = self.run.known_account().ok();
        let library = Library::of(&changed.packaged.objects, self.run.cloud, account, &stack.region);
        let nesting =
            Nesting { cloudformation: &cloudformation, library: &library, previous: &self.previous };
        let (before, after) = library.documents(Some(old), new).await;
        let (old, new) = (old.with(&before), new.with(&after));
        let mut changes = compare(Some(old), new);
        changes.extend(nesting.changes(Some(&changed.state.arn), Some(old), new).await);
        changes
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
            // CloudFormation returns asterisks for a secret.
            let kept = || state.parameters.get(name).filter(|_| !stack.template.is_secret(name)).cloned();
            if let Some(value) = known.or_else(kept) {
                values.insert(name.clone(), value);
            }
        }
        Ok(values)
    }
}

fn unknown(reason: &str) -> AccessChange {
    AccessChange::unknown("Template", "template", reason)
}

/// What a template of a stack that is there may refer to.
pub(super) fn names<'n>(
    template: &'n Template,
    parameters: &'n BTreeMap<String, String>,
    stack: &'n WantedStack,
    state: &'n StackState,
) -> Names<'n> {
    let region = stack.region.as_str();
    Names { parameters, region, account: state.account(), stack: &stack.name, body: template.body() }
}
