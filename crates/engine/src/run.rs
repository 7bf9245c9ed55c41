//! What the nodes of a run share: the deployed state, the results of earlier nodes, and the observer of events.

#[cfg(test)]
mod tests;

use std::cell::{Cell, Ref, RefCell};
use std::collections::BTreeMap;
use std::future::pending;

use anyhow::{Context, Result, ensure};
use futures_util::future::join_all;
use tokio::time::Instant;

use super::cause::Cause;
use super::event::{Action, Event, NodeName, Observer, Outcome, SkipCause};
use super::graph::{ACCOUNT, ARTIFACT_BUCKET, Graph, Input, Work, depends_on_account};
use super::notice::notices;
use super::outputs::Outputs;
use super::report::{FailureReport, NodeEnd, NodeReport, RunReport};
use super::schedule::{End, Stop, Task, schedule};
use super::secrets::Secrets;
use super::snapshot::{RegionView, Views};
use super::steps::Site;
use crate::aws::artifacts::bucket_name;
use crate::aws::{Cloud, Region};
use crate::bundle::Bundle;
use crate::failure::{Kind, kind_of};
use crate::project::fill;

/// What a node leaves for those that need it.
#[derive(Clone, Debug)]
pub enum Value {
    Nothing,
    Bundle(Bundle),
    Outputs(BTreeMap<String, String>),
    /// Outputs that differ from region to region.
    Regional(BTreeMap<Region, BTreeMap<String, String>>),
}

/// A node's good end.
#[derive(Debug)]
pub struct Done {
    pub outcome: Outcome,
    pub value: Value,
}

/// The end of a node: everything that events, report and dependent nodes need of it.
#[derive(Debug)]
struct Ended {
    end: NodeEnd,
    value: Value,
    /// Seconds since the node started; zero for one that was not tried.
    seconds: f64,
}

/// A run in progress.
pub struct Run<'a> {
    pub cloud: &'a Cloud,
    pub graph: &'a Graph,
    pub observe: Observer<'a>,
    pub views: Views<'a>,
    /// Twelve digits; empty when nothing in the plan depends on it.
    pub account: String,
    /// The nodes that have ended. A further execution replaces them one by one.
    ends: RefCell<BTreeMap<usize, Ended>>,
}

/// A run as one of its nodes sees it.
pub struct AtNode<'r, 'a> {
    pub run: &'r Run<'a>,
    pub index: usize,
}

impl Site for AtNode<'_, '_> {
    fn cloud(&self) -> &Cloud {
        self.run.cloud
    }

    fn value(&self, input: &Input, region: &Region) -> Result<Option<String>> {
        self.run.resolve(input, region)
    }

    fn begin(&self, action: Action) {
        self.run.begin(self.index, action);
    }

    fn show(&self, name: &str, kind: &str, status: &str) {
        self.run.show(self.index, name, kind, status);
    }
}

impl<'a> Run<'a> {
    /// A run that has not begun.
    pub fn new(
        cloud: &'a Cloud,
        graph: &'a Graph,
        observe: Observer<'a>,
        views: Views<'a>,
        account: String,
    ) -> Self {
        Self { cloud, graph, observe, views, account, ends: RefCell::default() }
    }

    /// Runs all nodes along `needs`, with the watchers beside them, and reports. The second value is the error of the
    /// node that failed first, which has the exit code.
    pub async fn execute<'r>(
        &'r self,
        needs: &[Vec<usize>],
        work: impl Fn(usize) -> Task<'r, Done>,
        stop: &Stop,
        fail_fast: bool,
    ) -> (RunReport, Option<anyhow::Error>) {
        let began = Instant::now();
        let names = self.graph.nodes.iter().map(|node| node.name.clone());
        (self.observe)(Event::Planned { nodes: names.collect(), needs: needs.to_vec() });
        let started = RefCell::new(BTreeMap::new());
        let first = Cell::new(None);
        let start = |node: usize| {
            started.borrow_mut().insert(node, Instant::now());
            let work = work(node);
            Box::pin(async move { work.await.map_err(|error| self.secrets(node).conceal(error)) })
                as Task<'r, Done>
        };
        let ended = |node: usize, end: End<Done>| {
            let seconds = started.borrow().get(&node).map_or(0.0, |start| start.elapsed().as_secs_f64());
            if let Some(error) = self.end(node, end, seconds) {
                let earlier = first.take();
                first.set(earlier.or(Some((node, error))));
            }
        };
        let watchers = async {
            join_all(self.views.values().map(|view| view.poller.run())).await;
            // Without a region there is nothing to watch, which does not end the run.
            pending().await
        };
        tokio::select! {
            () = schedule(needs, start, ended, stop, fail_fast) => {}
            () = watchers => {}
        }
        let first = first.into_inner();
        let failure = first.as_ref().and_then(|(node, _)| self.failure(*node));
        let seconds = began.elapsed().as_secs_f64();
        let report = RunReport { failure, interrupted: stop.is_set(), seconds, ..self.report() };
        (report, first.map(|(_, error)| error))
    }

    /// Keeps a node's end and reports it to the observer. Returns the error of one that failed.
    fn end(&self, node: usize, end: End<Done>, seconds: f64) -> Option<anyhow::Error> {
        let (end, value, error) = match end {
            End::Done(Done { outcome, value }) => (NodeEnd::Done { outcome }, value, None),
            End::Failed(error) if kind_of(&error) == Kind::Interrupted => {
                (NodeEnd::Skipped { because: SkipCause::Interrupted }, Value::Nothing, None)
            }
            End::Failed(error) => (NodeEnd::Failed(Cause::of(&error)), Value::Nothing, Some(error)),
            End::Skipped(root) => (NodeEnd::Skipped { because: self.skip_cause(root) }, Value::Nothing, None),
            End::Stopped => (NodeEnd::Skipped { because: SkipCause::Interrupted }, Value::Nothing, None),
        };
        (self.observe)(end.event(&self.graph.nodes[node].name, seconds));
        self.ends.borrow_mut().insert(node, Ended { end, value, seconds });
        error
    }

    /// Why nodes that wait for this one are not tried: it failed, or the user interrupted it.
    fn skip_cause(&self, root: usize) -> SkipCause {
        match self.ends.borrow().get(&root).map(|ended| &ended.end) {
            Some(NodeEnd::Skipped { because }) => because.clone(),
            _ => SkipCause::Failure(self.graph.nodes[root].name.clone()),
        }
    }

    /// Reports that a node began to change something.
    pub fn begin(&self, node: usize, action: Action) {
        tracing::info!("{}: {}", self.graph.nodes[node].name, action.doing());
        (self.observe)(Event::Started { node: self.graph.nodes[node].name.clone(), action });
    }

    /// Reports the progress of something in a node's work, such as a table's replica in a region.
    pub fn show(&self, node: usize, name: &str, kind: &str, status: &str) {
        (self.observe)(Event::Resource {
            node: self.graph.nodes[node].name.clone(),
            logical_id: name.to_owned(),
            resource_type: kind.to_owned(),
            status: status.to_owned(),
        });
    }

    /// What a node that is done has left; `None` for one that is not.
    fn value(&self, node: usize) -> Option<Ref<'_, Value>> {
        Ref::filter_map(self.ends.borrow(), |ends| ends.get(&node).map(|ended| &ended.value)).ok()
    }

    /// What a node has left; nothing if it has not ended.
    pub fn left(&self, node: usize) -> Value {
        self.value(node).map_or(Value::Nothing, |value| value.clone())
    }

    /// The view of a region that the plan names.
    pub fn view(&self, region: &Region) -> Result<&RegionView<'a>> {
        self.views.get(region).with_context(|| format!("region {region} is not part of this run"))
    }

    /// The bundle that a build node left.
    pub fn bundle(&self, node: usize) -> Result<Bundle> {
        match self.value(node).as_deref() {
            Some(Value::Bundle(bundle)) => Ok(bundle.clone()),
            _ => anyhow::bail!("{} has not been built", self.graph.nodes[node].name),
        }
    }

    /// A value for a stack in a region; `None` for an output that does not exist (yet).
    pub fn resolve(&self, input: &Input, region: &Region) -> Result<Option<String>> {
        match input {
            Input::Text(text) => Ok(Some(self.fill(text, region)?)),
            Input::ArtifactKey { artifact, build } => Ok(Some(self.bundle(*build)?.key(artifact))),
            Input::Output { node, output } => Ok(match self.value(*node).as_deref() {
                Some(Value::Outputs(outputs)) => outputs.get(output).cloned(),
                Some(Value::Regional(regions)) => {
                    regions.get(region).and_then(|outputs| outputs.get(output)).cloned()
                }
                _ => None,
            }),
        }
    }

    fn fill(&self, text: &str, region: &Region) -> Result<String> {
        // Every text is filled, since that is also what turns `$${` into `${`.
        let account = if depends_on_account(text) { self.known_account()? } else { "" };
        let lookup = |name: &str| match name {
            ACCOUNT => Some(account.to_owned()),
            ARTIFACT_BUCKET => Some(bucket_name(account, region)),
            _ => None,
        };
        Ok(fill(text, lookup).unwrap_or_else(|_| text.to_owned()))
    }

    /// The account's number. What needs it must be known to [`Graph::needs_account`]: a name with a gap in it would be
    /// another's name.
    pub fn known_account(&self) -> Result<&str> {
        ensure!(!self.account.is_empty(), "AWS was not asked for the account, on which a value depends");
        Ok(&self.account)
    }

    /// All of a stack's parameter values. An output that is missing is named.
    pub fn parameters(
        &self,
        inputs: &BTreeMap<String, Input>,
        region: &Region,
    ) -> Result<Result<BTreeMap<String, String>, String>> {
        let (values, missing) = self.known_parameters(inputs, region)?;
        Ok(missing.into_iter().next().map_or(Ok(values), Err))
    }

    /// A stack's parameter values as far as they exist, and the outputs that do not, as `STACK.OUTPUT`.
    pub fn known_parameters(
        &self,
        inputs: &BTreeMap<String, Input>,
        region: &Region,
    ) -> Result<(BTreeMap<String, String>, Vec<String>)> {
        let (mut values, mut missing) = (BTreeMap::new(), Vec::new());
        for (name, input) in inputs {
            match self.resolve(input, region)? {
                Some(value) => _ = values.insert(name.clone(), value),
                None => missing.extend(self.graph.output_name(input)),
            }
        }
        Ok((values, missing))
    }

    /// The values that a stack is given for its `NoEcho` parameters.
    pub(super) fn secrets(&self, node: usize) -> Secrets {
        let Work::Stack(stack) = &self.graph.nodes[node].work else { return Secrets::new([]) };
        let inputs = stack.inputs.iter().filter(|(name, _)| stack.template.is_secret(name));
        let given = inputs.filter_map(|(_, input)| self.resolve(input, &stack.region).ok().flatten());
        let secret = stack.template.parameters.values().filter(|parameter| parameter.is_secret);
        Secrets::new(given.chain(secret.filter_map(|parameter| parameter.default.clone())))
    }

    /// The nodes in their order and the outputs of the stacks.
    fn report(&self) -> RunReport {
        let ends = self.ends.borrow();
        let nodes = ends.iter().map(|(node, Ended { end, seconds, .. })| NodeReport {
            node: self.graph.nodes[*node].name.clone(),
            end: end.clone(),
            seconds: *seconds,
        });
        let outputs = Outputs::of(self.graph, |index, _, _| match &ends.get(&index)?.value {
            Value::Outputs(outputs) => Some(outputs.clone()),
            _ => None,
        });
        let (nodes, notices) = (nodes.collect(), notices(&outputs));
        RunReport { stage: self.graph.stage.clone(), nodes, notices, outputs, ..RunReport::default() }
    }

    fn failure(&self, node: usize) -> Option<FailureReport> {
        let ends = self.ends.borrow();
        let name = &self.graph.nodes[node].name;
        let NodeEnd::Failed(cause) = &ends.get(&node)?.end else { return None };
        let skipped = ends.iter().filter(|(_, ended)| ended.end.is_skipped_by(name));
        Some(FailureReport {
            node: name.name.clone(),
            region: name.region.clone(),
            cause: cause.clone(),
            skipped: skipped.map(|(node, _)| self.graph.nodes[*node].name.to_string()).collect(),
        })
    }
}

impl NodeEnd {
    /// The event that reports it.
    fn event(&self, node: &NodeName, seconds: f64) -> Event {
        let node = node.clone();
        match self.clone() {
            NodeEnd::Done { outcome } => Event::Finished { node, outcome, seconds },
            NodeEnd::Failed(cause) => Event::Failed { node, cause, seconds },
            NodeEnd::Skipped { because } => Event::Skipped { node, because },
        }
    }

    fn is_skipped_by(&self, failed: &NodeName) -> bool {
        matches!(self, NodeEnd::Skipped { because: SkipCause::Failure(node) } if node == failed)
    }
}
