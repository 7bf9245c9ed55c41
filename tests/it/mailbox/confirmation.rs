//! The question and the answer when something breaks down between them: the function that asks dies, a decision's answer
//! is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{FORM, Mailboxes, WORKFLOW};
use crate::harness::{Call, Message, Proxy, Verdict, kill_function, text, until};

const STACK: (&str, &str) = ("mailbox-deletion-dev", WORKFLOW);
const SEND_MAIL: &str = "POST /v2/email/outbound-emails";

/// Presses the button of the page behind a link.
fn press(mailboxes: &Mailboxes, link: &str) -> Message {
    let (page, form) = link.split_once('?').unwrap();
    mailboxes.request("POST", page, FORM, form)
}

/// The function that asks dies at its first calls of SES, before the mail or after it was sent; how often it died.
fn dies_while_asking(
    mailboxes: &Mailboxes,
    proxy: &Proxy,
    times: usize,
    mail_is_sent: bool,
) -> Arc<AtomicUsize> {
    let (calls, deaths) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let (address, count) = (mailboxes.aws().address().to_owned(), Arc::clone(&deaths));
    proxy.rule(move |call: &Call| {
        if call.action != SEND_MAIL || calls.fetch_add(1, Ordering::SeqCst) >= times {
            return Verdict::Forward;
        }
        let (address, count) = (address.clone(), Arc::clone(&count));
        let die = move || {
            count.fetch_add(kill_function("ask-for-confirmation", &address), Ordering::SeqCst);
        };
        if mail_is_sent {
            return Verdict::ForwardThen(Box::new(die));
        }
        die();
        Verdict::Drop
    });
    deaths
}

/// The approve links of all mails to this address, oldest first, once there are this many.
#[track_caller]
fn approve_links(mailboxes: &Mailboxes, contact: &str, count: usize) -> Vec<String> {
    until(|| {
        let inbox = mailboxes.json("local mail");
        let mails = inbox["mails"].as_array().unwrap().iter().filter(|mail| mail["to"][0] == contact);
        let links = mails.flat_map(|mail| mail["links"].as_array().unwrap().iter().map(text));
        let links: Vec<_> = links.filter(|link| link.contains("/approve?")).collect();
        if links.len() == count { Ok(links) } else { Err(format!("{} mails", links.len())) }
    })
}

#[test]
fn asking_survives_functions_that_die_and_every_link_that_was_sent_remains_valid() {
    let mailboxes = Mailboxes::deployed();
    let proxy = Proxy::before(&mailboxes.aws());
    mailboxes.set_endpoint(STACK, "AskForConfirmation", "SESV2", &proxy);
    for (username, times, mail_is_sent, mails) in [("ada", 1, true, 2), ("bob", 3, false, 1)] {
        let contact = format!("{username}@contacts.example");
        let id = mailboxes.provisioned(&format!("--username {username} --contact {contact}"));
        let deaths = dies_while_asking(&mailboxes, &proxy, times, mail_is_sent);
        let deletion = mailboxes.start(&format!("mailbox delete {id} --follow"));
        let links = approve_links(&mailboxes, &contact, mails);
        assert_eq!(deaths.load(Ordering::SeqCst), times);
        // The first mail is from the attempt that died.
        let answer = press(&mailboxes, &links[0]);
        assert!(answer.text().contains("The deletion is approved"), "{username}: {}", answer.text());
        deletion.end().ok().prints("is removed");
    }
}

#[test]
fn a_decision_whose_answer_was_lost_is_shown_as_it_took_effect() {
    let mailboxes = Mailboxes::deployed();
    let proxy = Proxy::before(&mailboxes.aws());
    mailboxes.set_endpoint(STACK, "ConfirmDeletion", "SFN", &proxy);
    for (word, says, status) in [
        ("approve", "The deletion is approved", None),
        ("deny", "The deletion is denied. The mailbox is kept.", Some("delete-rejected")),
    ] {
        let contact = format!("{word}@contacts.example");
        let id = mailboxes.provisioned(&format!("--username ada --contact {contact}"));
        mailboxes.run(&format!("mailbox delete {id}")).ok();
        let (approve, deny) = mailboxes.links(&contact);
        let link = if word == "approve" { &approve } else { &deny };
        let sent = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&sent);
        proxy.rule(move |call| {
            if call.action != "SendTaskSuccess" {
                return Verdict::Forward;
            }
            count.fetch_add(1, Ordering::SeqCst);
            Verdict::LoseAnswer
        });
        for _ in 0..5 {
            let answer = press(&mailboxes, link);
            assert!(answer.status() == 200 && answer.text().contains(says), "{}", answer.text());
        }
        assert!(sent.load(Ordering::SeqCst) > 0);
        let other = if word == "approve" { &deny } else { &approve };
        let answer = press(&mailboxes, other);
        assert!(answer.text().contains("already recorded"), "{}", answer.text());
        match status {
            Some(status) => mailboxes.until_status_is(&id, status),
            None => drop(mailboxes.run(&format!("mailbox get {id}")).code(1)),
        }
    }
}

#[test]
fn a_decision_that_does_not_arrive_can_be_made_again() {
    let mailboxes = Mailboxes::deployed();
    let proxy = Proxy::before(&mailboxes.aws());
    mailboxes.set_endpoint(STACK, "ConfirmDeletion", "SFN", &proxy);
    let id = mailboxes.provisioned("--username ada --contact ada@contacts.example");
    let deletion = mailboxes.start(&format!("mailbox delete {id} --follow"));
    let (approve, _) = mailboxes.links("ada@contacts.example");
    proxy.rule(|call| if call.action == "SendTaskSuccess" { Verdict::Drop } else { Verdict::Forward });
    let answer = press(&mailboxes, &approve);
    assert!(answer.status() == 503 && answer.text().contains("press the button again"), "{}", answer.text());
    assert_eq!(mailboxes.status(&id), "delete-confirmation-required");
    proxy.rule(|_| Verdict::Forward);
    assert_eq!(press(&mailboxes, &approve).status(), 200);
    deletion.end().ok().prints("is removed");
}
