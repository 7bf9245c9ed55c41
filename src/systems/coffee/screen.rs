//! Rendering of coffee orders for users.

use std::path::PathBuf;

use model::coffee::{Item, Order};
use serde::Serialize;

use crate::output::{Details, Report, Table};
use crate::systems::kit::pages::Page;

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

/// A page of active orders.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OrderList {
    /// The active orders.
    orders: Vec<Order>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl From<Page<Order>> for OrderList {
    fn from(Page { items, next }: Page<Order>) -> Self {
        Self { orders: items, next }
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
                order.placedat.clone(),
            ]
        });
        Table::new(["ID", "ACCOUNT", "VENDOR", "PIECES", "PLACED"])
            .right(3)
            .dropping([2, 1, 3])
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

/// An invoice that lies in a file.
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
