//! The API of stock and payment: holdings are created, found, increased and decreased.

use crate::api::{self, refusal};
use crate::list::view;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::shop::{Holding, Key, Ledger, PaymentStatus, Reservation, ReservationState};
use serde_json::json;
use std::slice;

/// `POST /stock/item/create/{price}` and `POST /payment/create_user`: answers 201 with the new id.
pub async fn create(ledger: Ledger, table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let price = match ledger {
        Ledger::Stock => Some(api::path_amount(request, "price")?),
        Ledger::Payment => None,
    };
    let id = api::given_key(request)?.unwrap_or_else(api::random_id);
    let (key, asked) = (ledger.key(&id), api::asked(request, id.clone()));
    let made = api::once(
        table,
        &asked,
        slice::from_ref(&key),
        |read| Ok(ledger.create(&id, price, read.get(&key)?.as_ref())),
        |_| Reply::new(201, &json!({ledger.field(): id})),
    );
    Ok(made.await?.about(&id))
}

/// `GET /stock/find/{item_id}` and `GET /payment/find_user/{user_id}`.
pub async fn find(ledger: Ledger, table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let id = api::path_id(request, ledger.field())?;
    let found: Option<Holding> = table.get(&ledger.key(&id)).await?;
    let holding = found.ok_or_else(|| refusal(ledger.unknown(&id)).about(&id))?;
    Ok(shown(ledger, holding))
}

/// `POST /stock/add|subtract/{item_id}/{n}` and `POST /payment/add_funds|pay/{user_id}/{n}`.
pub async fn supply(ledger: Ledger, table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let holder = api::path_id(request, ledger.field())?;
    let amount = i64::try_from(api::path_amount(request, "n")?).expect("amounts are far below what fits");
    let is_taken_out =
        ["/stock/subtract/", "/payment/pay/"].iter().any(|path| request.resource.starts_with(path));
    let amount = if is_taken_out { -amount } else { amount };
    let asked = api::asked(request, api::given_key(request)?.unwrap_or_else(api::random_id));
    let key = ledger.key(&holder);
    let done = api::once(
        table,
        &asked,
        slice::from_ref(&key),
        |read| Ok(ledger.supply(&holder, amount, read.get(&key)?.as_ref())),
        |holding| shown(ledger, holding),
    );
    Ok(done.await?.about(&holder))
}

/// `POST /payment/status/{user_id}/{order_id}`: whether the user's payment for the order is taken.
pub async fn payment_status(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let user = api::path_id(request, "user_id")?;
    let order = api::path_id(request, "order_id")?;
    if table.get::<Holding>(&Ledger::Payment.key(&user)).await?.is_none() {
        return Err(refusal(Ledger::Payment.unknown(&user)).about(&user));
    }
    let payment: Option<Reservation> = table.get(&Key::reservation(&order)).await?;
    let paid = payment
        .is_some_and(|payment| payment.state == ReservationState::Taken && payment.lines.contains_key(&user));
    Ok(Reply::new(200, &PaymentStatus { paid }).about(&order))
}

fn shown(ledger: Ledger, holding: Holding) -> Reply {
    let id = holding.holder.clone();
    Reply::new(200, &view(ledger, holding)).about(id)
}
