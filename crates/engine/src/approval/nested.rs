//! Nested stacks: compares their deployed templates with those that were packaged from local files. If one of them
//! cannot be read, what the nested stack grants and loses is not known.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use super::documents::Library;
use super::level::{Level, Pair};
use super::lost::lost;
use super::{Findings, Losses, Scope};
use crate::access::{AccessChange, Nested, View, compare, nested};
use crate::aws::changes::{Effect, ResourceChange};
use crate::aws::cloudformation::CloudFormation;
use crate::document::Source;
use crate::previous::Previous;
use crate::retained::NESTED_STACK;
use crate::template::Template;

/// Where the templates of nested stacks come from.
pub(super) struct Nesting<'a> {
    pub cloudformation: CloudFormation,
    /// What was packed, with the nested templates, and OpenAPI documents.
    pub library: Library<'a>,
    pub previous: &'a Previous,
    /// Whether the stack's own templates are the same on both sides, and differ only in parameters.
    pub is_same: bool,
    pub scope: Scope,
}

/// What is found, boxed since nested stacks may be nested further.
type Found<'f> = Pin<Box<dyn Future<Output = Findings> + 'f>>;

impl Nesting<'_> {
    /// How access differs in a stack and its nested stacks, down to the last, and which data the nested stacks would lose.
    pub fn findings<'f>(&'f self, level: &'f Level<'f>) -> Found<'f> {
        Box::pin(async move {
            let (old_names, new_names) = (level.old_names(), level.new_names());
            let (old, new) = (level.old_view(old_names.as_ref()), View::of(level.new, &new_names));
            let mut findings = Findings::default();
            if self.scope.access {
                let (of_old, of_new) = self.library.documents(old, new).await;
                findings.access = compare(old.map(|old| old.with(&of_old)), new.with(&of_new));
            }
            for (one, pair) in self.pairs(level.arn, old, new).await {
                findings.extend(match pair {
                    Ok(pair) => self.compared(&one, &pair, new).await,
                    Err(reason) => self.unknown(&one, &reason),
                });
            }
            findings
        })
    }

    /// The nested stacks of a stack that are new or differ, with their templates, or why these are not known.
    pub(super) async fn pairs(
        &self,
        arn: Option<&str>,
        old: Option<View<'_>>,
        new: View<'_>,
    ) -> Vec<(Nested, Result<Pair, String>)> {
        let found = nested(old, new);
        let is_there = found.iter().any(|one| one.old.is_some());
        let ids = match arn.filter(|_| is_there) {
            Some(arn) => self.previous.nested(&self.cloudformation, arn).await,
            None => Ok(Rc::default()),
        };
        let mut pairs = Vec::new();
        for one in found {
            let arn = ids.as_ref().map_err(Clone::clone).map(|ids| ids.get(&one.logical_id).cloned());
            let pair = self.pair(&one, arn).await;
            pairs.push((one, pair));
        }
        pairs
    }

    /// What is found in a nested stack whose templates cannot be compared.
    fn unknown(&self, one: &Nested, reason: &str) -> Findings {
        let mut findings = Findings::default();
        if self.scope.access {
            findings.access.push(AccessChange::unknown(&one.logical_id, &one.kind, reason));
        }
        if self.scope.losses != Losses::Allowed && one.old.is_some() {
            findings.losses.push(of_unknown(&one.logical_id));
        }
        findings
    }

    async fn pair(&self, one: &Nested, arn: Result<Option<String>, String>) -> Result<Pair, String> {
        let arn = arn?.filter(|_| one.old.is_some());
        let old = match &arn {
            Some(arn) => Some(self.previous.template(&self.cloudformation, arn).await?),
            None => None,
        };
        let address = one.new.address.as_str().unwrap_or_default();
        let packed =
            self.library.objects.iter().find(|object| !address.is_empty() && address.ends_with(&object.key));
        let new = match (packed, &old, &one.old) {
            (Some(object), _, _) => Rc::new(read(one, &object.bytes)?),
            (None, Some(old), Some(before)) if before.address == one.new.address => Rc::clone(old),
            _ => return Err("what its template grants is not known".to_owned()),
        };
        let is_same = self.is_same && one.old.is_some();
        Ok(Pair { arn, old: if is_same { Some(Rc::clone(&new)) } else { old }, new })
    }

    async fn compared(&self, one: &Nested, pair: &Pair, parent: View<'_>) -> Findings {
        let mut level = Level::new(one, pair, parent);
        let moved = self.moved(&level).await;
        level.extend(moved);
        let mut findings = self.findings(&level).await;
        let (old_names, new_names) = (level.old_names(), level.new_names());
        let old = level.old_view(old_names.as_ref());
        if let Some(old) = old.filter(|_| self.scope.losses != Losses::Allowed) {
            let lost = lost(old, View::of(level.new, &new_names));
            findings.losses.extend(lost.unwrap_or_else(|| vec![of_unknown("Transform")]));
        }
        findings.within(&one.logical_id)
    }
}

/// What stands for the resources of a nested stack that are not known.
fn of_unknown(id: &str) -> ResourceChange {
    ResourceChange::bare(id, NESTED_STACK, Effect::MayReplace, false)
}

fn read(one: &Nested, bytes: &[u8]) -> Result<Template, String> {
    let text = String::from_utf8_lossy(bytes);
    Template::read(Source::new(one.logical_id.as_str(), text)).map_err(|problem| problem.to_string())
}
