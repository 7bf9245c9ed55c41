//! The start of tests of whole runs: a small project, and a fake AWS that behaves like the real one.

pub mod graph;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use tempfile::TempDir;

use super::approval::{Review, Scope};
use super::deploy::{Deploy, DeployOptions};
use super::doctor::{Doctor, DoctorReport};
use super::event::Event;
use super::graph::{Graph, Target};
use super::leftovers::{Leftovers, Search};
use super::plan::{PlanReport, Step};
use super::report::RunReport;
use super::schedule::Stop;
use super::sent::SentTemplate;
use super::snapshot::{Extent, look, look_over};
use super::stack::Permissions;
use super::status::{StatusReport, status};
use super::teardown::{Inventory, Left, Teardown, TeardownOptions};
use crate::aws::fake::stacks::FakeStacks;
use crate::aws::fake::tables::FakeTable;
use crate::aws::fake::{self, ACCOUNT, Calls, Meanwhile, Reply, Service, Services, held};
use crate::aws::{Cloud, Region};
use crate::bundle::{Builds, Origin};
use crate::project::testing::NOTHING;
use crate::project::{Project, Regions};

/// A project with one stack, `mail-queue-dev` in us-west-2.
pub const ONE_STACK: &str = "
version: 1
default-stage: dev
regions: {home: us-west-2}
stages: {dev: {}}
systems:
  mail:
    stacks:
      queue: {template: queue.yaml, region: home}
";

/// Its template.
pub const QUEUE: &str = "
Resources:
  Queue: {Type: AWS::SQS::Queue}
";

/// A template whose table outlives its stack.
pub const TABLE: &str = "
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties: {TableName: mailbox-dev}
Outputs:
  TableName: {Value: mailbox-dev}
";

/// The tags that CloudFormation puts on what a stack of the project in us-west-2 makes.
pub fn tags_of(stack: &str) -> BTreeMap<String, String> {
    let id = format!("arn:aws:cloudformation:us-west-2:{ACCOUNT}:stack/{stack}/0");
    let tags = [
        ("aws:cloudformation:stack-name", stack),
        ("aws:cloudformation:stack-id", id.as_str()),
        ("provision:system", "mail"),
        ("provision:stage", "dev"),
    ];
    tags.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// The result of a run.
pub type Ended = (RunReport, Option<anyhow::Error>);

pub struct Scene {
    pub stacks: Arc<Mutex<FakeStacks>>,
    pub table: Arc<Mutex<FakeTable>>,
    pub cloud: Cloud,
    pub calls: Calls,
    /// What another run does meanwhile.
    pub meanwhile: Meanwhile,
    pub events: RefCell<Vec<Event>>,
    /// Stops the current run.
    pub stop: Stop,
    project: Project,
    _folder: TempDir,
}

impl Scene {
    /// One stack that holds a queue.
    pub fn new() -> Self {
        Self::of(ONE_STACK, QUEUE, Vec::new())
    }

    /// A project of this text whose stacks all have this template. `services` answer before the usual ones.
    pub fn of(project: &str, template: &str, services: Vec<Box<dyn Service>>) -> Self {
        Self::behind(fake::cloud, project, template, &[], services)
    }

    /// The same with further files in the project's folder.
    pub fn with_files(
        project: &str,
        template: &str,
        files: &[(&str, &str)],
        services: Vec<Box<dyn Service>>,
    ) -> Self {
        Self::behind(fake::cloud, project, template, files, services)
    }

    /// The same, with the rate of requests limited as it is for AWS.
    pub fn with_ceilings(project: &str, template: &str, services: Vec<Box<dyn Service>>) -> Self {
        Self::behind(fake::cloud_with_ceilings, project, template, &[], services)
    }

    fn behind(
        cloud: fn(Services) -> (Cloud, Calls),
        project: &str,
        template: &str,
        files: &[(&str, &str)],
        mut services: Vec<Box<dyn Service>>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("provision.yaml"), project).unwrap();
        std::fs::write(folder.path().join("queue.yaml"), template).unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let stacks = Arc::new(Mutex::new(FakeStacks::default()));
        let table = Arc::new(Mutex::new(FakeTable::new("us-west-2")));
        held(&stacks).template = template.to_owned();
        let meanwhile = Meanwhile::default();
        services.insert(0, Box::new(meanwhile.clone()));
        services.push(Box::new(Arc::clone(&stacks)));
        services.push(Box::new(Arc::clone(&table)));
        let (cloud, calls) = cloud(services);
        let project = Project::load(None, folder.path(), &NOTHING).unwrap();
        let (events, stop) = (RefCell::default(), Stop::default());
        Self { stacks, table, cloud, calls, meanwhile, events, stop, project, _folder: folder }
    }

    /// The project's graph.
    pub fn graph(&self) -> Graph {
        let home = Region::new("us-west-2");
        let regions =
            Regions { home: home.clone(), workflow: home, replicas: vec![Region::new("us-east-1")] };
        let systems = self.project.systems(&[]).unwrap();
        let stage = "dev".to_owned();
        Graph::new(&self.project, &Target { systems, stage, regions, overrides: Default::default() }).unwrap()
    }

    /// What an examination of the stage finds.
    pub async fn doctor(&self) -> DoctorReport {
        let (graph, home) = (self.graph(), Region::new("us-west-2"));
        let regions = Regions { home: home.clone(), workflow: home.clone(), replicas: Vec::new() };
        let systems = self.project.systems(&[]).unwrap();
        let target = Target { systems, stage: "dev".to_owned(), regions, overrides: Default::default() };
        let (cloud, project) = (&self.cloud, &self.project);
        Doctor { cloud, project, graph: &graph, home, target: &target, everywhere: false }.make().await
    }

    /// The status of the stage at a time.
    pub async fn status(&self, now: SystemTime) -> StatusReport {
        let (graph, silent) = (self.graph(), |_: Event| {});
        let views = look(&self.cloud, &graph, &silent, false).await.unwrap();
        status(&self.cloud, &graph, &views, ACCOUNT, now).await.unwrap()
    }

    /// The leftovers that a search finds, after a look at all stacks of the plan's regions.
    pub async fn leftovers(&self, systems: &[String], everywhere: bool) -> Leftovers {
        let (graph, home) = (self.graph(), Region::new("us-west-2"));
        let regions = Regions { home: home.clone(), workflow: home, replicas: Vec::new() };
        let systems = self.project.systems(systems).unwrap();
        let target = Target { systems, stage: "dev".to_owned(), regions, overrides: Default::default() };
        let silent = |_: Event| {};
        let views = look_over(&self.cloud, &graph, &silent, false, Extent::Whole).await.unwrap();
        let search =
            Search { cloud: &self.cloud, project: &self.project, target: &target, graph: &graph, everywhere };
        search.find(&views, ACCOUNT).await
    }

    /// Deploys, allowed to recover stuck stacks.
    pub async fn deploy(&self) -> Ended {
        self.deploy_with(Permissions { recover: true, ..Permissions::default() }).await
    }

    pub async fn deploy_with(&self, permissions: Permissions) -> Ended {
        let graph = self.graph();
        let observe = |event: Event| self.events.borrow_mut().push(event);
        let views = match look(&self.cloud, &graph, &observe, false).await {
            Ok(views) => views,
            Err(error) => panic!("{error:#}"),
        };
        let options = DeployOptions { permissions, ..self.options() };
        let deploy =
            Deploy::new(&self.cloud, &self.project, &graph, views, ACCOUNT.to_owned(), options, &observe);
        if let Err(error) = deploy.check_adoption().await {
            return (RunReport::default(), Some(error));
        }
        deploy.execute(&self.stop).await
    }

    /// What a deploy would send for the only stack of this id.
    pub async fn sent(&self, id: &str) -> SentTemplate {
        let graph = self.graph();
        let silent = |_: Event| {};
        let views = look(&self.cloud, &graph, &silent, false).await.unwrap();
        let account = ACCOUNT.to_owned();
        let deploy = Deploy::new(&self.cloud, &self.project, &graph, views, account, self.options(), &silent);
        deploy.sent(id).await.unwrap().remove(0)
    }

    fn options(&self) -> DeployOptions {
        let sources =
            |folder: &PathBuf| Origin::Sources { folder: folder.clone(), builds: Builds::default() };
        let artifacts = self.project.folder.as_ref().map(sources).unwrap_or_default();
        DeployOptions { artifacts, ..DeployOptions::default() }
    }

    /// What a deploy would do to each node, with the plan's details.
    pub async fn plan(&self) -> Vec<(String, Step, Option<String>)> {
        let nodes = self.plan_report().await.nodes;
        nodes.into_iter().map(|node| (node.node.name, node.step, node.note)).collect()
    }

    /// Changes a file of the project.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self._folder.path().join(name), text).unwrap();
    }

    /// Hotswaps; an error without a report where the check refuses.
    pub async fn hotswap(&self) -> Ended {
        let graph = self.graph();
        let observe = |event: Event| self.events.borrow_mut().push(event);
        let views = look(&self.cloud, &graph, &observe, false).await.unwrap();
        let options = self.options();
        let deploy =
            Deploy::new(&self.cloud, &self.project, &graph, views, ACCOUNT.to_owned(), options, &observe);
        match deploy.check_hotswap().await {
            Ok(hotswap) => deploy.hotswap(&hotswap, &self.stop).await,
            Err(error) => (RunReport::default(), Some(error)),
        }
    }

    /// The notices of a status.
    pub async fn status_notices(&self) -> Vec<String> {
        let graph = self.graph();
        let silent = |_: Event| {};
        let views = look(&self.cloud, &graph, &silent, false).await.unwrap();
        let now = SystemTime::now();
        let report = status(&self.cloud, &graph, &views, ACCOUNT, now).await.unwrap();
        report.notices.into_iter().map(|notice| notice.text).collect()
    }

    /// What a deploy would do.
    pub async fn plan_report(&self) -> PlanReport {
        let graph = self.graph();
        let silent = |_: Event| {};
        let views = look(&self.cloud, &graph, &silent, false).await.unwrap();
        let options = self.options();
        let deploy =
            Deploy::new(&self.cloud, &self.project, &graph, views, ACCOUNT.to_owned(), options, &silent);
        deploy.plan().await.unwrap()
    }

    /// What a deploy would widen and lose.
    pub async fn review(&self, scope: Scope) -> Review {
        let graph = self.graph();
        let silent = |_: Event| {};
        let views = look(&self.cloud, &graph, &silent, false).await.unwrap();
        let options = self.options();
        let deploy =
            Deploy::new(&self.cloud, &self.project, &graph, views, ACCOUNT.to_owned(), options, &silent);
        deploy.review(scope).await.unwrap()
    }

    /// Deploys; CloudFormation gives these answers once the first look is over.
    pub async fn after_the_look(&self, replies: impl Iterator<Item = Reply>) -> Ended {
        let graph = self.graph();
        let observe = |event: Event| self.events.borrow_mut().push(event);
        let views = look(&self.cloud, &graph, &observe, false).await.unwrap();
        held(&self.stacks).refusals.extend(replies);
        let options = self.options();
        let deploy =
            Deploy::new(&self.cloud, &self.project, &graph, views, ACCOUNT.to_owned(), options, &observe);
        deploy.execute(&self.stop).await
    }

    /// The table and everything else was made by the stack `mail-queue-dev`: it lists the table, and the table's tags
    /// say so.
    pub fn owns_the_table(&self) {
        held(&self.stacks).resources =
            vec![["Table", "mailbox-dev", "AWS::DynamoDB::Table", "CREATE_COMPLETE"]];
        held(&self.table).tags = Some(tags_of("mail-queue-dev"));
    }

    /// What is there before a teardown, as a table of kind, name, action and detail.
    pub async fn inventory(&self, options: TeardownOptions) -> Vec<[String; 4]> {
        let entries = self.whole_inventory(options).await.entries.into_iter();
        entries.map(|one| [one.kind, one.name, one.disposition.words().to_owned(), one.detail]).collect()
    }

    /// The same as the engine reports it.
    pub async fn whole_inventory(&self, options: TeardownOptions) -> Inventory {
        let graph = self.graph();
        let silent = |_: Event| {};
        let views = look(&self.cloud, &graph, &silent, false).await.unwrap();
        let teardown = Teardown::new(&self.cloud, &graph, views, ACCOUNT.to_owned(), options, &silent);
        teardown.inventory().await.unwrap()
    }

    /// Shows what is there, tears down, and looks at what is left.
    pub async fn tear_down_and_look(&self, options: TeardownOptions) -> Vec<Left> {
        let graph = self.graph();
        let silent = |_: Event| {};
        let views = look(&self.cloud, &graph, &silent, false).await.unwrap();
        let teardown = Teardown::new(&self.cloud, &graph, views, ACCOUNT.to_owned(), options, &silent);
        teardown.inventory().await.unwrap();
        let (_, error) = teardown.execute(&self.stop).await;
        assert!(error.is_none(), "{error:?}");
        teardown.left().await.unwrap()
    }

    pub async fn tear_down(&self, options: TeardownOptions) -> Ended {
        self.tear_down_after(options, || ()).await
    }

    /// Tears down; between the look and the first change something else happens.
    pub async fn tear_down_after(&self, options: TeardownOptions, meanwhile: impl FnOnce()) -> Ended {
        let graph = self.graph();
        let observe = |event: Event| self.events.borrow_mut().push(event);
        let views = look(&self.cloud, &graph, &observe, false).await.unwrap();
        meanwhile();
        let teardown = Teardown::new(&self.cloud, &graph, views, ACCOUNT.to_owned(), options, &observe);
        match teardown.check_retained() {
            Ok(()) => teardown.execute(&self.stop).await,
            Err(error) => (RunReport::default(), Some(error)),
        }
    }

    /// The requests, without reads.
    pub fn changes(&self) -> Vec<String> {
        let looks = [
            "DescribeStacks",
            "DescribeStackEvents",
            "DescribeEvents",
            "DescribeChangeSet",
            "ListStacks",
            "ListStackResources",
            "DescribeStateMachine",
            "DescribeTable",
            "DescribeContinuousBackups",
            "GetTemplate",
            "ListTagsOfResource",
        ];
        let is_look =
            |name: &str| looks.contains(&name) || name.starts_with("GET ") || name.starts_with("HEAD ");
        self.calls.operations().into_iter().filter(|name| !is_look(name)).collect()
    }

    pub fn notices(&self) -> Vec<String> {
        let texts = self.events.borrow();
        let texts = texts.iter().filter_map(|event| match event {
            Event::Notice { text } => Some(text.clone()),
            _ => None,
        });
        texts.collect()
    }
}
