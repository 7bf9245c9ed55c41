//! Which access a deploy would widen and which data it would lose, determined before its first change.
//!
//! The deployed template is compared with the wanted one: the parameters of later stacks may be outputs of stacks that do not
//! exist yet. A value that is not known keeps the one with which the stack was deployed. Change sets are made only where the
//! templates differ in something that holds data (`losses`).

mod changed;
mod documents;
mod forecast;
mod level;
mod losses;
mod lost;
mod moved;
mod nested;
mod recheck;
mod remote;
mod secrets;
mod sides;
mod steps;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::stream::iter;
use serde::Serialize;

use self::changed::Changed;
pub(crate) use self::changed::Comparison;
use self::sides::Side;
use super::access::AccessChange;
use super::deploy::Deploy;
use super::event::NodeName;
use super::graph::WantedStack;
pub use super::reviewed::{Losses, Scope};
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
    pub(crate) index: usize,
}

/// What was found in one stack.
#[derive(Debug, Default)]
struct Findings {
    access: Vec<AccessChange>,
    losses: Vec<ResourceChange>,
}

impl Findings {
    fn extend(&mut self, other: Findings) {
        self.access.extend(other.access);
        self.losses.extend(other.losses);
    }

    /// The same as found in a nested stack.
    fn within(self, nested: &str) -> Self {
        let access = self.access.into_iter().map(|change| change.within(nested));
        let losses = self.losses.into_iter().map(|change| change.within(nested));
        Self { access: access.collect(), losses: losses.collect() }
    }
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

    /// What is found in a stack and its nested stacks.
    async fn findings(&self, changed: &Changed<'_>, scope: Scope) -> Findings {
        let secrets = self.run.secrets(changed.index);
        let mut findings = match changed.sides() {
            Ok((old, before, after)) => {
                let new = &changed.packaged.wanted.template;
                let sides =
                    [Side { template: old, parameters: &before }, Side { template: new, parameters: &after }];
                self.between(&changed.packaged, changed.state, sides, scope).await
            }
            Err(reason) if scope.access && !changed.is_same() => {
                Findings { access: vec![unknown(&reason)], losses: Vec::new() }
            }
            Err(_) => Findings::default(),
        };
        if scope.access {
            findings.access.extend(self.by_secrets(changed).await);
        }
        if scope.losses == Losses::All {
            findings.losses.extend(self.losses_of(changed).await);
        }
        let access = findings.access.into_iter();
        let access = access.map(|change| change.map_texts(|text| secrets.shown(text))).collect();
        Findings { access, ..findings }
    }
}

impl Comparison<'_, '_> {
    async fn review(&self, index: usize) -> Result<(StackAccess, StackLosses)> {
        let node = self.deploy.run.graph.nodes[index].name.clone();
        let findings = match self.changed(index).await? {
            Some(changed) => self.deploy.findings(&changed, self.scope).await,
            None => Findings::default(),
        };
        let losses = StackLosses { node: node.clone(), changes: findings.losses, index };
        Ok((StackAccess { node, changes: findings.access }, losses))
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
