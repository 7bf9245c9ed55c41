//! What the end of a deploy shows.

use std::collections::BTreeMap;

use insta::assert_snapshot;

use super::*;
use engine::aws::Region;
use engine::cause::Cause;
use engine::event::SkipCause;
use engine::outputs::{Outputs, StackOutputs};
use engine::report::FailureReport;

fn node(name: &str, region: &str, kind: NodeKind, end: NodeEnd) -> NodeReport {
    let region = Some(Region::new(region));
    NodeReport { node: NodeName { name: name.to_owned(), region, kind }, end, seconds: 12.3 }
}

fn stack(name: &str, region: &str, outcome: Outcome) -> NodeReport {
    node(name, region, NodeKind::Stack, NodeEnd::Done { outcome })
}

fn report(nodes: Vec<NodeReport>) -> DeployReport {
    let outputs = [
        ("Arn", "arn:aws:sns:us-west-2:123456789012:mailbox-confirmations-dev"),
        ("Url", "https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/dev"),
    ];
    let outputs = outputs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let outputs = StackOutputs {
        stack: "mailbox-api-dev".to_owned(),
        region: Region::new("us-west-2"),
        is_in_several_regions: false,
        values: BTreeMap::from(outputs),
    };
    let outputs = Outputs::from_iter([outputs]);
    let run = RunReport { stage: "dev".to_owned(), nodes, outputs, seconds: 41.0, ..RunReport::default() };
    let unchanged = run.is_unchanged();
    DeployReport { unchanged, run, next: Vec::new(), identity: None, all_outputs: false }
}

fn changed() -> Vec<NodeReport> {
    vec![
        node(
            "mailbox (functions)",
            "us-west-2",
            NodeKind::Upload,
            NodeEnd::Done { outcome: Outcome::Uploaded },
        ),
        stack("mailbox-table-dev", "us-west-2", Outcome::Unchanged),
        stack("mailbox-provisioning-dev", "us-east-1", Outcome::Updated),
        stack("mailbox-api-dev", "us-west-2", Outcome::Created),
    ]
}

#[test]
fn a_deploy_ends_with_what_changed_its_addresses_and_one_line() {
    assert_snapshot!(report(changed()).text(), @r"
    NAME                      REGION     RESULT      TIME
    mailbox (functions)       us-west-2  uploaded  12.3 s
    mailbox-provisioning-dev  us-east-1  updated   12.3 s
    mailbox-api-dev           us-west-2  created   12.3 s

    STACK            OUTPUT  VALUE
    mailbox-api-dev  Url     https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/dev

    Deployed 3 stacks in 2 regions in 41.0 s: 1 created, 1 updated, 1 unchanged
    ");
}

#[test]
fn what_the_terminal_has_shown_is_not_listed_again() {
    let view = View { shows_run: true, ..View::PLAIN };
    assert_snapshot!(view.render(|| report(changed()).text()), @r"
    STACK            OUTPUT  VALUE
    mailbox-api-dev  Url     https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/dev

    Deployed 3 stacks in 2 regions in 41.0 s: 1 created, 1 updated, 1 unchanged
    ");
}

#[test]
fn every_output_is_listed_on_request() {
    let text = report(changed()).with_outputs(true).text();
    assert!(text.contains("arn:aws:sns:us-west-2:123456789012:mailbox-confirmations-dev"), "{text}");
}

#[test]
fn without_changes_there_is_one_line_and_on_request_the_outputs() {
    let report = report(vec![stack("mailbox-table-dev", "us-west-2", Outcome::Unchanged)]);
    assert_snapshot!(report.text(), @"Nothing changed in stage dev (1 stack, 41.0 s).");
    assert!(report.with_outputs(true).text().contains("mailbox-confirmations-dev"));
}

#[test]
fn a_failed_deploy_counts_failures_first() {
    let mut nodes = changed();
    let failed = NodeName { name: "mailbox-api-dev".to_owned(), region: None, kind: NodeKind::Stack };
    nodes[2].end = NodeEnd::Failed(Cause { reason: "Access denied".to_owned(), ..Cause::default() });
    nodes[3].end = NodeEnd::Skipped { because: SkipCause::Failure(failed) };
    let mut report = report(nodes);
    report.run.interrupted = true;
    assert!(report.text().contains("Interrupted after 41.0 s: 1 failed, 1 not tried, 1 unchanged"));
}

#[test]
fn each_further_failure_is_shown_with_its_reason_and_remedy() {
    let mut nodes = changed();
    let cause =
        |reason: &str| Cause { reason: reason.to_owned(), hint: Some("wait".to_owned()), ..Cause::default() };
    nodes[2].end = NodeEnd::Failed(cause("Rate exceeded"));
    nodes[3].end = NodeEnd::Failed(cause("Access denied"));
    let mut report = report(nodes);
    let first = &report.run.nodes[3].node;
    report.run.failure = Some(FailureReport {
        node: first.name.clone(),
        region: first.region.clone(),
        cause: cause("Access denied"),
        skipped: Vec::new(),
    });
    let text = report.text();
    assert!(!text.contains("Access denied"), "the command ends with the first reason: {text}");
    assert_snapshot!(text.split("unchanged\n\n").nth(1).unwrap(), @r"
    Failed too  mailbox-provisioning-dev in us-east-1
    Reason      Rate exceeded
    Hint        wait
    ");
}

#[test]
fn the_counts_are_those_of_the_stacks_and_of_steps_that_did_something() {
    let mut nodes = vec![stack("mailbox-table-dev", "us-west-2", Outcome::Updated)];
    nodes.push(node(
        "mailbox-replicas",
        "us-west-2",
        NodeKind::Step,
        NodeEnd::Done { outcome: Outcome::Unchanged },
    ));
    assert!(report(nodes.clone()).text().contains("Deployed 1 stack in 1 region in 41.0 s: 1 updated"));
    nodes[1].end = NodeEnd::Done { outcome: Outcome::Replicated };
    assert!(report(nodes).text().contains(": 1 updated, 1 replicated"));
}

#[test]
fn a_project_without_stacks_has_nothing_to_deploy() {
    let text = report(Vec::new()).text();
    assert_eq!(text, "Nothing to deploy in stage dev: the project file has no stacks.");
}
