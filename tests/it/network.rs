//! AWS that is slow, refuses, or is not there: one sentence, the right exit code, and what can be done about it.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::harness::{Call, Proxy, Sandbox, Verdict, project, refusal};

fn behind_proxy() -> (Sandbox, Proxy) {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let proxy = sandbox.behind_proxy();
    (sandbox, proxy)
}

/// Gives the first call of an operation this answer and lets the others through.
fn once(proxy: &Proxy, action: &'static str, verdict: impl Fn(&Call) -> Verdict + Send + Sync + 'static) {
    let seen = AtomicUsize::new(0);
    proxy.rule(move |call| {
        if call.action == action && seen.fetch_add(1, Ordering::Relaxed) == 0 {
            verdict(call)
        } else {
            Verdict::Forward
        }
    });
}

#[test]
fn what_passes_by_itself_is_tried_again() {
    let (sandbox, proxy) = behind_proxy();
    type Fault = fn(&Call) -> Verdict;
    let faults: [(&str, Fault); 4] = [
        ("DescribeStacks", |call| refusal(call, 400, "Throttling", "Rate exceeded")),
        ("DescribeStacks", |call| refusal(call, 500, "InternalFailure", "try again")),
        ("CreateStack", |call| refusal(call, 503, "ServiceUnavailable", "try again")),
        ("CreateStack", |_| Verdict::Drop),
    ];
    for (action, fault) in faults {
        sandbox.run("local reset --yes").ok();
        once(&proxy, action, fault);
        sandbox.run("deploy").ok().prints("created").never_mentions("error");
    }
}

#[test]
fn a_creation_whose_answer_is_lost_is_not_made_twice() {
    let (sandbox, proxy) = behind_proxy();
    // The call arrives, and then its answer is too broken to be read.
    let aws = sandbox.aws();
    once(&proxy, "CreateStack", move |call| {
        let fields: Vec<_> = call.body.split('&').filter_map(|field| field.split_once('=')).collect();
        let text = fields.iter().find(|(name, _)| *name == "TemplateBody").unwrap().1;
        let text = decoded(text);
        aws.cloudformation(&call.region, "CreateStack", &[("StackName", "s-a-dev"), ("TemplateBody", &text)]);
        Verdict::Drop
    });
    sandbox.run("deploy").ok();
    assert_eq!(sandbox.aws().stacks("us-west-2").len(), 1);
    sandbox.run("deploy").ok().prints("Nothing changed");
}

fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default().as_bytes().to_vec();
    let bytes = parts.fold(first, |mut bytes, part| {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
        bytes
    });
    String::from_utf8(bytes).unwrap().replace('+', " ")
}

#[test]
fn a_refusal_names_the_call_the_region_and_what_to_do() {
    let (sandbox, proxy) = behind_proxy();
    let cases = [
        ("AccessDenied", 403, 1, "lacks this permission"),
        ("ExpiredToken", 403, 2, "renew the credentials"),
        ("InvalidClientTokenId", 403, 2, "renew the credentials"),
        ("SignatureDoesNotMatch", 403, 2, "check the secret access key"),
        ("ValidationError", 400, 1, ""),
    ];
    for (code, status, exit, hint) in cases {
        for (words, action, call_name) in [
            ("status", "DescribeStacks", "cloudformation:DescribeStacks in us-"),
            ("deploy", "DescribeStacks", "cloudformation:DescribeStacks in us-"),
            ("deploy", "CreateStack", "cloudformation:CreateStack in us-west-2"),
        ] {
            proxy.rule(move |call| {
                if call.action == action {
                    refusal(call, status, code, "told by the test")
                } else {
                    Verdict::Forward
                }
            });
            let output = sandbox.run(words).code(exit).says(call_name);
            output.says(&format!("{code}: told by the test")).says(hint);
            assert!(sandbox.aws().stacks("us-west-2").is_empty());
        }
    }
}

#[test]
fn a_denied_call_in_the_middle_leaves_what_is_done_and_names_the_permission() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    let proxy = sandbox.behind_proxy();
    proxy.rule(|call| {
        if call.action == "UpdateTable" {
            refusal(call, 400, "AccessDeniedException", "not you")
        } else {
            Verdict::Forward
        }
    });
    sandbox.run("deploy").code(1).says("dynamodb:UpdateTable in us-west-2: AccessDeniedException: not you");
    proxy.forward_all();
    sandbox.run("deploy").ok();
}

#[test]
fn an_address_where_nobody_is_is_told() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.set("AWS_ACCESS_KEY_ID", "test");
    sandbox.set("AWS_SECRET_ACCESS_KEY", "test");
    let commands = ["deploy", "plan", "status", "outputs", "teardown --confirm s"];
    // All at once, because each tries for some seconds.
    let start = |words| sandbox.command(&format!("{words} --endpoint-url http://127.0.0.1:1")).start();
    for running in commands.map(start) {
        let output = running.end().code(1);
        output.says("cloudformation:DescribeStacks in us-").says("refused").says("hint: check the network");
    }
}

#[test]
fn missing_credentials_are_a_matter_of_configuration() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    for words in ["deploy", "plan", "status", "outputs", "teardown --confirm s"] {
        let output = sandbox.run(&format!("{words} --endpoint-url http://127.0.0.1:1")).code(2);
        output.says("no AWS credentials were found").says("hint: set AWS credentials");
    }
    sandbox.run("status --profile nobody --endpoint-url http://127.0.0.1:1").code(2).says("nobody");
    sandbox.run("status --endpoint-url nonsense").code(2);
}
