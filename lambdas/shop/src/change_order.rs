//! `POST /orders/addItem/{order_id}/{item_id}/{n}`, `POST /orders/removeItem/{order_id}/{item_id}/{n}` and
//! `DELETE /orders/remove/{order_id}`: change an open order.

use crate::api::{self, refusal};
use crate::neighbour::Neighbour;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::shop::{Change, Decision, Id, ItemView, Key, NewLine, Order};

/// What is asked for.
enum Wish {
    Add(NewLine),
    TakeOut { item: Id, n: u64 },
    Remove,
}

/// Answers 200 with the order as it then is.
pub async fn handle(table: &Table, stock: &Neighbour, request: &Request) -> Result<Reply, Refusal> {
    let id = api::path_id(request, "order_id")?;
    let operation = api::request_key(request)?;
    let wish = read(stock, request).await?;
    let (order_key, operation_key) = (Order::key(&id), Key::operation(&operation));
    let now_seconds = api::now_seconds();
    let changed = table
        .settle(&[order_key.clone(), operation_key.clone()], |read| {
            let (existing, earlier) = (read.get(&order_key)?, read.get(&operation_key)?);
            let change = Change {
                existing: existing.as_ref(),
                operation: &operation,
                earlier: earlier.as_ref(),
                now_seconds,
            };
            Ok(wish.decide(&id, &change))
        })
        .await?;
    let order = changed.map_err(|refused| refusal(refused).about(&id))?;
    Ok(Reply::new(200, &order.view()).about(&id))
}

async fn read(stock: &Neighbour, request: &Request) -> Result<Wish, Refusal> {
    if request.http_method == "DELETE" {
        return Ok(Wish::Remove);
    }
    let item = api::path_id(request, "item_id")?;
    let n = api::path_amount(request, "n")?;
    if request.resource.starts_with("/orders/removeItem/") {
        return Ok(Wish::TakeOut { item, n });
    }
    // An item's price never changes, so it may be remembered with the order.
    let price = stock.find::<ItemView>(&item).await?.price;
    Ok(Wish::Add(NewLine { item_id: item, n, price }))
}

impl Wish {
    fn decide(&self, id: &Id, change: &Change<'_>) -> Decision<Order> {
        match self {
            Wish::Add(line) => Order::add(id, line, change),
            Wish::TakeOut { item, n } => Order::take_out(id, item, *n, change),
            Wish::Remove => Order::remove(id, change),
        }
    }
}
