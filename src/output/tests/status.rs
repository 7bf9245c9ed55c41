//! What `status` shows on terminals of several widths.

use std::collections::BTreeSet;

use insta::assert_snapshot;

use super::*;
use crate::output::color::painted;
use engine::aws::{Identity, Region};
use engine::leftovers::Leftovers;

fn stack(name: &str, region: &str, status: &str, condition: Condition, age: Option<u64>) -> StackStatus {
    StackStatus {
        system: name.split('-').next().unwrap().to_owned(),
        stack: format!("{name}-staging"),
        region: Region::new(region),
        status: status.to_owned(),
        condition,
        age_seconds: age,
        protected: condition == Condition::Ready,
        reason: None,
        console: (condition != Condition::Absent)
            .then(|| format!("https://{region}.console.aws.amazon.com/{name}")),
    }
}

fn system(
    name: &str,
    state: SystemState,
    [deployed, stacks, stuck, rolled_back]: [usize; 4],
) -> SystemStatus {
    let age_seconds = (deployed > 0).then_some(1080);
    let system = name.to_owned();
    SystemStatus { system, state, stacks, deployed, in_progress: 0, rolled_back, stuck, age_seconds }
}

fn report() -> StatusReport {
    let reason = "Api (AWS::ApiGateway::RestApi): Resource handler returned message: Access denied";
    let stuck = StackStatus {
        reason: Some(reason.to_owned()),
        ..stack("mailbox-api", "us-west-2", "UPDATE_ROLLBACK_FAILED", Condition::Stuck, Some(1080))
    };
    let rolled_back = StackStatus {
        reason: Some("Fn (AWS::Lambda::Function): Invalid runtime".to_owned()),
        ..stack(
            "mailbox-provisioning",
            "us-east-1",
            "UPDATE_ROLLBACK_COMPLETE",
            Condition::RolledBack,
            Some(7200),
        )
    };
    StatusReport {
        stage: "staging".to_owned(),
        regions: BTreeSet::from(["us-west-2", "us-east-1"].map(Region::new)),
        endpoint: None,
        is_local: false,
        systems: vec![
            system("mailbox", SystemState::Stuck, [3, 4, 1, 1]),
            system("cake", SystemState::Absent, [0, 1, 0, 0]),
        ],
        stacks: vec![
            stack("mailbox-table", "us-west-2", "CREATE_COMPLETE", Condition::Ready, Some(172_800)),
            stuck,
            rolled_back,
            stack("mailbox-alarms", "us-west-2", "NOT_DEPLOYED", Condition::Absent, None),
            stack("cake-data", "us-west-2", "NOT_DEPLOYED", Condition::Absent, None),
        ],
        tables: Vec::new(),
        gates: Vec::new(),
        leftovers: Leftovers::default(),
        notices: ["mailbox-api-staging", "cake-workers-staging"]
            .map(|stack| notice(stack, "us-west-2"))
            .to_vec(),
        identity: Some(Identity {
            account: "123456789012".to_owned(),
            arn: "arn:aws:iam::123456789012:user/me".to_owned(),
            credentials: "profile staging".to_owned(),
        }),
    }
}

fn at(width: u16) -> String {
    View { width: Some(width), ..View::PLAIN }.render(|| report().text())
}

#[test]
fn a_wide_terminal_shows_every_column() {
    assert_snapshot!(at(140), @"
    Stage     staging in us-east-1, us-west-2
    Account   123456789012
    Identity  arn:aws:iam::123456789012:user/me, by profile staging

    SYSTEM   STATE         STACKS  LAST DEPLOY  PROBLEMS
    mailbox  stuck         3 of 4          18m  1 stuck, 1 rolled back, 1 not deployed
    cake     not deployed  0 of 1

    STACK                         REGION     STATE         AGE  STATUS                    PROTECTED
    mailbox-table-staging         us-west-2  ready          2d  CREATE_COMPLETE           yes
    mailbox-api-staging           us-west-2  stuck         18m  UPDATE_ROLLBACK_FAILED
    mailbox-provisioning-staging  us-east-1  rolled back    2h  UPDATE_ROLLBACK_COMPLETE
    mailbox-alarms-staging        us-west-2  not deployed       NOT_DEPLOYED
    cake-data-staging             us-west-2  not deployed       NOT_DEPLOYED

    mailbox-api-staging in us-west-2 is UPDATE_ROLLBACK_FAILED: Api (AWS::ApiGateway::RestApi): Resource handler returned message: Access denied
      https://us-west-2.console.aws.amazon.com/mailbox-api
    mailbox-provisioning-staging in us-east-1 is UPDATE_ROLLBACK_COMPLETE: Fn (AWS::Lambda::Function): Invalid runtime
      https://us-east-1.console.aws.amazon.com/mailbox-provisioning

    To do: remove the cause, then run `provision deploy --yes`, which also recovers stuck stacks

    Note: mailbox-api-staging, cake-workers-staging: no partner is configured
    ");
    assert_eq!(at(140), report().text());
}

#[test]
fn a_narrower_terminal_drops_columns_and_names_the_flag() {
    assert_eq!(at(100), at(140));
    assert_snapshot!(at(80), @r"
    Stage     staging in us-east-1, us-west-2
    Account   123456789012
    Identity  arn:aws:iam::123456789012:user/me, by profile staging

    SYSTEM   STATE         STACKS  LAST DEPLOY  PROBLEMS
    mailbox  stuck         3 of 4          18m  1 stuck, 1 rolled back, 1 not
                                                deployed
    cake     not deployed  0 of 1

    STACK                         REGION     STATE         AGE  PROTECTED
    mailbox-table-staging         us-west-2  ready          2d  yes
    mailbox-api-staging           us-west-2  stuck         18m
    mailbox-provisioning-staging  us-east-1  rolled back    2h
    mailbox-alarms-staging        us-west-2  not deployed
    cake-data-staging             us-west-2  not deployed

    mailbox-api-staging in us-west-2 is UPDATE_ROLLBACK_FAILED: Api (AWS::ApiGateway::RestApi): Resource handler returned message: Access denied
      https://us-west-2.console.aws.amazon.com/mailbox-api
    mailbox-provisioning-staging in us-east-1 is UPDATE_ROLLBACK_COMPLETE: Fn (AWS::Lambda::Function): Invalid runtime
      https://us-east-1.console.aws.amazon.com/mailbox-provisioning

    To do: remove the cause, then run `provision deploy --yes`, which also recovers stuck stacks

    Note: mailbox-api-staging, cake-workers-staging: no partner is configured

    Some columns do not fit; --wide shows them.
    ");
    assert_snapshot!(at(60), @r"
    Stage     staging in us-east-1, us-west-2
    Account   123456789012
    Identity  arn:aws:iam::123456789012:user/me, by profile staging

    SYSTEM   STATE         STACKS  LAST DEPLOY  PROBLEMS
    mailbox  stuck         3 of 4          18m  1 stuck, 1
                                                rolled back, 1
                                                not deployed
    cake     not deployed  0 of 1

    STACK                         REGION     STATE         AGE
    mailbox-table-staging         us-west-2  ready          2d
    mailbox-api-staging           us-west-2  stuck         18m
    mailbox-provisioning-staging  us-east-1  rolled back    2h
    mailbox-alarms-staging        us-west-2  not deployed
    cake-data-staging             us-west-2  not deployed

    mailbox-api-staging in us-west-2 is UPDATE_ROLLBACK_FAILED: Api (AWS::ApiGateway::RestApi): Resource handler returned message: Access denied
      https://us-west-2.console.aws.amazon.com/mailbox-api
    mailbox-provisioning-staging in us-east-1 is UPDATE_ROLLBACK_COMPLETE: Fn (AWS::Lambda::Function): Invalid runtime
      https://us-east-1.console.aws.amazon.com/mailbox-provisioning

    To do: remove the cause, then run `provision deploy --yes`, which also recovers stuck stacks

    Note: mailbox-api-staging, cake-workers-staging: no partner is configured

    Some columns do not fit; --wide shows them.
    ");
}

#[test]
fn with_colour_the_words_are_the_same() {
    let view = View { color: true, ..View::PLAIN };
    let colored = painted(&view.render(|| report().text()));
    let plain = console::strip_ansi_codes(&colored);
    assert_eq!(plain, report().text());
    assert_snapshot!(colored.replace('\x1b', "^"), @"
    Stage     staging in us-east-1, us-west-2
    Account   123456789012
    Identity  arn:aws:iam::123456789012:user/me, by profile staging

    SYSTEM   STATE         STACKS  LAST DEPLOY  PROBLEMS
    mailbox  ^[31mstuck^[0m         3 of 4          18m  1 stuck, 1 rolled back, 1 not deployed
    cake     ^[2mnot deployed^[0m  0 of 1

    STACK                         REGION     STATE         AGE  STATUS                    PROTECTED
    mailbox-table-staging         us-west-2  ^[32mready^[0m          2d  ^[2mCREATE_COMPLETE^[0m           yes
    mailbox-api-staging           us-west-2  ^[31mstuck^[0m         18m  ^[2mUPDATE_ROLLBACK_FAILED^[0m
    mailbox-provisioning-staging  us-east-1  ^[31mrolled back^[0m    2h  ^[2mUPDATE_ROLLBACK_COMPLETE^[0m
    mailbox-alarms-staging        us-west-2  ^[2mnot deployed^[0m       ^[2mNOT_DEPLOYED^[0m
    cake-data-staging             us-west-2  ^[2mnot deployed^[0m       ^[2mNOT_DEPLOYED^[0m

    ^[31mmailbox-api-staging in us-west-2 is UPDATE_ROLLBACK_FAILED^[0m: Api (AWS::ApiGateway::RestApi): Resource handler returned message: Access denied
      https://us-west-2.console.aws.amazon.com/mailbox-api
    ^[31mmailbox-provisioning-staging in us-east-1 is UPDATE_ROLLBACK_COMPLETE^[0m: Fn (AWS::Lambda::Function): Invalid runtime
      https://us-east-1.console.aws.amazon.com/mailbox-provisioning

    To do: remove the cause, then run `provision deploy --yes`, which also recovers stuck stacks

    Note: mailbox-api-staging, cake-workers-staging: no partner is configured
    ");
}

#[test]
fn every_stack_has_its_link_where_all_columns_are_wanted() {
    let wide = View { is_wide: true, ..View::PLAIN }.render(|| report().text());
    assert_eq!(wide.matches("https://").count(), 3, "{wide}");
    assert!(wide.contains("CONSOLE"), "{wide}");
    assert_eq!(report().text().matches("https://").count(), 2);
}

#[test]
fn an_emulator_is_named_by_its_address() {
    let endpoint = Some("http://127.0.0.1:4566".to_owned());
    let local = StatusReport { endpoint, is_local: true, ..report() };
    let text = local.text();
    assert!(
        text.starts_with(
            "Stage    staging in us-east-1, us-west-2\nAccount  123456789012 at http://127.0.0.1:4566\n\n"
        ),
        "{text}"
    );
}

#[test]
fn systems_are_counted_in_problems() {
    let counted = SystemStatus { in_progress: 2, ..system("s", SystemState::Stuck, [4, 6, 1, 1]) };
    assert_eq!(problems(&counted), "1 stuck, 1 rolled back, 2 in progress, 2 not deployed");
    assert_eq!(problems(&system("s", SystemState::Absent, [0, 6, 0, 0])), "");
}

#[test]
fn a_project_without_stacks_has_no_tables() {
    let (systems, stacks, notices) = (Vec::new(), Vec::new(), Vec::new());
    let text = StatusReport { systems, stacks, notices, identity: None, ..report() }.text();
    assert_snapshot!(text, @r"
    Stage  staging in us-east-1, us-west-2

    The project file has no stacks.
    ");
}

fn notice(stack: &str, region: &str) -> Notice {
    let (stack, region) = (stack.to_owned(), Region::new(region));
    Notice { stack, region, text: "no partner is configured".to_owned() }
}

#[test]
fn a_notice_of_a_stack_in_several_regions_names_them() {
    let notices = [notice("a", "us-east-1"), notice("a", "us-west-2"), notice("b", "us-east-1")];
    assert_eq!(notes(&notices), "Note: a in us-east-1, a in us-west-2, b: no partner is configured");
}
