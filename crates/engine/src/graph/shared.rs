//! Which stacks import what other stacks of the project export. CloudFormation keeps exports per account and region, so
//! a stack needs the one in its own region.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::Result;

use super::{ACCOUNT, ARTIFACT_BUCKET, Graph, Target};
use crate::aws::Region;
use crate::document::Source;
use crate::project::{ParameterValue, Project, StackFile, failure, fill, needs_of, stack_name};
use crate::template::{Names, SharedName, Template, resolve};

/// The stacks of a project with what they export and import, in each of their regions.
#[derive(Debug)]
pub struct Shared {
    stacks: Vec<SharingStack>,
}

/// One stack in one region. A name that only CloudFormation can work out is `None`.
#[derive(Debug)]
struct SharingStack {
    id: String,
    region: Region,
    template: Rc<Template>,
    exports: Vec<(Option<String>, SharedName)>,
    imports: Vec<(Option<String>, SharedName)>,
}

/// Where one stack's need for another is written.
#[derive(Clone)]
struct Place {
    source: Rc<Source>,
    line: u64,
    /// What is imported, where the need is an import.
    import: Option<String>,
}

impl Shared {
    /// Works the names out. Two stacks that export the same name, and imports that go round in a circle, are refused.
    pub fn new(project: &Project, target: &Target) -> Result<Self> {
        let mut stacks = Vec::new();
        for (node, file) in project.stacks() {
            let template = &project.templates[&file.template.value];
            if template.exports.is_empty() && template.imports.is_empty() && !template.may_have_more_outputs {
                continue;
            }
            for region in target.regions.of(file.region) {
                stacks.push(SharingStack::new(node.id, node.system, file, template, region, target));
            }
        }
        let shared = Self { stacks };
        shared.refuse_twins()?;
        shared.refuse_circles(project)?;
        Ok(shared)
    }

    /// The stacks of the same region whose exports a stack imports, with the name of one such export.
    pub fn exporters(&self, id: &str, region: &Region) -> BTreeMap<String, String> {
        let importing = self.stacks.iter().filter(|stack| stack.id == id && stack.region == *region);
        let imported = importing.flat_map(|stack| self.imported(stack));
        imported.map(|(exporter, name, _)| (exporter.id.clone(), name.to_owned())).collect()
    }

    /// What a stack imports from others of the project: the stack that exports it, the name, and where it is imported.
    fn imported<'s>(
        &'s self,
        importing: &'s SharingStack,
    ) -> impl Iterator<Item = (&'s SharingStack, &'s str, &'s SharedName)> {
        let names = importing.imports.iter().filter_map(|(name, import)| Some((name.as_deref()?, import)));
        names.flat_map(move |(name, import)| {
            let exports = move |stack: &&SharingStack| {
                stack.id != importing.id && stack.region == importing.region && stack.exports_name(name)
            };
            self.stacks.iter().filter(exports).map(move |stack| (stack, name, import))
        })
    }

    fn refuse_twins(&self) -> Result<()> {
        let mut seen: BTreeMap<(&Region, &str), (&SharingStack, u64)> = BTreeMap::new();
        let mut problems = Vec::new();
        for stack in &self.stacks {
            for (name, export) in stack.exports.iter().filter(|(_, export)| !export.is_conditional) {
                let Some(name) = name else { continue };
                match seen.get(&(&stack.region, name.as_str())) {
                    Some((other, line)) => problems.push(stack.template.source.problem(
                        export.line,
                        format!(
                            "stack {} exports '{name}' in {}, as {} does ({}:{line}); an export's name must be unique in its region",
                            stack.id, stack.region, other.id, other.template.source.name,
                        ),
                    )),
                    None => _ = seen.insert((&stack.region, name), (stack, export.line)),
                }
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(failure(problems)) }
    }

    fn refuse_circles(&self, project: &Project) -> Result<()> {
        let in_file = |line| Place { source: Rc::clone(&project.source), line, import: None };
        let mut needs = needs_of(project, in_file);
        for stack in &self.stacks {
            for (exporter, name, import) in self.imported(stack) {
                let place = Place {
                    source: Rc::clone(&stack.template.source),
                    line: import.line,
                    import: Some(format!("{} imports '{name}' from {}", stack.id, exporter.id)),
                };
                needs.add(&stack.id, &exporter.id, place);
            }
        }
        let Some(circle) = needs.circle() else { return Ok(()) };
        let imports: Vec<_> = circle.places.iter().filter(|place| place.import.is_some()).collect();
        let words: Vec<_> = imports.iter().filter_map(|place| place.import.as_deref()).collect();
        let message = format!("circular dependency: {} ({})", circle.path(), words.join(", "));
        Err(failure(
            imports.first().map(|place| place.source.problem(place.line, message)).into_iter().collect(),
        ))
    }

    /// Imports that another stack of the project may export, where a name cannot be worked out and nothing puts the two in
    /// order: each as a sentence that asks for `needs`.
    pub fn unordered(&self, graph: &Graph) -> Vec<String> {
        let mut notes = BTreeSet::new();
        for (index, node) in graph.nodes.iter().enumerate() {
            let is_it = |stack: &&SharingStack| {
                stack.id == node.id && Some(&stack.region) == node.name.region.as_ref()
            };
            let Some(stack) = self.stacks.iter().find(is_it) else { continue };
            for (name, import) in &stack.imports {
                let candidates = self.candidates(stack, name.as_deref(), graph, index);
                if candidates.is_empty() {
                    continue;
                }
                notes.insert(format!(
                    "{}:{}: whether stack {} imports what {} exports cannot be worked out; if it does, add it to its needs",
                    stack.template.source.name,
                    import.line,
                    stack.id,
                    candidates.into_iter().collect::<Vec<_>>().join(" or "),
                ));
            }
        }
        notes.into_iter().collect()
    }

    /// The stacks that may export what one imports and that are not in order with it.
    fn candidates(
        &self,
        importing: &SharingStack,
        name: Option<&str>,
        graph: &Graph,
        index: usize,
    ) -> BTreeSet<String> {
        let is_known = |stack: &SharingStack| name.is_some_and(|name| stack.exports_name(name));
        let here: Vec<_> = self
            .stacks
            .iter()
            .filter(|stack| stack.region == importing.region && stack.id != importing.id)
            .collect();
        if here.iter().any(|stack| is_known(stack)) {
            return BTreeSet::new();
        }
        let position = |stack: &SharingStack| {
            let is_it =
                |node: &super::Node| node.id == stack.id && node.name.region.as_ref() == Some(&stack.region);
            graph.nodes.iter().position(is_it)
        };
        here.into_iter()
            .filter(|stack| stack.may_export(name))
            .filter(|stack| {
                position(stack)
                    .is_none_or(|other| !reaches(graph, index, other) && !reaches(graph, other, index))
            })
            .map(|stack| stack.id.clone())
            .collect()
    }
}

/// Whether one node needs another, directly or through others.
fn reaches(graph: &Graph, from: usize, to: usize) -> bool {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(node) = open.pop() {
        if node == to {
            return true;
        }
        open.extend(graph.nodes[node].needs.iter().copied().filter(|need| seen.insert(*need)));
    }
    false
}

impl SharingStack {
    fn new(
        id: &str,
        system: &str,
        file: &StackFile,
        template: &Rc<Template>,
        region: Region,
        target: &Target,
    ) -> Self {
        let parameters = known_values(id, system, file, template, &region, target);
        // The account is the same for all stacks, so its placeholder compares as well as its number.
        let account = format!("${{{ACCOUNT}}}");
        let stack = stack_name(id, &target.stage);
        let names = Names {
            parameters: &parameters,
            region: region.as_str(),
            account: &account,
            stack: &stack,
            body: template.body(),
        };
        let resolved = |shared: &[SharedName]| -> Vec<_> {
            shared.iter().map(|shared| (resolve(&shared.name, &names), shared.clone())).collect()
        };
        let (exports, imports) = (resolved(&template.exports), resolved(&template.imports));
        Self { id: id.to_owned(), region, template: Rc::clone(template), exports, imports }
    }

    fn exports_name(&self, name: &str) -> bool {
        self.exports.iter().any(|(export, _)| export.as_deref() == Some(name))
    }

    /// Whether it may export a name, or anything at all.
    fn may_export(&self, name: Option<&str>) -> bool {
        let is_open = self.exports.iter().any(|(name, _)| name.is_none());
        is_open || name.is_none() && !self.exports.is_empty() || self.template.may_have_more_outputs
    }
}

/// The values of a stack's parameters that are known before anything runs.
fn known_values(
    id: &str,
    system: &str,
    file: &StackFile,
    template: &Template,
    region: &Region,
    target: &Target,
) -> BTreeMap<String, String> {
    let later = |name: &str| [ACCOUNT, ARTIFACT_BUCKET].contains(&name).then(|| format!("${{{name}}}"));
    let mut values = template.values(&BTreeMap::new());
    for (name, node) in &file.parameters {
        let value = ParameterValue::read(node).ok();
        if value.as_ref().is_some_and(|value| value.for_stage(&target.stage).is_none()) {
            continue;
        }
        let text = match value.and_then(|value| value.for_stage(&target.stage)) {
            Some(ParameterValue::Text(text)) => fill(&target.fill(&text, system, region), later).ok(),
            _ => None,
        };
        match text.filter(|_| template.is_plain(name)) {
            Some(text) => _ = values.insert(name.clone(), text),
            None => _ = values.remove(name),
        }
    }
    let given = target.overrides.iter().filter(|((stack, name), _)| stack == id && template.is_plain(name));
    values.extend(given.map(|((_, name), value)| (name.clone(), value.clone())));
    values
}
