//! `GET /mailboxes`: lists the mailboxes page by page, in no particular order.

use crate::table::Table;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use function::api::{Refusal, Reply, Request};
use model::Invalid;
use model::mailbox::MailboxId;
use serde_json::json;

const DEFAULT_LIMIT: u16 = 50;
const MOST: u16 = 100;

/// Returns 200 with a page and, while there are more, the token of the next page.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let limit = request.query_parameter("limit").map_or(Ok(DEFAULT_LIMIT), read_limit)?;
    let after = request.query_parameter("next").map(decode).transpose()?;
    let (mailboxes, next) = table.page(limit, after.as_ref()).await?;
    let mut page = json!({"items": mailboxes});
    if let Some(next) = next {
        page["next"] = json!(encode(&next));
    }
    Ok(Reply::new(200, &page))
}

fn read_limit(text: &str) -> Result<u16, Invalid> {
    let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
    limit.ok_or_else(|| Invalid::new("limit", format!("must be a number from 1 to {MOST}")))
}

/// The id is encoded, so that callers do not rely on its content.
fn encode(id: &MailboxId) -> String {
    URL_SAFE_NO_PAD.encode(id.as_str())
}

fn decode(next: &str) -> Result<MailboxId, Invalid> {
    let text = URL_SAFE_NO_PAD.decode(next).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let id = text.and_then(|text| MailboxId::parse(&text).ok());
    id.ok_or_else(|| Invalid::new("next", "must be the value that an earlier page returned"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_bounded() {
        assert_eq!(read_limit("1"), Ok(1));
        assert_eq!(read_limit("100"), Ok(100));
        for text in ["", "0", "101", "-1", "ten", "99999999999"] {
            assert_eq!(read_limit(text).unwrap_err().field, "limit", "{text}");
        }
    }

    #[test]
    fn the_next_page_is_found_again_and_nothing_else_is_taken() {
        let id = MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        assert_eq!(decode(&encode(&id)), Ok(id));
        for text in ["", "%", "AAAA", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f"] {
            assert_eq!(decode(text).unwrap_err().field, "next", "{text}");
        }
    }
}
