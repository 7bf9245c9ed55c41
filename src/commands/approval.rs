//! The approval of a deploy before its first change.

use anyhow::Result;
use clap::ValueEnum;

use crate::context::Context;
use engine::approval::StackAccess;
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

/// Lists what widens access, and asks for an approval where one is needed. Fails without it; nothing was changed then.
pub async fn approved(context: &Context, deploy: &Deploy<'_>, approve: Approve) -> Result<()> {
    if approve == Approve::Never {
        return Ok(());
    }
    let widened: Vec<_> = deploy.access().await?.into_iter().filter_map(only_widened).collect();
    if widened.is_empty() && approve == Approve::Broadening {
        return Ok(());
    }
    for line in widened.iter().flat_map(lines) {
        context.ui.warning(&line);
    }
    let what = if widened.is_empty() { "this deploy" } else { "the access that widens" };
    if !context.ui.may_offer() {
        let message = format!("{what} was not approved; nothing was changed");
        return Err(Failure::usage(message)
            .hint("review it with `provision plan`, then add --approve never, or set `approve` of the stage")
            .into());
    }
    if context.ui.confirm(&format!("Approve {what}, and deploy?"))? {
        return Ok(());
    }
    Err(Failure::failed(format!("{what} was not approved; nothing was changed")).into())
}

fn only_widened(mut stack: StackAccess) -> Option<StackAccess> {
    stack.changes.retain(|change| change.needs_approval);
    (!stack.changes.is_empty()).then_some(stack)
}

/// A line for each change of a stack.
fn lines(stack: &StackAccess) -> Vec<String> {
    let line = |change: &engine::access::AccessChange| {
        let words = match (&change.old, &change.new) {
            (Some(old), Some(new)) => format!("{old} becomes {new}"),
            (None, Some(new)) => format!("adds {new}"),
            (Some(old), None) => format!("removes {old}"),
            (None, None) => "cannot be compared".to_owned(),
        };
        format!("{}: access widens: {} ({}): {words}", stack.node, change.logical_id, change.kind)
    };
    stack.changes.iter().map(line).collect()
}
