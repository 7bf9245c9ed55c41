//! Names that are known without AWS: of the project file, the AWS configuration files and the program itself.

use std::time::Instant;

use engine::aws::profile_names;
use engine::project::{Project, known_regions};
use engine::template::Template;
use tokio::sync::mpsc::unbounded_channel;

use crate::context::Context;
use crate::names::Names;
use crate::output::Ui;
use crate::settings::{Environment, Settings};
use crate::shipped::pages;

/// Where a command line that is completed works, and how long live names are waited for.
pub struct Place {
    pub settings: Settings,
    pub environment: Environment,
    pub deadline: Instant,
}

/// A name with what it is, or nothing.
type Described = (String, String);

impl Place {
    /// The names that begin like the word; none where they cannot be read.
    pub fn candidates(&self, names: Names, current: &str) -> Vec<Described> {
        let mut all = match names {
            Names::Regions => self.regions(),
            Names::Profiles => bare(profiles()),
            Names::Pages => bare(pages().map(|(page, _)| page.to_owned())),
            Names::OneOf(words) => bare(words().into_iter().map(str::to_owned)),
            Names::Live(live) => self.live(&live),
            of_project => match self.project() {
                Some(project) => of_file(&project, of_project, current),
                None => Vec::new(),
            },
        };
        all.retain(|(name, _)| name.starts_with(current));
        all
    }

    /// The project file as a command would find and trust it.
    fn project(&self) -> Option<Project> {
        let ui = Ui::new(&self.settings, &self.environment);
        let (waits, _) = unbounded_channel();
        let (settings, environment) = (self.settings.clone(), self.environment.clone());
        Context { settings, environment, ui, waits }.project().ok()
    }

    /// The regions of the project file first.
    fn regions(&self) -> Vec<Described> {
        let project = self.project();
        let file = project.iter().flat_map(|project| {
            let regions = &project.file.regions;
            regions.home.iter().chain(&regions.workflow).chain(&regions.replicas)
        });
        let mut all: Vec<_> =
            file.map(|region| (region.value.clone(), "in the project file".to_owned())).collect();
        all.extend(bare(known_regions().map(str::to_owned)));
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|(region, _)| seen.insert(region.clone()));
        all
    }
}

fn bare(names: impl IntoIterator<Item = String>) -> Vec<Described> {
    names.into_iter().map(|name| (name, String::new())).collect()
}

fn profiles() -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.ok().and_then(|runtime| runtime.block_on(profile_names()).ok()).unwrap_or_default()
}

fn of_file(project: &Project, names: Names, current: &str) -> Vec<Described> {
    let file = &project.file;
    match names {
        Names::Stages => {
            let describe = |name: &String| {
                let is_default = *name == file.default_stage.value;
                (name.clone(), if is_default { "default".to_owned() } else { String::new() })
            };
            file.stages.keys().map(describe).collect()
        }
        Names::Systems => systems(project),
        Names::Outputs => {
            let mut all = systems(project);
            for (stack, template) in stacks(project) {
                let outputs = template.map(|template| template.outputs.keys()).into_iter().flatten();
                // The outputs of all stacks at once would hide the stacks.
                if current.starts_with(&stack) {
                    all.extend(bare(outputs.map(|output| format!("{stack}.{output}"))));
                }
                all.push((stack, String::new()));
            }
            all.sort();
            all
        }
        Names::Apis => {
            let has_api = |template: &&Template| template.apis().next().is_some();
            let with_api = stacks(project).filter(|(_, template)| template.as_ref().is_some_and(has_api));
            let stacks: Vec<_> = with_api.map(|(stack, _)| stack).collect();
            let is_of = |system: &str| stacks.iter().any(|stack| stack.starts_with(&format!("{system}-")));
            let mut all = systems(project);
            all.retain(|(system, _)| is_of(system));
            all.extend(bare(stacks));
            all
        }
        Names::Parameters => of_templates(project, |template| template.parameters.keys().cloned().collect())
            .map(|name| (format!("{name}="), String::new()))
            .collect(),
        Names::Resources => {
            bare(of_templates(project, |template| template.resources.keys().cloned().collect()))
        }
        _ => Vec::new(),
    }
}

fn systems(project: &Project) -> Vec<Described> {
    let describe = |(name, system): (&String, &engine::project::SystemFile)| {
        (name.clone(), system.description.clone().unwrap_or_default())
    };
    project.file.systems.iter().map(describe).collect()
}

/// The stacks by id, with their templates.
fn stacks(project: &Project) -> impl Iterator<Item = (String, Option<&Template>)> {
    project.file.stacks().map(|(system, name, stack)| {
        let template = project.templates.get(&stack.template.value);
        (format!("{system}-{name}"), template.map(AsRef::as_ref))
    })
}

/// What templates contain, each as `STACK.NAME`.
fn of_templates(
    project: &Project,
    contents: impl Fn(&Template) -> Vec<String>,
) -> impl Iterator<Item = String> {
    stacks(project).flat_map(move |(stack, template)| {
        let contents = template.map(&contents).unwrap_or_default();
        contents.into_iter().map(move |name| format!("{stack}.{name}")).collect::<Vec<_>>()
    })
}
