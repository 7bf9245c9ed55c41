//! What a teardown shows of remaining resources.

use std::collections::BTreeMap;

use insta::assert_snapshot;

use crate::output::table::fitted;
use crate::output::{Report, TeardownReport};
use engine::aws::Region;
use engine::aws::stack::{StackState, Status};
use engine::leftovers::{Leftover, Leftovers, Owner};
use engine::report::RunReport;
use engine::teardown::Left;

fn leftover(stack: &str) -> Leftover {
    let state = StackState {
        name: stack.to_owned(),
        arn: String::new(),
        status: Status::new("CREATE_COMPLETE"),
        reason: None,
        outputs: BTreeMap::new(),
        parameters: BTreeMap::new(),
        tags: BTreeMap::new(),
        is_nested: false,
        created: None,
        role: None,
        fingerprint: None,
        changed: None,
        is_protected: false,
    };
    Leftover {
        system: "mailbox".to_owned(),
        stack: stack.to_owned(),
        region: Region::new("us-west-2"),
        status: state.status.to_string(),
        protected: false,
        owner: Owner::Project,
        state,
    }
}

fn left(region: &str, stacks: &[&str], tables: &[&str], buckets: &[&str]) -> Left {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Left {
        region: Region::new(region),
        stacks: owned(stacks),
        tables: owned(tables),
        buckets: owned(buckets),
        others: Vec::new(),
        foreign: Vec::new(),
    }
}

#[test]
fn everything_that_is_left_has_a_row_of_its_own() {
    let stacks = ["mailbox-old-dev", "mailbox-older-dev", "mailbox-oldest-dev"].map(leftover);
    let report = TeardownReport {
        run: RunReport::default(),
        left: vec![
            left("us-east-1", &[], &["mailbox-dev"], &[]),
            left("us-west-2", &["mailbox-table-dev"], &["mailbox-dev", "orders-dev"], &[]),
            left("eu-west-1", &[], &[], &[]),
        ],
        leftovers: Leftovers { stacks: stacks.into(), unseen: Vec::new() },
        identity: None,
    };
    assert_snapshot!(report.text(), @r"
    Nothing was removed.

    REGION     STACKS LEFT                    TABLES LEFT  BUCKETS LEFT
    us-east-1  none                           mailbox-dev  none
    us-west-2  mailbox-table-dev              mailbox-dev  none
    us-west-2  mailbox-old-dev (leftover)     orders-dev
    us-west-2  mailbox-older-dev (leftover)
    us-west-2  mailbox-oldest-dev (leftover)
    eu-west-1  none                           none         none

    NOT IN THE PROJECT FILE  REGION     STATUS           NOTE
    mailbox-old-dev          us-west-2  CREATE_COMPLETE  remove with: provision teardown --leftovers
    mailbox-older-dev        us-west-2  CREATE_COMPLETE  remove with: provision teardown --leftovers
    mailbox-oldest-dev       us-west-2  CREATE_COMPLETE  remove with: provision teardown --leftovers
    ");
}

#[test]
fn a_narrow_terminal_drops_only_columns_in_which_nothing_is_left() {
    let buckets = ["coffee-invoices-dev-123456789012-us-west-2"];
    // In a region that has no row of its own.
    let in_another_region = Leftover { region: Region::new("ap-southeast-2"), ..leftover("mailbox-old-dev") };
    let report = TeardownReport {
        run: RunReport::default(),
        left: vec![left("us-west-2", &[], &["mailbox-dev"], &buckets), left("eu-west-1", &[], &[], &[])],
        leftovers: Leftovers { stacks: vec![in_another_region], unseen: Vec::new() },
        identity: None,
    };
    assert_snapshot!(fitted(Some(140), || report.text()), @r"
    Nothing was removed.

    REGION     STACKS LEFT  TABLES LEFT  BUCKETS LEFT
    us-west-2  none         mailbox-dev  coffee-invoices-dev-123456789012-us-west-2
    eu-west-1  none         none         none

    NOT IN THE PROJECT FILE  REGION          STATUS           NOTE
    mailbox-old-dev          ap-southeast-2  CREATE_COMPLETE  remove with: provision teardown --leftovers
    ");
    assert_snapshot!(fitted(Some(100), || report.text()), @r"
    Nothing was removed.

    REGION     STACKS LEFT  TABLES LEFT  BUCKETS LEFT
    us-west-2  none         mailbox-dev  coffee-invoices-dev-123456789012-us-west-2
    eu-west-1  none         none         none

    NOT IN THE PROJECT FILE  REGION          STATUS           NOTE
    mailbox-old-dev          ap-southeast-2  CREATE_COMPLETE  remove with: provision teardown
                                                              --leftovers
    ");
    assert_snapshot!(fitted(Some(80), || report.text()), @r"
    Nothing was removed.

    REGION     STACKS LEFT  TABLES LEFT  BUCKETS LEFT
    us-west-2  none         mailbox-dev  coffee-invoices-dev-123456789012-us-west-2
    eu-west-1  none         none         none

    NOT IN THE PROJECT FILE  REGION          STATUS           NOTE
    mailbox-old-dev          ap-southeast-2  CREATE_COMPLETE  remove with: provision
                                                              teardown --leftovers
    ");
    assert_snapshot!(fitted(Some(60), || report.text()), @r"
    Nothing was removed.

    REGION     TABLES LEFT  BUCKETS LEFT
    us-west-2  mailbox-dev  coffee-invoices-dev-123456789012-us-west-2
    eu-west-1  none         none

    NOT IN THE PROJECT     REGION          NOTE
    FILE
    mailbox-old-dev        ap-southeast-2  remove with:
                                           provision teardown
                                           --leftovers

    Some columns do not fit; --wide shows them.
    ");
}
