//! `provision mailbox`: mailboxes of the deployed mailbox system.

mod args;
pub mod client;
#[cfg(test)]
pub mod json;
mod screen;

use std::time::Duration;

use anyhow::Result;
use model::Invalid;
use model::mailbox::{Change as Wanted, ContactChange, Mailbox, MailboxChange, MailboxId, NewMailbox};

pub use self::args::Args;
use self::args::{CreateArgs, DeleteArgs, ListArgs, MAILBOXES, MailboxCommand, StayArgs, UpdateArgs};
use self::client::decision::{Decision, decide};
use self::client::deployment::Deployment;
use self::client::request::{Followed, Outcome, Request, follow};
use self::client::{ListOptions, Mailboxes};
use self::screen::{MailboxList, MailboxReport, RemovedReport};
use crate::context::Context;
use crate::output::duration::elapsed;
use crate::output::execution::log_lines;
use crate::output::follow::Following;
use crate::systems::kit::deadline::Deadline;
use crate::systems::kit::deployed::Deployed;
use crate::systems::kit::execution::function_log;
use crate::systems::kit::execution::progress::{Change, Progress};
use crate::systems::kit::id::Typed;
use crate::systems::kit::interrupt::unless_interrupted;
use crate::systems::kit::stage::outputs_of;
use engine::aws::Cloud;
use engine::aws::stepfunctions::StepFunctions;
use engine::aws::timestamp::Timestamp;
use engine::failure::Failure;

/// The mailbox system that a command speaks to.
struct Session<'a> {
    context: &'a Context,
    cloud: Cloud,
    deployment: Deployment,
    mailboxes: Mailboxes,
}

/// Runs one of the commands.
pub async fn run(context: &Context, args: Args) -> Result<()> {
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
    let id = Typed::read("ID", id)?;
    let session = Session::open(context).await?;
    let id = session.mailboxes.resolve(id).await?;
    context.ui.report(&MailboxReport(session.mailboxes.get(&id).await?))
}

async fn list(context: &Context, args: ListArgs) -> Result<()> {
    let session = Session::open(context).await?;
    let options = ListOptions { choice: args.page.choice(), status: args.status };
    let page = session.mailboxes.list(&options).await?;
    if args.page.is_usual() && args.status.is_none() {
        let named = |mailbox: &Mailbox| (mailbox.id.to_string(), mailbox.mailbox_status.to_string());
        context.keep_names(&MAILBOXES, page.mailboxes.iter().map(named));
    }
    let with = args.status.map(|status| format!(" with status {status}")).unwrap_or_default();
    let noun = format!("mailboxes{with} on stage {}", session.deployment.stage);
    let status = args.status.map(|status| format!(" --status {status}")).unwrap_or_default();
    let command = format!("mailbox list{status}");
    args.page.note(context, &noun, page.mailboxes.is_empty(), (&command, page.next.as_deref()));
    context.ui.report(&MailboxList { page, now: Timestamp::now() })
}

async fn update(context: &Context, args: UpdateArgs) -> Result<()> {
    let id = Typed::read("ID", &args.id)?;
    let contact = match args.contact {
        Some(contact) => ContactChange::Set(contact),
        None if args.no_contact => ContactChange::Remove,
        None => ContactChange::Keep,
    };
    let change = MailboxChange { username: args.username, domain: args.domain, contact };
    change.validate().map_err(refused)?;
    let session = Session::open(context).await?;
    let id = session.mailboxes.resolve(id).await?;
    let mailbox = session.mailboxes.update(&id, &change).await?;
    session.settle(Wanted::Update, mailbox, &args.stay).await
}

async fn delete(context: &Context, args: DeleteArgs) -> Result<()> {
    let id = Typed::read("ID", &args.id)?;
    let session = Session::open(context).await?;
    let id = session.mailboxes.resolve(id).await?;
    let mailbox = session.mailboxes.delete(&id).await?;
    if let Some(contact) = &mailbox.delete_confirm_email_contact {
        let text = format!(
            "{contact} must approve the deletion and gets an e-mail; once its status is delete-confirmation-required, `provision mailbox approve {id}` (or deny) decides here"
        );
        context.ui.note(&text);
    }
    session.settle(Wanted::Delete, mailbox, &args.stay).await
}

async fn answer(context: &Context, id: &str, decision: Decision) -> Result<()> {
    let id = Typed::read("ID", id)?;
    let session = Session::open(context).await?;
    let id = session.mailboxes.resolve(id).await?;
    let service = session.workflows();
    let decided = decide(&session.mailboxes, &service, &session.deployment, &id, decision).await?;
    context.ui.report(&decided)
}

impl<'a> Session<'a> {
    async fn open(context: &'a Context) -> Result<Self> {
        let deployed = Deployed::open(context).await?;
        let ask = async |stack: &str, region: &_| outputs_of(&deployed.cloud, stack, region).await;
        let deployment = Deployment::of(&deployed.stage(), ask).await?;
        let cloud = deployed.cloud;
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
            let request = Request::new(&self.deployment, wanted, mailbox);
            let name = request.execution.name();
            ui.note(&format!("accepted; to follow it: `provision execution tail {name}`"));
            return ui.report(&MailboxReport(request.mailbox));
        }
        ui.note(&format!("{} {} ({})", doing(wanted), mailbox.id, mailbox.address()));
        let request = Request::new(&self.deployment, wanted, mailbox);
        let deadline = Deadline::after(stay.timeout);
        let following = Following::until(ui, deadline);
        let observe = |change: &Change| following.change("", change).unwrap_or_default();
        let work = follow(&self.mailboxes, self.workflows(), &request, deadline, &observe);
        let followed = unless_interrupted(following.during(work), || left(&request)).await?;
        self.conclude(&request, followed, stay.timeout, &following).await
    }

    async fn conclude(
        &self,
        request: &Request,
        followed: Followed,
        timeout: Duration,
        following: &Following<'_>,
    ) -> Result<()> {
        let ui = &self.context.ui;
        match followed.mailbox {
            Some(mailbox) => ui.report(&MailboxReport(mailbox))?,
            None => ui.report(&RemovedReport::new(&request.mailbox))?,
        }
        let (wanted, id) = (doing(request.wanted), &request.mailbox.id);
        match followed.outcome {
            Outcome::Provisioned | Outcome::Removed => Ok(()),
            Outcome::InProgress => {
                let minutes = elapsed(timeout);
                Err(Failure::partial(format!("{wanted} {id} is still in progress after {minutes}"))
                    .hint(format!("`provision execution tail {}`", request.execution.name()))
                    .into())
            }
            Outcome::Failed(reason) => {
                self.show_log(request, followed.follower.progress()).await;
                let reason = following.unless_shown(&reason);
                Err(Failure::failed(format!("{wanted} {id} failed{reason}"))
                    .hint(format!("`provision execution show {}`", request.execution.name()))
                    .into())
            }
        }
    }

    /// The log is a courtesy: not being allowed to read it hides no outcome.
    async fn show_log(&self, request: &Request, progress: Option<&Progress>) {
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
    Failure::interrupted(format!("interrupted; {wanted} {id} is still in progress"))
        .hint(format!("look again with: `provision execution tail {}`", request.execution.name()))
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
