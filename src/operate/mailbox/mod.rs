//! Mailboxes of the deployed mailbox system: asked for, changed and removed through its API.

pub mod decision;
pub mod request;

use anyhow::Result;
use model::mailbox::{ContactChange, Mailbox, MailboxChange, MailboxId, MailboxStatus, NewMailbox};
use serde::{Deserialize, Serialize};

use super::api::{Api, encode, message};
use super::deployment::Deployment;
use super::id::Typed;
use super::pages::Pages;
use crate::aws::Cloud;
use crate::aws::signed::{Method, Reply};
use crate::failure::Failure;

/// Mailboxes of one page when all are read, the API's maximum.
const MOST_PER_PAGE: u32 = 100;

/// The mailboxes of one deployment.
pub struct Mailboxes {
    api: Api,
}

/// A page of mailboxes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Page {
    #[serde(rename(deserialize = "items"))]
    pub mailboxes: Vec<Mailbox>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which mailboxes to read.
#[derive(Clone, Debug, Default)]
pub struct ListOptions {
    /// At most this many; the API decides where it is `None`.
    pub limit: Option<u32>,
    /// Begin where an earlier page ended.
    pub next: Option<String>,
    /// Read every page.
    pub all: bool,
    /// Keep only those with this status; every page is read then, since the API cannot choose.
    pub status: Option<MailboxStatus>,
}

impl Mailboxes {
    /// Makes no call. Fails without credentials.
    pub fn new(cloud: &Cloud, deployment: &Deployment) -> Result<Self> {
        Ok(Self { api: Api::new(cloud, &deployment.api_url, &deployment.api_region)? })
    }

    /// Asks for a mailbox under the id in `new`, which makes a second sending harmless. An id that is taken by
    /// another mailbox is a failure.
    pub async fn create(&self, new: &NewMailbox) -> Result<Mailbox> {
        let reply = self.api.call(Method::Post, "/mailboxes", Some(&new.to_json())).await?;
        let tried = format!("creating mailbox {}@{}", new.username, new.domain);
        if reply.status == 409 {
            let state =
                state_in(&reply.body).map(|state| format!("; its status is {state}")).unwrap_or_default();
            let text = format!("{tried} under this id is not possible: {}{state}", message(&reply.body));
            return Err(Failure::failed(text).hint("take another --id, or none").into());
        }
        self.api.document(&reply, &tried)
    }

    /// One mailbox; `None` when there is none of this id.
    pub async fn find(&self, id: &MailboxId) -> Result<Option<Mailbox>> {
        let reply = self.api.call(Method::Get, &path(id), None).await?;
        if is_unknown(&reply) {
            return Ok(None);
        }
        self.api.document(&reply, &format!("reading mailbox {id}")).map(Some)
    }

    /// One mailbox; none of this id is a failure.
    pub async fn get(&self, id: &MailboxId) -> Result<Mailbox> {
        Ok(self.find(id).await?.ok_or_else(|| no_mailbox(id))?)
    }

    /// The mailboxes that `options` choose.
    pub async fn list(&self, options: &ListOptions) -> Result<Page> {
        if !options.all && options.status.is_none() {
            return self.page(options.limit, options.next.as_deref()).await;
        }
        let wanted = |mailbox: &Mailbox| options.status.is_none_or(|status| mailbox.mailbox_status == status);
        let most = options.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let mut mailboxes = Vec::new();
        let mut next = options.next.clone();
        loop {
            let page = self.page(Some(MOST_PER_PAGE), next.as_deref()).await?;
            mailboxes.extend(page.mailboxes.into_iter().filter(wanted));
            next = page.next;
            if next.is_none() || mailboxes.len() >= most {
                break;
            }
        }
        mailboxes.truncate(most);
        Ok(Page { mailboxes, next: None })
    }

    /// Asks for a change. A mailbox with work going on is a failure that names its state.
    pub async fn update(&self, id: &MailboxId, change: &MailboxChange) -> Result<Mailbox> {
        let reply = self.api.call(Method::Put, &path(id), Some(&change.to_json())).await?;
        let asked = |mailbox: &Mailbox| {
            !mailbox.mailbox_status.is_final()
                && !mailbox.mailbox_status.may_be_removed()
                && has(mailbox, change)
        };
        self.requested(id, &reply, "updating", &asked).await
    }

    /// Asks for removal. A mailbox with work going on is a failure that names its state.
    pub async fn delete(&self, id: &MailboxId) -> Result<Mailbox> {
        let reply = self.api.call(Method::Delete, &path(id), None).await?;
        let asked = |mailbox: &Mailbox| mailbox.mailbox_status.may_be_removed();
        self.requested(id, &reply, "deleting", &asked).await
    }

    /// The id that was typed.
    pub async fn resolve(&self, id: Typed<MailboxId>) -> Result<MailboxId> {
        let find =
            async |beginning: &str| Pages::new(&self.api, "/mailboxes", "mailbox").ids("id", beginning).await;
        id.resolve("mailbox", find).await
    }

    async fn page(&self, limit: Option<u32>, next: Option<&str>) -> Result<Page> {
        let limit = limit.map(|limit| format!("limit={limit}"));
        let next = next.map(|next| format!("next={}", encode(next)));
        let query: Vec<_> = limit.into_iter().chain(next).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        let path = format!("/mailboxes{mark}{}", query.join("&"));
        let reply = self.api.call(Method::Get, &path, None).await?;
        self.api.document(&reply, "listing mailboxes")
    }

    /// Reads the answer to a change. When an earlier try's answer was lost, "there is work going on" may speak of
    /// that very try: then the mailbox itself tells whether the request came through.
    async fn requested(
        &self,
        id: &MailboxId,
        reply: &Reply,
        doing: &str,
        came_through: &dyn Fn(&Mailbox) -> bool,
    ) -> Result<Mailbox> {
        let tried = format!("{doing} mailbox {id}");
        if is_unknown(reply) {
            return Err(no_mailbox(id).into());
        }
        if reply.status != 409 {
            return self.api.document(reply, &tried);
        }
        if reply.after_lost_try {
            let mailbox = self.get(id).await?;
            if came_through(&mailbox) {
                return Ok(mailbox);
            }
        }
        let text = match state_in(&reply.body) {
            Some(state) => format!("{tried} is not possible while its status is {state}"),
            None => format!("{tried} is not possible now: {}", message(&reply.body)),
        };
        Err(Failure::failed(text).hint(format!("wait for it: provision execution tail {id}")).into())
    }
}

/// The status that a refusal names.
fn state_in(body: &str) -> Option<MailboxStatus> {
    let document: serde_json::Value = serde_json::from_str(body).ok()?;
    document.get("state")?.as_str()?.parse().ok()
}

fn path(id: &MailboxId) -> String {
    format!("/mailboxes/{id}")
}

/// API Gateway answers 403 to a path that it does not know, so 404 can only come from the function.
fn is_unknown(reply: &Reply) -> bool {
    reply.status == 404
}

fn has(mailbox: &Mailbox, change: &MailboxChange) -> bool {
    let contact = mailbox.delete_confirm_email_contact.as_ref();
    change.username.as_ref().is_none_or(|username| *username == mailbox.username)
        && change.domain.as_ref().is_none_or(|domain| *domain == mailbox.domain)
        && match &change.contact {
            ContactChange::Keep => true,
            ContactChange::Remove => contact.is_none(),
            ContactChange::Set(wanted) => contact == Some(wanted),
        }
}

/// The failure for an id that nobody knows.
pub fn no_mailbox(id: &MailboxId) -> Failure {
    Failure::failed(format!("no mailbox {id}")).hint("provision mailbox list")
}
