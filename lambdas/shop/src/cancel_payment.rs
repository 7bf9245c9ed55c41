//! `POST /payment/cancel/{user_id}/{order_id}`: gives an order's payment back.
//!
//! Goods were handed out for it, so the payment alone cannot go back: the saga is asked to undo the whole checkout, the
//! same way in which it undoes one that fails half-way.

use crate::api::{self, refusal};
use crate::checkout_order::PATIENCE;
use crate::pause::Pauses;
use crate::saga::Saga;
use crate::table::Table;
use function::Unavailable;
use function::api::{Refusal, Reply, Request};
use model::shop::{
    Id, Key, OrderState, PaymentStatus, Pending, Refused, Reservation, ReservationState, UndoInput, Why,
};
use std::time::{Duration, Instant};

/// Answers 200 once the payment is given back, also when it was before, and 202 when that is not known yet.
pub async fn handle(table: &Table, saga: &Saga, request: &Request) -> Result<Reply, Refusal> {
    let deadline = Instant::now() + PATIENCE;
    let user = api::path_id(request, "user_id")?;
    let order = api::path_id(request, "order_id")?;
    // The order's state alone decides, so that a repeated request needs no key; one that is none is refused all the same.
    api::request_key(request)?;
    let payment = read(table, &order).await?;
    let payment = payment.filter(|payment| payment.lines.contains_key(&user));
    match payment.as_ref().map(|payment| payment.state) {
        Some(ReservationState::Taken) => {}
        Some(ReservationState::Returned) => return Ok(returned(&order)),
        Some(ReservationState::Refused) | None => return Err(unpaid(&user, &order)),
    }
    let attempt = payment.map_or(0, |payment| payment.attempt);
    let reason = "the payment was cancelled".to_owned();
    saga.undo(&UndoInput { order_id: order.clone(), attempt, undo: OrderState::Paid, reason }).await?;
    wait(table, &order, attempt, deadline).await
}

async fn wait(table: &Table, order: &Id, attempt: u64, deadline: Instant) -> Result<Reply, Refusal> {
    let mut pauses = Pauses::new(Duration::from_millis(300), Duration::from_secs(2));
    while Instant::now() < deadline {
        pauses.wait().await;
        let payment = read(table, order).await?;
        // A later attempt begins only after this one was given back.
        let is_held = payment
            .is_some_and(|payment| payment.attempt == attempt && payment.state == ReservationState::Taken);
        if !is_held {
            return Ok(returned(order));
        }
    }
    let pending = Pending {
        message: format!("it is not known yet whether the payment of order {order} can be given back"),
        order_id: order.clone(),
        state: ReservationState::Taken.as_str().to_owned(),
        status_url: format!("/orders/find/{order}"),
    };
    Ok(Reply::new(202, &pending).about(order))
}

async fn read(table: &Table, order: &Id) -> Result<Option<Reservation>, Unavailable> {
    table.get(&Key::reservation(order)).await
}

fn returned(order: &Id) -> Reply {
    Reply::new(200, &PaymentStatus { paid: false }).about(order)
}

fn unpaid(user: &Id, order: &Id) -> Refusal {
    let message = format!("user {user} paid nothing for order {order}");
    refusal(Refused { why: Why::Unknown, message, field: Some("order_id".into()) }).about(order)
}
