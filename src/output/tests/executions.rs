//! Listings of executions.

use super::widths::at_all_widths;
use crate::output::Report;
use crate::output::execution::ExecutionList;
use crate::output::view::View;
use crate::systems::kit::execution::Listed;
use engine::aws::Region;
use engine::aws::stepfunctions::{ExecutionStatus, MachineArn};
use engine::aws::timestamp::Timestamp;
use insta::assert_snapshot;

const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

fn listed(name: &str, status: ExecutionStatus, minutes: i64) -> Listed {
    let machine =
        MachineArn::parse("arn:aws:states:us-east-1:1:stateMachine:mailbox-provisioning-dev").unwrap();
    let stopped = status.is_final().then(|| Timestamp::from_millis(60_000 * -minutes + 12_345));
    Listed {
        system: "mailbox".to_owned(),
        machine: machine.name().to_owned(),
        region: Region::new("us-east-1"),
        name: name.to_owned(),
        status,
        started: Timestamp::from_millis(60_000 * -minutes),
        stopped,
        arn: machine.execution(name),
    }
}

fn list(is_filtered: bool) -> ExecutionList {
    let executions = vec![
        listed(
            "91f0c2d4-0a51-4b52-8d5b-58a1f7c0e6a7_create_20260102T030405000Z_0",
            ExecutionStatus::Running,
            1,
        ),
        listed(&format!("{ID}_create_20260102T030405000Z_0"), ExecutionStatus::Failed, 18),
        listed("nightly-2026-01-02", ExecutionStatus::Succeeded, 3 * 24 * 60),
        listed("0b9d2a52-6c0b-4f0e-8a35-3a4f2f3c9d11", ExecutionStatus::Aborted, 180),
    ];
    ExecutionList { executions, more: false, is_filtered, now: Timestamp::from_millis(0) }
}

#[test]
fn executions_are_listed_at_all_widths() {
    assert_snapshot!(at_all_widths(&list(false)), @r"
    -- 60
    NAME                REGION     STATUS     AGE
    91f0c2d4            us-east-1  RUNNING     1m
    3e2a1c9e            us-east-1  FAILED     18m
    nightly-2026-01-02  us-east-1  SUCCEEDED   3d
    0b9d2a52            us-east-1  ABORTED     3h

    Some columns do not fit; --wide shows them.
    -- 80
    NAME                MACHINE                   REGION     STATUS     AGE
    91f0c2d4            mailbox-provisioning-dev  us-east-1  RUNNING     1m
    3e2a1c9e            mailbox-provisioning-dev  us-east-1  FAILED     18m
    nightly-2026-01-02  mailbox-provisioning-dev  us-east-1  SUCCEEDED   3d
    0b9d2a52            mailbox-provisioning-dev  us-east-1  ABORTED     3h

    Some columns do not fit; --wide shows them.
    -- 100
    NAME                MACHINE                   REGION     STATUS     AGE      TOOK
    91f0c2d4            mailbox-provisioning-dev  us-east-1  RUNNING     1m  1 m 00 s
    3e2a1c9e            mailbox-provisioning-dev  us-east-1  FAILED     18m    12.3 s
    nightly-2026-01-02  mailbox-provisioning-dev  us-east-1  SUCCEEDED   3d    12.3 s
    0b9d2a52            mailbox-provisioning-dev  us-east-1  ABORTED     3h    12.3 s
    -- 140
    NAME                                                               MACHINE                   REGION     STATUS     AGE      TOOK
    91f0c2d4-0a51-4b52-8d5b-58a1f7c0e6a7_create_20260102T030405000Z_0  mailbox-provisioning-dev  us-east-1  RUNNING     1m  1 m 00 s
    3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f_create_20260102T030405000Z_0  mailbox-provisioning-dev  us-east-1  FAILED     18m    12.3 s
    nightly-2026-01-02                                                 mailbox-provisioning-dev  us-east-1  SUCCEEDED   3d    12.3 s
    0b9d2a52-6c0b-4f0e-8a35-3a4f2f3c9d11                               mailbox-provisioning-dev  us-east-1  ABORTED     3h    12.3 s
    -- 60 in colour
    NAME                REGION     STATUS     AGE
    91f0c2d4            us-east-1  ^[33mRUNNING^[0m     1m
    3e2a1c9e            us-east-1  ^[31mFAILED^[0m     18m
    nightly-2026-01-02  us-east-1  ^[32mSUCCEEDED^[0m   3d
    0b9d2a52            us-east-1  ^[2mABORTED^[0m     3h

    Some columns do not fit; --wide shows them.
    ");
}

#[test]
fn names_are_whole_where_newer_executions_may_be_left_out_and_off_a_terminal() {
    let short = |list: &ExecutionList| {
        View { width: Some(80), ..View::PLAIN }.render(|| list.text()).contains(&format!("{ID}_create"))
    };
    assert!(short(&list(true)) && !short(&list(false)));
    assert!(list(false).text().contains(&format!("{ID}_create_20260102T030405000Z_0")));
}
