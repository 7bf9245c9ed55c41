//! The one index of a project's stacks and steps by id: SYSTEM-NAME.

use std::collections::BTreeMap;

use super::{Project, ProjectFile, StackFile, StepFile};
use crate::document::Spanned;

/// A stack or a step of the project file.
#[derive(Clone, Copy, Debug)]
pub struct ProjectNode<'p> {
    /// SYSTEM-NAME.
    pub id: &'p str,
    pub system: &'p str,
    /// The name within the system.
    pub name: &'p str,
    pub file: NodeFile<'p>,
}

/// What the project file says of it.
#[derive(Clone, Copy, Debug)]
pub enum NodeFile<'p> {
    Stack(&'p StackFile),
    Step(&'p StepFile),
}

impl ProjectNode<'_> {
    /// The name of its stack in a stage.
    pub fn stack_name(&self, stage: &str) -> String {
        stack_name(self.id, stage)
    }
}

/// The name of the stack with this id in a stage: SYSTEM-NAME-STAGE.
pub fn stack_name(id: &str, stage: &str) -> String {
    format!("{id}-{stage}")
}

impl<'p> NodeFile<'p> {
    /// What must be there first although no value shows it.
    pub fn needs(self) -> &'p [Spanned<String>] {
        match self {
            NodeFile::Stack(file) => &file.needs,
            NodeFile::Step(file) => &file.needs,
        }
    }

    /// The key of the project file under which it is.
    pub fn section(self) -> &'static str {
        match self {
            NodeFile::Stack(_) => "stacks",
            NodeFile::Step(_) => "steps",
        }
    }
}

/// Where each node is: its id, and the system, the section and the name under which it is found.
#[derive(Debug, Default)]
pub struct Index {
    /// All stacks, then all steps.
    places: Vec<Place>,
    /// The first place of each id; two of the same are a problem that the checks report.
    by_id: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Place {
    id: String,
    system: String,
    name: String,
    is_step: bool,
}

impl Index {
    /// The index of a file.
    pub fn new(file: &ProjectFile) -> Self {
        let mut index = Self::default();
        for (system, name, _) in file.stacks() {
            index.add(system, name, false);
        }
        for (system, name, _) in file.steps() {
            index.add(system, name, true);
        }
        index
    }

    fn add(&mut self, system: &str, name: &str, is_step: bool) {
        let id = format!("{system}-{name}");
        self.by_id.entry(id.clone()).or_insert(self.places.len());
        self.places.push(Place { id, system: system.to_owned(), name: name.to_owned(), is_step });
    }
}

impl Project {
    /// Every stack, then every step.
    pub fn nodes(&self) -> impl Iterator<Item = ProjectNode<'_>> {
        self.index.places.iter().map(|place| self.at(place))
    }

    /// Every stack.
    pub fn stacks(&self) -> impl Iterator<Item = (ProjectNode<'_>, &StackFile)> {
        self.nodes().filter_map(|node| match node.file {
            NodeFile::Stack(file) => Some((node, file)),
            NodeFile::Step(_) => None,
        })
    }

    /// The stack or step of this id.
    pub fn node(&self, id: &str) -> Option<ProjectNode<'_>> {
        self.index.by_id.get(id).map(|place| self.at(&self.index.places[*place]))
    }

    /// The stack of this id.
    pub fn stack(&self, id: &str) -> Option<&StackFile> {
        match self.node(id)?.file {
            NodeFile::Stack(file) => Some(file),
            NodeFile::Step(_) => None,
        }
    }

    fn at<'p>(&'p self, place: &'p Place) -> ProjectNode<'p> {
        let Place { id, system, name, is_step } = place;
        let of = &self.file.systems[system];
        let file = match is_step {
            true => NodeFile::Step(&of.steps[name].value),
            false => NodeFile::Stack(&of.stacks[name].value),
        };
        ProjectNode { id, system, name, file }
    }
}
