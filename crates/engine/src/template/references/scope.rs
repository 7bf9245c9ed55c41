//! What a reference may refer to in its context, and the names in it.

use crate::document::Node;

/// Where a reference stands.
#[derive(Clone, Default)]
pub(super) struct Scope {
    /// The resource or condition that certainly depends on what is named here.
    pub(super) dependent: Option<String>,
    /// Variables of the loops around it.
    pub(super) variables: Vec<String>,
    /// Whether it is evaluated before there are resources: conditions and rules.
    pub(super) is_condition: bool,
}

impl Scope {
    pub(super) fn conditions() -> Self {
        Self { is_condition: true, ..Self::default() }
    }

    pub(super) fn with(&self, names: impl Iterator<Item = String>) -> Self {
        Self { variables: self.variables.iter().cloned().chain(names).collect(), ..self.clone() }
    }

    pub(super) fn of(&self, dependent: Option<&str>) -> Self {
        Self { dependent: dependent.map(str::to_owned), ..self.clone() }
    }
}

/// Of the branches of `If` only one counts, so that nothing in them is a certain dependency.
pub(super) fn arguments_of(function: &str, scope: &Scope) -> Scope {
    if function == "If" && !scope.is_condition { scope.of(None) } else { scope.clone() }
}

pub(super) fn loop_variables(node: &Node) -> impl Iterator<Item = String> {
    let names = if node.items().is_empty() { std::slice::from_ref(node) } else { node.items() };
    names.iter().filter_map(Node::written).map(str::to_owned)
}

/// A name that stands there as it is: no function, and no variable of a loop in it.
pub(super) fn certain(node: &Node) -> Option<&str> {
    argument(node).filter(|_| node.short_function().is_none())
}

/// The same for the argument of a function, which may carry the function as its tag.
pub(super) fn argument(node: &Node) -> Option<&str> {
    node.written().filter(|text| !text.contains("${") && !text.contains("&{") && !text.is_empty())
}

/// The same for a condition: `!Condition Name` in conditions.
pub(super) fn certain_argument(node: &Node) -> Option<&str> {
    argument(node).filter(|_| matches!(node.short_function(), None | Some("Condition")))
}

/// What stands in `${…}`, except `${!…}`, which is text.
pub(super) fn variables(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        rest = &rest[start + 2..];
        let Some(end) = rest.find('}') else { break };
        let variable = &rest[..end];
        // One within another is filled in by a loop.
        if !variable.starts_with('!') && !variable.contains(['{', '$', '\n']) {
            found.push(variable);
        }
    }
    found
}
