//! Derives what users see from the events of a history: states entered, attempts, waits, errors and the end.
//!
//! Plain code without clock and network, which is given the events in order. It does not depend on fields that only AWS
//! reports (`previous`), but uses them if they are present.

use std::collections::HashMap;

use serde::Serialize;

use super::definition::{Definition, Handling};
use engine::aws::stepfunctions::{EventKind, ExecutionStatus, HistoryEvent, StateKind, Trouble};
use engine::aws::timestamp::Timestamp;

/// One visit of a state.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Step {
    /// Name of the state.
    pub state: String,
    pub kind: StateKind,
    /// When it was entered.
    pub entered: Timestamp,
    /// When it was left; absent while it is active.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Timestamp>,
    /// Number of attempts of its task; 0 for states without a task.
    pub attempts: u32,
    /// When its wait or its task's time limit ends, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Whether its task waits for an external response.
    pub awaits_answer: bool,
    /// Its last error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Trouble>,
    /// Whether another state took over because of that.
    pub caught: bool,
    #[serde(skip)]
    used: HashMap<usize, u32>,
    /// The parameters of the task as it was last handed over; may hold secrets, so they are never shown.
    #[serde(skip)]
    parameters: Option<String>,
}

/// One item that is reported to a follower.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Change {
    #[serde(rename = "time")]
    pub at: Timestamp,
    /// Seconds since the execution started.
    pub seconds: f64,
    #[serde(flatten)]
    pub what: What,
}

/// What is reported to a follower.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "event", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum What {
    /// The execution started.
    Started,
    /// A state was entered.
    StateEntered {
        state: String,
        kind: StateKind,
        /// When the state's wait ends.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// A task is retried.
    AttemptStarted { state: String, attempt: u32 },
    /// A task waits for an external response.
    AnswerAwaited {
        state: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// An attempt of a task failed.
    AttemptFailed {
        state: String,
        attempt: u32,
        #[serde(flatten)]
        trouble: Trouble,
        #[serde(flatten)]
        next: Next,
    },
    /// Nothing happened for a while; a wait is in progress.
    StillWaiting { state: String, until: Timestamp, left_seconds: f64 },
    /// A state was left.
    StateLeft {
        state: String,
        kind: StateKind,
        took_seconds: f64,
        /// Whether it was left because of an error.
        caught: bool,
    },
    /// The execution was redriven from where it had failed.
    Redriven,
    /// The execution ended.
    Ended {
        status: ExecutionStatus,
        #[serde(flatten)]
        trouble: Trouble,
        /// Whether a failed attempt was reported with the same trouble.
        #[serde(skip)]
        reported: bool,
    },
}

/// What follows a failed attempt.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "next", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Next {
    /// Another attempt after at most this long.
    Retry { retry_seconds: f64, tries: u32 },
    /// Another state takes over.
    Catch { caught_by: String },
    /// Nothing: the execution fails, or the definition is not known.
    Nothing,
}

/// Everything known of an execution so far.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    definition: Definition,
    steps: Vec<Step>,
    /// Which step an event belongs to, for events that follow it.
    owners: HashMap<i64, usize>,
    started: Option<Timestamp>,
    seen: i64,
    end: Option<(ExecutionStatus, Trouble)>,
}

impl Progress {
    /// Knows the definition and no event yet.
    pub fn new(definition: Definition) -> Self {
        Self { definition, ..Self::default() }
    }

    /// The number of the last event taken in.
    pub fn seen(&self) -> i64 {
        self.seen
    }

    /// The visits of states so far, in their order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How the execution ended, once it has.
    pub fn end(&self) -> Option<&(ExecutionStatus, Trouble)> {
        self.end.as_ref()
    }

    /// The definition that this reads events with.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The last step in which something went wrong.
    pub fn troubled(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|step| step.trouble.is_some())
    }

    /// The parameters of the task that waits for an answer now, if the history contains them.
    pub fn awaiting(&self) -> Option<(&Step, Option<&str>)> {
        let step = self.steps.iter().rev().find(|step| step.left.is_none() && step.awaits_answer)?;
        Some((step, step.parameters.as_deref()))
    }

    /// The current wait, for a follower that was sent nothing for a while.
    pub fn waiting_at(&self, now: Timestamp) -> Option<Change> {
        let step = self.steps.iter().rev().find(|step| step.left.is_none() && self.end.is_none())?;
        let until = step.until.filter(|until| *until > now)?;
        if step.kind != StateKind::Wait && !step.awaits_answer {
            return None;
        }
        let left_seconds = seconds(until, now);
        Some(self.change(now, What::StillWaiting { state: step.state.clone(), until, left_seconds }))
    }

    /// Applies an event; events seen before are ignored. Returns what must be reported to a follower, if anything.
    pub fn apply(&mut self, event: &HistoryEvent) -> Option<Change> {
        if event.id <= self.seen {
            return None;
        }
        self.seen = event.id;
        let owner = self.owner_of(event);
        let what = match &event.kind {
            EventKind::StateEntered { state, kind, input } => {
                let what = self.enter(event.at, state, *kind, input.as_deref());
                self.owners.insert(event.id, self.steps.len() - 1);
                return Some(self.change(event.at, what));
            }
            EventKind::StateExited { state } => self.leave(event.at, state, owner),
            EventKind::TaskScheduled { resource, parameters, timeout_seconds } => {
                let timeout = timeout_seconds.and_then(|seconds| u64::try_from(seconds).ok());
                self.schedule(owner, event.at, resource, parameters.clone(), timeout)
            }
            EventKind::TaskFailed { trouble } => self.fail(owner, trouble),
            kind => self.whole(event.at, kind),
        };
        if let Some(owner) = owner {
            self.owners.insert(event.id, owner);
        }
        what.map(|what| self.change(event.at, what))
    }

    fn change(&self, at: Timestamp, what: What) -> Change {
        let seconds = self.started.map_or(0.0, |started| seconds(at, started));
        Change { at, seconds, what }
    }

    /// AWS names the event that led to this one; elsewhere the newest open step is the best guess, and the right one
    /// except in parallel branches.
    fn owner_of(&self, event: &HistoryEvent) -> Option<usize> {
        let owner = event.previous.and_then(|previous| self.owners.get(&previous).copied());
        owner.or_else(|| self.steps.iter().rposition(|step| step.left.is_none()))
    }

    fn enter(&mut self, at: Timestamp, state: &str, kind: StateKind, input: Option<&str>) -> What {
        let until = self.definition.wait_until(state, at, input);
        self.steps.push(Step {
            state: state.to_owned(),
            kind,
            entered: at,
            left: None,
            attempts: 0,
            until,
            awaits_answer: false,
            trouble: None,
            caught: false,
            used: HashMap::new(),
            parameters: None,
        });
        What::StateEntered { state: state.to_owned(), kind, until }
    }

    fn leave(&mut self, at: Timestamp, state: &str, owner: Option<usize>) -> Option<What> {
        let named = |step: &Step| step.state == state && step.left.is_none();
        let index = owner
            .filter(|index| self.steps.get(*index).is_some_and(named))
            .or_else(|| self.steps.iter().rposition(named))?;
        let step = self.steps.get_mut(index)?;
        step.left = Some(at);
        step.awaits_answer = false;
        let took_seconds = seconds(at, step.entered);
        Some(What::StateLeft {
            state: step.state.clone(),
            kind: step.kind,
            took_seconds,
            caught: step.caught,
        })
    }

    fn schedule(
        &mut self,
        owner: Option<usize>,
        at: Timestamp,
        resource: &str,
        parameters: Option<String>,
        timeout_seconds: Option<u64>,
    ) -> Option<What> {
        let step = self.steps.get_mut(owner?)?;
        step.attempts += 1;
        step.parameters = parameters;
        let timeout = timeout_seconds
            .map(std::time::Duration::from_secs)
            .or_else(|| self.definition.timeout(&step.state));
        step.until = timeout.map(|timeout| at.plus(timeout));
        // AWS cuts the integration's prefix off the resource: `invoke.waitForTaskToken` remains.
        if resource.ends_with(".waitForTaskToken") {
            step.awaits_answer = true;
            return Some(What::AnswerAwaited { state: step.state.clone(), until: step.until });
        }
        let again = step.attempts > 1;
        again.then(|| What::AttemptStarted { state: step.state.clone(), attempt: step.attempts })
    }

    fn fail(&mut self, owner: Option<usize>, trouble: &Trouble) -> Option<What> {
        let step = self.steps.get_mut(owner?)?;
        step.attempts = step.attempts.max(1);
        step.awaits_answer = false;
        step.trouble = Some(trouble.clone());
        let next = match self.definition.handling(&step.state, &trouble.error, &step.used) {
            Handling::Retry { retrier, pause, tries } => {
                *step.used.entry(retrier).or_default() += 1;
                Next::Retry { retry_seconds: pause.as_secs_f64(), tries }
            }
            Handling::Catch { next } => {
                step.caught = true;
                Next::Catch { caught_by: next }
            }
            Handling::Fail => Next::Nothing,
        };
        let (state, attempt) = (step.state.clone(), step.attempts);
        Some(What::AttemptFailed { state, attempt, trouble: trouble.clone(), next })
    }

    fn whole(&mut self, at: Timestamp, kind: &EventKind) -> Option<What> {
        let (status, trouble) = match kind {
            EventKind::ExecutionStarted => {
                self.started = Some(at);
                return Some(What::Started);
            }
            EventKind::ExecutionRedriven => {
                self.end = None;
                return Some(What::Redriven);
            }
            EventKind::ExecutionSucceeded => (ExecutionStatus::Succeeded, Trouble::default()),
            EventKind::ExecutionFailed { trouble } => (ExecutionStatus::Failed, trouble.clone()),
            EventKind::ExecutionTimedOut { trouble } => (ExecutionStatus::TimedOut, trouble.clone()),
            EventKind::ExecutionAborted { trouble } => (ExecutionStatus::Aborted, trouble.clone()),
            _ => return None,
        };
        Some(self.finish(status, trouble))
    }

    /// Ends it without an event: the service reports that it is over, and the history does not contain the reason.
    pub fn end_as(&mut self, at: Timestamp, status: ExecutionStatus, trouble: Trouble) -> Change {
        let what = self.finish(status, trouble);
        self.change(at, what)
    }

    fn finish(&mut self, status: ExecutionStatus, trouble: Trouble) -> What {
        self.end = Some((status, trouble.clone()));
        let reported = self.steps.iter().any(|step| step.trouble.as_ref() == Some(&trouble));
        What::Ended { status, trouble, reported }
    }
}

/// Whole milliseconds as seconds; the nearest number to them, so that JSON shows three decimals.
fn seconds(later: Timestamp, earlier: Timestamp) -> f64 {
    (later.since(earlier).as_secs_f64() * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests;
