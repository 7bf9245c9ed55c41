//! The words for what happens in a run: one plain line per change of state.

use super::clean;
use super::duration;
use engine::event::{Event, NodeName, Outcome};

/// The line for an event on a screen that keeps every line; `None` for what is not worth one.
pub fn plain(event: &Event) -> Option<String> {
    match event {
        Event::Started { node, action } => Some(of_node(node, action.doing())),
        Event::StillBuilding { node, line, seconds } => {
            let elapsed = duration::elapsed(duration::from_seconds(*seconds));
            let colon = if line.is_empty() { "" } else { ": " };
            Some(of_node(node, &format!("still building after {elapsed}{colon}{line}")))
        }
        _ => lasting(event),
    }
}

/// The line that stays on a terminal when the node's moving line has gone.
pub fn lasting(event: &Event) -> Option<String> {
    match event {
        Event::Planned { .. } | Event::Started { .. } | Event::Resource { .. } => None,
        Event::BuildLine { .. } | Event::StillBuilding { .. } => None,
        Event::Finished { node, outcome, seconds } => finished(node, *outcome, *seconds),
        Event::Failed { node, cause, .. } => Some(of_node(node, &failed(cause.resource.as_deref()))),
        Event::Skipped { node, because } => Some(of_node(node, &format!("skipped because {because}"))),
        Event::Notice { text } => Some(clean::text(text).into_owned()),
    }
}

/// Nothing is said of what was already as it should be: the report lists it, and a run that changes nothing
/// is quiet.
fn finished(node: &NodeName, outcome: Outcome, seconds: f64) -> Option<String> {
    match outcome {
        Outcome::Unchanged | Outcome::Absent => None,
        Outcome::Kept => Some(of_node(node, outcome.word())),
        _ => {
            let took = duration::took(duration::from_seconds(seconds));
            Some(of_node(node, &format!("{} in {took}", outcome.word())))
        }
    }
}

/// The reason follows once, at the end of the run.
fn failed(resource: Option<&str>) -> String {
    match resource {
        Some(resource) => format!("failed at {resource}"),
        None => "failed".to_owned(),
    }
}

fn of_node(node: &NodeName, what: &str) -> String {
    clean::line(&format!("{node}: {what}")).into_owned()
}
