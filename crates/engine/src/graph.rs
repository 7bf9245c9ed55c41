//! The graph: every stack in every region, every step, every artifact, and what each needs. Pure.

pub mod input;
mod shared;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Context, Result};

pub use self::input::{ACCOUNT, ARTIFACT_BUCKET, Input, depends_on_account};
use self::shared::Shared;

use super::event::{NodeKind, NodeName};
use crate::aws::Region;
use crate::document::Node as Document;
use crate::failure::Failure;
use crate::project::{NodeFile, Package, ParameterValue, Project, Regions, StackFile, escape, fill_known};
use crate::steps::{AnyStep, Placing, Step};
use crate::template::{Parameter, Template};

/// The tags that every stack carries: its system and its stage.
pub const SYSTEM_TAG: &str = "provision:system";
pub const STAGE_TAG: &str = "provision:stage";

/// What is to be deployed or removed: some systems, in one stage, in certain regions.
#[derive(Clone, Debug)]
pub struct Target {
    pub systems: Vec<String>,
    pub stage: String,
    pub regions: Regions,
    /// `STACK.PARAMETER=VALUE` from the command line, before what the project file says.
    pub overrides: BTreeMap<(String, String), String>,
}

/// The graph of one target.
#[derive(Debug)]
pub struct Graph {
    pub stage: String,
    pub nodes: Vec<Node>,
    /// Imports whose order cannot be worked out, a sentence each.
    pub notes: Vec<String>,
}

/// One node of the graph. Its index in [`Plan::nodes`] is its identity.
#[derive(Debug)]
pub struct Node {
    /// The name in the project file, such as `mailbox-table`.
    pub id: String,
    pub name: NodeName,
    pub work: Work,
    /// Nodes that must be done first.
    pub needs: BTreeSet<usize>,
}

/// What a node does.
#[derive(Debug)]
pub enum Work {
    Build { artifact: String },
    Upload { artifact: String, region: Region, build: usize },
    Stack(WantedStack),
    Step(AnyStep),
}

/// One stack in one region.
#[derive(Clone, Debug)]
pub struct WantedStack {
    pub name: String,
    pub system: String,
    pub region: Region,
    pub template: Rc<Template>,
    /// The files that the template names by local paths, if it names any.
    pub package: Option<Arc<Package>>,
    pub inputs: BTreeMap<String, Input>,
    /// The line of the project file that names the template.
    pub line: u64,
    pub tags: BTreeMap<String, String>,
    /// Keep the stack from being deleted.
    pub protect: bool,
    /// Whether the stage allows hotswaps, so that the stack may be behind one.
    pub hotswap: bool,
}

impl Graph {
    /// Lays out the graph of the target. What a wanted system needs from another one comes along.
    pub fn new(project: &Project, target: &Target) -> Result<Self> {
        let shared = Shared::new(project, target)?;
        let mut layout = Layout { project, target, shared, nodes: Vec::new(), by_id: BTreeMap::new() };
        layout.check_overrides()?;
        for id in layout.wanted() {
            layout.place(&id)?;
        }
        let mut graph = Self { stage: target.stage.clone(), nodes: layout.nodes, notes: Vec::new() };
        graph.notes = layout.shared.unordered(&graph);
        Ok(graph)
    }

    /// Each node with what it needs, one line a node.
    #[cfg(any(test, feature = "testing"))]
    pub fn lines(&self) -> Vec<String> {
        let line = |node: &Node| {
            let needs: Vec<_> = node.needs.iter().map(|need| self.nodes[*need].name.to_string()).collect();
            if needs.is_empty() {
                node.name.to_string()
            } else {
                format!("{} <- {}", node.name, needs.join(", "))
            }
        };
        self.nodes.iter().map(line).collect()
    }

    /// The artifacts that are needed.
    pub fn artifacts(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().filter_map(|node| match &node.work {
            Work::Build { artifact } => Some(artifact.as_str()),
            _ => None,
        })
    }

    /// The stacks, with their indices.
    pub fn stacks(&self) -> impl Iterator<Item = (usize, &WantedStack)> {
        self.nodes.iter().enumerate().filter_map(|(index, node)| match &node.work {
            Work::Stack(stack) => Some((index, stack)),
            _ => None,
        })
    }

    /// Parameters that have neither a value nor a default, each with the line of its stack in the project file and a
    /// sentence. A stack that is in several regions is there once.
    pub fn missing_values(&self) -> impl Iterator<Item = (u64, String)> {
        let mut seen = BTreeSet::new();
        let first = self.nodes.iter().filter(move |node| seen.insert(&node.id));
        first.flat_map(move |node| match &node.work {
            Work::Stack(stack) => stack.missing_values(&node.id, &self.stage),
            _ => Vec::new(),
        })
    }

    /// Whether anything in it depends on the account's number, which only AWS can tell.
    pub fn needs_account(&self) -> bool {
        self.nodes.iter().any(|node| match &node.work {
            // They go through the artifact bucket.
            Work::Build { .. } | Work::Upload { .. } => true,
            Work::Stack(stack) => {
                stack.package.is_some()
                    || stack.template.needs_account()
                    || stack.inputs.values().any(Input::depends_on_account)
            }
            Work::Step(step) => step.inputs().into_iter().any(Input::depends_on_account),
        })
    }

    /// All regions in which something is.
    pub fn regions(&self) -> BTreeSet<Region> {
        let steps = self.nodes.iter().filter_map(|node| match &node.work {
            Work::Step(step) => Some(step.regions()),
            _ => None,
        });
        self.stacks().map(|(_, stack)| stack.region.clone()).chain(steps.flatten()).collect()
    }

    /// For each node the nodes it needs, for the scheduler.
    pub fn needs(&self) -> Vec<Vec<usize>> {
        self.nodes.iter().map(|node| node.needs.iter().copied().collect()).collect()
    }

    /// The graph walked backwards: what each node must wait for when everything is removed.
    pub fn needs_reversed(&self) -> Vec<Vec<usize>> {
        let mut reversed = vec![Vec::new(); self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            for need in &node.needs {
                reversed[*need].push(index);
            }
        }
        reversed
    }
}

impl WantedStack {
    fn missing_values(&self, id: &str, stage: &str) -> Vec<(u64, String)> {
        let is_missing = |(name, parameter): &(&String, &Parameter)| {
            parameter.default.is_none() && !self.inputs.contains_key(*name)
        };
        let sentence = |(name, _): (&String, &Parameter)| {
            let template = &self.template.source.name;
            let message = format!(
                "stack {id} gives no value to parameter {name} in stage {stage}, and {template} has no default for it; \
                 write one under 'parameters', or give it with -p {id}.{name}=VALUE"
            );
            (self.line, message)
        };
        self.template.parameters.iter().filter(is_missing).map(sentence).collect()
    }
}

/// Fills what is known now; the account and the bucket are known only once AWS was asked.
fn fill_target(target: &Target, text: &str, system: &str, region: &Region) -> String {
    let placeholders = target.regions.placeholders();
    let lookup = |name: &str| match name {
        "stage" => Some(target.stage.clone()),
        "system" => Some(system.to_owned()),
        "region" => Some(region.to_string()),
        later @ (ACCOUNT | ARTIFACT_BUCKET) => Some(format!("${{{later}}}")),
        name => placeholders.get(name).cloned(),
    };
    fill_known(text, lookup)
}

struct Layout<'a> {
    project: &'a Project,
    target: &'a Target,
    shared: Shared,
    nodes: Vec<Node>,
    /// Placed nodes by id and region; a node without a region has one entry.
    by_id: BTreeMap<String, BTreeMap<Option<Region>, usize>>,
}

impl Layout<'_> {
    fn wanted(&self) -> Vec<String> {
        let is_wanted = |system: &str| self.target.systems.iter().any(|wanted| wanted == system);
        let nodes = self.project.nodes().filter(|node| is_wanted(node.system));
        nodes.map(|node| node.id.to_owned()).collect()
    }

    fn check_overrides(&self) -> Result<()> {
        for (stack, parameter) in self.target.overrides.keys() {
            let found = self.project.stack(stack).map(|file| &self.project.templates[&file.template.value]);
            let Some(template) = found else {
                return Err(Failure::usage(format!("--parameter: there is no stack '{stack}'")).into());
            };
            if !template.is_read() {
                continue;
            }
            let Some(known) = template.parameters.get(parameter) else {
                let message = format!("--parameter: {} has no parameter '{parameter}'", template.source.name);
                return Err(Failure::usage(message).into());
            };
            let value = &self.target.overrides[&(stack.clone(), parameter.clone())];
            if let Some(reason) = Parameter::refuses(known, value) {
                return Err(Failure::usage(format!("--parameter: {stack}.{parameter} {reason}")).into());
            }
        }
        Ok(())
    }

    /// Places a stack or step with everything it needs. The project file was checked: there are no circles.
    fn place(&mut self, id: &str) -> Result<()> {
        if self.by_id.contains_key(id) {
            return Ok(());
        }
        let project = self.project;
        let Some(node) = project.node(id) else { return Ok(()) };
        let needs: BTreeSet<usize> = node
            .file
            .needs()
            .iter()
            .map(|need| self.all_of(&need.value))
            .collect::<Result<Vec<_>>>()?
            .concat()
            .into_iter()
            .collect();
        self.by_id.entry(id.to_owned()).or_default();
        match node.file {
            NodeFile::Stack(file) => {
                for region in self.target.regions.of(file.region) {
                    self.place_stack(id, node.system, file, &region, needs.clone())?;
                }
            }
            NodeFile::Step(file) => {
                let mut place = StepPlace { layout: self, system: node.system, needs };
                let step = AnyStep::place(&file.kind, &mut place)?;
                let needs = place.needs;
                let name = NodeName { name: id.to_owned(), region: step.region(), kind: NodeKind::Step };
                self.add(id, None, Node { id: id.to_owned(), name, needs, work: Work::Step(step) });
            }
        }
        Ok(())
    }

    fn all_of(&mut self, id: &str) -> Result<Vec<usize>> {
        self.place(id)?;
        Ok(self.by_id.get(id).into_iter().flat_map(|nodes| nodes.values().copied()).collect())
    }

    fn place_stack(
        &mut self,
        id: &str,
        system: &str,
        file: &StackFile,
        region: &Region,
        mut needs: BTreeSet<usize>,
    ) -> Result<()> {
        for exporter in self.shared.exporters(id, region).into_keys() {
            self.place(&exporter)?;
            needs.extend(self.by_id[&exporter].get(&Some(region.clone())));
        }
        let project = self.project;
        let template = Rc::clone(&project.templates[&file.template.value]);
        let line = file.template.line;
        let package = project.packages.get(&file.template.value).cloned();
        let mut values: Vec<_> =
            file.parameters.iter().map(|(name, node)| (name.clone(), node.clone())).collect();
        let overrides = &self.target.overrides;
        values.retain(|(name, _)| !overrides.contains_key(&(id.to_owned(), name.clone())));
        let given = overrides.iter().filter(|((stack, _), _)| stack == id);
        let mut inputs: BTreeMap<_, _> =
            given.map(|((_, name), value)| (name.clone(), Input::Text(escape(value)))).collect();
        for (name, node) in &values {
            if let Some(input) = self.input(node, system, region, &mut needs)? {
                inputs.insert(name.clone(), input);
            }
        }
        let name = format!("{id}-{}", self.target.stage);
        let node = Node {
            id: id.to_owned(),
            name: NodeName { name: name.clone(), region: Some(region.clone()), kind: NodeKind::Stack },
            needs,
            work: Work::Stack(WantedStack {
                name,
                system: system.to_owned(),
                region: region.clone(),
                template,
                package,
                inputs,
                line,
                tags: self.tags(system),
                protect: self.is_protected(),
                hotswap: self.allows_hotswap(),
            }),
        };
        self.add(id, Some(region.clone()), node);
        Ok(())
    }

    fn is_protected(&self) -> bool {
        self.project.file.stages.get(&self.target.stage).is_some_and(|stage| stage.protected)
    }

    fn allows_hotswap(&self) -> bool {
        self.project.file.stages.get(&self.target.stage).is_some_and(|stage| stage.hotswap)
    }

    fn tags(&self, system: &str) -> BTreeMap<String, String> {
        let own = [(SYSTEM_TAG, system), (STAGE_TAG, &self.target.stage)];
        let own = own.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let file = self.project.file.tags.iter().map(|(key, tag)| (key.clone(), tag.value.clone()));
        file.chain(own).collect()
    }

    fn add(&mut self, id: &str, region: Option<Region>, node: Node) -> usize {
        let index = self.nodes.len();
        self.nodes.push(node);
        self.by_id.entry(id.to_owned()).or_default().insert(region, index);
        index
    }

    /// Where a value comes from; `None` where there is none for this stage.
    fn input(
        &mut self,
        node: &Document,
        system: &str,
        region: &Region,
        needs: &mut BTreeSet<usize>,
    ) -> Result<Option<Input>> {
        let value = ParameterValue::read(node).map_err(Failure::usage)?;
        let Some(value) = value.for_stage(&self.target.stage) else { return Ok(None) };
        let input = match value {
            ParameterValue::Text(text) => Input::Text(fill_target(self.target, &text, system, region)),
            ParameterValue::Output { from, output } => {
                let node = self.output_node(&from, region)?;
                needs.insert(node);
                Input::Output { node, output }
            }
            ParameterValue::Artifact(artifact) => {
                let (build, upload) = self.artifact(&artifact, region);
                needs.extend([build, upload]);
                Input::ArtifactKey { artifact, build }
            }
            ParameterValue::Stages { .. } => {
                return Err(Failure::usage("a value for each stage within another").into());
            }
        };
        Ok(Some(input))
    }

    /// The node whose output is meant: the only one of that id, else the one in the same region.
    fn output_node(&mut self, id: &str, region: &Region) -> Result<usize> {
        self.place(id)?;
        let nodes = &self.by_id[id];
        let found = match nodes.len() {
            1 => nodes.values().next(),
            _ => nodes.get(&Some(region.clone())),
        };
        found.copied().ok_or_else(|| {
            Failure::usage(format!(
                "an output of {id} is wanted in {region}, but it is in {} regions and not there",
                nodes.len()
            ))
            .into()
        })
    }

    /// The nodes that build an artifact and bring it into a region, made when first wanted.
    fn artifact(&mut self, artifact: &str, region: &Region) -> (usize, usize) {
        let id = format!("artifact {artifact}");
        let placed = |layout: &Self, region: &Option<Region>| layout.by_id.get(&id)?.get(region).copied();
        let build = placed(self, &None).unwrap_or_else(|| {
            let name = NodeName { name: id.clone(), region: None, kind: NodeKind::Build };
            let work = Work::Build { artifact: artifact.to_owned() };
            self.add(&id, None, Node { id: id.clone(), name, work, needs: BTreeSet::new() })
        });
        let place = Some(region.clone());
        let upload = placed(self, &place).unwrap_or_else(|| {
            let name = NodeName { name: id.clone(), region: place.clone(), kind: NodeKind::Upload };
            let work = Work::Upload { artifact: artifact.to_owned(), region: region.clone(), build };
            self.add(&id, place.clone(), Node { id: id.clone(), name, work, needs: BTreeSet::from([build]) })
        });
        (build, upload)
    }
}

/// A step on its way into the graph.
struct StepPlace<'l, 'a> {
    layout: &'l mut Layout<'a>,
    system: &'l str,
    needs: BTreeSet<usize>,
}

impl Placing for StepPlace<'_, '_> {
    fn regions(&self) -> &Regions {
        &self.layout.target.regions
    }

    fn is_protected(&self) -> bool {
        self.layout.is_protected()
    }

    fn input(&mut self, node: &Document, region: &Region) -> Result<Input> {
        let input = self.layout.input(node, self.system, region, &mut self.needs)?;
        input.with_context(|| format!("no value for stage {}", self.layout.target.stage))
    }
}
