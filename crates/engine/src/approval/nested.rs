//! Nested stacks: compares their deployed templates with those that were packaged from local files. If one of them
//! cannot be read, what the nested stack grants and loses is not known.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use serde_json::Value;

use super::documents::Library;
use super::lost::lost;
use super::{Findings, Losses, Scope};
use crate::access::{AccessChange, Nested, View, compare, nested};
use crate::aws::changes::{Effect, ResourceChange};
use crate::aws::cloudformation::CloudFormation;
use crate::document::Source;
use crate::failure::sentence;
use crate::previous::Previous;
use crate::retained::NESTED_STACK;
use crate::template::{Names, Template, of_parent};

/// Where the templates of nested stacks come from.
#[derive(Clone, Copy)]
pub(super) struct Nesting<'a> {
    pub cloudformation: &'a CloudFormation,
    /// What was packed, with the nested templates, and OpenAPI documents.
    pub library: &'a Library<'a>,
    pub previous: &'a Previous,
    /// Whether the stack's own templates are the same on both sides, and differ only in parameters.
    pub is_same: bool,
    pub scope: Scope,
}

/// Both templates of a nested stack.
struct Pair {
    arn: Option<String>,
    old: Option<Rc<Template>>,
    new: Rc<Template>,
}

impl<'a> Nesting<'a> {
    /// What was found in the nested stacks of a stack, down to the last.
    pub fn findings<'f>(
        self,
        arn: Option<&'f str>,
        old: Option<View<'f>>,
        new: View<'f>,
    ) -> Pin<Box<dyn Future<Output = Findings> + 'f>>
    where
        'a: 'f,
    {
        Box::pin(async move {
            let found = nested(old, new);
            let is_there = found.iter().any(|one| one.old.is_some());
            let ids = match arn.filter(|_| is_there) {
                Some(arn) => self.cloudformation.resources(arn).await.map_err(|error| sentence(&error)),
                None => Ok(Vec::new()),
            };
            let mut findings = Findings::default();
            for one in &found {
                let arn = match &ids {
                    Ok(ids) => Ok(ids
                        .iter()
                        .find(|resource| resource.logical_id == one.logical_id && resource.is_there())
                        .map(|resource| resource.physical_id.clone())),
                    Err(reason) => Err(reason.clone()),
                };
                findings.extend(match self.pair(one, arn).await {
                    Ok(pair) => self.compared(one, &pair, new).await,
                    Err(reason) => self.unknown(one, &reason),
                });
            }
            findings
        })
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
            Some(arn) => Some(self.previous.template(self.cloudformation, arn).await?),
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
        let stack = format!("{}-{}", parent.names.stack, one.logical_id);
        let given = one.old.as_ref().map(|inputs| texts(&inputs.parameters)).unwrap_or_default();
        let wanted = texts(&one.new.parameters);
        let mut before = pair.old.as_ref().map(|template| template.values(&given)).unwrap_or_default();
        let mut after = pair.new.values(&wanted);
        // Neither value is shown.
        let is_changed = |name: &&String| given.contains_key(*name) && given.get(*name) != wanted.get(*name);
        for name in wanted.keys().filter(|name| pair.new.is_secret(name)).filter(is_changed) {
            before.insert(name.clone(), format!("${{former {name}}}"));
            after.insert(name.clone(), format!("${{{name}}}"));
        }
        let names = |body, parameters| Names {
            parameters,
            region: parent.names.region,
            account: parent.names.account,
            stack: &stack,
            body,
        };
        let old_names = pair.old.as_ref().map(|template| names(template.body(), &before));
        let new_names = names(pair.new.body(), &after);
        let old = pair.old.as_ref().zip(old_names.as_ref());
        let old = old.map(|(template, names)| View::of(template, names));
        let new = View::of(&pair.new, &new_names);
        let mut findings = Findings::default();
        if self.scope.access {
            let (of_old, of_new) = self.library.documents(old, new).await;
            findings.access = compare(old.map(|old| old.with(&of_old)), new.with(&of_new));
        }
        if let Some(old) = old.filter(|_| self.scope.losses != Losses::Allowed) {
            findings.losses = lost(old, new).unwrap_or_else(|| vec![of_unknown("Transform")]);
        }
        findings.extend(self.findings(pair.arn.as_deref(), old, new).await);
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

/// The parameters that a nested stack is given. What is known only to CloudFormation is marked as the parent's: the nested
/// template may have a resource of the same name.
fn texts(parameters: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items =
                items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned));
            items.collect::<Vec<_>>().join(",")
        }
        value => value.to_string(),
    };
    let entries = parameters.as_object().into_iter().flatten();
    entries.map(|(name, value)| (name.clone(), of_parent(&text(value)))).collect()
}
