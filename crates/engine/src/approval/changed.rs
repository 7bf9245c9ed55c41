//! Stacks that differ from what is deployed, with the parameters that the run will give them. An output that the run itself
//! changes is worked out from the template that gives it; one that is known only during the run stands for itself.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use anyhow::Result;
use tokio::sync::OnceCell;

use super::forecast::Forecast;
use super::level::Moved;
use super::sides::Side;
use super::{Scope, names};
use crate::access::View;
use crate::aws::Region;
use crate::aws::changes::ChangeSet;
use crate::aws::stack::StackState;
use crate::deploy::Deploy;
use crate::failure::Failure;
use crate::graph::{Input, Node, WantedStack, Work};
use crate::packaged::{Packaged, packaged};
use crate::previous::Deployed;
use crate::retained::{deployed, is_to_be_created};
use crate::reviewed::Reviewed;
use crate::steps::RegionalOutputs;
use crate::template::{Template, open_output};

/// A stack that is there and differs from what is wanted.
pub(crate) struct Changed<'v> {
    pub(super) index: usize,
    pub(super) packaged: Packaged,
    pub(super) state: &'v StackState,
    pub(super) parameters: Parameters,
    /// The values that CloudFormation would read from Systems Manager.
    remote: Values,
    /// Outputs of its nested stacks that have other values than before.
    moved: Moved,
    pub(super) deployed: Result<Deployed, String>,
    /// Its change set before the run, once it is asked for.
    pub(super) change_set: OnceCell<Option<ChangeSet>>,
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

/// Parameters by name.
type Values = BTreeMap<String, String>;

/// A parameter's value in the run.
pub(super) enum After {
    Known(String),
    /// The one with which the stack is deployed; without one that of this output.
    Kept(Option<String>),
    /// Known only during the run: the output that gives it.
    Open(String),
}

/// All stacks of a deploy before its first change, each compared once with what is deployed.
pub(crate) struct Comparison<'d, 'a> {
    pub(super) deploy: &'d Deploy<'a>,
    pub(super) scope: Scope,
    stacks: Vec<OnceCell<Option<Rc<Changed<'d>>>>>,
    /// What the steps among the nodes give.
    pub(super) given: Vec<OnceCell<Option<Rc<RegionalOutputs>>>>,
}

/// The result of a comparison, boxed since a stack's values depend on other stacks' outputs.
type Compared<'s, 'd> = Pin<Box<dyn Future<Output = Result<Option<Rc<Changed<'d>>>>> + 's>>;

impl<'d, 'a> Comparison<'d, 'a> {
    /// Compares nothing yet.
    pub fn new(deploy: &'d Deploy<'a>, scope: Scope) -> Self {
        let nodes = &deploy.run.graph.nodes;
        let stacks = nodes.iter().map(|_| OnceCell::new()).collect();
        let given = nodes.iter().map(|_| OnceCell::new()).collect();
        Self { deploy, scope, stacks, given }
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
        let remote = self.deploy.remote(wanted, &parameters.values).await;
        let reviewed = Reviewed { parameters: parameters.known(), remote: remote.clone(), scope: self.scope };
        self.deploy.reviewed.borrow_mut().insert(index, reviewed);
        let fingerprint = wanted.template.fingerprint(&parameters.values, &wanted.tags);
        if wanted.template.can_be_skipped() && state.fingerprint == Some(fingerprint) {
            return Ok(None);
        }
        let cloudformation = run.cloud.cloudformation(&wanted.region);
        let deployed = self.deploy.previous.deployed(&cloudformation, &state.arn).await;
        let change_set = OnceCell::new();
        let moved = Moved::default();
        let mut changed = Changed { index, packaged, state, parameters, remote, moved, deployed, change_set };
        changed.moved = self.moved_outputs(&changed).await;
        Ok(Some(Rc::new(changed)))
    }

    async fn moved_outputs(&self, changed: &Changed<'_>) -> Moved {
        let Ok((old, before, after)) = changed.sides() else { return Moved::default() };
        let new = &changed.packaged.wanted.template;
        let sides = [Side { template: old, parameters: &before }, Side { template: new, parameters: &after }];
        self.deploy.moved_outputs(&changed.packaged, changed.state, sides, self.scope).await
    }

    async fn parameters(&self, stack: &WantedStack, state: &StackState) -> Result<Parameters> {
        let mut parameters = Parameters::default();
        for (name, input) in &stack.inputs {
            // CloudFormation returns asterisks for a secret.
            let kept = || state.parameters.get(name).filter(|_| !stack.template.is_secret(name)).cloned();
            let (value, later) = match self.value(input, &stack.region).await? {
                After::Known(value) => (Some(value), None),
                After::Kept(output) => match kept() {
                    Some(value) => (Some(value), None),
                    None => (output.map(|output| open_output(&output)), Some(&mut parameters.open)),
                },
                After::Open(output) => (Some(open_output(&output)), Some(&mut parameters.open)),
            };
            let keys = matches!(input, Input::ArtifactKey { .. }).then_some(&mut parameters.keys);
            later.into_iter().chain(keys).for_each(|names| _ = names.insert(name.clone()));
            parameters.values.extend(value.map(|value| (name.clone(), value)));
        }
        Ok(parameters)
    }

    pub(super) async fn value(&self, input: &Input, region: &Region) -> Result<After> {
        let run = &self.deploy.run;
        let (node, output) = match input {
            Input::Text(_) => {
                return Ok(run.resolve(input, region)?.map_or(After::Kept(None), After::Known));
            }
            Input::ArtifactKey { .. } => return Ok(After::Kept(None)),
            Input::Output { node, output } => (*node, output),
        };
        let Node { id, work, .. } = &run.graph.nodes[node];
        let named = format!("{id}.{output}");
        let giver = match work {
            Work::Stack(giver) => giver,
            Work::Step(step) => {
                let Some(given) = self.given(node, step).await? else { return Ok(After::Kept(Some(named))) };
                let value = given.get(region).and_then(|outputs| outputs.get(output));
                return Ok(value.map_or(After::Open(named), |value| After::Known(value.clone())));
            }
            Work::Build { .. } | Work::Upload { .. } => return Ok(After::Kept(Some(named))),
        };
        let Some(state) = deployed(giver, &run.views).filter(|_| !is_to_be_created(giver, &run.views)) else {
            return Ok(After::Open(named));
        };
        let forecast = self.changed(node).await?.map_or(Forecast::Same, |changed| changed.forecast(output));
        Ok(match (forecast, state.outputs.get(output)) {
            (Forecast::Value(value), _) => After::Known(value),
            (Forecast::Same, Some(value)) => After::Known(value.clone()),
            (Forecast::Same, None) => After::Kept(Some(named)),
            (Forecast::Open, _) => After::Open(named),
            (Forecast::Gone, _) => return Err(self.gone(node, output)),
        })
    }
}

impl Comparison<'_, '_> {
    /// An output that is given to something, and that its stack would have no more.
    fn gone(&self, node: usize, output: &str) -> anyhow::Error {
        let Node { id, name, .. } = &self.deploy.run.graph.nodes[node];
        let message =
            format!("{name} would no longer have the output {output}, since its condition is false");
        let hint =
            format!("change what the condition depends on, or remove {id}.{output} from the project file");
        Failure::usage(message).hint(hint).into()
    }
}

impl Changed<'_> {
    /// Whether the stack is given the parameters with which it is deployed. CloudFormation returns asterisks for a secret, which
    /// counts as the same.
    pub(super) fn has_deployed_values(&self) -> bool {
        let is_deployed = |(name, value): (&String, &String)| {
            let deployed = self.state.parameters.get(name);
            deployed.is_some_and(|deployed| deployed == value || deployed.bytes().all(|byte| byte == b'*'))
        };
        self.parameters.values.iter().all(is_deployed)
    }

    /// Whether nothing differs, as far as a template shows that is sent unread.
    pub(super) fn is_same(&self) -> bool {
        let wanted = &self.packaged.wanted.template;
        let deployed = self.deployed.as_ref().is_ok_and(|deployed| {
            deployed.source.text.trim() == wanted.source.text.trim() && !wanted.is_read()
        });
        deployed && self.has_deployed_values()
    }

    /// The deployed template, and the values of its and of the wanted one's parameters; why they cannot be compared otherwise.
    pub(super) fn sides(&self) -> Result<(&Template, Values, Values), String> {
        let deployed = self.deployed.as_ref().map_err(Clone::clone)?;
        let wanted = &self.packaged.wanted.template;
        if !wanted.is_read() {
            return Err("it is sent unread".to_owned());
        }
        let old = deployed.template.as_ref().map_err(Clone::clone)?;
        let (mut before, mut after) =
            (old.values(&self.state.parameters), wanted.values(&self.parameters.values));
        before.extend(self.state.resolved.clone());
        before.extend(self.moved.before.clone());
        after.extend(self.remote.clone());
        after.extend(self.moved.after.clone());
        Ok((old, before, after))
    }

    /// Calls `act` with the deployed and the wanted template. `None` if one of them is not understood.
    pub(super) fn with_views<T>(&self, act: impl FnOnce(View<'_>, View<'_>) -> T) -> Option<T> {
        let wanted = &self.packaged.wanted;
        let (old, before, after) = self.sides().ok()?;
        let old_names = names(old, &before, wanted, self.state);
        let new_names = names(&wanted.template, &after, wanted, self.state);
        Some(act(View::of(old, &old_names), View::of(&wanted.template, &new_names)))
    }
}
