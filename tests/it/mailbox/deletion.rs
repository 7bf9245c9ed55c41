//! Mailboxes are deleted: after their contact has agreed, where they have one.

use super::{FORM, Mailboxes};
use crate::harness::{Running, text};

/// A mailbox whose contact is being asked, and the deletion that is being followed.
fn asked(mailboxes: &Mailboxes, username: &str) -> (String, Running) {
    let id = mailboxes.provisioned(&format!("--username {username} --contact {username}@contacts.example"));
    let deletion = mailboxes.start(&format!("mailbox delete {id} --follow"));
    deletion.until("waiting for an answer");
    mailboxes.until_status_is(&id, "delete-confirmation-required");
    (id, deletion)
}

/// The form that the page behind a link has: its target, and what it sends.
fn form_of(link: &str) -> (&str, String) {
    let (page, query) = link.split_once('?').unwrap();
    (page, query.to_owned())
}

fn a_mailbox_without_a_contact_is_deleted_at_once(mailboxes: &Mailboxes) {
    let id = mailboxes.provisioned("--username ada");
    let gone = mailboxes.json(&format!("mailbox delete {id} --follow"));
    assert_eq!((text(&gone["id"]), text(&gone["mailboxStatus"])), (id.clone(), "removed".to_owned()));
    assert!(mailboxes.json("local mail")["mails"].as_array().unwrap().is_empty());
    mailboxes
        .run(&format!("mailbox delete {id}"))
        .code(1)
        .says(&format!("no mailbox {id}"))
        .says("hint: provision mailbox list");
    mailboxes.run(&format!("mailbox approve {id}")).code(1).says(&format!("no mailbox {id}"));
}

fn the_contact_approves_on_the_page_and_only_once(mailboxes: &Mailboxes) {
    let (id, deletion) = asked(mailboxes, "ada");
    let (approve, deny) = mailboxes.links("ada@contacts.example");

    // Scanners open every link, more than once.
    for link in [&approve, &deny, &approve] {
        let page = mailboxes.request("GET", link, "text/html", "");
        assert_eq!(page.status(), 200, "{}", page.text());
        assert!(page.text().contains("<button"), "{}", page.text());
    }
    assert_eq!(mailboxes.status(&id), "delete-confirmation-required");

    let (page, form) = form_of(&approve);
    let answer = mailboxes.request("POST", page, FORM, form.clone());
    assert!(
        answer.status() == 200 && answer.text().contains("The deletion is approved"),
        "{}",
        answer.text()
    );
    deletion.end().ok().prints("is removed");
    // The mailbox is gone, and what was decided is still known: the same again is no other decision.
    for _ in 0..5 {
        let answer = mailboxes.request("POST", page, FORM, form.clone());
        let is_approved = answer.text().contains("The deletion is approved");
        assert!(answer.status() == 200 && is_approved, "{}", answer.text());
    }
    let (page, form) = form_of(&deny);
    let answer = mailboxes.request("POST", page, FORM, form);
    assert_eq!(answer.status(), 410, "{}", answer.text());
    assert!(answer.text().contains("already recorded: the deletion is approved"), "{}", answer.text());
}

fn the_contact_denies_on_the_page(mailboxes: &Mailboxes) {
    let (id, deletion) = asked(mailboxes, "bob");
    let (_, deny) = mailboxes.links("bob@contacts.example");
    let (page, form) = form_of(&deny);
    let answer = mailboxes.request("POST", page, FORM, form);
    assert!(answer.text().contains("The deletion is denied"), "{}", answer.text());
    deletion.end().code(1).says("the contact denied the deletion; the mailbox is kept");
    assert_eq!(mailboxes.status(&id), "delete-rejected");

    // A wrong token, none, and a page that is none change nothing.
    let wrong = mailboxes.request("POST", page, FORM, "token=abc");
    assert_eq!(wrong.status(), 410, "{}", wrong.text());
    assert_eq!(mailboxes.request("POST", page, FORM, "").status(), 400);
    assert_eq!(mailboxes.request("GET", page, FORM, "").status(), 400);
    assert_eq!(mailboxes.request("GET", &deny.replace("/deny?", "/maybe?"), FORM, "").status(), 404);
}

fn an_operator_answers_in_the_contacts_place(mailboxes: &Mailboxes) {
    let (id, deletion) = asked(mailboxes, "ada");
    mailboxes.run(&format!("mailbox deny {id}")).ok().prints("denied, the mailbox is kept");
    deletion.end().code(1).says("the contact denied the deletion");
    let (approve, _) = mailboxes.links("ada@contacts.example");
    let (page, form) = form_of(&approve);
    let late = mailboxes.request("POST", page, FORM, form);
    assert!(late.text().contains("already recorded: the deletion is denied"), "{}", late.text());
    mailboxes
        .run(&format!("mailbox approve {id}"))
        .code(1)
        .says(&format!("no approval is pending for mailbox {id}, its status is delete-rejected"));

    // The deletion of the same mailbox is requested again, and this time it is approved.
    let deletion = mailboxes.start(&format!("mailbox delete {id} --follow"));
    deletion.until("waiting for an answer");
    let approved = mailboxes.json(&format!("mailbox approve {id}"));
    assert_eq!(approved["decision"], "approve");
    deletion.end().ok().prints("is removed");
}

fn a_mailbox_that_is_being_deleted_takes_no_other_request(mailboxes: &Mailboxes) {
    let (id, deletion) = asked(mailboxes, "ada");
    mailboxes
        .run(&format!("mailbox update {id} --username other"))
        .code(1)
        .says(&format!(
            "updating mailbox {id} is not possible while its status is delete-confirmation-required"
        ))
        .says(&format!("hint: wait for it: provision execution tail {id}"));
    mailboxes.run(&format!("mailbox delete {id}")).code(1).says("is not possible while its status is");
    mailboxes.run(&format!("mailbox approve {id}")).ok();
    deletion.end().ok();
}

#[test]
fn a_mailbox_is_kept_without_an_answer() {
    let mailboxes = Mailboxes::deployed_with("-p mailbox-deletion.ConfirmationTimeoutSeconds=1");
    let id = mailboxes.provisioned("--username ada --contact ada@contacts.example");
    mailboxes
        .run(&format!("mailbox delete {id} --follow"))
        .code(1)
        .prints("delete-unconfirmed")
        .prints("there was no answer in time");
    let (approve, _) = mailboxes.links("ada@contacts.example");
    let (page, form) = form_of(&approve);
    let late = mailboxes.request("POST", page, FORM, form);
    assert!(late.status() == 410 && late.text().contains("request has expired"), "{}", late.text());
    assert_eq!(mailboxes.status(&id), "delete-unconfirmed");
}

#[test]
fn a_mailbox_is_deleted_when_its_contact_agrees() {
    let mailboxes = Mailboxes::deployed();
    a_mailbox_without_a_contact_is_deleted_at_once(&mailboxes);
    the_contact_approves_on_the_page_and_only_once(&mailboxes);
    the_contact_denies_on_the_page(&mailboxes);
}

#[test]
fn another_user_can_answer_and_none_can_interfere() {
    let mailboxes = Mailboxes::deployed();
    an_operator_answers_in_the_contacts_place(&mailboxes);
    a_mailbox_that_is_being_deleted_takes_no_other_request(&mailboxes);
}
