//! What a template's stacks share with others of their region: the outputs they export and the values they import.

use serde_json::Value;

use crate::document::Node;

/// The name of an export, not yet worked out, with its line.
#[derive(Clone, Debug)]
pub struct SharedName {
    pub name: Value,
    pub line: u64,
    /// Whether the stack has it only where a condition holds.
    pub is_conditional: bool,
}

/// The names that a template exports.
pub fn exports(root: &Node) -> Vec<SharedName> {
    let mut found = Vec::new();
    root.get("Outputs").into_iter().for_each(|outputs| collect_exports(outputs, &mut found));
    found
}

/// Outputs within loops too.
fn collect_exports(outputs: &Node, found: &mut Vec<SharedName>) {
    for (key, output) in outputs.entries() {
        if key.starts_with("Fn::") {
            output.items().iter().for_each(|body| collect_exports(body, found));
        } else if let Some(name) = output.get("Export").and_then(|export| export.get("Name")) {
            let is_conditional = output.get("Condition").is_some();
            found.push(SharedName { name: name.to_json(), line: name.line, is_conditional });
        }
    }
}

/// The names that a template imports.
pub fn imports(root: &Node) -> Vec<SharedName> {
    let mut found = Vec::new();
    for section in ["Resources", "Outputs"] {
        root.get(section).into_iter().for_each(|node| collect_imports(node, &mut found));
    }
    found
}

fn collect_imports(node: &Node, found: &mut Vec<SharedName>) {
    const FUNCTION: &str = "Fn::ImportValue";
    let is_import = node.short_function() == Some("ImportValue")
        || matches!(node.entries(), [(key, _)] if key == FUNCTION);
    if is_import {
        let name = node.to_json()[FUNCTION].clone();
        found.push(SharedName { name, line: node.line, is_conditional: false });
    }
    node.items().iter().for_each(|node| collect_imports(node, found));
    node.entries().iter().for_each(|(_, node)| collect_imports(node, found));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use serde_json::json;

    #[test]
    fn every_form_is_found_with_its_line() {
        let text = "Resources:\n  A:\n    Properties:\n      X: !ImportValue a\n      Y: {'Fn::ImportValue': !Sub 'b-${S}'}\n      Z: !ImportValue\n        Fn::Sub: c\nOutputs:\n  O:\n    Value: x\n    Export: {Name: d}\n  P: {Condition: C, Value: x, Export: {Name: !Ref S}}\n";
        let root = Source::new("t.yaml", text).read().unwrap();
        let of = |names: Vec<SharedName>| -> Vec<_> {
            names.into_iter().map(|shared| (shared.line, shared.name, shared.is_conditional)).collect()
        };
        assert_eq!(of(exports(&root)), [(11, json!("d"), false), (12, json!({"Ref": "S"}), true)]);
        let imports = of(imports(&root));
        let names: Vec<_> = imports.iter().map(|(_, name, _)| name.clone()).collect();
        assert_eq!(names, [json!("a"), json!({"Fn::Sub": "b-${S}"}), json!({"Fn::Sub": "c"})]);
        assert_eq!((imports[0].0, imports[1].0), (4, 5));
    }
}
