//! What the nodes of a run share: what is there, what earlier nodes gave, and who hears of it.

#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::pending;

use anyhow::{Context, Result, ensure};
use futures_util::future::join_all;
use tokio::time::Instant;

use super::event::{Action, Event, Observer, Outcome, SkipCause};
use super::failed::StackFailed;
use super::graph::{ACCOUNT, ARTIFACT_BUCKET, Graph, Input, Work, depends_on_account};
use super::notice::notices;
use super::report::{FailureReport, NodeEnd, NodeReport, RunReport};
use super::schedule::{End, Stop, Task, schedule};
use super::secrets::Secrets;
use super::snapshot::{RegionView, Views};
use super::steps::Site;
use crate::aws::artifacts::bucket_name;
use crate::aws::{Cloud, Region};
use crate::bundle::Bundle;
use crate::failure::{hint_of, sentence};
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

/// A run in progress.
pub struct Run<'a> {
    pub cloud: &'a Cloud,
    pub graph: &'a Graph,
    pub observe: Observer<'a>,
    pub views: Views<'a>,
    /// Twelve digits; empty when nothing in the plan depends on it.
    pub account: String,
    values: RefCell<Vec<Option<Value>>>,
    started: RefCell<Vec<Option<Instant>>>,
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
        let nodes = graph.nodes.len();
        Self {
            cloud,
            graph,
            observe,
            views,
            account,
            values: RefCell::new(vec![None; nodes]),
            started: RefCell::new(vec![None; nodes]),
        }
    }

    /// Runs all nodes along `needs`, with the watchers beside them, and reports. The error of the first node that
    /// failed comes along for its exit code.
    pub async fn execute<'r>(
        &'r self,
        needs: &[Vec<usize>],
        work: impl Fn(usize) -> Task<'r, Done>,
        stop: &Stop,
        fail_fast: bool,
    ) -> (RunReport, Option<anyhow::Error>) {
        let began = Instant::now();
        (self.observe)(Event::Planned {
            nodes: self.graph.nodes.iter().map(|node| node.name.clone()).collect(),
            needs: needs.to_vec(),
        });
        let durations = RefCell::new(vec![0.0; self.graph.nodes.len()]);
        let first_failed = Cell::new(None);
        let start = |node: usize| {
            self.started.borrow_mut()[node] = Some(Instant::now());
            let work = work(node);
            Box::pin(async move { work.await.map_err(|error| self.secrets(node).conceal(error)) })
                as Task<'r, Done>
        };
        let ended = |node: usize, end: &End<Done>| {
            let seconds = self.started.borrow()[node].map_or(0.0, |start| start.elapsed().as_secs_f64());
            durations.borrow_mut()[node] = seconds;
            if matches!(end, End::Failed(_)) && first_failed.get().is_none() {
                first_failed.set(Some(node));
            }
            self.notify(node, end, seconds);
        };
        let watchers = async {
            join_all(self.views.values().map(|view| view.poller.run())).await;
            // Without a region there is nothing to watch, which does not end the run.
            pending().await
        };
        let ends = tokio::select! {
            ends = schedule(needs, start, ended, stop, fail_fast) => ends,
            ends = watchers => ends,
        };
        let durations = durations.into_inner();
        let mut report = self.report(&ends, &durations, stop, began);
        let first = first_failed.get();
        report.failure = first.and_then(|node| self.failure(node, &ends));
        let error = first.and_then(|node| ends.into_iter().nth(node)).and_then(|end| match end {
            End::Failed(error) => Some(error),
            _ => None,
        });
        (report, error)
    }

    /// Says that a node began to change something.
    pub fn begin(&self, node: usize, action: Action) {
        tracing::info!("{}: {}", self.graph.nodes[node].name, action.doing());
        (self.observe)(Event::Started { node: self.graph.nodes[node].name.clone(), action });
    }

    /// Says how far something in a node's work is, such as a table's replica in a region.
    pub fn show(&self, node: usize, name: &str, kind: &str, status: &str) {
        (self.observe)(Event::Resource {
            node: self.graph.nodes[node].name.clone(),
            logical_id: name.to_owned(),
            resource_type: kind.to_owned(),
            status: status.to_owned(),
        });
    }

    /// Leaves a node's value for those that need it.
    pub fn leave(&self, node: usize, value: Value) {
        self.values.borrow_mut()[node] = Some(value);
    }

    /// The view of a region that the plan names.
    pub fn view(&self, region: &Region) -> Result<&RegionView<'a>> {
        self.views.get(region).with_context(|| format!("region {region} is not part of this run"))
    }

    /// The bundle that a build node left.
    pub fn bundle(&self, node: usize) -> Result<Bundle> {
        match &self.values.borrow()[node] {
            Some(Value::Bundle(bundle)) => Ok(bundle.clone()),
            _ => anyhow::bail!("{} has not been built", self.graph.nodes[node].name),
        }
    }

    /// A value for a stack in a region; `None` for an output that nobody has given yet.
    pub fn resolve(&self, input: &Input, region: &Region) -> Result<Option<String>> {
        match input {
            Input::Text(text) => Ok(Some(self.fill(text, region)?)),
            Input::ArtifactKey { artifact, build } => Ok(Some(self.bundle(*build)?.key(artifact))),
            Input::Output { node, output } => Ok(match &self.values.borrow()[*node] {
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

    /// The account's number. Whatever needs it must say so to [`Plan::needs_account`]; a name with a gap in it would be
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
        let mut values = BTreeMap::new();
        for (name, input) in inputs {
            match (self.resolve(input, region)?, input) {
                (Some(value), _) => _ = values.insert(name.clone(), value),
                (None, Input::Output { node, output }) => {
                    return Ok(Err(format!("{}.{output}", self.graph.nodes[*node].id)));
                }
                (None, _) => {}
            }
        }
        Ok(Ok(values))
    }

    /// The values that a stack is given for its `NoEcho` parameters.
    fn secrets(&self, node: usize) -> Secrets {
        let Work::Stack(stack) = &self.graph.nodes[node].work else { return Secrets::new([]) };
        let inputs = stack.inputs.iter().filter(|(name, _)| stack.template.is_secret(name));
        let given = inputs.filter_map(|(_, input)| self.resolve(input, &stack.region).ok().flatten());
        let secret = stack.template.parameters.values().filter(|parameter| parameter.is_secret);
        Secrets::new(given.chain(secret.filter_map(|parameter| parameter.default.clone())))
    }

    fn notify(&self, node: usize, end: &End<Done>, seconds: f64) {
        let name = self.graph.nodes[node].name.clone();
        (self.observe)(match end {
            End::Done(done) => Event::Finished { node: name, outcome: done.outcome, seconds },
            End::Failed(error) => {
                let resource = error.downcast_ref::<StackFailed>().and_then(|failed| failed.resource.clone());
                Event::Failed { node: name, resource, reason: reason(error), seconds }
            }
            End::Skipped(root) => Event::Skipped { node: name, because: self.failure_of(*root) },
            End::Stopped => Event::Skipped { node: name, because: SkipCause::Interrupted },
        });
    }

    fn failure_of(&self, node: usize) -> SkipCause {
        SkipCause::Failure(self.graph.nodes[node].name.clone())
    }

    fn report(&self, ends: &[End<Done>], seconds: &[f64], stop: &Stop, began: Instant) -> RunReport {
        let nodes = self.graph.nodes.iter().zip(ends).zip(seconds).map(|((node, end), seconds)| NodeReport {
            node: node.name.clone(),
            end: match end {
                End::Done(done) => NodeEnd::Done { outcome: done.outcome },
                End::Failed(error) => NodeEnd::Failed { reason: reason(error) },
                End::Skipped(root) => NodeEnd::Skipped { because: self.failure_of(*root) },
                End::Stopped => NodeEnd::Skipped { because: SkipCause::Interrupted },
            },
            seconds: *seconds,
        });
        let outputs = self.graph.nodes.iter().zip(ends).filter_map(|(node, end)| match end {
            End::Done(Done { value: Value::Outputs(outputs), .. }) => {
                Some((node.name.name.clone(), outputs.clone()))
            }
            _ => None,
        });
        let outputs = outputs.collect();
        RunReport {
            stage: self.graph.stage.clone(),
            nodes: nodes.collect(),
            notices: notices(&outputs),
            outputs,
            failure: None,
            interrupted: stop.is_set(),
            seconds: began.elapsed().as_secs_f64(),
        }
    }

    fn failure(&self, node: usize, ends: &[End<Done>]) -> Option<FailureReport> {
        let End::Failed(error) = &ends[node] else { return None };
        let skipped = self
            .graph
            .nodes
            .iter()
            .zip(ends)
            .filter(|(_, end)| matches!(end, End::Skipped(root) if *root == node));
        let name = &self.graph.nodes[node].name;
        Some(FailureReport {
            node: name.name.clone(),
            region: name.region.clone(),
            resource: error.downcast_ref::<StackFailed>().and_then(|failed| failed.resource.clone()),
            reason: reason(error),
            skipped: skipped.map(|(node, _)| node.name.to_string()).collect(),
            hint: hint_of(error)
                .unwrap_or("fix the cause, then run the same command again: it does only what is missing")
                .to_owned(),
        })
    }
}

/// AWS's reason without the words around it, which the node's name already says.
fn reason(error: &anyhow::Error) -> String {
    error.downcast_ref::<StackFailed>().map_or_else(|| sentence(error), |failed| failed.reason.clone())
}
