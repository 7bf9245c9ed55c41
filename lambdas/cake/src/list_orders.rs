//! `GET /orders`: lists the orders page by page, newest first, of one state or of all.

use crate::table::Table;
use function::Unavailable;
use function::api::{Refusal, Reply, Request};
use function::page;
use model::Invalid;
use model::cake::{Order, OrderId, OrderState};
use serde_json::json;
use std::collections::HashSet;

/// Returns 200 with a page and, while there are more orders, the token of the next page.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let limit = page::limit(request)?;
    let state = request.query_parameter("state").map(read_state).transpose()?;
    let list = format!("cake-orders state={}", state.map_or("", OrderState::as_str));
    let before = page::next(request, &list, list_key)?;
    // One more than is shown, to know whether there is another page.
    let found = newest(table, state, before.as_deref(), limit + 1).await?;
    let (orders, next) = first(found, limit.into());
    let mut document = json!({"items": orders});
    if let Some(next) = next {
        document["next"] = json!(page::encode(&list, &next));
    }
    Ok(Reply::new(200, &document))
}

/// The index is divided by state, so that no part of it holds all orders; a list of all merges its four parts.
async fn newest(
    table: &Table,
    state: Option<OrderState>,
    before: Option<&str>,
    limit: u16,
) -> Result<Vec<Order>, Unavailable> {
    if let Some(state) = state {
        return table.newest(state, before, limit).await;
    }
    let [placed, fulfilled, sent, delivered] =
        OrderState::ALL.map(|state| table.newest(state, before, limit));
    // The later state first: an order that moves on while it is read may be found twice.
    let (delivered, sent, fulfilled, placed) = tokio::try_join!(delivered, sent, fulfilled, placed)?;
    Ok([delivered, sent, fulfilled, placed].concat())
}

/// The newest `limit` orders, each once, and the key after which the next page starts.
fn first(mut found: Vec<Order>, limit: usize) -> (Vec<Order>, Option<String>) {
    let mut seen = HashSet::new();
    found.retain(|order| seen.insert(order.order_id.clone()));
    found.sort_by_cached_key(|order| std::cmp::Reverse(order.list_key()));
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(Order::list_key);
    (found, next)
}

fn read_state(text: &str) -> Result<OrderState, Invalid> {
    text.parse().map_err(|_| {
        let states = OrderState::ALL.map(OrderState::as_str).join(", ");
        Invalid::new("state", format!("must be one of {states}"))
    })
}

/// The key of an order in the list, as `Order::list_key` makes it.
fn list_key(text: &str) -> Option<String> {
    let (_, id) = text.split_once('#')?;
    OrderId::parse(id).is_ok().then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::cake::NewOrder;
    use proptest::prelude::*;

    fn order(second: u8, number: u8) -> Order {
        let new =
            NewOrder::from_json(r#"{"name":"Ann","address":"1 Main St","productId":"choc","quantity":1}"#);
        let id = OrderId::parse(&format!("3e2a1c9e-8f6b-4f0a-9d55-0000000000{number:02x}")).unwrap();
        new.unwrap().into_order(id, &format!("2026-10-09T10:11:{second:02}.000Z"))
    }

    #[test]
    fn parameters_are_checked_and_named() {
        assert_eq!(read_state("delivered"), Ok(OrderState::Delivered));
        assert!(
            read_state("eaten").unwrap_err().to_string().starts_with("state must be one of order_placed, ")
        );
        for text in ["", "2026", "2026#x"] {
            assert_eq!(list_key(text), None, "{text}");
        }
    }

    proptest! {
        /// However many orders share a time, walking the pages meets each once, newest first.
        #[test]
        fn pages_lead_through_all_orders(orders in proptest::collection::btree_map(0_u8.., 0_u8..4, 0..40), limit in 1_usize..9) {
            let all: Vec<Order> = orders.iter().map(|(number, second)| order(*second, *number)).collect();
            let mut walked = Vec::new();
            let mut before: Option<String> = None;
            loop {
                let found = all.iter().filter(|order| before.as_ref().is_none_or(|before| &order.list_key() < before));
                let (items, next) = first(found.cloned().collect(), limit);
                prop_assert!(items.len() <= limit);
                walked.extend(items);
                let Some(next) = next else { break };
                before = Some(list_key(&next).unwrap());
            }
            let mut wanted = all;
            wanted.sort_by_key(|order| std::cmp::Reverse(order.list_key()));
            prop_assert_eq!(walked, wanted);
        }

        /// An order that is met in two states is shown once, in the one that was read first.
        #[test]
        fn an_order_on_the_move_is_listed_once(number in 0_u8..) {
            let mut moved = order(1, number);
            moved.order_state = OrderState::OrderFulfilled;
            let (items, next) = first(vec![moved.clone(), order(1, number)], 5);
            prop_assert_eq!((items, next), (vec![moved], None));
        }
    }
}
