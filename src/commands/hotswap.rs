//! `provision deploy --hotswap`.

use std::cell::Cell;

use anyhow::Result;

use super::approval::approved;
use super::interrupt::{NO_CANCEL, interruptible};
use super::run_failed;
use super::selection::Selection;
use crate::context::Context;
use crate::output::DeployReport;
use engine::deploy::{Deploy, DeployOptions};
use engine::event::Event;
use engine::failure::Failure;
use engine::project::Approve;
use engine::schedule::Stop;

/// Refuses to hotswap in a stage that does not allow it.
pub fn check_stage(selection: &Selection) -> Result<()> {
    let stage = &selection.target.stage;
    if selection.project.stage_file(stage).hotswap {
        return Ok(());
    }
    let file = &selection.project.source.name;
    Err(Failure::usage(format!("stage {stage} does not allow --hotswap"))
        .hint(format!(
            "run the same command without --hotswap, or set 'hotswap: true' for stage {stage} in {file}"
        ))
        .into())
}

/// Updates functions and state machines of the selected systems, if nothing else differs.
pub async fn hotswap(
    context: &Context,
    selection: &Selection,
    options: DeployOptions,
    approve: Approve,
    all_outputs: bool,
) -> Result<()> {
    let (systems, place) = (selection.target.systems.join(", "), selection.place());
    context.ui.note(&format!("hotswapping {systems}: {place}"));
    let cloud = selection.cloud(context, None).await?;
    let is_checked = Cell::new(false);
    let observe = |event: Event| match is_checked.get() {
        true => context.ui.event(&event),
        false => context.ui.build_event(&event),
    };
    let (views, account) = selection.look(&cloud, &observe, context.ui.resource_looks()).await?;
    context.ui.identity(&cloud);
    let mut deploy =
        Deploy::new(&cloud, &selection.project, &selection.graph, views, account, options, &observe);
    let hotswap = deploy.check_hotswap().await?;
    context.ui.run_ended();
    // A hotswap replaces and deletes nothing.
    approved(context, &mut deploy, approve, true).await?;
    is_checked.set(true);
    let stop = Stop::default();
    let run = deploy.hotswap(&hotswap, &stop);
    let (report, error) = interruptible(&context.ui, &stop, run, NO_CANCEL).await?;
    let shown = DeployReport::new(&report, &selection.project, &selection.target, &selection.graph, &cloud);
    let shown = context.ui.final_report(&shown.with_outputs(all_outputs));
    run_failed(&report, error, None).and(shown)
}
