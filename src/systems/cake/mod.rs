//! `provision order`: orders of the deployed cake system.

mod args;
pub mod client;
#[cfg(test)]
pub mod json;
mod many;
mod redrive;
mod screen;

use anyhow::{Error, Result};
use model::Invalid;
use model::cake::{Delivery, Fulfilment, NewOrder, Order, OrderId, OrderState};

pub use self::args::Args;
use self::args::{DeliverArgs, FulfilArgs, ListArgs, ORDERS, OrderCommand, PlaceArgs, StayArgs};
use self::client::following::{Step, follow};
use self::client::identity::{fulfilment_of, new_order_id};
use self::client::{Orders, Placing};
use self::screen::{OrderList, OrderReport, step_line};
use crate::context::Context;
use crate::output::duration::elapsed;
use crate::output::follow::Following;
use crate::systems::kit::deadline::Deadline;
use crate::systems::kit::deployed::Deployed;
use crate::systems::kit::id::Typed;
use crate::systems::kit::interrupt::unless_interrupted;
use engine::aws::timestamp::Timestamp;
use engine::failure::{Failure, Kind, kind_of};

/// The cake system's name in the project file.
const CAKE: &str = "cake";

/// Runs one of the commands.
pub async fn run(context: &Context, args: Args) -> Result<()> {
    match args.command {
        OrderCommand::Place(args) if args.from.is_some() => many::place(context, args).await,
        OrderCommand::Place(args) => place(context, args).await,
        OrderCommand::Fulfil(args) => fulfil(context, args).await,
        OrderCommand::Deliver(args) => deliver(context, args).await,
        OrderCommand::Get(args) => {
            let id = Typed::read("ID", &args.id)?;
            let orders = open(context).await?;
            let order = orders.get(&orders.resolve(id).await?).await?;
            settle(context, &orders, order, &args.stay).await
        }
        OrderCommand::List(args) => list(context, args).await,
        OrderCommand::Redrive(args) => redrive::run(context, &args).await,
    }
}

async fn place(context: &Context, args: PlaceArgs) -> Result<()> {
    let id = args.id.map_or_else(|| Ok(new_order_id()), |id| read_id("--id", &id))?;
    let new = NewOrder {
        order_id: Some(id),
        name: args.name.unwrap_or_default(),
        address: args.address.unwrap_or_default(),
        product_id: args.product.unwrap_or_default(),
        quantity: args.quantity.unwrap_or_default(),
    };
    new.validate().map_err(refused)?;
    let orders = open(context).await?;
    place_one(context, &orders, &new, &args.stay).await
}

/// Places an order that has its id, and follows it if that was requested.
async fn place_one(context: &Context, orders: &Orders, new: &NewOrder, stay: &StayArgs) -> Result<()> {
    let order = match orders.place(new).await.map_err(|error| unsure(error, new))? {
        Placing::Placed(order) => order,
        Placing::Existing(order) => {
            context.ui.note(&format!("order {} was placed before", order.order_id));
            order
        }
        Placing::Refused(failure) => return Err(failure.into()),
    };
    settle(context, orders, order, stay).await
}

async fn fulfil(context: &Context, args: FulfilArgs) -> Result<()> {
    let id = Typed::read("ID", &args.id)?;
    if let Some(fulfilment) = &args.fulfilment {
        Fulfilment::validate_id(fulfilment).map_err(refused)?;
    }
    let orders = open(context).await?;
    let order_id = orders.resolve(id).await?;
    let fulfillment_id = args.fulfilment.unwrap_or_else(|| fulfilment_of(&order_id));
    let fulfilment = Fulfilment { order_id, fulfillment_id };
    let order = orders.fulfil(&fulfilment).await?;
    settle(context, &orders, order, &args.stay).await
}

async fn deliver(context: &Context, args: DeliverArgs) -> Result<()> {
    let id = Typed::read("ID", &args.id)?;
    Delivery::validate_words(&args.company, &args.review).map_err(refused)?;
    let orders = open(context).await?;
    let order_id = orders.resolve(id).await?;
    let delivery = Delivery { order_id, delivery_company_id: args.company, order_review: args.review };
    let order = orders.deliver(&delivery).await?;
    settle(context, &orders, order, &args.stay).await
}

async fn list(context: &Context, args: ListArgs) -> Result<()> {
    let orders = open(context).await?;
    let page = orders.list(args.state, &args.page.choice()).await?;
    if args.page.is_usual() && args.state.is_none() {
        let named = |order: &Order| (order.order_id.to_string(), order.order_state.to_string());
        context.keep_names(&ORDERS, page.orders.iter().map(named));
    }
    let [flag, words] = [" --state", " in state"]
        .map(|name| args.state.map(|state| format!("{name} {state}")).unwrap_or_default());
    let (command, noun) = (format!("order list{flag}"), format!("orders{words}"));
    args.page.note(context, &noun, page.orders.is_empty(), (&command, page.next.as_deref()));
    context.ui.report(&OrderList { page, now: Timestamp::now() })
}

async fn open(context: &Context) -> Result<Orders> {
    Ok(Orders::new(Deployed::open(context).await?.api(CAKE, "api").await?))
}

/// Reports an order, at once or when it is where it was waited for.
async fn settle(context: &Context, orders: &Orders, order: Order, stay: &StayArgs) -> Result<()> {
    let ui = &context.ui;
    if !stay.follow {
        return ui.report(&OrderReport(order));
    }
    let id = order.order_id.clone();
    ui.note(&format!("order {id}"));
    let deadline = Deadline::after(stay.timeout);
    let following = Following::until(ui, deadline);
    let awaited = stay.until.as_str();
    let observe = |step: &Step<'_>| following.step(&step_line(step), awaited).unwrap_or_default();
    let work = follow(orders, order, stay.until, deadline, &observe);
    let followed = unless_interrupted(following.during(work), || left(&id, stay.until)).await?;
    let state = followed.order.order_state;
    ui.report(&OrderReport(followed.order))?;
    if followed.is_there {
        return Ok(());
    }
    let text = format!("order {id} is {state} after {}, not yet {}", elapsed(stay.timeout), stay.until);
    Err(Failure::partial(text)
        .hint(format!("`provision order get {id} --follow --until {}`", stay.until))
        .into())
}

fn left(id: &OrderId, until: OrderState) -> Failure {
    Failure::interrupted(format!("interrupted; order {id} is still being processed"))
        .hint(format!("look again with: `provision order get {id} --follow --until {until}`"))
}

/// A request whose answer is missing may have been carried out; its id makes sure of it.
fn unsure(error: Error, new: &NewOrder) -> Error {
    match &new.order_id {
        Some(id) if kind_of(&error) == Kind::Failed => error.context(
            Failure::failed(format!("it is not known whether order {id} was placed"))
                .hint(format!("run the command again with --id {id}: whatever happened, it is placed once")),
        ),
        _ => error,
    }
}

fn read_id(name: &str, text: &str) -> Result<OrderId> {
    let parsed = OrderId::parse(text);
    Ok(parsed.map_err(|invalid| Failure::usage(format!("{name} {}", invalid.problem)))?)
}

/// Names the option instead of the field that it fills.
fn refused(invalid: Invalid) -> Failure {
    let name = match invalid.field.as_ref() {
        "productId" => "product",
        "fulfillmentId" => "fulfilment",
        "deliveryCompanyId" => "company",
        "orderReview" => "review",
        other => other,
    };
    Failure::usage(format!("--{name} {}", invalid.problem))
}
