//! `provision teardown`.

use std::collections::BTreeSet;

use anyhow::Result;

use super::interrupt::{NO_CANCEL, interruptible};
use super::leave;
use super::run_failed;
use super::selection::Selection;
use crate::context::Context;
use crate::names::Names;
use crate::output::TeardownReport;
use crate::settings::ProgressArg;
use engine::aws::role::RoleArn;
use engine::aws::stack::Phase;
use engine::event::Event;
use engine::failure::Failure;
use engine::graph::Graph;
use engine::leftovers::{self, Leftover};
use engine::resource_name::ResourceName;
use engine::schedule::Stop;
use engine::shell::{option, quoted};
use engine::snapshot::{self, Views};
use engine::teardown::{Disposition, Inventory, Teardown, TeardownOptions};

/// Remove systems, in the reverse of the order in which they were deployed
///
/// Shows what is deleted and what is kept, with totals of items, objects and messages first, and asks once: for the
/// name of the system, or for the name of the stage if several systems are removed. Retained tables (with their
/// replicas) and buckets are kept unless --delete-data is given; then replicas are deleted before their table, and
/// buckets are emptied once their stack is deleted. A resource that only has the expected name, without proof that it
/// belongs to the stack, is listed as foreign and never touched. Protected stages and tables need --force. At the end,
/// remaining resources are listed for each region.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  provision teardown --local
  provision teardown mailbox --confirm mailbox
  provision teardown mailbox --delete-data --stage test
  provision teardown --leftovers           stacks that are no longer in the project file
  provision teardown --retain cake-data.Table    after a deletion that failed because of it")]
pub struct Args {
    /// Systems to remove [default: all of the project file]
    #[arg(value_name = "SYSTEM", add = Names::Systems)]
    systems: Vec<String>,

    /// Also delete tables and buckets with everything in them
    #[arg(long)]
    delete_data: bool,

    /// Confirm the removal of a system, for scripts; repeat it for each system
    #[arg(long, value_name = "SYSTEM", add = Names::Systems)]
    confirm: Vec<String>,

    /// Lift protections against deletion
    #[arg(long)]
    force: bool,

    /// Leave behind a resource that the last deletion of its stack could not delete; may be repeated
    #[arg(long, value_name = "STACK.LOGICAL-ID", add = Names::Resources)]
    retain: Vec<ResourceName>,

    /// Leave behind and list every resource that cannot be deleted
    #[arg(long)]
    force_delete: bool,

    /// Remove only stacks that are no longer in the project file; name a system that is no longer in it to remove its
    /// stacks
    #[arg(long)]
    leftovers: bool,

    /// Look for leftover stacks in every region of the account
    #[arg(long)]
    all_regions: bool,

    /// Service role that CloudFormation uses to delete the stacks, instead of the one that the project file gives the
    /// stage
    #[arg(long, value_name = "ARN")]
    role_arn: Option<RoleArn>,

    #[command(flatten)]
    progress: ProgressArg,
}

impl Args {
    /// Offers to leave behind what deletions have failed at, unless the command line decides about them.
    async fn options_for(
        &self,
        context: &Context,
        graph: &Graph,
        views: &Views<'_>,
    ) -> Result<TeardownOptions> {
        let mut retain = self.retain.clone();
        if retain.is_empty() && !self.force_delete {
            let question = "Leave these resources behind when their stacks are deleted?";
            retain = leave::offer(context, graph, views, Phase::DeleteStuck, question).await?;
        }
        let (delete_data, force, force_delete) = (self.delete_data, self.force, self.force_delete);
        Ok(TeardownOptions { delete_data, force, retain, force_delete })
    }

    /// The hint to finish what has failed, with the same command. It has no `--retain`, which is refused for stacks that are
    /// deleted meanwhile; what still needs it has a hint of its own.
    fn again(&self) -> String {
        let flags = [
            ("--delete-data", self.delete_data),
            ("--force", self.force),
            ("--force-delete", self.force_delete),
            ("--leftovers", self.leftovers),
            ("--all-regions", self.all_regions),
        ];
        let flags = flags.iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| (*flag).to_owned());
        let confirm = self.confirm.iter().map(|system| option("--confirm", system));
        let role = self.role_arn.iter().map(|role| option("--role-arn", &role.to_string()));
        let systems = self.systems.iter().map(|system| quoted(system));
        let words =
            std::iter::once("teardown".to_owned()).chain(systems).chain(flags).chain(confirm).chain(role);
        let words = words.collect::<Vec<_>>().join(" ");
        format!("remove the cause, then run `provision {words}` again: it removes what is left")
    }
}

/// Looks, asks, removes, and looks again.
pub async fn run(context: &Context, args: Args) -> Result<()> {
    context.ui.use_progress(args.progress.progress);
    if args.leftovers {
        return remove_leftovers(context, &args).await;
    }
    let selection = Selection::new(context, &args.systems, &[])?;
    refuse_protected(&selection, args.force)?;
    context.ui.note(&format!("removing {}: {}", selection.systems(), selection.place()));
    let cloud = selection.cloud(context, args.role_arn.as_ref()).await?;
    let observe = |event: Event| context.ui.event(&event);
    let (views, account) = selection.survey(&cloud, &observe, context.ui.resource_looks()).await?;
    context.ui.identity(&cloud);
    let search = selection.search(&cloud, args.all_regions);
    // Before the run, which may remove the replicas that lead to their regions.
    let (mut regions, unseen) = search.regions(&views, &account).await;
    let options = args.options_for(context, &selection.graph, &views).await?;
    let teardown = Teardown::new(&cloud, &selection.graph, views, account, options, &observe);
    teardown.check_retained()?;
    let inventory = teardown.inventory().await?;
    regions.extend(teardown.replica_regions());
    announce(context, &selection, &selection.target.systems, &args, &inventory).await?;
    let stop = Stop::default();
    let (report, error) = interruptible(&context.ui, &stop, teardown.execute(&stop), NO_CANCEL).await?;
    let left = teardown.left().await?;
    let mut leftovers = search.find_again(&regions).await;
    leftovers.unseen.extend(unseen);
    let shown = context.ui.final_report(&TeardownReport {
        run: report.clone(),
        left,
        leftovers,
        identity: cloud.known_identity().cloned(),
        is_of_leftovers: false,
    });
    // A report that is not read must not hide that the run failed.
    run_failed(&report, error, Some(args.again())).and(shown)
}

/// Finds leftovers, and removes them as a teardown removes stacks.
async fn remove_leftovers(context: &Context, args: &Args) -> Result<()> {
    let project = context.project()?;
    let is_known = |name: &&String| project.file.systems.contains_key(name.as_str());
    let known: Vec<_> = args.systems.iter().filter(is_known).cloned().collect();
    let selection = Selection::new(context, &known, &[])?;
    refuse_protected(&selection, args.force)?;
    context.ui.note(&format!("removing leftovers: {}", selection.place()));
    let cloud = selection.cloud(context, args.role_arn.as_ref()).await?;
    let silent = |_: Event| {};
    let (views, _) = selection.survey(&cloud, &silent, false).await?;
    context.ui.identity(&cloud);
    let account = cloud.account(&selection.target.regions.home).await?;
    let search = selection.search(&cloud, args.all_regions);
    let (mut regions, unseen) = search.regions(&views, &account).await;
    let mut found = search.find_in(&regions, &views).await;
    let removable = found.removable(&args.systems);
    refuse_unknown(&selection, args, &removable)?;
    let graph = leftovers::plan_of(&cloud, &selection.target.stage, &removable).await?;
    let observe = |event: Event| context.ui.event(&event);
    let views = snapshot::look(&cloud, &graph, &observe, context.ui.resource_looks()).await?;
    let options = args.options_for(context, &graph, &views).await?;
    let teardown = Teardown::new(&cloud, &graph, views, account, options, &observe);
    teardown.check_retained()?;
    let inventory = teardown.inventory().await?;
    regions.extend(teardown.replica_regions());
    let systems: BTreeSet<_> = removable.iter().map(|leftover| leftover.system.clone()).collect();
    announce(context, &selection, &systems.into_iter().collect::<Vec<_>>(), args, &inventory).await?;
    let stop = Stop::default();
    let (report, error) = interruptible(&context.ui, &stop, teardown.execute(&stop), NO_CANCEL).await?;
    let left = teardown.left().await?;
    found = search.find_again(&regions).await;
    found.unseen.extend(unseen);
    let shown = context.ui.final_report(&TeardownReport {
        run: report.clone(),
        left,
        leftovers: found,
        identity: cloud.known_identity().cloned(),
        is_of_leftovers: true,
    });
    run_failed(&report, error, Some(args.again())).and(shown)
}

/// A system that is neither in the project file nor has leftovers is most likely a slip.
fn refuse_unknown(selection: &Selection, args: &Args, removable: &[&Leftover]) -> Result<()> {
    let has_leftovers = |name: &str| removable.iter().any(|leftover| leftover.system == name);
    let is_known = |name: &str| selection.project.file.systems.contains_key(name);
    match args.systems.iter().find(|name| !is_known(name) && !has_leftovers(name)) {
        None => Ok(()),
        Some(name) => Err(Failure::usage(format!(
            "{} has no system '{name}', and no leftover stack of it was found in stage {}",
            selection.project.source.name, selection.target.stage
        ))
        .hint("`provision status` names the leftovers; --all-regions looks in every region")
        .into()),
    }
}

fn refuse_protected(selection: &Selection, force: bool) -> Result<()> {
    let stage = &selection.target.stage;
    let is_protected = selection.project.file.stages.get(stage).is_some_and(|stage| stage.protected);
    if is_protected && !force {
        return Err(Failure::failed(format!("stage {stage} is protected: nothing in it is removed"))
            .hint("add --force to lift the protection")
            .into());
    }
    Ok(())
}

/// Shows what is deleted and what is kept, with totals first, whatever answers the question; then asks.
async fn announce(
    context: &Context,
    selection: &Selection,
    systems: &[String],
    args: &Args,
    inventory: &Inventory,
) -> Result<()> {
    let removes = inventory.entries.iter().any(|entry| entry.disposition.may_delete());
    if removes || inventory.entries.iter().any(|entry| entry.disposition == Disposition::Foreign) {
        context.ui.show(inventory);
        context.ui.note("");
    }
    if !removes {
        return Ok(());
    }
    inventory.refuse()?;
    confirm(context, &selection.target.stage, systems, args, inventory).await
}

/// Asks once for all systems that `--confirm` does not name. `--yes` answers too.
async fn confirm(
    context: &Context,
    stage: &str,
    systems: &[String],
    args: &Args,
    inventory: &Inventory,
) -> Result<()> {
    if let Some(wrong) = args.confirm.iter().find(|name| !systems.contains(name)) {
        return Err(Failure::usage(format!("--confirm names '{wrong}', which is not to be removed"))
            .hint(format!("to be removed: {}", systems.join(", ")))
            .into());
    }
    if context.settings.yes {
        return Ok(());
    }
    // Its stacks may be gone, and its data not.
    let has = |system: &str| {
        inventory.entries.iter().any(|entry| entry.disposition.may_delete() && entry.system == system)
    };
    let open = systems.iter().filter(|system| !args.confirm.contains(system) && has(system));
    let open: Vec<_> = open.map(String::as_str).collect();
    let (word, question) = match open.as_slice() {
        [] => return Ok(()),
        [system] => {
            (*system, format!("Type the name of the system to remove it from stage {stage} ({system}): "))
        }
        all => {
            let all = all.join(", ");
            (stage, format!("Type the name of the stage to remove {all} from it ({stage}): "))
        }
    };
    let flags: Vec<_> = open.iter().map(|system| format!("--confirm {system}")).collect();
    let how = format!("in a script, add {}", flags.join(" "));
    if context.ui.ask_for(word, &question, &how).await? {
        return Ok(());
    }
    Err(Failure::declined("the removal was not confirmed: nothing was removed").into())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn the_next_command_is_the_same_one() {
        let again = |words: &str| Line::parse_from(words.split_whitespace()).args.again();
        assert_eq!(
            again("teardown mailbox --delete-data --retain mailbox-api.Api --confirm mailbox --force"),
            "remove the cause, then run `provision teardown mailbox --delete-data --force --confirm mailbox` again: it \
             removes what is left"
        );
        assert!(again("teardown --leftovers").contains("`provision teardown --leftovers` again"));
        assert!(again("teardown").contains("`provision teardown` again"));
    }
}
