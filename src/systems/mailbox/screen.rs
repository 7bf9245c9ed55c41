//! Rendering of mailboxes for users.

use model::mailbox::{Mailbox, MailboxId};
use serde::Serialize;

use super::client::Page;
use super::client::decision::{Decided, Decision};
use crate::output::{Details, Report, Table};

/// One mailbox. In JSON it is as the API returns it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct MailboxReport(pub Mailbox);

impl Report for MailboxReport {
    fn text(&self) -> String {
        let mailbox = &self.0;
        Details::new()
            .entry("Mailbox", mailbox.address())
            .entry("Id", mailbox.id.to_string())
            .entry("Status", mailbox.mailbox_status.to_string())
            .maybe("Reason", mailbox.failure_reason.as_deref())
            .maybe("Contact", mailbox.delete_confirm_email_contact.as_deref())
            .entry("Created", &mailbox.created_at)
            .entry("Updated", &mailbox.updated_at)
            .to_text()
    }
}

/// A mailbox that was removed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RemovedReport {
    pub id: MailboxId,
    #[serde(skip)]
    pub address: String,
    /// Always `removed`.
    mailbox_status: &'static str,
}

impl RemovedReport {
    /// Reports that this mailbox was removed.
    pub fn new(mailbox: &Mailbox) -> Self {
        Self { id: mailbox.id.clone(), address: mailbox.address(), mailbox_status: "removed" }
    }
}

impl Report for RemovedReport {
    fn text(&self) -> String {
        format!("mailbox {} ({}) is removed", self.id, self.address)
    }
}

impl Report for Page {
    fn text(&self) -> String {
        let rows = self.mailboxes.iter().map(|mailbox| {
            [
                mailbox.id.to_string(),
                mailbox.address(),
                mailbox.mailbox_status.to_string(),
                mailbox.updated_at.clone(),
            ]
        });
        Table::new(["ID", "MAILBOX", "STATUS", "UPDATED"]).dropping([3]).rows(rows).to_text()
    }
}

impl Report for Decided {
    fn text(&self) -> String {
        let what = match self.decision {
            Decision::Approve => "approved, the mailbox will be removed",
            Decision::Deny => "denied, the mailbox is kept",
        };
        format!("deletion of mailbox {} ({}): {what}", self.id, self.address)
    }
}
