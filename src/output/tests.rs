//! What users and programs see of a scripted run.

mod boards;
mod executions;
mod heartbeats;
mod left;
mod regions;
mod steering;
mod terminals;
pub mod widths;

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use indicatif::{InMemoryTerm, TermLike};
use insta::assert_snapshot;

use super::canvas::{Size, Terminal};
use super::*;
use engine::aws::Region;
use engine::cause::Cause;
use engine::event::{Action, Event, NodeKind, NodeName, Outcome, SkipCause};
use engine::failure::Failure;

/// What was written to a stream.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A stream whose reader has gone.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A stream that ends at a terminal.
struct Attached(InMemoryTerm);

impl Write for Attached {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_str(&str::from_utf8(bytes).unwrap().replace('\n', "\r\n"))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn captured() -> (Ui, Captured, Captured) {
    let (out, err) = (Captured::default(), Captured::default());
    (Ui::on(Streams::of(out.clone(), err.clone()), Clock::fixed()), out, err)
}

/// A screen on a terminal of so many columns; its lines move only when drawn by hand.
fn on_terminal(columns: u16) -> (Ui, InMemoryTerm) {
    let terminal = InMemoryTerm::new(12, columns);
    let streams = Streams::of(Attached(terminal.clone()), Attached(terminal.clone()));
    let ui = Ui { live: Cell::new(true), style: UNICODE, ..Ui::on(streams, Clock::fixed()) };
    let board = Board::new(ui.clock.passed(), ui.style);
    ui.screen.replace(Some(Screen::on(terminal.clone(), ui.clock.clone(), board)));
    (ui, terminal)
}

const UNICODE: Style = Style { color: false, unicode: true };

impl Terminal for InMemoryTerm {
    fn size(&self) -> Size {
        Size { rows: self.height().into(), columns: self.width().into() }
    }

    fn write(&self, text: &str) -> io::Result<()> {
        self.write_str(text)
    }
}

fn pass(ui: &Ui, millis: u64) {
    ui.clock.advance(Duration::from_millis(millis));
    if let Some(screen) = &*ui.screen.borrow() {
        screen.draw();
    }
}

fn stack(name: &str, region: &str) -> NodeName {
    NodeName { name: name.to_owned(), region: Some(Region::new(region)), kind: NodeKind::Stack }
}

fn functions() -> NodeName {
    NodeName { name: "mailbox (functions)".to_owned(), region: None, kind: NodeKind::Build }
}

fn table() -> NodeName {
    stack("mailbox-table-dev", "us-west-2")
}

fn api() -> NodeName {
    stack("mailbox-api-dev", "us-west-2")
}

fn deletion() -> NodeName {
    stack("mailbox-deletion-dev", "us-east-1")
}

/// A run of nodes that wait for nothing.
fn planned(nodes: Vec<NodeName>) -> Event {
    let needs = vec![Vec::new(); nodes.len()];
    Event::Planned { nodes, needs }
}

fn started(node: NodeName, action: Action) -> Event {
    Event::Started { node, action }
}

fn finished(node: NodeName, outcome: Outcome, seconds: f64) -> Event {
    Event::Finished { node, outcome, seconds }
}

fn resource(node: NodeName, id: &str, kind: &str, status: &str) -> Event {
    Event::Resource { node, logical_id: id.into(), resource_type: kind.into(), status: status.into() }
}

fn cause(reason: &str) -> Cause {
    Cause { reason: reason.to_owned(), ..Cause::default() }
}

/// One artifact, one stack that is made, one that fails and one that is skipped for it, one with nothing to do.
fn run() -> Vec<Event> {
    let old = stack("cake-data-dev", "us-west-2");
    vec![
        planned(vec![functions(), table(), api(), deletion(), old.clone()]),
        finished(old, Outcome::Unchanged, 0.0),
        started(functions(), Action::Build),
        started(table(), Action::Create),
        resource(table(), "MailboxTable", "AWS::DynamoDB::Table", "CREATE_IN_PROGRESS"),
        finished(table(), Outcome::Created, 1.234),
        finished(functions(), Outcome::Built, 75.2),
        started(api(), Action::Update),
        Event::Failed {
            node: api(),
            cause: Cause {
                resource: Some("Create\x1b[31mFunction\r\n(AWS::Lambda::Function)".to_owned()),
                reason: "Role is not there (Service: Lambda, Status Code: 400)".to_owned(),
                hint: None,
            },
            seconds: 2.0,
        },
        Event::Skipped { node: deletion(), because: SkipCause::Failure(api()) },
        Event::Notice { text: "replica us-east-1 takes up to 10 minutes".to_owned() },
    ]
}

#[derive(Serialize)]
struct Made {
    created: usize,
    stacks: Vec<String>,
}

impl Report for Made {
    fn text(&self) -> String {
        Table::new(["STACK", "STATE"])
            .rows(self.stacks.iter().map(|name| [name.as_str(), "created"]))
            .to_text()
    }
}

fn made() -> Made {
    Made { created: 1, stacks: vec!["mailbox-table-dev".to_owned()] }
}

#[test]
fn off_a_terminal_each_change_of_state_is_a_line() {
    let (ui, out, err) = captured();
    run().iter().for_each(|event| ui.event(event));
    ui.final_report(&made()).unwrap();
    assert_snapshot!(err.text(), @r"
    mailbox (functions): building
    mailbox-table-dev in us-west-2: creating
    mailbox-table-dev in us-west-2: created in 1.2 s
    mailbox (functions): built in 1 m 15 s
    mailbox-api-dev in us-west-2: updating
    mailbox-api-dev in us-west-2: failed at Create�[31mFunction (AWS::Lambda::Function)
    mailbox-deletion-dev in us-east-1: skipped because mailbox-api-dev in us-west-2 failed
    replica us-east-1 takes up to 10 minutes
    ");
    assert_snapshot!(out.text(), @r"
    STACK              STATE
    mailbox-table-dev  created
    ");
}

#[test]
fn a_long_build_shows_its_last_line() {
    let build = [
        started(functions(), Action::Build),
        Event::BuildLine { node: functions(), line: "Compiling model v0.1.0".to_owned() },
        Event::StillBuilding { node: functions(), line: "Compiling model v0.1.0".to_owned(), seconds: 90.0 },
        Event::StillBuilding { node: functions(), line: String::new(), seconds: 120.0 },
        Event::Failed {
            node: functions(),
            cause: cause("building artifact mailbox with 'make' failed (exit status: 2):\none\ntwo"),
            seconds: 121.0,
        },
    ];
    let (ui, _, err) = captured();
    build.iter().for_each(|event| ui.event(event));
    assert_snapshot!(err.text(), @r"
    mailbox (functions): building
    mailbox (functions): failed
    ");
    let (ui, terminal) = on_terminal(76);
    build[..4].iter().for_each(|event| ui.build_event(event));
    pass(&ui, 90_000);
    assert_snapshot!(terminal.contents(), @"⠋ mailbox (functions)  building  1 m 30 s");
}

#[test]
fn a_plan_shows_builds_and_nothing_else_of_its_run() {
    let (ui, out, err) = captured();
    run().iter().for_each(|event| ui.build_event(event));
    assert_snapshot!(err.text(), @r"
    mailbox (functions): building
    mailbox (functions): built in 1 m 15 s
    ");
    let (json, json_out, json_err) = captured();
    let json = Ui { format: Format::Json, ..json };
    run().iter().for_each(|event| json.build_event(event));
    assert_eq!([out.text(), json_out.text(), json_err.text()], ["", "", ""]);
}

#[test]
fn a_run_with_nothing_to_do_is_silent() {
    let (ui, _, err) = captured();
    ui.event(&planned(vec![table(), api()]));
    ui.event(&finished(table(), Outcome::Unchanged, 0.0));
    ui.event(&finished(api(), Outcome::Absent, 0.0));
    assert_eq!(err.text(), "");
}

#[test]
fn events_are_json_lines_with_the_report_last() {
    let (ui, out, err) = captured();
    let ui = Ui { format: Format::Json, ..ui };
    run().iter().for_each(|event| {
        ui.event(event);
        pass(&ui, 250);
    });
    ui.final_report(&made()).unwrap();
    ui.result(None).unwrap();
    assert_snapshot!(out.text(), @r#"
    {"time":"2026-01-02T03:04:05.678Z","event":"planned","nodes":[{"name":"mailbox (functions)","kind":"build"},{"name":"mailbox-table-dev","region":"us-west-2","kind":"stack"},{"name":"mailbox-api-dev","region":"us-west-2","kind":"stack"},{"name":"mailbox-deletion-dev","region":"us-east-1","kind":"stack"},{"name":"cake-data-dev","region":"us-west-2","kind":"stack"}],"timestamp":"2026-01-02T03:04:05.678Z"}
    {"time":"2026-01-02T03:04:05.928Z","event":"finished","node":{"name":"cake-data-dev","region":"us-west-2","kind":"stack"},"outcome":"unchanged","seconds":0.0,"timestamp":"2026-01-02T03:04:05.928Z","region":"us-west-2"}
    {"time":"2026-01-02T03:04:06.178Z","event":"started","node":{"name":"mailbox (functions)","kind":"build"},"action":"build","timestamp":"2026-01-02T03:04:06.178Z"}
    {"time":"2026-01-02T03:04:06.428Z","event":"started","node":{"name":"mailbox-table-dev","region":"us-west-2","kind":"stack"},"action":"create","timestamp":"2026-01-02T03:04:06.428Z","region":"us-west-2"}
    {"time":"2026-01-02T03:04:06.678Z","event":"resource","node":{"name":"mailbox-table-dev","region":"us-west-2","kind":"stack"},"logical_id":"MailboxTable","resource_type":"AWS::DynamoDB::Table","status":"CREATE_IN_PROGRESS","timestamp":"2026-01-02T03:04:06.678Z","region":"us-west-2"}
    {"time":"2026-01-02T03:04:06.928Z","event":"finished","node":{"name":"mailbox-table-dev","region":"us-west-2","kind":"stack"},"outcome":"created","seconds":1.234,"timestamp":"2026-01-02T03:04:06.928Z","region":"us-west-2"}
    {"time":"2026-01-02T03:04:07.178Z","event":"finished","node":{"name":"mailbox (functions)","kind":"build"},"outcome":"built","seconds":75.2,"timestamp":"2026-01-02T03:04:07.178Z"}
    {"time":"2026-01-02T03:04:07.428Z","event":"started","node":{"name":"mailbox-api-dev","region":"us-west-2","kind":"stack"},"action":"update","timestamp":"2026-01-02T03:04:07.428Z","region":"us-west-2"}
    {"time":"2026-01-02T03:04:07.678Z","event":"failed","node":{"name":"mailbox-api-dev","region":"us-west-2","kind":"stack"},"resource":"Create\u001b[31mFunction\r\n(AWS::Lambda::Function)","reason":"Role is not there (Service: Lambda, Status Code: 400)","seconds":2.0,"timestamp":"2026-01-02T03:04:07.678Z","region":"us-west-2"}
    {"time":"2026-01-02T03:04:07.928Z","event":"skipped","node":{"name":"mailbox-deletion-dev","region":"us-east-1","kind":"stack"},"because":"mailbox-api-dev in us-west-2 failed","timestamp":"2026-01-02T03:04:07.928Z","region":"us-east-1"}
    {"time":"2026-01-02T03:04:08.178Z","event":"notice","text":"replica us-east-1 takes up to 10 minutes","timestamp":"2026-01-02T03:04:08.178Z"}
    {"type":"result","status":"succeeded","time":"2026-01-02T03:04:08.428Z","event":"report","created":1,"stacks":["mailbox-table-dev"],"timestamp":"2026-01-02T03:04:08.428Z"}
    "#);
    assert_eq!(err.text(), "");
}

#[test]
fn quiet_leaves_the_result_and_the_errors() {
    for format in [Format::Table, Format::Json] {
        let (ui, out, err) = captured();
        let ui = Ui { format, quiet: true, ..ui };
        run().iter().for_each(|event| ui.event(event));
        ui.note("a note");
        ui.warning("a warning");
        ui.final_report(&made()).unwrap();
        let failure = Failure::failed("it failed").into();
        ui.result(Some(&failure)).unwrap();
        ui.failure(&failure);
        assert_eq!(out.text().lines().count(), if format == Format::Json { 1 } else { 2 });
        assert_eq!(err.text(), "error: it failed\n");
    }
}

#[test]
fn a_failure_shows_its_causes_and_one_hint() {
    let (ui, _, err) = captured();
    let failure = Failure::failed("AccessDenied: not allowed to \x07sing").hint("run 'provision doctor'");
    let error = anyhow::Error::from(failure).context("creating stack mailbox-api-dev in us-west-2");
    ui.warning("the emulator is old");
    ui.failure(&error);
    assert_snapshot!(err.text(), @r"
    warning: the emulator is old
    error: creating stack mailbox-api-dev in us-west-2: AccessDenied: not allowed to �sing
    hint: run 'provision doctor'
    ");
}

#[test]
fn colour_marks_words_that_are_there_without_it() {
    let (ui, _, err) = captured();
    let ui = Ui { style: Style { color: true, unicode: true }, ..ui };
    ui.event(&Event::Failed { node: api(), cause: cause("no"), seconds: 1.0 });
    ui.failure(&Failure::failed("no").hint("yes").into());
    assert_snapshot!(err.text().replace('\x1b', "ESC"), @r"
    ESC[1;31mmailbox-api-dev in us-west-2: failedESC[0m
    ESC[1;31merror:ESC[0m no
    ESC[1;36mhint:ESC[0m yes
    ");
}

#[test]
fn a_result_cannot_steer_the_terminal() {
    let (ui, out, _) = captured();
    ui.line("name\t\x1b]0;title\x07\nnext").unwrap();
    assert_eq!(out.text(), "name\t\u{fffd}]0;title\u{fffd}\nnext\n");
}

#[test]
fn a_reader_that_left_does_not_stop_the_run() {
    let ui = Ui { format: Format::Json, ..Ui::on(Streams::of(Closed, Closed), Clock::fixed()) };
    run().iter().for_each(|event| ui.event(event));
    let error = ui.final_report(&made()).unwrap_err();
    assert_eq!(error.downcast_ref::<io::Error>().unwrap().kind(), io::ErrorKind::BrokenPipe);
    ui.report(&made()).unwrap();
    let error = ui.result(None).unwrap_err();
    assert_eq!(error.downcast_ref::<io::Error>().unwrap().kind(), io::ErrorKind::BrokenPipe);
    ui.note("this is not read");
}

#[tokio::test]
async fn a_question_without_a_terminal_says_how_to_answer() {
    let (ui, _, err) = captured();
    let ui = Ui { no_input: true, ..ui };
    ui.failure(&ui.confirm("Delete the table?").await.unwrap_err());
    assert_snapshot!(err.text(), @r"
    error: cannot prompt, because --no-input is given: Delete the table? [y/N]
    hint: answer with --yes
    ");
    let agreed = Ui { yes: true, ..ui };
    assert!(agreed.confirm("Delete the table?").await.unwrap());
    // What is done only on request is not agreed to unasked.
    assert!(!agreed.may_offer());
}

/// Something whose serialization takes time.
struct Slow(Clock);

impl Serialize for Slow {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.advance(Duration::from_millis(5));
        serializer.collect_map([("what", "slow")])
    }
}

#[test]
fn the_time_of_a_line_is_that_of_its_stamp() {
    let (ui, ..) = captured();
    for event in [None, Some("report")] {
        let line = ui.run_line(event, &Slow(ui.clock.clone())).unwrap();
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert!(line["time"].is_string());
        assert_eq!(line["time"], line["timestamp"]);
    }
}
