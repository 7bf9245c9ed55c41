//! `GET /mailboxes/{id}`: returns one mailbox.

use crate::api;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};

/// Returns 200 with the mailbox, or 404.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let id = api::mailbox_id(request)?;
    match table.get(&id).await? {
        Some(mailbox) => Ok(Reply::new(200, &mailbox).about(&id)),
        None => Err(api::unknown(&id)),
    }
}
