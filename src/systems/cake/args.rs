//! The words of `provision order`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Subcommand, ValueEnum};
use model::cake::{MOST_CAKES, OrderState};

use crate::names::{Live, Names};
use crate::systems::kit::paging::PageArgs;
use engine::document::parse_span;

pub const ORDERS: Live = Live { kind: "cake orders", list: &["order", "list"] };
const STATES: Names = Names::OneOf(|| OrderState::ALL.map(OrderState::as_str).to_vec());

/// Place cake orders, move them on and look at them
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  provision order place --name Ada --address \"1 Mill Lane\" --product sacher \
                        --quantity 2 --follow"
)]
pub struct Args {
    #[command(subcommand)]
    pub command: OrderCommand,
}

#[derive(Debug, Subcommand)]
pub enum OrderCommand {
    Place(PlaceArgs),
    Fulfil(FulfilArgs),
    Deliver(DeliverArgs),
    Get(GetArgs),
    List(ListArgs),
    Redrive(RedriveArgs),
}

/// Place an order, or many
///
/// With --from, orders come from a file or standard input: JSON objects with the fields name, address, productId,
/// quantity and, if you like, orderId; one a line, or one over several lines. They are sent side by side, and no more
/// are read than are sent. A line that is wrong is named with its number and does not stop the others.
///
/// Placing the same file again places only what is missing. An order without an orderId gets one that is made of what
/// is ordered and how often the batch has ordered the same before: lines may be corrected, added, moved or taken out in
/// between, and two equal lines are two orders. Equal orders on another day are new orders under another --batch.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Examples:\n  provision order place --name Ada --address \"1 Mill Lane\" --product sacher \
                        --quantity 2 --follow\n  provision order place --from orders.ndjson --batch 2026-03-01\n  \
                        jq -c '.[]' orders.json | provision order place --from - --output json"
)]
pub struct PlaceArgs {
    /// Name of the customer
    #[arg(long, value_name = "NAME", required_unless_present = "from", conflicts_with = "from")]
    pub name: Option<String>,
    /// Where the cakes are to go
    #[arg(long, value_name = "TEXT", required_unless_present = "from", conflicts_with = "from")]
    pub address: Option<String>,
    /// Which cake
    #[arg(long, value_name = "ID", required_unless_present = "from", conflicts_with = "from")]
    pub product: Option<String>,
    /// How many of it
    #[arg(long, value_name = "N", required_unless_present = "from", conflicts_with = "from", allow_hyphen_values = true,
          value_parser = read_quantity)]
    pub quantity: Option<u16>,
    /// UUID of the new order; the same request sent twice with it makes one order [default: a random one]
    #[arg(long, value_name = "UUID", conflicts_with = "from")]
    pub id: Option<String>,
    /// Read orders from this file, or from standard input if it is -
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Most orders on their way at once
    #[arg(long, value_name = "N", default_value = "24", requires = "from", value_parser = read_concurrency)]
    pub concurrency: NonZeroUsize,
    /// Name of this batch, such as its day: the same orders under another name are new ones
    #[arg(long, value_name = "NAME", requires = "from", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub batch: Option<String>,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// Say that the cakes of an order are made
#[derive(clap::Args, Debug)]
#[command(visible_alias = "fulfill")]
#[command(after_help = "Example:\n  provision order fulfil 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --follow")]
pub struct FulfilArgs {
    /// UUID of the order, or how it begins
    #[arg(add = Names::Live(ORDERS))]
    pub id: String,
    /// The cake maker's number for the finished cakes [default: one made of the order's id]
    #[arg(long, value_name = "ID", alias = "fulfillment")]
    pub fulfilment: Option<String>,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// Say that an order has arrived, and what the customer thinks of it
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  provision order deliver 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --company swift \
                        --review \"Light as a feather\""
)]
pub struct DeliverArgs {
    /// UUID of the order, or how it begins
    #[arg(add = Names::Live(ORDERS))]
    pub id: String,
    /// The delivery company that brought the cakes
    #[arg(long, value_name = "ID")]
    pub company: String,
    /// What the customer thinks of it all
    #[arg(long, value_name = "TEXT")]
    pub review: String,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// Show one order
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision order get 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --follow\n  \
                        provision order get 3e2a")]
pub struct GetArgs {
    /// UUID of the order, or how it begins
    #[arg(add = Names::Live(ORDERS))]
    pub id: String,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// List orders, newest first
///
/// Orders that were placed at the same time are listed by their ids. An order that comes into another state while the
/// pages are read is listed once.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision order list --limit 20\n  \
                        provision order list --state order_placed --all --output json")]
pub struct ListArgs {
    /// List only those in this state
    #[arg(long, value_name = "STATE", value_parser = read_state, add = STATES)]
    pub state: Option<OrderState>,
    #[command(flatten)]
    pub page: PageArgs,
}

/// Show dead letters, and move them back to their queues
///
/// A message is moved to the dead-letter queue when a partner has rejected it or could not be reached for long.
/// Redriving is safe at any time: no notification about an order is sent twice. The messages are shown first, and put
/// back when you agree, or with --yes.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision order redrive --dry-run\n  \
                        provision order redrive --queue delivery --yes")]
pub struct RedriveArgs {
    /// Only the messages of this queue [default: all]
    #[arg(long, value_name = "QUEUE")]
    pub queue: Option<QueueWord>,
    /// Show the messages and leave them where they are
    #[arg(long)]
    pub dry_run: bool,
    /// Most messages of a queue to show; all are put back
    #[arg(long, value_name = "N", default_value = "20", allow_hyphen_values = true,
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
}

/// A queue as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum QueueWord {
    /// Orders that the delivery company is to be notified of
    Delivery,
    /// Reviews that customer service is to be notified of
    Review,
    /// Changes of orders that are to be announced again
    Event,
}

#[derive(clap::Args, Debug)]
pub struct StayArgs {
    /// Wait, and show each state as the order reaches it
    ///
    /// The command then ends with 0 when the state that is waited for is reached, and with 3 when the time is over
    /// first. Leaving it with Ctrl-C stops nothing.
    #[arg(long, short)]
    pub follow: bool,
    /// The state to wait for
    #[arg(long, value_name = "STATE", default_value = "delivered", value_parser = read_state, requires = "follow", add = STATES)]
    pub until: OrderState,
    /// How long to wait, such as 90s, 15m or 1h
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = parse_span, requires = "follow")]
    pub timeout: Duration,
}

fn read_state(text: &str) -> Result<OrderState, String> {
    let known = OrderState::ALL.map(OrderState::as_str).join(", ");
    text.parse().map_err(|_| format!("the states are {known}"))
}

fn read_quantity(text: &str) -> Result<u16, String> {
    let quantity =
        model::whole_number("it", text, MOST_CAKES.into()).map_err(|invalid| invalid.to_string())?;
    u16::try_from(quantity).map_err(|error| error.to_string())
}

fn read_concurrency(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= 256);
    number.ok_or_else(|| "it must be a whole number from 1 to 256".to_owned())
}
