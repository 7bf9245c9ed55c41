//! `DELETE /order?accountid=…&vendorid=…&orderid=…`: the coffee is collected. The order is deleted, its invoice is kept.

use crate::api::{self, Place};
use crate::bucket::Bucket;
use crate::table::Table;
use function::api::{Refusal, Reply, Request};
use model::Invalid;
use model::coffee::{Order, OrderId};

/// Where orders and invoices lie.
pub struct Counter {
    pub table: Table,
    pub bucket: Bucket,
}

/// Returns 200 with the order that was collected. The invoice records it, so a repeated request returns
/// the same. An order without an invoice is still being processed by its workflow: 409.
pub async fn handle(counter: &Counter, request: &Request) -> Result<Reply, Refusal> {
    let place = Place::of(request)?;
    let id = api::order_id(request)?.ok_or_else(|| Invalid::new(OrderId::FIELD, "is missing"))?;
    let Some(order) = counter.invoiced(&place, &id).await? else {
        let active = counter.table.get(&place).await?;
        return Err(not_collected(&place, &id, active.as_ref()).about(&id));
    };
    counter.table.remove(&place, &id).await?;
    Ok(Reply::new(200, &order).about(&id))
}

impl Counter {
    /// The order as recorded in its invoice; `None` without an invoice.
    async fn invoiced(&self, place: &Place, id: &OrderId) -> Result<Option<Order>, Refusal> {
        match self.bucket.find(place, Some(id)).await? {
            Some(key) => Ok(self.bucket.order(&key).await?),
            None => Ok(None),
        }
    }
}

fn not_collected(place: &Place, id: &OrderId, active: Option<&Order>) -> Refusal {
    match active {
        None => api::no_order(place),
        Some(active) if active.orderid == *id => {
            let message = format!("order {id} has no invoice yet; try again in a moment");
            Refusal::new(409, message).with("state", "placed")
        }
        Some(active) => {
            let message = format!("order {id} is not active, order {} is", active.orderid);
            Refusal::new(409, message).with("orderid", &active.orderid)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::coffee::{AccountId, VendorId};

    #[test]
    fn a_refusal_says_what_is_active_instead() {
        let place =
            Place { account: AccountId::parse("a1").unwrap(), vendor: VendorId::parse("v1").unwrap() };
        let id = |last: char| OrderId::parse(&format!("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5{last}")).unwrap();
        let order = Order {
            orderid: id('f'),
            accountid: place.account.clone(),
            vendorid: place.vendor.clone(),
            items: Vec::new(),
            placedat: String::new(),
        };
        let refused = |wanted, active| {
            let refusal = not_collected(&place, &wanted, active);
            (refusal.reply().status(), refusal.reply().body().clone())
        };
        assert_eq!(refused(id('a'), None).0, 404);
        assert_eq!(refused(id('f'), Some(&order)).1["state"], "placed");
        let (status, body) = refused(id('a'), Some(&order));
        assert_eq!((status, &body["orderid"]), (409, &serde_json::json!(id('f'))));
    }
}
