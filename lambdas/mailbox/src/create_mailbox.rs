//! `POST /mailboxes`: records a new mailbox. Its status, `initial`, is what starts the workflow.

use crate::api;
use crate::table::{Insertion, Table};
use function::api::{Refusal, Reply, Request};
use function::clock;
use model::mailbox::{Mailbox, MailboxId, NewMailbox};

/// Returns 201 with the mailbox, also for a repeated request with the same id.
pub async fn handle(table: &Table, request: &Request) -> Result<Reply, Refusal> {
    let mut new = NewMailbox::from_json(&request.body()?)?;
    let id = match new.id.take() {
        Some(id) => id,
        None => MailboxId::parse(&uuid::Uuid::new_v4().to_string())?,
    };
    let mailbox = new.into_mailbox(id, &clock::now());
    match table.insert(&mailbox).await? {
        Insertion::Inserted => Ok(Reply::new(201, &mailbox).about(&mailbox.id)),
        Insertion::Exists(existing) if asks_for_the_same(&mailbox, &existing) => {
            Ok(Reply::new(201, &existing).about(&existing.id))
        }
        Insertion::Exists(existing) => Err(api::taken(&mailbox.id, existing.mailbox_status)),
    }
}

fn asks_for_the_same(new: &Mailbox, existing: &Mailbox) -> bool {
    new.username == existing.username
        && new.domain == existing.domain
        && new.delete_confirm_email_contact == existing.delete_confirm_email_contact
}
