//! `POST /order/delivered`: records that the customer has the cakes, and the review.

use crate::api;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use function::clock;
use model::cake::Delivery;

/// Returns 200 with the order, also for a repeated request.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let delivery = Delivery::from_json(&request.json_body()?)?;
    let id = &delivery.order_id;
    let now = clock::now();
    let stepped = table.step(id, |order| order.delivered(&delivery, &now)).await?;
    api::went_on(id, stepped, "delivered")
}
