//! Moving lines on a terminal while other text is printed, keys are pressed and prompts are shown.

use super::boards::{SECOND, begun};
use super::*;

#[test]
fn lines_wait_while_a_question_is_open() {
    let (ui, terminal) = on_terminal(60);
    ui.event(&planned(vec![table(), api()]));
    ui.event(&started(table(), Action::Create));
    pass(&ui, 1000);
    ui.show_question("Wait, cancel or detach? ");
    ui.event(&finished(table(), Outcome::Created, 1.0));
    pass(&ui, 1000);
    assert_snapshot!(terminal.contents(), @"Wait, cancel or detach?");
    Attached(terminal.clone()).write_all(b"wait\n").unwrap();
    ui.close_question();
    assert_snapshot!(terminal.contents(), @r"
    Wait, cancel or detach? wait
    ✓ mailbox-table-dev  us-west-2  created      1.0 s
    ⠹ mailbox-api-dev    us-west-2  checking       2 s
    1 of 2 done  2 s
    ");
}

#[test]
fn a_terminal_shows_what_is_in_work() {
    let (ui, terminal) = on_terminal(76);
    let events = run();
    events[..5].iter().for_each(|event| ui.event(event));
    assert_eq!(terminal.contents(), "", "nothing moves in the first moment");
    pass(&ui, 3200);
    assert_snapshot!(terminal.contents(), @r"
    ⠸ mailbox (functions)              building       3 s
    ⠸ mailbox-table-dev     us-west-2  creating       3 s  MailboxTable…
    ⠸ mailbox-api-dev       us-west-2  checking       3 s
    ⠸ mailbox-deletion-dev  us-east-1  checking       3 s
    1 of 5 done  3 s
    ");
    events[5..8].iter().for_each(|event| ui.event(event));
    ui.event(&resource(api(), "Api", "AWS::ApiGateway::RestApi", "UPDATE_IN_PROGRESS"));
    ui.event(&resource(api(), "GetFunction", "AWS::Lambda::Function", "CREATE_IN_PROGRESS"));
    pass(&ui, 62_000);
    assert_snapshot!(terminal.contents(), @r"
    ✓ mailbox-table-dev     us-west-2  created      1.2 s
    ✓ mailbox (functions)              built     1 m 15 s
    ⠴ mailbox-api-dev       us-west-2  updating  1 m 05 s  GetFunction…
    ⠴ mailbox-deletion-dev  us-east-1  checking  1 m 05 s
    3 of 5 done  1 m 05 s
    ");
    events[8..].iter().for_each(|event| ui.event(event));
    pass(&ui, 500);
    assert_snapshot!(terminal.contents(), @"
    ✓ mailbox-table-dev     us-west-2  created      1.2 s
    ✓ mailbox (functions)              built     1 m 15 s
    ✗ mailbox-api-dev       us-west-2  failed       2.0 s
        at Create[31mFunction (AWS::Lambda::Function)
    – mailbox-deletion-dev  us-east-1  not tried
        because mailbox-api-dev in us-west-2 failed
    replica us-east-1 takes up to 10 minutes
    3 of 5 done, 1 failed, 1 not tried  1 m 05 s
    ");
    ui.final_report(&made()).unwrap();
    assert_snapshot!(terminal.contents(), @"
    ✓ mailbox-table-dev     us-west-2  created      1.2 s
    ✓ mailbox (functions)              built     1 m 15 s
    ✗ mailbox-api-dev       us-west-2  failed       2.0 s
        at Create[31mFunction (AWS::Lambda::Function)
    – mailbox-deletion-dev  us-east-1  not tried
        because mailbox-api-dev in us-west-2 failed
    replica us-east-1 takes up to 10 minutes
    STACK              STATE
    mailbox-table-dev  created
    ");
}

#[test]
fn an_echoed_interrupt_leaves_no_line_behind() {
    let (ui, terminal) = on_terminal(60);
    ui.event(&planned(vec![table()]));
    ui.event(&started(table(), Action::Create));
    pass(&ui, 1000);
    terminal.write_str("^C").unwrap();
    pass(&ui, 100);
    ui.note("interrupted: nothing new is started");
    assert_snapshot!(terminal.contents(), @r"
    interrupted: nothing new is started
    ⠙ mailbox-table-dev  us-west-2  creating       1 s
    0 of 1 done  1 s
    ");
    ui.run_ended();
    assert_eq!(terminal.contents(), "interrupted: nothing new is started");
}

/// A terminal whose width changes, with everything that is written to it.
#[derive(Clone)]
struct Resized(Arc<Mutex<(usize, String)>>);

impl Terminal for Resized {
    fn size(&self) -> Size {
        Size { rows: 24, columns: self.0.lock().unwrap().0 }
    }

    fn write(&self, text: &str) -> io::Result<()> {
        self.0.lock().unwrap().1.push_str(text);
        Ok(())
    }
}

#[test]
fn lines_that_a_narrower_terminal_has_broken_are_cleared() {
    let terminal = Resized(Arc::new(Mutex::new((80, String::new()))));
    let clock = Clock::fixed();
    let mut board = Board::new(Duration::ZERO, UNICODE);
    begun().iter().for_each(|event| _ = board.take(event, Duration::ZERO, 80));
    let screen = Screen::on(terminal.clone(), clock.clone(), board);
    clock.advance(SECOND);
    screen.draw();
    let drawn = std::mem::replace(&mut *terminal.0.lock().unwrap(), (40, String::new())).1;
    assert_eq!(console::measure_text_width(drawn.trim_end_matches('\r')), 8 * 80, "7 lines and an empty one");
    screen.draw();
    let again = terminal.0.lock().unwrap().1.clone();
    assert!(again.starts_with("\x1b[14A\r\x1b[J⠙ mailbox (functions) "), "{again:?}");
}
