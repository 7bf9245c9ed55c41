//! One entry of an execution's history, reduced to what matters for following it.

use aws_sdk_sfn::types::{HistoryEvent as SdkEvent, HistoryEventType as Type};
use serde::Serialize;

use crate::aws::timestamp::Timestamp;

/// One thing that happened in an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEvent {
    /// Counts from 1 without gaps.
    pub id: i64,
    /// The event that led to this one. The emulator does not provide it.
    pub previous: Option<i64>,
    pub at: Timestamp,
    pub kind: EventKind,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    ExecutionStarted,
    /// `input` is absent when the history was asked for without data.
    StateEntered {
        state: String,
        kind: StateKind,
        input: Option<String>,
    },
    StateExited {
        state: String,
    },
    /// A task was handed to `resource`. The emulator does not provide `parameters`.
    TaskScheduled {
        resource: String,
        parameters: Option<String>,
        timeout_seconds: Option<i64>,
    },
    TaskSucceeded,
    TaskFailed {
        trouble: Trouble,
    },
    ExecutionSucceeded,
    ExecutionFailed {
        trouble: Trouble,
    },
    ExecutionTimedOut {
        trouble: Trouble,
    },
    ExecutionAborted {
        trouble: Trouble,
    },
    /// The execution was started again where it had failed.
    ExecutionRedriven,
    /// Anything that does not change what a follower sees.
    Other,
}

/// The kinds of state that a state machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StateKind {
    Task,
    Wait,
    Choice,
    Pass,
    Succeed,
    Fail,
    Parallel,
    Map,
}

/// An error's stable name and its message; both may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Trouble {
    /// Name of the error.
    pub error: String,
    /// Its cause; for a Lambda function, a JSON document as text.
    pub cause: String,
}

impl Trouble {
    pub(super) fn new(error: Option<&str>, cause: Option<&str>) -> Self {
        Self { error: error.unwrap_or_default().to_owned(), cause: cause.unwrap_or_default().to_owned() }
    }

    /// One line: the name, then the sentence inside the cause. A Lambda function's cause is a JSON document, of
    /// which only `errorMessage` is meant for users.
    pub fn sentence(&self) -> String {
        let document = serde_json::from_str::<serde_json::Value>(&self.cause).ok();
        let message = document
            .as_ref()
            .and_then(|document| document.get("errorMessage")?.as_str())
            .unwrap_or(&self.cause)
            .trim();
        let first_line = message.lines().next().unwrap_or_default();
        match (self.error.as_str(), first_line) {
            ("", "") => "no reason given".to_owned(),
            ("", message) => message.to_owned(),
            (error, "") => error.to_owned(),
            (error, message) => format!("{error}: {message}"),
        }
    }
}

impl From<&SdkEvent> for HistoryEvent {
    fn from(event: &SdkEvent) -> Self {
        let previous = (event.previous_event_id > 0).then_some(event.previous_event_id);
        let kind = state_event(event)
            .or_else(|| task_event(event))
            .or_else(|| execution_event(event))
            .unwrap_or(EventKind::Other);
        Self { id: event.id, previous, at: Timestamp::from(&event.timestamp), kind }
    }
}

fn state_event(event: &SdkEvent) -> Option<EventKind> {
    if let Some(details) = event.state_entered_event_details() {
        let kind = entered_kind(event.r#type())?;
        let input = details.input().map(str::to_owned);
        return Some(EventKind::StateEntered { state: details.name().to_owned(), kind, input });
    }
    let details = event.state_exited_event_details()?;
    Some(EventKind::StateExited { state: details.name().to_owned() })
}

fn entered_kind(kind: &Type) -> Option<StateKind> {
    Some(match kind {
        Type::TaskStateEntered => StateKind::Task,
        Type::WaitStateEntered => StateKind::Wait,
        Type::ChoiceStateEntered => StateKind::Choice,
        Type::PassStateEntered => StateKind::Pass,
        Type::SucceedStateEntered => StateKind::Succeed,
        Type::FailStateEntered => StateKind::Fail,
        Type::ParallelStateEntered => StateKind::Parallel,
        Type::MapStateEntered => StateKind::Map,
        _ => return None,
    })
}

/// Tasks come in three dialects: service integrations, functions named by their bare ARN, and activities.
fn task_event(event: &SdkEvent) -> Option<EventKind> {
    scheduled(event).or_else(|| task_trouble(event)).or_else(|| match event.r#type() {
        Type::TaskSucceeded | Type::LambdaFunctionSucceeded | Type::ActivitySucceeded => {
            Some(EventKind::TaskSucceeded)
        }
        _ => None,
    })
}

fn scheduled(event: &SdkEvent) -> Option<EventKind> {
    let (resource, parameters, timeout_seconds) = if let Some(details) = event.task_scheduled_event_details()
    {
        (details.resource(), Some(details.parameters()), details.timeout_in_seconds())
    } else if let Some(details) = event.lambda_function_scheduled_event_details() {
        (details.resource(), details.input(), details.timeout_in_seconds())
    } else {
        let details = event.activity_scheduled_event_details()?;
        (details.resource(), details.input(), details.timeout_in_seconds())
    };
    let parameters = parameters.filter(|text| !text.is_empty()).map(str::to_owned);
    Some(EventKind::TaskScheduled { resource: resource.to_owned(), parameters, timeout_seconds })
}

fn task_trouble(event: &SdkEvent) -> Option<EventKind> {
    macro_rules! trouble_in {
        ($($details:ident),+ $(,)?) => {
            $(if let Some(details) = event.$details() {
                return Some(EventKind::TaskFailed { trouble: Trouble::new(details.error(), details.cause()) });
            })+
        };
    }
    trouble_in!(
        task_failed_event_details,
        task_timed_out_event_details,
        task_start_failed_event_details,
        task_submit_failed_event_details,
        lambda_function_failed_event_details,
        lambda_function_timed_out_event_details,
        lambda_function_start_failed_event_details,
        lambda_function_schedule_failed_event_details,
        activity_failed_event_details,
        activity_timed_out_event_details,
        activity_schedule_failed_event_details,
    );
    None
}

fn execution_event(event: &SdkEvent) -> Option<EventKind> {
    Some(match event.r#type() {
        Type::ExecutionStarted => EventKind::ExecutionStarted,
        Type::ExecutionSucceeded => EventKind::ExecutionSucceeded,
        Type::ExecutionRedriven => EventKind::ExecutionRedriven,
        Type::ExecutionFailed => {
            let details = event.execution_failed_event_details();
            let trouble =
                details.map(|details| Trouble::new(details.error(), details.cause())).unwrap_or_default();
            EventKind::ExecutionFailed { trouble }
        }
        Type::ExecutionTimedOut => {
            let details = event.execution_timed_out_event_details();
            let trouble =
                details.map(|details| Trouble::new(details.error(), details.cause())).unwrap_or_default();
            EventKind::ExecutionTimedOut { trouble }
        }
        Type::ExecutionAborted => {
            let details = event.execution_aborted_event_details();
            let trouble =
                details.map(|details| Trouble::new(details.error(), details.cause())).unwrap_or_default();
            EventKind::ExecutionAborted { trouble }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_functions_error_document_becomes_a_sentence() {
        let cause =
            r#"{"errorType":"external-failure","errorMessage":"the outside system said 503","trace":[]}"#;
        let trouble = Trouble::new(Some("external-failure"), Some(cause));
        assert_eq!(trouble.sentence(), "external-failure: the outside system said 503");
        assert_eq!(Trouble::default().sentence(), "no reason given");
    }
}
