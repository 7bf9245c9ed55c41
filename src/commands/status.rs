//! `provision status` and `provision outputs`.

use std::time::SystemTime;

use anyhow::Result;

use super::selection::Selection;
use crate::context::Context;
use engine::event::Event;
use engine::failure::Failure;
use engine::status;

/// Show every stack in its region, table replicas, ages, and what is in progress or stuck
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision status --local
  provision status mailbox --stage prod --output json
  provision status --all-regions           look for leftovers everywhere")]
pub struct StatusArgs {
    /// Systems to look at [default: all of the project file]
    #[arg(value_name = "SYSTEM")]
    systems: Vec<String>,

    /// Look for leftover stacks in every region of the account
    #[arg(long)]
    all_regions: bool,
}

/// Print the outputs of the stacks that are deployed
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision outputs
  provision outputs mailbox-api.ApiUrl     one value, for scripts
  provision outputs --output json")]
pub struct OutputsArgs {
    /// One output, as STACK.OUTPUT, printed bare
    #[arg(value_name = "STACK.OUTPUT")]
    name: Option<String>,
}

/// Looks and reports.
pub async fn status(context: &Context, args: StatusArgs) -> Result<()> {
    let selection = Selection::new(context, &args.systems, &[])?;
    context.ui.note(&format!("looking at {}", selection.place()));
    let cloud = selection.cloud(context, None).await?;
    let silent = |_: Event| {};
    let (views, account) = selection.survey(&cloud, &silent, false).await?;
    context.ui.identity(&cloud);
    let mut report = status::status(&cloud, &selection.graph, &views, &account, SystemTime::now()).await?;
    let search = selection.search(&cloud, args.all_regions);
    report.leftovers = search.find(&views, &account).await;
    report.identity = cloud.known_identity().cloned();
    context.ui.report(&report)
}

/// Prints all outputs, or one.
pub async fn outputs(context: &Context, args: OutputsArgs) -> Result<()> {
    let selection = Selection::new(context, &[], &[])?;
    context.ui.note(&format!("looking at {}", selection.place()));
    let cloud = selection.cloud(context, None).await?;
    let silent = |_: Event| {};
    let views = selection.glance(&cloud, &silent).await?;
    let mut report = status::outputs(&selection.graph, &views);
    for value in report.stacks.values_mut().flat_map(|outputs| outputs.values_mut()) {
        *value = model::public_url(value, cloud.endpoint());
    }
    let Some(name) = &args.name else { return context.ui.report(&report) };
    let stage = &selection.target.stage;
    let found = name.split_once('.').and_then(|(stack, output)| {
        let outputs = report.stacks.get(&format!("{stack}-{stage}")).or_else(|| report.stacks.get(stack))?;
        outputs.get(output)
    });
    match found {
        Some(value) if context.ui.is_json() => context.ui.json(value),
        Some(value) => context.ui.line(value),
        None => Err(Failure::failed(format!("there is no output '{name}' in stage {stage}"))
            .hint("provision outputs lists those there are; provision deploy makes them")
            .into()),
    }
}
