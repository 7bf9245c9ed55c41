//! `provision coffee`: orders of the deployed coffee system.

mod args;
pub mod client;
#[cfg(test)]
pub mod json;
mod opener;
mod screen;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use futures_util::future::try_join;
use model::Invalid;
use model::coffee::{AccountId, Item, MOST_OF_ONE, NewOrder, Order, OrderId, VendorId};

pub use self::args::Args;
use self::args::{CoffeeCommand, CollectArgs, InvoiceArgs, ListArgs, ORDERS, OrderArgs, PlaceArgs};
use self::client::placing::{Outcome, place, until_placed, until_written};
use self::client::{CoffeeOrders, Form, Place, no_order};
use self::screen::{CollectedReport, InvoiceFileReport, OrderList, OrderReport};
use crate::context::Context;
use crate::output::duration::elapsed;
use crate::output::execution::log_lines;
use crate::output::follow::Following;
use crate::systems::kit::deadline::Deadline;
use crate::systems::kit::deployed::Deployed;
use crate::systems::kit::execution::follow::Follower;
use crate::systems::kit::execution::function_log;
use crate::systems::kit::execution::progress::Change;
use crate::systems::kit::id::Typed;
use crate::systems::kit::interrupt::unless_interrupted;
use engine::aws::Cloud;
use engine::aws::stepfunctions::{MachineArn, StepFunctions};
use engine::aws::timestamp::Timestamp;
use engine::failure::Failure;
use engine::shell::option;

/// How long an order that is not followed may take until it is written.
const WRITTEN_WITHIN: Duration = Duration::from_secs(10);

/// The coffee system that a command speaks to.
struct Session<'a> {
    context: &'a Context,
    cloud: Cloud,
    orders: CoffeeOrders,
}

/// Runs one of the commands.
pub async fn run(context: &Context, args: Args) -> Result<()> {
    match args.command {
        CoffeeCommand::Order(args) => order(context, args).await,
        CoffeeCommand::Get(args) => get(context, &args.place).await,
        CoffeeCommand::List(args) => list(context, args).await,
        CoffeeCommand::Invoice(args) => invoice(context, args).await,
        CoffeeCommand::Collect(args) => collect(context, args).await,
    }
}

async fn order(context: &Context, args: OrderArgs) -> Result<()> {
    let Place { account, vendor } = read_place(&args.place)?;
    let id = args.id.unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let items = args.items.iter().map(|text| read_item(text)).collect::<Result<_, _>>()?;
    let new = NewOrder { orderid: read_id(&id)?, accountid: account, vendorid: vendor, items };
    new.validate().map_err(|invalid| Failure::usage(format!("--item: {invalid}")))?;
    let session = Session::open(context).await?;
    place(&session.orders, &new).await?;
    if args.follow { session.follow(&new, args.timeout).await } else { session.look(&new).await }
}

async fn get(context: &Context, args: &PlaceArgs) -> Result<()> {
    let place = read_place(args)?;
    let session = Session::open(context).await?;
    let order = session.orders.find(&place).await?.ok_or_else(|| no_order(&place))?;
    context.ui.report(&OrderReport(order))
}

async fn list(context: &Context, args: ListArgs) -> Result<()> {
    let account = args.account.as_deref().map(read_account).transpose()?;
    let session = Session::open(context).await?;
    let page = session.orders.list(account.as_ref(), &args.page.choice()).await?;
    if args.page.is_usual() && account.is_none() {
        let named = |order: &Order| (order.orderid.to_string(), format!("vendor {}", order.vendorid));
        context.keep_names(&ORDERS, page.items.iter().map(named));
    }
    let flag = account.as_ref().map(|account| format!(" {}", option("--account", account.as_str())));
    let of = account.as_ref().map(|account| format!(" of account {account}")).unwrap_or_default();
    let (command, noun) = (format!("coffee list{}", flag.unwrap_or_default()), format!("active orders{of}"));
    args.page.note(context, &noun, page.items.is_empty(), (&command, page.next.as_deref()));
    context.ui.report(&OrderList::new(page, Timestamp::now()))
}

async fn invoice(context: &Context, args: InvoiceArgs) -> Result<()> {
    let place = read_place(&args.place)?;
    let id = read_typed(args.id.as_deref())?;
    let session = Session::open(context).await?;
    let id = match id {
        Some(id) => Some(session.orders.resolve(&session.workflows(), id).await?),
        None => None,
    };
    let missing = || no_invoice(&place, id.as_ref());
    let read = async |form| {
        let found = session.orders.invoice(&place, id.as_ref(), form).await?;
        found.ok_or_else(|| anyhow::Error::from(missing()))
    };
    if let Some(path) = args.out {
        let text = read(form_of(&path)).await?;
        std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        return context.ui.report(&InvoiceFileReport::new(path));
    }
    if args.open {
        let path = opener::show(&read(Form::Html).await?).await?;
        return context.ui.report(&InvoiceFileReport::new(path));
    }
    let order = session.orders.invoiced(&place, id.as_ref()).await?.ok_or_else(missing)?;
    context.ui.report(&OrderReport(order))
}

async fn collect(context: &Context, args: CollectArgs) -> Result<()> {
    let place = read_place(&args.place)?;
    let id = read_typed(args.id.as_deref())?;
    let session = Session::open(context).await?;
    // With the id in the request, one whose answer is lost can be sent again without collecting the next order.
    let id = match id {
        Some(id) => session.orders.resolve_active(&place, id).await?,
        None => session.orders.find(&place).await?.ok_or_else(|| no_order(&place))?.orderid,
    };
    context.ui.report(&CollectedReport::new(session.orders.collect(&place, &id).await?))
}

impl<'a> Session<'a> {
    async fn open(context: &'a Context) -> Result<Self> {
        let deployed = Deployed::open(context).await?;
        let workflow = deployed.outputs("coffee", "workflow");
        let (api, workflow) = try_join(deployed.api("coffee", "api"), workflow).await?;
        let arn = workflow.value("StateMachineArn")?;
        let wrong = || Failure::failed(format!("'{arn}' is not the ARN of a state machine"));
        let machine = MachineArn::parse(arn).ok_or_else(wrong)?;
        Ok(Self { context, cloud: deployed.cloud, orders: CoffeeOrders::new(api, machine) })
    }

    fn workflows(&self) -> StepFunctions {
        StepFunctions::new(&self.cloud, &self.orders.region())
    }

    /// Reports an order as soon as it is written.
    async fn look(&self, new: &NewOrder) -> Result<()> {
        let ui = &self.context.ui;
        let id = &new.orderid;
        let written = until_written(&self.orders, new, Deadline::after(WRITTEN_WITHIN));
        match unless_interrupted(written, || left(id)).await? {
            Outcome::Placed(order) => {
                ui.note(&format!("to follow it: `provision execution tail {id}`"));
                ui.report(&OrderReport(order))
            }
            Outcome::Unannounced(_, reason) | Outcome::Failed(reason) => {
                Err(Failure::failed(format!("order {id}: {reason}")).into())
            }
            Outcome::InProgress => Err(Failure::partial(format!(
                "order {id} is accepted and not written yet, or no longer active"
            ))
            .hint(format!("`provision execution tail {id}`"))
            .into()),
        }
    }

    /// Reports an order once its workflow is over.
    async fn follow(&self, new: &NewOrder, timeout: Duration) -> Result<()> {
        let (ui, id) = (&self.context.ui, &new.orderid);
        ui.note(&format!("placing order {id}"));
        let deadline = Deadline::after(timeout);
        let following = Following::until(ui, deadline);
        let observe = |change: &Change| following.change("", change).unwrap_or_default();
        let work = until_placed(&self.orders, self.workflows(), new, deadline, &observe);
        let (outcome, follower) = unless_interrupted(following.during(work), || left(id)).await?;
        match outcome {
            Outcome::Placed(order) => ui.report(&OrderReport(order)),
            Outcome::Unannounced(order, reason) => {
                ui.report(&OrderReport(order))?;
                let text = format!("order {id} is placed, but no notification was sent: {reason}");
                Err(Failure::partial(text).hint(format!("`provision execution show {id}`")).into())
            }
            Outcome::Failed(reason) => {
                self.show_log(&follower).await;
                let reason = following.unless_shown(&reason);
                let failure = Failure::failed(format!("order {id} was not placed{reason}"));
                Err(failure.hint(format!("`provision execution show {id}`")).into())
            }
            Outcome::InProgress => {
                let text = format!("order {id} is still being placed after {}", elapsed(timeout));
                Err(Failure::partial(text).hint(format!("`provision execution tail {id}`")).into())
            }
        }
    }

    /// The log is a courtesy: not being allowed to read it hides no outcome.
    async fn show_log(&self, follower: &Follower) {
        let Some(progress) = follower.progress() else { return };
        let region = follower.arn().region();
        match function_log::of_failure(&self.cloud, &region, progress).await {
            Ok(Some(log)) => log_lines(&log).iter().for_each(|line| self.context.ui.note(line)),
            Ok(None) => {}
            Err(error) => self.context.ui.note(&format!("its log cannot be read: {error:#}")),
        }
    }
}

fn left(id: &OrderId) -> Failure {
    Failure::interrupted(format!("interrupted; order {id} is still being placed"))
        .hint(format!("look again with: `provision execution tail {id}`"))
}

fn no_invoice(place: &Place, id: Option<&OrderId>) -> Failure {
    let of = id.map(|id| format!(" for order {id}")).unwrap_or_default();
    Failure::failed(format!("account {} has no invoice of vendor {}{of}", place.account, place.vendor))
        .hint(format!("`provision coffee get {}`", place.words()))
}

fn form_of(path: &Path) -> Form {
    let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if is_json { Form::Json } else { Form::Html }
}

fn read_place(args: &PlaceArgs) -> Result<Place, Failure> {
    let refused = |invalid: Invalid| Failure::usage(format!("--vendor {}", invalid.problem));
    Ok(Place {
        account: read_account(&args.account)?,
        vendor: VendorId::parse(&args.vendor).map_err(refused)?,
    })
}

fn read_account(text: &str) -> Result<AccountId, Failure> {
    AccountId::parse(text).map_err(|invalid| Failure::usage(format!("--account {}", invalid.problem)))
}

fn read_typed(id: Option<&str>) -> Result<Option<Typed<OrderId>>, Failure> {
    id.map(|text| Typed::read("--id", text)).transpose()
}

fn read_id(text: &str) -> Result<OrderId, Failure> {
    OrderId::parse(text).map_err(|invalid| Failure::usage(format!("--id {}", invalid.problem)))
}

/// Reads `NAME` or `NAME:QUANTITY`.
fn read_item(text: &str) -> Result<Item, Failure> {
    let (name, quantity) = text.rsplit_once(':').unwrap_or((text, "1"));
    let number = model::whole_number("quantity", quantity.trim(), MOST_OF_ONE.into());
    let item = number.and_then(|number| {
        // Beyond the type's range is beyond ours.
        let item = Item { name: name.trim().to_owned(), quantity: u8::try_from(number).unwrap_or_default() };
        item.validate().map(|()| item)
    });
    item.map_err(|invalid| {
        Failure::usage(format!("--item '{}': {invalid}", text.escape_debug()))
            .hint("an item is NAME or NAME:QUANTITY; a name with a colon in it needs the quantity")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_a_name_and_perhaps_a_quantity() {
        let item = |text: &str| read_item(text).map(|item| (item.name, item.quantity));
        assert_eq!(item("Flat White").unwrap(), ("Flat White".to_owned(), 1));
        assert_eq!(item("Flat White:3").unwrap(), ("Flat White".to_owned(), 3));
        assert_eq!(item("Tea: mint:2").unwrap(), ("Tea: mint".to_owned(), 2));
        for wrong in [
            "",
            ":2",
            "Latte:",
            "Latte:0",
            "Latte:101",
            "Latte:300",
            "Latte:two",
            "Latte:-1",
            "Latte:+2",
            "Latte:2.0",
            "Latte:02",
            "a\u{7}",
        ] {
            let refusal = item(wrong).unwrap_err();
            assert!(refusal.message.starts_with("--item '"), "{refusal}");
        }
    }
}
