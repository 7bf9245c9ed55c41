//! What most commands begin with: the project file, the stage, the regions and the selected systems.

use anyhow::{Context as _, Result};

use crate::context::Context;
use crate::shipped::SHIPPED;
use engine::aws::Cloud;
use engine::aws::role::RoleArn;
use engine::event::Observer;
use engine::failure::Failure;
use engine::graph::{Graph, Target};
use engine::leftovers::Search;
use engine::poller::ResourceLooks;
use engine::project::{Place, Project, ProjectFile, RegionFlags, Regions, StageFile, failure};
use engine::snapshot::{Extent, Views, look_over};

/// A project with the graph of what was selected.
pub struct Selection {
    pub project: Project,
    pub graph: Graph,
    pub target: Target,
}

impl Selection {
    /// Reads and checks everything that can be checked without a call.
    pub fn new(context: &Context, systems: &[String], overrides: &[Override]) -> Result<Self> {
        let project = context.project()?;
        let target = Target {
            systems: project.systems(systems)?,
            stage: project.stage(context.settings.stage.as_deref())?,
            regions: context.regions(&project)?,
            overrides: overrides
                .iter()
                .map(|item| ((item.stack.clone(), item.parameter.clone()), item.value.clone()))
                .collect(),
        };
        let graph = Graph::new(&project, &target)?;
        Ok(Self { project, graph, target })
    }

    /// Refuses to begin while a parameter of a stack has no value: what is deployed needs them all.
    pub fn check_values(&self) -> Result<()> {
        let missing: Vec<_> = self
            .graph
            .missing_values()
            .map(|(line, sentence)| self.project.source.problem(line, sentence))
            .collect();
        if missing.is_empty() { Ok(()) } else { Err(failure(missing)) }
    }

    /// Connects to AWS for the stage. `stack_role` is the service role of CloudFormation that the command line names.
    pub async fn cloud(&self, context: &Context, stack_role: Option<&RoleArn>) -> Result<Cloud> {
        let stage = self.project.stage_file(&self.target.stage);
        if let (Some(role), Some(account)) = (stack_role, stage.account())
            && role.account() != account
        {
            let stage = &self.target.stage;
            let message =
                format!("--role-arn: {role} is not in account {account}, to which stage {stage} belongs");
            return Err(Failure::usage(message).hint("name a role of that account").into());
        }
        context.cloud(stage, &self.target.regions.home, stack_role).await
    }

    /// Whether anything depends on the account's number.
    fn needs_account(&self) -> bool {
        let guarded =
            self.project.file.stages.get(&self.target.stage).is_some_and(|stage| stage.account.is_some());
        guarded || self.graph.needs_account()
    }

    /// Looks at AWS: whose credentials these are, whether the account is the stage's, and what is there.
    pub async fn look<'a>(
        &self,
        cloud: &Cloud,
        observe: Observer<'a>,
        resources: impl Into<ResourceLooks>,
    ) -> Result<(Views<'a>, String)> {
        self.look_over(cloud, observe, resources, Extent::Own).await
    }

    /// Reads the existing stacks, and looks up the account only where needed.
    pub async fn glance<'a>(&self, cloud: &Cloud, observe: Observer<'a>) -> Result<Views<'a>> {
        let account = async {
            if self.needs_account() { self.check_account(&self.account(cloud).await?) } else { Ok(()) }
        };
        let look = look_over(cloud, &self.graph, observe, false, Extent::Own);
        Ok(tokio::try_join!(look, account)?.0)
    }

    async fn account(&self, cloud: &Cloud) -> Result<String> {
        cloud.account(&self.target.regions.home).await
    }

    /// Looks at AWS as [`Selection::look`] does, at all stacks of each region.
    pub async fn survey<'a>(
        &self,
        cloud: &Cloud,
        observe: Observer<'a>,
        resources: impl Into<ResourceLooks>,
    ) -> Result<(Views<'a>, String)> {
        self.look_over(cloud, observe, resources, Extent::Whole).await
    }

    /// The search for what the project file does not have any more.
    pub fn search<'s>(&'s self, cloud: &'s Cloud, everywhere: bool) -> Search<'s> {
        Search { cloud, project: &self.project, target: &self.target, graph: &self.graph, everywhere }
    }

    async fn look_over<'a>(
        &self,
        cloud: &Cloud,
        observe: Observer<'a>,
        resources: impl Into<ResourceLooks>,
        extent: Extent,
    ) -> Result<(Views<'a>, String)> {
        let account = async {
            match self.account(cloud).await {
                // What needs no account must not fail for it: STS may be out of reach where the other services are not.
                Err(_) if !self.needs_account() => Ok(String::new()),
                account => account,
            }
        };
        let (views, account) =
            tokio::try_join!(look_over(cloud, &self.graph, observe, resources, extent), account)?;
        self.check_account(&account)?;
        Ok((views, account))
    }

    fn check_account(&self, account: &str) -> Result<()> {
        let stage = &self.target.stage;
        match self.project.file.stages.get(stage).and_then(StageFile::account) {
            Some(wanted) if wanted != account => Err(Failure::usage(format!(
                "stage {stage} belongs to account {wanted}, but the credentials are of {account}"
            ))
            .hint("choose other credentials with --profile, or another stage with --stage")
            .into()),
            _ => Ok(()),
        }
    }

    /// The names of the systems in a few words.
    pub fn systems(&self) -> String {
        let systems = &self.target.systems;
        if systems.is_empty() { "no systems".to_owned() } else { systems.join(", ") }
    }

    /// The stage and the regions in a few words.
    pub fn place(&self) -> String {
        self.target.regions.of_stage(&self.target.stage)
    }
}

/// `STACK.PARAMETER=VALUE` on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    stack: String,
    parameter: String,
    value: String,
}

impl std::str::FromStr for Override {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('=').and_then(|(name, value)| Some((name.split_once('.')?, value)));
        match parts {
            Some(((stack, parameter), value)) if !stack.is_empty() && !parameter.is_empty() => {
                Ok(Self { stack: stack.to_owned(), parameter: parameter.to_owned(), value: value.to_owned() })
            }
            // Only the parameter is named: its value may be a secret.
            _ => Err(String::new()),
        }
    }
}

impl Context {
    /// The project file that applies here, with its templates.
    pub fn project(&self) -> Result<Project> {
        let project = Project::load(self.settings.config.as_deref(), self.here()?, &SHIPPED)?;
        tracing::info!("the project file is {}", project.source.name);
        Ok(project)
    }

    /// The same file without its templates, for a glance at its names.
    pub fn project_file(&self) -> Result<ProjectFile> {
        Project::file_alone(self.settings.config.as_deref(), self.here()?, &SHIPPED)
    }

    fn here(&self) -> Result<Place> {
        let here = std::env::current_dir().context("finding the working folder")?;
        Ok(Place::new(here, self.environment.home.clone()))
    }

    /// The regions that apply.
    pub fn regions(&self, project: &Project) -> Result<Regions> {
        let flags = RegionFlags {
            home: self.settings.region.as_deref(),
            workflow: self.settings.workflow_region.as_deref(),
            replicas: &self.settings.replica_region,
            ambient: self.environment.aws_region.as_deref(),
        };
        Regions::choose(&flags, &project.file.regions)
    }
}
