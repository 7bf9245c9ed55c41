//! `PUT /mailboxes/{id}`: records a change. Its status, `update-requested`, runs provisioning again.

use crate::api;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::mailbox::{MailboxChange, MailboxStatus};

/// Returns 202 with the mailbox as it will be provisioned.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let change = MailboxChange::from_json(&request.body()?)?;
    api::record(table, request, MailboxStatus::UpdateRequested, &change).await
}
