//! Stacks that differ from what is deployed, with the parameters that the run will give them. An output that the run itself
//! changes is worked out from the template that gives it; one that is known only during the run stands for itself.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use anyhow::Result;
use serde_json::Value;
use tokio::sync::OnceCell;

use super::{Scope, names};
use crate::access::View;
use crate::aws::changes::{Effect, ResourceChange};
use crate::aws::stack::StackState;
use crate::deploy::Deploy;
use crate::graph::{Input, Node, WantedStack, Work};
use crate::packaged::{Packaged, packaged};
use crate::previous::Deployed;
use crate::retained::{deployed, is_to_be_created};
use crate::template::{Resource, identifier, settled};

/// A stack that is there and differs from what is wanted.
pub(crate) struct Changed<'v> {
    pub(super) index: usize,
    pub(super) packaged: Packaged,
    pub(super) state: &'v StackState,
    pub(super) parameters: Parameters,
    pub(super) deployed: Result<Deployed, String>,
}

/// A stack's parameters before the run.
#[derive(Clone, Debug, Default)]
pub(super) struct Parameters {
    /// The values as far as there are any; of an open one `${output STACK.OUTPUT}`, by the stack's id in the project file.
    pub values: BTreeMap<String, String>,
    /// Those that are known only during the run.
    pub open: BTreeSet<String>,
    /// Keys of artifacts, which the build decides. They name code, and grant nothing.
    pub keys: BTreeSet<String>,
}

impl Parameters {
    /// Whether a parameter has a value with which a change set can be made before the run.
    pub fn has_value(&self, name: &str) -> bool {
        self.values.contains_key(name) && !self.open.contains(name)
    }

    /// The values that the run will give as far as that is known before it.
    pub fn known(&self) -> BTreeMap<String, String> {
        let is_later = |name: &String| self.open.contains(name) || self.keys.contains(name);
        let known = self.values.iter().filter(|(name, _)| !is_later(name));
        known.map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

/// A parameter's value in the run.
enum After {
    Known(String),
    /// The one with which the stack is deployed; without one that of this output.
    Kept(Option<String>),
    /// Known only during the run: the output that gives it.
    Open(String),
}

/// What stands for an output that is known only during the run.
fn open(output: String) -> String {
    format!("${{output {output}}}")
}

/// An output of a changed stack after the run.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Forecast {
    /// The one it has.
    Same,
    Value(String),
    /// Known only during the run.
    Open,
}

/// All stacks of a deploy before its first change, each compared once with what is deployed.
pub(crate) struct Comparison<'d, 'a> {
    pub(super) deploy: &'d Deploy<'a>,
    pub(super) scope: Scope,
    stacks: Vec<OnceCell<Option<Rc<Changed<'d>>>>>,
}

/// The result of a comparison, boxed since a stack's values depend on other stacks' outputs.
type Compared<'s, 'd> = Pin<Box<dyn Future<Output = Result<Option<Rc<Changed<'d>>>>> + 's>>;

impl<'d, 'a> Comparison<'d, 'a> {
    /// Compares nothing yet.
    pub fn new(deploy: &'d Deploy<'a>, scope: Scope) -> Self {
        let stacks = deploy.run.graph.nodes.iter().map(|_| OnceCell::new()).collect();
        Self { deploy, scope, stacks }
    }

    /// How a stack differs from what is deployed; `None` for one that does not, or is not there.
    pub(crate) fn changed<'s>(&'s self, index: usize) -> Compared<'s, 'd> {
        Box::pin(async move {
            let changed = self.stacks[index].get_or_try_init(|| self.compared(index)).await?;
            Ok(changed.clone())
        })
    }

    async fn compared(&self, index: usize) -> Result<Option<Rc<Changed<'d>>>> {
        let run = &self.deploy.run;
        let Work::Stack(stack) = &run.graph.nodes[index].work else { return Ok(None) };
        let is_there = !is_to_be_created(stack, &run.views);
        let Some(state) = deployed(stack, &run.views).filter(|_| is_there) else { return Ok(None) };
        // What the template refers to by local paths is part of its text.
        let packaged = packaged(run, stack).await?;
        let wanted = &packaged.wanted;
        let parameters = self.parameters(wanted, state).await?;
        if self.scope.access {
            self.deploy.reviewed.borrow_mut().insert(index, parameters.known());
        }
        if state.fingerprint == Some(wanted.template.fingerprint(&parameters.values, &wanted.tags)) {
            return Ok(None);
        }
        let cloudformation = run.cloud.cloudformation(&wanted.region);
        let deployed = self.deploy.previous.deployed(&cloudformation, &state.arn).await;
        Ok(Some(Rc::new(Changed { index, packaged, state, parameters, deployed })))
    }

    async fn parameters(&self, stack: &WantedStack, state: &StackState) -> Result<Parameters> {
        let mut parameters = Parameters::default();
        for (name, input) in &stack.inputs {
            // CloudFormation returns asterisks for a secret.
            let kept = || state.parameters.get(name).filter(|_| !stack.template.is_secret(name)).cloned();
            let (value, later) = match self.value(input, stack).await? {
                After::Known(value) => (Some(value), None),
                After::Kept(output) => match kept() {
                    Some(value) => (Some(value), None),
                    None => (output.map(open), Some(&mut parameters.open)),
                },
                After::Open(output) => (Some(open(output)), Some(&mut parameters.open)),
            };
            let keys = matches!(input, Input::ArtifactKey { .. }).then_some(&mut parameters.keys);
            later.into_iter().chain(keys).for_each(|names| _ = names.insert(name.clone()));
            parameters.values.extend(value.map(|value| (name.clone(), value)));
        }
        Ok(parameters)
    }

    async fn value(&self, input: &Input, stack: &WantedStack) -> Result<After> {
        let run = &self.deploy.run;
        let (node, output) = match input {
            Input::Text(_) => {
                return Ok(run.resolve(input, &stack.region)?.map_or(After::Kept(None), After::Known));
            }
            Input::ArtifactKey { .. } => return Ok(After::Kept(None)),
            Input::Output { node, output } => (*node, output),
        };
        let Node { id, work, .. } = &run.graph.nodes[node];
        // What a step gives is known only after it.
        let Work::Stack(giver) = work else { return Ok(After::Kept(Some(format!("{id}.{output}")))) };
        let Some(state) = deployed(giver, &run.views).filter(|_| !is_to_be_created(giver, &run.views)) else {
            return Ok(After::Open(format!("{id}.{output}")));
        };
        let forecast = self.changed(node).await?.map_or(Forecast::Same, |changed| changed.forecast(output));
        Ok(match (forecast, state.outputs.get(output)) {
            (Forecast::Value(value), _) => After::Known(value),
            (Forecast::Same, Some(value)) => After::Known(value.clone()),
            (Forecast::Same, None) => After::Kept(Some(format!("{id}.{output}"))),
            (Forecast::Open, _) => After::Open(format!("{id}.{output}")),
        })
    }
}

impl Changed<'_> {
    /// The outcome of an output. The attributes of a resource count as the same unless it is another resource afterwards.
    fn forecast(&self, output: &str) -> Forecast {
        // What is not understood counts as the same: the deploy compares again once the output is known.
        self.with_views(|old, new| forecast(old, new, output)).unwrap_or(Forecast::Same)
    }

    /// The outputs after changes of the stack's resources. One that is known only once they are made is left out.
    pub(crate) fn outputs(&self, changes: &[ResourceChange]) -> BTreeMap<String, String> {
        let names = self.packaged.wanted.template.outputs.keys().chain(self.state.outputs.keys());
        let after = |name: &String| match self.forecast(name) {
            Forecast::Value(value) => Some(value),
            Forecast::Same if !self.is_of_replaced(name, changes) => self.state.outputs.get(name).cloned(),
            Forecast::Same | Forecast::Open => None,
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

    /// Whether the stack is given the parameters with which it is deployed. CloudFormation returns asterisks for a secret, which
    /// counts as the same.
    pub(super) fn has_deployed_values(&self) -> bool {
        let is_deployed = |(name, value): (&String, &String)| {
            let deployed = self.state.parameters.get(name);
            deployed.is_some_and(|deployed| deployed == value || deployed.bytes().all(|byte| byte == b'*'))
        };
        self.parameters.values.iter().all(is_deployed)
    }

    /// Calls `act` with the deployed and the wanted template. `None` if one of them is not understood.
    pub(super) fn with_views<T>(&self, act: impl FnOnce(View<'_>, View<'_>) -> T) -> Option<T> {
        let wanted = &self.packaged.wanted;
        let new = wanted.template.is_read().then_some(&*wanted.template)?;
        let old = self.deployed.as_ref().ok()?.template.as_ref().ok()?;
        let (before, after) = (old.values(&self.state.parameters), new.values(&self.parameters.values));
        let (old_names, new_names) =
            (names(old, &before, wanted, self.state), names(new, &after, wanted, self.state));
        Some(act(View::of(old, &old_names), View::of(new, &new_names)))
    }
}

fn forecast(old: View<'_>, new: View<'_>, output: &str) -> Forecast {
    let value = |view: View<'_>| view.template.outputs.get(output).map(|value| settled(value, view.names));
    let after = value(new);
    if let Some(text) = after.as_ref().and_then(plain) {
        return Forecast::Value(text);
    }
    let is_same = value(old) == after && !referred(&after).iter().any(|id| is_another(old, new, id));
    if is_same { Forecast::Same } else { Forecast::Open }
}

/// The text of a settled value that is known to its end.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.contains("${")),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// The names in the parts of a settled value that are not known.
fn referred(value: &Option<Value>) -> BTreeSet<String> {
    let text = value.as_ref().map(Value::to_string).unwrap_or_default();
    let parts = text.split("${").skip(1).filter_map(|rest| rest.split(['}', '.']).next());
    parts.map(str::to_owned).collect()
}

/// Whether a resource is another one afterwards: of another type, under another name, or made where it was not before.
fn is_another(old: View<'_>, new: View<'_>, id: &str) -> bool {
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
