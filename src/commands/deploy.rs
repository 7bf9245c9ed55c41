//! `provision deploy`.

use anyhow::Result;

use super::approval::{ApproveArg, approved};
use super::build::origin;
use super::hotswap::{check_stage, hotswap};
use super::interrupt::interruptible;
use super::leave;
use super::plan::{CommonArgs, PlanArgs, plan};
use super::run_failed;
use super::selection::Selection;
use crate::context::Context;
use crate::names::Names;
use crate::output::DeployReport;
use crate::settings::ProgressArg;
use engine::aws::stack::Phase;
use engine::deploy::{Deploy, DeployOptions};
use engine::event::Event;
use engine::failure::Failure;
use engine::project::Approve;
use engine::resource_name::{ResourceName, Use};
use engine::schedule::Stop;
use engine::stack::Permissions;
use engine::stuck::stuck;

/// Deploy systems: build, upload, create and update what has changed
///
/// Every stack and step starts as soon as its dependencies are done; what has not changed is skipped. A run can be
/// interrupted or killed at any time: running the same command again does the rest. Without names, all systems are
/// deployed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision deploy --local                 everything, on this machine
  provision deploy mailbox --stage prod    one system, in the stage prod
  provision deploy --region eu-west-1      everything in one region
  provision deploy -p mailbox-provisioning.WaitSeconds=1")]
pub struct DeployArgs {
    #[command(flatten)]
    common: CommonArgs,

    /// Show what would be done and change nothing; the same as provision plan
    #[arg(long)]
    dry_run: bool,

    /// Allow changes that may lose data, such as replacing a table
    ///
    /// Without it, a deploy lists these changes before its first change and asks; without a terminal it ends with exit code 2.
    #[arg(long)]
    allow_data_loss: bool,

    /// When to ask for an approval before the first change [default: broadening, or the stage's `approve`]
    ///
    /// Access widens where a changed stack allows more, or denies less, than the deployed one: in IAM policies and roles, roles of
    /// services, resource policies and permissions, authorization of APIs, public access to buckets and databases, security
    /// groups, shares and IAM Identity Center (provision docs project-file lists all of it).
    /// Without a terminal such a deploy ends with exit code 2 unless this is `never`. The loss of data needs an approval in any
    /// case, or --allow-data-loss.
    #[arg(long, value_enum, value_name = "WHEN")]
    approve: Option<ApproveArg>,

    /// Create change sets even where nothing has changed
    #[arg(long)]
    force: bool,

    /// Skip a resource that blocks the rollback of its stack (UPDATE_ROLLBACK_FAILED); may be repeated
    #[arg(long, value_name = "STACK.LOGICAL-ID", add = Names::Resources)]
    skip_resource: Vec<ResourceName>,

    /// Update only the code of functions and the definitions of state machines, directly instead of through CloudFormation
    ///
    /// Works in stages with `hotswap: true` in the project file. If anything else differs, nothing is changed and the
    /// exit code is 2. CloudFormation does not see the new versions: the stacks are behind until the next deploy, which
    /// brings them in line even if the sources are the same again as when the stacks were deployed.
    #[arg(long, conflicts_with_all = ["dry_run", "allow_data_loss", "force", "skip_resource", "role_arn"])]
    hotswap: bool,

    /// Start nothing new after the first failure, instead of finishing everything that does not depend on it
    #[arg(long)]
    fail_fast: bool,

    /// List all outputs of the stacks at the end, not only addresses
    #[arg(long)]
    outputs: bool,

    #[command(flatten)]
    progress: ProgressArg,
}

/// Deploys, or plans under `--dry-run`.
pub async fn deploy(context: &Context, args: DeployArgs) -> Result<()> {
    context.ui.use_progress(args.progress.progress);
    if args.dry_run {
        return plan(context, PlanArgs::of_deploy(args.common)).await;
    }
    let permissions = Permissions {
        force: args.force,
        data_loss: args.allow_data_loss,
        recover: context.settings.yes,
        skip: args.skip_resource,
        ..Permissions::default()
    };
    let selection = Selection::new(context, &args.common.systems, &args.common.parameters)?;
    if args.hotswap {
        check_stage(&selection)?;
    }
    selection.check_values()?;
    selection.project.check_packages()?;
    let artifacts = origin(context, &selection, args.common.artifacts.as_deref())?;
    let options = DeployOptions { artifacts, permissions, fail_fast: args.fail_fast };
    let approve = args
        .approve
        .map(Approve::from)
        .or(selection.project.stage_file(&selection.target.stage).approve)
        .unwrap_or_default();
    if args.hotswap {
        return hotswap(context, &selection, options, approve, args.outputs).await;
    }
    context.ui.note(&format!("deploying {}: {}", selection.systems(), selection.place()));
    let cloud = selection.cloud(context, args.common.role_arn.as_ref()).await?;
    let observe = |event: Event| context.ui.event(&event);
    let (views, account) = selection.look(&cloud, &observe, context.ui.resource_looks()).await?;
    context.ui.identity(&cloud);
    let skipping =
        Use { flag: "--skip-resource", phase: Phase::RollbackStuck, state: "in UPDATE_ROLLBACK_FAILED" };
    skipping.check(&options.permissions.skip, &selection.graph, &views)?;
    let options = confirm_recovery(context, &selection, &views, options).await?;
    let mut deploy =
        Deploy::new(&cloud, &selection.project, &selection.graph, views, account, options, &observe);
    deploy.check_adoption().await?;
    approved(context, &mut deploy, approve, args.allow_data_loss).await?;
    let stop = Stop::default();
    let (report, error) =
        interruptible(&context.ui, &stop, deploy.execute(&stop), Some(async || deploy.cancel().await))
            .await?;
    let shown = DeployReport::new(&report, &selection.project, &selection.target, &selection.graph, &cloud)
        .with_outputs(args.outputs);
    let shown = context.ui.final_report(&shown);
    // A report that could not be printed must not hide that the run failed.
    run_failed(&report, error, None).and(shown)
}

/// Asks before stacks that are stuck are deleted or rolled back.
async fn confirm_recovery(
    context: &Context,
    selection: &Selection,
    views: &engine::snapshot::Views<'_>,
    mut options: DeployOptions,
) -> Result<DeployOptions> {
    let stuck = stuck(&selection.graph, views);
    if stuck.is_empty() || options.permissions.recover {
        return Ok(options);
    }
    for stack in &stuck {
        context.ui.subject(&stack.to_string());
    }
    if !context.ui.confirm("Repair these stacks and continue?").await? {
        return Err(Failure::declined("the repair was not confirmed: nothing was changed").into());
    }
    options.permissions.recover = true;
    if options.permissions.skip.is_empty() {
        let question =
            "Continue their rollback without these resources, which then differ from the template?";
        let plan = &selection.graph;
        options.permissions.skip = leave::offer(context, plan, views, Phase::RollbackStuck, question).await?;
    }
    Ok(options)
}
