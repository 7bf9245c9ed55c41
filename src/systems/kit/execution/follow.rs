//! Follows one execution: polls its history and reports what is new.

use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;

use super::definition::Definition;
use super::progress::{Change, Progress};
use crate::systems::kit::deadline::{Deadline, Pace};
use engine::aws::error::{self, Class};
use engine::aws::stepfunctions::{ExecutionArn, StepFunctions};
use engine::aws::timestamp::Timestamp;

/// How long an execution may remain unknown after its start before it counts as absent.
const UNKNOWN_AT_FIRST: Duration = Duration::from_secs(10);
/// After this long without an event the follower asks whether the execution is over without saying so.
const QUIET: Duration = Duration::from_secs(10);
/// The first reminder of a wait in progress; each later one takes twice as long.
const FIRST_REMINDER: Duration = Duration::from_secs(15);
const LONGEST_REMINDER: Duration = Duration::from_secs(300);
/// Consecutive polls that may fail without a response before the follower gives up.
const MOST_LOST_LOOKS: u32 = 5;

/// What one look showed.
#[derive(Debug)]
pub enum Look {
    /// There is no such execution (yet).
    Absent,
    /// These things happened since the last look; none when it is empty.
    Changes(Vec<Change>),
    /// AWS throttled the poll, or did not respond to it.
    Lost,
}

/// Where a following ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The execution is over.
    Ended,
    /// The deadline has passed first.
    DeadlinePassed,
    /// The execution has not been known for a while.
    Absent,
}

/// Looks at one execution and remembers what it has seen.
pub struct Follower {
    service: StepFunctions,
    arn: ExecutionArn,
    progress: Option<Progress>,
    quiet_since: Instant,
    asked: Instant,
    reminder: Duration,
    lost: u32,
}

impl Follower {
    /// Has seen nothing yet; makes no call.
    pub fn new(service: StepFunctions, arn: ExecutionArn) -> Self {
        let now = Instant::now();
        Self { service, arn, progress: None, quiet_since: now, asked: now, reminder: FIRST_REMINDER, lost: 0 }
    }

    /// The execution that is looked at.
    pub fn arn(&self) -> &ExecutionArn {
        &self.arn
    }

    /// What is known so far; `None` until the execution has been seen.
    pub fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// Whether the execution is over.
    pub fn has_ended(&self) -> bool {
        self.progress.as_ref().is_some_and(|progress| progress.end().is_some())
    }

    /// Looks once. Fails when AWS refuses, or has not answered several times in a row.
    pub async fn look(&mut self) -> Result<Look> {
        match self.read().await {
            Ok(look) => {
                self.lost = 0;
                Ok(look)
            }
            Err(error) if self.may_look_again(&error) => Ok(Look::Lost),
            Err(error) => Err(error),
        }
    }

    /// Looks until the execution or the deadline is over. An observer that fails ends it too.
    pub async fn follow(
        &mut self,
        deadline: Option<Deadline>,
        observe: &dyn Fn(&Change) -> Result<()>,
    ) -> Result<Stop> {
        let since = Instant::now();
        let mut pace = Pace::new();
        loop {
            match self.look().await? {
                Look::Absent if since.elapsed() > UNKNOWN_AT_FIRST => return Ok(Stop::Absent),
                Look::Absent => {}
                Look::Lost => pace.slow_down(),
                Look::Changes(changes) => {
                    if !changes.is_empty() {
                        pace.quicken();
                    }
                    changes.iter().try_for_each(observe)?;
                }
            }
            if self.has_ended() {
                return Ok(Stop::Ended);
            }
            if deadline.is_some_and(Deadline::has_passed) {
                return Ok(Stop::DeadlinePassed);
            }
            pace.pause(deadline.map_or(Duration::MAX, Deadline::left)).await;
        }
    }

    async fn read(&mut self) -> Result<Look> {
        if self.progress.is_none() {
            let Some(definition) = self.definition().await? else { return Ok(Look::Absent) };
            self.progress = Some(Progress::new(definition));
        }
        let Some(progress) = &mut self.progress else { return Ok(Look::Absent) };
        let with_data = progress.definition().needs_data();
        let events = self.service.events_after(&self.arn, progress.seen(), with_data).await?;
        let Some(events) = events else { return Ok(Look::Absent) };
        let mut changes: Vec<_> = events.iter().filter_map(|event| progress.apply(event)).collect();
        if events.is_empty() {
            changes.extend(self.after_silence().await?);
        } else {
            self.quiet_since = Instant::now();
            self.reminder = FIRST_REMINDER;
        }
        Ok(Look::Changes(changes))
    }

    /// Without the permission to read the definition a follower shows less, not nothing.
    async fn definition(&self) -> Result<Option<Definition>> {
        match self.service.definition(&self.arn).await {
            Ok(text) => Ok(text.map(|text| Definition::parse(&text))),
            Err(error) if class_of(&error) == Some(Class::Denied) => Ok(Some(Definition::default())),
            Err(error) => Err(error),
        }
    }

    async fn after_silence(&mut self) -> Result<Option<Change>> {
        if self.asked.max(self.quiet_since).elapsed() >= QUIET {
            self.asked = Instant::now();
            if let Some(change) = self.silent_end().await? {
                return Ok(Some(change));
            }
        }
        if self.quiet_since.elapsed() < self.reminder {
            return Ok(None);
        }
        self.reminder = self.reminder.saturating_add((self.reminder * 2).min(LONGEST_REMINDER));
        Ok(self.progress.as_ref().and_then(|progress| progress.waiting_at(Timestamp::now())))
    }

    /// An emulator that was restarted, and a history that is full, end without a last event.
    async fn silent_end(&mut self) -> Result<Option<Change>> {
        let Some(execution) = self.service.describe(&self.arn).await? else { return Ok(None) };
        let Some(progress) = self.progress.as_mut() else { return Ok(None) };
        if !execution.summary.status.is_final() || progress.end().is_some() {
            return Ok(None);
        }
        let at = execution.summary.stopped.unwrap_or_else(Timestamp::now);
        Ok(Some(progress.end_as(at, execution.summary.status, execution.trouble)))
    }

    fn may_look_again(&mut self, error: &anyhow::Error) -> bool {
        self.lost += 1;
        match class_of(error) {
            // Throttling only slows the polls; the deadline ends this if nothing else does.
            Some(Class::Throttled) => true,
            Some(Class::Unreachable) => self.progress.is_some() && self.lost < MOST_LOST_LOOKS,
            _ => false,
        }
    }
}

fn class_of(error: &anyhow::Error) -> Option<Class> {
    error::find(error).map(|error| error.class)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use aws_sdk_sfn::Client;
    use aws_sdk_sfn::operation::describe_state_machine_for_execution::{
        DescribeStateMachineForExecutionError as Error, DescribeStateMachineForExecutionOutput as Output,
    };
    use aws_sdk_sfn::operation::get_execution_history::GetExecutionHistoryOutput;
    use aws_sdk_sfn::types::error::ExecutionDoesNotExist;
    use aws_sdk_sfn::types::{ExecutionSucceededEventDetails, HistoryEvent, HistoryEventType};
    use aws_smithy_mocks::{RuleMode, mock, mock_client};
    use aws_smithy_types::DateTime;
    use aws_smithy_types::error::ErrorMetadata;

    use super::*;

    fn absent() -> Error {
        let code = ErrorMetadata::builder().code("ExecutionDoesNotExist").build();
        Error::ExecutionDoesNotExist(ExecutionDoesNotExist::builder().meta(code).build())
    }

    fn follower(client: Client) -> Follower {
        let arn = ExecutionArn::parse("arn:aws:states:us-east-1:1:execution:m:run-1").unwrap();
        Follower::new(StepFunctions::scripted(client), arn)
    }

    #[tokio::test(start_paused = true)]
    async fn an_execution_may_appear_a_moment_after_its_start() {
        let definition = mock!(Client::describe_state_machine_for_execution)
            .sequence()
            .error(absent)
            .times(2)
            .output(|| {
                let moment = DateTime::from_secs(0);
                let output =
                    Output::builder().state_machine_arn("m").name("m").role_arn("r").update_date(moment);
                output.definition("{}").build().unwrap()
            })
            .build();
        let history = mock!(Client::get_execution_history).then_output(|| {
            let details = ExecutionSucceededEventDetails::builder().output("{}").build();
            let event = HistoryEvent::builder().id(1).timestamp(DateTime::from_secs(1));
            let event = event.r#type(HistoryEventType::ExecutionSucceeded);
            let event = event.execution_succeeded_event_details(details).build().unwrap();
            GetExecutionHistoryOutput::builder().events(event).build().unwrap()
        });
        let mut follower = follower(mock_client!(aws_sdk_sfn, RuleMode::MatchAny, [&definition, &history]));
        let reports = RefCell::new(0);
        let count = |_: &Change| {
            *reports.borrow_mut() += 1;
            Ok(())
        };
        let stop = follower.follow(None, &count).await.unwrap();
        assert_eq!((stop, *reports.borrow()), (Stop::Ended, 1));
    }

    #[tokio::test(start_paused = true)]
    async fn an_execution_that_never_appears_is_given_up() {
        let definition = mock!(Client::describe_state_machine_for_execution).then_error(absent);
        let mut follower = follower(mock_client!(aws_sdk_sfn, RuleMode::MatchAny, [&definition]));
        assert_eq!(follower.follow(None, &|_| Ok(())).await.unwrap(), Stop::Absent);
    }
}
