//! `provision mailbox`: mailboxes of the deployed mailbox system.

use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand};
use model::Invalid;
use model::mailbox::{
    Change as Wanted, ContactChange, Mailbox, MailboxChange, MailboxId, MailboxStatus, NewMailbox,
};

use crate::aws::outputs::stack_outputs;
use crate::aws::stepfunctions::StepFunctions;
use crate::aws::{Cloud, Region};
use crate::context::Context;
use crate::failure::Failure;
use crate::operate::deadline::{Deadline, parse_span};
use crate::operate::deployment::{Deployment, Place};
use crate::operate::execution::function_log;
use crate::operate::interrupt::unless_interrupted;
use crate::operate::mailbox::decision::{Decision, decide};
use crate::operate::mailbox::request::{Followed, Happening, Outcome, Request, follow};
use crate::operate::mailbox::{ListOptions, Mailboxes};
use crate::output::execution::{line, log_lines};
use crate::output::mailbox::{MailboxReport, RemovedReport};

/// Create, look at, change and delete mailboxes of the deployed mailbox system
#[derive(Args, Debug)]
pub struct MailboxArgs {
    #[command(subcommand)]
    command: MailboxCommand,
}

#[derive(Debug, Subcommand)]
enum MailboxCommand {
    Create(CreateArgs),
    Get(GetArgs),
    List(ListArgs),
    Update(UpdateArgs),
    Delete(DeleteArgs),
    Approve(ApproveArgs),
    Deny(DenyArgs),
}

/// Ask for a new mailbox
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox create --username ann --domain example.com --follow")]
struct CreateArgs {
    /// Part of the address before the @
    #[arg(long, value_name = "NAME")]
    username: String,
    /// Part of the address after the @
    #[arg(long, value_name = "NAME")]
    domain: String,
    /// E-mail address of the person who must agree before the mailbox is deleted
    #[arg(long, value_name = "EMAIL")]
    contact: Option<String>,
    /// UUID of the new mailbox; the same request sent twice with it makes one mailbox [default: a random one]
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
    #[command(flatten)]
    stay: StayArgs,
}

/// Show one mailbox
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox get 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
struct GetArgs {
    /// UUID of the mailbox
    id: String,
}

/// List mailboxes
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  provision mailbox list --limit 20\n  \
                        provision mailbox list --status provisioning-failed --output json")]
struct ListArgs {
    /// Most mailboxes to list [default: one page of 50]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// List them all, page after page
    #[arg(long, conflicts_with = "next")]
    all: bool,
    /// Go on where an earlier page ended; that page says how
    #[arg(long, value_name = "TOKEN")]
    next: Option<String>,
    /// List only those with this status; every page is read for it
    #[arg(long, value_name = "STATUS", value_parser = read_status)]
    status: Option<MailboxStatus>,
}

/// Change a mailbox and provision it again
///
/// Without a change it is provisioned again as it is.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  \
    provision mailbox update 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --username anna --follow")]
struct UpdateArgs {
    /// UUID of the mailbox
    id: String,
    /// New part of the address before the @
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// New part of the address after the @
    #[arg(long, value_name = "NAME")]
    domain: Option<String>,
    /// New e-mail address of the person who must agree before the mailbox is deleted
    #[arg(long, value_name = "EMAIL")]
    contact: Option<String>,
    /// Let the mailbox be deleted without asking anybody
    #[arg(long, conflicts_with = "contact")]
    no_contact: bool,
    #[command(flatten)]
    stay: StayArgs,
}

/// Delete a mailbox, after its contact has agreed where it has one
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox delete 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f --follow")]
struct DeleteArgs {
    /// UUID of the mailbox
    id: String,
    #[command(flatten)]
    stay: StayArgs,
}

/// Agree to the deletion of a mailbox in its contact's place
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox approve 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
struct ApproveArgs {
    /// UUID of the mailbox
    id: String,
}

/// Refuse the deletion of a mailbox in its contact's place
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  provision mailbox deny 3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f")]
struct DenyArgs {
    /// UUID of the mailbox
    id: String,
}

#[derive(Args, Debug)]
struct StayArgs {
    /// Stay until the outcome is known, and show each step of the workflow
    ///
    /// The command then ends with 0 only when the mailbox is provisioned, or removed; with 1 when that failed; with 3
    /// when the time is over first. Leaving it with Ctrl-C stops nothing.
    #[arg(long, short)]
    follow: bool,
    /// How long to stay, such as 90s, 15m or 1h
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = parse_span, requires = "follow")]
    timeout: Duration,
}

/// The mailbox system that a command speaks to.
struct Session<'a> {
    context: &'a Context,
    cloud: Cloud,
    deployment: Deployment,
    mailboxes: Mailboxes,
}

/// Runs one of the commands.
pub async fn run(context: &Context, args: MailboxArgs) -> Result<()> {
    match args.command {
        MailboxCommand::Create(args) => create(context, args).await,
        MailboxCommand::Get(args) => get(context, &args.id).await,
        MailboxCommand::List(args) => list(context, args).await,
        MailboxCommand::Update(args) => update(context, args).await,
        MailboxCommand::Delete(args) => delete(context, args).await,
        MailboxCommand::Approve(args) => answer(context, &args.id, Decision::Approve).await,
        MailboxCommand::Deny(args) => answer(context, &args.id, Decision::Deny).await,
    }
}

/// Where the mailbox system is deployed, by the settings' stage and regions.
pub async fn deployment(context: &Context, cloud: &Cloud) -> Result<Deployment> {
    let settings = &context.settings;
    let place = Place::resolve(
        settings.stage.as_deref(),
        settings.region.as_deref(),
        settings.workflow_region.as_deref(),
    );
    let outputs = |stack: String, region: Region| async move { stack_outputs(cloud, &region, &stack).await };
    Deployment::find(&place, outputs).await
}

async fn create(context: &Context, args: CreateArgs) -> Result<()> {
    let id = args.id.unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
    let new = NewMailbox {
        id: Some(read_id("--id", &id)?),
        username: args.username,
        domain: args.domain,
        delete_confirm_email_contact: args.contact,
    };
    new.validate().map_err(refused)?;
    let session = Session::open(context).await?;
    let mailbox = session.mailboxes.create(&new).await?;
    session.settle(Wanted::Create, mailbox, &args.stay).await
}

async fn get(context: &Context, id: &str) -> Result<()> {
    let id = read_id("ID", id)?;
    let session = Session::open(context).await?;
    context.ui.report(&MailboxReport(session.mailboxes.get(&id).await?))
}

async fn list(context: &Context, args: ListArgs) -> Result<()> {
    let session = Session::open(context).await?;
    let options = ListOptions { limit: args.limit, next: args.next, all: args.all, status: args.status };
    let page = session.mailboxes.list(&options).await?;
    if page.mailboxes.is_empty() {
        context.ui.note(&format!("no mailboxes on stage {}", session.deployment.stage));
    }
    context.ui.report(&page)?;
    if let Some(next) = &page.next {
        context.ui.note(&format!("there are more: provision mailbox list --next {next}"));
    }
    Ok(())
}

async fn update(context: &Context, args: UpdateArgs) -> Result<()> {
    let id = read_id("ID", &args.id)?;
    let contact = match args.contact {
        Some(contact) => ContactChange::Set(contact),
        None if args.no_contact => ContactChange::Remove,
        None => ContactChange::Keep,
    };
    let change = MailboxChange { username: args.username, domain: args.domain, contact };
    change.validate().map_err(refused)?;
    let session = Session::open(context).await?;
    let mailbox = session.mailboxes.update(&id, &change).await?;
    session.settle(Wanted::Update, mailbox, &args.stay).await
}

async fn delete(context: &Context, args: DeleteArgs) -> Result<()> {
    let id = read_id("ID", &args.id)?;
    let session = Session::open(context).await?;
    let mailbox = session.mailboxes.delete(&id).await?;
    if let Some(contact) = &mailbox.delete_confirm_email_contact {
        let text =
            format!("{contact} is asked by e-mail; to answer here: provision mailbox approve {id} (or deny)");
        context.ui.note(&text);
    }
    session.settle(Wanted::Delete, mailbox, &args.stay).await
}

async fn answer(context: &Context, id: &str, decision: Decision) -> Result<()> {
    let id = read_id("ID", id)?;
    let session = Session::open(context).await?;
    let service = session.workflows();
    let decided = decide(&session.mailboxes, &service, &session.deployment, &id, decision).await?;
    context.ui.report(&decided)
}

impl<'a> Session<'a> {
    async fn open(context: &'a Context) -> Result<Self> {
        let cloud = context.cloud().await?;
        let deployment = deployment(context, &cloud).await?;
        let mailboxes = Mailboxes::new(&cloud, &deployment)?;
        Ok(Self { context, cloud, deployment, mailboxes })
    }

    fn workflows(&self) -> StepFunctions {
        StepFunctions::new(&self.cloud, &self.deployment.workflow_region)
    }

    /// Reports an accepted request, at once or when its outcome is known.
    async fn settle(&self, wanted: Wanted, mailbox: Mailbox, stay: &StayArgs) -> Result<()> {
        let ui = &self.context.ui;
        if !stay.follow {
            ui.note(&format!("accepted; to see how it goes: provision execution tail {}", mailbox.id));
            return ui.report(&MailboxReport(mailbox));
        }
        ui.note(&format!("{} {} ({})", doing(wanted), mailbox.id, mailbox.address()));
        let request = Request::new(&self.deployment, wanted, mailbox);
        let observe = |happening: Happening<'_>| match happening {
            Happening::Step(change) => line(change).iter().for_each(|line| ui.note(line)),
            Happening::AwaitingMailbox => {}
        };
        let deadline = Deadline::after(stay.timeout);
        let work = follow(&self.mailboxes, self.workflows(), &request, deadline, &observe);
        let followed = unless_interrupted(work, || left(&request)).await?;
        self.conclude(&request, followed, stay.timeout).await
    }

    async fn conclude(&self, request: &Request, followed: Followed, timeout: Duration) -> Result<()> {
        let ui = &self.context.ui;
        match followed.mailbox {
            Some(mailbox) => ui.report(&MailboxReport(mailbox))?,
            None => ui.report(&RemovedReport::new(&request.mailbox))?,
        }
        let (wanted, id) = (doing(request.wanted), &request.mailbox.id);
        match followed.outcome {
            Outcome::Provisioned | Outcome::Removed => Ok(()),
            Outcome::StillGoing => {
                let minutes = crate::output::duration::elapsed(timeout);
                Err(Failure::partial(format!("{wanted} {id} still goes on after {minutes}"))
                    .hint(format!("provision execution tail {id}"))
                    .into())
            }
            Outcome::Failed(reason) => {
                self.show_log(request, followed.follower.progress()).await;
                Err(Failure::failed(format!("{wanted} {id} failed: {reason}"))
                    .hint(format!("provision execution show {}", request.execution.name()))
                    .into())
            }
        }
    }

    /// The log is a courtesy: not being allowed to read it hides no outcome.
    async fn show_log(
        &self,
        request: &Request,
        progress: Option<&crate::operate::execution::progress::Progress>,
    ) {
        let Some(progress) = progress else { return };
        let region = request.execution.region();
        match function_log::of_failure(&self.cloud, &region, progress).await {
            Ok(Some(log)) => log_lines(&log).iter().for_each(|line| self.context.ui.note(line)),
            Ok(None) => {}
            Err(error) => self.context.ui.note(&format!("its log cannot be read: {error:#}")),
        }
    }
}

fn doing(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Create => "provisioning mailbox",
        Wanted::Update => "updating mailbox",
        Wanted::Delete => "deleting mailbox",
    }
}

fn left(request: &Request) -> Failure {
    let (wanted, id) = (doing(request.wanted), &request.mailbox.id);
    Failure::interrupted(format!("interrupted; {wanted} {id} goes on"))
        .hint(format!("look again with: provision execution tail {id}"))
}

fn read_id(name: &str, text: &str) -> Result<MailboxId> {
    let parsed = MailboxId::parse(text);
    Ok(parsed.map_err(|invalid| Failure::usage(format!("{name} {}", invalid.problem)))?)
}

/// Names the option instead of the field that it fills.
fn refused(invalid: Invalid) -> Failure {
    let name = match invalid.field.as_ref() {
        "deleteConfirmEmailContact" => "contact",
        other => other,
    };
    Failure::usage(format!("--{name} {}", invalid.problem))
}

fn read_status(text: &str) -> Result<MailboxStatus, String> {
    let known = MailboxStatus::ALL.map(MailboxStatus::as_str).join(", ");
    text.parse().map_err(|_| format!("the statuses are {known}"))
}
