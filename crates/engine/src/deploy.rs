//! A deploy: runs the graph forwards.

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::Result;

use super::build::{outcome, show};
use super::event::{Action, Observer, Outcome};
use super::graph::{Graph, Work};
use super::packaged::{Packaged, packaged};
use super::previous::Previous;
use super::report::RunReport;
use super::reviewed::Reviewed;
use super::run::{AtNode, Done, Run, Value};
use super::runners;
use super::schedule::{Stop, Task};
use super::sender::unverified;
use super::snapshot::Views;
use super::stack::{Permissions, StackDeploy};
use super::steps::{AnyStep, Deployed, Step as _};
use crate::aws::{Cloud, Region};
use crate::bundle::{BuildEvent, Origin};
use crate::project::Project;

/// How a deploy is done.
#[derive(Debug, Default)]
pub struct DeployOptions {
    /// Where the artifacts come from.
    pub artifacts: Origin,
    pub permissions: Permissions,
    /// Start nothing new after the first failure.
    pub fail_fast: bool,
}

/// A deploy that is ready to run: everything was looked at, nothing was changed.
pub struct Deploy<'a> {
    pub(super) run: Run<'a>,
    project: &'a Project,
    pub(super) options: DeployOptions,
    pub(super) previous: Previous,
    /// What each stack was reviewed with; empty without a review.
    pub(super) reviewed: RefCell<BTreeMap<usize, Reviewed>>,
}

impl<'a> Deploy<'a> {
    /// Takes what the snapshot showed.
    pub fn new(
        cloud: &'a Cloud,
        project: &'a Project,
        graph: &'a Graph,
        views: Views<'a>,
        account: String,
        options: DeployOptions,
        observe: Observer<'a>,
    ) -> Self {
        let run = Run::new(cloud, graph, observe, views, account);
        Self { run, project, options, previous: Previous::default(), reviewed: RefCell::default() }
    }

    /// Runs the graph. The report covers all steps; the error, if any, is the first failure.
    pub async fn execute(&self, stop: &Stop) -> (RunReport, Option<anyhow::Error>) {
        let work = |node| -> Task<'_, Done> { Box::pin(self.node(node, stop)) };
        let needs = self.run.graph.needs();
        let (mut report, error) = self.run.execute(&needs, work, stop, self.options.fail_fast).await;
        if !stop.is_set() {
            report.notices.extend(unverified(&self.run, &report).await);
        }
        (report, error)
    }

    /// Cancels the updates in progress; returns how many.
    pub async fn cancel(&self) -> Result<usize> {
        let mut cancelled = 0;
        for view in self.run.views.values() {
            cancelled += view.poller.cancel_updates().await?;
        }
        Ok(cancelled)
    }

    async fn node(&self, index: usize, stop: &Stop) -> Result<Done> {
        match &self.run.graph.nodes[index].work {
            Work::Build { artifact } => self.build(index, artifact).await,
            Work::Upload { artifact, region, build } => self.upload(index, artifact, region, *build).await,
            Work::Step(step) => self.step(index, step, stop).await,
            Work::Stack(wanted) => {
                let permissions = self.options.permissions.clone();
                let packaged = packaged(&self.run, wanted).await?;
                self.recheck(index, &packaged).await?;
                let Packaged { wanted, objects } = &packaged;
                StackDeploy { run: &self.run, index, wanted, objects, permissions }.deploy().await
            }
        }
    }

    pub(super) async fn build(&self, index: usize, artifact: &str) -> Result<Done> {
        let file = &self.project.file.artifacts[artifact].value;
        let node = &self.run.graph.nodes[index].name;
        let observe = |event: BuildEvent<'_>| show(self.run.observe, node, event);
        let bundle = self.options.artifacts.bundle(artifact, file, observe).await?;
        runners::check(self.run.graph, artifact, &bundle)?;
        let outcome = outcome(&bundle);
        Ok(Done { outcome, value: Value::Bundle(bundle) })
    }

    /// Brings an artifact into a region. A stack that was deployed with it shows that it is there already.
    pub(super) async fn upload(
        &self,
        index: usize,
        artifact: &str,
        region: &Region,
        build: usize,
    ) -> Result<Done> {
        let bundle = self.run.bundle(build)?;
        let key = bundle.key(artifact);
        let is_used =
            |stack: &crate::aws::stack::StackState| stack.parameters.values().any(|value| *value == key);
        let unchanged = Done { outcome: Outcome::Unchanged, value: Value::Nothing };
        if !self.options.permissions.force
            && self.users(artifact, region)?.into_iter().all(|stack| stack.is_some_and(is_used))
        {
            return Ok(unchanged);
        }
        let bucket = self.run.cloud.artifact_bucket(self.run.known_account()?, region);
        if bucket.has(&key).await? {
            return Ok(unchanged);
        }
        self.run.begin(index, Action::Upload);
        let bytes = tokio::task::spawn_blocking(move || bundle.read()).await??;
        bucket.put(&key, bytes).await?;
        Ok(Done { outcome: Outcome::Uploaded, value: Value::Nothing })
    }

    /// The stacks of a region that use an artifact, as they were at the start.
    fn users(&self, artifact: &str, region: &Region) -> Result<Vec<Option<&crate::aws::stack::StackState>>> {
        use super::graph::Input;
        let view = self.run.view(region)?;
        let uses =
            |input: &Input| matches!(input, Input::ArtifactKey { artifact: name, .. } if name == artifact);
        let stacks = self.run.graph.stacks().filter(|(_, stack)| stack.region == *region);
        Ok(stacks
            .filter(|(_, stack)| stack.inputs.values().any(uses))
            .map(|(_, stack)| view.stacks.get(&stack.name))
            .collect())
    }

    async fn step(&self, index: usize, step: &AnyStep, stop: &Stop) -> Result<Done> {
        let Deployed { outcome, outputs } = step.deploy(&AtNode { run: &self.run, index }, stop).await?;
        let value = outputs.map_or(Value::Nothing, Value::Regional);
        Ok(Done { outcome, value })
    }
}
