//! The last line that programs read: how a command ended, beside its report where it has one.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use engine::aws::error::{self, Class};
use engine::failed::StackFailed;
use engine::failure::{Kind, hint_of, kind_of, sentence};

/// Where a run is at work, for its events.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub run: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
}

/// Why a command failed. Every key is there in each failure; those that do not apply are null.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorReport {
    r#type: &'static str,
    message: String,
    hint: Option<String>,
    node: Option<String>,
    region: Option<String>,
    /// AWS's error code.
    code: Option<String>,
    request_id: Option<String>,
}

impl ErrorReport {
    /// `report` is what the command has reported: a run's report names the node that failed.
    fn of(error: &anyhow::Error, report: Option<&str>) -> Self {
        let refused = error::find(error);
        let stack = error.chain().find_map(|cause| cause.downcast_ref::<StackFailed>());
        let failure =
            report.and_then(|report| serde_json::from_str::<Value>(report).ok()?.get("failure").cloned());
        let of_run = |key: &str| Some(failure.as_ref()?.get(key)?.as_str()?.to_owned());
        Self {
            r#type: kind(error),
            message: sentence(error),
            hint: hint_of(error).map(str::to_owned),
            node: of_run("node").or_else(|| Some(stack?.stack.clone())),
            region: of_run("region")
                .or_else(|| Some(stack?.region.to_string()))
                .or_else(|| Some(refused?.region.to_string())),
            code: refused.and_then(|refused| refused.code.clone()),
            request_id: refused.and_then(|refused| refused.request_id.clone()),
        }
    }
}

/// A failure's name for programs: what AWS answered where it refused, else what the exit code says.
fn kind(error: &anyhow::Error) -> &'static str {
    match (error::find(error).map(|refused| refused.class), kind_of(error)) {
        (_, Kind::Interrupted) => "interrupted",
        (_, Kind::Partial) => "partial",
        (Some(Class::NoCredentials), _) => "no-credentials",
        (Some(Class::BadCredentials), _) => "bad-credentials",
        (Some(Class::Denied), _) => "denied",
        (Some(Class::Unreachable), _) => "unreachable",
        (Some(Class::Throttled), _) => "throttled",
        (Some(Class::Refused), _) => "refused",
        (None, Kind::Usage) => "usage",
        (None, Kind::Failed) => "failed",
    }
}

fn status(error: Option<&anyhow::Error>) -> &'static str {
    match error.map(kind_of) {
        None => "succeeded",
        Some(Kind::Failed | Kind::Usage) => "failed",
        Some(Kind::Partial) => "partial",
        Some(Kind::Interrupted) => "interrupted",
    }
}

/// The last lines of a command: its report with the keys of a result in front, or, where the report is no object or has a
/// key of that name itself, the report and then a result. A report's own `status` takes the place of the command's.
pub fn last_lines(report: Option<&str>, error: Option<&anyhow::Error>) -> Vec<String> {
    let mut result = Map::new();
    result.insert("type".to_owned(), json!("result"));
    result.insert("status".to_owned(), json!(status(error)));
    if let Some(error) = error {
        result.insert("error".to_owned(), json!(ErrorReport::of(error, report)));
    }
    let alone = || format!("{{{}}}", members(&result));
    let Some(report) = report else { return vec![alone()] };
    let keys = keys_of(report);
    let is_taken = |name: &str| keys.as_ref().is_none_or(|keys| keys.contains_key(name));
    if is_taken("type") || (error.is_some() && is_taken("error")) {
        return vec![report.to_owned(), alone()];
    }
    if is_taken("status") {
        result.remove("status");
    }
    vec![with_members(report, &members(&result), true)]
}

/// An event with what it lacks: when and where it happened, and in which run.
pub fn stamped(event: &str, time: &str, facts: &Facts) -> String {
    let value: Value = serde_json::from_str(event).unwrap_or_default();
    let region = value["node"]["region"].as_str().map(str::to_owned).or_else(|| facts.region.clone());
    let parts = [
        ("timestamp", Some(time.to_owned())),
        ("runId", facts.run.clone()),
        ("account", facts.account.clone()),
        ("region", region),
    ];
    let missing = parts.into_iter().filter(|(key, _)| value.get(*key).is_none());
    let missing: Vec<_> = missing.filter_map(|(key, part)| Some(member(key, &json!(part?)))).collect();
    with_members(event, &missing.join(","), false)
}

/// The names of an object's members; `None` for what is no object.
fn keys_of(document: &str) -> Option<BTreeMap<String, IgnoredAny>> {
    serde_json::from_str(document).ok()
}

/// The members in the order in which a reader looks for them, whatever order the map has.
fn members(result: &Map<String, Value>) -> String {
    let names = ["type", "status", "error"];
    let present = names.iter().filter_map(|name| Some(member(name, result.get(*name)?)));
    present.collect::<Vec<_>>().join(",")
}

fn member(key: &str, value: &Value) -> String {
    format!("{}:{value}", json!(key))
}

/// An object's text with more members at its start or its end.
fn with_members(object: &str, members: &str, at_start: bool) -> String {
    let inner =
        object.trim().strip_prefix('{').and_then(|object| object.strip_suffix('}')).unwrap_or_default();
    let parts = if at_start { [members, inner] } else { [inner, members] };
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{{{}}}", parts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::failure::Failure;
    use insta::assert_snapshot;

    fn failure() -> anyhow::Error {
        Failure::failed("no").hint("yes").into()
    }

    #[test]
    fn a_report_gets_the_keys_of_a_result() {
        assert_snapshot!(last_lines(None, None).join("\n"), @r#"{"type":"result","status":"succeeded"}"#);
        assert_snapshot!(last_lines(Some(r#"{"b":1,"a":2}"#), None).join("\n"), @r#"{"type":"result","status":"succeeded","b":1,"a":2}"#);
        assert_snapshot!(last_lines(Some("{}"), None).join("\n"), @r#"{"type":"result","status":"succeeded"}"#);
    }

    #[test]
    fn a_failure_names_the_node_that_its_report_names() {
        let report = r#"{"failure":{"node":"s-a-dev","region":"us-east-1"}}"#;
        let line = last_lines(Some(report), Some(&failure())).join("\n");
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["status"], "failed");
        assert_eq!(
            line["error"],
            json!({"type": "failed", "message": "no", "hint": "yes", "node": "s-a-dev", "region": "us-east-1",
                   "code": null, "requestId": null})
        );
        let usage = last_lines(None, Some(&Failure::usage("what").into())).join("\n");
        assert!(usage.contains(r#""error":{"#) && usage.contains(r#""type":"usage""#), "{usage}");
        let interrupted = last_lines(None, Some(&Failure::interrupted("left").into())).join("\n");
        assert!(interrupted.contains(r#""status":"interrupted""#), "{interrupted}");
    }

    #[test]
    fn a_key_that_a_report_has_itself_is_kept() {
        let own = last_lines(Some(r#"{"status":"RUNNING"}"#), None);
        assert_eq!(own, [r#"{"type":"result","status":"RUNNING"}"#]);
        for report in [r#"{"type":"cake"}"#, r#"["a"]"#, r#""text""#] {
            let lines = last_lines(Some(report), None);
            assert_eq!(lines, [report, r#"{"type":"result","status":"succeeded"}"#]);
        }
        let lines = last_lines(Some(r#"{"error":"x"}"#), Some(&failure()));
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(last_lines(Some(r#"{"error":"x"}"#), None).len(), 1);
    }

    #[test]
    fn an_event_says_where_it_happened() {
        let facts = Facts {
            run: Some("r".to_owned()),
            account: Some("123456789012".to_owned()),
            region: Some("us-west-2".to_owned()),
        };
        assert_snapshot!(
            stamped(r#"{"event":"started","node":{"name":"n","region":"us-east-1"}}"#, "now", &facts),
            @r#"{"event":"started","node":{"name":"n","region":"us-east-1"},"timestamp":"now","runId":"r","account":"123456789012","region":"us-east-1"}"#
        );
        assert_snapshot!(stamped(r#"{"region":"own"}"#, "now", &Facts::default()), @r#"{"region":"own","timestamp":"now"}"#);
    }
}
