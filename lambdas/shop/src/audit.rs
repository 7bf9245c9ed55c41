//! `GET /stock/audit`, `GET /payment/audit` and `GET /orders/audit`: what a service's table holds, page by page.

use crate::api::now_seconds;
use crate::list::key;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use function::page as pages;
use model::shop::{
    AccountRecord, Holding, ItemRecord, Ledger, Order, OrderRecord, OrderState, OrdersPage, PaymentRecord,
    PaymentsPage, Reservation, ReservedLine, StockPage, StockRecord, Unreadable,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Documents per page. DynamoDB ends a page at one megabyte as well.
const LIMIT: i32 = 500;

/// Returns 200 with a page of items and what orders took of them.
pub async fn stock(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let (documents, next) = page(table, request, Ledger::Stock.noun()).await?;
    let mut unreadable = Vec::new();
    let items = all(&documents, Ledger::Stock.noun(), &mut unreadable).into_iter().map(item).collect();
    let reservations = all(&documents, "reservation", &mut unreadable);
    let reservations = reservations.into_iter().map(stock_record).collect();
    Ok(Reply::new(200, &StockPage { items, reservations, unreadable, next }))
}

/// Returns 200 with a page of users and what orders took from them.
pub async fn payments(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let (documents, next) = page(table, request, Ledger::Payment.noun()).await?;
    let mut unreadable = Vec::new();
    let users = all(&documents, Ledger::Payment.noun(), &mut unreadable).into_iter().map(account).collect();
    let payments = all(&documents, "reservation", &mut unreadable).into_iter().map(payment).collect();
    Ok(Reply::new(200, &PaymentsPage { users, payments, unreadable, next }))
}

/// Returns 200 with a page of orders.
pub async fn orders(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let (documents, next) = page(table, request, "order").await?;
    let mut unreadable = Vec::new();
    let orders: Vec<Order> = all(&documents, "order", &mut unreadable);
    let present = orders.into_iter().filter(|order| order.state != OrderState::Removed);
    Ok(Reply::new(200, &OrdersPage { orders: present.map(record).collect(), unreadable, next }))
}

fn item(holding: Holding) -> ItemRecord {
    ItemRecord {
        item_id: holding.holder,
        price: holding.price.unwrap_or_default(),
        stock: holding.balance,
        supplied: holding.supplied,
    }
}

fn stock_record(reservation: Reservation) -> StockRecord {
    let lines = reservation.lines.into_iter().map(|(item_id, n)| ReservedLine { item_id, n });
    StockRecord {
        order_id: reservation.order_id,
        attempt: reservation.attempt,
        state: reservation.state,
        lines: lines.collect(),
    }
}

fn account(holding: Holding) -> AccountRecord {
    AccountRecord { user_id: holding.holder, credit: holding.balance, deposited: holding.supplied }
}

fn payment(reservation: Reservation) -> PaymentRecord {
    PaymentRecord {
        order_id: reservation.order_id,
        attempt: reservation.attempt,
        state: reservation.state,
        amount: reservation.lines.values().sum(),
        user_id: reservation.lines.into_keys().next(),
    }
}

fn record(order: Order) -> OrderRecord {
    let view = order.view();
    let began_at = order.began_at.filter(|_| order.state.is_in_flight());
    OrderRecord {
        in_flight_seconds: began_at.map(|began_at| now_seconds().saturating_sub(began_at)),
        order_id: view.order_id,
        user_id: view.user_id,
        state: view.state,
        attempt: order.attempt,
        lines: view.items,
        total_cost: view.total_cost,
    }
}

type Page = (Vec<(String, Value)>, Option<String>);

/// A page of the table of the service whose own documents are of this kind.
async fn page(table: &Table, request: &Request, kind: &str) -> Result<Page, Refusal> {
    let list = format!("{kind} audit");
    let after = pages::next(request, &list, |text| key(kind, text))?;
    let (documents, next) = table.page(LIMIT, after.as_deref()).await?;
    Ok((documents, next.map(|key| pages::encode(&list, &key))))
}

/// The documents of this kind. One that cannot be read is named instead: leaving it out would make a false audit.
fn all<T: DeserializeOwned>(
    documents: &[(String, Value)],
    kind: &str,
    unreadable: &mut Vec<Unreadable>,
) -> Vec<T> {
    let is_of_kind = |key: &str| key.split_once('#').is_some_and(|(of, _)| of == kind);
    let mut read = Vec::new();
    for (key, document) in documents.iter().filter(|(key, _)| is_of_kind(key)) {
        match T::deserialize(document) {
            Ok(document) => read.push(document),
            Err(error) => unreadable.push(Unreadable { key: key.clone(), problem: error.to_string() }),
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_that_cannot_be_read_is_named() {
        let documents = [("item#1".to_owned(), json!({})), ("operation#1".to_owned(), json!({}))];
        let mut unreadable = Vec::new();
        assert_eq!(all::<Holding>(&documents, "item", &mut unreadable), []);
        assert_eq!(all::<Holding>(&documents, "user", &mut unreadable), []);
        let [found] = &unreadable[..] else { panic!("{unreadable:?}") };
        assert_eq!(found.key, "item#1");
        assert!(found.problem.contains("holder"), "{}", found.problem);
    }
}
