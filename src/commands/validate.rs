//! `provision validate`.

use anyhow::Result;
use serde::Serialize;

use super::selection::Selection;
use crate::context::Context;
use crate::output::Report;

/// Check the project file and its templates without calling AWS
///
/// Finds unknown keys, missing templates, wrong parameters, outputs that nobody has and circles, each with file and
/// line. Every other command makes the same check before its first call.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision validate
  provision validate --config other/provision.yaml
  provision validate --schema > provision.schema.json")]
pub struct Args {
    /// Print the JSON Schema of the project file instead
    #[arg(long)]
    schema: bool,
}

#[derive(Serialize)]
struct ValidReport {
    file: String,
    systems: usize,
    stacks: usize,
    templates: usize,
}

impl Report for ValidReport {
    fn text(&self) -> String {
        let Self { file, systems, stacks, templates } = self;
        format!("{file} is sound: {systems} systems, {stacks} stacks, {templates} templates")
    }
}

/// Checks, and says what was checked.
pub fn run(context: &Context, args: &Args) -> Result<()> {
    if args.schema {
        return context.ui.line(&serde_json::to_string_pretty(&crate::project::schema())?);
    }
    let selection = Selection::new(context, &[], &[])?;
    let project = &selection.project;
    context.ui.report(&ValidReport {
        file: project.source.name.clone(),
        systems: project.file.systems.len(),
        stacks: project.file.stacks().count(),
        templates: project.templates.len(),
    })
}
