//! Rendering of mailboxes for users.

use model::mailbox::{Mailbox, MailboxId, MailboxStatus};
use serde::Serialize;

use super::client::Page;
use super::client::decision::{Decided, Decision};
use crate::output::duration::age_at;
use crate::output::state::{Meaning, State};
use crate::output::{Details, Report, Table};
use engine::aws::timestamp::Timestamp;

impl State for MailboxStatus {
    fn meaning(&self) -> Meaning {
        use MailboxStatus::*;
        match self {
            ProvisioningCompleted => Meaning::Done,
            ProvisioningFailed | DeleteUnconfirmed => Meaning::Failed,
            // The mailbox is kept, as its contact decided.
            DeleteRejected => Meaning::Idle,
            Initial
            | ProvisioningStarted
            | CallingOutsideSystem
            | UpdateRequested
            | DeleteRequested
            | DeleteConfirmationRequired => Meaning::InProgress,
        }
    }
}

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
            .entry("Status", mailbox.mailbox_status.shown())
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

/// A page of mailboxes, with their ages at `now`.
#[derive(Debug, Serialize)]
pub struct MailboxList {
    #[serde(flatten)]
    pub page: Page,
    #[serde(skip)]
    pub now: Timestamp,
}

impl Report for MailboxList {
    fn text(&self) -> String {
        let rows = self.page.mailboxes.iter().map(|mailbox| {
            [
                mailbox.id.to_string(),
                mailbox.address(),
                mailbox.mailbox_status.shown(),
                age_at(self.now, &mailbox.updated_at),
            ]
        });
        let table = Table::new(["ID", "MAILBOX", "STATUS", "UPDATED"]).right(3).ids([0]);
        table.cutting([1]).dropping([3]).rows(rows).to_text()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::at_all_widths;
    use insta::assert_snapshot;
    use model::mailbox::NewMailbox;

    fn mailbox(id: &str, username: &str, status: MailboxStatus, updated_at: &str) -> Mailbox {
        let new = NewMailbox {
            id: None,
            username: username.to_owned(),
            domain: "example.com".to_owned(),
            delete_confirm_email_contact: None,
        };
        let id = MailboxId::parse(id).unwrap();
        Mailbox {
            mailbox_status: status,
            updated_at: updated_at.to_owned(),
            ..new.into_mailbox(id, "2026-01-02T03:04:05.000Z")
        }
    }

    #[test]
    fn mailboxes_are_listed_at_all_widths() {
        use MailboxStatus::*;
        let id = |first: &str| format!("{first}-8f6b-4f0a-9d55-0c1b2a3d4e5f");
        let mailboxes = vec![
            mailbox(&id("3e2a1c9e"), "ann", ProvisioningCompleted, "2026-03-01T13:45:00.000Z"),
            mailbox(&id("91f0c2d4"), "bart", DeleteConfirmationRequired, "2026-03-01T11:00:00.000Z"),
            mailbox(&id("0b9d2a52"), "c", ProvisioningFailed, "2026-02-20T00:00:00.000Z"),
            mailbox(&id("5d1f0c33"), "d", DeleteRejected, "2026-03-01T14:03:31.000Z"),
        ];
        let page = Page { mailboxes, next: None };
        let list = MailboxList { page, now: Timestamp::parse("2026-03-01T14:03:32Z").unwrap() };
        assert_snapshot!(at_all_widths(&list), @r"
        -- 60
        ID        MAILBOX           STATUS
        3e2a1c9e  ann@example.com   provisioning-completed
        91f0c2d4  bart@example.com  delete-confirmation-required
        0b9d2a52  c@example.com     provisioning-failed
        5d1f0c33  d@example.com     delete-rejected

        Some columns do not fit; --wide shows them.
        -- 80
        ID        MAILBOX           STATUS                        UPDATED
        3e2a1c9e  ann@example.com   provisioning-completed            18m
        91f0c2d4  bart@example.com  delete-confirmation-required       3h
        0b9d2a52  c@example.com     provisioning-failed                9d
        5d1f0c33  d@example.com     delete-rejected                    1s
        -- 100, 140
        ID                                    MAILBOX           STATUS                        UPDATED
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f  ann@example.com   provisioning-completed            18m
        91f0c2d4-8f6b-4f0a-9d55-0c1b2a3d4e5f  bart@example.com  delete-confirmation-required       3h
        0b9d2a52-8f6b-4f0a-9d55-0c1b2a3d4e5f  c@example.com     provisioning-failed                9d
        5d1f0c33-8f6b-4f0a-9d55-0c1b2a3d4e5f  d@example.com     delete-rejected                    1s
        -- 60 in colour
        ID        MAILBOX           STATUS
        3e2a1c9e  ann@example.com   ^[32mprovisioning-completed^[0m
        91f0c2d4  bart@example.com  ^[33mdelete-confirmation-required^[0m
        0b9d2a52  c@example.com     ^[31mprovisioning-failed^[0m
        5d1f0c33  d@example.com     ^[2mdelete-rejected^[0m

        Some columns do not fit; --wide shows them.
        ");
        let json = serde_json::to_value(&list).unwrap();
        assert_eq!(json["mailboxes"][0]["updatedAt"], "2026-03-01T13:45:00.000Z");
    }

    #[test]
    fn long_addresses_are_cut_and_still_listed_at_all_widths() {
        let name = "augusta.ada.king-countess.of.lovelace-of-the-analytical-engines";
        let id = |first: &str| format!("{first}-8f6b-4f0a-9d55-0c1b2a3d4e5f");
        let completed = MailboxStatus::ProvisioningCompleted;
        let mailboxes = vec![
            mailbox(&id("3e2a1c9e"), name, completed, "2026-03-01T13:45:00.000Z"),
            mailbox(
                &id("91f0c2d4"),
                "bart",
                MailboxStatus::DeleteConfirmationRequired,
                "2026-03-01T11:00:00.000Z",
            ),
        ];
        let page = Page { mailboxes, next: None };
        let list = MailboxList { page, now: Timestamp::parse("2026-03-01T14:03:32Z").unwrap() };
        assert_snapshot!(at_all_widths(&list), @r"
        -- 60
        ID        MAILBOX               STATUS
        3e2a1c9e  augusta.ad…ample.com  provisioning-completed
        91f0c2d4  bart@example.com      delete-confirmation-required

        Some columns do not fit; --wide shows them.
        -- 80
        ID        MAILBOX                          STATUS                        UPDATED
        3e2a1c9e  augusta.ada.kin…nes@example.com  provisioning-completed            18m
        91f0c2d4  bart@example.com                 delete-confirmation-required       3h
        -- 100
        ID        MAILBOX                                              STATUS                        UPDATED
        3e2a1c9e  augusta.ada.king-countess…tical-engines@example.com  provisioning-completed            18m
        91f0c2d4  bart@example.com                                     delete-confirmation-required       3h
        -- 140
        ID        MAILBOX                                                                      STATUS                        UPDATED
        3e2a1c9e  augusta.ada.king-countess.of.lovelace-of-the-analytical-engines@example.com  provisioning-completed            18m
        91f0c2d4  bart@example.com                                                             delete-confirmation-required       3h
        -- 60 in colour
        ID        MAILBOX               STATUS
        3e2a1c9e  augusta.ad…ample.com  ^[32mprovisioning-completed^[0m
        91f0c2d4  bart@example.com      ^[33mdelete-confirmation-required^[0m

        Some columns do not fit; --wide shows them.
        ");
    }
}
