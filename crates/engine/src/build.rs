//! Builds of artifacts without a deploy, and what a build shows in any command.

use std::collections::BTreeMap;

use anyhow::Result;
use futures_util::future::join_all;
use tokio::time::Instant;

use super::event::{Action, Event, NodeName, Observer, Outcome};
use super::graph::{Graph, Work};
use super::runners;
use crate::bundle::{BuildEvent, Bundle, Origin};
use crate::project::Project;

/// Builds every artifact of the plan, and checks that its functions can start it. All are tried; the first failure is
/// the result.
pub async fn build(
    project: &Project,
    graph: &Graph,
    origin: &Origin,
    observe: Observer<'_>,
) -> Result<BTreeMap<String, Bundle>> {
    let nodes = graph.nodes.iter().filter_map(|node| match &node.work {
        Work::Build { artifact } => Some((&node.name, artifact)),
        _ => None,
    });
    let nodes: Vec<_> = nodes.collect();
    observe(Event::Planned {
        nodes: nodes.iter().map(|(name, _)| (*name).clone()).collect(),
        needs: vec![Vec::new(); nodes.len()],
    });
    let builds = nodes.into_iter().map(async |(node, artifact)| {
        let began = Instant::now();
        let file = &project.file.artifacts[artifact].value;
        let bundle = origin.bundle(artifact, file, |event| show(observe, node, event)).await;
        let bundle = bundle.and_then(|bundle| runners::check(graph, artifact, &bundle).map(|()| bundle));
        let seconds = began.elapsed().as_secs_f64();
        let node = node.clone();
        match bundle {
            Ok(bundle) => {
                observe(Event::Finished { node, outcome: outcome(&bundle), seconds });
                Ok((artifact.clone(), bundle))
            }
            Err(error) => {
                observe(Event::Failed { node, cause: super::cause::Cause::of(&error), seconds });
                Err(error)
            }
        }
    });
    join_all(builds).await.into_iter().collect()
}

/// The result of building an artifact.
pub fn outcome(bundle: &Bundle) -> Outcome {
    if bundle.is_new { Outcome::Built } else { Outcome::Unchanged }
}

/// Passes on what happens while a node's artifact is made.
pub fn show(observe: Observer<'_>, node: &NodeName, event: BuildEvent<'_>) {
    let node = node.clone();
    observe(match event {
        BuildEvent::Waiting => Event::Started { node, action: Action::AwaitBuild },
        BuildEvent::Started => Event::Started { node, action: Action::Build },
        BuildEvent::Line(line) => Event::BuildLine { node, line: line.to_owned() },
        BuildEvent::StillRunning { elapsed, line } => {
            Event::StillBuilding { node, line: line.to_owned(), seconds: elapsed.as_secs_f64() }
        }
    });
}
