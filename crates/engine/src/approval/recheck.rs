//! The second look at access, just before a stack is changed: outputs of the same run may have other values than the review
//! reckoned with.

use std::collections::BTreeMap;

use anyhow::Result;

use super::names;
use super::nested::Nesting;
use crate::access::{AccessChange, View, compare};
use crate::deploy::Deploy;
use crate::failure::Failure;
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
        let template = &wanted.template;
        let (before, after) = (template.values(&approved), template.values(&actual));
        let (old_names, new_names) =
            (names(template, &before, wanted, state), names(template, &after, wanted, state));
        let (old, new) = (View { template, names: &old_names }, View { template, names: &new_names });
        let cloudformation = self.run.cloud.cloudformation(&wanted.region);
        let (objects, previous) = (&packaged.objects, &self.previous);
        let nesting = Nesting { cloudformation: &cloudformation, objects, previous, is_same: true };
        let mut changes = compare(Some(old), new);
        changes.extend(nesting.changes(Some(&state.arn), Some(old), new).await);
        changes.retain(|change| change.needs_approval);
        if changes.is_empty() { Ok(()) } else { Err(self.refusal(index, &changes)) }
    }

    fn refusal(&self, index: usize, changes: &[AccessChange]) -> anyhow::Error {
        let (name, secrets) = (&self.run.graph.nodes[index].name, self.run.secrets(index));
        let word = |change: &AccessChange| {
            format!("{} ({}): {}", change.logical_id, change.kind, secrets.shown(&change.words()))
        };
        let list: Vec<_> = changes.iter().map(word).collect();
        let message = format!(
            "{name} would widen access by an output that this run has changed, which was not approved: {}",
            list.join("; ")
        );
        Failure::failed(message)
            .hint("run the command again, which asks for an approval of it before its first change")
            .into()
    }
}
