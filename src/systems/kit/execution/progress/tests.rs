use super::*;

const MACHINE: &str = r#"{"States": {
    "Wait": {"Type": "Wait", "Seconds": 5},
    "Call": {"Type": "Task", "Retry": [{"ErrorEquals": ["external-failure"], "IntervalSeconds": 4, "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "MarkFailed"}]},
    "Ask": {"Type": "Task", "TimeoutSeconds": 600}
}}"#;

/// A history under construction, one event a second.
struct History {
    progress: Progress,
    last: i64,
}

impl History {
    fn new() -> Self {
        let mut history = Self { progress: Progress::new(Definition::parse(MACHINE)), last: 0 };
        history.add(EventKind::ExecutionStarted);
        history
    }

    fn add(&mut self, kind: EventKind) -> Option<What> {
        self.add_after(None, kind)
    }

    fn add_after(&mut self, previous: Option<i64>, kind: EventKind) -> Option<What> {
        self.last += 1;
        let at = Timestamp::from_millis(self.last * 1000);
        let event = HistoryEvent { id: self.last, previous, at, kind };
        self.progress.apply(&event).map(|change| change.what)
    }

    fn step(&self, state: &str) -> &Step {
        self.progress.steps().iter().find(|step| step.state == state).unwrap()
    }
}

fn enter(state: &str, kind: StateKind) -> EventKind {
    EventKind::StateEntered { state: state.to_owned(), kind, input: None }
}

fn exit(state: &str) -> EventKind {
    EventKind::StateExited { state: state.to_owned() }
}

fn schedule(resource: &str) -> EventKind {
    EventKind::TaskScheduled { resource: resource.to_owned(), parameters: None, timeout_seconds: None }
}

fn fail(error: &str) -> EventKind {
    EventKind::TaskFailed { trouble: Trouble { error: error.to_owned(), cause: String::new() } }
}

#[test]
fn a_wait_ends_when_the_definition_says() {
    let mut history = History::new();
    history.add(enter("Wait", StateKind::Wait));
    assert_eq!(history.step("Wait").until, Some(Timestamp::from_millis(7_000)));
    let reminder = history.progress.waiting_at(Timestamp::from_millis(4_000)).unwrap().what;
    assert!(matches!(reminder, What::StillWaiting { left_seconds, .. } if left_seconds == 3.0));
    assert!(history.progress.waiting_at(Timestamp::from_millis(8_000)).is_none());
}

#[test]
fn retries_are_counted_and_then_the_catcher_takes_over() {
    let mut history = History::new();
    history.add(enter("Call", StateKind::Task));
    assert!(history.add(schedule("invoke")).is_none(), "the first attempt is the state itself");
    let first = history.add(fail("external-failure")).unwrap();
    assert!(
        matches!(first, What::AttemptFailed { attempt: 1, next: Next::Retry { retry_seconds, tries: 2 }, .. }
        if retry_seconds == 4.0)
    );
    assert!(matches!(history.add(schedule("invoke")), Some(What::AttemptStarted { attempt: 2, .. })));
    let second = history.add(fail("external-failure")).unwrap();
    assert!(matches!(second, What::AttemptFailed { attempt: 2, next: Next::Catch { .. }, .. }));
    assert!(matches!(history.add(exit("Call")), Some(What::StateLeft { caught: true, .. })));
    assert_eq!(history.progress.troubled().unwrap().state, "Call");
}

#[test]
fn a_task_that_waits_for_an_answer_is_reported_and_found() {
    let mut history = History::new();
    history.add(enter("Ask", StateKind::Task));
    let parameters = Some("{}".to_owned());
    let resource = "arn:aws:states:::lambda:invoke.waitForTaskToken".to_owned();
    let asked = history.add(EventKind::TaskScheduled { resource, parameters, timeout_seconds: None });
    assert!(matches!(asked, Some(What::AnswerAwaited { until: Some(_), .. })));
    assert_eq!(history.progress.awaiting().unwrap().1, Some("{}"));
    history.add(EventKind::TaskSucceeded);
    history.add(exit("Ask"));
    assert!(history.progress.awaiting().is_none());
}

#[test]
fn branches_are_distinguished_where_aws_links_events() {
    let mut history = History::new();
    history.add(enter("Call", StateKind::Task));
    let call = history.last;
    history.add(enter("Ask", StateKind::Task));
    let failed = history.add_after(Some(call), fail("external-failure")).unwrap();
    assert!(matches!(failed, What::AttemptFailed { state, .. } if state == "Call"));
    assert!(history.step("Ask").trouble.is_none());
}

#[test]
fn a_repeated_event_counts_once() {
    let mut history = History::new();
    history.add(enter("Call", StateKind::Task));
    history.last -= 1;
    assert!(history.add(enter("Call", StateKind::Task)).is_none());
    assert_eq!(history.progress.steps().len(), 1);
}

#[test]
fn a_redriven_execution_has_not_ended() {
    let mut history = History::new();
    let trouble = Trouble { error: "e".to_owned(), cause: "c".to_owned() };
    history.add(EventKind::ExecutionFailed { trouble: trouble.clone() });
    assert_eq!(history.progress.end(), Some(&(ExecutionStatus::Failed, trouble)));
    history.add(EventKind::ExecutionRedriven);
    assert_eq!(history.progress.end(), None);
}

#[test]
fn a_change_is_one_flat_document() {
    let mut progress = Progress::new(Definition::parse(MACHINE));
    let kind = enter("Wait", StateKind::Wait);
    let event = HistoryEvent { id: 1, previous: None, at: Timestamp::from_millis(1_500), kind };
    let document = serde_json::to_string(&progress.apply(&event).unwrap()).unwrap();
    insta::assert_snapshot!(document, @r#"{"time":"1970-01-01T00:00:01.500Z","seconds":0.0,"event":"state-entered","state":"Wait","kind":"wait","until":"1970-01-01T00:00:06.500Z"}"#);
}
