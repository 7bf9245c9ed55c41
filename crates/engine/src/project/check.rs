//! Validates a project file before any call is made. Reports every problem, each with its line.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::file::StackFile;
use super::regions::refused_replica;
use super::value::{ParameterValue, fill};
use super::{
    NodeFile, Project, ProjectFile, ProjectNode, StepFile, StepKind, TableReplicasFile, artifacts, stages,
};
use crate::document::{Needs, Node, Problem, Spanned, quoted};
use crate::template::Template;

/// What `${…}` may name in a parameter.
const PLACEHOLDERS: [&str; 7] =
    ["stage", "system", "region", "region.home", "region.workflow", "account", "artifacts.bucket"];
/// Longest name of a stack, by CloudFormation.
const STACK_NAME_LIMIT: usize = 128;

/// CloudFormation's limit for the tags of a stack.
const TAG_LIMIT: usize = 50;
/// How many of them are left beside those that say which system and stage a stack belongs to.
const TAGS_LEFT: usize = TAG_LIMIT - 2;

/// Checks everything that the files alone show.
pub fn check(project: &Project, problems: &mut Vec<Problem>) {
    let mut checker = Checker { project, problems };
    checker.version_and_stages();
    checker.regions();
    checker.names();
    checker.tags();
    artifacts::check(project, checker.problems);
    for node in project.nodes() {
        match node.file {
            NodeFile::Stack(stack) => checker.stack(node.id, stack),
            NodeFile::Step(step) => checker.step(node.id, step),
        }
    }
    checker.cycle();
}

/// The outputs of a stack or step, by its id in the project file; `None` when there is no such node.
pub fn output_names(project: &Project, id: &str) -> Option<Vec<String>> {
    match project.node(id)?.file {
        NodeFile::Step(step) => Some(step.kind.outputs().iter().map(|name| (*name).to_owned()).collect()),
        NodeFile::Stack(stack) => {
            let template = project.templates.get(&stack.template.value);
            Some(template.map(|template| template.outputs.keys().cloned().collect()).unwrap_or_default())
        }
    }
}

struct Checker<'a> {
    project: &'a Project,
    problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    fn at(&mut self, line: u64, message: String) {
        self.problems.push(self.project.source.problem(line, message));
    }

    /// A problem with a value, whose line is not shown where the value is a secret.
    fn at_value(&mut self, line: u64, is_secret: bool, message: String) {
        let problem = self.project.source.problem(line, message);
        self.problems.push(if is_secret { problem.without_text() } else { problem });
    }

    /// The line of the last of these keys, each within the one before; 0 where it is not found.
    fn line_of(&self, keys: &[&str]) -> u64 {
        let Ok(root) = self.project.source.read() else { return 0 };
        let found = keys.iter().try_fold(&root, |node, key| node.get(key));
        found.map(|node| self.project.source.key_line(node)).unwrap_or_default()
    }

    fn file(&self) -> &ProjectFile {
        &self.project.file
    }

    fn version_and_stages(&mut self) {
        let file = &self.project.file;
        if file.version.value != 1 {
            let message = format!(
                "version {} of the project file is not known; this program reads 1",
                file.version.value
            );
            self.at(file.version.line, message);
        }
        let default = &file.default_stage;
        if !file.stages.contains_key(&default.value) {
            self.at(default.line, format!("default-stage '{}' is not one of the stages", default.value));
        }
        for (line, message) in file.stages.iter().flat_map(|(name, stage)| stages::problems(name, stage)) {
            self.at(line, message);
        }
    }

    fn regions(&mut self) {
        let regions = &self.project.file.regions;
        let all = regions.home.iter().chain(&regions.workflow).chain(&regions.replicas);
        for name in all.filter(|name| !is_region(&name.value)) {
            let message = format!(
                "'{}' is not the name of an AWS region, such as us-west-2",
                name.value.escape_debug()
            );
            self.at(name.line, message);
        }
        let home = regions.home.as_ref().map(|home| home.value.as_str());
        let replicas: Vec<_> = regions.replicas.iter().map(|name| name.value.as_str()).collect();
        for (name, index) in regions.replicas.iter().zip(0..) {
            if let Some(reason) = refused_replica(home, &replicas, index) {
                self.at(name.line, format!("replicas: {reason}"));
            }
        }
    }

    fn names(&mut self) {
        let project = self.project;
        let file = &project.file;
        for name in file.stages.keys().filter(|name| !is_name(name)) {
            let message = format!("stage {} must consist of letters, digits and hyphens", quoted(name));
            self.at(self.line_of(&["stages", name]), message);
        }
        let longest_stage = file.stages.keys().map(String::len).max().unwrap_or_default();
        let mut seen = BTreeSet::new();
        for ProjectNode { id, system, name, file } in project.nodes() {
            let wrong = if !is_name(id) || !id.starts_with(|first: char| first.is_ascii_alphabetic()) {
                let id = quoted(id);
                format!("{id} must start with a letter and contain only letters, digits and hyphens")
            } else if id.len() + 1 + longest_stage > STACK_NAME_LIMIT {
                format!("{id}: with the stage its name has over {STACK_NAME_LIMIT} characters")
            } else if !seen.insert(id) {
                format!("two stacks or steps are called {id}")
            } else {
                continue;
            };
            self.at(self.line_of(&["systems", system, file.section(), name]), wrong);
        }
    }

    fn tags(&mut self) {
        let tags = &self.project.file.tags;
        for (key, tag) in tags {
            if let Some(reason) = refused_tag(key, &tag.value) {
                self.at(tag.line, format!("tag {} {reason}", quoted(key)));
            }
        }
        if let Some(tag) = tags.values().map(|tag| tag.line).max().filter(|_| tags.len() > TAGS_LEFT) {
            let message = format!(
                "there are {} tags; the limit for a stack is {TAG_LIMIT}, of which provision adds {}",
                tags.len(),
                TAG_LIMIT - TAGS_LEFT
            );
            self.at(tag, message);
        }
    }

    fn stack(&mut self, id: &str, stack: &StackFile) {
        self.needs(id, &stack.needs);
        let template = self.project.templates.get(&stack.template.value);
        for (name, node) in &stack.parameters {
            // As long as its template cannot be read, any value may be a secret.
            let is_secret = template.is_none_or(|template| template.is_secret(name));
            self.value(&format!("stack {id}, parameter {name}"), node, is_secret);
        }
        if let Some(template) = template.filter(|template| template.is_read()) {
            self.parameters(id, stack, template);
        }
    }

    fn step(&mut self, id: &str, step: &StepFile) {
        for (key, node) in step.kind.values() {
            let what = format!("step {id}, {key}");
            // What a parameter is compared with may be secret.
            self.value(&what, node, key == "equals");
            self.value_for_each_stage(&what, node);
        }
        self.needs(id, &step.needs);
        let problems = step.kind.problems().into_iter().chain(self.wrong_table(&step.kind));
        for (line, problem) in problems.collect::<Vec<_>>() {
            self.at(line, format!("step {id}: {problem}"));
        }
    }

    /// What an output is that a step takes for a table's name, where its template names a resource of another type.
    fn wrong_table(&self, step: &StepKind) -> Option<(u64, String)> {
        let StepKind::TableReplicas(TableReplicasFile { table, .. }) = step else { return None };
        let Ok(ParameterValue::Output { from, output }) = ParameterValue::read(table) else { return None };
        let template = self.project.templates.get(&self.project.stack(&from)?.template.value)?;
        let logical_id = template.outputs.get(&output)?["Ref"].as_str()?;
        let kind = &template.resources.get(logical_id)?.kind;
        // A custom resource may return the name of a table.
        let may_be = ["AWS::DynamoDB::", "AWS::CloudFormation::"].iter().any(|part| kind.starts_with(part));
        let is_other = kind.starts_with("AWS::") && !may_be;
        let message =
            format!("the output {output} of {from} is no table's name: {logical_id} is of type {kind}");
        (is_other && !template.is_transformed()).then_some((table.line, message))
    }

    /// Compares what the file gives with what the template takes.
    fn parameters(&mut self, id: &str, stack: &StackFile, template: &Template) {
        for (name, node) in &stack.parameters {
            let Some(parameter) = template.parameters.get(name) else {
                let message = format!("stack {id}: {} has no parameter {name}", template.source.name);
                // It may be a secret whose name was mistyped.
                self.at_value(node.line, true, message);
                continue;
            };
            for value in plain_values(node) {
                if let Some(reason) = parameter.refuses(&value) {
                    let message = format!("stack {id}: parameter {name} {reason}");
                    self.at_value(node.line, parameter.is_secret, message);
                }
            }
        }
    }

    fn value(&mut self, what: &str, node: &Node, is_secret: bool) {
        match ParameterValue::read(node) {
            Err(reason) => self.at_value(node.line, is_secret, format!("{what}: {reason}")),
            Ok(ParameterValue::Output { from, output }) => self.output(what, node.line, &from, &output),
            Ok(ParameterValue::Artifact(name)) if !self.file().artifacts.contains_key(&name) => {
                self.at(node.line, format!("{what}: there is no artifact '{name}'"));
            }
            Ok(ParameterValue::Stages { values, default }) => {
                for name in values.keys().filter(|name| !self.project.file.stages.contains_key(*name)) {
                    let message = format!("{what}: there is no stage '{name}'");
                    self.at_value(node.line, is_secret, message);
                }
                for text in values.values().chain(&default) {
                    self.placeholders(what, node.line, text, is_secret);
                }
            }
            Ok(ParameterValue::Text(text)) => self.placeholders(what, node.line, &text, is_secret),
            Ok(ParameterValue::Artifact(_)) => {}
        }
    }

    fn placeholders(&mut self, what: &str, line: u64, text: &str, is_secret: bool) {
        let known = |name: &str| PLACEHOLDERS.contains(&name).then(String::new);
        if let Err(unknown) = fill(text, known) {
            let unknown =
                if is_secret { "a placeholder in it".to_owned() } else { format!("${{{unknown}}}") };
            let message = format!(
                "{what}: {unknown} is not known; the placeholders are {}; a literal ${{ is written $${{",
                PLACEHOLDERS.join(", ")
            );
            self.at_value(line, is_secret, message);
        }
    }

    /// A step has no other source for its value than the project file.
    fn value_for_each_stage(&mut self, what: &str, node: &Node) {
        let Ok(value) = ParameterValue::read(node) else { return };
        for stage in self.project.file.stages.keys().filter(|stage| value.for_stage(stage).is_none()) {
            let message = format!("{what}: stage {stage} has no value and there is no default");
            self.problems.push(self.project.source.problem(node.line, message));
        }
    }

    fn output(&mut self, what: &str, line: u64, from: &str, output: &str) {
        match output_names(self.project, from) {
            None => self.at(line, format!("{what}: there is no stack or step '{from}'")),
            Some(names) if !self.may_have(from) && !names.iter().any(|name| name == output) => {
                let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                let message = format!("{what}: {from} has no output {output}; it has {names}");
                self.at(line, message);
            }
            Some(_) => {}
        }
    }

    /// Whether a stack may have outputs that only CloudFormation can list, or whose template could not be read, which is
    /// reported by itself.
    fn may_have(&self, id: &str) -> bool {
        let stack = self.project.stack(id);
        let template = stack.and_then(|stack| self.project.templates.get(&stack.template.value));
        stack.is_some() && template.is_none_or(|template| template.may_have_more_outputs)
    }

    fn needs(&mut self, id: &str, needs: &[Spanned<String>]) {
        for need in needs {
            if output_names(self.project, &need.value).is_none() {
                self.at(
                    need.line,
                    format!("{id} needs '{}', but there is no such stack or step", need.value),
                );
            }
        }
    }

    fn cycle(&mut self) {
        if let Some(circle) = needs_of(self.project, |line| line).circle() {
            let line = circle.places.first().copied().unwrap_or_default();
            self.at(line, format!("circular dependency: {}", circle.path()));
        }
    }
}

/// What each stack and step needs, by outputs and by `needs`, each with the place that is made of its line.
pub fn needs_of<P: Clone>(project: &Project, place: impl Fn(u64) -> P) -> Needs<P> {
    let mut all = Needs::default();
    for ProjectNode { id, file, .. } in project.nodes() {
        let values: Vec<&Node> = match file {
            NodeFile::Stack(stack) => stack.parameters.values().collect(),
            NodeFile::Step(step) => step.kind.values().into_iter().map(|(_, node)| node).collect(),
        };
        for node in values {
            if let Ok(ParameterValue::Output { from, .. }) = ParameterValue::read(node) {
                all.add(id, &from, place(node.line));
            }
        }
        file.needs().iter().for_each(|need| all.add(id, &need.value, place(need.line)));
    }
    all
}

/// Values that are known already: those without placeholders.
fn plain_values(node: &Node) -> Vec<String> {
    let plain = |text: &String| !text.contains("${");
    match ParameterValue::read(node) {
        Ok(ParameterValue::Text(text)) => Some(text).filter(plain).into_iter().collect(),
        Ok(ParameterValue::Stages { values, default }) => {
            values.into_values().chain(default).filter(plain).collect()
        }
        _ => Vec::new(),
    }
}

/// Why a tag cannot be given, in words that follow its key.
fn refused_tag(key: &str, value: &str) -> Option<String> {
    let (key_length, value_length) = (key.chars().count(), value.chars().count());
    let begins =
        |prefix: &str| key.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    match () {
        () if key.trim().is_empty() => Some("has no key".to_owned()),
        () if key_length > 128 => Some(format!("has a key of {key_length} characters; the limit is 128")),
        () if value_length > 256 => {
            Some(format!("has a value of {value_length} characters; the limit is 256"))
        }
        () if begins("aws:") => Some("begins with aws:, which is reserved by AWS".to_owned()),
        () if begins("provision:") => {
            Some("begins with provision:, which is reserved for the tags of every stack".to_owned())
        }
        () => None,
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The form of a region's name: at least three parts of lower-case letters, the last one a number.
fn is_region(name: &str) -> bool {
    let parts: Vec<_> = name.split('-').collect();
    let Some((number, words)) = parts.split_last() else { return false };
    words.len() >= 2
        && words.iter().all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}
