//! The prompt that offers to leave behind the resources at which stacks are stuck.

use anyhow::Result;

use crate::context::Context;
use engine::aws::stack::Phase;
use engine::graph::Graph;
use engine::resource_name::ResourceName;
use engine::snapshot::Views;
use engine::stuck::blocking;

/// Lists the resources at which stacks in this phase are stuck, and returns them if they are to be left as they are. Where
/// nothing can be asked, none are.
pub async fn offer(
    context: &Context,
    graph: &Graph,
    views: &Views<'_>,
    phase: Phase,
    question: &str,
) -> Result<Vec<ResourceName>> {
    if !context.ui.may_offer() {
        return Ok(Vec::new());
    }
    let names = blocking(graph, views, phase).await;
    if names.is_empty() {
        return Ok(names);
    }
    for name in &names {
        context.ui.warning(&format!("the last operation of its stack failed at {name}"));
    }
    Ok(if context.ui.confirm(question).await? { names } else { Vec::new() })
}
