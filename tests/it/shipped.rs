//! The systems that the program ships with: made, found unchanged, removed, made again.

use serde_json::{Value, json};

use crate::harness::{Aws, Output, Sandbox, tag};

/// `NAME OUTCOME` of every node that ended well, in the order of their ends.
fn finished(output: &Output) -> Vec<String> {
    let end = |event: &Value| {
        let (name, outcome) = (event["node"]["name"].as_str()?, event["outcome"].as_str()?);
        (event["event"] == "finished").then(|| format!("{name} {outcome}"))
    };
    output.events().iter().filter_map(end).collect()
}

/// Stacks and steps only: when an artifact is uploaded does not matter.
fn systems(output: &Output) -> Vec<String> {
    finished(output).into_iter().filter(|line| !line.starts_with("artifact")).collect()
}

#[test]
fn a_deploy_keeps_the_documented_order_and_the_next_one_only_looks() {
    let sandbox = Sandbox::shipped("mailbox");
    let proxy = sandbox.behind_proxy();
    let first = sandbox.run("deploy mailbox --output json").ok();
    assert_eq!(
        systems(&first),
        [
            "mailbox-table-dev created",
            "mailbox-replicas replicated",
            "mailbox-api-dev created",
            "mailbox-deletion-dev created",
            "mailbox-provisioning-dev created",
        ]
    );
    proxy.take_calls();

    sandbox.run("deploy mailbox").ok().prints("Nothing changed in stage dev (4 stacks");
    let calls = proxy.take_calls();
    let mut lines: Vec<_> = calls.iter().map(|call| call.line()).collect();
    lines.sort();
    lines.dedup();
    assert_eq!(
        lines,
        [
            "cloudformation:DescribeStacks us-east-1",
            "cloudformation:DescribeStacks us-west-2",
            "dynamodb:DescribeContinuousBackups us-east-1",
            "dynamodb:DescribeContinuousBackups us-west-2",
            "dynamodb:DescribeTable us-east-1",
            "dynamodb:DescribeTable us-west-2",
            "dynamodb:ListTagsOfResource us-east-1",
            "dynamodb:ListTagsOfResource us-west-2",
            "sts:GetCallerIdentity us-west-2",
        ]
    );
    assert!(calls.iter().all(|call| call.is_read()), "{calls:#?}");
    let describes = calls.iter().filter(|call| call.action == "DescribeStacks").count();
    assert_eq!(describes, 2, "one look for each region");
}

#[test]
fn a_teardown_without_data_leaves_a_table_that_the_next_deploy_adopts() {
    let sandbox = Sandbox::shipped("mailbox");
    let aws = sandbox.aws();
    sandbox.run("deploy mailbox").ok();
    let item = json!({"TableName": "mailbox-dev", "Item": {"id": {"S": "kept"}}});
    aws.dynamodb("us-west-2", "PutItem", &item).unwrap();

    let removed = sandbox.run("teardown mailbox --confirm mailbox --output json").ok();
    assert_eq!(
        systems(&removed),
        [
            "mailbox-provisioning-dev removed",
            "mailbox-deletion-dev removed",
            "mailbox-api-dev removed",
            "mailbox-replicas kept",
            "mailbox-table-dev removed",
        ]
    );
    assert_eq!(aws.stacks("us-west-2").len() + aws.stacks("us-east-1").len(), 0);

    sandbox.run("deploy mailbox").ok();
    for region in ["us-west-2", "us-east-1"] {
        let key = json!({"TableName": "mailbox-dev", "Key": {"id": {"S": "kept"}}});
        assert_eq!(aws.dynamodb(region, "GetItem", &key).unwrap()["Item"]["id"]["S"], "kept", "{region}");
    }
    sandbox.run("status mailbox").ok().prints("replica  ACTIVE");
    sandbox.run("deploy mailbox").ok().prints("Nothing changed");
}

#[test]
fn a_teardown_with_data_removes_replicas_first_and_proves_that_nothing_is_left() {
    let sandbox = Sandbox::shipped("mailbox");
    let aws = sandbox.aws();
    sandbox.run("deploy mailbox").ok();

    let removed = sandbox.run("teardown mailbox --delete-data --confirm mailbox --output json").ok();
    assert_eq!(
        systems(&removed)[3..],
        ["mailbox-replicas removed".to_owned(), "mailbox-table-dev removed".to_owned()]
    );
    let report = removed.events().pop().unwrap();
    assert_eq!(
        report["left"],
        json!([
            {"region": "us-east-1", "stacks": [], "tables": [], "buckets": []},
            {"region": "us-west-2", "stacks": [], "tables": [], "buckets": []},
        ])
    );
    for region in ["us-west-2", "us-east-1"] {
        assert!(aws.stacks(region).is_empty() && aws.tables(region).is_empty(), "{region}");
    }
    sandbox.run("teardown mailbox").ok().prints("There was nothing to remove.");
}

#[test]
fn one_region_takes_everything() {
    let sandbox = Sandbox::shipped("mailbox");
    let aws = sandbox.aws();
    sandbox.run("deploy mailbox --region eu-west-1").ok().says("stage dev, home eu-west-1\n");
    assert_eq!(aws.stacks("eu-west-1").len(), 4);
    assert_eq!(aws.tables("eu-west-1"), ["mailbox-dev"]);
    for region in ["us-west-2", "us-east-1"] {
        assert!(aws.stacks(region).is_empty() && aws.tables(region).is_empty(), "{region}");
    }
    sandbox.run("deploy mailbox --region eu-west-1").ok().prints("Nothing changed in stage dev (4 stacks");
    sandbox.run("teardown mailbox --region eu-west-1 --delete-data --confirm mailbox").ok();
    assert!(aws.stacks("eu-west-1").is_empty() && aws.tables("eu-west-1").is_empty());
}

/// All systems, each in the regions of its roles.
#[test]
fn everything_is_deployed_by_one_command_found_unchanged_by_few_calls_and_removed_by_one() {
    let sandbox = Sandbox::shipped("");
    let proxy = sandbox.behind_proxy();
    let aws = sandbox.aws();
    let next = ["mailbox create", "order place", "coffee order", "shop "];
    let deployed = sandbox.run("deploy").ok().prints("Note: cake-workers-dev: ");
    next.iter()
        .for_each(|command| assert!(deployed.stdout.contains(&format!("provision {command}")), "{command}"));
    assert_eq!((dashboards(&aws, "us-west-2"), dashboards(&aws, "us-east-1")), (3, 1));
    proxy.take_calls();

    sandbox.run("deploy").ok().prints("Nothing changed in stage dev (14 stacks");
    let calls = proxy.take_calls();
    assert!(calls.iter().all(|call| call.is_read()), "{calls:#?}");
    let describes = calls.iter().filter(|call| call.action == "DescribeStacks").count();
    assert_eq!(describes, 2, "one look for each region, whatever the number of stacks");

    sandbox.run("teardown --yes --delete-data").ok();
    for region in ["us-west-2", "us-east-1"] {
        assert!(aws.stacks(region).is_empty() && aws.tables(region).is_empty(), "{region}");
    }
}

/// How many dashboards a region has, each of which must be JSON once CloudFormation has filled in its names.
fn dashboards(aws: &Aws, region: &str) -> usize {
    let (_, listed) = aws.query("monitoring", region, "ListDashboards", &[]);
    let names: Vec<_> = listed.split("<member>").filter_map(|member| tag(member, "DashboardName")).collect();
    for name in &names {
        let (_, text) = aws.query("monitoring", region, "GetDashboard", &[("DashboardName", name)]);
        let body = tag(&text, "DashboardBody").unwrap().replace("&quot;", "\"").replace("&amp;", "&");
        assert!(!body.contains("${"), "{body}");
        let body: Value = serde_json::from_str(&body).unwrap();
        assert!(body["widgets"].as_array().unwrap().len() >= 3, "{body}");
    }
    names.len()
}

#[test]
fn alarms_reach_the_topic_that_is_asked_for_and_the_api_logs_when_it_may() {
    let sandbox = Sandbox::shipped("coffee");
    let aws = sandbox.aws();
    let topic = "arn:aws:sns:us-west-2:000000000000:alarms";
    let actions = || {
        let answer = sandbox.call(
            "monitoring",
            "us-west-2",
            "GraniteServiceVersion20100801.DescribeAlarms",
            &json!({}),
        );
        let alarms = answer["MetricAlarms"].as_array().unwrap().iter();
        alarms.filter(|alarm| alarm["AlarmActions"] == json!([topic])).count()
    };
    let logs = || {
        let group = json!({"logGroupNamePrefix": "/provision/coffee/dev/api"});
        let groups = sandbox.call("logs", "us-west-2", "Logs_20140328.DescribeLogGroups", &group);
        groups["logGroups"].as_array().unwrap().len()
    };
    sandbox
        .run(&format!(
            "deploy coffee -p coffee-api.AlarmTopicArn={topic} -p coffee-workflow.AlarmTopicArn={topic} \
             -p coffee-api.ApiLogs=enabled"
        ))
        .ok();
    assert_eq!((actions(), logs()), (3, 1));
    sandbox.run("deploy coffee").ok();
    assert_eq!((actions(), logs()), (0, 0));
    sandbox.run("teardown coffee --confirm coffee --delete-data").ok();
    assert_eq!(dashboards(&aws, "us-west-2"), 0);
}
