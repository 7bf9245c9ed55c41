//! Which stacks are behind: a hotswap has made their functions or state machines differ from their templates.

use std::rc::Rc;

use anyhow::Result;
use futures_util::future::try_join_all;

use super::live::Live;
use super::version::Version;
use crate::aws::Cloud;
use crate::aws::cloudformation::CloudFormation;
use crate::aws::stack::{Phase, StackState};
use crate::document::Source;
use crate::graph::WantedStack;
use crate::template::Template;

/// The functions and state machines that have something else than the deployed template says, in a sentence; `None` where
/// there are none, or where the stage allows no hotswaps. Makes calls only where it does.
pub async fn behind(cloud: &Cloud, stack: &WantedStack, state: &StackState) -> Result<Option<String>> {
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
    let looks = targets.into_values().flatten().map(async |target| {
        Ok::<_, anyhow::Error>(live.differs(&target).await?.then_some(target.physical_id))
    });
    let names: Vec<_> = try_join_all(looks).await?.into_iter().flatten().collect();
    Ok((!names.is_empty()).then(|| {
        let list = names.join(", ");
        format!("behind a hotswap of {list}; the next `provision deploy` brings it in line")
    }))
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
