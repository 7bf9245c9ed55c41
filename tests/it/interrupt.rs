//! Runs that are asked to stop, and runs that are killed.

use std::net::TcpListener;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use rustix::process::Signal;
use serde_json::Value;

use crate::harness::{Call, Proxy, Running, Sandbox, Verdict, project};

const GATE_THEN_TOPIC: &str = "      slow: {template: gated.yaml, region: home}
      after: {template: topic.yaml, region: home, needs: [s-slow]}
";

/// A deploy that waits for a stack which the test holds.
fn held() -> (Sandbox, Running) {
    let sandbox = Sandbox::started();
    project::write(&sandbox, GATE_THEN_TOPIC);
    let running = sandbox.command("deploy").start();
    running.until("s-slow-dev in us-west-2: creating");
    sandbox.aws().until_stack_is("us-west-2", "s-slow-dev", "CREATE_IN_PROGRESS");
    (sandbox, running)
}

#[test]
fn the_first_signal_finishes_what_is_in_progress_and_starts_nothing_new() {
    for signal in [Signal::INT, Signal::TERM] {
        let (sandbox, running) = held();
        running.signal(signal).until("interrupted: nothing new is started");
        sandbox.aws().open_gate("us-west-2", "s-slow-dev");
        running.end().code(130).says("hint: run the same command again").prints("not tried");
        assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-slow-dev CREATE_COMPLETE"]);
        sandbox.run("deploy").ok();
        assert_eq!(sandbox.aws().stacks("us-west-2").len(), 2);
    }
}

#[test]
fn the_second_signal_leaves_at_once_and_says_how_to_look_again() {
    for second in [Signal::INT, Signal::TERM] {
        let (sandbox, running) = held();
        running.signal(Signal::INT).until("interrupted: nothing new is started").signal(second);
        running.end().code(130).says("hint: provision status");
        sandbox.run("status").ok().prints("in progress");
        sandbox.aws().open_gate("us-west-2", "s-slow-dev");
        sandbox.run("deploy").ok();
        sandbox.run("deploy").ok().prints("Nothing changed");
    }
}

#[test]
fn a_teardown_can_be_interrupted_and_finished_later() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.run("deploy").ok();
    let proxy = sandbox.behind_proxy();
    let (reached, release) = hold(&proxy, |call| call.action == "DeleteStack", false);
    let running = sandbox.command("teardown --confirm s").start();
    reached.recv().unwrap();
    running.signal(Signal::INT).until("interrupted: nothing new is started");
    proxy.forward_all();
    drop(release);
    running.end().code(130);
    sandbox.run("teardown --confirm s").ok();
    assert!(sandbox.aws().stacks("us-west-2").is_empty() && sandbox.aws().stacks("us-east-1").is_empty());
}

/// Holds the first call that fits, before or after it has arrived: reports when it is held, and releases it when the
/// other end is dropped.
fn hold(
    proxy: &Proxy,
    fits: impl Fn(&Call) -> bool + Send + Sync + 'static,
    arrived: bool,
) -> (Receiver<()>, Sender<()>) {
    let (begun, reached) = channel();
    let (release, wait) = channel::<()>();
    let ends = Arc::new(Mutex::new(Some((begun, wait))));
    proxy.rule(move |call| {
        let Some((begun, wait)) = fits(call).then(|| ends.lock().unwrap().take()).flatten() else {
            return Verdict::Forward;
        };
        let held = move || {
            begun.send(()).unwrap();
            // Ends with an error when the test lets go.
            let _ = wait.recv();
        };
        if arrived {
            return Verdict::ForwardThen(Box::new(held));
        }
        held();
        Verdict::Drop
    });
    (reached, release)
}

/// What is there, without what differs between two equal runs.
fn state(sandbox: &Sandbox) -> (Value, Value) {
    let mut status = sandbox.run("status --output json").ok().json();
    for stack in status["stacks"].as_array_mut().unwrap() {
        stack.as_object_mut().unwrap().remove("age_seconds");
    }
    let mut outputs = sandbox.run("outputs --output json").ok().json();
    // Its name is the time at which it was made.
    outputs["s-data-dev"].as_object_mut().unwrap().remove("StreamArn");
    (status, outputs)
}

/// A deploy is killed at each of its writing calls, once before the call arrives and once after. Whatever was done by then,
/// the same command again ends where an undisturbed run ends.
#[test]
fn a_run_killed_at_any_write_is_finished_by_the_next() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    let proxy = sandbox.behind_proxy();
    sandbox.run("deploy").ok();
    let writes = proxy.take_calls().iter().filter(|call| !call.is_read()).count();
    assert!(writes >= 4, "a change set made and executed, a replica, a stack: {writes}");
    let wanted = state(&sandbox);

    for nth in 0..writes {
        for arrived in [false, true] {
            sandbox.run("local reset --yes").ok();
            let seen = Mutex::new(0);
            let is_nth = move |call: &Call| {
                let mut seen = seen.lock().unwrap();
                *seen += usize::from(!call.is_read());
                !call.is_read() && *seen == nth + 1
            };
            let (reached, release) = hold(&proxy, is_nth, arrived);
            let running = sandbox.command("deploy").start();
            reached.recv().unwrap();
            running.kill();
            drop(release);
            proxy.forward_all();
            sandbox.run("deploy").ok();
            assert_eq!(state(&sandbox), wanted, "killed at write {nth}, arrived: {arrived}");
            sandbox.run("deploy").ok().prints("Nothing changed");
        }
    }
}

/// A command that only reads ends like any other: with the code and the last line of an interrupt.
#[test]
fn a_signal_ends_a_command_that_waits_for_aws() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.set("AWS_ACCESS_KEY_ID", "x");
    sandbox.set("AWS_SECRET_ACCESS_KEY", "y");
    for (signal, words) in [(Signal::INT, "status"), (Signal::TERM, "deploy"), (Signal::TERM, "plan")] {
        let line = format!("{words} --endpoint-url http://{address} --output json");
        let running = sandbox.start(&line);
        running.until("stage dev").signal(signal);
        let output = running.end().code(130).says("error: interrupted");
        assert_eq!(output.json()["status"], "interrupted", "{line}");
    }
}
