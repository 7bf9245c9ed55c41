//! Pages of users, items and orders.

use model::shop::{ItemView, OrderView, UserView};
use serde::Serialize;

use crate::output::{Report, Table};
use crate::systems::kit::pages::Page;

/// A page of users.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UserList {
    /// The users.
    users: Vec<UserView>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A page of items.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ItemList {
    /// The items.
    items: Vec<ItemView>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A page of orders.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OrderList {
    /// The orders.
    orders: Vec<OrderView>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl From<Page<UserView>> for UserList {
    fn from(Page { items, next }: Page<UserView>) -> Self {
        Self { users: items, next }
    }
}

impl From<Page<ItemView>> for ItemList {
    fn from(Page { items, next }: Page<ItemView>) -> Self {
        Self { items, next }
    }
}

impl From<Page<OrderView>> for OrderList {
    fn from(Page { items, next }: Page<OrderView>) -> Self {
        Self { orders: items, next }
    }
}

impl Report for UserList {
    fn text(&self) -> String {
        let rows = self.users.iter().map(|user| [user.user_id.to_string(), user.credit.to_string()]);
        Table::new(["ID", "CREDIT"]).right(1).rows(rows).to_text()
    }
}

impl Report for ItemList {
    fn text(&self) -> String {
        let rows = self.items.iter();
        let rows =
            rows.map(|item| [item.item_id.to_string(), item.price.to_string(), item.stock.to_string()]);
        Table::new(["ID", "PRICE", "STOCK"]).right(1).right(2).rows(rows).to_text()
    }
}

impl Report for OrderList {
    fn text(&self) -> String {
        let rows = self.orders.iter().map(|order| {
            [
                order.order_id.to_string(),
                order.state.to_string(),
                order.items.len().to_string(),
                order.total_cost.to_string(),
                order.user_id.to_string(),
            ]
        });
        Table::new(["ID", "STATE", "LINES", "TOTAL", "USER"])
            .right(2)
            .right(3)
            .dropping([4, 2])
            .rows(rows)
            .to_text()
    }
}
