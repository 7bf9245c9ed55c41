//! The second look, just before a stack is changed: outputs and parameters of Systems Manager may have other values by the same run
//! than the review reckoned with.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Findings, Side};
use crate::access::AccessChange;
use crate::aws::changes::ResourceChange;
use crate::deploy::Deploy;
use crate::failure::Failure;
use crate::packaged::Packaged;
use crate::retained::deployed;
use crate::reviewed::Reviewed;
use crate::template::is_open;

impl Deploy<'_> {
    /// Refuses access that is wider by the outputs of this run than what was reviewed, and losses in nested stacks, which the change
    /// set does not show. Makes calls only for parameters in Systems Manager, and for nested stacks of a stack whose parameters are others
    /// than those reviewed.
    pub(crate) async fn recheck(&self, index: usize, packaged: &Packaged) -> Result<()> {
        let wanted = &packaged.wanted;
        let Some(Reviewed { parameters, remote, scope }) = self.reviewed.borrow().get(&index).cloned() else {
            return Ok(());
        };
        // A missing output is reported by the deploy of the stack.
        let Ok(actual) = self.run.parameters(&wanted.inputs, &wanted.region)? else { return Ok(()) };
        // What the review did not know, it showed as open, so that any value of it is approved.
        let approved: BTreeMap<_, _> = actual.clone().into_iter().chain(parameters).collect();
        let template = &*wanted.template;
        let Some(state) = deployed(wanted, &self.run.views).filter(|_| template.is_read()) else {
            return Ok(());
        };
        let read = self.remote(wanted, &actual).await;
        let reviewed = |(name, value): (&String, &String)| {
            let reviewed = remote.get(name).filter(|reviewed| !is_open(reviewed));
            (name.clone(), reviewed.unwrap_or(value).clone())
        };
        let expected: BTreeMap<_, _> = read.iter().map(reviewed).collect();
        if approved == actual && expected == read {
            return Ok(());
        }
        let [mut before, mut after] = [template.values(&approved), template.values(&actual)];
        before.extend(expected);
        after.extend(read);
        let sides = [&before, &after].map(|parameters| Side { template, parameters });
        let moved = self.moved_outputs(packaged, state, sides, scope).await;
        before.extend(moved.before);
        after.extend(moved.after);
        let sides = [&before, &after].map(|parameters| Side { template, parameters });
        let mut found = self.between(packaged, state, sides, scope).await;
        found.access.retain(|change| change.needs_approval);
        found.losses.retain(|change| !self.options.permissions.accepts(index, change));
        if found.access.is_empty() && found.losses.is_empty() {
            return Ok(());
        }
        Err(self.refusal(index, &found))
    }

    fn refusal(&self, index: usize, found: &Findings) -> anyhow::Error {
        let (name, secrets) = (&self.run.graph.nodes[index].name, self.run.secrets(index));
        let widened = |change: &AccessChange| {
            format!("{} ({}): {}", change.logical_id, change.kind, secrets.shown(&change.words()))
        };
        let what = match (found.access.is_empty(), found.losses.is_empty()) {
            (false, true) => "widen access",
            (true, _) => "lose data",
            (false, false) => "widen access and lose data",
        };
        let list: Vec<_> =
            found.access.iter().map(widened).chain(found.losses.iter().map(ResourceChange::words)).collect();
        let message = format!(
            "{name} would {what} by a value that this run has changed, which was not approved: {}",
            list.join("; ")
        );
        let hint = "run the command again, which asks for an approval of it before its first change";
        Failure::failed(message).hint(hint).into()
    }
}
