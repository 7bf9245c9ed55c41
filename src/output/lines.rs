//! The words for what happens in a run where every line is kept: one plain line per change of state.

use super::clean;
use super::duration;
use engine::event::{Event, NodeKind, NodeName, Outcome};

/// The line for an event; `None` for what is not worth one.
pub fn plain(event: &Event) -> Option<String> {
    match event {
        Event::Planned { .. } | Event::Resource { .. } => None,
        // A heartbeat shows the last line of a build.
        Event::BuildLine { .. } | Event::StillBuilding { .. } => None,
        Event::Started { node, action } => Some(of_node(node, action.doing())),
        Event::Finished { node, outcome, seconds } => finished(node, *outcome, *seconds),
        Event::Failed { node, resource, reason: text, .. } => {
            Some(of_node(node, &format!("failed: {}", reason(node, resource.as_deref(), text))))
        }
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

/// Why a node failed, and at which resource. What a failed build printed is shown with the error at the end, with its
/// line breaks.
pub fn reason(node: &NodeName, resource: Option<&str>, reason: &str) -> String {
    let reason = match node.kind {
        NodeKind::Build => reason.lines().next().unwrap_or(reason).trim_end_matches(':'),
        _ => reason,
    };
    match resource {
        Some(resource) => format!("{reason} (resource {resource})"),
        None => reason.to_owned(),
    }
}

fn of_node(node: &NodeName, what: &str) -> String {
    clean::line(&format!("{node}: {what}")).into_owned()
}
