//! What a deploy makes, and what it says when CloudFormation does not go along.

use crate::harness::{Sandbox, project, redacted};

#[test]
fn an_output_crosses_regions_and_the_summary_shows_what_was_made() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    let output = sandbox.run("deploy").ok();
    insta::assert_snapshot!(redacted(&sandbox, &output.stdout), @r"
    NAME  REGION  RESULT  TIME
    s-a-dev  us-west-2  created  [duration]
    s-b-dev  us-east-1  created  [duration]

    Deployed 2 stacks in 2 regions in [duration]: 2 created
    ");
    insta::assert_snapshot!(redacted(&sandbox, &output.stderr), @r"
    deploying s: stage dev, home us-west-2, workflow us-east-1
    s-a-dev in us-west-2: creating
    s-a-dev in us-west-2: created in [duration]
    s-b-dev in us-east-1: creating
    s-b-dev in us-east-1: created in [duration]
    ");
    let topic = [("TopicArn", "arn:aws:sns:us-east-1:000000000000:b-dev")];
    let (_, attributes) = sandbox.aws().query("sns", "us-east-1", "GetTopicAttributes", &topic);
    assert!(attributes.contains("arn:aws:sns:us-west-2:000000000000:a-dev"), "{attributes}");
}

#[test]
fn a_parameter_on_the_command_line_overrides_the_project_file() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, project::TWO_TOPICS);
    sandbox.run("deploy -p s-a.Name=other --outputs").ok().prints("us-west-2:000000000000:other");
    sandbox.run("outputs s-a.Arn").ok().prints("arn:aws:sns:us-west-2:000000000000:other");
    sandbox.run("deploy").ok().prints("updated");
    sandbox.run("outputs s-a.Arn").ok().prints("arn:aws:sns:us-west-2:000000000000:a-dev");
}

#[test]
fn the_artifact_buckets_name_is_whole_also_where_there_is_no_artifact() {
    let sandbox = Sandbox::started();
    let stacks = "      a: {template: value.yaml, region: home, parameters: {In: '${artifacts.bucket}'}}\n";
    project::write(&sandbox, stacks);
    sandbox.write("value.yaml", VALUE);
    sandbox.run("deploy").ok();
    sandbox.run("outputs s-a.Out").ok().prints("provision-artifacts-000000000000-us-west-2");
}

/// A topic that never changes, and outputs that do.
const VALUE: &str = "\
Parameters:
  In: {Type: String, Default: one}
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: of-value}}
Outputs:
  Out: {Value: !Ref In}
";

const NOTICE: &str = "\
Parameters:
  Partner: {Type: String, Default: ''}
Conditions:
  IsAlone: !Equals [!Ref Partner, '']
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: noticed, DisplayName: !Sub 'for ${Partner}'}}
Outputs:
  PartnerNotice: {Condition: IsAlone, Value: no partner is configured}
";

#[test]
fn a_notice_of_a_stack_is_repeated_until_its_reason_is_gone() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      a: {template: notice.yaml, region: home}\n");
    sandbox.write("notice.yaml", NOTICE);
    let note = "Note: s-a-dev: no partner is configured";
    let made = sandbox.run("deploy").ok().prints(note);
    assert!(!made.stdout.contains("PartnerNotice"), "{}", made.stdout);
    sandbox.run("deploy").ok().prints("Nothing changed").prints(note);
    sandbox.run("status").ok().prints(note);
    let quiet = sandbox.run("deploy -p s-a.Partner=somebody").ok();
    assert!(!quiet.stdout.contains("Note:"), "{}", quiet.stdout);
}

const HALF_BROKEN: &str = "      broken: {template: failing.yaml, region: home}
      dependent:
        template: topic.yaml
        region: workflow
        parameters: {Name: dependent, Display: {output: s-broken.Arn}}
      further: {template: topic.yaml, region: home, needs: [s-dependent], parameters: {Name: further}}
      independent: {template: topic.yaml, region: workflow, parameters: {Name: independent}}
";

#[test]
fn a_failed_stack_names_its_root_cause_and_stops_only_what_needs_it() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, HALF_BROKEN);
    let output = sandbox.run("deploy").code(1);
    insta::assert_snapshot!(redacted(&sandbox, &output.stdout), @r"
    NAME  REGION  RESULT  TIME
    s-broken-dev  us-west-2  failed  [duration]
    s-dependent-dev  us-east-1  not tried (s-broken-dev in us-west-2 failed)
    s-further-dev  us-west-2  not tried (s-broken-dev in us-west-2 failed)
    s-independent-dev  us-east-1  created  [duration]

    Failed after [duration]: 1 failed, 2 not tried, 1 created
    ");
    assert!(
        output
            .stderr
            .contains("s-broken-dev in us-west-2: failed at Never (AWS::CloudFormation::WaitCondition)\n")
    );
    let error = output.stderr.split("error:").nth(1).unwrap();
    let expected = "stack s-broken-dev in us-west-2 is ROLLBACK_COMPLETE: Never (AWS::CloudFormation::WaitCondition): \
                    WaitCondition timed out. Received 0 conditions when expecting 1";
    assert_eq!(error.trim(), expected, "an unknown cause has no hint");
    let text = format!("{}{}", output.stdout, output.stderr);
    assert_eq!(text.matches("WaitCondition timed out").count(), 1, "the reason is shown once: {text}");
    assert_eq!(sandbox.aws().stacks("us-east-1"), ["s-independent-dev CREATE_COMPLETE"]);
}

#[test]
fn the_stream_of_events_ends_with_the_report_also_when_something_fails() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, HALF_BROKEN);
    let events = sandbox.run("deploy --output json").code(1).events();
    assert!(events.iter().all(|event| event["time"].is_string() && event["event"].is_string()));
    assert_eq!(events[0]["event"], "planned");
    let report = events.last().unwrap();
    assert_eq!(report["event"], "report");
    assert_eq!(report["failure"]["node"], "s-broken-dev");
    assert_eq!(report["failure"]["region"], "us-west-2");
    assert_eq!(report["failure"]["resource"], "Never (AWS::CloudFormation::WaitCondition)");
    assert_eq!(report["failure"]["skipped"].as_array().unwrap().len(), 2);
}

#[test]
fn fail_fast_starts_nothing_after_the_first_failure() {
    let sandbox = Sandbox::started();
    let stacks = "      broken: {template: failing.yaml, region: home}
      slow: {template: gated.yaml, region: workflow}
      after: {template: topic.yaml, region: workflow, needs: [s-slow]}
";
    project::write(&sandbox, stacks);
    let running = sandbox.command("deploy --fail-fast").start();
    running.until("s-broken-dev in us-west-2: failed");
    sandbox.aws().open_gate("us-east-1", "s-slow-dev");
    running.end().code(1);
    assert_eq!(sandbox.aws().stacks("us-east-1"), ["s-slow-dev CREATE_COMPLETE"]);
}

#[test]
fn a_template_too_large_for_a_call_is_uploaded_to_s3() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      big: {template: big.yaml, region: home}\n");
    let topics: String = (0..400)
        .map(|number| {
            let text = "x".repeat(90);
            format!("  T{number}:\n    Type: AWS::SNS::Topic\n    Properties: {{TopicName: t{number}, DisplayName: {text}}}\n")
        })
        .collect();
    sandbox.write("big.yaml", &format!("Resources:\n{topics}"));
    let proxy = sandbox.behind_proxy();
    sandbox.run("deploy").ok().prints("created");
    let calls = proxy.take_calls();
    let stored = "PUT /provision-artifacts-000000000000-us-west-2/templates/s-big-dev/";
    assert!(calls.iter().any(|call| call.action.starts_with(stored)), "{:#?}", lines(&calls));
    let longest =
        calls.iter().filter(|call| call.service == "cloudformation").map(|call| call.body.len()).max();
    assert!(longest.unwrap() < 51_200);
    sandbox.run("deploy").ok().prints("Nothing changed");
}

fn lines(calls: &[crate::harness::Call]) -> Vec<String> {
    calls.iter().map(crate::harness::Call::line).collect()
}

#[test]
fn calls_grow_with_regions_and_not_with_stacks() {
    let sandbox = Sandbox::started();
    let stacks = |count: usize| -> String {
        (0..count)
            .map(|n| {
                format!("      t{n}: {{template: topic.yaml, region: home, parameters: {{Name: t{n}}}}}\n")
            })
            .collect()
    };
    let proxy = sandbox.behind_proxy();
    for count in [2, 12] {
        project::write(&sandbox, &stacks(count));
        sandbox.run("deploy").ok();
        proxy.take_calls();
        sandbox.run("deploy").ok().prints("Nothing changed");
        let mut calls = lines(&proxy.take_calls());
        calls.sort();
        let expected = ["cloudformation:DescribeStacks us-west-2", "sts:GetCallerIdentity us-west-2"];
        assert_eq!(calls, expected, "{count} stacks");
    }
}

#[test]
fn two_deploys_at_once_both_succeed() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    let both = [sandbox.command("deploy").start(), sandbox.command("deploy").start()];
    for running in both {
        running.end().ok();
    }
    sandbox.run("deploy").ok().prints("Nothing changed");
    assert_eq!(sandbox.aws().stacks("us-west-2"), ["s-data-dev CREATE_COMPLETE"]);
    assert_eq!(sandbox.aws().stacks("us-east-1"), ["s-user-dev CREATE_COMPLETE"]);
    assert_eq!(sandbox.aws().tables("us-east-1"), ["items-dev"]);
}

#[test]
fn a_stack_that_another_run_works_on_is_waited_for() {
    let sandbox = Sandbox::started();
    project::write(&sandbox, "      slow: {template: gated.yaml, region: home}\n");
    let first = sandbox.command("deploy").start();
    first.until("s-slow-dev in us-west-2: creating");
    sandbox.aws().until_stack_is("us-west-2", "s-slow-dev", "CREATE_IN_PROGRESS");
    let second = sandbox.command("deploy").start();
    second.until("s-slow-dev in us-west-2: waiting");
    sandbox.aws().open_gate("us-west-2", "s-slow-dev");
    first.end().ok().prints("created");
    second.end().ok();
    sandbox.run("deploy").ok().prints("Nothing changed");
}

/// What the emulator has for a table in a region: recovery, protection, and the tags that are not CloudFormation's.
fn settings(sandbox: &Sandbox, region: &str) -> (String, bool, Vec<String>) {
    let aws = sandbox.aws();
    let ask = |operation: &str, input: serde_json::Value| aws.dynamodb(region, operation, &input).unwrap();
    let table = ask("DescribeTable", serde_json::json!({"TableName": "items-prod"}))["Table"].clone();
    let backups = ask("DescribeContinuousBackups", serde_json::json!({"TableName": "items-prod"}));
    let recovery = &backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"];
    let tags = ask("ListTagsOfResource", serde_json::json!({"ResourceArn": table["TableArn"]}));
    let keys = tags["Tags"].as_array().unwrap().iter().map(|tag| tag["Key"].as_str().unwrap().to_owned());
    let mut keys: Vec<_> = keys.filter(|key| !key.starts_with("aws:")).collect();
    keys.sort();
    let status = recovery["PointInTimeRecoveryStatus"].as_str().unwrap().to_owned();
    (status, table["DeletionProtectionEnabled"].as_bool().unwrap(), keys)
}

#[test]
fn replicas_of_a_protected_stage_can_be_restored_and_cannot_be_deleted() {
    let sandbox = Sandbox::started();
    let (stacks, steps) = project::REPLICATED;
    project::write_with_steps(&sandbox, stacks, steps);
    sandbox.run("deploy --stage prod").ok().prints("replicated");
    let (status, protected, tags) = settings(&sandbox, "us-east-1");
    assert_eq!((status.as_str(), protected), ("ENABLED", true));
    assert_eq!(tags, settings(&sandbox, "us-west-2").2);
    assert!(tags.contains(&"provision:stage".to_owned()), "{tags:?}");
    sandbox.run("deploy --stage prod").ok().prints("Nothing changed");
    // What was switched off by hand is seen, and switched on again.
    let off = serde_json::json!({"TableName": "items-prod", "DeletionProtectionEnabled": false});
    sandbox.aws().dynamodb("us-east-1", "UpdateTable", &off).unwrap();
    sandbox.run("plan --stage prod").ok().prints("protection against deletion in us-east-1");
    sandbox.run("deploy --stage prod").ok().prints("replicated");
    assert!(settings(&sandbox, "us-east-1").1);
    sandbox
        .run("teardown --stage prod --force --delete-data --confirm s")
        .ok()
        .never_mentions("items-prod is protected");
    assert!(sandbox.aws().tables("us-east-1").is_empty());
}
