//! The arguments of `provision mailbox`.

use std::time::Duration;

use clap::Subcommand;
use model::mailbox::MailboxStatus;

use crate::names::{Live, Names};
use crate::systems::kit::paging::PageArgs;
use engine::document::parse_span;

pub const MAILBOXES: Live = Live { kind: "mailboxes", list: &["mailbox", "list"] };

/// Create, show, change and delete mailboxes of the deployed mailbox system
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox create --username ann --domain example.com --follow")]
pub struct Args {
    #[command(subcommand)]
    pub command: MailboxCommand,
}

#[derive(Debug, Subcommand)]
pub enum MailboxCommand {
    Create(CreateArgs),
    Get(GetArgs),
    List(ListArgs),
    Update(UpdateArgs),
    Delete(DeleteArgs),
    Approve(ApproveArgs),
    Deny(DenyArgs),
}

/// Request a new mailbox
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox create --username ann --domain example.com --follow")]
pub struct CreateArgs {
    /// Part of the address before the @
    #[arg(long, value_name = "NAME")]
    pub username: String,
    /// Part of the address after the @
    #[arg(long, value_name = "NAME")]
    pub domain: String,
    /// E-mail address of the contact who must approve the deletion of the mailbox
    #[arg(long, value_name = "EMAIL")]
    pub contact: Option<String>,
    /// UUID of the new mailbox; the same request sent twice with it creates one mailbox [default: a random one]
    #[arg(long, value_name = "UUID")]
    pub id: Option<String>,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// Show one mailbox
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision mailbox get 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f\n  \
                        provision mailbox get 3e2a")]
pub struct GetArgs {
    /// UUID of the mailbox, or a prefix of it
    #[arg(add = Names::Live(MAILBOXES))]
    pub id: String,
}

/// List mailboxes
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  provision mailbox list --limit 20\n  \
                        provision mailbox list --status provisioning-failed --output json")]
pub struct ListArgs {
    #[command(flatten)]
    pub page: PageArgs,
    /// List only those with this status; reads every page
    #[arg(long, value_name = "STATUS", value_parser = read_status, add = Names::OneOf(|| MailboxStatus::ALL.map(MailboxStatus::as_str).to_vec()))]
    pub status: Option<MailboxStatus>,
}

/// Change a mailbox and provision it again
///
/// Without any option for a change, it is provisioned again as it is.
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  \
    provision mailbox update 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --username anna --follow")]
pub struct UpdateArgs {
    /// UUID of the mailbox, or a prefix of it
    #[arg(add = Names::Live(MAILBOXES))]
    pub id: String,
    /// New part of the address before the @
    #[arg(long, value_name = "NAME")]
    pub username: Option<String>,
    /// New part of the address after the @
    #[arg(long, value_name = "NAME")]
    pub domain: Option<String>,
    /// New e-mail address of the contact who must approve the deletion of the mailbox
    #[arg(long, value_name = "EMAIL")]
    pub contact: Option<String>,
    /// Remove the contact, so that the mailbox can be deleted without approval
    #[arg(long, conflicts_with = "contact")]
    pub no_contact: bool,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// Delete a mailbox; if it has a contact, only after the contact has approved
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox delete 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --follow")]
pub struct DeleteArgs {
    /// UUID of the mailbox, or a prefix of it
    #[arg(add = Names::Live(MAILBOXES))]
    pub id: String,
    #[command(flatten)]
    pub stay: StayArgs,
}

/// Approve the deletion of a mailbox in place of its contact
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox approve 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
pub struct ApproveArgs {
    /// UUID of the mailbox, or a prefix of it
    #[arg(add = Names::Live(MAILBOXES))]
    pub id: String,
}

/// Deny the deletion of a mailbox in place of its contact
#[derive(clap::Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox deny 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
pub struct DenyArgs {
    /// UUID of the mailbox, or a prefix of it
    #[arg(add = Names::Live(MAILBOXES))]
    pub id: String,
}

#[derive(clap::Args, Debug)]
pub struct StayArgs {
    /// Wait until the outcome is known, and show each step of the workflow
    ///
    /// The command then exits with 0 only if the mailbox is provisioned, or removed; with 1 if that failed; with 3 if
    /// --timeout expires first. Ctrl-C ends the command; the workflow continues.
    #[arg(long, short)]
    pub follow: bool,
    /// How long to wait, such as 90s, 15m or 1h
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = parse_span, requires = "follow")]
    pub timeout: Duration,
}

fn read_status(text: &str) -> Result<MailboxStatus, String> {
    let known = MailboxStatus::ALL.map(MailboxStatus::as_str).join(", ");
    text.parse().map_err(|_| format!("the statuses are {known}"))
}
