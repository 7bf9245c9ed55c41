//! `provision status`.

use std::time::SystemTime;

use anyhow::Result;

use super::selection::Selection;
use crate::context::Context;
use crate::names::Names;
use engine::event::Event;
use engine::status;

/// Show systems, every stack in its region, table replicas, ages, and why a stack is stuck or was rolled back
///
/// On AWS, a broken stack is shown with the link to its page in the CloudFormation console; --wide and --output json have the
/// link of every stack.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision status --local
  provision status mailbox --stage prod --output json
  provision status --all-regions           look for leftovers everywhere")]
pub struct StatusArgs {
    /// Systems to show [default: all of the project file]
    #[arg(value_name = "SYSTEM", add = Names::Systems)]
    systems: Vec<String>,

    /// Look for leftover stacks in every region of the account
    #[arg(long)]
    all_regions: bool,
}

/// Looks and reports.
pub async fn status(context: &Context, args: StatusArgs) -> Result<()> {
    let selection = Selection::new(context, &args.systems, &[])?;
    context.ui.note(&format!("looking at {}", selection.place()));
    let cloud = selection.cloud(context, None).await?;
    let silent = |_: Event| {};
    let (views, account) = selection.survey(&cloud, &silent, false).await?;
    let mut report = status::status(&cloud, &selection.graph, &views, &account, SystemTime::now()).await?;
    let search = selection.search(&cloud, args.all_regions);
    report.leftovers = search.find(&views, &account).await;
    context.ui.report(&report)
}
