//! The arguments of `provision order`.

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

/// Place, advance, list and follow cake orders
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
/// quantity and, optionally, orderId; one per line, or one over several lines. They are sent concurrently, and input is
/// read only as fast as it can be sent. An invalid line is reported with its number and does not stop the others.
///
/// Placing the same file again places only the missing orders. An order without an orderId gets an id derived from its
/// content and the number of equal orders before it in the batch: lines may be corrected, added, moved or removed
/// between two runs, and two equal lines are two orders. Equal orders of another day are new orders if --batch has
/// another name.
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
    /// Delivery address
    #[arg(long, value_name = "TEXT", required_unless_present = "from", conflicts_with = "from")]
    pub address: Option<String>,
    /// Product id of the cake
    #[arg(long, value_name = "ID", required_unless_present = "from", conflicts_with = "from")]
    pub product: Option<String>,
    /// Number of cakes
    #[arg(long, value_name = "N", required_unless_present = "from", conflicts_with = "from", allow_hyphen_values = true,
          value_parser = read_quantity)]
    pub quantity: Option<u16>,
    /// UUID of the new order; the same request sent twice with it places one order [default: a random one]
    #[arg(long, value_name = "UUID", conflicts_with = "from")]
    pub id: Option<String>,
    /// Read orders from this file, or from standard input if it is -
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Maximum number of requests in flight
    #[arg(long, value_name = "N", default_value = "24", requires = "from", value_parser = read_concurrency)]
    pub concurrency: NonZeroUsize,
    /// Name of this batch, such as its date: the same orders under another name are new orders
    #[arg(long, value_name = "NAME", requires = "from", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub batch: Option<String>,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// Record that the cakes of an order are made
#[derive(clap::Args, Debug)]
#[command(visible_alias = "fulfill")]
#[command(after_help = "Example:\n  provision order fulfil 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --follow")]
pub struct FulfilArgs {
    /// UUID of the order, or a prefix of it
    #[arg(add = Names::Live(ORDERS))]
    pub id: String,
    /// The cake maker's number for the finished cakes [default: derived from the order's id]
    #[arg(long, value_name = "ID", alias = "fulfillment")]
    pub fulfilment: Option<String>,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// Record that an order was delivered, with the customer's review
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  provision order deliver 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --company swift \
                        --review \"Light as a feather\""
)]
pub struct DeliverArgs {
    /// UUID of the order, or a prefix of it
    #[arg(add = Names::Live(ORDERS))]
    pub id: String,
    /// Id of the delivery company
    #[arg(long, value_name = "ID")]
    pub company: String,
    /// The customer's review
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
    /// UUID of the order, or a prefix of it
    #[arg(add = Names::Live(ORDERS))]
    pub id: String,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// List orders, newest first
///
/// Orders that were placed at the same time are ordered by id. An order whose state changes while the pages are read is
/// listed once.
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
/// A message is moved to the dead-letter queue if a partner has rejected it or could not be reached for a long time.
/// Redriving is safe at any time: no notification about an order is sent twice. The messages are shown first, and moved
/// back after you confirm, or with --yes.
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
    /// Maximum number of messages of a queue to show; all are moved back
    #[arg(long, value_name = "N", default_value = "20", allow_hyphen_values = true,
          value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
}

/// A queue as it is typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum QueueWord {
    /// Notifications of the delivery company
    Delivery,
    /// Reviews for customer service
    Review,
    /// Changes of orders to publish again
    Event,
}

#[derive(clap::Args, Debug)]
pub struct StayArgs {
    /// Wait, and show each state as the order reaches it
    ///
    /// The command then exits with 0 when the order reaches the state given with --until, and with 3 if --timeout
    /// expires first. Ctrl-C ends the command; the order continues.
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
