//! Two templates of one stack, compared with everything in them.

use std::collections::BTreeMap;

use super::documents::Library;
use super::level::{Level, Moved};
use super::nested::Nesting;
use super::{Findings, Scope};
use crate::aws::stack::StackState;
use crate::deploy::Deploy;
use crate::packaged::Packaged;
use crate::template::Template;

/// One of the templates, with the values of its parameters.
#[derive(Clone, Copy)]
pub(super) struct Side<'t> {
    pub template: &'t Template,
    pub parameters: &'t BTreeMap<String, String>,
}

impl Deploy<'_> {
    /// How access differs, nested stacks included, and which data nested stacks would lose. `packaged` has what the new template
    /// refers to.
    pub(super) async fn between(
        &self,
        packaged: &Packaged,
        state: &StackState,
        sides: [Side<'_>; 2],
        scope: Scope,
    ) -> Findings {
        let level = level(packaged, state, sides);
        self.nesting(packaged, &level, scope).findings(&level).await
    }

    /// The outputs of a stack's nested stacks that have other values after the run, by their attributes. Costs calls only where nested
    /// stacks differ.
    pub(super) async fn moved_outputs(
        &self,
        packaged: &Packaged,
        state: &StackState,
        sides: [Side<'_>; 2],
        scope: Scope,
    ) -> Moved {
        let level = level(packaged, state, sides);
        self.nesting(packaged, &level, scope).moved(&level).await
    }

    fn nesting<'n>(&'n self, packaged: &'n Packaged, level: &Level<'_>, scope: Scope) -> Nesting<'n> {
        let (region, account) = (&packaged.wanted.region, self.run.known_account().ok());
        Nesting {
            cloudformation: self.run.cloud.cloudformation(region),
            library: Library::of(&packaged.objects, self.run.cloud, account, region),
            previous: &self.previous,
            is_same: level.old.is_some_and(|old| std::ptr::eq(old, level.new)),
            scope,
        }
    }
}

fn level<'t>(packaged: &'t Packaged, state: &'t StackState, [before, after]: [Side<'t>; 2]) -> Level<'t> {
    let wanted = &packaged.wanted;
    Level {
        arn: Some(&state.arn),
        old: Some(before.template),
        new: after.template,
        before: before.parameters.clone(),
        after: after.parameters.clone(),
        region: wanted.region.as_str(),
        account: state.account(),
        stack: wanted.name.clone(),
    }
}
