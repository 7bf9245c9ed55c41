//! `POST /payment/cancel/{user_id}/{order_id}`: returns an order's payment.
//!
//! Stock was taken for it too, so the payment alone cannot be returned: the saga undoes the whole checkout, in the same
//! way as one that fails half-way. The order shows whether that is done.

use crate::api::{self, refusal};
use crate::checkout_order::PATIENCE;
use crate::neighbour::Neighbour;
use crate::pause::Pauses;
use crate::saga::Saga;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use function::{Configuration, Environment, Missing, Unavailable};
use model::shop::{
    Asked, Cancel, Id, Key, OrderState, OrderView, PaymentStatus, Pending, Replied, Reservation, UndoInput,
    is_undone,
};
use std::slice;
use std::time::{Duration, Instant};

/// What a cancel needs besides its table.
pub struct Undoing {
    /// Undoes checkouts.
    saga: Saga,
    /// Finds an order's state.
    orders: Neighbour,
}

impl Undoing {
    /// Those that the environment names.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Undoing {
            saga: Saga::new(configuration, environment)?,
            orders: Neighbour::orders(configuration, environment)?,
        })
    }
}

/// Returns 200 once the checkout is undone and its order open, also when it was before, and 202 while that is not known.
pub async fn handle(table: &Table, undoing: &Undoing, request: &Request) -> Result<Reply, Refusal> {
    let deadline = Instant::now() + PATIENCE;
    let user = api::path_id(request, "user_id")?;
    let order = api::path_id(request, "order_id")?;
    let asked = api::given_key(request)?.map(|key| api::asked(request, key));
    let attempt = match enter(table, &user, &order, asked.as_ref()).await? {
        Cancel::Answered(answer) => {
            return Ok(api::replay(Replied { answer, is_repeat: true }).about(&order));
        }
        Cancel::Undo(attempt) => attempt,
    };
    match undo(table, undoing, &order, attempt, deadline).await? {
        None => {
            let reply = Reply::new(200, &PaymentStatus { paid: false });
            Ok(api::conclude(table, asked.as_ref(), reply).await?.about(&order))
        }
        Some(state) => Ok(pending(&order, state)),
    }
}

/// The checkout that the request is about, written down under its key before anything is undone.
async fn enter(table: &Table, user: &Id, order: &Id, asked: Option<&Asked>) -> Result<Cancel, Refusal> {
    let payment = Key::reservation(order);
    let operation = asked.map(|asked| Key::operation(&asked.key));
    let keys: Vec<Key> = [payment.clone()].into_iter().chain(operation.clone()).collect();
    let entered = table.settle(&keys, |read| {
        let earlier = operation.as_ref().map(|key| read.get(key)).transpose()?.flatten();
        Ok(Cancel::enter(user, order, read.get(&payment)?.as_ref(), asked, earlier.as_ref()))
    });
    entered.await?.map_err(|refused| refusal(refused).about(order))
}

/// Has this checkout undone, no other, and waits; `None` once it is, otherwise the order's state.
async fn undo(
    table: &Table,
    undoing: &Undoing,
    order: &Id,
    attempt: u64,
    deadline: Instant,
) -> Result<Option<OrderState>, Unavailable> {
    let mut pauses = Pauses::new(Duration::from_millis(300), Duration::from_secs(2));
    let key = Key::reservation(order);
    let mut is_asked = false;
    loop {
        // The payment first: once it is given back, the order says whether the rest is.
        let payment: Option<Reservation> = table.read_all(slice::from_ref(&key)).await?.get(&key)?;
        let state = undoing.orders.find::<OrderView>(order).await?.map(|order| order.state);
        if is_undone(attempt, payment.as_ref(), state) {
            return Ok(None);
        }
        // While it is being checked out it cannot be undone yet, and an undo that is under way needs no second one.
        if state == Some(OrderState::Paid) && !is_asked {
            let reason = "the payment was cancelled".to_owned();
            let undo = UndoInput { order_id: order.clone(), attempt, undo: OrderState::Paid, reason };
            undoing.saga.undo(&undo).await?;
            is_asked = true;
        }
        if Instant::now() >= deadline {
            return Ok(Some(state.unwrap_or(OrderState::Removed)));
        }
        pauses.wait().await;
    }
}

/// The response while the result is unknown: 202.
fn pending(order: &Id, state: OrderState) -> Reply {
    let pending = Pending {
        message: format!("the checkout of order {order} is not undone yet; check the order's state"),
        order_id: order.clone(),
        state: state.as_str().to_owned(),
        status_url: format!("/orders/find/{order}"),
    };
    Reply::new(202, &pending).about(order)
}
