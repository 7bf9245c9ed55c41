//! Mailboxes: the item, its states, the requests that change it, and the executions that carry a request out.

mod attributes;
mod id;
mod request;
mod status;
mod workflow;

pub use id::MailboxId;
pub use request::{ContactChange, MailboxChange, NewMailbox};
pub use status::MailboxStatus;
pub use workflow::{Change, WorkflowInput};

use serde::{Deserialize, Serialize};

/// A mailbox, as the API returns it and the table stores it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Mailbox {
    /// Key of the mailbox.
    pub id: MailboxId,
    /// The address before the `@`.
    pub username: String,
    /// The address after the `@`.
    pub domain: String,
    /// The mailbox's status.
    pub mailbox_status: MailboxStatus,
    /// Who must approve the deletion of the mailbox; without a contact it is deleted at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete_confirm_email_contact: Option<String>,
    /// Why the last request failed, until the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure_reason: Option<String>,
    /// When the mailbox was first requested.
    pub created_at: String,
    /// When anything about it last changed, the status included.
    pub updated_at: String,
    /// When the last request was received. The workflow acts only while the item still has this value.
    pub requested_at: String,
    /// How many requests were accepted for the mailbox. Only the API writes it, in the home region; an item without one, from a
    /// version that wrote none, has revision 0.
    #[serde(default)]
    pub revision: u64,
}

impl Mailbox {
    /// The mailbox's e-mail address.
    pub fn address(&self) -> String {
        format!("{}@{}", self.username, self.domain)
    }
}
