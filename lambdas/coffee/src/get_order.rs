//! `GET /order?accountid=…&vendorid=…`: returns the active order.

use crate::api::{self, Place};
use crate::table::Table;
use function::api::{Refusal, Reply, Request};

/// Returns 200 with the order, or 404.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let place = Place::of(request)?;
    match table.get(&place).await? {
        Some(order) => Ok(Reply::new(200, &order).about(&order.orderid)),
        None => Err(api::no_order(&place)),
    }
}
