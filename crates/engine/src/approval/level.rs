//! A stack or a nested stack with both of its templates and what they are given.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::forecast::{Forecast, forecast, plain};
use crate::access::{Nested, View};
use crate::template::{Names, Template, of_parent, open_output, settled};

/// Both templates of a nested stack.
pub(super) struct Pair {
    pub arn: Option<String>,
    pub old: Option<Rc<Template>>,
    pub new: Rc<Template>,
}

/// A stack with the values of its parameters on both sides.
pub(super) struct Level<'t> {
    pub arn: Option<&'t str>,
    pub old: Option<&'t Template>,
    pub new: &'t Template,
    pub before: BTreeMap<String, String>,
    pub after: BTreeMap<String, String>,
    pub region: &'t str,
    pub account: &'t str,
    pub stack: String,
}

impl<'t> Level<'t> {
    /// A nested stack.
    pub fn new(one: &Nested, pair: &'t Pair, parent: View<'t>) -> Self {
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
        Self {
            arn: pair.arn.as_deref(),
            old: pair.old.as_deref(),
            new: &pair.new,
            before,
            after,
            region: parent.names.region,
            account: parent.names.account,
            stack: format!("{}-{}", parent.names.stack, one.logical_id),
        }
    }

    pub fn old_names(&self) -> Option<Names<'_>> {
        self.old.map(|template| self.names(template, &self.before))
    }

    /// The deployed template with these names.
    pub fn old_view<'v>(&'v self, names: Option<&'v Names<'v>>) -> Option<View<'v>> {
        self.old.zip(names).map(|(template, names)| View::of(template, names))
    }

    pub fn new_names(&self) -> Names<'_> {
        self.names(self.new, &self.after)
    }

    pub fn names<'n>(
        &'n self,
        template: &'n Template,
        parameters: &'n BTreeMap<String, String>,
    ) -> Names<'n> {
        let (region, account, stack) = (self.region, self.account, self.stack.as_str());
        Names { parameters, region, account, stack, body: template.body() }
    }

    /// Adds what outputs of its own nested stacks were and will be.
    pub fn extend(&mut self, moved: Moved) {
        self.before.extend(moved.before);
        self.after.extend(moved.after);
    }

    /// The outputs that have other values than before: a known one, or one that is known only during the run.
    pub fn moved_outputs(&self, logical_id: &str, moved: &mut Moved) {
        let (Some(template), Some(old_names)) = (self.old, self.old_names()) else { return };
        let new_names = self.new_names();
        let (old, new) = (View::of(template, &old_names), View::of(self.new, &new_names));
        for output in self.new.outputs.keys() {
            let attribute = format!("{logical_id}.Outputs.{output}");
            let before = template.outputs.get(output).map(|value| settled(value, &old_names));
            let before = before.as_ref().and_then(plain);
            let after = match forecast(old, new, output) {
                Forecast::Value(value) if before.as_ref() != Some(&value) => value,
                Forecast::Open => open_output(&attribute),
                Forecast::Value(_) | Forecast::Same | Forecast::Gone => continue,
            };
            moved.before.extend(before.map(|value| (attribute.clone(), value)));
            moved.after.insert(attribute, after);
        }
    }
}

/// Outputs of nested stacks that have other values than before, by the attributes under which the template around them refers to
/// them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Moved {
    /// The former values, as far as they are known.
    pub before: BTreeMap<String, String>,
    pub after: BTreeMap<String, String>,
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
