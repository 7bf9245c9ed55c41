//! `DELETE /mailboxes/{id}`: records that a mailbox shall go. Its status, `delete-requested`, starts the deletion.

use crate::api;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::mailbox::{MailboxChange, MailboxStatus};

/// Answers 202 with the mailbox, which is still there.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    api::record(table, request, MailboxStatus::DeleteRequested, &MailboxChange::default()).await
}
