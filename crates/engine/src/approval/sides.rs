//! Two templates of one stack, compared with everything in them.

use std::collections::BTreeMap;

use super::documents::Library;
use super::level::{Level, Moved};
use super::nested::Nesting;
use super::{Findings, Scope, names};
use crate::access::{View, compare};
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
        [before, after]: [Side<'_>; 2],
        scope: Scope,
    ) -> Findings {
        let (wanted, cloud) = (&packaged.wanted, self.run.cloud);
        let old_names = names(before.template, before.parameters, wanted, state);
        let new_names = names(after.template, after.parameters, wanted, state);
        let (old, new) = (View::of(before.template, &old_names), View::of(after.template, &new_names));
        let cloudformation = cloud.cloudformation(&wanted.region);
        let library = Library::of(&packaged.objects, cloud, self.run.known_account().ok(), &wanted.region);
        let is_same = std::ptr::eq(before.template, after.template);
        let (cloudformation, library, previous) = (&cloudformation, &library, &self.previous);
        let nesting = Nesting { cloudformation, library, previous, is_same, scope };
        let mut findings = Findings::default();
        if scope.access {
            let (of_old, of_new) = library.documents(Some(old), new).await;
            findings.access = compare(Some(old.with(&of_old)), new.with(&of_new));
        }
        findings.extend(nesting.findings(Some(&state.arn), Some(old), new).await);
        findings
    }
    /// The outputs of a stack's nested stacks that have other values after the run, by their attributes. Costs calls only where nested
    /// stacks differ.
    pub(super) async fn moved_outputs(
        &self,
        packaged: &Packaged,
        state: &StackState,
        [before, after]: [Side<'_>; 2],
        scope: Scope,
    ) -> Moved {
        let (wanted, cloud) = (&packaged.wanted, self.run.cloud);
        let cloudformation = cloud.cloudformation(&wanted.region);
        let library = Library::of(&packaged.objects, cloud, self.run.known_account().ok(), &wanted.region);
        let is_same = std::ptr::eq(before.template, after.template);
        let (cloudformation, library, previous) = (&cloudformation, &library, &self.previous);
        let nesting = Nesting { cloudformation, library, previous, is_same, scope };
        let level = Level {
            arn: Some(&state.arn),
            old: Some(before.template),
            new: after.template,
            before: before.parameters.clone(),
            after: after.parameters.clone(),
            region: wanted.region.as_str(),
            account: state.account(),
            stack: wanted.name.clone(),
        };
        nesting.moved(&level).await
    }
}
