//! `POST /orders/create/{user_id}`, and `GET /orders/find/{order_id}`.

use crate::api::{self, refusal};
use crate::neighbour::Neighbour;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::shop::{Decision, Ledger, Order, UserView};
use serde_json::json;
use std::slice;

/// Makes an empty order for a user whom the payment service knows: answers 201 with its id.
pub async fn create(table: &Table, payment: &Neighbour, request: &Request) -> Result<Reply, Refusal> {
    let user = api::path_id(request, "user_id")?;
    let id = api::given_key(request)?.unwrap_or_else(api::random_id);
    let (key, asked) = (Order::key(&id), api::asked(request, id.clone()));
    let found: Option<UserView> = payment.find(&user).await?;
    let made = api::once(
        table,
        &asked,
        slice::from_ref(&key),
        |read| match &found {
            Some(_) => Ok(Order::create(&id, &user, read.get(&key)?.as_ref())),
            None => Ok(Decision::refused(Ledger::Payment.unknown(&user))),
        },
        |_| Reply::new(201, &json!({"order_id": id})),
    );
    Ok(made.await?.about(&id))
}

/// Returns 200 with the order.
pub async fn find(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let id = api::path_id(request, "order_id")?;
    let found: Option<Order> = table.get(&Order::key(&id)).await?;
    let order = Order::present(&id, found.as_ref()).map_err(|refused| refusal(refused).about(&id))?;
    Ok(Reply::new(200, &order.view()).about(&id))
}
