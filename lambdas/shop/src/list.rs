//! `GET /stock/items`, `GET /payment/users` and `GET /orders`: what a service has, page by page, in no particular order.
//!
//! A table contains more than the listed objects: reservations, and completed requests. So a page is read by scanning a
//! bounded part of the table: it may have fewer objects than requested, or none, although there are more.

use crate::table::Table;
use function::Unavailable;
use function::api::{Refusal, Reply, Request};
use function::page;
use model::shop::{Holding, Id, ItemView, Ledger, Order, OrderState, UserView};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Documents of one read.
const READ: i32 = 250;
/// Most reads for one page.
const MOST_READS: usize = 8;
/// The kind in an order's key.
const ORDER: &str = "order";

/// Returns 200 with a page of items or of users.
pub async fn holdings(ledger: Ledger, table: &Table, request: &Request) -> Result<Reply, Refusal> {
    answer(table, request, ledger.noun(), |holding: Holding| Some(view(ledger, holding))).await
}

/// Returns 200 with a page of orders, without those removed.
pub async fn orders(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let present = |order: Order| (order.state != OrderState::Removed).then(|| json!(order.view()));
    answer(table, request, ORDER, present).await
}

/// An item or a user as the API returns it.
pub fn view(ledger: Ledger, holding: Holding) -> Value {
    let Holding { holder, balance, price, .. } = holding;
    match ledger {
        Ledger::Stock => {
            json!(ItemView { item_id: holder, stock: balance, price: price.unwrap_or_default() })
        }
        Ledger::Payment => json!(UserView { user_id: holder, credit: balance }),
    }
}

async fn answer<T: DeserializeOwned>(
    table: &Table,
    request: &Request,
    kind: &str,
    show: impl Fn(T) -> Option<Value>,
) -> Result<Reply, Refusal> {
    let limit = page::limit(request)?.into();
    let list = format!("{kind}s");
    let after = page::next(request, &list, |text| key(kind, text))?;
    // A damaged document is left out: the audit names it.
    let show = |document: &Value| T::deserialize(document).ok().and_then(&show);
    let (items, next) = read(table, kind, limit, after, &show).await?;
    Ok(Reply::new(200, &Page { items, next: next.map(|key| page::encode(&list, &key)) }))
}

#[derive(Serialize)]
struct Page {
    items: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

async fn read(
    table: &Table,
    kind: &str,
    limit: usize,
    mut after: Option<String>,
    show: &impl Fn(&Value) -> Option<Value>,
) -> Result<(Vec<Value>, Option<String>), Unavailable> {
    let mut items = Vec::new();
    for _ in 0..MOST_READS {
        let (documents, next) = table.page(READ, after.as_deref()).await?;
        if let Some(last) = take(&documents, kind, limit, after, &mut items, show) {
            return Ok((items, Some(last)));
        }
        after = next;
        if after.is_none() {
            break;
        }
    }
    Ok((items, after))
}

/// Adds what is of this kind until there are `limit` and one more is found; then the next page starts after the returned key.
/// `documents` follow the one of the key `after`.
fn take(
    documents: &[(String, Value)],
    kind: &str,
    limit: usize,
    after: Option<String>,
    items: &mut Vec<Value>,
    show: &impl Fn(&Value) -> Option<Value>,
) -> Option<String> {
    let is_of_kind = |key: &str| key.split_once('#').is_some_and(|(of, _)| of == kind);
    let mut before = after.as_ref();
    for (key, document) in documents {
        if is_of_kind(key)
            && let Some(item) = show(document)
        {
            if items.len() == limit {
                return before.cloned();
            }
            items.push(item);
        }
        before = Some(key);
    }
    None
}

/// A key of the table of a service that lists this kind: of a document of the kind itself, or of one that each service has.
pub fn key(kind: &str, text: &str) -> Option<String> {
    let (of, id) = text.split_once('#')?;
    let is_known = [kind, "reservation", "operation"].contains(&of) && Id::parse("id", id).is_ok();
    is_known.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(keys: &[&str]) -> Vec<(String, Value)> {
        keys.iter().map(|key| ((*key).to_owned(), json!(key))).collect()
    }

    #[test]
    fn a_page_ends_where_the_next_one_starts() {
        let found = documents(&["item#1", "operation#1", "item#2", "reservation#1", "item#3"]);
        let show = |document: &Value| Some(document.clone());
        let mut items = Vec::new();
        let last = take(&found, "item", 2, None, &mut items, &show);
        assert_eq!((json!(items), last.as_deref()), (json!(["item#1", "item#2"]), Some("reservation#1")));
        let mut rest = Vec::new();
        assert_eq!(take(&found[4..], "item", 2, last, &mut rest, &show), None);
        assert_eq!(json!(rest), json!(["item#3"]));
        // A page that was full when its last read ended is continued after that read.
        let after = Some("item#2".to_owned());
        assert_eq!(take(&found[4..], "item", 1, after.clone(), &mut rest, &show), after);
        assert_eq!(rest.len(), 1);
    }

    #[test]
    fn only_keys_of_the_table_start_a_page() {
        const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";
        for kind in ["item", "reservation", "operation"] {
            let text = format!("{kind}#{ID}");
            assert_eq!(key("item", &text), Some(text));
        }
        for text in ["", "1", ID, "item#", "item#1", &format!("user#{ID}"), &format!("order#{ID}")] {
            assert_eq!(key("item", text), None, "{text}");
        }
    }
}
