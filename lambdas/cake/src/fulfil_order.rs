//! `POST /order/fulfilled`: records that the cakes are made.

use crate::api;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use function::clock;
use model::cake::Fulfilment;

/// Returns 200 with the order, also for a repeated request.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let fulfilment = Fulfilment::from_json(&request.json_body()?)?;
    let id = &fulfilment.order_id;
    let now = clock::now();
    let stepped = table.step(id, |order| order.fulfilled(&fulfilment, &now)).await?;
    api::went_on(id, stepped, "fulfilled")
}
