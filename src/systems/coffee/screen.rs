//! Rendering of coffee orders for users.

use std::path::PathBuf;

use model::coffee::{Item, Order};
use serde::Serialize;

use crate::output::duration::age_at;
use crate::output::{Details, Report, Table};
use crate::systems::kit::pages::Page;
use engine::aws::timestamp::Timestamp;

/// One order, active or as recorded in its invoice. In JSON it is as the API returns it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct OrderReport(pub Order);

impl Report for OrderReport {
    fn text(&self) -> String {
        let order = &self.0;
        let items: Vec<_> =
            order.items.iter().map(|Item { name, quantity }| format!("{quantity} × {name}")).collect();
        Details::new()
            .entry("Order", order.orderid.to_string())
            .entry("Account", order.accountid.to_string())
            .entry("Vendor", order.vendorid.to_string())
            .entry("Items", items.join(", "))
            .entry("Placed", &order.placedat)
            .to_text()
    }
}

/// A page of active orders, with their ages at `now`.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OrderList {
    /// The active orders.
    orders: Vec<Order>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip)]
    now: Timestamp,
}

impl OrderList {
    /// The page that was read at `now`.
    pub fn new(Page { items, next }: Page<Order>, now: Timestamp) -> Self {
        Self { orders: items, next, now }
    }
}

impl Report for OrderList {
    fn text(&self) -> String {
        let rows = self.orders.iter().map(|order| {
            [
                order.orderid.to_string(),
                order.accountid.to_string(),
                order.vendorid.to_string(),
                order.count().to_string(),
                age_at(self.now, &order.placedat),
            ]
        });
        Table::new(["ID", "ACCOUNT", "VENDOR", "PIECES", "AGE"])
            .right(3)
            .right(4)
            .ids([0])
            .dropping([3, 4])
            .rows(rows)
            .to_text()
    }
}

/// An order that is no longer active.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CollectedReport {
    #[serde(flatten)]
    order: Order,
    /// Always `collected`.
    state: &'static str,
}

impl CollectedReport {
    /// Reports that this order was collected.
    pub fn new(order: Order) -> Self {
        Self { order, state: "collected" }
    }
}

impl Report for CollectedReport {
    fn text(&self) -> String {
        let Order { orderid, accountid, vendorid, .. } = &self.order;
        format!("order {orderid} of {accountid} with {vendorid} is collected, its invoice is kept")
    }
}

/// An invoice that was written to a file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InvoiceFileReport {
    /// The file with the invoice.
    file: PathBuf,
}

impl InvoiceFileReport {
    /// Names the file.
    pub fn new(file: PathBuf) -> Self {
        Self { file }
    }
}

impl Report for InvoiceFileReport {
    fn text(&self) -> String {
        format!("the invoice is in {}", self.file.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::at_all_widths;
    use insta::assert_snapshot;
    use model::coffee::{AccountId, OrderId, VendorId};

    #[test]
    fn orders_are_listed_at_all_widths() {
        let order = |id: &str, account: &str, vendor: &str, placedat: &str| Order {
            orderid: OrderId::parse(id).unwrap(),
            accountid: AccountId::parse(account).unwrap(),
            vendorid: VendorId::parse(vendor).unwrap(),
            items: vec![Item { name: "Latte".to_owned(), quantity: 12 }],
            placedat: placedat.to_owned(),
        };
        let items = vec![
            order("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f", "ada", "corner", "2026-03-01T13:45:00.000Z"),
            order(
                "91f0c2d4-0a51-4b52-8d5b-58a1f7c0e6a7",
                "rear-admiral-hopper",
                "the-other-corner-house",
                "2026-03-01T14:03:31.000Z",
            ),
        ];
        let now = Timestamp::parse("2026-03-01T14:03:32Z").unwrap();
        assert_snapshot!(at_all_widths(&OrderList::new(Page { items, next: None }, now)), @r"
        -- 60
        ID        ACCOUNT              VENDOR                  AGE
        3e2a1c9e  ada                  corner                  18m
        91f0c2d4  rear-admiral-hopper  the-other-corner-house   1s

        Some columns do not fit; --wide shows them.
        -- 80
        ID        ACCOUNT              VENDOR                  PIECES  AGE
        3e2a1c9e  ada                  corner                      12  18m
        91f0c2d4  rear-admiral-hopper  the-other-corner-house      12   1s
        -- 100, 140
        ID                                    ACCOUNT              VENDOR                  PIECES  AGE
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f  ada                  corner                      12  18m
        91f0c2d4-0a51-4b52-8d5b-58a1f7c0e6a7  rear-admiral-hopper  the-other-corner-house      12   1s
        ");
    }
}
