//! The state of a confirmation request, read from the history of its execution.
//!
//! The history is the one place that knows both the token of the attempt that waits now and what was decided, by the
//! contact or by an operator, also after the mailbox is gone.

use crate::page::Decision;
use aws_sdk_sfn::types::{HistoryEvent, HistoryEventType};
use serde_json::Value;

/// The state of a confirmation request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Standing {
    /// The execution has no request with this secret.
    Unknown,
    /// The workflow waits for a decision, with this token.
    Waiting { token: String },
    /// The attempt has failed and the next has not started.
    BetweenAttempts,
    /// A decision was recorded.
    Decided(Decision),
    /// It ended without a decision: it expired, or the contact could not be asked.
    Over,
}

impl Standing {
    /// Reads the events of an execution, first to last.
    pub fn of(events: &[HistoryEvent], secret: &str) -> Self {
        events.iter().fold(Standing::Unknown, |standing, event| standing.after(event, secret))
    }

    fn after(self, event: &HistoryEvent, secret: &str) -> Self {
        use HistoryEventType as Type;
        use Standing::{BetweenAttempts, Decided, Over, Unknown, Waiting};
        match (event.r#type(), self) {
            // Final; the rest of the execution carries it out.
            (_, Decided(decision)) => Decided(decision),
            (Type::TaskScheduled, before) => match (token_in(event, secret), before) {
                (Some(token), _) => Waiting { token },
                (None, Unknown) => Unknown,
                // Another step has begun: there are no more attempts, unless the execution is redriven.
                (None, _) => Over,
            },
            (Type::TaskSucceeded, Waiting { .. }) => decision_in(event).map_or(Over, Decided),
            (Type::TaskFailed | Type::TaskTimedOut, Waiting { .. }) => BetweenAttempts,
            (
                Type::ExecutionSucceeded
                | Type::ExecutionFailed
                | Type::ExecutionAborted
                | Type::ExecutionTimedOut,
                Waiting { .. } | BetweenAttempts,
            ) => Over,
            (_, standing) => standing,
        }
    }
}

/// The token of the attempt that this event schedules, if it asks with this secret.
fn token_in(event: &HistoryEvent, secret: &str) -> Option<String> {
    let parameters = event.task_scheduled_event_details()?.parameters();
    let payload: Value = serde_json::from_str::<Value>(parameters).ok()?.get_mut("Payload")?.take();
    let text = |name: &str| payload.get(name)?.as_str();
    if text("secret")? != secret {
        return None;
    }
    text("taskToken").map(str::to_owned)
}

/// The decision that the answer of a task carries.
fn decision_in(event: &HistoryEvent) -> Option<Decision> {
    let output: Value = serde_json::from_str(event.task_succeeded_event_details()?.output()?).ok()?;
    output.get("decision")?.as_str().and_then(Decision::parse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_sfn::primitives::DateTime;
    use aws_sdk_sfn::types::builders::HistoryEventBuilder;
    use aws_sdk_sfn::types::{TaskScheduledEventDetails, TaskSucceededEventDetails};
    use serde_json::json;

    fn event(kind: HistoryEventType) -> HistoryEventBuilder {
        HistoryEvent::builder().id(1).timestamp(DateTime::from_secs(0)).r#type(kind)
    }

    fn plain(kind: HistoryEventType) -> HistoryEvent {
        event(kind).build().unwrap()
    }

    fn scheduled(parameters: &Value) -> HistoryEvent {
        let details =
            TaskScheduledEventDetails::builder().resource_type("t").resource("r").region("us-east-1");
        let details = details.parameters(parameters.to_string()).build().unwrap();
        event(HistoryEventType::TaskScheduled).task_scheduled_event_details(details).build().unwrap()
    }

    fn asked(token: &str) -> HistoryEvent {
        scheduled(&json!({"FunctionName": "f", "Payload": {"taskToken": token, "secret": "s"}}))
    }

    fn answered(output: &str) -> HistoryEvent {
        let details = TaskSucceededEventDetails::builder().resource_type("t").resource("r").output(output);
        let details = details.build().unwrap();
        event(HistoryEventType::TaskSucceeded).task_succeeded_event_details(details).build().unwrap()
    }

    /// Another step of the workflow.
    fn other() -> Vec<HistoryEvent> {
        vec![scheduled(&json!({"TableName": "t", "Key": {}})), answered("{}")]
    }

    fn standing(events: &[Vec<HistoryEvent>]) -> Standing {
        Standing::of(&events.concat(), "s")
    }

    #[test]
    fn the_token_is_that_of_the_last_attempt() {
        use HistoryEventType::TaskFailed;
        let waiting = |token: &str| Standing::Waiting { token: token.to_owned() };
        assert_eq!(standing(&[other(), vec![asked("a")]]), waiting("a"));
        let dead = vec![asked("a"), plain(TaskFailed)];
        assert_eq!(standing(std::slice::from_ref(&dead)), Standing::BetweenAttempts);
        assert_eq!(standing(&[dead, vec![asked("b")]]), waiting("b"));
    }

    #[test]
    fn what_was_decided_is_known_however_the_execution_ends() {
        use HistoryEventType::{ExecutionFailed, ExecutionSucceeded};
        for (word, decision) in [("approve", Decision::Approve), ("deny", Decision::Deny)] {
            let answer = vec![asked("a"), answered(&json!({"decision": word}).to_string())];
            for end in [ExecutionSucceeded, ExecutionFailed] {
                let events = [other(), answer.clone(), other(), vec![plain(end)]];
                assert_eq!(standing(&events), Standing::Decided(decision));
            }
        }
    }

    #[test]
    fn a_question_without_an_answer_ends() {
        use HistoryEventType::{ExecutionAborted, TaskFailed, TaskTimedOut};
        let timed_out = vec![asked("a"), plain(TaskTimedOut)];
        assert_eq!(standing(&[timed_out, other()]), Standing::Over);
        let failed = vec![asked("a"), plain(TaskFailed)];
        assert_eq!(standing(&[failed, other()]), Standing::Over);
        assert_eq!(standing(&[vec![asked("a"), plain(ExecutionAborted)]]), Standing::Over);
    }

    #[test]
    fn another_secret_learns_nothing() {
        let answer = vec![asked("a"), answered(r#"{"decision":"approve"}"#)];
        for events in [vec![asked("a")], answer] {
            assert_eq!(Standing::of(&events, "other"), Standing::Unknown);
        }
    }
}
