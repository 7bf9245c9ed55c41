//! The names that a template declares, and those that a transform may add to them.

use crate::document::Node;

/// What AWS itself declares for `Ref` and `Sub`.
const PSEUDO_PARAMETERS: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];
/// Transforms that add no names other than those this module knows.
const KNOWN_TRANSFORMS: [&str; 5] = [
    SERVERLESS,
    "AWS::LanguageExtensions",
    "AWS::CodeDeployBlueGreen",
    "AWS::SecretsManager-2020-07-23",
    "AWS::SecretsManager-2024-09-16",
];
const SERVERLESS: &str = "AWS::Serverless-2016-10-31";
/// How the names of resources begin that the serverless transform makes for a template as a whole. What it makes for one
/// resource begins with the name of that.
const SERVERLESS_PREFIXES: [&str; 5] =
    ["Serverless", "ApiGatewayDomainName", "RecordSetGroup", "CodeDeployServiceRole", "HttpApiDomainName"];
/// How a key begins that stands for a loop (`AWS::LanguageExtensions`).
pub const LOOP: &str = "Fn::ForEach";
/// The key beside what a macro rewrites.
pub const MACRO: &str = "Fn::Transform";

/// Whether a macro may rewrite any part of the template, so that nothing in it is certain.
pub fn is_rewritten(root: &Node) -> bool {
    // Sections of the tools that resolve modules before CloudFormation sees the template.
    if [MACRO, "Modules", "Packages", "Constants"].iter().any(|key| root.get(key).is_some()) {
        return true;
    }
    transforms(root).any(|name| name.is_none_or(|name| !KNOWN_TRANSFORMS.contains(&name)))
}

fn transforms(root: &Node) -> impl Iterator<Item = Option<&str>> {
    let transform = root.get("Transform").filter(|node| !node.is_null());
    let items = transform.map(|node| match node.items() {
        [] => std::slice::from_ref(node),
        items => items,
    });
    items.unwrap_or_default().iter().map(Node::written)
}

/// The names of one section.
#[derive(Default)]
pub struct Section<'t> {
    names: Vec<&'t str>,
    /// Beginnings of further names.
    prefixes: Vec<&'t str>,
    /// Names that loops make, as the parts between their variables.
    patterns: Vec<Vec<&'t str>>,
    /// Whether a macro adds names.
    is_open: bool,
}

impl<'t> Section<'t> {
    fn read(root: &'t Node, key: &str) -> Self {
        let mut section = Self::default();
        if let Some(node) = root.get(key) {
            section.is_open = node.short_function().is_some();
            section.collect(node);
        }
        section
    }

    fn collect(&mut self, node: &'t Node) {
        for (name, value) in node.entries() {
            if name.starts_with(LOOP) {
                match value.items().last() {
                    Some(body) if value.items().len() >= 3 => self.collect(body),
                    _ => self.is_open = true,
                }
            } else if name.starts_with("Fn::") {
                self.is_open = true;
            } else if let Some(parts) = variable_parts(name) {
                self.patterns.push(parts);
            } else {
                self.names.push(name);
            }
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.is_open
            || self.names.contains(&name)
            || self.prefixes.iter().any(|prefix| name.starts_with(prefix))
            || self.patterns.iter().any(|parts| fits(name, parts))
    }

    pub fn names(&self) -> impl Iterator<Item = &'t str> {
        self.names.iter().copied()
    }
}

/// The parts of a name around its `${Variable}` or `&{Variable}`; `None` without one.
fn variable_parts(name: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find("${").or_else(|| rest.find("&{")) {
        let end = start + rest[start..].find('}')?;
        parts.push(&rest[..start]);
        rest = &rest[end + 1..];
    }
    parts.push(rest);
    (parts.len() > 1).then_some(parts)
}

fn fits(name: &str, parts: &[&str]) -> bool {
    let [first, middle @ .., last] = parts else { return false };
    let Some(mut rest) = name.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else {
        return false;
    };
    for part in middle {
        let Some(start) = rest.find(part) else { return false };
        rest = &rest[start + part.len()..];
    }
    true
}

/// Everything that a template declares.
pub struct Declared<'t> {
    pub parameters: Section<'t>,
    pub resources: Section<'t>,
    pub conditions: Section<'t>,
    pub mappings: Section<'t>,
}

impl<'t> Declared<'t> {
    pub fn read(root: &'t Node) -> Self {
        let mut declared = Self {
            parameters: Section::read(root, "Parameters"),
            resources: Section::read(root, "Resources"),
            conditions: Section::read(root, "Conditions"),
            mappings: Section::read(root, "Mappings"),
        };
        let mut is_serverless = transforms(root).any(|name| name == Some(SERVERLESS));
        for (name, resource) in root.get("Resources").map(Node::entries).unwrap_or_default() {
            let kind = resource.get("Type");
            let written = kind.and_then(Node::written).unwrap_or_default();
            let is_serverless_type = written.starts_with("AWS::Serverless::");
            is_serverless |= is_serverless_type;
            if is_serverless_type || written.ends_with("::MODULE") || resource.get("Connectors").is_some() {
                declared.resources.prefixes.push(name);
            }
            // Another tool puts a module in its place.
            declared.resources.is_open |= kind.is_some_and(|kind| kind.short_function().is_some());
        }
        if is_serverless {
            declared.resources.prefixes.extend(SERVERLESS_PREFIXES);
            declared.conditions.prefixes.push("Serverless");
            // What it makes for a resource of a loop begins with a name that only the loop knows.
            declared.resources.is_open |= !declared.resources.patterns.is_empty();
            root.get("Resources").into_iter().for_each(|node| queues(node, &mut declared.resources.names));
        }
        declared
    }

    /// Whether `Ref` finds it.
    pub fn has_value(&self, name: &str) -> bool {
        PSEUDO_PARAMETERS.contains(&name) || self.parameters.has(name) || self.resources.has(name)
    }

    /// Whether a condition may refer to it.
    pub fn has_parameter(&self, name: &str) -> bool {
        PSEUDO_PARAMETERS.contains(&name) || self.parameters.has(name)
    }

    /// Everything that `Ref` finds.
    pub fn values(&self) -> impl Iterator<Item = &'t str> {
        self.parameters.names().chain(self.resources.names()).chain(PSEUDO_PARAMETERS)
    }
}

/// The names that the serverless transform is to give to dead-letter queues.
fn queues<'t>(node: &'t Node, names: &mut Vec<&'t str>) {
    names.extend(node.get("QueueLogicalId").and_then(Node::written));
    node.items().iter().for_each(|node| queues(node, names));
    node.entries().iter().for_each(|(_, node)| queues(node, names));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_loop_fit_around_its_variables() {
        let parts = variable_parts("Topic${Name}For&{Region}X").unwrap();
        assert_eq!(parts, ["Topic", "For", "X"]);
        assert!(fits("TopicAForBX", &parts) && !fits("TopicAX", &parts) && !fits("QueueAForBX", &parts));
        assert_eq!(variable_parts("Topic"), None);
    }
}
