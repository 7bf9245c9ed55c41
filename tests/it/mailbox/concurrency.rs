//! Many callers at once, and one caller twice.

use super::{Mailboxes, WORKFLOW};
use crate::harness::{text, until};

const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

#[test]
fn the_same_request_sent_twice_makes_one_mailbox() {
    let mailboxes = Mailboxes::deployed();
    let create = format!("mailbox create --username ada --domain example.com --id {ID} --follow");
    let both = [mailboxes.start(&create), mailboxes.start(&create)];
    for one in both {
        one.end().ok().prints("provisioning-completed");
    }
    mailboxes.run(&create).ok().prints("provisioning-completed");
    assert_eq!(mailboxes.json("mailbox list --all")["mailboxes"].as_array().unwrap().len(), 1);
    assert_eq!(mailboxes.executions("mailbox-provisioning-dev", WORKFLOW).len(), 1);

    mailboxes
        .run(&format!("mailbox create --username other --domain example.com --id {ID}"))
        .code(1)
        .says("creating mailbox other@example.com under this id is not possible")
        .says(&format!("mailbox {ID} already exists with other values; its status is provisioning-completed"))
        .says("hint: use another --id, or none");
    assert_eq!(text(&mailboxes.json(&format!("mailbox get {ID}"))["username"]), "ada");
}

#[test]
fn twenty_mailboxes_are_asked_for_at_once() {
    let mailboxes = Mailboxes::deployed();
    let creates: Vec<_> = (0..20)
        .map(|number| {
            mailboxes.start(&format!("mailbox create --username user{number} --domain example.com"))
        })
        .collect();
    for create in creates {
        create.end().ok().says("accepted; to follow it: provision execution tail");
    }
    until(|| {
        let done = mailboxes.json("mailbox list --status provisioning-completed");
        let count = done["mailboxes"].as_array().unwrap().len();
        if count == 20 { Ok(()) } else { Err(format!("{count} of 20 are provisioned")) }
    });
    assert_eq!(mailboxes.executions("mailbox-provisioning-dev", WORKFLOW).len(), 20);

    let many = mailboxes.json("mailbox list --limit 150");
    assert_eq!(many["mailboxes"].as_array().unwrap().len(), 20);

    each_is_listed_once(&mailboxes, "mailbox list --limit 7");
    each_is_listed_once(&mailboxes, "mailbox list --status provisioning-completed --limit 7");
    mailboxes
        .run("mailbox list --status provisioning-completed --limit 19")
        .ok()
        .says("there are more: provision mailbox list --status provisioning-completed --limit 19 --next ");
    mailboxes
        .run("mailbox list --status provisioning-completed --limit 20")
        .ok()
        .never_mentions("there are more");
    mailboxes
        .run("execution list mailbox --status succeeded --limit 12")
        .ok()
        .says("there are older executions: provision execution list mailbox --status succeeded --limit 24");
    mailboxes.run("execution list --limit 20").ok().never_mentions("there are older");
}

/// Page after page all twenty are there, each once.
fn each_is_listed_once(mailboxes: &Mailboxes, command: &str) {
    let mut seen = Vec::new();
    let mut words = command.to_owned();
    loop {
        let page = mailboxes.json(&words);
        seen.extend(page["mailboxes"].as_array().unwrap().iter().map(|mailbox| text(&mailbox["username"])));
        let Some(next) = page["next"].as_str() else { break };
        words = format!("{command} --next {next}");
    }
    assert_eq!(seen.len(), 20, "{command}");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 20, "{command}");
}
