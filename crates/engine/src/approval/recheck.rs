//! The second look at access, just before a stack is changed: outputs of the same run may have other values than the review
//! reckoned with.

use std::collections::BTreeMap;

use anyhow::Result;

use super::documents::Library;
use super::names;
use super::nested::Nesting;
use crate::access::{AccessChange, View, compare};
use crate::aws::stack::StackState;
use crate::deploy::Deploy;
use crate::failure::Failure;
use crate::graph::{Input, Work};
use crate::packaged::Packaged;
use crate::retained::deployed;

impl Deploy<'_> {
    /// Refuses access that is wider by the outputs of this run than what was reviewed. Makes a call only for nested stacks of
    /// a stack whose parameters are others than those reviewed.
    pub(crate) async fn recheck(&self, index: usize, packaged: &Packaged) -> Result<()> {
        let wanted = &packaged.wanted;
        let Some(reviewed) = self.reviewed.borrow().get(&index).cloned() else { return Ok(()) };
        // A missing output is reported by the deploy of the stack.
        let Ok(actual) = self.run.parameters(&wanted.inputs, &wanted.region)? else { return Ok(()) };
        // What the review did not know, it showed as open, so that any value of it is approved.
        let approved: BTreeMap<_, _> = actual.clone().into_iter().chain(reviewed).collect();
        let Some(state) = deployed(wanted, &self.run.views).filter(|_| wanted.template.is_read()) else {
            return Ok(());
        };
        if approved == actual {
            return Ok(());
        }
        let mut changes = self.changes(packaged, state, [&approved, &actual]).await;
        changes.retain(|change| change.needs_approval);
        if changes.is_empty() {
            return Ok(());
        }
        let differing = actual.iter().filter(|(name, value)| approved.get(*name) != Some(*value));
        let is_asked = differing.into_iter().all(|(name, _)| self.is_of_stack(&wanted.inputs[name]));
        Err(self.refusal(index, &changes, is_asked))
    }

    /// What differs in access where a template is given other parameters.
    async fn changes(
        &self,
        packaged: &Packaged,
        state: &StackState,
        [before, after]: [&BTreeMap<String, String>; 2],
    ) -> Vec<AccessChange> {
        let wanted = &packaged.wanted;
        let (cloud, region, template) = (self.run.cloud, &wanted.region, &wanted.template);
        let (before, after) = (template.values(before), template.values(after));
        let (old_names, new_names) =
            (names(template, &before, wanted, state), names(template, &after, wanted, state));
        let (old, new) = (View::of(template, &old_names), View::of(template, &new_names));
        let cloudformation = cloud.cloudformation(region);
        let library = Library::of(&packaged.objects, cloud, self.run.known_account().ok(), region);
        let nesting = Nesting {
            cloudformation: &cloudformation,
            library: &library,
            previous: &self.previous,
            is_same: true,
        };
        let (before, after) = library.documents(Some(old), new).await;
        let (old, new) = (old.with(&before), new.with(&after));
        let mut changes = compare(Some(old), new);
        changes.extend(nesting.changes(Some(&state.arn), Some(old), new).await);
        changes
    }

    /// Whether the review of the next run knows the value: outputs of stacks are read before a run, those of steps are not.
    fn is_of_stack(&self, input: &Input) -> bool {
        match input {
            Input::Output { node, .. } => matches!(self.run.graph.nodes[*node].work, Work::Stack(_)),
            _ => true,
        }
    }

    /// `is_asked` is whether the next run would ask for it.
    fn refusal(&self, index: usize, changes: &[AccessChange], is_asked: bool) -> anyhow::Error {
        let (name, secrets) = (&self.run.graph.nodes[index].name, self.run.secrets(index));
        let word = |change: &AccessChange| {
            format!("{} ({}): {}", change.logical_id, change.kind, secrets.shown(&change.words()))
        };
        let list: Vec<_> = changes.iter().map(word).collect();
        let message = format!(
            "{name} would widen access by an output that this run has changed, which was not approved: {}",
            list.join("; ")
        );
        let hint = match is_asked {
            true => "run the command again, which asks for an approval of it before its first change",
            false => {
                "what a step gives is known only during the run, so nothing can ask beforehand: check the change, then add \
                 --approve never"
            }
        };
        Failure::failed(message).hint(hint).into()
    }
}
