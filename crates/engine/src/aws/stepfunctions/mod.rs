//! Step Functions: executions, their histories, and responses to waiting tasks.

mod arn;
mod event;
mod execution;

pub use arn::{ExecutionArn, MachineArn};
pub use event::{EventKind, HistoryEvent, StateKind, Trouble};
pub use execution::{Execution, ExecutionStatus, ExecutionSummary};

use anyhow::Result;
use aws_sdk_sfn::Client;
use aws_sdk_sfn::error::ProvideErrorMetadata;

use super::{Cloud, Region, error};

/// Pages of executions that one listing reads at most: AWS allows two calls a second over a long time.
const MOST_LIST_PAGES: usize = 10;
/// Events of one page while following: more than happen between two reads.
const EVENTS_PER_LOOK: i32 = 100;
/// Events of one page when everything is read, AWS's maximum.
const MOST_EVENTS: i32 = 1000;

/// The result of an answer to a waiting task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The execution continues with it.
    Accepted,
    /// Nothing waits for it any more: answered before, timed out, or the execution is over.
    TooLate,
}

/// Step Functions in one region.
#[derive(Clone)]
pub struct StepFunctions {
    client: Client,
    region: Region,
}

impl StepFunctions {
    /// The service in this region; makes no call.
    pub fn new(cloud: &Cloud, region: &Region) -> Self {
        Self { client: Client::new(&cloud.config(region)), region: region.clone() }
    }

    /// The service behind a scripted client.
    #[cfg(any(test, feature = "testing"))]
    pub fn scripted(client: Client) -> Self {
        Self { client, region: Region::new("us-east-1") }
    }

    /// One execution; `None` when AWS knows none of this name, which just after its start may be a matter of
    /// seconds.
    pub async fn describe(&self, arn: &ExecutionArn) -> Result<Option<Execution>> {
        let reply = self.client.describe_execution().execution_arn(arn.as_str()).send().await;
        match reply {
            Ok(output) => Ok(Execution::from_output(&output)),
            Err(error) if error.code() == Some("ExecutionDoesNotExist") => Ok(None),
            Err(error) => Err(error::explain(error, "states:DescribeExecution", &self.region)),
        }
    }

    /// The newest executions of a machine for which `wanted` holds, newest first, at most `limit`. Empty when the
    /// machine is gone or is of the kind (Express) that keeps no list.
    pub async fn list(
        &self,
        machine: &MachineArn,
        status: Option<ExecutionStatus>,
        limit: usize,
        wanted: &dyn Fn(&ExecutionSummary) -> bool,
    ) -> Result<Vec<ExecutionSummary>> {
        let mut found = Vec::new();
        let mut pages = self
            .client
            .list_executions()
            .state_machine_arn(machine.as_str())
            .set_status_filter(status.map(ExecutionStatus::to_sdk))
            .into_paginator()
            .send();
        for _ in 0..MOST_LIST_PAGES {
            let page = match pages.next().await {
                None => break,
                Some(Ok(page)) => page,
                Some(Err(error)) if is_unlistable(error.code()) => break,
                Some(Err(error)) => return Err(error::explain(error, "states:ListExecutions", &self.region)),
            };
            let summaries = page.executions().iter().filter_map(ExecutionSummary::from_item);
            found.extend(summaries.filter(wanted).take(limit - found.len()));
            if found.len() >= limit {
                break;
            }
        }
        Ok(found)
    }

    /// The events after the one with the number `seen` (0 for all), oldest first; `None` when AWS knows no such
    /// execution. Reads backwards from the newest, so a look costs one call however long the history is.
    pub async fn events_after(
        &self,
        arn: &ExecutionArn,
        seen: i64,
        with_data: bool,
    ) -> Result<Option<Vec<HistoryEvent>>> {
        let mut events: Vec<HistoryEvent> = Vec::new();
        let mut pages = self
            .client
            .get_execution_history()
            .execution_arn(arn.as_str())
            .reverse_order(true)
            .include_execution_data(with_data)
            .max_results(if seen == 0 { MOST_EVENTS } else { EVENTS_PER_LOOK })
            .into_paginator()
            .send();
        while let Some(page) = pages.next().await {
            let page = match page {
                Ok(page) => page,
                Err(error) if error.code() == Some("ExecutionDoesNotExist") => return Ok(None),
                Err(error) => {
                    return Err(error::explain(error, "states:GetExecutionHistory", &self.region));
                }
            };
            let read = page.events().len();
            events.extend(page.events().iter().filter(|event| event.id > seen).map(HistoryEvent::from));
            if page.events().iter().any(|event| event.id <= seen) || read == 0 {
                break;
            }
        }
        events.sort_by_key(|event| event.id);
        Ok(Some(events))
    }

    /// The definition, in Amazon States Language, that this execution runs; `None` when AWS knows no such execution.
    pub async fn definition(&self, arn: &ExecutionArn) -> Result<Option<String>> {
        match self.client.describe_state_machine_for_execution().execution_arn(arn.as_str()).send().await {
            Ok(reply) => Ok(Some(reply.definition().to_owned())),
            Err(error) if error.code() == Some("ExecutionDoesNotExist") => Ok(None),
            Err(error) => Err(error::explain(error, "states:DescribeStateMachineForExecution", &self.region)),
        }
    }

    /// The definition, in Amazon States Language, with which a machine's executions begin; `None` where there is no such
    /// machine.
    pub async fn machine_definition(&self, machine: &MachineArn) -> Result<Option<String>> {
        let call = self.client.describe_state_machine().state_machine_arn(machine.as_str());
        match call.send().await {
            Ok(reply) => Ok(Some(reply.definition)),
            Err(error) if error.code() == Some("StateMachineDoesNotExist") => Ok(None),
            Err(error) => Err(error::explain(error, "states:DescribeStateMachine", &self.region)),
        }
    }

    /// Gives a machine another definition, for executions that begin from now on.
    pub async fn update_definition(&self, machine: &MachineArn, definition: &str) -> Result<()> {
        let call = self.client.update_state_machine().state_machine_arn(machine.as_str());
        let reply = call.definition(definition).send().await;
        reply.map_err(|error| error::explain(error, "states:UpdateStateMachine", &self.region))?;
        Ok(())
    }

    /// Hands `output`, a JSON document, to the task that waits with this token.
    pub async fn send_task_success(&self, token: &str, output: &str) -> Result<Answer> {
        match self.client.send_task_success().task_token(token).output(output).send().await {
            Ok(_) => Ok(Answer::Accepted),
            Err(error)
                if matches!(error.code(), Some("TaskTimedOut" | "TaskDoesNotExist" | "InvalidToken")) =>
            {
                Ok(Answer::TooLate)
            }
            Err(error) => Err(error::explain(error, "states:SendTaskSuccess", &self.region)),
        }
    }
}

fn is_unlistable(code: Option<&str>) -> bool {
    matches!(code, Some("StateMachineTypeNotSupported" | "StateMachineDoesNotExist"))
}

#[cfg(test)]
mod tests;
