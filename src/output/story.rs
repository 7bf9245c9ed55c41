//! The states of one execution on a terminal: moving lines for open states, and one permanent line for each that has
//! ended.

use serde::Serialize;

use super::Report;
use super::duration::{elapsed, from_seconds, took};
use super::execution::{line, pause};
use super::state::{Meaning, State};
use crate::systems::kit::execution::progress::{Change, Next, What};
use engine::aws::stepfunctions::StateKind;
use engine::aws::timestamp::Timestamp;

/// What is known of an execution that is followed.
#[derive(Debug, Default)]
pub struct Story {
    open: Vec<Open>,
}

/// A state that was entered and not left yet.
#[derive(Debug)]
struct Open {
    state: String,
    entered: Timestamp,
    /// Seconds from the start of the execution to its entry.
    offset: f64,
    doing: String,
    /// When its wait or its task's time is over.
    until: Option<Timestamp>,
    attempts: u32,
    /// Why it failed for good, and what follows.
    failure: Option<String>,
}

impl Story {
    /// Takes a change in, and returns the lines that remain of it.
    pub fn take(&mut self, change: &Change) -> Vec<Lasting> {
        match &change.what {
            What::StateEntered { state, kind, until } => self.enter(change, state, *kind, *until),
            What::AttemptStarted { state, attempt } => self.now(state, |open| {
                open.attempts = *attempt;
                open.doing = format!("attempt {attempt}");
            }),
            What::AnswerAwaited { state, until } => self.now(state, |open| {
                open.doing = "waiting for an answer".to_owned();
                open.until = *until;
            }),
            What::AttemptFailed { state, attempt, trouble, next } => {
                let why = trouble.sentence();
                self.now(state, |open| open.fail(*attempt, &why, next));
            }
            What::StillWaiting { .. } => {}
            What::StateLeft { state, kind, .. } => return self.leave(change, state, *kind),
            What::Ended { .. } => return self.end(change),
            What::Started | What::Redriven => {
                return line(change).into_iter().map(|text| Lasting { text, meaning: None }).collect();
            }
        }
        Vec::new()
    }

    /// Work that is no execution has one state at a time: what it waits for.
    pub fn waits_for(&mut self, state: &str, now: Timestamp) {
        self.open = vec![Open::new(state, now, 0.0, "waiting", None)];
    }

    /// The lines of the open states, the newest last.
    pub fn moving(&self, now: Timestamp) -> impl Iterator<Item = String> {
        self.open.iter().map(move |open| open.moving(now))
    }

    fn enter(&mut self, change: &Change, state: &str, kind: StateKind, until: Option<Timestamp>) {
        let doing = if kind == StateKind::Wait { "waiting" } else { "running" };
        self.open.push(Open::new(state, change.at, change.seconds, doing, until));
    }

    fn now(&mut self, state: &str, change: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.iter_mut().rev().find(|open| open.state == state) {
            change(open);
        }
    }

    fn leave(&mut self, change: &Change, state: &str, kind: StateKind) -> Vec<Lasting> {
        let place = self.open.iter().position(|open| open.state == state);
        place.map(|place| self.open.remove(place).left(change.at, kind)).into_iter().collect()
    }

    /// What is open when the execution ends is never left.
    fn end(&mut self, change: &Change) -> Vec<Lasting> {
        let open: Vec<_> = self.open.drain(..).map(|open| open.never_left(change.at)).collect();
        let end = line(change).map(|text| Lasting { text, meaning: meaning_of(&change.what) });
        open.into_iter().chain(end).collect()
    }
}

impl Open {
    fn new(state: &str, entered: Timestamp, offset: f64, doing: &str, until: Option<Timestamp>) -> Self {
        let (state, doing) = (state.to_owned(), doing.to_owned());
        Self { state, entered, offset, doing, until, attempts: 0, failure: None }
    }

    fn fail(&mut self, attempt: u32, why: &str, next: &Next) {
        self.attempts = attempt;
        self.until = None;
        match next {
            Next::Retry { retry_seconds, tries } => {
                let pause = pause(from_seconds(*retry_seconds));
                self.doing = format!("attempt {attempt} of {tries} failed, next in {pause}: {why}");
            }
            Next::Catch { caught_by } => self.failure = Some(format!(", continues in {caught_by}: {why}")),
            Next::Nothing => self.failure = Some(format!(": {why}")),
        }
    }

    fn moving(&self, now: Timestamp) -> String {
        let left = self.until.filter(|until| *until > now);
        let left = left.map(|until| format!(", {} left", elapsed(until.since(now)))).unwrap_or_default();
        format!("{:>9}  {}: {}{left}", elapsed(now.since(self.entered)), self.state, self.doing)
    }

    fn left(self, at: Timestamp, kind: StateKind) -> Lasting {
        let took = took(at.since(self.entered));
        let (how, meaning) = match (&self.failure, kind) {
            (Some(why), _) => (format!(": failed after {took}{}{why}", self.tries()), Meaning::Failed),
            (None, StateKind::Wait) => (format!(": waited {took}"), Meaning::Done),
            (None, StateKind::Task | StateKind::Parallel | StateKind::Map) => {
                (format!(": done in {took}{}", self.tries()), Meaning::Done)
            }
            (None, _) => (String::new(), Meaning::Done),
        };
        self.lasting(&how, meaning)
    }

    fn never_left(self, at: Timestamp) -> Lasting {
        let took = took(at.since(self.entered));
        match &self.failure {
            Some(why) => {
                self.lasting(&format!(": failed after {took}{}{why}", self.tries()), Meaning::Failed)
            }
            None => self.lasting(&format!(": ended after {took}"), Meaning::Idle),
        }
    }

    fn tries(&self) -> String {
        if self.attempts > 1 { format!(", {} attempts", self.attempts) } else { String::new() }
    }

    fn lasting(&self, how: &str, meaning: Meaning) -> Lasting {
        let text = format!("{:>9}  {}{how}", took(from_seconds(self.offset)), self.state);
        Lasting { text, meaning: Some(meaning) }
    }
}

/// A line that remains.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Lasting {
    pub text: String,
    #[serde(skip)]
    pub meaning: Option<Meaning>,
}

impl Report for Lasting {
    fn text(&self) -> String {
        self.meaning.map_or_else(|| self.text.clone(), |meaning| meaning.mark(&self.text))
    }
}

/// What the end of an execution means.
fn meaning_of(what: &What) -> Option<Meaning> {
    match what {
        What::Ended { status, .. } => Some(status.meaning()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::aws::stepfunctions::{ExecutionStatus, Trouble};
    use insta::assert_snapshot;

    fn change(millis: i64, what: What) -> Change {
        Change { at: Timestamp::from_millis(millis), seconds: millis as f64 / 1000.0, what }
    }

    fn trouble() -> Trouble {
        Trouble { error: "external-failure".to_owned(), cause: "it said 503".to_owned() }
    }

    fn entered(state: &str, kind: StateKind, until: Option<i64>) -> What {
        What::StateEntered { state: state.to_owned(), kind, until: until.map(Timestamp::from_millis) }
    }

    fn left(state: &str, kind: StateKind, caught: bool) -> What {
        What::StateLeft { state: state.to_owned(), kind, took_seconds: 0.0, caught }
    }

    fn failed(attempt: u32, next: Next) -> What {
        What::AttemptFailed { state: "Call".to_owned(), attempt, trouble: trouble(), next }
    }

    /// What remains of the changes, and after each the line that moves half a second later.
    fn shown(changes: Vec<(i64, What)>) -> String {
        let mut story = Story::default();
        let mut text = String::new();
        for (millis, what) in changes {
            for line in story.take(&change(millis, what)) {
                text += &format!("= {}\n", line.text);
            }
            for line in story.moving(Timestamp::from_millis(millis + 500)) {
                text += &format!("~ {line}\n");
            }
        }
        text
    }

    #[test]
    fn a_state_is_a_line_that_moves_until_it_is_left() {
        let awaited =
            What::AnswerAwaited { state: "Ask".to_owned(), until: Some(Timestamp::from_millis(600_000)) };
        let reported = true;
        assert_snapshot!(shown(vec![
            (0, What::Started),
            (1000, entered("Pause", StateKind::Wait, Some(3500))),
            (3500, left("Pause", StateKind::Wait, false)),
            (3500, entered("Choose", StateKind::Choice, None)),
            (3500, left("Choose", StateKind::Choice, false)),
            (4000, entered("Call", StateKind::Task, None)),
            (6000, failed(1, Next::Retry { retry_seconds: 4.0, tries: 2 })),
            (10_000, What::AttemptStarted { state: "Call".to_owned(), attempt: 2 }),
            (11_000, failed(2, Next::Catch { caught_by: "Mark".to_owned() })),
            (11_000, left("Call", StateKind::Task, true)),
            (12_000, entered("Ask", StateKind::Task, None)),
            (13_000, awaited),
            (14_000, What::Ended { status: ExecutionStatus::Failed, trouble: trouble(), reported }),
        ]), @r"
        =      0 ms  started
        ~       0 s  Pause: waiting, 2 s left
        =     1.0 s  Pause: waited 2.5 s
        ~       0 s  Choose: running
        =     3.5 s  Choose
        ~       0 s  Call: running
        ~       2 s  Call: attempt 1 of 2 failed, next in 4 s: external-failure: it said 503
        ~       6 s  Call: attempt 2
        ~       7 s  Call: attempt 2
        =     4.0 s  Call: failed after 7.0 s, 2 attempts, continues in Mark: external-failure: it said 503
        ~       0 s  Ask: running
        ~       1 s  Ask: waiting for an answer, 9 m 46 s left
        =    12.0 s  Ask: ended after 2.0 s
        =    14.0 s  FAILED
        ");
    }

    #[test]
    fn the_reason_of_a_failure_is_shown_once() {
        let text = shown(vec![
            (4000, entered("Call", StateKind::Task, None)),
            (5000, failed(1, Next::Nothing)),
            (5000, What::Ended { status: ExecutionStatus::Failed, trouble: trouble(), reported: true }),
        ]);
        assert_eq!(text.lines().filter(|line| line.starts_with('=')).count(), 2, "{text}");
        assert_eq!(text.matches("it said 503").count(), 1, "{text}");
    }
}
