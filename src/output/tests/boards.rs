//! What a terminal shows of a run, at several widths, with and without colour, and in ASCII.

use super::*;
use crate::output::progress::Picture;
use crate::output::row::Mark;

pub const SECOND: Duration = Duration::from_secs(1);

fn step(name: &str) -> NodeName {
    NodeName { name: name.to_owned(), region: None, kind: NodeKind::Step }
}

fn provisioning() -> NodeName {
    stack("mailbox-provisioning-dev", "us-east-1")
}

fn replicas() -> NodeName {
    step("mailbox-replicas")
}

/// A build, a table with its replicas, and what waits for them.
fn deploy() -> Event {
    Event::Planned {
        nodes: vec![functions(), table(), replicas(), api(), provisioning(), deletion()],
        needs: vec![vec![], vec![], vec![1], vec![0, 1], vec![0, 2], vec![3, 4, 2]],
    }
}

fn build_line(line: &str) -> Event {
    Event::BuildLine { node: functions(), line: line.to_owned() }
}

/// The lines that remain of some events a second apart, and below them those that move.
pub fn screen(columns: usize, style: Style, events: &[Event]) -> String {
    let mut board = Board::new(Duration::ZERO, style);
    let mut now = Duration::ZERO;
    let mut lasting = Vec::new();
    for event in events {
        lasting.extend(board.take(event, now, columns));
        now += SECOND;
    }
    let lines = board.lines(now, Size { rows: 24, columns });
    let too_wide = lines.iter().find(|line| console::measure_text_width(line) >= columns);
    assert_eq!(too_wide, None, "a line is as wide as the terminal");
    format!("{}\n----\n{}", lasting.join("\n"), lines.join("\n")).replace('\x1b', "ESC")
}

/// The build and the table are in progress.
pub fn begun() -> Vec<Event> {
    vec![
        deploy(),
        started(functions(), Action::Build),
        build_line("120/346: aws-sdk-dynamodb, aws-sdk-sfn, lambda_runtime, tokio"),
        started(table(), Action::Create),
        resource(table(), "Key", "AWS::KMS::Key", "CREATE_IN_PROGRESS"),
        resource(table(), "MailboxTable", "AWS::DynamoDB::Table", "CREATE_IN_PROGRESS"),
    ]
}

/// The table is there, and one stack has failed.
fn failed() -> Vec<Event> {
    let mut events = begun();
    events.extend([
        finished(table(), Outcome::Created, 2.3),
        started(replicas(), Action::Replicate),
        resource(replicas(), "us-east-1", "replica", "CREATING"),
        finished(functions(), Outcome::Built, 75.2),
        started(api(), Action::Update),
        Event::Failed {
            node: api(),
            cause: Cause {
                resource: Some("CreateFunction (AWS::Lambda::Function)".to_owned()),
                reason: "Role arn:aws:iam::123456789012:role/mailbox-create cannot be assumed by Lambda"
                    .to_owned(),
                hint: None,
            },
            seconds: 1.0,
        },
        Event::Skipped { node: deletion(), because: SkipCause::Failure(api()) },
    ]);
    events
}

#[test]
fn what_is_in_progress_and_what_waits_has_a_line() {
    assert_snapshot!(screen(40, UNICODE, &begun()), @r"
    ----
    ⠦ mailbox (functions)
    ⠦ mailbox-table-dev         us-west-2
      mailbox-replicas
      mailbox-api-dev           us-west-2
      mailbox-provisioning-dev  us-east-1
      mailbox-deletion-dev      us-east-1
    0 of 6 done  6 s
    ");
    assert_snapshot!(screen(60, UNICODE, &begun()), @r"
    ----
    ⠦ mailbox (functions)                  building       6 s
    ⠦ mailbox-table-dev         us-west-2  creating       6 s
      mailbox-replicas                     waiting
      mailbox-api-dev           us-west-2  waiting
      mailbox-provisioning-dev  us-east-1  waiting
      mailbox-deletion-dev      us-east-1  waiting
    0 of 6 done  6 s
    ");
    assert_snapshot!(screen(80, UNICODE, &begun()), @r"
    ----
    ⠦ mailbox (functions)                  building       6 s  120/346…
    ⠦ mailbox-table-dev         us-west-2  creating       6 s  MailboxTable…
      mailbox-replicas                     waiting for mailbox-table-dev
      mailbox-api-dev           us-west-2  waiting for mailbox-table-dev and 1 more
      mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicas and 1 more
      mailbox-deletion-dev      us-east-1  waiting for mailbox-api-dev and 2 more
    0 of 6 done  6 s
    ");
    assert_snapshot!(screen(100, UNICODE, &begun()), @r"
    ----
    ⠦ mailbox (functions)                  building       6 s  120/346: aws-sdk-dynamodb…
    ⠦ mailbox-table-dev         us-west-2  creating       6 s  MailboxTable CREATE_IN_PROGRESS…
      mailbox-replicas                     waiting for mailbox-table-dev
      mailbox-api-dev           us-west-2  waiting for mailbox (functions), mailbox-table-dev
      mailbox-provisioning-dev  us-east-1  waiting for mailbox (functions), mailbox-replicas
      mailbox-deletion-dev      us-east-1  waiting for mailbox-api-dev and 2 more
    0 of 6 done  6 s
    ");
    assert_snapshot!(screen(140, UNICODE, &begun()), @r"
    ----
    ⠦ mailbox (functions)                  building       6 s  120/346: aws-sdk-dynamodb, aws-sdk-sfn, lambda_runtime, tokio
    ⠦ mailbox-table-dev         us-west-2  creating       6 s  MailboxTable CREATE_IN_PROGRESS (DynamoDB::Table), 1 more
      mailbox-replicas                     waiting for mailbox-table-dev
      mailbox-api-dev           us-west-2  waiting for mailbox (functions), mailbox-table-dev
      mailbox-provisioning-dev  us-east-1  waiting for mailbox (functions), mailbox-replicas
      mailbox-deletion-dev      us-east-1  waiting for mailbox-api-dev, mailbox-provisioning-dev, mailbox-replicas
    0 of 6 done  6 s
    ");
}

#[test]
fn what_has_ended_has_the_layout_of_what_runs() {
    assert_snapshot!(screen(40, UNICODE, &failed()), @"
    ✓ mailbox-table-dev         us-west-2
    ✓ mailbox (functions)
    ✗ mailbox-api-dev           us-west-2
        at CreateFunction
        (AWS::Lambda::Function)
    – mailbox-deletion-dev      us-east-1
        because mailbox-api-dev in
        us-west-2 failed
    ----
    ⠸ mailbox-replicas
      mailbox-provisioning-dev  us-east-1
    2 of 6 done, 1 failed, 1 not tried
    ");
    assert_snapshot!(screen(60, UNICODE, &failed()), @"
    ✓ mailbox-table-dev         us-west-2  created      2.3 s
    ✓ mailbox (functions)                  built     1 m 15 s
    ✗ mailbox-api-dev           us-west-2  failed       1.0 s
        at CreateFunction (AWS::Lambda::Function)
    – mailbox-deletion-dev      us-east-1  not tried
        because mailbox-api-dev in us-west-2 failed
    ----
    ⠸ mailbox-replicas                     replicating    7 s
      mailbox-provisioning-dev  us-east-1  waiting
    2 of 6 done, 1 failed, 1 not tried  13 s
    ");
    assert_snapshot!(screen(80, UNICODE, &failed()), @"
    ✓ mailbox-table-dev         us-west-2  created      2.3 s
    ✓ mailbox (functions)                  built     1 m 15 s
    ✗ mailbox-api-dev           us-west-2  failed       1.0 s
        at CreateFunction (AWS::Lambda::Function)
    – mailbox-deletion-dev      us-east-1  not tried
        because mailbox-api-dev in us-west-2 failed
    ----
    ⠸ mailbox-replicas                     replicating    7 s  CREATING (replica…
      mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicas
    2 of 6 done, 1 failed, 1 not tried  13 s
    ");
    assert_snapshot!(screen(100, UNICODE, &failed()), @"
    ✓ mailbox-table-dev         us-west-2  created      2.3 s
    ✓ mailbox (functions)                  built     1 m 15 s
    ✗ mailbox-api-dev           us-west-2  failed       1.0 s
        at CreateFunction (AWS::Lambda::Function)
    – mailbox-deletion-dev      us-east-1  not tried
        because mailbox-api-dev in us-west-2 failed
    ----
    ⠸ mailbox-replicas                     replicating    7 s  CREATING (replica us-east-1)
      mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicas
    2 of 6 done, 1 failed, 1 not tried  13 s
    ");
    assert_snapshot!(screen(140, UNICODE, &failed()), @"
    ✓ mailbox-table-dev         us-west-2  created      2.3 s
    ✓ mailbox (functions)                  built     1 m 15 s
    ✗ mailbox-api-dev           us-west-2  failed       1.0 s  at CreateFunction (AWS::Lambda::Function)
    – mailbox-deletion-dev      us-east-1  not tried           because mailbox-api-dev in us-west-2 failed
    ----
    ⠸ mailbox-replicas                     replicating    7 s  CREATING (replica us-east-1)
      mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicas
    2 of 6 done, 1 failed, 1 not tried  13 s
    ");
}

#[test]
fn colour_and_marks_repeat_what_words_say() {
    let colored = Style { color: true, unicode: true };
    assert_snapshot!(screen(80, colored, &begun()), @r"
    ----
    ESC[1;36m⠦ESC[0m mailbox (functions)                  building       6 s  120/346…
    ESC[1;36m⠦ESC[0m mailbox-table-dev         us-west-2  creating       6 s  MailboxTable…
    ESC[2m  mailbox-replicas                     waiting for mailbox-table-devESC[0m
    ESC[2m  mailbox-api-dev           us-west-2  waiting for mailbox-table-dev and 1 moreESC[0m
    ESC[2m  mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicas and 1 moreESC[0m
    ESC[2m  mailbox-deletion-dev      us-east-1  waiting for mailbox-api-dev and 2 moreESC[0m
    0 of 6 done  6 s
    ");
    assert_snapshot!(screen(100, colored, &failed()), @"
    ESC[1;32m✓ESC[0m mailbox-table-dev         us-west-2  ESC[1;32mcreatedESC[0m      2.3 s
    ESC[1;32m✓ESC[0m mailbox (functions)                  ESC[1;32mbuiltESC[0m     1 m 15 s
    ESC[1;31m✗ESC[0m mailbox-api-dev           us-west-2  ESC[1;31mfailedESC[0m       1.0 s
        at CreateFunction (AWS::Lambda::Function)
    ESC[2m–ESC[0m mailbox-deletion-dev      us-east-1  ESC[2mnot triedESC[0m
        because mailbox-api-dev in us-west-2 failed
    ----
    ESC[1;36m⠸ESC[0m mailbox-replicas                     replicating    7 s  CREATING (replica us-east-1)
    ESC[2m  mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicasESC[0m
    2 of 6 done, 1 failed, 1 not tried  13 s
    ");
    assert_snapshot!(screen(60, colored, &failed()), @"
    ESC[1;32m✓ESC[0m mailbox-table-dev         us-west-2  ESC[1;32mcreatedESC[0m      2.3 s
    ESC[1;32m✓ESC[0m mailbox (functions)                  ESC[1;32mbuiltESC[0m     1 m 15 s
    ESC[1;31m✗ESC[0m mailbox-api-dev           us-west-2  ESC[1;31mfailedESC[0m       1.0 s
        at CreateFunction (AWS::Lambda::Function)
    ESC[2m–ESC[0m mailbox-deletion-dev      us-east-1  ESC[2mnot triedESC[0m
        because mailbox-api-dev in us-west-2 failed
    ----
    ESC[1;36m⠸ESC[0m mailbox-replicas                     replicating    7 s
    ESC[2m  mailbox-provisioning-dev  us-east-1  waitingESC[0m
    2 of 6 done, 1 failed, 1 not tried  13 s
    ");
}

#[test]
fn a_locale_without_utf_8_gets_ascii() {
    for columns in [40, 60, 80, 100, 140] {
        let shown = screen(columns, Style::default(), &failed());
        assert!(shown.is_ascii(), "{shown}");
    }
    assert_snapshot!(screen(80, Style::default(), &begun()), @r"
    ----
    O mailbox (functions)                  building       6 s  120/346...
    O mailbox-table-dev         us-west-2  creating       6 s  MailboxTable...
      mailbox-replicas                     waiting for mailbox-table-dev
      mailbox-api-dev           us-west-2  waiting for mailbox-table-dev and 1 more
      mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicas and 1 more
      mailbox-deletion-dev      us-east-1  waiting for mailbox-api-dev and 2 more
    0 of 6 done  6 s
    ");
    assert_snapshot!(screen(100, Style::default(), &failed()), @"
    + mailbox-table-dev         us-west-2  created      2.3 s
    + mailbox (functions)                  built     1 m 15 s
    x mailbox-api-dev           us-west-2  failed       1.0 s
        at CreateFunction (AWS::Lambda::Function)
    - mailbox-deletion-dev      us-east-1  not tried
        because mailbox-api-dev in us-west-2 failed
    ----
    o mailbox-replicas                     replicating    7 s  CREATING (replica us-east-1)
      mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicas
    2 of 6 done, 1 failed, 1 not tried  13 s
    ");
}

#[test]
fn a_teardown_waits_in_the_other_direction() {
    let events = [
        Event::Planned { nodes: vec![table(), replicas(), api()], needs: vec![vec![1, 2], vec![2], vec![]] },
        started(api(), Action::Delete),
        resource(api(), "Api", "AWS::ApiGateway::RestApi", "DELETE_IN_PROGRESS"),
    ];
    assert_snapshot!(screen(80, UNICODE, &events), @r"
    ----
    ⠸ mailbox-api-dev    us-west-2  deleting       3 s  Api DELETE_IN_PROGRESS…
      mailbox-replicas              waiting for mailbox-api-dev
      mailbox-table-dev  us-west-2  waiting for mailbox-replicas, mailbox-api-dev
    0 of 3 done  3 s
    ");
    let later = [
        finished(api(), Outcome::Removed, 12.0),
        finished(replicas(), Outcome::Kept, 0.1),
        started(table(), Action::Empty),
        resource(table(), "mailbox-mails-dev", "bucket", "2,000 of 12,345 deleted"),
    ];
    assert_snapshot!(screen(80, UNICODE, &[&events[..], &later[..]].concat()), @r"
    ✓ mailbox-api-dev    us-west-2  removed     12.0 s
    – mailbox-replicas              kept
    ----
    ⠧ mailbox-table-dev  us-west-2  emptying       3 s  2,000 of 12,345 deleted…
    2 of 3 done  7 s
    ");
}

#[test]
fn a_build_that_waits_for_another_says_so() {
    let events =
        [deploy(), started(functions(), Action::AwaitBuild), finished(table(), Outcome::Unchanged, 0.1)];
    assert_snapshot!(screen(80, UNICODE, &events), @r"
    ----
    ⠸ mailbox (functions)                  waiting        3 s  for another build
    ⠸ mailbox-replicas                     checking       1 s
      mailbox-api-dev           us-west-2  waiting for mailbox (functions)
      mailbox-provisioning-dev  us-east-1  waiting for mailbox-replicas and 1 more
      mailbox-deletion-dev      us-east-1  waiting for mailbox-api-dev and 2 more
    1 of 6 done  3 s
    ");
}

#[test]
fn a_run_is_shortened_to_the_height_of_the_terminal() {
    let nodes: Vec<_> =
        (1..=200).map(|number| stack(&format!("customer-notifications-{number}"), "us-west-2")).collect();
    let needs = (0..200).map(|index| if index < 4 { Vec::new() } else { vec![index - 4] }).collect();
    let (ui, terminal) = on_terminal(40);
    ui.event(&Event::Planned { nodes: nodes.clone(), needs });
    nodes[..3].iter().for_each(|node| ui.event(&started(node.clone(), Action::Create)));
    ui.event(&finished(nodes[3].clone(), Outcome::Created, 1.0));
    pass(&ui, 1000);
    pass(&ui, 1000);
    assert_snapshot!(terminal.contents(), @r"
    ⠹ customer-notifications-1  us-west-2
    ⠹ customer-notifications-2  us-west-2
    ⠹ customer-notifications-3  us-west-2
    ⠹ customer-notifications-8  us-west-2
      customer-notifications-5  us-west-2
      customer-notifications-6  us-west-2
      customer-notifications-7  us-west-2
      customer-notifications-9  us-west-2
      customer-notifications-10  us-west-2
      customer-notifications-11  us-west-2
    1 of 200 done, 10 of 199 shown  2 s
    ");
    ui.failure(&Failure::failed("it failed").into());
    assert_snapshot!(terminal.contents(), @"error: it failed");
    for rows in 0..4 {
        let mut board = Board::new(Duration::ZERO, UNICODE);
        board.take(&planned(nodes.clone()), Duration::ZERO, 40);
        let lines = board.lines(SECOND, Size { rows, columns: 40 });
        assert_eq!(lines.len(), rows.saturating_sub(1), "the cursor has a line of its own");
    }
}

#[test]
fn nothing_is_drawn_again_that_has_not_changed() {
    let (ui, terminal) = on_terminal(80);
    ui.event(&planned(vec![table(), api()]));
    ui.event(&started(table(), Action::Create));
    pass(&ui, 1000);
    let draws = |millis: u64| {
        terminal.moves_since_last_check();
        pass(&ui, millis);
        !terminal.moves_since_last_check().is_empty()
    };
    for _ in 0..9 {
        assert!(!draws(100), "a second has not passed");
    }
    assert!(draws(100), "the seconds and the spinner move once a second");
    ui.event(&resource(table(), "MailboxTable", "AWS::DynamoDB::Table", "CREATE_IN_PROGRESS"));
    assert!(draws(0) && !draws(0), "an event is drawn once");
}

#[test]
fn marks_differ_also_in_ascii() {
    let marks = [Mark::Done, Mark::Failed, Mark::Running(0), Mark::Running(2), Mark::Waiting, Mark::Skipped];
    for unicode in [false, true] {
        let signs: std::collections::BTreeSet<_> = marks.iter().map(|mark| mark.sign(unicode)).collect();
        assert_eq!(signs.len(), marks.len());
    }
}
