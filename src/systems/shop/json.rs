//! The schemas of what the commands print.

use super::client::audit::report::AuditReport;
use super::screen::{DeletedOrder, ItemList, ItemReport, OrderList, OrderReport, UserList, UserReport};
use crate::output::schema::{Printed, report};

/// What `provision shop …` prints.
pub fn printed() -> Printed {
    lines()
        .command("shop user create", &["shop-user"])
        .command("shop user fund", &["shop-user"])
        .command("shop user pay", &["shop-user"])
        .command("shop user get", &["shop-user"])
        .command("shop user list", &["shop-user-list"])
        .command("shop item create", &["shop-item"])
        .command("shop item add", &["shop-item"])
        .command("shop item subtract", &["shop-item"])
        .command("shop item get", &["shop-item"])
        .command("shop item list", &["shop-item-list"])
        .command("shop order create", &["shop-order"])
        .command("shop order add", &["shop-order"])
        .command("shop order remove", &["shop-order"])
        .command("shop order get", &["shop-order"])
        .command("shop order list", &["shop-order-list"])
        .command("shop order delete", &["shop-order-deleted"])
        .command("shop order checkout", &["shop-order"])
        .command("shop audit", &["shop-audit"])
}

fn lines() -> Printed {
    Printed::default()
        .line("shop-user", report::<UserReport>())
        .line("shop-user-list", report::<UserList>())
        .line("shop-item", report::<ItemReport>())
        .line("shop-item-list", report::<ItemList>())
        .line("shop-order", report::<OrderReport>())
        .line("shop-order-list", report::<OrderList>())
        .line("shop-order-deleted", report::<DeletedOrder>())
        .line("shop-audit", report::<AuditReport>())
}
