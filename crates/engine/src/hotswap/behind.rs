//! Which stacks are behind: a hotswap has made their functions or state machines differ from their templates.

use std::rc::Rc;

use anyhow::Result;
use futures_util::future::try_join_all;

use super::live::{Live, Look};
use super::targets::Target;
use super::version::Version;
use crate::aws::Cloud;
use crate::aws::cloudformation::CloudFormation;
use crate::aws::stack::{Phase, StackState};
use crate::document::Source;
use crate::graph::WantedStack;
use crate::template::Template;
use crate::vanished::{Vanished, remedy, words};

/// How functions and state machines of a stack differ from its deployed template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behind {
    /// These have something else.
    Swapped(Vec<String>),
    /// These do not exist.
    Vanished(Vec<Vanished>),
}

impl Behind {
    /// The difference in a sentence.
    pub fn words(&self) -> String {
        match self {
            Behind::Swapped(names) => {
                format!(
                    "behind a hotswap of {}; the next `provision deploy` brings it in line",
                    names.join(", ")
                )
            }
            Behind::Vanished(vanished) => format!("{}; {}", words(vanished), remedy(vanished)),
        }
    }
}

/// How the functions and state machines differ from the deployed template; `None` where none does, or where the stage allows
/// no hotswaps. Makes calls only where it does.
pub async fn behind(cloud: &Cloud, stack: &WantedStack, state: &StackState) -> Result<Option<Behind>> {
    if !stack.hotswap || !matches!(state.status.phase(), Phase::Complete | Phase::RolledBack) {
        return Ok(None);
    }
    let cloudformation = cloud.cloudformation(&stack.region);
    let template = deployed(&cloudformation, state).await?;
    let version = Version::new(&template, &state.parameters, stack, state.account());
    if !version.has_targets() {
        return Ok(None);
    }
    let targets = version.targets(&cloudformation.resources(&state.arn).await?);
    let live = Live::new(cloud, &stack.region);
    let looks = targets
        .into_values()
        .flatten()
        .map(async |target| Ok::<_, anyhow::Error>((live.look(&target).await?, target)));
    let looks = try_join_all(looks).await?;
    let with = |look: Look| looks.iter().filter(move |(found, _)| *found == look).map(|(_, target)| target);
    let vanished: Vec<_> = with(Look::Missing).map(Target::vanished).collect();
    if !vanished.is_empty() {
        return Ok(Some(Behind::Vanished(vanished)));
    }
    let names: Vec<_> = with(Look::Stale).map(|target| target.physical_id.clone()).collect();
    Ok((!names.is_empty()).then_some(Behind::Swapped(names)))
}

/// The template with which a stack was deployed; one that cannot be read is taken as text.
pub(super) async fn deployed(cloudformation: &CloudFormation, state: &StackState) -> Result<Template> {
    Ok(template("the deployed template", &cloudformation.original_template(&state.arn).await?))
}

/// A template, read if it can be.
pub(super) fn template(name: &str, text: &str) -> Template {
    let source = Source::new(name, text);
    Template::read(Rc::clone(&source)).unwrap_or_else(|_| Template::unread(source))
}
