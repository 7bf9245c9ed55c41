//! `provision plan`.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueHint;

use super::build::origin;
use super::selection::{Override, Selection};
use crate::context::Context;
use crate::names::Names;
use engine::aws::role::RoleArn;
use engine::deploy::{Deploy, DeployOptions};
use engine::event::Event;
use engine::failure::Failure;
use engine::plan::PlanReport;

/// Show what a deploy would do, resource by resource
///
/// Creates change sets, shows what is in them and deletes them. Loss of data comes first, then access that widens,
/// replacements, and the rest, property by property. Unchanged stacks are counted. Exits with 0 whether or not there is
/// something to do, unless --fail is given.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision plan
  provision plan mailbox --stage prod --output json
  provision plan --fail                    exit with 3 if there is something to do
  provision plan --all-regions             look for leftovers everywhere")]
pub struct PlanArgs {
    #[command(flatten)]
    pub(super) common: CommonArgs,

    /// Look for leftover stacks in every region of the account
    #[arg(long)]
    pub(super) all_regions: bool,

    /// Exit with 3 if there is something to do
    ///
    /// For scripts: 0 then means that a deploy would change nothing. Leftover stacks do not count.
    #[arg(long)]
    pub(super) fail: bool,
}

impl PlanArgs {
    /// What `deploy --dry-run` shows.
    pub(super) fn of_deploy(common: CommonArgs) -> Self {
        Self { common, all_regions: false, fail: false }
    }
}

/// What `deploy` accepts too.
#[derive(clap::Args)]
pub(super) struct CommonArgs {
    /// Systems to work on [default: all of the project file]
    #[arg(value_name = "SYSTEM", add = Names::Systems)]
    pub systems: Vec<String>,

    /// Value of a stack's parameter, instead of the one in the project file; may be repeated
    #[arg(long = "parameter", short = 'p', value_name = "STACK.NAME=VALUE", add = Names::Parameters)]
    pub parameters: Vec<Override>,

    /// Folder with artifacts written by provision build, to use instead of building
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub artifacts: Option<PathBuf>,

    /// Service role that CloudFormation uses for the stacks, instead of the one that the project file gives the stage
    ///
    /// CloudFormation keeps the role for every later operation on a stack, and no longer uses the caller's permissions.
    #[arg(long, value_name = "ARN")]
    pub role_arn: Option<RoleArn>,
}

/// Shows what a deploy would do.
pub async fn plan(context: &Context, args: PlanArgs) -> Result<()> {
    let selection = Selection::new(context, &args.common.systems, &args.common.parameters)?;
    selection.check_values()?;
    selection.project.check_packages()?;
    let artifacts = origin(context, &selection, args.common.artifacts.as_deref())?;
    context.ui.note(&format!("planning {}: {}", selection.systems(), selection.place()));
    let cloud = selection.cloud(context, args.common.role_arn.as_ref()).await?;
    let observe = |event: Event| context.ui.build_event(&event);
    let (views, account) = selection.survey(&cloud, &observe, false).await?;
    context.ui.identity(&cloud);
    let search = selection.search(&cloud, args.all_regions);
    let leftovers = search.find(&views, &account).await;
    let options = DeployOptions { artifacts, ..DeployOptions::default() };
    let deploy = Deploy::new(&cloud, &selection.project, &selection.graph, views, account, options, &observe);
    let report = PlanReport { leftovers, ..deploy.plan().await? };
    context.ui.run_ended();
    context.ui.report(&report)?;
    if args.fail && !report.is_unchanged() {
        let message = format!("there is something to do in stage {}: {}", report.stage, report.totals());
        return Err(Failure::partial(message)
            .hint("a deploy with the same systems and parameters does it")
            .into());
    }
    Ok(())
}
