//! What runs is found by the mailbox's id, in whichever region it runs.

use super::Mailboxes;
use crate::harness::text;

fn executions_are_found_by_the_mailboxs_id(mailboxes: &Mailboxes) {
    mailboxes.run("execution list").ok().says("no executions");
    let good = mailboxes.provisioned("--username ada");
    let bad = mailboxes
        .run("mailbox create --username fail2 --domain example.com --follow --output json")
        .code(1)
        .json();
    let bad = text(&bad["id"]);

    let listed = mailboxes.json("execution list mailbox");
    let listed = listed["executions"].as_array().unwrap();
    assert_eq!(listed.len(), 2);
    assert!(
        listed.iter().all(|one| one["region"] == "us-east-1" && one["system"] == "mailbox"),
        "{listed:?}"
    );
    let failed = mailboxes.json("execution list --status failed");
    assert!(text(&failed["executions"][0]["name"]).starts_with(&bad));
    mailboxes
        .run("execution list")
        .ok()
        .prints("SUCCEEDED")
        .prints("FAILED")
        .prints("mailbox-provisioning-dev");

    // The beginning of an id is enough.
    let shown = mailboxes.json(&format!("execution show {}", &good[..13]));
    assert_eq!(
        (text(&shown["status"]), text(&shown["steps"][4]["state"])),
        ("SUCCEEDED".into(), "CallOutsideSystem".into())
    );
    mailboxes
        .run(&format!("execution show {bad} --logs"))
        .ok()
        .prints("CallOutsideSystem")
        .prints("the simulator rejects names with fail2")
        .prints("last lines of");

    mailboxes.run(&format!("execution tail {good}")).ok().prints("CompleteProvisioning").prints("SUCCEEDED");
    let tailed = mailboxes.run(&format!("execution tail {good} {bad} --output json")).code(1);
    let events = tailed.events();
    let of = |id: &str| {
        events
            .iter()
            .filter(|event| event["execution"].as_str().is_some_and(|execution| execution.starts_with(id)))
            .count()
    };
    assert!(of(&good) > 5 && of(&bad) > 5, "{tailed}");
    assert_eq!(events.iter().filter(|event| event["event"] == "ended").count(), 2, "{tailed}");
    tailed.says("is FAILED: provisioning-failed");

    mailboxes
        .run("execution show nothing-of-the-kind")
        .code(1)
        .says("no execution 'nothing-of-the-kind'")
        .says("hint: provision execution list");
    mailboxes.run("execution show abc").code(2).says("an id needs its first 4 characters or more");
}

fn the_mail_that_asks_is_in_the_local_inbox(mailboxes: &Mailboxes) {
    mailboxes.run("local mail").ok().prints("no mail");
    mailboxes.run("local mail show --last").code(1).says("the emulator has no mail yet");
    let id = mailboxes.provisioned("--username ada --contact bob@contacts.example");
    mailboxes
        .run(&format!("mailbox delete {id}"))
        .ok()
        .says("bob@contacts.example must approve the deletion");
    let (approve, _) = mailboxes.links("bob@contacts.example");
    mailboxes
        .run("local mail show --last")
        .ok()
        .prints("Confirm deletion of mailbox ada@example.com")
        .prints("bob@contacts.example")
        .prints(&approve);
    assert_eq!(mailboxes.json("local mail show 1")["to"][0], "bob@contacts.example");
    mailboxes.run("local mail show 2").code(1).says("there is no mail 2; the emulator has 1");

    let running = mailboxes.json("execution list --status running");
    assert!(text(&running["executions"][0]["name"]).starts_with(&format!("{id}_delete_")));
    mailboxes.run(&format!("execution show {id}")).ok().prints("AskForConfirmation").prints("waiting");
}

#[test]
fn what_runs_and_what_was_sent_can_be_looked_at() {
    let mailboxes = Mailboxes::deployed();
    executions_are_found_by_the_mailboxs_id(&mailboxes);
    the_mail_that_asks_is_in_the_local_inbox(&mailboxes);
}
