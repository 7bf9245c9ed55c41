//! No external text reaches a stream unsanitised, however it is printed.

use futures_util::FutureExt;

use super::*;
use crate::output::board::Board;
use crate::output::canvas::Size;
use crate::output::meter::{Meter, Progress};
use crate::output::progress::Picture;
use crate::settings::ProgressMode;
use crate::systems::kit::execution::function_log::FunctionLog;
use crate::systems::kit::execution::progress::{Change, Next, What};
use engine::aws::logs::LogLine;
use engine::aws::stepfunctions::{ExecutionStatus, StateKind, Trouble};
use engine::aws::timestamp::Timestamp;
use engine::cause::Cause;

/// Clears a screen, sets a colour by C1, rings, deletes, and reverses the direction of writing in every way.
const HOSTILE: &str =
    "a\x1b[2J\u{9b}31m\x07\u{7f}\u{85}\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\x08\rz";

fn text() -> String {
    HOSTILE.to_owned()
}

fn node(kind: NodeKind) -> NodeName {
    NodeName { name: text(), region: Some(Region::new(HOSTILE)), kind }
}

fn trouble() -> Trouble {
    Trouble { error: text(), cause: text() }
}

#[track_caller]
fn assert_harmless(printed: &str, path: &str) {
    let steers = |character: &char| {
        let is_mark = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}".contains(*character);
        is_mark || (character.is_control() && !matches!(character, '\n' | '\t'))
    };
    let found = printed.chars().find(steers);
    assert_eq!(found, None, "{path}: {printed:?}");
    assert!(printed.contains('z'), "{path} printed nothing of it: {printed:?}");
}

#[derive(Serialize)]
struct Hostile {
    value: String,
}

impl Report for Hostile {
    fn text(&self) -> String {
        let table = Table::new(["VALUE"]).row([self.value.as_str()]);
        let details = Details::new().entry(self.value.clone(), self.value.clone());
        format!("{}\n{}\n{}", table.to_text(), details.to_text(), self.value)
    }
}

fn report() -> Hostile {
    Hostile { value: text() }
}

fn failure() -> anyhow::Error {
    anyhow::Error::from(Failure::failed(HOSTILE).hint(HOSTILE)).context(HOSTILE)
}

fn cause() -> Cause {
    Cause { resource: Some(text()), reason: text(), hint: Some(text()) }
}

fn events() -> Vec<Event> {
    let stack = || node(NodeKind::Stack);
    vec![
        planned(vec![stack()]),
        started(stack(), Action::Create),
        resource(stack(), HOSTILE, HOSTILE, HOSTILE),
        Event::BuildLine { node: node(NodeKind::Build), line: text() },
        Event::StillBuilding { node: node(NodeKind::Build), line: text(), seconds: 30.0 },
        finished(stack(), Outcome::Created, 1.0),
        Event::Failed { node: stack(), cause: cause(), seconds: 1.0 },
        Event::Failed { node: node(NodeKind::Build), cause: cause(), seconds: 1.0 },
        Event::Skipped { node: stack(), because: SkipCause::Failure(node(NodeKind::Stack)) },
        Event::Notice { text: text() },
    ]
}

fn changes() -> Vec<Change> {
    let at = Timestamp::from_millis(0);
    let later = Timestamp::from_millis(1000);
    let whats = vec![
        What::StateEntered { state: text(), kind: StateKind::Wait, until: Some(later) },
        What::AttemptStarted { state: text(), attempt: 1 },
        What::AnswerAwaited { state: text(), until: None },
        What::AttemptFailed {
            state: text(),
            attempt: 1,
            trouble: trouble(),
            next: Next::Catch { caught_by: text() },
        },
        What::StillWaiting { state: text(), until: later, left_seconds: 1.0 },
        What::Ended { status: ExecutionStatus::Failed, trouble: trouble(), reported: false },
    ];
    whats.into_iter().map(|what| Change { at, seconds: 0.0, what }).collect()
}

fn log() -> FunctionLog {
    let lines = vec![LogLine { at: Timestamp::from_millis(0), text: text() }];
    FunctionLog { state: text(), function: text(), group: text(), lines }
}

/// What one way of printing leaves on both streams.
#[track_caller]
fn check(path: &str, format: Format, print: impl FnOnce(&Ui)) {
    let (ui, out, err) = captured();
    let ui = Ui { format, no_input: true, ..ui };
    print(&ui);
    assert_harmless(&format!("{}{}", out.text(), err.text()), path);
}

#[test]
fn results_and_messages() {
    for format in [Format::Table, Format::Json] {
        check("report", format, |ui| {
            ui.report(&report()).unwrap();
            ui.result(None).unwrap();
        });
        check("final report", format, |ui| {
            ui.final_report(&report()).unwrap();
            ui.result(None).unwrap();
        });
        check("line", format, |ui| ui.line(HOSTILE).unwrap());
        check("JSON", format, |ui| ui.json(&report()).unwrap());
        check("note", format, |ui| ui.note(HOSTILE));
        check("warning", format, |ui| ui.warning(HOSTILE));
        check("trouble", format, |ui| ui.trouble(HOSTILE));
        check("failure", format, |ui| ui.failure(&failure()));
        check("unanswered question", format, |ui| {
            ui.failure(&ui.confirm(HOSTILE).now_or_never().unwrap().unwrap_err())
        });
        check("question", format, |ui| {
            ui.show_question(HOSTILE);
            ui.note(HOSTILE);
            ui.close_question();
        });
    }
    check("failed result", Format::Json, |ui| ui.result(Some(&failure())).unwrap());
    check("event", Format::Json, |ui| ui.event_json(&report()).unwrap());
    check("report without text", Format::Json, |ui| {
        ui.report_json(&report()).unwrap();
        ui.result(None).unwrap();
    });
    check("help", Format::Table, |ui| ui.help("", "z").unwrap());
    check("happened", Format::Json, |ui| ui.happened("order", &report()).unwrap());
}

#[test]
fn events_of_a_run() {
    let lines = events().iter().filter(|event| lines::plain(event).is_some()).count();
    assert_eq!(lines, 6, "all but the plan, the resource and the build's lines");
    for event in events() {
        let name = format!("{event:?}");
        if lines::plain(&event).is_some() {
            check(&name, Format::Table, |ui| ui.event(&event));
        }
        if matches!(event, Event::Resource { .. }) {
            check(&name, Format::Table, |ui| {
                ui.use_progress(ProgressMode::Events);
                ui.event(&event);
            });
        }
        check(&name, Format::Json, |ui| ui.event(&event));
    }
}

#[test]
fn moving_lines() {
    let mut board = Board::new(Duration::ZERO, Style::default());
    let mut take = |event: &Event| board.take(event, Duration::ZERO, 400);
    for event in &events()[..3] {
        take(event);
    }
    take(&resource(node(NodeKind::Stack), "z", HOSTILE, "CREATE_IN_PROGRESS"));
    take(&started(node(NodeKind::Build), Action::Build));
    take(&events()[3]);
    for event in events().iter().skip(5) {
        let line = Board::new(Duration::ZERO, Style::default()).take(event, Duration::ZERO, 400);
        assert_harmless(&line.unwrap(), "line that remains");
    }
    let lines = board.lines(Duration::from_secs(1), Size { rows: 20, columns: 400 });
    assert_eq!(lines.len(), 3);
    lines[..2].iter().for_each(|line| assert_harmless(line, "board"));
    let progress = Progress { at: 1, of: None, words: text() };
    assert_harmless(
        &Meter::new(progress, Duration::ZERO, UNICODE)
            .lines(Duration::from_secs(1), Size { rows: 20, columns: 400 })
            .join("\n"),
        "meter",
    );
}

#[test]
fn executions_that_are_followed() {
    for format in [Format::Table, Format::Json] {
        for change in changes() {
            let line = execution::line(&change).unwrap();
            check("change as a result", format, |ui| ui.line(&line).unwrap());
            check("change as a note", format, |ui| ui.note(&line));
            check("change as JSON", format, |ui| ui.json(&change).unwrap());
        }
        check("log", format, |ui| execution::log_lines(&log()).iter().for_each(|line| ui.note(line)));
        check("log as JSON", format, |ui| ui.json(&log()).unwrap());
    }
}
