//! `POST /orders/addItem/{order_id}/{item_id}/{n}`, `POST /orders/removeItem/{order_id}/{item_id}/{n}` and
//! `DELETE /orders/remove/{order_id}`: change an open order.

use crate::api;
use crate::neighbour::Neighbour;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::shop::{Decision, Id, ItemView, Ledger, NewLine, Order};
use std::slice;

/// The request.
enum Wish {
    Add(NewLine),
    TakeOut {
        item: Id,
        n: u64,
    },
    Remove,
    /// An item that the stock does not have is to be added.
    Unknown(Id),
}

/// Returns 200 with the order as it then is.
pub async fn handle(table: &Table, stock: &Neighbour, request: &Request) -> Result<Reply, Refusal> {
    let id = api::path_id(request, "order_id")?;
    let asked = api::asked(request, api::given_key(request)?.unwrap_or_else(api::random_id));
    let wish = read(stock, request).await?;
    let key = Order::key(&id);
    let changed = api::once(
        table,
        &asked,
        slice::from_ref(&key),
        |read| Ok(wish.decide(&id, read.get(&key)?.as_ref())),
        |order| Reply::new(200, &order.view()),
    );
    Ok(changed.await?.about(&id))
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
    Ok(match stock.find::<ItemView>(&item).await? {
        Some(found) => Wish::Add(NewLine { item_id: item, n, price: found.price }),
        None => Wish::Unknown(item),
    })
}

impl Wish {
    fn decide(&self, id: &Id, existing: Option<&Order>) -> Decision<Order> {
        match self {
            Wish::Add(line) => Order::add(id, line, existing),
            Wish::TakeOut { item, n } => Order::take_out(id, item, *n, existing),
            Wish::Remove => Order::remove(id, existing),
            Wish::Unknown(item) => Decision::refused(Ledger::Stock.unknown(item)),
        }
    }
}
