//! `provision build`, and where the other commands take artifacts from.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::Serialize;

use super::selection::Selection;
use crate::bundle::{Builds, Origin, Prepared};
use crate::context::Context;
use crate::engine::build::{build, outcome};
use crate::engine::event::{Event, Outcome};
use crate::failure::Failure;
use crate::operate::interrupt::unless_interrupted;
use crate::output::{Report, Table};

/// Build the functions of systems into a folder, for machines that have no sources
///
/// Writes a zip for each artifact and a manifest with their hashes. `provision deploy --artifacts DIR` uses them instead of
/// building. An installed program looks for them in share/provision/artifacts beside its bin folder.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision build                          everything, into the folder artifacts
  provision build cake --out /tmp/cake     one system
  provision deploy --artifacts artifacts   deploy what was built")]
pub struct Args {
    /// Systems whose functions are built [default: all of the project file]
    #[arg(value_name = "SYSTEM")]
    systems: Vec<String>,

    /// Folder to write into; what it already has besides stays
    #[arg(long, value_name = "DIR", default_value = "artifacts")]
    out: PathBuf,
}

#[derive(Serialize)]
struct BuildReport {
    folder: PathBuf,
    artifacts: Vec<Built>,
}

#[derive(Serialize)]
struct Built {
    artifact: String,
    outcome: Outcome,
    bytes: u64,
    sha256: String,
}

impl Report for BuildReport {
    fn text(&self) -> String {
        let row = |built: &Built| {
            let size = format!("{:.1} MiB", built.bytes as f64 / (1024.0 * 1024.0));
            [built.artifact.clone(), built.outcome.word().to_owned(), size, built.sha256[..12].to_owned()]
        };
        let table = Table::new(["ARTIFACT", "RESULT", "SIZE", "SHA-256"]).right(2);
        let folder = self.folder.display();
        format!("{}\n\nThe artifacts are in {folder}.", table.rows(self.artifacts.iter().map(row)).to_text())
    }
}

/// Builds, and writes what was built.
pub async fn run(context: &Context, args: Args) -> Result<()> {
    let selection = Selection::new(context, &args.systems, &[])?;
    let Some(folder) = selection.project.folder.clone() else {
        return Err(Failure::usage(
            "there are no sources to build: the project file is the one in this program",
        )
        .hint("run in a checkout of the sources, where provision.yaml is, or name the file with --config")
        .into());
    };
    context.ui.note(&format!("building the functions of {}", selection.target.systems.join(", ")));
    let origin = Origin::Sources { folder, builds: Builds::default() };
    let observe = |event: Event| context.ui.event(&event);
    let interrupted = || Failure::interrupted("interrupted before everything was built; nothing was written");
    let building = build(&selection.project, &selection.plan, &origin, &observe);
    let bundles = unless_interrupted(building, interrupted).await?;
    Prepared::write(&args.out, &bundles)?;
    let artifacts = bundles.into_iter().map(|(artifact, bundle)| {
        let bytes = bundle.read()?.len() as u64;
        Ok(Built { artifact, outcome: outcome(&bundle), bytes, sha256: bundle.sha256 })
    });
    let report = BuildReport { folder: args.out, artifacts: artifacts.collect::<Result<_>>()? };
    context.ui.final_report(&report)
}

/// Where a deploy takes the artifacts of its plan from: the folder that the user names, else the sources, else the folder that was
/// installed with this program. Fails when one of them is missing there.
pub fn origin(context: &Context, selection: &Selection, named: Option<&Path>) -> Result<Origin> {
    let origin = match (named, &selection.project.folder, &context.environment.installed_artifacts) {
        (Some(named), _, _) => Origin::Prepared(Prepared::open(named)?),
        (None, Some(folder), _) => Origin::Sources { folder: folder.clone(), builds: Builds::default() },
        (None, None, Some(installed)) => Origin::Prepared(Prepared::find_or_empty(installed)?),
        (None, None, None) => Origin::Nowhere,
    };
    origin.check(selection.plan.artifacts())?;
    Ok(origin)
}
