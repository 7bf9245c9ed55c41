//! `provision doctor`.

use anyhow::Result;

use super::selection::Selection;
use crate::context::Context;
use crate::names::Names;
use engine::counted::counted;
use engine::doctor::{Doctor, Grade};
use engine::failure::Failure;

/// Check what a stage needs: credentials, regions, tools, e-mail senders and quotas, and report notices of its stacks
///
/// Nothing is changed. The command exits with 1 if a problem is found; warnings do not count.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision doctor --stage prod
  provision doctor mailbox --output json
  provision doctor --all-regions           look for leftovers everywhere")]
pub struct Args {
    /// Systems to check [default: all of the project file]
    #[arg(value_name = "SYSTEM", add = Names::Systems)]
    systems: Vec<String>,

    /// Look for leftover stacks in every region of the account
    #[arg(long)]
    all_regions: bool,
}

/// Looks at everything, reports everything.
pub async fn run(context: &Context, args: &Args) -> Result<()> {
    let selection = Selection::new(context, &args.systems, &[])?;
    context.ui.note(&format!("examining {}", selection.place()));
    let cloud = selection.cloud(context, None).await?;
    let home = selection.target.regions.home.clone();
    let doctor = Doctor {
        cloud: &cloud,
        project: &selection.project,
        graph: &selection.graph,
        home,
        target: &selection.target,
        everywhere: args.all_regions,
    };
    let report = doctor.make().await;
    context.ui.report(&report)?;
    match report.count(Grade::Problem) {
        0 => Ok(()),
        count => Err(Failure::failed(format!("{} found", counted(count, "problem"))).into()),
    }
}
