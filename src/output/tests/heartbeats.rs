//! Lines that show that a run is in progress, where everything is kept.

use super::*;
use crate::settings::ProgressMode;
use engine::poller::ResourceLooks;

/// Lets time pass as the program does, second by second, and returns what was printed.
async fn printed_in(ui: &Ui, err: &Captured, seconds: u64) -> String {
    let before = err.text().len();
    let passing = async {
        for _ in 0..seconds {
            tokio::time::sleep(Duration::from_secs(1)).await;
            ui.clock.advance(Duration::from_secs(1));
        }
    };
    tokio::select! {
        biased;
        () = passing => {}
        never = ui.heartbeats() => match never {},
    }
    err.text()[before..].to_owned()
}

#[tokio::test(start_paused = true)]
async fn after_ten_seconds_of_silence_a_line_says_what_is_in_progress() {
    let (ui, _, err) = captured();
    ui.event(&planned(vec![functions(), table(), api()]));
    ui.event(&finished(functions(), Outcome::Unchanged, 0.1));
    ui.event(&finished(api(), Outcome::Created, 0.1));
    ui.event(&started(table(), Action::Create));
    assert_eq!(printed_in(&ui, &err, 9).await, "");
    assert_snapshot!(printed_in(&ui, &err, 12).await, @r"
    still creating mailbox-table-dev (us-west-2, 10 s), 2 of 3 done
    still creating mailbox-table-dev (us-west-2, 20 s), 2 of 3 done
    ");
    ui.note("something else");
    assert_eq!(printed_in(&ui, &err, 9).await, "");
    ui.event(&started(api(), Action::Update));
    ui.event(&started(functions(), Action::Build));
    ui.event(&Event::BuildLine { node: functions(), line: "12/346: tokio".to_owned() });
    assert_snapshot!(printed_in(&ui, &err, 11).await, @"still creating mailbox-table-dev (us-west-2, 40 s), building mailbox (functions) (10 s: 12/346: tokio), updating mailbox-api-dev (us-west-2, 10 s), 0 of 3 done");
    ui.event(&started(deletion(), Action::Delete));
    assert_snapshot!(printed_in(&ui, &err, 11).await, @"still creating mailbox-table-dev (us-west-2, 51 s), building mailbox (functions) (21 s: 12/346: tokio), updating mailbox-api-dev (us-west-2, 21 s), 1 other, 0 of 4 done");
    ui.run_ended();
    assert_eq!(printed_in(&ui, &err, 60).await, "");
}

#[tokio::test(start_paused = true)]
async fn no_line_disturbs_a_question_a_terminal_json_or_quiet() {
    let begin = |ui: &Ui| {
        ui.event(&planned(vec![table()]));
        ui.event(&started(table(), Action::Create));
    };
    let (ui, out, err) = captured();
    begin(&ui);
    ui.show_question("Wait? ");
    assert_eq!(printed_in(&ui, &err, 60).await, "");
    let (json, quiet) = (captured(), captured());
    for (ui, _, err) in [
        (Ui { format: Format::Json, ..json.0 }, json.1, json.2),
        (Ui { quiet: true, ..quiet.0 }, quiet.1, quiet.2),
    ] {
        begin(&ui);
        ui.run.borrow_mut().take(&started(table(), Action::Create), Duration::ZERO);
        assert_eq!(printed_in(&ui, &err, 60).await, "");
    }
    assert_eq!(out.text(), "");
    let (ui, terminal) = on_terminal(80);
    begin(&ui);
    ui.run.borrow_mut().take(&started(table(), Action::Create), Duration::ZERO);
    printed_in(&ui, &Captured::default(), 60).await;
    assert_eq!(terminal.contents(), "");
}

#[test]
fn plain_lines_are_what_a_terminal_gets_where_they_are_wanted() {
    let (ui, terminal) = on_terminal(80);
    ui.use_progress(ProgressMode::Plain);
    run().iter().for_each(|event| ui.event(event));
    assert!(terminal.contents().starts_with("mailbox (functions): building\n"), "{}", terminal.contents());
    assert!(!terminal.contents().contains("MailboxTable"));
}

#[test]
fn each_event_of_a_resource_is_a_line_only_where_that_is_wanted() {
    let (ui, _, err) = captured();
    assert_eq!(ui.resource_looks(), ResourceLooks::Never);
    ui.use_progress(ProgressMode::Events);
    assert_eq!(ui.resource_looks(), ResourceLooks::Every);
    ui.event(&resource(table(), "MailboxTable", "AWS::DynamoDB::Table", "CREATE_IN_PROGRESS"));
    ui.event(&resource(table(), "us-east-1", "replica", "CREATING"));
    assert_snapshot!(err.text(), @r"
    mailbox-table-dev in us-west-2: MailboxTable CREATE_IN_PROGRESS (DynamoDB::Table)
    mailbox-table-dev in us-west-2: CREATING (replica us-east-1)
    ");
}
