//! Dangling and circular references: names in `Ref`, `GetAtt`, `Sub`, `FindInMap`, `If`, `DependsOn` and `Condition`
//! must exist in the template, and no resource or condition may depend on itself.
//!
//! A valid template must never be rejected here. Where a macro or a loop may add names, or where a name is computed,
//! nothing is reported.

mod declared;
mod dependencies;
mod scope;

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use std::rc::Rc;

pub use declared::is_rewritten;
use declared::{Declared, LOOP, MACRO};
use dependencies::Dependencies;
use scope::{Scope, argument, arguments_of, certain, certain_argument, loop_variables, variables};

use crate::document::{Content, Node, Problem, Source, near, quoted};

/// The functions of CloudFormation by their short tags. What another tag stands for is not known.
const FUNCTIONS: [&str; 30] = [
    "And",
    "Base64",
    "Cidr",
    "Condition",
    "Contains",
    "EachMemberEquals",
    "EachMemberIn",
    "Equals",
    "FindInMap",
    "ForEach",
    "GetAZs",
    "GetAtt",
    "GetStackOutput",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Ref",
    "RefAll",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
    "ValueOf",
    "ValueOfAll",
    "Implies",
    "Any",
];

/// Functions with how many arguments each takes. `FindInMap` may have a default value; the others have no other form.
const COUNTS: [(&str, RangeInclusive<usize>); 11] = [
    ("And", 2..=10),
    ("Cidr", 2..=3),
    ("Equals", 2..=2),
    ("FindInMap", 3..=4),
    ("If", 3..=3),
    ("Join", 2..=2),
    ("Not", 1..=1),
    ("Or", 2..=10),
    ("Select", 2..=2),
    ("Split", 2..=2),
    ("Sub", 2..=2),
];

/// Every reference of a template that leads nowhere or in a circle, with its line.
pub fn check(source: &Rc<Source>, root: &Node) -> Vec<Problem> {
    if is_rewritten(root) {
        return Vec::new();
    }
    let mut check = Check {
        source,
        mappings: root.get("Mappings"),
        declared: Declared::read(root),
        dependencies: Dependencies::default(),
        found: BTreeSet::new(),
    };
    let section = |key: &str| root.get(key).into_iter();
    section("Conditions").for_each(|node| check.conditions(node, &Scope::conditions()));
    section("Rules").for_each(|node| check.walk(node, &Scope::conditions()));
    section("Resources").for_each(|node| check.resources(node, &Scope::default()));
    section("Outputs").for_each(|node| check.outputs(node, &Scope::default()));
    for (line, message) in check.dependencies.circles() {
        check.report(line, message, None);
    }
    check.found.into_iter().map(|(line, message)| source.problem(line, message)).collect()
}

struct Check<'t> {
    source: &'t Source,
    mappings: Option<&'t Node>,
    declared: Declared<'t>,
    dependencies: Dependencies,
    found: BTreeSet<(u64, String)>,
}

impl Check<'_> {
    fn report(&mut self, line: u64, message: String, near: Option<&str>) {
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        self.found.insert((line, format!("{message}{near}")));
    }

    /// The bodies of the entries of a section, those of loops too.
    fn each(&mut self, node: &Node, scope: &Scope, visit: &mut dyn FnMut(&mut Self, &str, &Node, &Scope)) {
        for (name, value) in node.entries() {
            if !name.starts_with(LOOP) {
                visit(self, name, value, scope);
            } else if let [variable, values, body] = value.items() {
                self.walk(values, scope);
                self.each(body, &scope.with(loop_variables(variable)), visit);
            }
        }
    }

    fn conditions(&mut self, node: &Node, scope: &Scope) {
        self.each(node, scope, &mut |check, name, condition, scope| {
            check.walk(condition, &scope.of(Some(name)));
        });
    }

    fn resources(&mut self, node: &Node, scope: &Scope) {
        self.each(node, scope, &mut |check, name, resource, scope| {
            if resource.get(MACRO).is_some() {
                return;
            }
            let dependent = dependencies::is_certain(resource).then_some(name);
            let properties = scope.of(dependent);
            if let Some(needs) = resource.get("DependsOn") {
                let needs =
                    if needs.items().is_empty() { std::slice::from_ref(needs) } else { needs.items() };
                needs.iter().for_each(|need| check.depends(need, &properties));
            }
            resource.get("Condition").into_iter().for_each(|name| check.condition(name, scope));
            let is_data = |key: &str| matches!(key, "Type" | "DependsOn" | "Condition");
            for (key, part) in resource.entries().iter().filter(|(key, _)| !is_data(key)) {
                check.walk(part, if key == "Properties" { &properties } else { scope });
            }
        });
    }

    fn outputs(&mut self, node: &Node, scope: &Scope) {
        self.each(node, scope, &mut |check, _, output, scope| {
            output.get("Condition").into_iter().for_each(|name| check.condition(name, scope));
            let parts = output.entries().iter().filter(|(key, _)| key != "Condition");
            parts.for_each(|(_, part)| check.walk(part, scope));
        });
    }

    /// Everything within a value.
    fn walk(&mut self, node: &Node, scope: &Scope) {
        if let Some(function) = node.short_function() {
            if FUNCTIONS.contains(&function) {
                self.function(function, node, scope);
                self.within(node, &arguments_of(function, scope));
            }
            return;
        }
        if node.get(MACRO).is_some() {
            return;
        }
        if let [(name, argument)] = node.entries() {
            let function = name.strip_prefix("Fn::").unwrap_or(match name.as_str() {
                "Ref" | "Condition" => name,
                _ => "",
            });
            self.function(function, argument, scope);
            return self.within(node, &arguments_of(function, scope));
        }
        self.within(node, scope);
    }

    fn within(&mut self, node: &Node, scope: &Scope) {
        node.items().iter().for_each(|node| self.walk(node, scope));
        for (name, value) in node.entries() {
            match value.items() {
                [variable, values, body] if name.starts_with(LOOP) => {
                    self.walk(values, scope);
                    self.walk(body, &scope.with(loop_variables(variable)));
                }
                _ => self.walk(value, scope),
            }
        }
    }

    fn function(&mut self, function: &str, argument: &Node, scope: &Scope) {
        self.count(function, argument);
        let names = match function {
            "Ref" => std::slice::from_ref(argument),
            "Condition" if scope.is_condition => std::slice::from_ref(argument),
            "GetAtt" | "FindInMap" | "If" => argument.items().get(..1).unwrap_or_default(),
            _ => &[],
        };
        if names.iter().filter(|name| self.refuse_boolean(function, name)).count() > 0 {
            return;
        }
        match function {
            "Ref" => self.reference(argument, scope),
            "GetAtt" if scope.is_condition => {
                let message = "GetAtt: conditions see parameters only".to_owned();
                self.report(argument.line, message, None);
            }
            "GetAtt" => self.attribute(argument, scope),
            "Sub" => self.substitution(argument, scope),
            "FindInMap" => self.mapping(argument),
            "If" => argument.items().first().into_iter().for_each(|name| self.condition(name, scope)),
            "Condition" if scope.is_condition => self.condition(argument, scope),
            _ => {}
        }
    }

    /// Reports a name that is a boolean because it has no quotes.
    fn refuse_boolean(&mut self, place: &str, node: &Node) -> bool {
        let written = node.written().unwrap_or_default();
        let is_boolean = node.value().is_boolean();
        if is_boolean {
            let message =
                format!("{place}: the unquoted name {written} is a boolean; write '{written}' in quotes");
            self.report(node.line, message, None);
        }
        is_boolean
    }

    /// How many arguments a function takes, where they are written as a list.
    fn count(&mut self, function: &str, argument: &Node) {
        let Content::List(items) = &argument.content else { return };
        let Some((_, counts)) = COUNTS.iter().find(|(name, _)| *name == function) else { return };
        if !counts.contains(&items.len()) {
            let (least, most) = (counts.start(), counts.end());
            let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
            let message = format!("{function} takes {wanted} arguments and has {}", items.len());
            self.report(argument.line, message, None);
        }
    }

    fn depends(&mut self, node: &Node, scope: &Scope) {
        let Some(name) = certain(node).filter(|_| !self.refuse_boolean("DependsOn", node)) else { return };
        self.dependencies.add(scope, name, node.line);
        if !self.declared.resources.has(name) {
            let near = near(name, self.declared.resources.names());
            self.report(node.line, format!("DependsOn: there is no resource {}", quoted(name)), near);
        }
    }

    fn condition(&mut self, node: &Node, scope: &Scope) {
        let Some(name) = certain_argument(node).filter(|_| !self.refuse_boolean("Condition", node)) else {
            return;
        };
        if scope.is_condition {
            self.dependencies.add(scope, name, node.line);
        }
        if !self.declared.conditions.has(name) {
            let near = near(name, self.declared.conditions.names());
            self.report(node.line, format!("there is no condition {}", quoted(name)), near);
        }
    }

    fn reference(&mut self, node: &Node, scope: &Scope) {
        if let Some(name) = argument(node) {
            self.value("Ref", name, node.line, scope);
        }
    }

    /// A parameter, resource or loop variable.
    fn value(&mut self, function: &str, name: &str, line: u64, scope: &Scope) {
        let is_variable = scope.variables.iter().any(|variable| variable == name);
        if !is_variable && !scope.is_condition {
            self.dependencies.add(scope, name, line);
        }
        // The serverless transform and modules have parts: `Api.Stage`.
        let whole = name.split('.').next().unwrap_or(name);
        if is_variable || self.declared.has_value(whole) && !scope.is_condition {
            return;
        }
        if !scope.is_condition {
            let variables = scope.variables.iter().map(String::as_str);
            let near = near(name, variables.chain(self.declared.values()));
            let message = format!("{function}: there is no parameter or resource {}", quoted(name));
            return self.report(line, message, near);
        }
        if !self.declared.has_parameter(name) {
            let near = near(name, self.declared.parameters.names());
            let message = format!(
                "{function}: there is no parameter {}, and conditions see nothing else",
                quoted(name)
            );
            self.report(line, message, near);
        }
    }

    /// `A.B`, or a list of `A` and `B`.
    fn attribute(&mut self, node: &Node, scope: &Scope) {
        let name = match node.items().first() {
            Some(first) => certain(first),
            None => argument(node),
        };
        let Some(name) = name.and_then(|name| name.split('.').next()) else { return };
        if !scope.variables.iter().any(|variable| variable == name) {
            self.resource("GetAtt", name, node.line, scope);
        }
    }

    fn resource(&mut self, function: &str, name: &str, line: u64, scope: &Scope) {
        self.dependencies.add(scope, name, line);
        if !self.declared.resources.has(name) {
            let near = near(name, self.declared.resources.names());
            self.report(line, format!("{function}: there is no resource {}", quoted(name)), near);
        }
    }

    /// A text, or a list of a text and names that hold for it alone.
    fn substitution(&mut self, node: &Node, scope: &Scope) {
        let (text, own) = match node.items() {
            [text, own] => (text, Some(own)),
            [text] => (text, None),
            _ => (node, None),
        };
        let Content::Scalar(scalar) = &text.content else { return };
        if own.is_some_and(|own| own.get(MACRO).is_some() || own.short_function().is_some()) {
            return;
        }
        let own = own.map(Node::entries).unwrap_or_default();
        for variable in variables(&scalar.text) {
            let name = variable.trim();
            if own.iter().any(|(key, _)| key == name) {
                continue;
            }
            let line = self.line_within(text, variable);
            match name.split_once('.') {
                Some((resource, _)) if !scope.is_condition => {
                    if !scope.variables.iter().any(|variable| variable == resource) {
                        self.resource("Sub", resource, line, scope);
                    }
                }
                _ => self.value("Sub", name, line, scope),
            }
        }
    }

    /// The line of a variable within a text of several lines.
    fn line_within(&self, text: &Node, variable: &str) -> u64 {
        let bytes: Range<usize> = text.start..text.place.end;
        let written = self.source.text.get(bytes).unwrap_or_default();
        match written.find(&format!("${{{variable}}}")) {
            Some(at) if text.alias.is_none() => {
                let before =
                    self.source.text[..text.start + at].bytes().filter(|byte| *byte == b'\n').count();
                u64::try_from(before + 1).unwrap_or(text.line)
            }
            _ => text.line,
        }
    }

    /// The mapping, and its two keys where they are plain text.
    fn mapping(&mut self, node: &Node) {
        let [name, keys @ ..] = node.items() else { return };
        let Some(written) = certain(name) else { return };
        if !self.declared.mappings.has(written) {
            let near = near(written, self.declared.mappings.names());
            return self.report(
                name.line,
                format!("FindInMap: there is no mapping {}", quoted(written)),
                near,
            );
        }
        // A third key is a map with a default value.
        let [first, second] = keys else { return };
        let Some(mapping) = self.mappings.and_then(|mappings| mappings.get(written)) else { return };
        let Some(inner) = self.key(written, mapping, first) else { return };
        self.key(written, inner, second);
    }

    /// What stands under a key of a mapping; `None` where that is not certain, or nothing.
    fn key<'n>(&mut self, mapping: &str, node: &'n Node, key: &Node) -> Option<&'n Node> {
        let written = certain(key)?;
        let is_open = node.entries().iter().any(|(key, _)| key.starts_with("Fn::"));
        let found = node.get(written);
        if found.is_none() && !is_open && matches!(node.content, Content::Map { .. }) {
            let near = near(written, node.entries().iter().map(|(key, _)| key.as_str()));
            self.report(key.line, format!("FindInMap: mapping {mapping} has no {}", quoted(written)), near);
        }
        found
    }
}

#[cfg(test)]
mod tests;
