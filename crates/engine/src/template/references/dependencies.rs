//! Dependencies between resources and between conditions, which must not be circular.

use super::Scope;
use crate::document::{Needs, Node};

/// What is certain to depend on what, with the line that says so.
#[derive(Default)]
pub struct Dependencies {
    resources: Needs<u64>,
    conditions: Needs<u64>,
}

impl Dependencies {
    /// Adds what is named at a place, if something certainly depends on it.
    pub fn add(&mut self, scope: &Scope, name: &str, line: u64) {
        let Some(dependent) = &scope.dependent else { return };
        let needs = if scope.is_condition { &mut self.conditions } else { &mut self.resources };
        needs.add(dependent, name, line);
    }

    /// A circle of each kind, with the line of its first dependency.
    pub fn circles(&self) -> Vec<(u64, String)> {
        let kinds = [("resources", &self.resources), ("conditions", &self.conditions)];
        let circles = kinds.into_iter().filter_map(|(kind, needs)| {
            let circle = needs.circle()?;
            let line = circle.places.first().copied()?;
            Some((line, format!("circular dependency of {kind}: {}", circle.path())))
        });
        circles.collect()
    }
}

/// Whether a resource is made whatever the parameters, and as it is written: a condition may leave it out, and the
/// serverless transform makes several resources of one.
pub fn is_certain(resource: &Node) -> bool {
    let kind = resource.get("Type").and_then(Node::written);
    resource.get("Condition").is_none() && kind.is_some_and(|kind| !kind.starts_with("AWS::Serverless::"))
}
