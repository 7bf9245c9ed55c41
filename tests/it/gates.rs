//! Gates between stacks: the step `wait-for`.

use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::process::Signal;
use serde_json::json;

use crate::harness::{Partner, Reply, Sandbox, credential, project};

/// Two stacks with a gate of this form between them.
fn gated(sandbox: &Sandbox, gate: &str) {
    let stacks = "      a: {template: topic.yaml, region: home, parameters: {Name: 'a-${stage}'}}
      b: {template: topic.yaml, region: workflow, parameters: {Name: 'b-${stage}'}, needs: [s-gate]}
";
    let steps = format!("      gate: {{wait-for: {gate}, needs: [s-a]}}\n");
    project::write_with_steps(sandbox, stacks, &steps);
}

fn put_parameter(sandbox: &Sandbox, value: &str) {
    let input = json!({"Name": "/s/ready", "Value": value, "Type": "String", "Overwrite": true});
    sandbox.call("ssm", "us-west-2", "AmazonSSM.PutParameter", &input);
}

fn cloudwatch(sandbox: &Sandbox, form: &str) {
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("authorization", &credential("monitoring", "us-east-1")),
    ];
    let form = format!("{form}&Version=2010-08-01");
    assert_eq!(sandbox.send("POST /", &headers, form).status(), 200);
}

#[test]
fn a_url_opens_the_gate_once_it_answers() {
    let (sandbox, web) = (Sandbox::started(), Partner::new());
    let looks = AtomicUsize::new(0);
    web.rule(move |_| match looks.fetch_add(1, Ordering::Relaxed) {
        0 | 1 => Reply::of("503 Service Unavailable", "{}"),
        _ => Reply::of("200 OK", "{}"),
    });
    let url = web.url("/health?token=hunter2");
    gated(&sandbox, &format!("{{url: '{url}'}}"));
    let deploy = sandbox.run("deploy --output json").ok();
    let shown = "\"resource_type\":\"url\",\"status\":\"HTTP status 503\"";
    deploy.prints(shown).prints("\"outcome\":\"ready\"").never_mentions("hunter2");
    assert_eq!(web.requests().len(), 3);
    for request in web.requests() {
        assert_eq!(request.first, "GET /health?token=hunter2 HTTP/1.1");
        assert_eq!(request.header("authorization"), None);
    }
    // A gate that is open costs one look and holds nothing up.
    sandbox.run("deploy").ok().prints("Nothing changed");
    assert_eq!(web.requests().len(), 4);
    sandbox.run("plan").ok();
    web.answer("500 Internal Server Error", "{}");
    sandbox.run("plan").prints("wait").prints("HTTP status 500");
    let status = sandbox.run("status --output json").ok().json();
    assert_eq!(status["gates"][0]["step"], "s-gate");
    assert_eq!(status["gates"][0]["state"], "HTTP status 500");
    assert_eq!(status["gates"][0]["open"], false);
    sandbox.run("status").ok().prints("GATE").prints("HTTP status 500");
    let looks = web.requests().len();
    sandbox.run("teardown --yes").ok();
    assert_eq!(web.requests().len(), looks);
}

#[test]
fn a_gate_that_does_not_open_fails_the_deploy_and_what_needs_it_is_skipped() {
    let sandbox = Sandbox::started();
    gated(&sandbox, "{parameter: /s/ready, equals: 'yes', deadline: 2s}");
    put_parameter(&sandbox, "hunter2");
    let failed = sandbox.run("deploy").code(1);
    let failed =
        failed.says("waited 2 s for parameter /s/ready in us-west-2 to have the value that 'equals' gives");
    failed.says("it has another value").says("aws ssm get-parameter").never_mentions("hunter2");
    sandbox.run("status").ok().prints("not deployed");
    put_parameter(&sandbox, "yes");
    sandbox.run("deploy").ok().prints("created");
}

#[test]
fn an_alarm_opens_the_gate_once_it_is_ok() {
    let sandbox = Sandbox::started();
    gated(&sandbox, "{alarm: 's-${stage}', region: workflow, deadline: 2s}");
    sandbox.run("deploy").code(1).says("alarm s-dev in us-east-1 to be OK").says("no such alarm");
    cloudwatch(
        &sandbox,
        "Action=PutMetricAlarm&AlarmName=s-dev&MetricName=m&Namespace=n&Period=60&EvaluationPeriods=1&Threshold=1&\
         Statistic=Sum&ComparisonOperator=GreaterThanThreshold",
    );
    let set = |state: &str| {
        let form = "Action=SetAlarmState&AlarmName=s-dev&StateReason=test&StateValue=";
        cloudwatch(&sandbox, &format!("{form}{state}"));
    };
    set("ALARM");
    sandbox.run("deploy").code(1).says("its last state: ALARM");
    set("OK");
    sandbox.run("deploy").ok().prints("created");
}

#[test]
fn an_interrupt_while_a_gate_waits_is_no_failure() {
    let sandbox = Sandbox::started();
    gated(&sandbox, "{parameter: /never, deadline: 5m}");
    let running = sandbox.start("deploy --output json");
    running.until("/never").signal(Signal::TERM);
    let output = running.end().code(130).says("error: interrupted before everything was done");
    let report = output.events().pop().unwrap();
    assert_eq!((&report["status"], &report["failure"]), (&"interrupted".into(), &serde_json::Value::Null));
    let ends = report["nodes"].as_array().unwrap().iter().filter(|node| node["end"] == "skipped");
    assert!(
        ends.clone().count() > 0 && ends.clone().all(|node| node["because"] == "the run was interrupted"),
        "{report}"
    );
}
