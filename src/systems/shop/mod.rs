//! `provision shop`: users, items and orders of the deployed shop system, and the check that its services agree.

mod args;
pub mod client;
#[cfg(test)]
pub mod json;
mod lists;
mod screen;

use std::time::Duration;

use anyhow::{Context as _, Result};
use futures_util::future::try_join3;
use model::shop::{Id, amount};

pub use self::args::Args;
use self::args::{
    CheckoutArgs, ItemCommand, ItemCreateArgs, OrderChangeArgs, OrderCommand, ShopCommand, UserCommand,
    UserCreateArgs,
};
use self::client::audit::audit;
use self::client::{Checkout, Items, Orders, SYSTEM, Shop, Users};
use self::screen::{DeletedOrder, ItemReport, OrderReport, UserReport};
use crate::context::Context;
use crate::output::duration::elapsed;
use crate::systems::kit::deployed::Deployed;
use crate::systems::kit::id::Typed;
use crate::systems::kit::interrupt::unless_interrupted;
use engine::counted::counted;
use engine::failure::Failure;

/// Runs one of the commands.
pub async fn run(context: &Context, args: Args) -> Result<()> {
    match args.command {
        ShopCommand::User(args) => user(context, args.command).await,
        ShopCommand::Item(args) => item(context, args.command).await,
        ShopCommand::Order(args) => order(context, args.command).await,
        ShopCommand::Audit(_) => prove(context).await,
    }
}

async fn user(context: &Context, command: UserCommand) -> Result<()> {
    let user = match command {
        UserCommand::Create(args) => create_user(context, args).await?,
        UserCommand::Fund(args) => {
            let (user, amount) = (read_id("USER", &args.user)?, read_amount("AMOUNT", &args.amount)?);
            let users = users(context).await?;
            users.fund(&users.resolve(user).await?, amount).await?
        }
        UserCommand::Pay(args) => {
            let (user, amount) = (read_id("USER", &args.user)?, read_amount("AMOUNT", &args.amount)?);
            let users = users(context).await?;
            users.pay(&users.resolve(user).await?, amount).await?
        }
        UserCommand::Get(args) => {
            let user = read_id("USER", &args.user)?;
            let users = users(context).await?;
            users.get(&users.resolve(user).await?).await?
        }
        UserCommand::List(args) => return lists::list_users(context, &args.page).await,
    };
    context.ui.report(&UserReport(user))
}

async fn create_user(context: &Context, args: UserCreateArgs) -> Result<model::shop::UserView> {
    let credit = args.credit.map(|credit| read_amount("--credit", &credit)).transpose()?;
    let users = users(context).await?;
    let user = users.create().await?;
    let Some(credit) = credit else { return Ok(user) };
    let id = &user.user_id;
    let left = || half_done("user", id, format!("`provision shop user fund {id} {credit}`"));
    users.fund(id, credit).await.with_context(left)
}

async fn item(context: &Context, command: ItemCommand) -> Result<()> {
    let item = match command {
        ItemCommand::Create(args) => create_item(context, args).await?,
        ItemCommand::Add(args) => {
            let (item, n) = (read_id("ITEM", &args.item)?, read_amount("N", &args.n)?);
            let items = items(context).await?;
            items.add(&items.resolve(item).await?, n).await?
        }
        ItemCommand::Subtract(args) => {
            let (item, n) = (read_id("ITEM", &args.change.item)?, read_amount("N", &args.change.n)?);
            let items = items(context).await?;
            items.subtract(&items.resolve(item).await?, n).await?
        }
        ItemCommand::Get(args) => {
            let item = read_id("ITEM", &args.item)?;
            let items = items(context).await?;
            items.get(&items.resolve(item).await?).await?
        }
        ItemCommand::List(args) => return lists::list_items(context, &args.page).await,
    };
    context.ui.report(&ItemReport(item))
}

async fn create_item(context: &Context, args: ItemCreateArgs) -> Result<model::shop::ItemView> {
    let price = read_amount("PRICE", &args.price)?;
    let stock = args.stock.map(|stock| read_amount("--stock", &stock)).transpose()?;
    let items = items(context).await?;
    let item = items.create(price).await?;
    let Some(stock) = stock else { return Ok(item) };
    let id = &item.item_id;
    let left = || half_done("item", id, format!("`provision shop item add {id} {stock}`"));
    items.add(id, stock).await.with_context(left)
}

async fn order(context: &Context, command: OrderCommand) -> Result<()> {
    let order = match command {
        OrderCommand::Create(args) => {
            let user = read_id("USER", &args.user)?;
            let deployed = Deployed::open(context).await?;
            let user = user_id(&deployed, user).await?;
            orders_of(&deployed).await?.create(&user).await?
        }
        OrderCommand::Add(args) => {
            let change = read_change(&args.change)?;
            let deployed = Deployed::open(context).await?;
            let orders = orders_of(&deployed).await?;
            let (order, item, n) = resolve_change(&deployed, &orders, change).await?;
            orders.add(&order, &item, n).await?
        }
        OrderCommand::Remove(args) => {
            let change = read_change(&args.change)?;
            let deployed = Deployed::open(context).await?;
            let orders = orders_of(&deployed).await?;
            let (order, item, n) = resolve_change(&deployed, &orders, change).await?;
            orders.remove(&order, &item, n).await?
        }
        OrderCommand::Get(args) => {
            let order = read_id("ORDER", &args.order)?;
            let orders = orders(context).await?;
            orders.get(&orders.resolve(order).await?).await?
        }
        OrderCommand::List(args) => return lists::list_orders(context, &args.page).await,
        OrderCommand::Delete(args) => return delete(context, &args.order).await,
        OrderCommand::Checkout(args) => return checkout(context, args).await,
    };
    context.ui.report(&OrderReport(order))
}

async fn delete(context: &Context, order: &str) -> Result<()> {
    let order = read_id("ORDER", order)?;
    let orders = orders(context).await?;
    let order = orders.resolve(order).await?;
    orders.delete(&order).await?;
    context.ui.report(&DeletedOrder::new(order))
}

async fn checkout(context: &Context, args: CheckoutArgs) -> Result<()> {
    let order = read_id("ORDER", &args.order)?;
    let orders = orders(context).await?;
    let order = orders.resolve(order).await?;
    match unless_interrupted(orders.checkout(&order, args.timeout), || left(&order)).await? {
        Checkout::Paid(paid) => context.ui.report(&OrderReport(paid)),
        Checkout::PaidBefore => {
            Err(Failure::failed(format!("order {order} is already paid; nothing more is charged")).into())
        }
        Checkout::Refused(reason) => {
            let text = format!("checking out order {order} was rejected and nothing was charged: {reason}");
            Err(Failure::failed(text).into())
        }
        Checkout::Unknown => Err(unknown(&order, args.timeout).into()),
    }
}

async fn prove(context: &Context) -> Result<()> {
    let deployed = Deployed::open(context).await?;
    let apis = ["payment", "stock", "orders"].map(|stack| deployed.api(SYSTEM, stack));
    let [payment, stock, orders] = apis;
    let (payment, stock, orders) = try_join3(payment, stock, orders).await?;
    let shop = Shop { payment, stock, orders };
    let ui = &context.ui;
    let observe =
        |doubts: usize| ui.note(&format!("{doubts} changed or disagreed while read; reading again"));
    let report = audit(&shop, &observe).await?;
    ui.report(&report)?;
    match (report.disagreements.len(), report.unreadable.len(), report.unsettled.len()) {
        (0, 0, 0) => Ok(()),
        (0, 0, unsettled) => Err(Failure::partial(format!("{unsettled} changed too often to be judged"))
            .hint("`provision shop audit`, when there is less traffic")
            .into()),
        (0, unreadable, _) => Err(Failure::failed(format!(
            "{} of the services cannot be read",
            counted(unreadable, "document")
        ))
        .into()),
        (found, ..) => {
            Err(Failure::failed(format!("the services disagree in {}", counted(found, "place"))).into())
        }
    }
}

async fn users(context: &Context) -> Result<Users> {
    users_of(&Deployed::open(context).await?).await
}

async fn users_of(deployed: &Deployed) -> Result<Users> {
    Ok(Users::new(deployed.api(SYSTEM, "payment").await?))
}

async fn items(context: &Context) -> Result<Items> {
    items_of(&Deployed::open(context).await?).await
}

async fn items_of(deployed: &Deployed) -> Result<Items> {
    Ok(Items::new(deployed.api(SYSTEM, "stock").await?))
}

async fn orders(context: &Context) -> Result<Orders> {
    orders_of(&Deployed::open(context).await?).await
}

async fn orders_of(deployed: &Deployed) -> Result<Orders> {
    Ok(Orders::new(deployed.api(SYSTEM, "orders").await?))
}

/// A user's id; the service of users is asked only for the beginning of one.
async fn user_id(deployed: &Deployed, id: Typed<Id>) -> Result<Id> {
    match id {
        Typed::Whole(id) => Ok(id),
        beginning => users_of(deployed).await?.resolve(beginning).await,
    }
}

/// An item's id; the service of items is asked only for the beginning of one.
async fn item_id(deployed: &Deployed, id: Typed<Id>) -> Result<Id> {
    match id {
        Typed::Whole(id) => Ok(id),
        beginning => items_of(deployed).await?.resolve(beginning).await,
    }
}

async fn resolve_change(
    deployed: &Deployed,
    orders: &Orders,
    (order, item, n): (Typed<Id>, Typed<Id>, u64),
) -> Result<(Id, Id, u64)> {
    Ok((orders.resolve(order).await?, item_id(deployed, item).await?, n))
}

fn read_id(name: &'static str, text: &str) -> Result<Typed<Id>> {
    Ok(Typed::read(name, text)?)
}

fn read_amount(name: &'static str, text: &str) -> Result<u64> {
    Ok(amount(name, text).map_err(|invalid| Failure::usage(invalid.to_string()))?)
}

fn read_change(args: &OrderChangeArgs) -> Result<(Typed<Id>, Typed<Id>, u64)> {
    Ok((read_id("ORDER", &args.order)?, read_id("ITEM", &args.item)?, read_amount("N", &args.n)?))
}

/// Something is made, but it is empty; the hint is the command that fills it.
fn half_done(noun: &str, id: &Id, rest: String) -> Failure {
    Failure::partial(format!("{noun} {id} is created, but still empty")).hint(rest)
}

fn unknown(order: &Id, timeout: Duration) -> Failure {
    let waited = elapsed(timeout);
    Failure::partial(format!("whether order {order} is paid is not known after {waited}"))
        .hint(format!("look again with: `provision shop order get {order}`"))
}

fn left(order: &Id) -> Failure {
    Failure::interrupted(format!("interrupted; the checkout of order {order} is still in progress"))
        .hint(format!("look again with: `provision shop order get {order}`"))
}
