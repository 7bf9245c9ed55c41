//! Lays out the graph of a target.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::{Context, Result};

use super::shared::Shared;
use super::{Graph, Input, Node, STAGE_TAG, SYSTEM_TAG, Target, WantedStack, Work};
use crate::aws::Region;
use crate::document::Node as Document;
use crate::event::{NodeKind, NodeName};
use crate::failure::Failure;
use crate::project::{NodeFile, ParameterValue, Project, Regions, StackFile, escape, stack_name};
use crate::steps::{AnyStep, Placing, Step};
use crate::template::Parameter;

impl Graph {
    /// Lays out the graph of the target. What a wanted system needs from another one comes along.
    pub fn new(project: &Project, target: &Target) -> Result<Self> {
        let shared = Shared::new(project, target)?;
        let mut layout = Layout { project, target, shared, nodes: Vec::new(), by_id: BTreeMap::new() };
        layout.check_overrides()?;
        for id in layout.wanted() {
            layout.place(&id)?;
        }
        layout.check_use_of_overrides()?;
        let mut graph = Self { stage: target.stage.clone(), nodes: layout.nodes, notes: Vec::new() };
        graph.notes = layout.shared.unordered(&graph);
        Ok(graph)
    }
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

    /// A value for a stack that is not part of this run would be lost without a word.
    fn check_use_of_overrides(&self) -> Result<()> {
        let unused = self.target.overrides.keys().find(|(stack, _)| !self.by_id.contains_key(stack));
        let Some((stack, parameter)) = unused else { return Ok(()) };
        let systems = self.target.systems.join(", ");
        let message =
            format!("--parameter: {stack}.{parameter} has no effect: stack {stack} is not part of {systems}");
        Err(Failure::usage(message)
            .hint("name the system of the stack too, or leave the parameter out")
            .into())
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
        let inputs = self.inputs(id, system, file, region, &mut needs)?;
        let name = stack_name(id, &self.target.stage);
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

    /// The values of a stack's parameters: those of the command line, and for all others those of the project file.
    fn inputs(
        &mut self,
        id: &str,
        system: &str,
        file: &StackFile,
        region: &Region,
        needs: &mut BTreeSet<usize>,
    ) -> Result<BTreeMap<String, Input>> {
        let given = self.target.overrides.iter().filter(|((stack, _), _)| stack == id);
        let mut inputs: BTreeMap<_, _> =
            given.map(|((_, name), value)| (name.clone(), Input::Text(escape(value)))).collect();
        for (name, node) in &file.parameters {
            if inputs.contains_key(name) {
                continue;
            }
            if let Some(input) = self.input(node, system, region, needs)? {
                inputs.insert(name.clone(), input);
            }
        }
        Ok(inputs)
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
            ParameterValue::Text(text) => Input::Text(self.target.fill(&text, system, region)),
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
                "an output of {id} is needed in {region}, but it is in {} regions and not in that one",
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
