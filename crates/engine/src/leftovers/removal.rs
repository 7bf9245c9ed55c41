//! The graph by which a teardown removes leftovers: what a later stack may use must outlive it.

use std::collections::BTreeSet;
use std::rc::Rc;

use anyhow::Result;

use super::Leftover;
use crate::aws::Cloud;
use crate::document::Source;
use crate::event::{NodeKind, NodeName};
use crate::graph::{Graph, Node, WantedStack, Work};
use crate::template::Template;

/// The plan of leftovers. Their templates, which say what is retained, come from CloudFormation. Each stack needs the one
/// that was created before it, so that they are removed in the reverse order of their creation.
pub async fn plan_of(cloud: &Cloud, stage: &str, leftovers: &[&Leftover]) -> Result<Graph> {
    let mut leftovers = leftovers.to_vec();
    leftovers.sort_by_key(|leftover| leftover.state.created);
    let mut nodes = Vec::new();
    for (index, leftover) in leftovers.into_iter().enumerate() {
        let needs = index.checked_sub(1).into_iter().collect();
        nodes.push(node(leftover, needs, template(cloud, leftover).await?));
    }
    Ok(Graph { stage: stage.to_owned(), nodes, notes: Vec::new() })
}

async fn template(cloud: &Cloud, leftover: &Leftover) -> Result<Rc<Template>> {
    let text = cloud.cloudformation(&leftover.region).template(&leftover.state.arn).await?;
    let source = Source::new(format!("the template of {}", leftover.stack), text);
    // One that cannot be read hinders nothing: CloudFormation decides what it keeps.
    Ok(Rc::new(Template::read(Rc::clone(&source)).unwrap_or_else(|_| Template::unread(source))))
}

fn node(leftover: &Leftover, needs: BTreeSet<usize>, template: Rc<Template>) -> Node {
    let name = leftover.stack.clone();
    Node {
        id: name.clone(),
        name: NodeName { name: name.clone(), region: Some(leftover.region.clone()), kind: NodeKind::Stack },
        needs,
        work: Work::Stack(WantedStack::bare(&name, &leftover.system, leftover.region.clone(), template)),
    }
}
