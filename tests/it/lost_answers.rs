//! Calls that arrive and whose answers are lost on their way back: everything is done once, and reported as it was done.

use std::collections::HashSet;
use std::sync::Mutex;

use crate::harness::{Proxy, Sandbox, Verdict, project};

/// Loses the first answer to each call that changes something.
fn lose_each_once(proxy: &Proxy) {
    let lost: Mutex<HashSet<String>> = Mutex::default();
    proxy.rule(move |call| {
        let is_first = !call.is_read() && lost.lock().unwrap().insert(call.line());
        if is_first { Verdict::LoseAnswer } else { Verdict::Forward }
    });
}

#[test]
fn a_deploy_an_update_and_a_teardown_survive_the_loss_of_every_first_answer() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    let function = "      f: {template: function.yaml, region: home}\n";
    project::write_with_steps(&sandbox, &format!("{stacks}{function}"), steps);
    sandbox.write("function.yaml", project::FUNCTION);
    let code = |answer| format!("def handler(event, context):\n    return {answer}\n");
    sandbox.write("src/main.py", &code(1));
    let proxy = sandbox.behind_proxy();
    lose_each_once(&proxy);
    let output = sandbox.run("deploy").ok();
    for stack in ["s-data-dev", "s-user-dev", "s-f-dev"] {
        assert!(
            output.stdout.lines().any(|line| line.contains(stack) && line.contains("created")),
            "{output}"
        );
    }
    sandbox.write("src/main.py", &code(2));
    lose_each_once(&proxy);
    sandbox.run("deploy").ok().prints("updated");
    lose_each_once(&proxy);
    sandbox.run("teardown --confirm s --delete-data").ok();
    for region in ["us-west-2", "us-east-1"] {
        assert!(sandbox.aws().stacks(region).is_empty());
        assert!(sandbox.aws().tables(region).is_empty());
    }
}
