//! `provision build`, and the source of artifacts for the other commands.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueHint;
use serde::Serialize;

use super::selection::Selection;
use crate::context::Context;
use crate::names::Names;
use crate::output::{Report, Table};
use crate::systems::kit::interrupt::unless_interrupted;
use engine::build::{build, outcome};
use engine::bundle::{Builds, Origin, Prepared};
use engine::event::{Event, Outcome};
use engine::failure::Failure;

/// Build the functions of systems into a folder, for machines without the sources
///
/// Writes a zip for each artifact and a manifest with their hashes. `provision deploy --artifacts DIR` uses them
/// instead of building. An installed program looks for them in share/provision/artifacts beside its bin folder.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision build                          everything, into the folder artifacts
  provision build cake --out /tmp/cake     one system
  provision deploy --artifacts artifacts   deploy what was built")]
pub struct Args {
    /// Systems whose functions are built [default: all of the project file]
    #[arg(value_name = "SYSTEM", add = Names::Systems)]
    systems: Vec<String>,

    /// Folder to write into; other files in it are kept
    #[arg(long, value_name = "DIR", default_value = "artifacts", value_hint = ValueHint::DirPath)]
    out: PathBuf,
}

/// The artifacts that were built.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BuildReport {
    /// The folder with the zips and the manifest.
    folder: PathBuf,
    /// The artifacts, one for each set of functions.
    artifacts: Vec<Built>,
    /// The names of the selected systems, for the text.
    #[serde(skip)]
    systems: String,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Built {
    /// Name of the artifact.
    artifact: String,
    outcome: Outcome,
    /// Size of the zip in bytes.
    bytes: u64,
    /// The hash of the zip in hexadecimal digits.
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
        if self.artifacts.is_empty() {
            return match self.systems.is_empty() {
                true => "Nothing to build: the project file has no systems.".to_owned(),
                false => format!("Nothing to build: the stacks of {} need no artifacts.", self.systems),
            };
        }
        format!("{}\n\nThe artifacts are in {folder}.", table.rows(self.artifacts.iter().map(row)).to_text())
    }
}

/// Builds, and writes what was built.
pub async fn run(context: &Context, args: Args) -> Result<()> {
    let selection = Selection::new(context, &args.systems, &[])?;
    must_be_folder("--out", &args.out, "name an existing folder, or the path of a new one")?;
    let Some(folder) = selection.project.folder.clone() else {
        return Err(Failure::usage("there are no sources to build: the project file is the built-in one")
            .hint("run in a checkout of the sources, where provision.yaml is, or name the file with --config")
            .into());
    };
    let systems = selection.target.systems.join(", ");
    if selection.graph.artifacts().next().is_some() {
        context.ui.note(&format!("building the functions of {systems}"));
    }
    let origin = Origin::Sources { folder, builds: Builds::default() };
    let observe = |event: Event| context.ui.event(&event);
    let interrupted = || Failure::interrupted("interrupted before everything was built; nothing was written");
    let building = build(&selection.project, &selection.graph, &origin, &observe);
    let bundles = unless_interrupted(building, interrupted).await?;
    Prepared::write(&args.out, &bundles)?;
    let artifacts = bundles.into_iter().map(|(artifact, bundle)| {
        let bytes = bundle.read()?.len() as u64;
        Ok(Built { artifact, outcome: outcome(&bundle), bytes, sha256: bundle.sha256 })
    });
    let report = BuildReport { folder: args.out, artifacts: artifacts.collect::<Result<_>>()?, systems };
    context.ui.final_report(&report)
}

/// Refuses what cannot be a folder, because it, or what it would be in, is something else.
fn must_be_folder(option: &str, folder: &Path, hint: &str) -> Result<()> {
    let is_other = |path: &&Path| path.metadata().map_or_else(|_| path.is_symlink(), |found| !found.is_dir());
    let Some(other) = folder.ancestors().find(is_other) else { return Ok(()) };
    let text = format!("{option} must name a folder, but {} is not one", other.display());
    let text = if other == folder { text } else { format!("{text}, so there is no {}", folder.display()) };
    Err(Failure::usage(text).hint(hint).into())
}

/// Where a deploy takes the artifacts of its plan from: the folder that the user names, else the sources, else the
/// folder that was installed with this program. Fails when one of them is missing there.
pub fn origin(context: &Context, selection: &Selection, named: Option<&Path>) -> Result<Origin> {
    if let Some(named) = named {
        must_be_folder("--artifacts", named, "name a folder that `provision build --out DIR` has written")?;
    }
    let origin = match (named, &selection.project.folder, &context.environment.installed_artifacts) {
        (Some(named), _, _) => Origin::Prepared(Prepared::open(named)?),
        (None, Some(folder), _) => Origin::Sources { folder: folder.clone(), builds: Builds::default() },
        (None, None, Some(installed)) => Origin::Prepared(Prepared::find_or_empty(installed)?),
        (None, None, None) => Origin::Nowhere,
    };
    origin.check(selection.graph.artifacts())?;
    Ok(origin)
}
