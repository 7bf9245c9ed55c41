//! `DELETE /mailboxes/{id}`: requests the deletion of a mailbox. Its status, `delete-requested`, starts the deletion.

use crate::api;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::mailbox::{MailboxChange, MailboxStatus};

/// Returns 202 with the mailbox, which is still there.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    api::record(table, request, MailboxStatus::DeleteRequested, &MailboxChange::default()).await
}
