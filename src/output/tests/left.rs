//! What a teardown shows of remaining resources.

use insta::assert_snapshot;

use crate::output::table::fitted;
use crate::output::{Report, TeardownReport};
use engine::aws::Region;
use engine::aws::stack::{StackState, Status};
use engine::cause::Cause;
use engine::event::{NodeKind, NodeName, Outcome, SkipCause};
use engine::leftovers::{Leftover, Leftovers, Owner};
use engine::report::{FailureReport, NodeEnd, NodeReport, RunReport};
use engine::teardown::Left;

fn leftover(stack: &str) -> Leftover {
    let status = Status::new("CREATE_COMPLETE");
    let state = StackState { name: stack.to_owned(), status, ..StackState::gone("") };
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
        run: idle(),
        left: vec![
            left("us-east-1", &[], &["mailbox-dev"], &[]),
            left("us-west-2", &["mailbox-table-dev"], &["mailbox-dev", "orders-dev"], &[]),
            left("eu-west-1", &[], &[], &[]),
        ],
        leftovers: Leftovers { stacks: stacks.into(), unseen: Vec::new() },
        identity: None,
        is_of_leftovers: false,
    };
    assert_snapshot!(report.text(), @r"
    Nothing was removed.

    REGION     STACKS LEFT        TABLES LEFT  BUCKETS LEFT
    us-east-1  none               mailbox-dev  none
    us-west-2  mailbox-table-dev  mailbox-dev  none
    us-west-2                     orders-dev
    eu-west-1  none               none         none

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
        run: idle(),
        left: vec![left("us-west-2", &[], &["mailbox-dev"], &buckets), left("eu-west-1", &[], &[], &[])],
        leftovers: Leftovers { stacks: vec![in_another_region], unseen: Vec::new() },
        identity: None,
        is_of_leftovers: false,
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

    REGION     STACKS  TABLES LEFT  BUCKETS LEFT
               LEFT
    us-west-2  none    mailbox-dev  coffee-invoices-dev-123456789012-us-west-2
    eu-west-1  none    none         none

    NOT IN THE PROJECT     REGION          NOTE
    FILE
    mailbox-old-dev        ap-southeast-2  remove with:
                                           provision teardown
                                           --leftovers

    Some columns do not fit; --wide shows them.
    ");
}

fn stack(name: &str, end: NodeEnd) -> NodeReport {
    let region = Some(Region::new("us-west-2"));
    NodeReport { node: NodeName { name: name.to_owned(), region, kind: NodeKind::Stack }, end, seconds: 12.3 }
}

/// A run that found nothing to remove.
fn idle() -> RunReport {
    let nodes = vec![stack("mailbox-api-dev", NodeEnd::Done { outcome: Outcome::Absent })];
    RunReport { nodes, ..RunReport::default() }
}

/// Three stacks of which the first is removed, and one that was not there.
fn begun(ends: [NodeEnd; 2]) -> TeardownReport {
    let [second, third] = ends;
    let done = |outcome| NodeEnd::Done { outcome };
    let nodes = vec![
        stack("mailbox-api-dev", done(Outcome::Removed)),
        stack("mailbox-deletion-dev", second),
        stack("mailbox-table-dev", third),
        stack("mailbox-alarms-dev", done(Outcome::Absent)),
    ];
    TeardownReport {
        run: RunReport { stage: "dev".to_owned(), nodes, seconds: 12.3, ..RunReport::default() },
        left: Vec::new(),
        leftovers: Leftovers::default(),
        identity: None,
        is_of_leftovers: false,
    }
}

#[test]
fn a_teardown_that_did_not_remove_everything_has_counts() {
    let cause = Cause { reason: "Access denied".to_owned(), ..Cause::default() };
    let first = stack("mailbox-deletion-dev", NodeEnd::Failed(cause.clone())).node;
    let skipped = NodeEnd::Skipped { because: SkipCause::Failure(first.clone()) };
    let mut failed = begun([NodeEnd::Failed(cause.clone()), skipped]);
    failed.run.failure =
        Some(FailureReport { node: first.name, region: first.region, cause, skipped: Vec::new() });
    assert_snapshot!(failed.text(), @r"
    NAME                  REGION     RESULT                                                  TIME
    mailbox-api-dev       us-west-2  removed                                               12.3 s
    mailbox-deletion-dev  us-west-2  failed                                                12.3 s
    mailbox-table-dev     us-west-2  not tried (mailbox-deletion-dev in us-west-2 failed)

    Failed after 12.3 s: 1 of 3 stacks removed, 1 failed, 1 not tried
    ");
    let skipped = || NodeEnd::Skipped { because: SkipCause::Interrupted };
    let mut interrupted = begun([skipped(), skipped()]);
    interrupted.run.interrupted = true;
    assert!(interrupted.text().ends_with("Interrupted after 12.3 s: 1 of 3 stacks removed, 2 not tried"));
}

#[test]
fn a_leftover_whose_removal_failed_is_listed_once() {
    let leftovers = Leftovers { stacks: vec![leftover("mailbox-old-dev")], unseen: Vec::new() };
    let left = vec![left("us-west-2", &["mailbox-old-dev"], &[], &[])];
    let report = TeardownReport { leftovers, left, is_of_leftovers: true, ..empty() };
    assert_eq!(report.text().matches("mailbox-old-dev").count(), 1, "{}", report.text());
}

fn empty() -> TeardownReport {
    let report =
        begun([NodeEnd::Done { outcome: Outcome::Absent }, NodeEnd::Done { outcome: Outcome::Absent }]);
    TeardownReport { run: RunReport { nodes: Vec::new(), ..report.run }, ..report }
}

#[test]
fn a_project_without_stacks_has_nothing_to_remove() {
    assert_eq!(empty().text(), "Nothing to remove in stage dev: the project file has no stacks.");
    let of_leftovers = TeardownReport { is_of_leftovers: true, ..empty() };
    assert_eq!(of_leftovers.text(), "There was nothing to remove.");
}
