//! `PUT /mailboxes/{id}`: records a change. Its status, `update-requested`, runs provisioning again.

use crate::api::{Refusal, Reply, Request};
use crate::clock;
use crate::table::{Recording, Table};
use model::mailbox::{MailboxChange, MailboxStatus};

/// Answers 202 with the mailbox as it will be provisioned.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let id = request.mailbox_id()?;
    let change = MailboxChange::from_json(&request.body()?)?;
    match table.record(&id, MailboxStatus::UpdateRequested, &change, &clock::now()).await? {
        Recording::Recorded(mailbox) => Ok(Reply::new(202, &mailbox).about(&id)),
        Recording::Unknown => Err(Refusal::Unknown(id)),
        Recording::Busy(state) => Err(Refusal::Busy(id, state)),
    }
}
