//! The arguments of `provision shop`.

use std::time::Duration;

use clap::Subcommand;

use crate::names::{Live, Names};
use crate::systems::kit::paging::PageArgs;
use engine::document::parse_span;

pub const USERS: Live = Live { kind: "shop users", list: &["shop", "user", "list"] };
pub const ITEMS: Live = Live { kind: "shop items", list: &["shop", "item", "list"] };
pub const ORDERS: Live = Live { kind: "shop orders", list: &["shop", "order", "list"] };

/// Manage users, items and orders of the deployed shop system, and verify that its services agree
///
/// Amounts of money are whole numbers of the smallest unit, such as cents.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  \
    provision shop user create --credit 5000\n  \
    provision shop item create 1250 --stock 10\n  \
    provision shop order create USER          the id that `user create` printed\n  \
    provision shop order add ORDER ITEM 2\n  \
    provision shop order checkout ORDER\n  \
    provision shop audit")]
pub struct Args {
    #[command(subcommand)]
    pub command: ShopCommand,
}

#[derive(Debug, Subcommand)]
pub enum ShopCommand {
    User(UserArgs),
    Item(ItemArgs),
    Order(OrderArgs),
    Audit(AuditArgs),
}

/// Create, fund and list users, who pay from their credit
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop user create --credit 5000")]
pub struct UserArgs {
    #[command(subcommand)]
    pub command: UserCommand,
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    Create(UserCreateArgs),
    Fund(FundArgs),
    Pay(PayArgs),
    Get(UserGetArgs),
    List(UserListArgs),
}

/// Create a user
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop user create --credit 5000")]
pub struct UserCreateArgs {
    /// Initial credit [default: 0]
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub credit: Option<String>,
}

/// Add to a user's credit
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop user fund 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f 5000")]
pub struct FundArgs {
    /// UUID of the user, or a prefix of it
    #[arg(add = Names::Live(USERS))]
    pub user: String,
    /// Amount to add
    #[arg(allow_negative_numbers = true)]
    pub amount: String,
}

/// Take from a user's credit, without an order
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop user pay 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f 250")]
pub struct PayArgs {
    /// UUID of the user, or a prefix of it
    #[arg(add = Names::Live(USERS))]
    pub user: String,
    /// Amount to take
    #[arg(allow_negative_numbers = true)]
    pub amount: String,
}

/// Show a user's credit
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop user get 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
pub struct UserGetArgs {
    /// UUID of the user, or a prefix of it
    #[arg(add = Names::Live(USERS))]
    pub user: String,
}

/// List users with their credit
///
/// They are listed in no particular order. Listing scans the service's whole table, page by page.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision shop user list --limit 20\n  \
                        provision shop user list --all --output json")]
pub struct UserListArgs {
    #[command(flatten)]
    pub page: PageArgs,
}

/// Create and list items, and change their stock
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop item create 1250 --stock 10")]
pub struct ItemArgs {
    #[command(subcommand)]
    pub command: ItemCommand,
}

#[derive(Debug, Subcommand)]
pub enum ItemCommand {
    Create(ItemCreateArgs),
    Add(ItemChangeArgs),
    Subtract(ItemSubtractArgs),
    Get(ItemGetArgs),
    List(ItemListArgs),
}

/// Create an item with its price
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop item create 1250 --stock 10")]
pub struct ItemCreateArgs {
    /// Price of one piece; it cannot be changed later
    #[arg(allow_negative_numbers = true)]
    pub price: String,
    /// Initial stock [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub stock: Option<String>,
}

/// Add pieces to an item's stock
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop item add 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f 25")]
pub struct ItemChangeArgs {
    /// UUID of the item, or a prefix of it
    #[arg(add = Names::Live(ITEMS))]
    pub item: String,
    /// Number of pieces
    #[arg(allow_negative_numbers = true)]
    pub n: String,
}

/// Remove pieces from an item's stock, without an order
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop item subtract 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f 3")]
pub struct ItemSubtractArgs {
    #[command(flatten)]
    pub change: ItemChangeArgs,
}

/// Show an item's stock and price
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop item get 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
pub struct ItemGetArgs {
    /// UUID of the item, or a prefix of it
    #[arg(add = Names::Live(ITEMS))]
    pub item: String,
}

/// List items with their price and stock
///
/// They are listed in no particular order. Listing scans the service's whole table, page by page.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision shop item list --limit 20\n  \
                        provision shop item list --all --output json")]
pub struct ItemListArgs {
    #[command(flatten)]
    pub page: PageArgs,
}

/// Create, fill, check out and list orders
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  \
    provision shop order create USER\n  \
    provision shop order add ORDER ITEM 2\n  \
    provision shop order checkout ORDER")]
pub struct OrderArgs {
    #[command(subcommand)]
    pub command: OrderCommand,
}

#[derive(Debug, Subcommand)]
pub enum OrderCommand {
    Create(OrderCreateArgs),
    Add(OrderAddArgs),
    Remove(OrderRemoveArgs),
    Get(OrderGetArgs),
    List(OrderListArgs),
    Delete(OrderDeleteArgs),
    Checkout(CheckoutArgs),
}

/// Create an empty order for a user
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop order create 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
pub struct OrderCreateArgs {
    /// UUID of the user who will pay, or a prefix of it
    #[arg(add = Names::Live(USERS))]
    pub user: String,
}

/// Add pieces of an item to an order
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop order add ORDER ITEM 2")]
pub struct OrderAddArgs {
    #[command(flatten)]
    pub change: OrderChangeArgs,
}

/// Remove pieces of an item from an order
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop order remove ORDER ITEM 1")]
pub struct OrderRemoveArgs {
    #[command(flatten)]
    pub change: OrderChangeArgs,
}

#[derive(clap::Args, Debug)]
pub struct OrderChangeArgs {
    /// UUID of the order, or a prefix of it
    #[arg(add = Names::Live(ORDERS))]
    pub order: String,
    /// UUID of the item, or a prefix of it
    #[arg(add = Names::Live(ITEMS))]
    pub item: String,
    /// Number of pieces
    #[arg(default_value = "1", allow_negative_numbers = true)]
    pub n: String,
}

/// Show an order
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision shop order get 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f\n  \
                        provision shop order get 3e2a")]
pub struct OrderGetArgs {
    /// UUID of the order, or a prefix of it
    #[arg(add = Names::Live(ORDERS))]
    pub order: String,
}

/// List orders with their state and cost
///
/// They are listed in no particular order. Listing scans the service's whole table, page by page.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision shop order list --limit 20\n  \
                        provision shop order list --all --output json")]
pub struct OrderListArgs {
    #[command(flatten)]
    pub page: PageArgs,
}

/// Delete an order that is not paid
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop order delete 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
pub struct OrderDeleteArgs {
    /// UUID of the order, or a prefix of it
    #[arg(add = Names::Live(ORDERS))]
    pub order: String,
}

/// Check out an order: take its items from the stock and their price from its user's credit, or neither
///
/// The command exits with 0 if the order is paid and its items are taken; with 1 if it was rejected and nothing was
/// taken; with 3 if --timeout expires first, and then `provision shop order get` shows the result later. Nothing is
/// ever charged twice.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop order checkout 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
pub struct CheckoutArgs {
    /// UUID of the order, or a prefix of it
    #[arg(add = Names::Live(ORDERS))]
    pub order: String,
    /// How long to wait until the outcome is known, such as 30s or 5m
    #[arg(long, value_name = "TIME", default_value = "2m", value_parser = parse_span)]
    pub timeout: Duration,
}

/// Verify that stock, payments and orders agree
///
/// Reads what the three services have recorded, and compares the money taken with the price of the items sold, for
/// every order, user and item. Orders in progress are listed; one that holds money or stock and has not changed for
/// more than 15 minutes is a disagreement. The shop may be in use during the audit. The command exits with 0 if
/// everything agrees, with 1 if something does not or cannot be read, and with 3 if something kept changing.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision shop audit --output json")]
pub struct AuditArgs {}
