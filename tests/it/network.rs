//! AWS that is slow, refuses, or is not there: one sentence, the right exit code, and what can be done about it.

use std::sync::atomic::{AtomicUsize, Ordering};

use std::time::{Duration, Instant};

use crate::harness::{Call, Proxy, Sandbox, Server, Verdict, project, refusal};

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
        (
            "ExpiredToken",
            403,
            2,
            "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN to new credentials",
        ),
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
                    refusal(call, status, code, "scripted by the test")
                } else {
                    Verdict::Forward
                }
            });
            let output = sandbox.run(words).code(exit).says(call_name);
            output.says(&format!("{code}: scripted by the test")).says(hint);
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
fn an_address_without_a_server_is_reported() {
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
    sandbox.run("status --profile zoe --endpoint-url http://127.0.0.1:1").code(2).says("zoe");
}

/// A project and credentials, for commands with an `--endpoint-url`.
fn with_credentials() -> Sandbox {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.set("AWS_ACCESS_KEY_ID", "test");
    sandbox.set("AWS_SECRET_ACCESS_KEY", "test");
    sandbox
}

#[test]
fn an_endpoint_without_a_scheme_is_shown() {
    let sandbox = with_credentials();
    for value in ["nonsense", "127.0.0.1:4566", "ftp://127.0.0.1", "http://"] {
        let output = sandbox.run(&format!("status --endpoint-url {value}")).code(2);
        output.says(&format!("the endpoint URL '{value}' is no http:// or https:// address")).says("hint: ");
    }
    sandbox.set("AWS_ENDPOINT_URL", "localhost:4566");
    sandbox.run("status").code(2).says("the endpoint URL 'localhost:4566' is no http:// or https:// address");
}

/// Checks what `status` reports of a server at its endpoint.
fn reports(scheme: &str, server: &Server, expected: &[&str]) {
    let sandbox = with_credentials();
    let words = format!("status --endpoint-url {scheme}://{}", server.address());
    let began = Instant::now();
    let mut output = sandbox.run(&words).code(1).says("cloudformation:DescribeStacks in us-");
    for text in expected {
        output = output.says(&text.replace("HOST", &server.address()));
    }
    for debris in ["Some(", "Error {", "Unhandled", "dispatch failure", "os error", "hyper"] {
        output = output.never_mentions(debris);
    }
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}

/// An answer with a further header whose list of stacks has no end.
macro_rules! cut {
    ($head:literal) => {
        concat!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n",
            $head,
            "\r\n<DescribeStacksResponse><DescribeStacksResult><Stacks></Stacks>"
        )
    };
}

#[test]
fn what_is_wrong_with_an_answer_is_named_with_its_host() {
    let page =
        "HTTP/1.1 200 OK\r\n\r\n<html>\n<head><title>Welcome to Hotel Example, please log in first</title>";
    let of_page: &[&str] = &[
        "HOST returned a response that is not from AWS: HTTP status 200, ",
        "'<html> <head><title>Welcome to Hotel Example, please log in …'",
    ];
    let cut_short: &[&str] = &["the answer of HOST was cut short"];
    let cases: [(&str, &'static str, &[&str]); 7] = [
        (
            "https",
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
            &["HOST does not speak TLS; a port without it needs http://"],
        ),
        ("http", "SSH-2.0-OpenSSH_9.2\r\n", &["HOST does not speak HTTP"]),
        ("http", page, of_page),
        (
            "http",
            "HTTP/1.1 502 Bad Gateway\r\n\r\nno upstream",
            &["HTTP status 502 and a response that is not from AWS: 'no upstream'"],
        ),
        ("http", cut!(""), cut_short),
        ("http", cut!("content-length: 4000\r\n"), cut_short),
        ("http", "", cut_short),
    ];
    // All at once, because each tries for some seconds.
    std::thread::scope(|scope| {
        for (scheme, answer, expected) in cases {
            scope.spawn(move || reports(scheme, &Server::answering(answer), expected));
        }
    });
}

#[test]
fn a_host_without_an_address_is_named() {
    let sandbox = with_credentials();
    let output = sandbox.run("status --endpoint-url http://aws.invalid:4566").code(1);
    output.says("cloudformation:DescribeStacks in us-").says("aws.invalid").says("no address is known for");
}

/// A user who waits for the first answer must see what the command is at, whatever the command is.
#[test]
fn every_command_says_where_it_works_before_its_first_call() {
    let sandbox = with_credentials();
    let silent = Server::silent();
    let id = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
    let who = "--account ada --vendor corner";
    let commands = [
        "deploy",
        "plan",
        "doctor",
        "status",
        "outputs",
        "teardown --yes --confirm s",
        "execution list",
        "mailbox list",
        "order list",
        "shop audit",
    ];
    let with_id = [
        format!("execution show {id}"),
        format!("execution tail {id}"),
        format!("mailbox get {id}"),
        format!("order get {id}"),
        format!("coffee get {who}"),
        format!("coffee order {who} --item Mocha"),
        format!("shop order get {id}"),
        "order place --name a --address b --product c --quantity 1".to_owned(),
        "order redrive".to_owned(),
    ];
    let commands: Vec<_> = commands.into_iter().map(str::to_owned).chain(with_id).collect();
    let start = |words: &String| {
        let systems = sandbox.command(&format!("{words} --endpoint-url http://{}", silent.address()));
        let needs_systems =
            ["mailbox", "order", "coffee", "shop"].iter().any(|system| words.starts_with(system));
        match needs_systems {
            true => systems.within(&sandbox.path("home")).start(),
            false => systems.start(),
        }
    };
    for running in commands.iter().map(start).collect::<Vec<_>>() {
        running.until("stage dev, home us-west-2");
        running.kill();
    }
}

#[test]
fn a_host_that_never_answers_is_shown_and_given_up_within_a_minute() {
    let (sandbox, silent) = (with_credentials(), Server::silent());
    let began = Instant::now();
    let start =
        |words| sandbox.command(&format!("{words} --endpoint-url http://{}", silent.address())).start();
    let running = ["deploy", "plan", "status", "outputs", "teardown --confirm s --yes"].map(start);
    let waiting = format!("in us-west-2: no answer from {} yet", silent.address());
    for one in running {
        let output = one.end().code(1).says(&waiting).says("waiting for cloudformation");
        let output = output.says(&format!("{} did not answer within 55 s", silent.address()));
        output.says("cloudformation:DescribeStacks in us-").says("hint: check the network");
    }
    let took = began.elapsed();
    assert!(took > Duration::from_secs(50) && took < Duration::from_secs(65), "{took:?}");
}

#[test]
fn a_slow_answer_is_announced_once_and_used() {
    let (sandbox, proxy) = behind_proxy();
    sandbox.run("deploy").ok().never_mentions("waiting for");
    once(&proxy, "DescribeStacks", |_| {
        std::thread::sleep(Duration::from_secs(5));
        Verdict::Forward
    });
    let output = sandbox.run("status --region us-west-2").ok();
    output.says("waiting for cloudformation in us-west-2: no answer from 127.0.0.1:");
    let quiet = |words: &str| sandbox.run(words).ok();
    once(&proxy, "DescribeStacks", |_| {
        std::thread::sleep(Duration::from_secs(4));
        Verdict::Forward
    });
    quiet("status --region us-west-2 --quiet").never_mentions("waiting for");
}
