//! How far a run is, on a terminal and off it.

use std::thread;
use std::time::Duration;

use crate::harness::{Sandbox, project};

const GATE_AND_ITS_USER: &str = "      slow: {template: gated.yaml, region: home}
      user: {template: topic.yaml, region: workflow, needs: [s-slow], parameters: {Name: user}}
";

/// Runs a deploy on a terminal, in which a stack takes more than a second.
fn slow_deploy(sandbox: &Sandbox, command: &str) -> Option<String> {
    let aws = sandbox.aws();
    let opening = thread::spawn(move || {
        aws.until_stack_is("us-west-2", "s-slow-dev", "CREATE_IN_PROGRESS");
        thread::sleep(Duration::from_millis(1500));
        aws.open_gate("us-west-2", "s-slow-dev");
    });
    let shown = sandbox.on_a_terminal(100, command, "")?.ok().stdout;
    opening.join().unwrap();
    Some(shown)
}

#[test]
fn a_terminal_gets_moving_lines_and_continuous_integration_plain_ones() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, GATE_AND_ITS_USER);
    let program = concat!(env!("CARGO_BIN_EXE_provision"), " --color never");
    let Some(moving) = slow_deploy(&sandbox, &format!("LC_ALL=C.UTF-8 {program} deploy")) else { return };
    for line in [
        " s-slow-dev  us-west-2  creating ",
        "  s-user-dev  us-east-1  waiting for s-slow-dev",
        "0 of 2 done  1 s",
        "✓ s-slow-dev  us-west-2  created ",
        "✓ s-user-dev  us-east-1  created ",
    ] {
        assert!(moving.contains(line), "no '{line}' in {moving}");
    }
    assert!(!moving.contains(": creating"), "{moving}");
    let teardown = |words: &str| {
        let line = format!("LC_ALL=C {program} {words}");
        sandbox.on_a_terminal(100, &line, "").unwrap().ok().stdout
    };
    let ascii = teardown("teardown --confirm s");
    assert!(ascii.is_ascii() && ascii.contains("+ s-user-dev  us-east-1  removed"), "{ascii}");
    let continuous = slow_deploy(&sandbox, &format!("CI=1 {program} deploy")).unwrap();
    for plain in [continuous, teardown("teardown --confirm s --progress plain")] {
        assert!(plain.contains("s-slow-dev in us-west-2: "), "{plain}");
        assert!(!plain.contains("of 2 done") && !plain.contains('\x1b'), "{plain}");
    }
}

#[test]
fn events_of_resources_are_lines_only_on_request() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let resource = "CREATE_COMPLETE (SNS::Topic)";
    sandbox.run("deploy --progress events").ok().says(resource).says("CREATE_IN_PROGRESS (SNS::Topic)");
    sandbox.run("teardown --confirm s --progress events").ok().says("DELETE_COMPLETE (SNS::Topic)");
    sandbox.run("deploy").ok().never_mentions("SNS::Topic");
    sandbox.run("deploy --progress sometimes").code(2).says("possible values: auto, plain, events");
}

#[test]
fn a_run_that_prints_nothing_for_ten_seconds_says_what_is_in_progress() {
    let sandbox = Sandbox::started();
    project::write(
        &sandbox,
        "      slow: {template: gated.yaml, region: home, parameters: {Name: 'gated-${stage}'}}\n",
    );
    let running = sandbox.command("deploy").start();
    let quiet = sandbox.command("deploy --stage test --quiet").start();
    let json = sandbox.command("deploy --stage prod --output json").start();
    running.until("still creating s-slow-dev (us-west-2, 1").until("0 of 1 done");
    for stage in ["dev", "test", "prod"] {
        sandbox.aws().open_gate("us-west-2", &format!("s-slow-{stage}"));
    }
    running.end().ok();
    assert_eq!(quiet.end().ok().stderr, "");
    json.end().ok().never_mentions("still creating");
}
