//! `provision template`: what a deploy would send.

use crate::harness::{Sandbox, project};

#[test]
fn the_template_of_a_stack_is_what_cloudformation_has_after_a_deploy() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let first = sandbox.run("template s-b").ok();
    assert!(
        first.stderr.contains("s-b-dev refers to outputs that do not exist yet (s-a.Arn)"),
        "{}",
        first.stderr
    );
    assert_eq!(sandbox.aws().stacks("us-east-1"), [""; 0], "nothing is created");
    sandbox.run("deploy").ok();
    let sent = sandbox.run("template s-b").ok();
    assert!(!sent.stderr.contains("do not exist yet"), "{}", sent.stderr);
    let (_, deployed) =
        sandbox.aws().query("cloudformation", "us-east-1", "GetTemplate", &[("StackName", "s-b-dev")]);
    let deployed = deployed.split("<TemplateBody>").nth(1).unwrap().split("</TemplateBody>").next().unwrap();
    let deployed =
        deployed.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    assert_eq!(sent.stdout.trim_end(), deployed.trim_end());
    let report = sandbox.json("template s-b");
    assert_eq!(report["templates"][0]["parameters"]["Display"], "arn:aws:sns:us-west-2:000000000000:a-dev");
    assert_eq!(report["templates"][0]["tags"]["provision:system"], "s");
}

#[test]
fn a_stack_in_several_regions_is_printed_for_each() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: topic.yaml, region: replicas, parameters: {Name: a}}\n");
    let text = sandbox.run("template s-a --replica-region us-east-1 --replica-region eu-west-1").ok().stdout;
    assert!(text.starts_with("--- # s-a-dev in "), "{text}");
    assert_eq!(text.matches("--- # s-a-dev in ").count(), 2, "{text}");
}

#[test]
fn an_unknown_stack_is_rejected_before_any_call() {
    let sandbox = Sandbox::new();
    project::write(&sandbox, project::TWO_TOPICS);
    let output = sandbox.run("template s-c").code(2);
    assert!(
        output.stderr.contains("has no stack 's-c'\nhint: the stacks are: s-a, s-b"),
        "{}",
        output.stderr
    );
}
