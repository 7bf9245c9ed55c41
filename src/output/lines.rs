//! The events of a run as plain output: one line per change of state.

use super::clean;
use super::duration;
use engine::event::{Event, NodeName, Outcome};

/// The line for an event; `None` for what is not worth one.
pub fn plain(event: &Event) -> Option<String> {
    match event {
        Event::Planned { .. } | Event::Resource { .. } => None,
        // A heartbeat shows the last line of a build.
        Event::BuildLine { .. } | Event::StillBuilding { .. } => None,
        Event::Started { node, action } => Some(of_node(node, action.doing())),
        Event::Finished { node, outcome, seconds } => finished(node, *outcome, *seconds),
        Event::Failed { node, cause, .. } => Some(of_node(node, &failed(cause.resource.as_deref()))),
        Event::Skipped { node, because } => Some(of_node(node, &format!("skipped because {because}"))),
        Event::Notice { text } => Some(clean::text(text).into_owned()),
    }
}

/// The same with a line for each event of a resource.
pub fn with_resources(event: &Event) -> Option<String> {
    match event {
        Event::Resource { node, logical_id, resource_type, status } => {
            let what = match resource_type.strip_prefix("AWS::") {
                Some(kind) => format!("{logical_id} {status} ({kind})"),
                None => format!("{status} ({resource_type} {logical_id})"),
            };
            Some(of_node(node, &what))
        }
        _ => plain(event),
    }
}

/// Nothing is printed about what was already as it should be: the report counts it, and a run that changes nothing
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
