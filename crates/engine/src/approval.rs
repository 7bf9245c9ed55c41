//! Which access a deploy would widen and which data it would lose, determined before its first change.
//!
//! The deployed template is compared with the wanted one: the parameters of later stacks may be outputs of stacks that do not
//! exist yet. A value that is not known keeps the one with which the stack was deployed. Change sets are made only where the
//! templates differ in something that holds data (`losses`).

mod changed;
mod documents;
mod losses;
mod nested;
mod recheck;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::stream::iter;
use serde::Serialize;

use self::changed::Changed;
pub(crate) use self::changed::Comparison;
use self::documents::Library;
use self::nested::Nesting;
use super::access::{AccessChange, View, compare};
use super::deploy::Deploy;
use super::event::NodeName;
use super::graph::WantedStack;
use super::previous::Deployed;
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

impl Deploy<'_> {
    /// Looks at all stacks that are there. One call is made for each stack whose fingerprint differs, and further ones only for
    /// nested stacks and for what holds data.
    pub async fn review(&self, scope: Scope) -> Result<Review> {
        self.review_by(&Comparison::new(self, scope)).await
    }

    /// The same with a comparison that is used further.
    pub(super) async fn review_by(&self, comparison: &Comparison<'_, '_>) -> Result<Review> {
        let reviews = self.run.graph.stacks().map(|(index, _)| comparison.review(index));
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
            return if is_same && changed.has_deployed_values() {
                Vec::new()
            } else {
                vec![unknown("it is sent unread")]
            };
        }
        let old = match &deployed.template {
            Ok(old) => old,
            Err(reason) => return vec![unknown(reason)],
        };
        let (before, after) =
            (old.values(&changed.state.parameters), stack.template.values(&changed.parameters.values));
        let (old_names, new_names) =
            (names(old, &before, stack, changed.state), names(&stack.template, &after, stack, changed.state));
        let old = View::of(old, &old_names);
        let new = View::of(&stack.template, &new_names);
        let cloudformation = self.run.cloud.cloudformation(&stack.region);
        let account = self.run.known_account().ok();
        let library = Library::of(&changed.packaged.objects, self.run.cloud, account, &stack.region);
        let nesting = Nesting {
            cloudformation: &cloudformation,
            library: &library,
            previous: &self.previous,
            is_same: false,
        };
        let (before, after) = library.documents(Some(old), new).await;
        let (old, new) = (old.with(&before), new.with(&after));
        let mut changes = compare(Some(old), new);
        changes.extend(nesting.changes(Some(&changed.state.arn), Some(old), new).await);
        changes
    }
}

impl Comparison<'_, '_> {
    async fn review(&self, index: usize) -> Result<(StackAccess, StackLosses)> {
        let node = self.deploy.run.graph.nodes[index].name.clone();
        let mut access = StackAccess { node: node.clone(), changes: Vec::new() };
        let mut losses = StackLosses { node, changes: Vec::new(), index };
        if let Some(changed) = self.changed(index).await? {
            if self.scope.access {
                access.changes = self.deploy.access_of(&changed).await;
            }
            if self.scope.losses {
                losses.changes = self.deploy.losses_of(&changed).await;
            }
        }
        Ok((access, losses))
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
