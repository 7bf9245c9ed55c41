//! `PUT /mailboxes/{id}`: records a change. Its status, `update-requested`, runs provisioning again.

use crate::api;
use crate::table::{Recording, Table};
use function::api::{Refusal, Reply, Request};
use function::clock;
use model::mailbox::{MailboxChange, MailboxStatus};

/// Answers 202 with the mailbox as it will be provisioned.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let id = api::mailbox_id(request)?;
    let change = MailboxChange::from_json(&request.body()?)?;
    match table.record(&id, MailboxStatus::UpdateRequested, &change, &clock::now()).await? {
        Recording::Recorded(mailbox) => Ok(Reply::new(202, &mailbox).about(&id)),
        Recording::Unknown => Err(api::unknown(&id)),
        Recording::Busy(state) => Err(api::busy(&id, state)),
    }
}
