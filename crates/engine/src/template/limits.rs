//! CloudFormation's limits for what a template declares, and the form of its names.

use std::rc::Rc;

use super::parameter::VALUE_LIMIT;
use super::references::is_rewritten;
use crate::document::{Node, Problem, Source, quoted};

/// Sections with the noun for one entry and how many of them a template may have.
const SECTIONS: [(&str, &str, usize); 4] = [
    ("Parameters", "parameter", 200),
    ("Mappings", "mapping", 200),
    ("Resources", "resource", 500),
    ("Outputs", "output", super::sent::MOST_OUTPUTS),
];
/// Longest name in any of them, in characters.
const NAME: usize = 255;
/// Longest description of a template, in bytes.
const DESCRIPTION: usize = 1024;

/// Everything that exceeds a limit, with its line.
pub fn check(source: &Rc<Source>, root: &Node) -> Vec<Problem> {
    if is_rewritten(root) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (section, noun, most) in SECTIONS {
        let entries = root.get(section).map(Node::entries).unwrap_or_default();
        let plain: Vec<_> = entries.iter().filter(|(name, _)| !name.starts_with("Fn::")).collect();
        if let Some((_, node)) = plain.get(most) {
            let message = format!("there are {} {noun}s; CloudFormation's limit is {most}", plain.len());
            problems.push(source.problem(source.key_line(node), message));
        }
        for (name, node) in plain {
            if let Some(reason) = refused_name(name) {
                let message = format!("the {noun}'s name {} {reason}", quoted(name));
                problems.push(source.problem(source.key_line(node), message));
            }
        }
    }
    problems.extend(texts(source, root));
    problems
}

fn refused_name(name: &str) -> Option<String> {
    let length = name.chars().count();
    match () {
        () if length > NAME => Some(format!("has {length} characters; CloudFormation's limit is {NAME}")),
        () if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            Some("must hold only letters and digits".to_owned())
        }
        () => None,
    }
}

/// The template's description and its parameters' defaults.
fn texts(source: &Rc<Source>, root: &Node) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut check = |node: &Node, what: &str, most: usize| {
        let length = node.written().map(str::len).unwrap_or_default();
        if length > most {
            let message = format!("{what} has {length} bytes; CloudFormation's limit is {most}");
            problems.push(source.problem(node.line, message));
        }
    };
    root.get("Description").into_iter().for_each(|node| check(node, "the description", DESCRIPTION));
    for (name, node) in root.get("Parameters").map(Node::entries).unwrap_or_default() {
        let default = node.get("Default").into_iter();
        default.for_each(|node| check(node, &format!("parameter {name}: the default"), VALUE_LIMIT));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let source = Source::new("t.yaml", text);
        let root = source.read().unwrap();
        check(&source, &root)
            .iter()
            .map(|problem| problem.to_string().lines().next().unwrap().to_owned())
            .collect()
    }

    fn section(name: &str, entry: &str, count: usize) -> String {
        let entries: String = (1..=count).map(|number| format!("  N{number}: {entry}\n")).collect();
        format!("{name}:\n{entries}")
    }

    #[test]
    fn one_too_many_of_each_is_refused_on_its_line() {
        for (name, entry, most, noun) in [
            ("Parameters", "{Type: String}", 200, "parameter"),
            ("Mappings", "{a: {b: c}}", 200, "mapping"),
            ("Resources", "{Type: 'AWS::SNS::Topic'}", 500, "resource"),
            ("Outputs", "{Value: x}", 200, "output"),
        ] {
            assert_eq!(problems(&section(name, entry, most)), Vec::<String>::new());
            let expected = format!(
                "t.yaml:{}: there are {} {noun}s; CloudFormation's limit is {most}",
                most + 2,
                most + 1
            );
            assert_eq!(problems(&section(name, entry, most + 1)), [expected]);
        }
    }

    #[test]
    fn names_and_texts_have_a_form_and_a_length() {
        let long = "x".repeat(256);
        assert_eq!(problems(&format!("Outputs:\n  {}: {{Value: x}}\n", &long[1..])), Vec::<String>::new());
        assert!(problems(&format!("Outputs:\n  {long}: {{Value: x}}\n"))[0].contains("has 256 characters"));
        assert_eq!(
            problems("Resources:\n  my_topic:\n    Type: AWS::SNS::Topic\n"),
            ["t.yaml:2: the resource's name 'my_topic' must hold only letters and digits"]
        );
        assert_eq!(problems("Resources:\n  Fn::ForEach::A: [x, [y], {'T${x}': {}}]\n"), Vec::<String>::new());
        let default =
            |length| format!("Parameters:\n  P: {{Type: String, Default: {}}}\n", "x".repeat(length));
        assert_eq!(problems(&default(4096)), Vec::<String>::new());
        assert_eq!(
            problems(&default(4097)),
            ["t.yaml:2: parameter P: the default has 4097 bytes; CloudFormation's limit is 4096"]
        );
        assert!(problems(&format!("Description: {}\n", "x".repeat(1025)))[0].contains("limit is 1024"));
    }
}
