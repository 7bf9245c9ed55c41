//! The last line of JSON output: how a command ended, with its report if it has one.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use engine::aws::error::{self, Class};
use engine::failed::StackFailed;
use engine::failure::{Kind, answer_of, hint_of, kind_of, sentence};

/// Where a run is at work, for its events.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub run: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
}

/// How a command ended: what the last line has beside the keys of the report, or the whole of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Ending {
    r#type: ResultType,
    /// The end of the command; the exit code is 0 only for `succeeded`.
    status: Status,
    /// Why the command failed; absent if it has succeeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorReport>,
}

/// The same beside a report that has a `status` of its own, such as that of an execution.
#[derive(Debug, Serialize)]
struct EndingWithoutStatus {
    r#type: ResultType,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorReport>,
}

/// Marks the last line.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ResultType {
    Result,
}

/// The end of a command.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum Status {
    /// Exit code 0.
    Succeeded,
    /// Exit code 1, or 2 if the command line or the project file is wrong, or the user declined.
    Failed,
    /// Exit code 3: done in part, or still in progress.
    Partial,
    /// Exit code 130.
    Interrupted,
}

/// Why a command failed. Every key is there in each failure; those that do not apply are null.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ErrorReport {
    r#type: ErrorType,
    /// What failed, in one sentence.
    message: String,
    /// What to do about it.
    hint: Option<String>,
    /// The stack, step or artifact that failed first.
    node: Option<String>,
    /// The AWS region in which it failed.
    region: Option<String>,
    /// AWS's error code; the HTTP status where an API of a deployed system rejected a request without one.
    code: Option<String>,
    /// The id of the request that was rejected.
    request_id: Option<String>,
}

/// What kind of failure it is: AWS's answer where it was rejected there, else the meaning of the exit code.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum ErrorType {
    /// Stopped by a signal.
    Interrupted,
    /// Done in part, or still in progress.
    Partial,
    /// No credentials were found.
    NoCredentials,
    /// AWS rejected the credentials.
    BadCredentials,
    /// The credentials lack a permission.
    Denied,
    /// AWS, or the network on the way to it, gave no answer.
    Unreachable,
    /// AWS rejected too many requests.
    Throttled,
    /// AWS rejected a request for another reason.
    Refused,
    /// The command line or the project file is wrong.
    Usage,
    /// The user declined at a prompt.
    Declined,
    /// Any other failure.
    Failed,
}

/// When and where an event happened, and in which run. A key that the event has itself is not repeated.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Stamp<'a> {
    /// When the line was printed, in RFC 3339.
    timestamp: &'a str,
    /// A UUID that all lines of this run have.
    #[serde(skip_serializing_if = "Option::is_none")]
    run_id: Option<&'a str>,
    /// The AWS account, twelve digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a str>,
    /// The AWS region of the event, else the home region.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
}

impl ErrorReport {
    /// `report` is what the command has reported: a run's report names the node that failed.
    fn of(error: &anyhow::Error, report: Option<&str>) -> Self {
        let (refused, answer) = (error::find(error), answer_of(error));
        let stack = error.chain().find_map(|cause| cause.downcast_ref::<StackFailed>());
        let failure =
            report.and_then(|report| serde_json::from_str::<Value>(report).ok()?.get("failure").cloned());
        let of_run = |key: &str| Some(failure.as_ref()?.get(key)?.as_str()?.to_owned());
        Self {
            r#type: error_type(error),
            message: sentence(error),
            hint: hint_of(error).map(str::to_owned),
            node: of_run("node").or_else(|| Some(stack?.stack.clone())),
            region: of_run("region")
                .or_else(|| Some(stack?.region.to_string()))
                .or_else(|| Some(refused?.region.to_string()))
                .or_else(|| Some(answer?.region.clone())),
            code: refused.and_then(|refused| refused.code.clone()).or_else(|| Some(answer?.code.clone())),
            request_id: refused
                .and_then(|refused| refused.request_id.clone())
                .or_else(|| answer?.request_id.clone()),
        }
    }
}

fn error_type(error: &anyhow::Error) -> ErrorType {
    match (error::find(error).map(|refused| refused.class), kind_of(error)) {
        (_, Kind::Interrupted) => ErrorType::Interrupted,
        (_, Kind::Partial) => ErrorType::Partial,
        (Some(Class::NoCredentials), _) => ErrorType::NoCredentials,
        (Some(Class::BadCredentials), _) => ErrorType::BadCredentials,
        (Some(Class::Denied), _) => ErrorType::Denied,
        (Some(Class::Unreachable), _) => ErrorType::Unreachable,
        (Some(Class::Throttled), _) => ErrorType::Throttled,
        (Some(Class::Refused), _) => ErrorType::Refused,
        (_, Kind::Declined) => ErrorType::Declined,
        (None, Kind::Usage) => ErrorType::Usage,
        (None, Kind::Failed) => ErrorType::Failed,
    }
}

fn status(error: &anyhow::Error) -> Status {
    match kind_of(error) {
        Kind::Failed | Kind::Usage | Kind::Declined => Status::Failed,
        Kind::Partial => Status::Partial,
        Kind::Interrupted => Status::Interrupted,
    }
}

/// The last lines of a command: its report with the keys of a result in front, or, where the report is no object or has a
/// key of that name itself, the report and then a result. A report's own `status` takes the place of the command's.
pub fn last_lines(
    report: Option<&str>,
    error: Option<&anyhow::Error>,
) -> Result<Vec<String>, serde_json::Error> {
    let (r#type, status) = (ResultType::Result, error.map_or(Status::Succeeded, status));
    let reason = error.map(|error| ErrorReport::of(error, report));
    let Some(report) = report else {
        return Ok(vec![serde_json::to_string(&Ending { r#type, status, error: reason })?]);
    };
    let keys = keys_of(report);
    let is_taken = |name: &str| keys.as_ref().is_none_or(|keys| keys.contains_key(name));
    if is_taken("type") || (error.is_some() && is_taken("error")) {
        let ending = serde_json::to_string(&Ending { r#type, status, error: reason })?;
        return Ok(vec![report.to_owned(), ending]);
    }
    let ending = if is_taken("status") {
        serde_json::to_string(&EndingWithoutStatus { r#type, error: reason })?
    } else {
        serde_json::to_string(&Ending { r#type, status, error: reason })?
    };
    Ok(vec![joined(&ending, report)])
}

/// An event with what it lacks: when and where it happened, and in which run.
pub fn stamped(event: &str, timestamp: &str, facts: &Facts) -> Result<String, serde_json::Error> {
    let value: Value = serde_json::from_str(event)?;
    let region = value["node"]["region"].as_str().or(facts.region.as_deref());
    let stamp = Stamp {
        timestamp,
        run_id: facts.run.as_deref(),
        account: facts.account.as_deref(),
        region: region.filter(|_| value.get("region").is_none()),
    };
    Ok(joined(event, &serde_json::to_string(&stamp)?))
}

/// The names of an object's members; `None` for what is no object.
fn keys_of(document: &str) -> Option<BTreeMap<String, IgnoredAny>> {
    serde_json::from_str(document).ok()
}

/// The text of one object with the members of both, in this order.
fn joined(first: &str, second: &str) -> String {
    let members = [first, second].map(|object| {
        object.trim().strip_prefix('{').and_then(|object| object.strip_suffix('}')).unwrap_or_default()
    });
    let members: Vec<_> = members.into_iter().filter(|members| !members.is_empty()).collect();
    format!("{{{}}}", members.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::failure::{Answer, Failure};
    use insta::assert_snapshot;
    use serde_json::json;

    fn failure() -> anyhow::Error {
        Failure::failed("no").hint("yes").into()
    }

    #[test]
    fn a_report_gets_the_keys_of_a_result() {
        assert_snapshot!(last_lines(None, None).unwrap().join("\n"), @r#"{"type":"result","status":"succeeded"}"#);
        assert_snapshot!(last_lines(Some(r#"{"b":1,"a":2}"#), None).unwrap().join("\n"), @r#"{"type":"result","status":"succeeded","b":1,"a":2}"#);
        assert_snapshot!(last_lines(Some("{}"), None).unwrap().join("\n"), @r#"{"type":"result","status":"succeeded"}"#);
    }

    #[test]
    fn a_failure_names_the_node_that_its_report_names() {
        let report = r#"{"failure":{"node":"s-a-dev","region":"us-east-1"}}"#;
        let line = last_lines(Some(report), Some(&failure())).unwrap().join("\n");
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["status"], "failed");
        assert_eq!(
            line["error"],
            json!({"type": "failed", "message": "no", "hint": "yes", "node": "s-a-dev", "region": "us-east-1",
                   "code": null, "requestId": null})
        );
        let usage = last_lines(None, Some(&Failure::usage("what").into())).unwrap().join("\n");
        assert!(usage.contains(r#""error":{"#) && usage.contains(r#""type":"usage""#), "{usage}");
        let interrupted = last_lines(None, Some(&Failure::interrupted("left").into())).unwrap().join("\n");
        assert!(interrupted.contains(r#""status":"interrupted""#), "{interrupted}");
    }

    #[test]
    fn a_failure_names_what_an_api_answered() {
        let answer = Answer {
            region: "us-west-2".to_owned(),
            code: "400".to_owned(),
            request_id: Some("r-1".to_owned()),
        };
        let error = Failure::usage("listing orders: 400 no").answered(answer).into();
        let line = last_lines(None, Some(&error)).unwrap().join("\n");
        let line: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(
            line["error"],
            json!({"type": "usage", "message": "listing orders: 400 no", "hint": null, "node": null,
                   "region": "us-west-2", "code": "400", "requestId": "r-1"})
        );
    }

    #[test]
    fn what_was_declined_has_a_type_of_its_own() {
        let line =
            last_lines(None, Some(&Failure::declined("nothing was removed").into())).unwrap().join("\n");
        assert!(line.contains(r#""status":"failed""#) && line.contains(r#""type":"declined""#), "{line}");
    }

    #[test]
    fn a_key_that_a_report_has_itself_is_kept() {
        let own = last_lines(Some(r#"{"status":"RUNNING"}"#), None).unwrap();
        assert_eq!(own, [r#"{"type":"result","status":"RUNNING"}"#]);
        for report in [r#"{"type":"cake"}"#, r#"["a"]"#, r#""text""#] {
            let lines = last_lines(Some(report), None).unwrap();
            assert_eq!(lines, [report, r#"{"type":"result","status":"succeeded"}"#]);
        }
        let lines = last_lines(Some(r#"{"error":"x"}"#), Some(&failure())).unwrap();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(last_lines(Some(r#"{"error":"x"}"#), None).unwrap().len(), 1);
    }

    #[test]
    fn an_event_says_where_it_happened() {
        let facts = Facts {
            run: Some("r".to_owned()),
            account: Some("123456789012".to_owned()),
            region: Some("us-west-2".to_owned()),
        };
        assert_snapshot!(
            stamped(r#"{"event":"started","node":{"name":"n","region":"us-east-1"}}"#, "now", &facts).unwrap(),
            @r#"{"event":"started","node":{"name":"n","region":"us-east-1"},"timestamp":"now","runId":"r","account":"123456789012","region":"us-east-1"}"#
        );
        assert_snapshot!(stamped(r#"{"region":"own"}"#, "now", &Facts::default()).unwrap(), @r#"{"region":"own","timestamp":"now"}"#);
    }
}
