//! The approval of a deploy before its first change: one question for everything that it would widen and lose.

use anyhow::Result;
use clap::ValueEnum;

use crate::context::Context;
use engine::access::AccessChange;
use engine::approval::{Losses, Review, Scope, StackAccess, StackLosses};
use engine::aws::changes::ResourceChange;
use engine::deploy::Deploy;
use engine::failure::Failure;
use engine::project::Approve;

/// When to ask; the words of `--approve`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ApproveArg {
    /// Never
    Never,
    /// Before access widens
    Broadening,
    /// Before every deploy
    Any,
}

impl From<ApproveArg> for Approve {
    fn from(arg: ApproveArg) -> Self {
        match arg {
            ApproveArg::Never => Approve::Never,
            ApproveArg::Broadening => Approve::Broadening,
            ApproveArg::Any => Approve::Any,
        }
    }
}

/// Lists which data may be lost and what widens access, and asks for an approval where one is needed. Fails without it; nothing
/// was changed then. Losses that are allowed already are not looked for.
pub async fn approved(
    context: &Context,
    deploy: &mut Deploy<'_>,
    approve: Approve,
    allows_loss: bool,
) -> Result<()> {
    let losses = if allows_loss { Losses::Allowed } else { Losses::All };
    let scope = Scope { access: approve != Approve::Never, losses };
    if !scope.access && allows_loss {
        return Ok(());
    }
    let Review { access, losses } = deploy.review(scope).await?;
    let access: Vec<_> = access.into_iter().filter_map(only_widened).collect();
    let Some(what) = subject(!losses.is_empty(), !access.is_empty(), approve) else { return Ok(()) };
    let lines: Vec<_> = losses.iter().flat_map(lost).chain(access.iter().flat_map(widened)).collect();
    let message = format!("{what} was not approved; nothing was changed");
    if !context.ui.may_offer() {
        let hint = hint(!losses.is_empty(), !access.is_empty() || approve == Approve::Any);
        let list = lines.iter().map(|line| format!("\n  {line}")).collect::<String>();
        return Err(Failure::usage(format!("{message}{list}")).hint(hint).into());
    }
    for line in &lines {
        context.ui.subject(line);
    }
    if !context.ui.confirm(&format!("Approve {what}, and deploy?")).await? {
        return Err(Failure::declined(message).into());
    }
    deploy.accept(&losses);
    Ok(())
}

/// What needs an approval, if anything does.
fn subject(loses: bool, widens: bool, approve: Approve) -> Option<&'static str> {
    match (loses, widens) {
        (true, true) => Some("the loss of data and the access that widens"),
        (true, false) => Some("the loss of data"),
        (false, true) => Some("the access that widens"),
        (false, false) => (approve == Approve::Any).then_some("this deploy"),
    }
}

fn hint(loses: bool, asks_otherwise: bool) -> String {
    let mut flags = Vec::new();
    flags.extend(loses.then_some("--allow-data-loss"));
    flags.extend(
        asks_otherwise
            .then_some("--approve never (or set `approve: never` for the stage in the project file)"),
    );
    format!(
        "review it with `provision plan` for the same systems and parameters, then add {}",
        flags.join(" and ")
    )
}

fn only_widened(mut stack: StackAccess) -> Option<StackAccess> {
    stack.changes.retain(|change| change.needs_approval);
    (!stack.changes.is_empty()).then_some(stack)
}

/// A line for each change of access.
fn widened(stack: &StackAccess) -> Vec<String> {
    let line = |change: &AccessChange| {
        let (node, id, kind) = (&stack.node, &change.logical_id, &change.kind);
        format!("{node}: access widens: {id} ({kind}): {}", change.words())
    };
    stack.changes.iter().map(line).collect()
}

/// A line for each loss of data.
fn lost(stack: &StackLosses) -> Vec<String> {
    let line = |change: &ResourceChange| {
        let name = change.physical_id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
        format!("{}: data may be lost: {}{name}", stack.node, change.words())
    };
    stack.changes.iter().map(line).collect()
}
