//! `provision validate`.

use anyhow::Result;
use serde::Serialize;

use super::lint::{LintReport, lint_templates};
use super::selection::Selection;
use crate::context::Context;
use crate::output::{Report, Table};
use engine::counted::counted;
use engine::project::{Project, nearest};

/// Check the project file and its templates without calling AWS
///
/// Finds unknown keys, missing templates, wrong parameters, dangling references, exceeded limits, missing outputs and
/// circular dependencies, each with file and line. Every other command makes the same check before its first call.
///
/// With --lint, cfn-lint reads the templates too, each for the regions of its stacks: it knows every resource type and
/// property. It is installed once, into a private folder, which needs Python 3.10 to 3.14 (or uv) and network access.
/// A .cfnlintrc in the project's folder is respected.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision validate
  provision validate --lint
  provision validate --config other/provision.yaml
  provision validate --schema > provision.schema.json")]
pub struct Args {
    /// Print the JSON Schema of the project file instead
    #[arg(long)]
    schema: bool,

    /// Check resource types and properties with cfn-lint as well
    #[arg(long, conflicts_with = "schema")]
    lint: bool,
}

/// A valid project file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ValidReport {
    /// The project file.
    file: String,
    /// Its systems.
    systems: Vec<ValidSystem>,
    /// Only with --lint.
    #[serde(skip_serializing_if = "Option::is_none")]
    lint: Option<LintReport>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ValidSystem {
    /// Name of the system.
    system: String,
    /// Number of stacks.
    stacks: usize,
    /// Number of steps.
    steps: usize,
    /// Its description in the project file.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

impl Report for ValidReport {
    fn text(&self) -> String {
        let row = |system: &ValidSystem| {
            let description = system.description.clone().unwrap_or_default();
            [system.system.clone(), system.stacks.to_string(), system.steps.to_string(), description]
        };
        let table = Table::new(["SYSTEM", "STACKS", "STEPS", "DESCRIPTION"]).right(1).right(2);
        let systems = match table.rows(self.systems.iter().map(row)).to_text() {
            systems if systems.is_empty() => "The project file has no systems.".to_owned(),
            systems => systems,
        };
        let sound = format!("{systems}\n\n{} is sound.", self.file);
        match &self.lint {
            Some(lint) => format!(
                "{sound}\ncfn-lint read {}: no errors, {}.",
                counted(lint.templates, "template"),
                counted(lint.warnings.len(), "warning")
            ),
            None => sound,
        }
    }
}

/// Checks, and reports what was checked.
pub async fn run(context: &Context, args: &Args) -> Result<()> {
    if args.schema {
        context.ui.stands_alone();
        return context.ui.line(&serde_json::to_string_pretty(&engine::project::schema())?);
    }
    let selection = Selection::new(context, &[], &[])?;
    selection.project.check_packages()?;
    let lint = if args.lint { Some(lint_templates(context, &selection).await?) } else { None };
    let project = &selection.project;
    let notes = selection.graph.notes.iter().cloned();
    for note in
        notes.chain(unknown_regions(project)).chain(missing_values(&selection)).chain(unadoptable(project))
    {
        context.ui.note(&format!("note: {note}"));
    }
    let systems = project.file.systems.iter().map(|(name, system)| ValidSystem {
        system: name.clone(),
        stacks: system.stacks.len(),
        steps: system.steps.len(),
        description: system.description.clone(),
    });
    context.ui.report(&ValidReport { file: project.source.name.clone(), systems: systems.collect(), lint })
}

/// Regions of the project file that may be newer than this program, or mistyped.
fn unknown_regions(project: &Project) -> impl Iterator<Item = String> {
    let regions = &project.file.regions;
    let all = regions.home.iter().chain(&regions.workflow).chain(&regions.replicas);
    all.filter_map(|name| {
        let (file, line, near) = (&project.source.name, name.line, nearest(&name.value)?);
        Some(format!(
            "{file}:{line}: this version does not know the region {}; did you mean {near}?",
            name.value
        ))
    })
}

/// Parameters that a deploy will ask for.
fn missing_values(selection: &Selection) -> impl Iterator<Item = String> {
    let name = &selection.project.source.name;
    selection.graph.missing_values().map(move |(line, sentence)| format!("{name}:{line}: {sentence}"))
}

/// Retained resources that no later deploy could adopt.
fn unadoptable(project: &Project) -> impl Iterator<Item = String> {
    project.templates.values().flat_map(|template| {
        template.unadoptable().map(|(logical_id, reason)| {
            format!(
                "{}: {logical_id} is retained when its stack is deleted, if its policy requires it, and no later deploy can adopt it: {reason}",
                template.source.name
            )
        })
    })
}

#[cfg(test)]
mod tests {
    /// The schema in `docs/` is what editors read. After a change of the project file's shape, regenerate it with
    /// `PROVISION_BLESS=1 cargo test generated`.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test's own switch, no setting of the program")]
    fn generated_schema_is_fresh() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/provision.schema.json");
        let schema = serde_json::to_string_pretty(&engine::project::schema()).unwrap() + "\n";
        if std::env::var_os("PROVISION_BLESS").is_some() {
            std::fs::write(&file, &schema).unwrap();
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(kept, schema, "regenerate it with: PROVISION_BLESS=1 cargo test generated");
    }
}
