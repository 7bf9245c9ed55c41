//! Nested stacks: compares their deployed templates with those that were packaged from local files. If one of them
//! cannot be read, what the nested stack grants is not known.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use serde_json::Value;

use crate::access::{AccessChange, Nested, View, compare, nested};
use crate::aws::cloudformation::CloudFormation;
use crate::bundle::PackedObject;
use crate::document::Source;
use crate::failure::sentence;
use crate::previous::Previous;
use crate::template::{Names, Template};

/// Where the templates of nested stacks come from.
#[derive(Clone, Copy)]
pub(super) struct Nesting<'a> {
    pub cloudformation: &'a CloudFormation,
    /// What was packed, with the nested templates.
    pub objects: &'a [PackedObject],
    pub previous: &'a Previous,
    /// Whether the stack's own templates are the same on both sides, and differ only in parameters.
    pub is_same: bool,
}

/// Both templates of a nested stack.
struct Pair {
    arn: Option<String>,
    old: Option<Rc<Template>>,
    new: Rc<Template>,
}

impl<'a> Nesting<'a> {
    /// How the nested stacks of a stack change who may do what, down to the last.
    pub fn changes<'f>(
        self,
        arn: Option<&'f str>,
        old: Option<View<'f>>,
        new: View<'f>,
    ) -> Pin<Box<dyn Future<Output = Vec<AccessChange>> + 'f>>
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
            let mut changes = Vec::new();
            for one in &found {
                let arn = match &ids {
                    Ok(ids) => Ok(ids
                        .iter()
                        .find(|resource| resource.logical_id == one.logical_id && resource.is_there())
                        .map(|resource| resource.physical_id.clone())),
                    Err(reason) => Err(reason.clone()),
                };
                match self.pair(one, arn).await {
                    Ok(pair) => changes.extend(self.compared(one, &pair, new).await),
                    Err(reason) => changes.push(AccessChange::unknown(&one.logical_id, &one.kind, reason)),
                }
            }
            changes
        })
    }

    async fn pair(&self, one: &Nested, arn: Result<Option<String>, String>) -> Result<Pair, String> {
        let arn = arn?.filter(|_| one.old.is_some());
        let old = match &arn {
            Some(arn) => Some(self.previous.template(self.cloudformation, arn).await?),
            None => None,
        };
        let address = one.new.address.as_str().unwrap_or_default();
        let packed = self.objects.iter().find(|object| !address.is_empty() && address.ends_with(&object.key));
        let new = match (packed, &old, &one.old) {
            (Some(object), _, _) => Rc::new(read(one, &object.bytes)?),
            (None, Some(old), Some(before)) if before.address == one.new.address => Rc::clone(old),
            _ => return Err("what its template grants is not known".to_owned()),
        };
        let is_same = self.is_same && one.old.is_some();
        Ok(Pair { arn, old: if is_same { Some(Rc::clone(&new)) } else { old }, new })
    }

    async fn compared(&self, one: &Nested, pair: &Pair, parent: View<'_>) -> Vec<AccessChange> {
        let stack = format!("{}-{}", parent.names.stack, one.logical_id);
        let values = |template: &Template, parameters: &Value| template.values(&texts(parameters));
        let before = pair.old.as_ref().zip(one.old.as_ref());
        let before =
            before.map(|(template, inputs)| values(template, &inputs.parameters)).unwrap_or_default();
        let after = values(&pair.new, &one.new.parameters);
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
        let old = old.map(|(template, names)| View { template, names });
        let new = View { template: &pair.new, names: &new_names };
        let mut changes = compare(old, new);
        changes.extend(self.changes(pair.arn.as_deref(), old, new).await);
        changes.into_iter().map(|change| change.within(&one.logical_id)).collect()
    }
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
    entries.map(|(name, value)| (name.clone(), text(value).replace("${", "${parent "))).collect()
}
