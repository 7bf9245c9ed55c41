//! How far a run is, on a terminal and off it.

use crate::harness::{Sandbox, project};

const TOPIC_AND_ITS_USER: &str = "      topic: {template: topic.yaml, region: home}
      user: {template: topic.yaml, region: workflow, needs: [s-topic], parameters: {Name: user}}
";

#[test]
fn a_terminal_gets_moving_lines_and_continuous_integration_plain_ones() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, TOPIC_AND_ITS_USER);
    let program = env!("CARGO_BIN_EXE_provision");
    let run = |words: &str| {
        sandbox.on_a_terminal(100, &format!("{words} --color never"), "").map(|output| output.ok().stdout)
    };
    let Some(moving) = run(&format!("LC_ALL=C.UTF-8 {program} deploy")) else { return };
    let row =
        |mark: &str, name: &str, region: &str, word: &str| format!("{mark} {name:<10}  {region}  {word}");
    for line in
        [row("✓", "s-topic-dev", "us-west-2", "created"), row("✓", "s-user-dev ", "us-east-1", "created")]
    {
        assert!(moving.contains(&line), "no '{line}' in {moving}");
    }
    assert!(moving.contains("waiting for s-topic-dev"), "{moving}");
    assert!(moving.contains("of 2 done"), "{moving}");
    assert!(!moving.contains(": creating"), "{moving}");
    let ascii = run(&format!("LC_ALL=C {program} teardown --confirm s")).unwrap();
    assert!(ascii.is_ascii() && ascii.contains("+ s-user-dev   us-east-1  removed"), "{ascii}");
    for words in
        [format!("CI=1 {program} deploy"), format!("{program} teardown --confirm s --progress plain")]
    {
        let plain = run(&words).unwrap();
        assert!(plain.contains("s-topic-dev in us-west-2: "), "{plain}");
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
