//! The outputs of a stack after the run, as its deployed and its wanted template show them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Changed;
use crate::access::View;
use crate::aws::changes::{Effect, ResourceChange};
use crate::template::{Resource, identifier, settled};

/// An output of a changed stack after the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Forecast {
    /// The one it has.
    Same,
    Value(String),
    /// Known only during the run.
    Open,
    /// The stack has it no more: its condition is false.
    Gone,
}

impl Changed<'_> {
    /// The outcome of an output. The attributes of a resource count as the same unless it is another resource afterwards.
    pub(super) fn forecast(&self, output: &str) -> Forecast {
        // What is not understood counts as the same: the deploy compares again once the output is known.
        self.with_views(|old, new| forecast(old, new, output)).unwrap_or(Forecast::Same)
    }

    /// The outputs after changes of the stack's resources. One that is known only once they are made is left out.
    pub(crate) fn outputs(&self, changes: &[ResourceChange]) -> BTreeMap<String, String> {
        let names = self.packaged.wanted.template.outputs.keys().chain(self.state.outputs.keys());
        let after = |name: &String| match self.forecast(name) {
            Forecast::Value(value) => Some(value),
            Forecast::Same if !self.is_of_replaced(name, changes) => self.state.outputs.get(name).cloned(),
            Forecast::Same | Forecast::Open | Forecast::Gone => None,
        };
        names.filter_map(|name| Some((name.clone(), after(name)?))).collect()
    }

    /// Whether an output refers to a resource that is replaced, or may be.
    fn is_of_replaced(&self, output: &str, changes: &[ResourceChange]) -> bool {
        let value = |_: View<'_>, new: View<'_>| {
            new.template.outputs.get(output).map(|value| settled(value, new.names))
        };
        let referred = referred(&self.with_views(value).flatten());
        let is_replaced =
            |change: &ResourceChange| matches!(change.effect, Effect::Replace | Effect::MayReplace);
        changes.iter().any(|change| is_replaced(change) && referred.contains(&change.logical_id))
    }
}

pub(super) fn forecast(old: View<'_>, new: View<'_>, output: &str) -> Forecast {
    let value = |view: View<'_>| view.template.outputs.get(output).map(|value| settled(value, view.names));
    let after = value(new);
    match new.template.has_output(output, new.names) {
        Some(true) => {}
        Some(false) => return Forecast::Gone,
        None if condition(old, output) == condition(new, output) => {}
        None => return Forecast::Open,
    }
    if let Some(text) = after.as_ref().and_then(plain) {
        return Forecast::Value(text);
    }
    let is_same = value(old) == after && !referred(&after).iter().any(|id| is_another(old, new, id));
    if is_same { Forecast::Same } else { Forecast::Open }
}

/// The definition of an output's condition.
fn condition(view: View<'_>, output: &str) -> Option<String> {
    let condition = view.template.body()["Outputs"][output]["Condition"].as_str()?;
    Some(view.names.definition(condition))
}

/// The text of a settled value that is known to its end.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.contains("${")),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// The names in the parts of a settled value that are not known.
pub(super) fn referred(value: &Option<Value>) -> BTreeSet<String> {
    let text = value.as_ref().map(Value::to_string).unwrap_or_default();
    let parts = text.split("${").skip(1).filter_map(|rest| rest.split(['}', '.']).next());
    parts.map(str::to_owned).collect()
}

/// Whether a resource is another one afterwards: of another type, under another name, or made where it was not before.
pub(super) fn is_another(old: View<'_>, new: View<'_>, id: &str) -> bool {
    let (before, after) = (old.template.resources.get(id), new.template.resources.get(id));
    let (Some(before), Some(after)) = (before, after) else { return before.is_some() != after.is_some() };
    let made = |view: View<'_>, resource: &Resource| view.template.is_made(resource, view.names);
    before.kind != after.kind
        || made(old, before) != made(new, after)
        || own_names(old, before) != own_names(new, after)
}

/// The values of the properties by which a resource is named: its identifiers, and for example `QueueName` of a queue, whose
/// identifier is an address.
fn own_names(view: View<'_>, resource: &Resource) -> Vec<Value> {
    let noun = resource.kind.rsplit("::").next().unwrap_or_default();
    let own = [format!("{noun}Name")];
    let names = own.into_iter().chain(identifier(&resource.kind).map(str::to_owned));
    names.map(|name| settled(&resource.properties[name], view.names)).collect()
}
