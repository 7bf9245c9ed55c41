//! `GET /mailboxes`: lists the mailboxes page by page, in no particular order.

use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use function::page;
use model::mailbox::MailboxId;
use serde_json::json;

/// What the `next` of a page belongs to.
const LIST: &str = "mailboxes";

/// Returns 200 with a page and, while there are more, the token of the next page.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let limit = page::limit(request)?;
    let after = page::next(request, LIST, |text| MailboxId::parse(text).ok())?;
    let (mailboxes, next) = table.page(limit, after.as_ref()).await?;
    let mut document = json!({"items": mailboxes});
    if let Some(next) = next {
        document["next"] = json!(page::encode(LIST, next.as_str()));
    }
    Ok(Reply::new(200, &document))
}
