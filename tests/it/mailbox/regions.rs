//! Two regions share the data and one does the work; one region does it all just as well.

use super::{FORM, HOME, Mailboxes, WORKFLOW};
use crate::harness::until;

#[test]
fn a_mailbox_is_readable_in_both_regions_and_worked_on_in_one() {
    let mailboxes = Mailboxes::deployed();
    let id = mailboxes.provisioned("--username ada");
    for region in [HOME, WORKFLOW] {
        let item = until(|| {
            let item = mailboxes.stored(region, &id).ok_or(format!("{id} is not in {region}"))?;
            if item["mailboxStatus"]["S"] == "provisioning-completed" {
                Ok(item)
            } else {
                Err(item.to_string())
            }
        });
        assert_eq!(item["username"]["S"], "ada", "{region}");
    }
    mailboxes.run(&format!("mailbox update {id} --follow")).ok();
    mailboxes.run(&format!("mailbox delete {id} --follow")).ok();

    // Once per change, and nothing at home.
    assert_eq!(mailboxes.executions("mailbox-provisioning-dev", WORKFLOW).len(), 2);
    assert_eq!(mailboxes.executions("mailbox-deletion-dev", WORKFLOW).len(), 1);
    for machine in ["mailbox-provisioning-dev", "mailbox-deletion-dev"] {
        assert!(mailboxes.executions(machine, HOME).is_empty());
    }
    until(|| {
        let left: Vec<_> =
            [HOME, WORKFLOW].into_iter().filter(|region| mailboxes.stored(region, &id).is_some()).collect();
        if left.is_empty() { Ok(()) } else { Err(format!("{id} is still in {left:?}")) }
    });
}

#[test]
fn one_region_does_it_all() {
    let region = "eu-west-1";
    let mailboxes = Mailboxes::deployed_with(&format!("--region {region}"));
    // What to try next is shown once, for a new system.
    let again = mailboxes.run(&format!("deploy mailbox --region {region}")).ok();
    again.prints("2 updated").never_mentions("Next:");
    mailboxes.set("PROVISION_REGION", region);
    let stacks = mailboxes.aws().stacks(region);
    assert_eq!(stacks.len(), 4, "{stacks:?}");
    for other in [HOME, WORKFLOW] {
        assert!(mailboxes.aws().stacks(other).is_empty(), "{other}");
        assert!(mailboxes.aws().tables(other).is_empty(), "{other}");
    }
    let id = mailboxes.provisioned("--username ada --contact ada@contacts.example");
    mailboxes.run(&format!("mailbox update {id} --follow")).ok();
    assert_eq!(mailboxes.executions("mailbox-provisioning-dev", region).len(), 2);
    let deletion = mailboxes.start(&format!("mailbox delete {id} --follow"));
    let (approve, _) = mailboxes.links("ada@contacts.example");
    let (page, form) = approve.split_once('?').unwrap();
    let answer = mailboxes.request("POST", page, FORM, form);
    assert_eq!(answer.status(), 200, "{}", answer.text());
    deletion.end().ok().prints("is removed");

    // Without the word it is another place, where nothing is.
    mailboxes.unset("PROVISION_REGION");
    mailboxes
        .run("mailbox list")
        .code(2)
        .says("mailbox is not deployed on stage dev")
        .says("hint: provision deploy mailbox");
}
