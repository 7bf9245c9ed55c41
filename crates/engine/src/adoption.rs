//! Resources that an earlier stack retained and the next one adopts.
//!
//! CloudFormation imports any resource with the name that the template gives to a retained one, regardless of its
//! owner. So before a deploy changes anything, it must be proven that the resources with these names belonged to the
//! earlier stack, and that CloudFormation can find what that stack left behind. What a change set would import is
//! checked again before it is executed, since some names are known only then.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use anyhow::Result;
use futures_util::StreamExt;
use futures_util::stream::iter;

use super::deploy::Deploy;
use super::event::Event;
use super::graph::WantedStack;
use super::retained::{
    Estate, Holding, Owner, Reach, is_looked_at, is_to_be_created, name_of, noun, parameters,
};
use super::stack::StackDeploy;
use crate::aws::changes::{Effect, ResourceChange};
use crate::aws::cloudformation::StackResource;
use crate::aws::stack::StackState;
use crate::failure::Failure;
use crate::template::{Disposal, Names, identifier, resolve};

/// The ways out for a name that is taken.
const TAKEN: &str = "give the resource another name, or delete what is there if it is not needed; if it is yours, import it \
                     by hand into a stack of this name (CloudFormation, change set of type IMPORT) and deploy again";

/// Stacks that are looked at at once.
const LOOKS: usize = 10;
/// Why what is ours is not taken in by an update.
const LATE: &str = "an earlier stack retained it, and only a newly created stack adopts existing resources";

/// What a stack that is to be created adopts.
#[derive(Debug, Default)]
pub struct Adopted {
    /// Tables and buckets that an earlier stack has left behind.
    pub holdings: Vec<Holding>,
    /// The stack's outputs, as far as they follow from the names of these and from the parameters.
    pub outputs: BTreeMap<String, String>,
}

impl Deploy<'_> {
    /// Fails when a stack that is to be created would meet something that it may not or cannot take in.
    pub async fn check_adoption(&self) -> Result<()> {
        let estate = self.estate();
        let stacks: Vec<_> = self.run.graph.stacks().map(|(_, stack)| stack).collect();
        let mut checks = iter(&stacks).map(|stack| check(&estate, stack, &self.run.account)).buffered(LOOKS);
        while let Some(checked) = checks.next().await {
            checked?;
        }
        Ok(())
    }

    pub(super) fn estate(&self) -> Estate<'_, '_> {
        Estate::new(self.run.cloud, self.run.graph, &self.run.views, &self.run.account)
    }
}

/// The tables and buckets that a stack adopts which is to be created; an error where it would meet something that it may not
/// or cannot adopt. Asks only where its template retains something, or gives names to tables or buckets.
pub async fn check(estate: &Estate<'_, '_>, stack: &WantedStack, account: &str) -> Result<Adopted> {
    let template = &stack.template;
    let is_of_interest =
        template.may_adopt() || template.resources.values().any(|one| is_looked_at(&one.kind));
    if !is_of_interest || !is_to_be_created(stack, estate.views) {
        return Ok(Adopted::default());
    }
    let parameters = parameters(stack, estate.graph, estate.views, account);
    let names = names(stack, &parameters, account);
    let mut holdings = Vec::new();
    for holding in estate.left_by(stack, Reach::Remembered).await? {
        let Some(resource) = template.resources.get(&holding.logical_id) else { continue };
        if template.is_made(resource, &names) == Some(false) {
            continue;
        }
        if let Owner::Foreign(reason) = &holding.owner {
            return Err(foreign(stack, &holding.kind, &holding.id, &holding.logical_id, reason));
        }
        if name_of(resource, &names).is_none() {
            return Err(unnamed(&holding));
        }
        if holding.disposal == Disposal::Deleted {
            return Err(unretained(&holding));
        }
        holdings.push(holding);
    }
    let outputs = outputs(stack, &parameters, account, &holdings);
    Ok(Adopted { holdings, outputs })
}

/// The outputs of a stack that follow from the names of what it adopts; none where it adopts nothing.
fn outputs(
    stack: &WantedStack,
    parameters: &BTreeMap<String, String>,
    account: &str,
    adopted: &[Holding],
) -> BTreeMap<String, String> {
    if adopted.is_empty() {
        return BTreeMap::new();
    }
    let ids = adopted.iter().map(|holding| (holding.logical_id.clone(), holding.id.clone()));
    let known = parameters.clone().into_iter().chain(ids).collect();
    let names = names(stack, &known, account);
    let declared = &stack.template.body()["Outputs"];
    // One with a condition may not be there.
    let outputs =
        stack.template.outputs.iter().filter(|(name, _)| declared[*name].get("Condition").is_none());
    outputs.filter_map(|(name, value)| Some((name.clone(), resolve(value, &names)?))).collect()
}

impl StackDeploy<'_, '_> {
    /// Fails when a change set would import something that is not proven to be an earlier stack's, or make something
    /// under a name that is taken.
    pub(super) async fn check_imports(
        &self,
        changes: &[ResourceChange],
        parameters: &BTreeMap<String, String>,
    ) -> Result<()> {
        let stack = self.wanted;
        let estate = Estate::new(self.run.cloud, self.run.graph, &self.run.views, &self.run.account);
        let values = stack.template.values(parameters);
        let names = names(stack, &values, &self.run.account);
        for change in changes {
            let Some(resource) = stack.template.resources.get(&change.logical_id) else {
                self.refuse_unknown(change)?;
                continue;
            };
            if stack.template.is_made(resource, &names) == Some(false) {
                continue;
            }
            match name_of(resource, &names) {
                Some(name) if change.effect == Effect::Import || resource.may_be_retained() => {
                    self.check_import(&estate, change, &name).await?;
                }
                Some(_) => {}
                None => self.refuse_unknown(change)?,
            }
        }
        Ok(())
    }

    /// What is imported must be an earlier stack's; what is added must not be there.
    async fn check_import(&self, estate: &Estate<'_, '_>, change: &ResourceChange, name: &str) -> Result<()> {
        let (stack, kind) = (self.wanted, &change.kind);
        let owner = match change.effect {
            Effect::Import | Effect::Add if is_looked_at(kind) => estate.owner(stack, kind, name).await?,
            Effect::Import => Some(remembered(estate, stack, kind, name).await?),
            _ => None,
        };
        let reason = match owner {
            Some(Owner::Foreign(reason)) => reason,
            Some(_) if change.effect == Effect::Add => LATE.to_owned(),
            _ => return Ok(()),
        };
        Err(foreign(stack, kind, name, &change.logical_id, &reason))
    }

    /// Reports what a stack that was just created has adopted, as it lists it, and returns whether there was anything.
    pub(super) async fn report_adopted(
        &self,
        state: &StackState,
        changes: &[ResourceChange],
    ) -> Result<bool> {
        let is_import = |change: &&ResourceChange| change.effect == Effect::Import;
        let imports: Vec<_> = changes.iter().filter(is_import).map(|change| &change.logical_id).collect();
        if imports.is_empty() {
            return Ok(false);
        }
        let mut resources = self.poller()?.cloudformation.resources(&state.arn).await?;
        resources.retain(|resource| resource.is_there() && imports.contains(&&resource.logical_id));
        for StackResource { physical_id, kind, .. } in &resources {
            let noun = noun(kind);
            let text = format!(
                "{}: adopted {noun} {physical_id}, which an earlier stack left behind",
                self.wanted.name
            );
            (self.run.observe)(Event::Notice { text });
        }
        Ok(!resources.is_empty())
    }

    fn refuse_unknown(&self, change: &ResourceChange) -> Result<()> {
        if change.effect != Effect::Import {
            return Ok(());
        }
        let reason = "its name cannot be worked out from the template";
        Err(foreign(self.wanted, &change.kind, "", &change.logical_id, reason))
    }
}

/// Whose something is whose tags are not read: the last stack of this name that was deleted must have left it behind.
async fn remembered(estate: &Estate<'_, '_>, stack: &WantedStack, kind: &str, name: &str) -> Result<Owner> {
    if estate.remembers(stack, kind, name).await? {
        return Ok(Owner::EarlierStack);
    }
    let reason = "CloudFormation lists no deleted stack of this name that retained it";
    Ok(Owner::Foreign(reason.to_owned()))
}

fn names<'n>(
    stack: &'n WantedStack,
    parameters: &'n BTreeMap<String, String>,
    account: &'n str,
) -> Names<'n> {
    let body = stack.template.body();
    Names { parameters, region: stack.region.as_str(), account, stack: &stack.name, body }
}

fn foreign(stack: &WantedStack, kind: &str, id: &str, logical_id: &str, reason: &str) -> anyhow::Error {
    let (name, region, noun) = (&stack.name, &stack.region, noun(kind));
    let message = format!(
        "{noun} {id} in {region} has the name that stack {name} gives to its resource {logical_id}, and is not adopted: {reason}"
    );
    Failure::failed(message).hint(TAKEN).into()
}

fn unnamed(holding: &Holding) -> anyhow::Error {
    let Holding { logical_id, kind, id, region, .. } = holding;
    let noun = noun(kind);
    let property = identifier(kind).next().unwrap_or("name");
    let message = format!(
        "{noun} {id} in {region} was left behind by an earlier stack and cannot be adopted: its resource {logical_id} has no \
         {property} that can be worked out from the template"
    );
    let hint = format!(
        "give {logical_id} the {property} {id} to adopt it, or delete it if it is not needed; or import it by hand into a stack \
         of this name (CloudFormation, change set of type IMPORT)"
    );
    Failure::failed(message).hint(hint).into()
}

fn unretained(holding: &Holding) -> anyhow::Error {
    let Holding { logical_id, kind, id, region, .. } = holding;
    let noun = noun(kind);
    let message = format!(
        "{noun} {id} in {region} was left behind by an earlier stack and cannot be adopted: the DeletionPolicy of its resource \
         {logical_id} evaluates to Delete"
    );
    let hint = format!(
        "make the policy of {logical_id} evaluate to Retain to adopt it, or delete it if it is not needed, or give the resource another name"
    );
    Failure::failed(message).hint(hint).into()
}
