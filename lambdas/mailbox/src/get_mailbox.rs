//! `GET /mailboxes/{id}`: answers with one mailbox.

use crate::api::{Refusal, Reply, Request};
use crate::table::Table;

/// Answers 200 with the mailbox, or 404.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let id = request.mailbox_id()?;
    match table.get(&id).await? {
        Some(mailbox) => Ok(Reply::new(200, &mailbox).about(&id)),
        None => Err(Refusal::Unknown(id)),
    }
}
