//! `provision validate --lint`: checks the project's templates with cfn-lint.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context as _, Result};
use serde::Serialize;

use super::selection::Selection;
use crate::context::Context;
use crate::local::lint::{Finding, Linted, lint};
use engine::document::{Problem, Source};

/// A warning of cfn-lint, which fails nothing.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Warning {
    /// The template.
    pub file: String,
    /// Line in the template, from 1.
    pub line: u64,
    /// What cfn-lint reports.
    pub message: String,
    /// Id of cfn-lint's rule.
    pub rule: String,
}

/// The result of linting without an error.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LintReport {
    /// Number of templates read.
    pub templates: usize,
    /// The warnings.
    pub warnings: Vec<Warning>,
}

/// Lints all templates, each for the regions to which its stacks go. Fails with all errors; warnings are shown.
pub async fn lint_templates(context: &Context, selection: &Selection) -> Result<LintReport> {
    // Where the project is built in, its templates are in no folder yet.
    let temporary = tempfile::tempdir().context("making a folder for templates")?;
    let folder = match &selection.project.folder {
        Some(folder) => std::path::absolute(folder)?,
        None => temporary.path().to_path_buf(),
    };
    let sources = sources(selection, &folder)?;
    let linted: Vec<_> = sources
        .iter()
        .map(|(path, linted)| Linted { path: path.clone(), regions: linted.regions.clone() })
        .collect();
    let findings = lint(&context.environment, &context.ui, &folder, &linted).await?;
    let sources: Sources = sources.into_iter().map(|(path, linted)| (path, linted.source)).collect();
    let (errors, warnings): (Vec<_>, Vec<_>) = findings.into_iter().partition(|finding| finding.is_error);
    for warning in &warnings {
        context.ui.warning(&problem(warning, &sources).to_string());
    }
    if !errors.is_empty() {
        let problems = errors.iter().map(|error| problem(error, &sources)).collect();
        return Err(engine::project::failure(problems));
    }
    let warnings = warnings.into_iter().map(|finding| warning(finding, &sources)).collect();
    Ok(LintReport { templates: sources.len(), warnings })
}

type Sources = BTreeMap<PathBuf, Rc<Source>>;

struct Wanted {
    source: Rc<Source>,
    regions: BTreeSet<String>,
}

/// The templates, nested ones too, by the paths under which cfn-lint finds them.
fn sources(selection: &Selection, folder: &Path) -> Result<BTreeMap<PathBuf, Wanted>> {
    let project = &selection.project;
    let regions = regions(selection);
    let mut sources = BTreeMap::new();
    for (name, template) in &project.templates {
        let path = folder.join(name);
        if project.folder.is_none() {
            std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
            std::fs::write(&path, &template.source.text)?;
        }
        let regions = regions.get(name).cloned().unwrap_or_default();
        let nested = project.packages.get(name).map(|package| package.nested()).unwrap_or_default();
        let nested = nested
            .into_iter()
            .map(|package| (folder.join(&package.name), Source::new(&package.name, &package.text)));
        for (path, source) in nested.chain([(path, Rc::clone(&template.source))]) {
            let wanted = sources.entry(path).or_insert(Wanted { source, regions: BTreeSet::new() });
            wanted.regions.extend(regions.iter().cloned());
        }
    }
    Ok(sources)
}

/// The regions of each template's stacks; the home region for one that is not deployed anywhere now.
fn regions(selection: &Selection) -> BTreeMap<String, BTreeSet<String>> {
    let home = selection.target.regions.home.to_string();
    let mut regions = BTreeMap::new();
    for (_, _, stack) in selection.project.file.stacks() {
        let of_role = selection.target.regions.of(stack.region);
        let known: &mut BTreeSet<_> = regions.entry(stack.template.value.clone()).or_default();
        known.extend(of_role.iter().map(ToString::to_string));
    }
    for known in regions.values_mut().filter(|known| known.is_empty()) {
        known.insert(home.clone());
    }
    regions
}

fn problem(finding: &Finding, sources: &Sources) -> Problem {
    let message = format!("{} [{}]", finding.message, finding.rule);
    match sources.get(&finding.path) {
        Some(source) => source.problem(finding.line, message),
        None => Source::new(finding.path.display().to_string(), "").problem(finding.line, message),
    }
}

fn warning(finding: Finding, sources: &Sources) -> Warning {
    let name = sources.get(&finding.path).map(|source| source.name.clone());
    Warning {
        file: name.unwrap_or_else(|| finding.path.display().to_string()),
        line: finding.line,
        message: finding.message,
        rule: finding.rule,
    }
}
