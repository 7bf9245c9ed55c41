//! `GET /order/{id}`: returns one order.

use crate::api;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::cake::OrderId;

/// Returns 200 with the order, or 404.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let id = OrderId::parse(request.path_parameter("id").unwrap_or_default())?;
    match table.get(&id).await? {
        Some(order) => Ok(Reply::new(200, &order).about(&id)),
        None => Err(api::unknown(&id)),
    }
}
