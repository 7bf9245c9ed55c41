//! `POST /orders/checkout/{order_id}`: starts the saga and waits until the order tells how it went.
//!
//! The order is looked at, never the execution: reading one's own table is cheap, while `DescribeExecution` is limited for
//! the whole account.

use crate::api::{self, random_id, refusal};
use crate::pause::Pauses;
use crate::saga::Saga;
use crate::table::Table;
use function::Unavailable;
use function::api::{Refusal, Reply, Request};
use model::shop::{Begun, CheckoutOutcome, Id, Order, Pending};
use std::time::{Duration, Instant};

/// How long a request waits; with the last look at the table it stays below API Gateway's 29 seconds.
pub const PATIENCE: Duration = Duration::from_secs(22);

/// Answers 200 only when goods and money are taken, 4xx only when nothing is, and 202 when it is not known yet.
pub async fn handle(table: &Table, saga: &Saga, request: &Request) -> Result<Reply, Refusal> {
    let deadline = Instant::now() + PATIENCE;
    let id = api::path_id(request, "order_id")?;
    let key = api::request_key(request)?;
    loop {
        let order = read(table, &id).await?;
        if order.was_paid_by(&key) {
            return Ok(Reply::new(200, &order.view()).about(&id));
        }
        let begun = begin(saga, &order, &key).await?;
        let (order, outcome) = wait(table, &id, begun, deadline).await?;
        match outcome {
            CheckoutOutcome::Paid => return Ok(Reply::new(200, &order.view()).about(&id)),
            CheckoutOutcome::Refused(refused) => return Err(refusal(refused).about(&id)),
            CheckoutOutcome::Waiting => return Ok(pending(&order)),
            // Somebody changed the order in between: what is to be checked out is another order now.
            CheckoutOutcome::Overtaken if Instant::now() < deadline => {}
            CheckoutOutcome::Overtaken => return Ok(pending(&order)),
        }
    }
}

/// Starts a checkout, or joins the one that is at work.
async fn begin(saga: &Saga, order: &Order, key: &Id) -> Result<Begun, Refusal> {
    if order.state.is_in_flight() {
        if let Some(rescue) = order.rescue(api::now_seconds()) {
            saga.undo(&rescue).await?;
        }
        return Ok(order.begun());
    }
    let input = order.checkout(key, &random_id(), api::now_seconds()).map_err(refusal)?;
    saga.check_out(&input).await?;
    Ok(input.begun())
}

async fn wait(
    table: &Table,
    id: &Id,
    begun: Begun,
    deadline: Instant,
) -> Result<(Order, CheckoutOutcome), Refusal> {
    let mut pauses = Pauses::new(Duration::from_millis(300), Duration::from_secs(2));
    loop {
        pauses.wait().await;
        let order = read(table, id).await?;
        let outcome = order.outcome(begun);
        if outcome != CheckoutOutcome::Waiting || Instant::now() >= deadline {
            return Ok((order, outcome));
        }
    }
}

async fn read(table: &Table, id: &Id) -> Result<Order, Refusal> {
    let found: Result<Option<Order>, Unavailable> = table.get(&Order::key(id)).await;
    let found = found?;
    Order::present(id, found.as_ref()).cloned().map_err(|refused| refusal(refused).about(id))
}

/// Where to look later: 202.
fn pending(order: &Order) -> Reply {
    let pending = Pending {
        message: format!("it is not known yet whether order {} is paid; ask for its state", order.order_id),
        order_id: order.order_id.clone(),
        state: order.state.to_string(),
        status_url: format!("/orders/find/{}", order.order_id),
    };
    Reply::new(202, &pending).about(&order.order_id)
}
