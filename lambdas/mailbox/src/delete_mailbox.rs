//! `DELETE /mailboxes/{id}`: records that a mailbox shall go. Its status, `delete-requested`, starts the deletion.

use crate::api;
use crate::table::{Recording, Table};
use function::api::{Refusal, Reply, Request};
use function::clock;
use model::mailbox::{MailboxChange, MailboxStatus};

/// Answers 202 with the mailbox, which is still there.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let id = api::mailbox_id(request)?;
    let nothing_else = MailboxChange::default();
    match table.record(&id, MailboxStatus::DeleteRequested, &nothing_else, &clock::now()).await? {
        Recording::Recorded(mailbox) => Ok(Reply::new(202, &mailbox).about(&id)),
        Recording::Unknown => Err(api::unknown(&id)),
        Recording::Busy(state) => Err(api::busy(&id, state)),
    }
}
