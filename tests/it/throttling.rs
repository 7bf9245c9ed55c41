//! AWS that throttles requests: every command waits and ends well.

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::harness::{Call, Sandbox, Verdict, project, refusal};

/// Refuses a call in the words of its own service.
fn throttled(call: &Call) -> Verdict {
    match call.service.as_str() {
        "s3" => refusal(call, 503, "SlowDown", "Please reduce your request rate."),
        "lambda" | "apigateway" => refusal(call, 429, "TooManyRequestsException", "Rate exceeded"),
        "dynamodb" | "states" => refusal(call, 400, "ThrottlingException", "Rate exceeded"),
        _ => refusal(call, 400, "Throttling", "Rate exceeded"),
    }
}

/// A table with a replica, and a function whose code is a folder: calls of four services, in two regions.
fn with_table_and_function() -> Sandbox {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    let function = "      f: {template: function.yaml, region: home}\n";
    project::write_with_steps(&sandbox, &format!("{stacks}{function}"), steps);
    sandbox
        .write("function.yaml", project::FUNCTION)
        .write("src/main.py", "def handler(event, context):\n    return 1\n");
    sandbox
}

#[test]
fn calls_that_are_throttled_at_random_or_many_times_in_a_row_only_make_a_run_slower() {
    let sandbox = with_table_and_function();
    let proxy = sandbox.behind_proxy();
    let seed = u64::from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos()) | 1;
    println!("seed {seed}");
    let state = Mutex::new((seed, HashMap::new()));
    proxy.rule(move |call| {
        let (dice, refused) = &mut *state.lock().unwrap();
        *dice ^= *dice << 13;
        *dice ^= *dice >> 7;
        *dice ^= *dice << 17;
        let in_a_row: &mut u32 = refused.entry(format!("{} {}", call.service, call.region)).or_default();
        // The SDK by itself gives up after five tries.
        let is_refused = if *in_a_row < 5 { call.service != "cloudformation" } else { *dice % 10 < 3 };
        *in_a_row += 1;
        if is_refused { throttled(call) } else { Verdict::Forward }
    });
    sandbox.run("deploy").ok().prints("created").never_mentions("error");
    sandbox.run("teardown --confirm s --delete-data").ok();
    assert!(sandbox.aws().stacks("us-west-2").is_empty());
}

#[test]
fn forty_stacks_get_through_a_limit_of_four_calls_a_second() {
    let sandbox = Sandbox::started();
    let stack =
        |n| format!("      t{n}: {{template: topic.yaml, region: home, parameters: {{Name: t{n}}}}}\n");
    project::write(&sandbox, &(0..40).map(stack).collect::<String>());
    let proxy = sandbox.behind_proxy();
    let recent: Mutex<VecDeque<Instant>> = Mutex::default();
    proxy.rule(move |call| {
        let (mut recent, now) = (recent.lock().unwrap(), Instant::now());
        recent.retain(|at| now - *at < Duration::from_secs(1));
        if call.service != "cloudformation" || recent.len() < 4 {
            recent.push_back(now);
            return Verdict::Forward;
        }
        throttled(call)
    });
    sandbox.run("deploy").ok().prints("created").never_mentions("error");
    assert_eq!(sandbox.aws().stacks("us-west-2").len(), 40);
}
