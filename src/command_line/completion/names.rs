//! Completion of names that are known without AWS: from the project file, the AWS configuration files and the program
//! itself.

use std::collections::BTreeSet;
use std::time::Instant;

use clap::ArgMatches;
use engine::aws::profile_names;
use engine::project::{Project, ProjectFile, known_regions};
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
    /// The arguments on the line beside the word that is completed.
    pub given: ArgMatches,
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
            Names::Stages => self.of_file(stages),
            Names::Systems => self.of_file(systems),
            Names::Stacks => self.of_file(|file| bare(stacks(file))),
            Names::Outputs => self.outputs(current),
            Names::Apis => self.of_project(apis),
            Names::Parameters => self.of_project(parameters),
            Names::Resources => self.of_project(resources),
        };
        all.retain(|(name, _)| name.starts_with(current));
        all
    }

    /// Removes the names that this argument of the innermost command has already.
    pub fn remove_given(&self, id: &str, names: &mut Vec<Described>) {
        let mut innermost = &self.given;
        while let Some((_, inner)) = innermost.subcommand() {
            innermost = inner;
        }
        let values = innermost.try_get_raw(id).ok().flatten().into_iter().flatten();
        let values: Vec<_> = values.map(|value| value.to_string_lossy()).collect();
        // A parameter is offered up to its equals sign.
        let is_given = |name: &str| {
            values.iter().any(|value| value == name || (name.ends_with('=') && value.starts_with(name)))
        };
        names.retain(|(name, _)| !is_given(name));
    }

    fn context(&self) -> Context {
        let ui = Ui::new(&self.settings, &self.environment);
        let (waits, _) = unbounded_channel();
        Context { settings: self.settings.clone(), environment: self.environment.clone(), ui, waits }
    }

    /// Names of the project file, as a command would find and trust it. Reading all templates takes longer, so they are read only
    /// for what is in them.
    fn of_file(&self, names: fn(&ProjectFile) -> Vec<Described>) -> Vec<Described> {
        self.context().project_file().map(|file| names(&file)).unwrap_or_default()
    }

    fn of_project(&self, names: fn(&Project) -> Vec<Described>) -> Vec<Described> {
        self.context().project().map(|project| names(&project)).unwrap_or_default()
    }

    /// Systems and stacks; outputs only of a stack that the word names, since those of all would hide the stacks.
    fn outputs(&self, current: &str) -> Vec<Described> {
        let mut all = self.of_file(|file| systems(file).into_iter().chain(bare(stacks(file))).collect());
        if all.iter().any(|(name, _)| name.contains('-') && current.starts_with(name)) {
            all.extend(self.of_project(outputs));
        }
        all.sort();
        all
    }

    /// The regions of the project file first.
    fn regions(&self) -> Vec<Described> {
        let mut all = self.of_file(|file| {
            let regions = &file.regions;
            let named = regions.home.iter().chain(&regions.workflow).chain(&regions.replicas);
            named.map(|region| (region.value.clone(), "in the project file".to_owned())).collect()
        });
        all.extend(bare(known_regions().map(str::to_owned)));
        let mut seen = BTreeSet::new();
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

fn stages(file: &ProjectFile) -> Vec<Described> {
    let is_default = |name: &str| name == file.default_stage.value;
    let describe = |name: &String| {
        let description = if is_default(name) { "default" } else { "" };
        (name.clone(), description.to_owned())
    };
    file.stages.keys().map(describe).collect()
}

fn systems(file: &ProjectFile) -> Vec<Described> {
    let described = file.systems.iter();
    described.map(|(name, system)| (name.clone(), system.description.clone().unwrap_or_default())).collect()
}

fn stacks(file: &ProjectFile) -> Vec<String> {
    file.stacks().map(|(system, name, _)| format!("{system}-{name}")).collect()
}

fn outputs(project: &Project) -> Vec<Described> {
    of_templates(project, |template| template.outputs.keys().cloned().collect())
}

fn resources(project: &Project) -> Vec<Described> {
    of_templates(project, |template| template.resources.keys().cloned().collect())
}

fn parameters(project: &Project) -> Vec<Described> {
    of_templates(project, |template| template.parameters.keys().map(|name| format!("{name}=")).collect())
}

/// Systems and stacks that have an API.
fn apis(project: &Project) -> Vec<Described> {
    let (mut of_systems, mut of_stacks) = (BTreeSet::new(), Vec::new());
    for (node, stack) in project.stacks() {
        let template = project.templates.get(&stack.template.value);
        if template.is_some_and(|template| template.apis().next().is_some()) {
            of_systems.insert(node.system);
            of_stacks.push(node.id.to_owned());
        }
    }
    let systems = systems(&project.file).into_iter();
    systems.filter(|(name, _)| of_systems.contains(name.as_str())).chain(bare(of_stacks)).collect()
}

/// What the templates contain, each as `STACK.NAME`.
fn of_templates(project: &Project, contents: fn(&Template) -> Vec<String>) -> Vec<Described> {
    let stacks = project.stacks().filter_map(|(node, stack)| {
        let template = project.templates.get(&stack.template.value)?;
        Some((node.id, template))
    });
    let names = stacks.flat_map(|(stack, template)| {
        contents(template).into_iter().map(move |name| format!("{stack}.{name}")).collect::<Vec<_>>()
    });
    bare(names)
}
