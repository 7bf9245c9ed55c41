//! The lists of users, items and orders.

use anyhow::Result;

use super::screen::{ItemList, OrderList, UserList};
use super::{items, orders, users};
use crate::context::Context;
use crate::systems::kit::paging::PageArgs;

pub async fn list_users(context: &Context, args: &PageArgs) -> Result<()> {
    let page = users(context).await?.list(&args.choice()).await?;
    args.note(context, "users", page.items.is_empty(), ("shop user list", page.next.as_deref()));
    context.ui.report(&UserList::from(page))
}

pub async fn list_items(context: &Context, args: &PageArgs) -> Result<()> {
    let page = items(context).await?.list(&args.choice()).await?;
    args.note(context, "items", page.items.is_empty(), ("shop item list", page.next.as_deref()));
    context.ui.report(&ItemList::from(page))
}

pub async fn list_orders(context: &Context, args: &PageArgs) -> Result<()> {
    let page = orders(context).await?.list(&args.choice()).await?;
    args.note(context, "orders", page.items.is_empty(), ("shop order list", page.next.as_deref()));
    context.ui.report(&OrderList::from(page))
}
