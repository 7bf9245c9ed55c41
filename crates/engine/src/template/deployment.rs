//! Logical ids of API deployments that change with what they deploy.
//!
//! An API Gateway deployment is a snapshot: CloudFormation creates a new one only under a new logical id, so the id
//! gets a hash of everything in the snapshot, here and wherever the template refers to it. That includes the values of
//! parameters, except secrets: every reader of the stack could test guesses against the hash.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::edit::{Edits, quoted};
use crate::document::{Content, Node, Scalar};

/// CloudFormation's type of a deployment.
pub const DEPLOYMENT: &str = "AWS::ApiGateway::Deployment";
/// What a deployment does not take a picture of.
const OUTSIDE_SNAPSHOT: [&str; 6] = [
    DEPLOYMENT,
    "AWS::ApiGateway::Stage",
    "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGateway::UsagePlanKey",
    "AWS::ApiGateway::ApiKey",
    "AWS::ApiGateway::Account",
];
/// How a key of a section begins that stands for a loop (`AWS::LanguageExtensions`).
const LOOP: &str = "Fn::ForEach";

/// The logical ids of all API deployments, each with the one under which it is sent. `values` are those of parameters, as far
/// as they may be shown in a hash.
pub fn names(root: &Node, body: &Value, values: &BTreeMap<&str, &str>) -> Vec<(String, String)> {
    let mut deployments = Vec::new();
    root.get("Resources").into_iter().for_each(|resources| collect(resources, &[], &mut deployments));
    if deployments.is_empty() {
        return Vec::new();
    }
    let suffix = snapshot(body, values);
    deployments.into_iter().map(|old| (old.clone(), format!("{old}{suffix}"))).collect()
}

/// Gives resources other logical ids, here and wherever the template refers to them.
pub fn rename(text: &str, root: &Node, names: Vec<(String, String)>, edits: &mut Edits) {
    let Some(resources) = root.get("Resources").filter(|_| !names.is_empty()) else { return };
    let mut renaming = Renaming { text, names, edits };
    renaming.resources(resources);
    renaming.references(root);
}

/// A loop's variable with its values, as far as the template spells them out.
type Loop = (String, Vec<String>);

/// The logical ids of all deployments. One within a loop has the name in the loop's text, and the names that
/// come of it.
fn collect(resources: &Node, loops: &[Loop], found: &mut Vec<String>) {
    for (id, resource) in resources.entries() {
        if id.starts_with(LOOP) {
            if let [variable, values, body] = resource.items() {
                let values = values.items().iter().filter_map(Node::written).map(str::to_owned).collect();
                let mut loops = loops.to_vec();
                loops.push((variable.written().unwrap_or_default().to_owned(), values));
                collect(body, &loops, found);
            }
        } else if resource.get("Type").and_then(Node::text) == Some(DEPLOYMENT) {
            found.extend(expansions(id, loops));
        }
    }
}

fn expansions(id: &str, loops: &[Loop]) -> Vec<String> {
    let mut ids = vec![id.to_owned()];
    for (variable, values) in loops {
        let forms = [format!("${{{variable}}}"), format!("&{{{variable}}}")];
        for id in ids.clone().iter().filter(|id| forms.iter().any(|form| id.contains(form))) {
            let expand = |value: &String| forms.iter().fold(id.clone(), |id, form| id.replace(form, value));
            ids.extend(values.iter().map(expand));
        }
    }
    ids
}

/// A hash of everything that a deployment takes a picture of: the API's resources, and what they make use of by name.
fn snapshot(body: &Value, values: &BTreeMap<&str, &str>) -> String {
    let section = |name: &str| body[name].as_object().into_iter().flatten();
    let is_held = |(id, resource): &(&String, &Value)| {
        let kind = resource["Type"].as_str().unwrap_or_default();
        let is_part = kind.starts_with("AWS::ApiGateway::") && !OUTSIDE_SNAPSHOT.contains(&kind);
        is_part || id.starts_with(LOOP) && resource.to_string().contains("AWS::ApiGateway::")
    };
    let mut held = json!(section("Resources").filter(is_held).collect::<Vec<_>>()).to_string();
    let mut others: Vec<_> = ["Conditions", "Mappings"].into_iter().flat_map(section).collect();
    // What is named by chance is taken too, at the price of a deployment that changes nothing.
    loop {
        let (named, rest): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(name, _)| names_word(&held, name));
        if named.is_empty() {
            break;
        }
        held += &json!(named).to_string();
        others = rest;
    }
    let values: Vec<_> = values.iter().filter(|(name, _)| names_word(&held, name)).collect();
    if !values.is_empty() {
        held += &json!(values).to_string();
    }
    hex::encode(Sha256::digest(held))[..10].to_owned()
}

/// Whether a name stands in a text by itself, not within a longer one.
fn names_word(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(start, _)| {
        let is_part = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        !is_part(text[..start].chars().next_back()) && !is_part(text[start + name.len()..].chars().next())
    })
}

/// Renames logical ids wherever a template speaks of them.
struct Renaming<'t> {
    text: &'t str,
    names: Vec<(String, String)>,
    edits: &'t mut Edits,
}

impl Renaming<'_> {
    fn new_name(&self, old: &str) -> Option<&str> {
        self.names.iter().find(|(name, _)| name == old).map(|(_, new)| new.as_str())
    }

    /// The resources' own keys, and what they depend on.
    fn resources(&mut self, resources: &Node) {
        for (id, resource) in resources.entries() {
            if id.starts_with(LOOP) {
                resource.items().iter().skip(2).for_each(|body| self.resources(body));
                continue;
            }
            if let (Some(new), Some(key)) = (self.new_name(id), resource.key.clone()) {
                let new = self.scalar(key.clone(), id, new);
                self.edits.replace(key, new);
            }
            if let Some(needs) = resource.get("DependsOn") {
                self.whole(needs);
                needs.items().iter().for_each(|need| self.whole(need));
            }
        }
    }

    /// Every function that names a resource, anywhere in the template.
    fn references(&mut self, node: &Node) {
        match node.short_function() {
            Some("Ref") => self.whole(node),
            Some("GetAtt") => self.attribute(node),
            Some("Sub") => self.substitution(node),
            _ => {}
        }
        if let [(function, argument)] = node.entries() {
            match function.as_str() {
                "Ref" => self.whole(argument),
                "Fn::GetAtt" => self.attribute(argument),
                "Fn::Sub" => self.substitution(argument),
                _ => {}
            }
        }
        node.entries().iter().for_each(|(_, node)| self.references(node));
        node.items().iter().for_each(|node| self.references(node));
    }

    /// A scalar that is a logical id and nothing else.
    fn whole(&mut self, node: &Node) {
        let Content::Scalar(scalar) = &node.content else { return };
        if let Some(new) = self.new_name(&scalar.text) {
            let new = new.to_owned();
            self.write(node, &scalar.text, &new);
        }
    }

    /// `A.B` or `[A, B]`.
    fn attribute(&mut self, node: &Node) {
        if let Some(resource) = node.items().first() {
            return self.whole(resource);
        }
        let Content::Scalar(Scalar { text, .. }) = &node.content else { return };
        let Some((resource, _)) = text.split_once('.') else { return };
        if let Some(new) = self.new_name(resource) {
            let new = format!("{new}{}", &text[resource.len()..]);
            self.write(node, text, &new);
        }
    }

    /// A text, or a list of a text and names that hold for it alone.
    fn substitution(&mut self, node: &Node) {
        let (text, own) = match node.items() {
            [text, own, ..] => (text, own.entries()),
            [text] => (text, [].as_slice()),
            [] => (node, [].as_slice()),
        };
        let Content::Scalar(scalar) = &text.content else { return };
        let lookup = |name: &str| {
            let is_own = own.iter().any(|(key, _)| key == name);
            if is_own { None } else { self.new_name(name).map(str::to_owned) }
        };
        let new = rename_variables(&scalar.text, &lookup);
        if new == scalar.text {
            return;
        }
        // In place where the text is written plainly: line breaks and escapes stay as they are.
        let bytes = text.start..text.place.end;
        let written = self.text.get(bytes.clone()).unwrap_or_default();
        let renamed = rename_variables(written, &lookup);
        let is_here = text.alias.is_none() || text.tag.is_some();
        if is_here && renamed.len().wrapping_sub(written.len()) == new.len().wrapping_sub(scalar.text.len()) {
            self.edits.replace(bytes, renamed);
        } else {
            self.write(text, &scalar.text, &new);
        }
    }

    /// Writes another text where a scalar stands, in the same quotes.
    fn write(&mut self, node: &Node, old: &str, new: &str) {
        match &node.alias {
            // The value of a function is changed where it is written; an alias stands for the whole function.
            Some(alias) if node.tag.is_none() => self.edits.replace(alias.clone(), quoted(new)),
            _ => {
                let bytes = node.start..node.place.end.max(node.start);
                let new = self.scalar(bytes.clone(), old, new);
                self.edits.replace(bytes, new);
            }
        }
    }

    fn scalar(&self, bytes: std::ops::Range<usize>, old: &str, new: &str) -> String {
        let written = self.text.get(bytes).unwrap_or_default();
        match written {
            _ if written == old => new.to_owned(),
            _ if written == format!("'{old}'") => format!("'{new}'"),
            _ => quoted(new),
        }
    }
}

/// Renames `${A}` and `${A.B}`; `${!A}` is text that only looks like it.
fn rename_variables(text: &str, new_name: &dyn Fn(&str) -> Option<String>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, inside) = rest.split_at(start + 2);
        result.push_str(before);
        let length = inside.find(['}', '$']).unwrap_or(inside.len());
        let variable = &inside[..length];
        let name = variable.trim_start();
        let space = &variable[..variable.len() - name.len()];
        let end = name.find(['.', ' ']).unwrap_or(name.len());
        match new_name(&name[..end]) {
            Some(new) => result = result + space + &new + &name[end..],
            None => result.push_str(variable),
        }
        rest = &inside[length..];
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    #[test]
    fn variables_are_renamed_and_what_looks_like_one_is_not() {
        let new = |name: &str| (name == "A").then(|| "A1".to_owned());
        assert_eq!(
            rename_variables("${A} ${A.B} ${!A} ${AB} ${ A } $A {A} ${A", &new),
            "${A1} ${A1.B} ${!A} ${AB} ${ A1 } $A {A} ${A1"
        );
    }

    /// The id of a deployment of this API's resource, with these values.
    fn id(path: &str, values: &[(&str, &str)]) -> String {
        let text = format!(
            "Mappings: {{M: {{a: {{b: Deep}}}}, Other: {{a: {{b: Aside}}}}}}\nConditions: {{C: !Equals [!Ref Switch, x], Or: !Condition C}}\nResources:\n  P: {{Type: 'AWS::ApiGateway::Resource', Properties: {{PathPart: {path}}}}}\n  D: {{Type: 'AWS::ApiGateway::Deployment', Description: !Ref Outside}}\n"
        );
        let root = Source::new("t.yaml", text.as_str()).read().unwrap();
        let named = names(&root, &root.to_json(), &values.iter().copied().collect());
        assert_eq!((named.len(), named[0].0.as_str()), (1, "D"));
        named[0].1.clone()
    }

    #[test]
    fn an_id_changes_with_what_is_deployed_and_only_then() {
        assert_eq!(id("orders", &[]), id("orders", &[]));
        assert_ne!(id("orders", &[]), id("cakes", &[]));
        assert_eq!(id("orders", &[]).len(), 11);
    }

    #[test]
    fn an_id_changes_with_an_apis_document_and_the_values_in_it() {
        let id = |document: &str, values: &[(&str, &str)]| {
            let api = format!("{{Type: 'AWS::ApiGateway::RestApi', Properties: {{Body: {document}}}}}");
            let text = format!("Resources:\n  A: {api}\n  D: {{Type: 'AWS::ApiGateway::Deployment'}}\n");
            let root = Source::new("t.yaml", text.as_str()).read().unwrap();
            names(&root, &root.to_json(), &values.iter().copied().collect())[0].1.clone()
        };
        let enumerated = "{components: {schemas: {Order: {enum: [!Ref MachineArn]}}}}";
        let titled = "{info: {title: !Sub 'cake-${Stage}'}, paths: {'/order': {}}}";
        assert_ne!(id(titled, &[]), id(&titled.replace("/order", "/orders"), &[]));
        for (document, name) in [(enumerated, "MachineArn"), (titled, "Stage")] {
            assert_ne!(id(document, &[(name, "one")]), id(document, &[(name, "two")]), "{document}");
            assert_eq!(id(document, &[(name, "one")]), id(document, &[(name, "one"), ("Other", "x")]));
        }
    }

    #[test]
    fn an_id_changes_with_the_values_that_the_apis_resources_make_use_of() {
        for (path, name) in [
            ("!Ref Stage", "Stage"),
            ("!Sub 'x-${Stage}'", "Stage"),
            ("!If [C, a, b]", "Switch"),
            ("!If [Or, a, b]", "Switch"),
            ("!FindInMap [M, !Ref Stage, b]", "Stage"),
            ("!FindInMap [M, a, b]", "Deep"),
        ] {
            assert_ne!(id(path, &[(name, "one")]), id(path, &[(name, "two")]), "{path}");
            let other = &[(name, "one"), ("Outside", "x"), ("Aside", "y"), ("Stag", "z")];
            assert_eq!(id(path, &[(name, "one")]), id(path, other), "{path}");
        }
    }
}
