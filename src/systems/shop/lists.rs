//! The lists of users, items and orders.

use anyhow::Result;
use model::shop::{ItemView, OrderView, UserView};

use super::args::{ITEMS, ORDERS, USERS};
use super::screen::{ItemList, OrderList, UserList};
use super::{items, orders, users};
use crate::context::Context;
use crate::systems::kit::paging::PageArgs;

pub async fn list_users(context: &Context, args: &PageArgs) -> Result<()> {
    let page = users(context).await?.list(&args.choice()).await?;
    if args.is_usual() {
        let named = |user: &UserView| (user.user_id.to_string(), String::new());
        context.keep_names(&USERS, page.items.iter().map(named));
    }
    args.note(context, "users", page.items.is_empty(), ("shop user list", page.next.as_deref()));
    context.ui.report(&UserList::from(page))
}

pub async fn list_items(context: &Context, args: &PageArgs) -> Result<()> {
    let page = items(context).await?.list(&args.choice()).await?;
    if args.is_usual() {
        let named = |item: &ItemView| (item.item_id.to_string(), String::new());
        context.keep_names(&ITEMS, page.items.iter().map(named));
    }
    args.note(context, "items", page.items.is_empty(), ("shop item list", page.next.as_deref()));
    context.ui.report(&ItemList::from(page))
}

pub async fn list_orders(context: &Context, args: &PageArgs) -> Result<()> {
    let page = orders(context).await?.list(&args.choice()).await?;
    if args.is_usual() {
        let named = |order: &OrderView| (order.order_id.to_string(), order.state.to_string());
        context.keep_names(&ORDERS, page.items.iter().map(named));
    }
    args.note(context, "orders", page.items.is_empty(), ("shop order list", page.next.as_deref()));
    context.ui.report(&OrderList::from(page))
}
