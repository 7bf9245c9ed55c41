//! Executions as text: a line per change, a table for lists, a block for one execution.

use std::time::Duration;

use serde::Serialize;

use super::duration::{age, elapsed, from_seconds, took};
use super::log::rendered;
use super::state::{Meaning, State};
use super::{Details, Report, Table};
use crate::systems::kit::execution::Listed;
use crate::systems::kit::execution::function_log::FunctionLog;
use crate::systems::kit::execution::progress::{Change, Next, Step, What};
use engine::aws::stepfunctions::{Execution, ExecutionArn, ExecutionStatus, StateKind, Trouble};
use engine::aws::timestamp::Timestamp;

/// The line for a change; `None` for changes that only programs care about, such as leaving a state that
/// takes no time.
pub fn line(change: &Change) -> Option<String> {
    let words = change.what.words(change.at)?;
    Some(format!("{:>9}  {words}", took(from_seconds(change.seconds))))
}

impl What {
    fn words(&self, at: Timestamp) -> Option<String> {
        Some(match self {
            What::Started => "started".to_owned(),
            What::StateEntered { state, until: Some(until), .. } if *until > at => {
                format!("{state}: waiting {}, until {}", elapsed(until.since(at)), until.time_of_day())
            }
            What::StateEntered { state, kind: StateKind::Wait, until: None } => format!("{state}: waiting"),
            What::StateEntered { state, .. } => state.clone(),
            What::AttemptStarted { state, attempt } => format!("{state}: attempt {attempt}"),
            What::AnswerAwaited { state, until } => {
                let end = until.map(|until| format!(", until {}", until.time_of_day())).unwrap_or_default();
                format!("{state}: waiting for an answer{end}")
            }
            What::AttemptFailed { state, attempt, trouble, next } => {
                failed_attempt(state, *attempt, trouble, next)
            }
            What::StillWaiting { state, left_seconds, .. } => {
                format!("{state}: still waiting, {} left", elapsed(from_seconds(*left_seconds)))
            }
            What::StateLeft {
                state,
                kind: StateKind::Task | StateKind::Parallel | StateKind::Map,
                took_seconds,
                caught: false,
            } => {
                format!("{state}: done in {}", took(from_seconds(*took_seconds)))
            }
            What::StateLeft { .. } => return None,
            What::Redriven => "started again where it had failed".to_owned(),
            What::Ended { status, reported: true, .. } => status.word().to_owned(),
            What::Ended { status, trouble, .. } => ended(*status, trouble),
        })
    }
}

fn failed_attempt(state: &str, attempt: u32, trouble: &Trouble, next: &Next) -> String {
    let why = trouble.sentence();
    match next {
        Next::Retry { retry_seconds, tries } => {
            let pause = pause(from_seconds(*retry_seconds));
            format!("{state}: attempt {attempt} of {tries} failed, next in {pause}: {why}")
        }
        Next::Catch { caught_by } => {
            format!("{state}: attempt {attempt} failed, continues in {caught_by}: {why}")
        }
        Next::Nothing => format!("{state}: attempt {attempt} failed: {why}"),
    }
}

/// A pause that a definition states: whole seconds need no tenths.
pub(super) fn pause(span: Duration) -> String {
    if span.subsec_millis() == 0 { elapsed(span) } else { took(span) }
}

fn ended(status: ExecutionStatus, trouble: &Trouble) -> String {
    if status == ExecutionStatus::Succeeded || *trouble == Trouble::default() {
        status.word().to_owned()
    } else {
        format!("{status}: {}", trouble.sentence())
    }
}

/// The lines that show what a function wrote.
pub fn log_lines(log: &FunctionLog) -> Vec<String> {
    let head = format!("last lines of {} ({}):", log.function, log.group);
    let lines = log.lines.iter().map(|line| format!("  {}", rendered(line)));
    if log.lines.is_empty() {
        return vec![format!("{} wrote nothing to {}", log.function, log.group)];
    }
    std::iter::once(head).chain(lines).collect()
}

/// A listing of executions.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExecutionList {
    /// The executions, newest first.
    pub executions: Vec<Listed>,
    /// Whether there are older ones that are not listed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// Whether only those with one status are listed. One that is not listed may then be newer, and is what the beginning
    /// of a name means.
    #[serde(skip)]
    pub is_filtered: bool,
    #[serde(skip)]
    pub now: Timestamp,
}

impl State for ExecutionStatus {
    fn meaning(&self) -> Meaning {
        match self {
            Self::Succeeded => Meaning::Done,
            Self::Running | Self::PendingRedrive => Meaning::InProgress,
            Self::Failed | Self::TimedOut => Meaning::Failed,
            Self::Aborted => Meaning::Idle,
        }
    }
}

impl Report for ExecutionList {
    fn text(&self) -> String {
        let table = Table::new(["NAME", "MACHINE", "REGION", "STATUS", "AGE", "TOOK"]).right(4).right(5);
        let names = if self.is_filtered { None } else { Some(0) };
        let table = table.ids(names).dropping([5, 1, 4]);
        let rows = self.executions.iter().map(|entry| {
            let end = entry.stopped.unwrap_or(self.now);
            [
                entry.name.clone(),
                entry.machine.clone(),
                entry.region.to_string(),
                entry.status.shown(),
                age(self.now.since(entry.started)),
                took(end.since(entry.started)),
            ]
        });
        table.rows(rows).to_text()
    }
}

/// One execution with its steps.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExecutionReport {
    /// Name of the execution.
    pub name: String,
    /// Name of its state machine.
    pub machine: String,
    /// The region that it runs in.
    pub region: String,
    pub arn: ExecutionArn,
    pub status: ExecutionStatus,
    /// When it started.
    pub started: Timestamp,
    /// When it ended; absent while it is running.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Timestamp>,
    /// Its input, a JSON document as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// Its output, a JSON document as text; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    #[serde(flatten)]
    pub trouble: Trouble,
    /// The states that it visited, in their order.
    pub steps: Vec<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<FunctionLog>,
    #[serde(skip)]
    pub now: Timestamp,
}

impl ExecutionReport {
    /// Puts together what was read at `now`.
    pub fn new(execution: Execution, steps: Vec<Step>, log: Option<FunctionLog>, now: Timestamp) -> Self {
        let summary = execution.summary;
        Self {
            name: summary.arn.name().to_owned(),
            machine: summary.arn.machine().to_owned(),
            region: summary.arn.region().to_string(),
            arn: summary.arn,
            status: summary.status,
            started: summary.started,
            stopped: summary.stopped,
            input: execution.input,
            output: execution.output,
            trouble: execution.trouble,
            steps,
            log,
            now,
        }
    }

    fn step_row(&self, step: &Step) -> [String; 5] {
        let state = match (step.left, step.until.filter(|until| *until > self.now)) {
            (Some(_), _) if step.caught => Meaning::Failed.mark("failed"),
            (Some(_), _) => Meaning::Done.mark("done"),
            (None, Some(until)) if step.awaits_answer || step.kind == StateKind::Wait => {
                Meaning::InProgress.mark(&format!("waiting, {} left", elapsed(until.since(self.now))))
            }
            (None, _) if self.status.is_final() => {
                self.status.meaning().mark(&self.status.word().to_ascii_lowercase())
            }
            (None, _) => Meaning::InProgress.mark("running"),
        };
        let attempts = if step.attempts == 0 { String::new() } else { step.attempts.to_string() };
        let end = step.left.or(self.stopped).unwrap_or(self.now);
        let trouble = step.trouble.as_ref().map(Trouble::sentence).unwrap_or_default();
        [step.state.clone(), state, attempts, took(end.since(step.entered)), trouble]
    }
}

impl Report for ExecutionReport {
    fn text(&self) -> String {
        let why = (self.trouble != Trouble::default()).then(|| self.trouble.sentence());
        let end = self.stopped.unwrap_or(self.now);
        let details = Details::new()
            .entry("Execution", &self.name)
            .entry("Machine", format!("{} in {}", self.machine, self.region))
            .entry("Status", self.status.shown())
            .maybe("Error", why)
            .entry("Started", self.started.to_string())
            .entry("Took", took(end.since(self.started)))
            .maybe("Input", self.input.as_deref())
            .maybe("Output", self.output.as_deref());
        let steps =
            Table::new(["STATE", "STATUS", "ATTEMPTS", "TOOK", "ERROR"]).right(2).right(3).dropping([2, 3]);
        let steps = steps.rows(self.steps.iter().map(|step| self.step_row(step)));
        let mut text = format!("{}\n\n{}", details.to_text(), steps.to_text());
        for line in self.log.iter().flat_map(log_lines) {
            text.push('\n');
            text.push_str(&line);
        }
        text.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systems::kit::execution::definition::Definition;
    use crate::systems::kit::execution::progress::Progress;
    use engine::aws::stepfunctions::{EventKind, ExecutionSummary, HistoryEvent};

    const MACHINE: &str = r#"{"States": {
        "WaitBeforeCalling": {"Type": "Wait", "Seconds": 2},
        "CallOutsideSystem": {"Type": "Task",
            "Retry": [{"ErrorEquals": ["external-failure"], "IntervalSeconds": 4, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "MarkFailed"}]},
        "AskForConfirmation": {"Type": "Task", "TimeoutSeconds": 600}}}"#;

    fn history() -> Vec<HistoryEvent> {
        let enter =
            |state: &str, kind| EventKind::StateEntered { state: state.to_owned(), kind, input: None };
        let exit = |state: &str| EventKind::StateExited { state: state.to_owned() };
        let schedule = |resource: &str| EventKind::TaskScheduled {
            resource: resource.to_owned(),
            parameters: None,
            timeout_seconds: None,
        };
        let trouble = Trouble {
            error: "external-failure".to_owned(),
            cause: r#"{"errorType":"external-failure","errorMessage":"it said 503"}"#.to_owned(),
        };
        let kinds = vec![
            EventKind::ExecutionStarted,
            enter("WaitBeforeCalling", StateKind::Wait),
            exit("WaitBeforeCalling"),
            enter("CallOutsideSystem", StateKind::Task),
            schedule("invoke"),
            EventKind::TaskFailed { trouble: trouble.clone() },
            schedule("invoke"),
            EventKind::TaskFailed { trouble: trouble.clone() },
            exit("CallOutsideSystem"),
            enter("MarkFailed", StateKind::Task),
            schedule("updateItem"),
            EventKind::TaskSucceeded,
            exit("MarkFailed"),
            enter("AskForConfirmation", StateKind::Task),
            schedule("invoke.waitForTaskToken"),
            EventKind::ExecutionFailed { trouble },
        ];
        let numbered = kinds.into_iter().zip(1..);
        numbered
            .map(|(kind, id)| HistoryEvent {
                id,
                previous: None,
                at: Timestamp::from_millis(id * 1250),
                kind,
            })
            .collect()
    }

    #[test]
    fn each_change_is_a_line() {
        let mut progress = Progress::new(Definition::parse(MACHINE));
        let changes = history().into_iter().filter_map(|event| progress.apply(&event));
        let lines: Vec<_> = changes.filter_map(|change| line(&change)).collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
          0 ms  started
         1.3 s  WaitBeforeCalling: waiting 2 s, until 00:00:04 UTC
         3.8 s  CallOutsideSystem
         6.3 s  CallOutsideSystem: attempt 1 of 2 failed, next in 4 s: external-failure: it said 503
         7.5 s  CallOutsideSystem: attempt 2
         8.8 s  CallOutsideSystem: attempt 2 failed, continues in MarkFailed: external-failure: it said 503
        11.3 s  MarkFailed
        15.0 s  MarkFailed: done in 3.8 s
        16.3 s  AskForConfirmation
        17.5 s  AskForConfirmation: waiting for an answer, until 00:10:18 UTC
        18.8 s  FAILED
        ");
    }

    #[test]
    fn an_execution_is_a_block_and_a_table() {
        let mut progress = Progress::new(Definition::parse(MACHINE));
        for event in history().iter().take(15) {
            progress.apply(event);
        }
        let arn = "arn:aws:states:us-east-1:1:execution:mailbox-deletion-dev:run-1";
        let summary = ExecutionSummary {
            arn: ExecutionArn::parse(arn).unwrap(),
            status: ExecutionStatus::Running,
            started: Timestamp::from_millis(1250),
            stopped: None,
        };
        let execution =
            Execution { summary, input: Some("{}".to_owned()), output: None, trouble: Trouble::default() };
        let now = Timestamp::from_millis(30_000);
        let report = ExecutionReport::new(execution, progress.steps().to_vec(), None, now);
        insta::assert_snapshot!(report.text(), @r"
        Execution  run-1
        Machine    mailbox-deletion-dev in us-east-1
        Status     RUNNING
        Started    1970-01-01T00:00:01.250Z
        Took       28.8 s
        Input      {}

        STATE               STATUS                  ATTEMPTS    TOOK  ERROR
        WaitBeforeCalling   done                               1.3 s
        CallOutsideSystem   failed                         2   6.3 s  external-failure: it said 503
        MarkFailed          done                           1   3.8 s
        AskForConfirmation  waiting, 9 m 48 s left         1  12.5 s
        ");
    }
}
