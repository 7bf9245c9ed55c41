use aws_sdk_sfn::operation::get_execution_history::{GetExecutionHistoryError, GetExecutionHistoryOutput};
use aws_sdk_sfn::operation::list_executions::ListExecutionsError;
use aws_sdk_sfn::operation::send_task_success::SendTaskSuccessError;
use aws_sdk_sfn::types::error::{ExecutionDoesNotExist, StateMachineTypeNotSupported, TaskTimedOut};
use aws_sdk_sfn::types::{
    HistoryEvent as SdkEvent, HistoryEventType as Type, StateEnteredEventDetails, TaskScheduledEventDetails,
};
use aws_smithy_mocks::{RuleMode, mock, mock_client};
use aws_smithy_types::DateTime;

use super::*;

fn arn() -> ExecutionArn {
    ExecutionArn::parse("arn:aws:states:us-east-1:123456789012:execution:provision:run-1").unwrap()
}

fn event(id: i64, kind: Type) -> aws_sdk_sfn::types::builders::HistoryEventBuilder {
    SdkEvent::builder().id(id).previous_event_id(id - 1).r#type(kind).timestamp(DateTime::from_secs(id))
}

fn entered(id: i64) -> SdkEvent {
    let details = StateEnteredEventDetails::builder().name(format!("State{id}")).build().unwrap();
    event(id, Type::TaskStateEntered).state_entered_event_details(details).build().unwrap()
}

fn page(ids: &[i64], next: Option<&str>) -> GetExecutionHistoryOutput {
    let events = ids.iter().map(|id| entered(*id)).collect();
    let page = GetExecutionHistoryOutput::builder().set_events(Some(events));
    page.set_next_token(next.map(str::to_owned)).build().unwrap()
}

#[tokio::test]
async fn a_history_is_read_backwards_page_by_page_and_returned_forwards() {
    let first = mock!(Client::get_execution_history)
        .match_requests(|request| request.next_token().is_none() && request.reverse_order() == Some(true))
        .then_output(|| page(&[4, 3], Some("more")));
    let second = mock!(Client::get_execution_history)
        .match_requests(|request| request.next_token() == Some("more"))
        .then_output(|| page(&[2, 1], None));
    let service = StepFunctions::scripted(mock_client!(aws_sdk_sfn, RuleMode::MatchAny, [&first, &second]));
    let events = service.events_after(&arn(), 0, false).await.unwrap().unwrap();
    assert_eq!(events.iter().map(|event| event.id).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(events[0].previous, None);
    assert_eq!(events[3].previous, Some(3));
}

#[tokio::test]
async fn a_later_look_stops_at_what_was_seen() {
    let newest = mock!(Client::get_execution_history)
        .match_requests(|request| request.next_token().is_none())
        .then_output(|| page(&[4, 3], Some("never asked for")));
    let service = StepFunctions::scripted(mock_client!(aws_sdk_sfn, RuleMode::MatchAny, [&newest]));
    let events = service.events_after(&arn(), 3, false).await.unwrap().unwrap();
    assert_eq!(events.iter().map(|event| event.id).collect::<Vec<_>>(), [4]);
    assert_eq!(newest.num_calls(), 1);
}

#[tokio::test]
async fn an_execution_that_is_not_there_yet_is_no_failure() {
    let absent = mock!(Client::get_execution_history).then_error(|| {
        let error = ExecutionDoesNotExist::builder().meta(coded("ExecutionDoesNotExist")).build();
        GetExecutionHistoryError::ExecutionDoesNotExist(error)
    });
    let service = StepFunctions::scripted(mock_client!(aws_sdk_sfn, [&absent]));
    assert_eq!(service.events_after(&arn(), 0, false).await.unwrap(), None);
}

#[tokio::test]
async fn a_machine_that_keeps_no_list_has_an_empty_one() {
    let express = mock!(Client::list_executions).then_error(|| {
        let error =
            StateMachineTypeNotSupported::builder().meta(coded("StateMachineTypeNotSupported")).build();
        ListExecutionsError::StateMachineTypeNotSupported(error)
    });
    let service = StepFunctions::scripted(mock_client!(aws_sdk_sfn, [&express]));
    let machine = MachineArn::parse("arn:aws:states:us-east-1:123456789012:stateMachine:fast").unwrap();
    assert_eq!(service.list(&machine, None, 10, &|_| true).await.unwrap(), []);
}

#[tokio::test]
async fn a_token_that_was_used_is_too_late() {
    let late = mock!(Client::send_task_success)
        .match_requests(|request| request.output() == Some("{}"))
        .then_error(|| {
            SendTaskSuccessError::TaskTimedOut(TaskTimedOut::builder().meta(coded("TaskTimedOut")).build())
        });
    let service = StepFunctions::scripted(mock_client!(aws_sdk_sfn, [&late]));
    assert_eq!(service.send_task_success("token", "{}").await.unwrap(), Answer::TooLate);
}

#[test]
fn a_waiting_task_keeps_its_parameters() {
    let details = TaskScheduledEventDetails::builder()
        .resource_type("lambda")
        .resource("invoke.waitForTaskToken")
        .region("us-east-1")
        .parameters(r#"{"Payload":{"taskToken":"AAAA"}}"#)
        .timeout_in_seconds(600)
        .build()
        .unwrap();
    let event = event(7, Type::TaskScheduled).task_scheduled_event_details(details).build().unwrap();
    let wanted = EventKind::TaskScheduled {
        resource: "invoke.waitForTaskToken".to_owned(),
        parameters: Some(r#"{"Payload":{"taskToken":"AAAA"}}"#.to_owned()),
        timeout_seconds: Some(600),
    };
    assert_eq!(HistoryEvent::from(&event).kind, wanted);
}

fn coded(code: &str) -> aws_smithy_types::error::ErrorMetadata {
    aws_smithy_types::error::ErrorMetadata::builder().code(code).message("no").build()
}
