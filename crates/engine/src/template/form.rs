//! The form of a template's sections: what must be a map, a function or a name.
//!
//! Functions and macros may replace any part, so only literal parts are checked.

use std::rc::Rc;

use super::references::is_rewritten;
use crate::document::{Content, Node, Problem, Source, quoted};

/// Everything that does not have the form that CloudFormation asks for, with its line.
pub fn check(source: &Rc<Source>, root: &Node) -> Vec<Problem> {
    if is_rewritten(root) {
        return Vec::new();
    }
    let mut form = Form { source, problems: Vec::new() };
    form.entries(root, "Parameters", Form::parameter);
    form.entries(root, "Mappings", Form::mapping);
    form.entries(root, "Conditions", Form::condition);
    form.entries(root, "Rules", |form, name, rule| form.map(rule, || format!("rule {}", quoted(name))));
    form.entries(root, "Resources", Form::resource);
    form.entries(root, "Outputs", Form::output);
    form.names(root);
    form.problems
}

struct Form<'t> {
    source: &'t Rc<Source>,
    problems: Vec<Problem>,
}

impl Form<'_> {
    fn report(&mut self, node: &Node, message: String) {
        self.problems.push(self.source.problem(self.source.key_line(node), message));
    }

    /// Reports what is neither a map, nothing, nor made by a function.
    fn map(&mut self, node: &Node, what: impl FnOnce() -> String) {
        if !is_map(node) && !node.is_null() && node.short_function().is_none() {
            self.report(node, format!("{} must be a map", what()));
        }
    }

    /// The entries of a section that are written out.
    fn entries(&mut self, root: &Node, section: &str, entry: impl Fn(&mut Self, &str, &Node)) {
        let Some(node) = root.get(section) else { return };
        self.map(node, || format!("the section {section}"));
        for (name, value) in written(node) {
            entry(self, name, value);
        }
    }

    fn parameter(&mut self, name: &str, node: &Node) {
        self.map(node, || format!("parameter {}", quoted(name)));
    }

    /// Two levels of maps, and below them texts or lists.
    fn mapping(&mut self, name: &str, node: &Node) {
        self.map(node, || format!("mapping {}", quoted(name)));
        for (key, values) in written(node) {
            self.map(values, || format!("mapping {}: {}", quoted(name), quoted(key)));
            for (_, value) in written(values).filter(|(_, value)| written(value).next().is_some()) {
                let message =
                    format!("mapping {}: a value under {} must be text or a list", quoted(name), quoted(key));
                self.report(value, message);
            }
        }
    }

    fn condition(&mut self, name: &str, node: &Node) {
        let is_function = node.short_function().is_some()
            || matches!(node.entries(), [(key, _)] if key == "Condition" || key.starts_with("Fn::"));
        let is_boolean = node.written().is_some_and(|text| matches!(text, "true" | "false"));
        if !is_function && !is_boolean {
            self.report(node, format!("condition {} must be a function, such as Fn::Equals", quoted(name)));
        }
    }

    fn resource(&mut self, name: &str, node: &Node) {
        let part = |key: &str| node.get(key).map(|part| (part, format!("resource {}: {key}", quoted(name))));
        if let Some((properties, what)) = part("Properties") {
            self.map(properties, || what);
        }
        if let Some((condition, what)) = part("Condition")
            && (is_list_or_map(condition) || condition.short_function().is_some())
        {
            self.report(condition, format!("{what} must be the name of a condition"));
        }
        if let Some((needs, what)) = part("DependsOn")
            && (is_map(needs) || needs.short_function().is_some() || needs.items().iter().any(is_list_or_map))
        {
            self.report(needs, format!("{what} must be the name of a resource or a list of names"));
        }
    }

    fn output(&mut self, name: &str, node: &Node) {
        let what = || format!("output {}", quoted(name));
        self.map(node, what);
        let is_open = node.entries().iter().any(|(key, _)| key.starts_with("Fn::"));
        if is_map(node) && !is_open && node.get("Value").is_none_or(Node::is_null) {
            self.report(node, format!("{} has no Value", what()));
        }
        if let Some(export) = node.get("Export") {
            self.map(export, || format!("{}: Export", what()));
            if is_map(export)
                && export.get("Name").is_none()
                && written(export).count() == export.entries().len()
            {
                self.report(export, format!("{}: Export has no Name", what()));
            }
        }
    }

    /// What `Ref` names must be one thing.
    fn names(&mut self, root: &Node) {
        let Some((parameters, resources)) = root.get("Parameters").zip(root.get("Resources")) else { return };
        for (name, node) in written(resources).filter(|(name, _)| parameters.get(name).is_some()) {
            self.report(node, format!("{} is the name of a parameter and of a resource", quoted(name)));
        }
    }
}

/// The entries of a map that no function, loop or macro makes.
fn written(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    node.entries()
        .iter()
        .filter(|(name, _)| !name.starts_with("Fn::"))
        .map(|(name, node)| (name.as_str(), node))
}

fn is_map(node: &Node) -> bool {
    matches!(node.content, Content::Map { .. })
}

fn is_list_or_map(node: &Node) -> bool {
    node.short_function().is_none() && !matches!(node.content, Content::Scalar(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The problems of a template with a topic and this text.
    fn problems(text: &str) -> Vec<String> {
        let source = Source::new("t.yaml", text);
        let root = source.read().unwrap();
        let found = check(&source, &root);
        found.iter().map(|problem| problem.to_string().lines().next().unwrap().to_owned()).collect()
    }

    #[test]
    fn every_section_and_entry_has_its_form() {
        for (text, expected) in [
            ("Outputs: [a]", "the section Outputs must be a map"),
            ("Outputs: 3", "the section Outputs must be a map"),
            ("Parameters: 3", "the section Parameters must be a map"),
            ("Conditions: 3", "the section Conditions must be a map"),
            ("Mappings: [a]", "the section Mappings must be a map"),
            ("Rules: text", "the section Rules must be a map"),
            ("Outputs: {O: 3}", "output 'O' must be a map"),
            ("Outputs: {O: {}}", "output 'O' has no Value"),
            ("Outputs: {O: {Description: x}}", "output 'O' has no Value"),
            ("Outputs: {O: {Value: }}", "output 'O' has no Value"),
            (
                "Resources: {T: {Type: X, DependsOn: !Ref A}}",
                "resource 'T': DependsOn must be the name of a resource or a list of names",
            ),
            (
                "Resources: {T: {Type: X, Condition: !Equals [a, b]}}",
                "resource 'T': Condition must be the name of a condition",
            ),
            ("Outputs: {O: {Value: x, Export: y}}", "output 'O': Export must be a map"),
            ("Outputs: {O: {Value: x, Export: {}}}", "output 'O': Export has no Name"),
            ("Parameters: {P: [Type]}", "parameter 'P' must be a map"),
            ("Mappings: {M: x}", "mapping 'M' must be a map"),
            ("Mappings: {M: {A: x}}", "mapping 'M': 'A' must be a map"),
            ("Mappings: {M: {A: {B: {C: x}}}}", "mapping 'M': a value under 'A' must be text or a list"),
            ("Conditions: {C: 3}", "condition 'C' must be a function, such as Fn::Equals"),
            ("Conditions: {C: [x]}", "condition 'C' must be a function, such as Fn::Equals"),
            ("Conditions: {C: {A: x}}", "condition 'C' must be a function, such as Fn::Equals"),
            ("Rules: {R: 3}", "rule 'R' must be a map"),
            ("Resources: {T: {Type: X, Properties: 3}}", "resource 'T': Properties must be a map"),
            ("Resources: {T: {Type: X, Properties: [a]}}", "resource 'T': Properties must be a map"),
            (
                "Resources: {T: {Type: X, Condition: [a]}}",
                "resource 'T': Condition must be the name of a condition",
            ),
            (
                "Resources: {T: {Type: X, DependsOn: {a: b}}}",
                "resource 'T': DependsOn must be the name of a resource or a list of names",
            ),
            (
                "Parameters: {T: {Type: String}}\nResources:\n  T: {Type: X}",
                "'T' is the name of a parameter and of a resource",
            ),
        ] {
            let line = text.lines().count();
            assert_eq!(problems(text), [format!("t.yaml:{line}: {expected}")], "{text}");
        }
    }

    #[test]
    fn what_is_empty_or_made_by_functions_passes() {
        for text in [
            "Outputs:\nParameters: {}\nConditions:\n",
            "Outputs: {'Fn::ForEach::A': [x, [y], {'O${x}': {Value: z}}], 'Fn::Transform': {Name: M}}",
            "Outputs: {O: {'Fn::Transform': {Name: M}}, P: {Value: '', Export: {Name: !Ref X}}}",
            "Mappings: {M: {A: {B: [c, d], C: 3, 'Fn::Transform': {Name: I}}}, N: {'Fn::Transform': {Name: I}}}",
            "Conditions: {A: !Equals [a, b], B: {'Fn::Not': [{Condition: A}]}, C: {Condition: A}, D: true}",
            "Resources: {T: {Type: X, Properties: {}}, U: {Type: X, Properties: !Transform {Name: I}}, V: {Type: X, Properties: }}",
            "Resources: {T: {Type: X, DependsOn: []}, U: {Type: X, DependsOn: [T], Condition: C}}",
            "Transform: Mine\nOutputs: 3\nConditions: [a]\n",
        ] {
            assert_eq!(problems(text), Vec::<String>::new(), "{text}");
        }
    }
}
