//! The mailbox system: deployed by the real binary, used through its commands, its functions at work on the emulator.

mod concurrency;
mod confirmation;
mod deletion;
mod execution;
mod input;
mod last_write;
mod outside_system;
mod provisioning;
mod regions;
mod revision;
mod roles;

use std::ops::Deref;

use serde_json::{Value, json};

use crate::harness::{Message, Sandbox, text, until};

const HOME: &str = "us-west-2";
const WORKFLOW: &str = "us-east-1";
const API: (&str, &str) = ("mailbox-api-dev", HOME);
const QUICK: &str = "deploy mailbox -p mailbox-provisioning.WaitSeconds=0 -p mailbox-deletion.WaitSeconds=0";
const FORM: &str = "application/x-www-form-urlencoded";

/// A sandbox in which the mailbox system is deployed, without the pauses that let users follow along.
struct Mailboxes {
    sandbox: Sandbox,
}

impl Deref for Mailboxes {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Mailboxes {
    fn deployed() -> Self {
        Self::deployed_with("")
    }

    /// Deployed with further words of the command.
    fn deployed_with(words: &str) -> Self {
        Self::deployed_in(Sandbox::shipped("mailbox"), words)
    }

    fn deployed_in(sandbox: Sandbox, words: &str) -> Self {
        sandbox.shorten_waits();
        sandbox.run(&format!("{QUICK} {words}")).ok();
        Self { sandbox }
    }

    /// A mailbox that is provisioned; its id.
    #[track_caller]
    fn provisioned(&self, words: &str) -> String {
        let mailbox = self.json(&format!("mailbox create --domain example.com --follow {words}"));
        assert_eq!(mailbox["mailboxStatus"], "provisioning-completed");
        text(&mailbox["id"])
    }

    /// The status that the API returns.
    #[track_caller]
    fn status(&self, id: &str) -> String {
        text(&self.json(&format!("mailbox get {id}"))["mailboxStatus"])
    }

    /// Waits until the API returns this status.
    #[track_caller]
    fn until_status_is(&self, id: &str, status: &str) {
        until(|| {
            let now = self.status(id);
            if now == status { Ok(()) } else { Err(format!("{id} is {now} and not {status}")) }
        });
    }

    /// The mailbox in a region's table.
    fn stored(&self, region: &str, id: &str) -> Option<Value> {
        self.item("mailbox-dev", region, &json!({"id": {"S": id}}))
    }

    /// A signed request to the mailbox API.
    fn ask(&self, method: &str, path: &str, media_type: &str, body: impl Into<Vec<u8>>) -> Message {
        self.api_request(API, (method, path), media_type, body)
    }

    /// The approve and the deny link of the newest mail to this address, once it is there.
    #[track_caller]
    fn links(&self, contact: &str) -> (String, String) {
        until(|| {
            let inbox = self.json("local mail");
            let mails = inbox["mails"].as_array().unwrap();
            let mail = mails.iter().rfind(|mail| mail["to"][0] == contact).ok_or("no mail yet")?;
            let link = |word: &str| {
                let links = mail["links"].as_array().unwrap().iter().map(text);
                links.into_iter().find(|link| link.contains(word)).unwrap()
            };
            Ok((link("/approve?"), link("/deny?")))
        })
    }
}
