//! `POST /order`: records a new order. Writing it to the table publishes it.

use crate::api;
use crate::table::{Insertion, Table};
use function::api::{Refusal, Reply, Request};
use function::clock;
use model::cake::{NewOrder, OrderId};

/// Returns 201 with the order, also for a repeated request with the same id.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let mut new = NewOrder::from_json(&request.json_body()?)?;
    let id = match new.order_id.take() {
        Some(id) => id,
        None => OrderId::parse(&uuid::Uuid::new_v4().to_string())?,
    };
    let order = new.into_order(id, &clock::now());
    match table.insert(&order).await? {
        Insertion::Inserted => Ok(Reply::new(201, &order).about(&order.order_id)),
        Insertion::Exists(existing) if existing.was_placed_like(&order) => {
            Ok(Reply::new(201, &existing).about(&existing.order_id).repeated())
        }
        Insertion::Exists(existing) => Err(api::taken(&order.order_id, existing.order_state)),
    }
}
