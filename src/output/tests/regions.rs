//! Stacks of one name in several regions, on terminals on which not everything fits.

use super::boards::screen;
use super::*;

#[test]
fn stacks_of_one_name_keep_their_regions() {
    let long = "customer-notifications-and-alarms-dev";
    let regions = ["us-east-1", "ap-southeast-2", "us-gov-west-1"];
    let stacks = regions.map(|region| stack("mailbox-replica-dev", region));
    let nodes: Vec<_> = stacks.into_iter().chain(regions.map(|region| stack(long, region))).collect();
    let mut events = vec![planned(nodes.clone())];
    events.extend(nodes.iter().map(|node| started(node.clone(), Action::Create)));
    events.push(finished(nodes[0].clone(), Outcome::Created, 2.0));
    assert_snapshot!(screen(60, UNICODE, &events), @r"
    ✓ mailbox-replica-dev       us-east-1       created
    ----
    ⠇ mailbox-replica-dev       ap-southeast-2  creating
    ⠇ mailbox-replica-dev       us-gov-west-1   creating
    ⠇ customer-notifications-and-alarms-dev  us-east-1       c…
    ⠇ customer-notifications-and-alarms-dev  ap-southeast-2  c…
    ⠇ customer-notifications-and-alarms-dev  us-gov-west-1   c…
    1 of 6 done  8 s
    ");
    assert_snapshot!(screen(40, UNICODE, &events), @r"
    ✓ mailbox-replica-dev       use1
    ----
    ⠇ mailbox-replica-dev       apse2
    ⠇ mailbox-replica-dev       usgw1
    ⠇ customer-notifi…and-alarms-dev  use1
    ⠇ customer-notifi…and-alarms-dev  apse2
    ⠇ customer-notifi…and-alarms-dev  usgw1
    1 of 6 done  8 s
    ");
    assert_snapshot!(screen(24, Style::default(), &events), @r"
    + mailbo...a-dev  use1
    ----
    . mailbo...a-dev  apse2
    . mailbo...a-dev  usgw1
    . custom...s-dev  use1
    . custom...s-dev  apse2
    . custom...s-dev  usgw1
    1 of 6 done  8 s
    ");
}

#[test]
fn names_have_a_column_as_wide_as_what_is_beside_them_leaves() {
    let (short, long) =
        (stack("cake-data-dev", "us-west-2"), stack("mailbox-notifications-dev", "us-east-1"));
    let events = [
        planned(vec![short.clone(), long.clone()]),
        finished(long, Outcome::Created, 2.0),
        finished(short, Outcome::Created, 2.0),
    ];
    assert_snapshot!(screen(60, UNICODE, &events), @r"
    ✓ mailbox-notifications-dev  us-east-1  created      2.0 s
    ✓ cake-data-dev              us-west-2  created      2.0 s
    ----
    2 of 2 done  3 s
    ");
}
