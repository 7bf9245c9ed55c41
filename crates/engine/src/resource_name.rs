//! Resources that the user names: `STACK.LOGICAL-ID`, with the stack's id in the project file.

use std::fmt;
use std::str::FromStr;

use anyhow::Result;

use super::graph::{Graph, WantedStack};
use super::snapshot::Views;
use crate::aws::stack::Phase;
use crate::document::near;
use crate::failure::Failure;

/// One resource of a stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResourceName {
    pub stack: String,
    pub logical_id: String,
}

impl FromStr for ResourceName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('.') {
            Some((stack, id)) if !stack.is_empty() && !id.is_empty() => {
                Ok(Self { stack: stack.to_owned(), logical_id: id.to_owned() })
            }
            _ => Err("write STACK.LOGICAL-ID, such as mailbox-table.Table".to_owned()),
        }
    }
}

impl fmt::Display for ResourceName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.stack, self.logical_id)
    }
}

/// The logical ids of one stack's resources.
pub fn of_stack(names: &[ResourceName], stack: &str) -> Vec<String> {
    names.iter().filter(|name| name.stack == stack).map(|name| name.logical_id.clone()).collect()
}

/// What a flag does with the resources that it names, and to which stacks.
pub struct Use {
    pub flag: &'static str,
    /// The state in which alone CloudFormation takes such names.
    pub phase: Phase,
    /// That state, in words that follow the name of a stack.
    pub state: &'static str,
}

impl Use {
    /// Refuses names of stacks that are not in the state that the flag is for, and of resources that their templates certainly
    /// do not have.
    pub fn check(&self, names: &[ResourceName], graph: &Graph, views: &Views<'_>) -> Result<()> {
        names.iter().try_for_each(|name| self.check_one(name, graph, views))
    }

    fn check_one(&self, name: &ResourceName, graph: &Graph, views: &Views<'_>) -> Result<()> {
        let is_it = |(index, _): &(usize, &WantedStack)| graph.nodes[*index].id == name.stack;
        let stacks: Vec<_> = graph.stacks().filter(is_it).map(|(_, stack)| stack).collect();
        let Some(first) = stacks.first() else {
            let ids = graph.stacks().map(|(index, _)| graph.nodes[index].id.as_str());
            return Err(self.refused(&format!("there is no stack '{}'", name.stack), near(&name.stack, ids)));
        };
        let (template, id) = (&first.template, &name.logical_id);
        if !template.is_transformed() && !template.resources.contains_key(id) {
            let near = near(id, template.resources.keys().map(String::as_str));
            return Err(self.refused(&format!("stack {} has no resource '{id}'", name.stack), near));
        }
        let state = |stack: &&WantedStack| views.get(&stack.region)?.stacks.get(&stack.name);
        if stacks.iter().filter_map(state).any(|state| state.status.phase() == self.phase) {
            return Ok(());
        }
        Err(self.refused(&format!("stack {} is not {}", name.stack, self.state), None))
    }

    fn refused(&self, message: &str, near: Option<&str>) -> anyhow::Error {
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        Failure::usage(format!("{}: {message}{near}", self.flag))
            .hint("nothing was changed; where resources can be named, the failure before shows them")
            .into()
    }
}
