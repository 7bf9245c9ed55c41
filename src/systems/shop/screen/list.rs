//! Pages of users, items and orders.

use model::shop::{ItemView, OrderView, UserView};
use serde::Serialize;

use crate::output::state::State;
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
        Table::new(["ID", "CREDIT"]).right(1).ids([0]).rows(rows).to_text()
    }
}

impl Report for ItemList {
    fn text(&self) -> String {
        let rows = self.items.iter();
        let rows =
            rows.map(|item| [item.item_id.to_string(), item.price.to_string(), item.stock.to_string()]);
        Table::new(["ID", "PRICE", "STOCK"]).right(1).right(2).ids([0]).rows(rows).to_text()
    }
}

impl Report for OrderList {
    fn text(&self) -> String {
        let rows = self.orders.iter().map(|order| {
            [
                order.order_id.to_string(),
                order.state.shown(),
                order.items.len().to_string(),
                order.total_cost.to_string(),
                order.user_id.to_string(),
            ]
        });
        Table::new(["ID", "STATE", "LINES", "TOTAL", "USER"])
            .right(2)
            .right(3)
            .ids([4, 0])
            .dropping([4, 2])
            .rows(rows)
            .to_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::at_all_widths;
    use insta::assert_snapshot;
    use model::shop::{Id, OrderLine, OrderState};

    fn id(first: &str) -> Id {
        Id::parse("id", &format!("{first}-8f6b-4f0a-9d55-0c1b2a3d4e5f")).unwrap()
    }

    #[test]
    fn users_and_items_are_listed_at_all_widths() {
        let users = vec![UserView { user_id: id("3e2a1c9e"), credit: 700 }];
        assert_snapshot!(at_all_widths(&UserList { users, next: None }), @r"
        -- 60, 80, 100, 140
        ID                                    CREDIT
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f     700
        ");
        let items = vec![ItemView { item_id: id("91f0c2d4"), stock: 12, price: 250 }];
        assert_snapshot!(at_all_widths(&ItemList { items, next: None }), @r"
        -- 60, 80, 100, 140
        ID                                    PRICE  STOCK
        91f0c2d4-8f6b-4f0a-9d55-0c1b2a3d4e5f    250     12
        ");
    }

    #[test]
    fn orders_are_listed_at_all_widths() {
        let order = |first: &str, state| OrderView {
            order_id: id(first),
            paid: state == OrderState::Paid,
            items: vec![OrderLine { item_id: id("5d1f0c33"), n: 3, price: 250 }],
            user_id: id("0b9d2a52"),
            total_cost: 750,
            state,
            reason: None,
        };
        let orders = vec![
            order("3e2a1c9e", OrderState::Paid),
            order("91f0c2d4", OrderState::CheckingOut),
            order("5d1f0c33", OrderState::Open),
        ];
        assert_snapshot!(at_all_widths(&OrderList { orders, next: None }), @r"
        -- 60
        ID        STATE         LINES  TOTAL  USER
        3e2a1c9e  paid              1    750  0b9d2a52
        91f0c2d4  checking_out      1    750  0b9d2a52
        5d1f0c33  open              1    750  0b9d2a52
        -- 80, 100
        ID                                    STATE         LINES  TOTAL  USER
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f  paid              1    750  0b9d2a52
        91f0c2d4-8f6b-4f0a-9d55-0c1b2a3d4e5f  checking_out      1    750  0b9d2a52
        5d1f0c33-8f6b-4f0a-9d55-0c1b2a3d4e5f  open              1    750  0b9d2a52
        -- 140
        ID                                    STATE         LINES  TOTAL  USER
        3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f  paid              1    750  0b9d2a52-8f6b-4f0a-9d55-0c1b2a3d4e5f
        91f0c2d4-8f6b-4f0a-9d55-0c1b2a3d4e5f  checking_out      1    750  0b9d2a52-8f6b-4f0a-9d55-0c1b2a3d4e5f
        5d1f0c33-8f6b-4f0a-9d55-0c1b2a3d4e5f  open              1    750  0b9d2a52-8f6b-4f0a-9d55-0c1b2a3d4e5f
        -- 60 in colour
        ID        STATE         LINES  TOTAL  USER
        3e2a1c9e  ^[32mpaid^[0m              1    750  0b9d2a52
        91f0c2d4  ^[33mchecking_out^[0m      1    750  0b9d2a52
        5d1f0c33  ^[2mopen^[0m              1    750  0b9d2a52
        ");
    }
}
