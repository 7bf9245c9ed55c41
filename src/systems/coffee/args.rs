//! The arguments of `provision coffee`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Subcommand;

use crate::names::{Live, Names};
use crate::systems::kit::paging::PageArgs;
use engine::document::parse_span;

pub const ORDERS: Live = Live { kind: "coffee orders", list: &["coffee", "list"] };

/// Order coffee ahead, show orders and invoices, and record that coffee was collected
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Example:\n  provision coffee order --account ada --vendor corner --item 'Flat White:2' --follow"
)]
pub struct Args {
    #[command(subcommand)]
    pub command: CoffeeCommand,
}

#[derive(Debug, Subcommand)]
pub enum CoffeeCommand {
    Order(OrderArgs),
    Get(GetArgs),
    List(ListArgs),
    Invoice(InvoiceArgs),
    Collect(CollectArgs),
}

#[derive(clap::Args, Debug)]
pub struct PlaceArgs {
    /// Id of the ordering account
    #[arg(long, value_name = "ID")]
    pub account: String,
    /// Id of the vendor that makes the coffee
    #[arg(long, value_name = "ID")]
    pub vendor: String,
}

/// Place an order
///
/// An account has at most one active order with a vendor; a second one is rejected until the first is collected.
///
/// Without --follow the command exits with 0 as soon as the order is written, with 1 if another order is active, and
/// with 3 if neither is known after ten seconds.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  \
    provision coffee order --account ada --vendor corner --item 'Flat White:2' --item Croissant\n  \
    provision coffee order --account ada --vendor corner --item Latte --follow --output json")]
pub struct OrderArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Item to order, and its quantity; may be repeated
    #[arg(long = "item", value_name = "NAME[:QUANTITY]", required = true)]
    pub items: Vec<String>,
    /// UUID of the order; the same order sent twice with it is placed once [default: a random one]
    #[arg(long, value_name = "UUID")]
    pub id: Option<String>,
    /// Wait until the outcome is known, and show each step of the workflow
    ///
    /// The command then exits with 0 only if the order and its invoice are written; with 1 if that failed and nothing
    /// is left of the order; with 3 if --timeout expires first. Ctrl-C ends the command; the order continues.
    #[arg(long, short)]
    pub follow: bool,
    /// How long to wait, such as 90s, 15m or 1h
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = parse_span, requires = "follow")]
    pub timeout: Duration,
}

/// Show the active order of an account with a vendor
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision coffee get --account ada --vendor corner")]
pub struct GetArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// List active orders
///
/// Those of one account are listed by vendor, those of all accounts in no particular order.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision coffee list --limit 20\n  \
                        provision coffee list --account ada --output json")]
pub struct ListArgs {
    /// List only those of this account
    #[arg(long, value_name = "ID")]
    pub account: Option<String>,
    #[command(flatten)]
    pub page: PageArgs,
}

/// Show the newest invoice of an account from a vendor, or that of one order
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision coffee invoice --account ada --vendor corner\n  \
                        provision coffee invoice --account ada --vendor corner --out invoice.html")]
pub struct InvoiceArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// UUID of the order, or a prefix of it [default: the newest with an invoice]
    #[arg(long, value_name = "UUID", add = Names::Live(ORDERS))]
    pub id: Option<String>,
    /// Open it as a page in the browser
    #[arg(long, conflicts_with = "out")]
    pub open: bool,
    /// Write it to a file: as JSON if the name ends in .json, otherwise as an HTML page
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Record that the coffee was collected; the invoice is kept
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision coffee collect --account ada --vendor corner")]
pub struct CollectArgs {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// UUID of the order, or a prefix of it, so that no other one is collected [default: the active one]
    #[arg(long, value_name = "UUID", add = Names::Live(ORDERS))]
    pub id: Option<String>,
}
