//! Client of the deployed mailbox system: requests, changes and removes mailboxes through its API.

pub mod decision;
pub mod deployment;
pub mod request;

use anyhow::Result;
use model::mailbox::{Mailbox, MailboxChange, MailboxId, MailboxStatus, NewMailbox};
use serde::Serialize;

use self::deployment::Deployment;
use crate::systems::kit::api::{Api, message};
use crate::systems::kit::id::Typed;
use crate::systems::kit::pages::{Choice, MOST_PER_PAGE, Pages};
use engine::aws::Cloud;
use engine::aws::signed::{Method, Reply};
use engine::failure::Failure;

/// The mailboxes of one deployment.
pub struct Mailboxes {
    api: Api,
}

/// A page of mailboxes.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Page {
    /// The mailboxes.
    pub mailboxes: Vec<Mailbox>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which mailboxes to read.
#[derive(Clone, Debug, Default)]
pub struct ListOptions {
    /// How much of the list.
    pub choice: Choice,
    /// Keep only those with this status; every page is read then, since the API cannot choose.
    pub status: Option<MailboxStatus>,
}

impl Mailboxes {
    /// Makes no call. Fails without credentials.
    pub fn new(cloud: &Cloud, deployment: &Deployment) -> Result<Self> {
        Ok(Self { api: Api::new(cloud, &deployment.api_url, &deployment.api_region)? })
    }

    /// Requests a mailbox under the id in `new`, which makes the request idempotent. An id that is taken by
    /// another mailbox is a failure.
    pub async fn create(&self, new: &NewMailbox) -> Result<Mailbox> {
        let reply = self.api.call(Method::Post, "/mailboxes", Some(&new.to_json())).await?;
        let tried = format!("creating mailbox {}@{}", new.username, new.domain);
        if reply.status == 409 {
            let state =
                state_in(&reply.body).map(|state| format!("; its status is {state}")).unwrap_or_default();
            let text = format!("{tried} under this id is not possible: {}{state}", message(&reply.body));
            let failure = Failure::failed(text).hint("use another --id, or none");
            return Err(self.api.because_of(&reply, failure).into());
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
        let pages = self.pages();
        let Some(status) = options.status else {
            let page = pages.list(&options.choice).await?;
            return Ok(Page { mailboxes: page.items, next: page.next });
        };
        self.with_status(status, &options.choice).await
    }

    /// The mailboxes with one status, as many as requested. It reads until there is one more or the list ends, so that
    /// `next` is there only if there are more.
    async fn with_status(&self, status: MailboxStatus, wanted: &Choice) -> Result<Page> {
        let most = wanted.limit.unwrap_or(usize::MAX);
        let mut choice = Choice { limit: Some(MOST_PER_PAGE), next: wanted.next.clone(), all: false };
        let (mut mailboxes, mut end) = (Vec::new(), choice.clone());
        loop {
            let page = self.pages().list::<Mailbox>(&choice).await?;
            let with_status =
                page.items.into_iter().enumerate().filter(|(_, mailbox)| mailbox.mailbox_status == status);
            for (index, mailbox) in with_status {
                if mailboxes.len() >= most {
                    return Ok(Page { mailboxes, next: self.end_of(&end).await? });
                }
                mailboxes.push(mailbox);
                end = Choice { limit: Some(index + 1), ..choice.clone() };
            }
            choice.next = page.next;
            if choice.next.is_none() {
                return Ok(Page { mailboxes, next: None });
            }
        }
    }

    /// Where a part of the list ends. The API names the end of a page only, so it is asked for one that ends there.
    async fn end_of(&self, part: &Choice) -> Result<Option<String>> {
        Ok(self.pages().list::<serde::de::IgnoredAny>(part).await?.next)
    }

    /// Requests a change. A mailbox that accepts none now is a failure that shows it as it is.
    pub async fn update(&self, id: &MailboxId, change: &MailboxChange) -> Result<Mailbox> {
        self.request(Method::Put, id, Some(&change.to_json()), "updating").await
    }

    /// Requests removal. A mailbox that accepts no request now is a failure that shows it as it is.
    pub async fn delete(&self, id: &MailboxId) -> Result<Mailbox> {
        self.request(Method::Delete, id, None, "deleting").await
    }

    /// The id that was typed.
    pub async fn resolve(&self, id: Typed<MailboxId>) -> Result<MailboxId> {
        id.resolve("mailbox", async |beginning: &str| self.pages().ids("id", beginning).await).await
    }

    fn pages(&self) -> Pages<'_> {
        Pages::new(&self.api, "/mailboxes", "mailboxes")
    }

    /// Sends a request under a key of its own, by which the API recognises it when an answer was lost and it is sent
    /// again.
    async fn request(
        &self,
        method: Method,
        id: &MailboxId,
        body: Option<&serde_json::Value>,
        doing: &str,
    ) -> Result<Mailbox> {
        let key = uuid::Uuid::new_v4().to_string();
        let reply = self.api.change_once(method, &path(id), body, &key).await?;
        if is_unknown(&reply) {
            return Err(self.api.because_of(&reply, no_mailbox(id)).into());
        }
        let tried = format!("{doing} mailbox {id}");
        if reply.status == 409 {
            return Err(self.api.because_of(&reply, conflict(id, &tried, &reply.body)).into());
        }
        self.api.document(&reply, &tried)
    }
}

/// The failure of a request that a mailbox did not take: what is at work on it, and what it is now.
fn conflict(id: &MailboxId, tried: &str, body: &str) -> Failure {
    let current = mailbox_in(body).map(|mailbox| {
        let (address, at) = (mailbox.address(), &mailbox.requested_at);
        format!("; it is {address}, revision {}, by the request of {at}", mailbox.revision)
    });
    let current = current.unwrap_or_default();
    let text = match state_in(body) {
        Some(state) if !state.is_final() => {
            format!("{tried} is not possible while its status is {state}{current}")
        }
        _ => format!("{tried} is not possible now: {}{current}", message(body)),
    };
    Failure::failed(text)
        .hint(format!("wait for it: `provision execution tail {id}`; then run the command again"))
}

/// The mailbox that a refusal shows.
fn mailbox_in(body: &str) -> Option<Mailbox> {
    let mut document: serde_json::Value = serde_json::from_str(body).ok()?;
    serde_json::from_value(document.get_mut("mailbox")?.take()).ok()
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

/// The failure for an unknown id.
pub fn no_mailbox(id: &MailboxId) -> Failure {
    Failure::failed(format!("no mailbox {id}")).hint("`provision mailbox list`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::aws::Region;
    use engine::aws::fake::{self, Call, Calls};
    use serde_json::json;

    fn id() -> MailboxId {
        MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap()
    }

    #[test]
    fn the_loser_of_a_race_sees_what_the_winner_made_of_the_mailbox() {
        let new = NewMailbox::from_json(r#"{"username":"bob","domain":"example.com"}"#).unwrap();
        let mut mailbox = new.into_mailbox(id(), "2026-01-02T03:04:05.000Z");
        mailbox.mailbox_status = MailboxStatus::UpdateRequested;
        mailbox.revision = 4;
        let body = json!({"message": "busy", "state": "update-requested", "mailbox": mailbox}).to_string();
        let text = conflict(&id(), "updating mailbox X", &body).to_string();
        assert_eq!(
            text,
            "updating mailbox X is not possible while its status is update-requested; \
             it is bob@example.com, revision 4, by the request of 2026-01-02T03:04:05.000Z"
        );
    }

    /// An API with these statuses, whose tokens are the numbers of mailboxes before the page.
    fn api_of(statuses: Vec<MailboxStatus>) -> (Mailboxes, Calls) {
        let new = NewMailbox::from_json(r#"{"username":"bob","domain":"example.com"}"#).unwrap();
        let mailboxes = statuses.into_iter().map(move |mailbox_status| Mailbox {
            mailbox_status,
            ..new.clone().into_mailbox(id(), "2026-01-02T03:04:05.000Z")
        });
        let mailboxes: Vec<_> = mailboxes.collect();
        let (cloud, calls) = fake::cloud(vec![Box::new(move |call: &Call| {
            let of = |name: &str| {
                let (_, value) = call.operation.split_once(&format!("{name}="))?;
                value.split('&').next()?.parse::<usize>().ok()
            };
            let (begin, limit) = (of("next").unwrap_or(0), of("limit").unwrap());
            let end = (begin + limit).min(mailboxes.len());
            let next = (end < mailboxes.len()).then(|| end.to_string());
            let body = json!({"items": &mailboxes[begin..end], "next": next}).to_string();
            Some(fake::Reply { status: 200, body })
        })]);
        let region = Region::new("us-west-2");
        let api = Api::new(&cloud, "https://a.execute-api.us-west-2.amazonaws.com/dev", &region).unwrap();
        (Mailboxes { api }, calls)
    }

    #[tokio::test]
    async fn a_limited_list_of_one_status_continues_where_it_was_cut() {
        use MailboxStatus::{Initial, ProvisioningFailed};
        let failed = |number: usize| if number % 60 == 7 { ProvisioningFailed } else { Initial };
        let (mailboxes, _) = api_of((0..250).map(failed).collect());
        let list = async |limit, next: Option<String>| {
            let choice = Choice { limit, next, all: false };
            let options = ListOptions { choice, status: Some(ProvisioningFailed) };
            let page = mailboxes.list(&options).await.unwrap();
            (page.mailboxes.len(), page.next)
        };
        // They are the numbers 7, 67, 127, 187 and 247.
        assert_eq!(list(Some(2), None).await, (2, Some("68".to_owned())));
        assert_eq!(list(Some(2), Some("68".to_owned())).await, (2, Some("188".to_owned())));
        assert_eq!(list(Some(2), Some("188".to_owned())).await, (1, None));
        assert_eq!(list(Some(5), None).await, (5, None), "the last of the list is no reason for a token");
        assert_eq!(list(None, None).await, (5, None));
    }

    #[test]
    fn a_refusal_of_an_older_api_shows_no_mailbox() {
        let text = conflict(&id(), "deleting mailbox X", r#"{"state":"initial"}"#).to_string();
        assert_eq!(text, "deleting mailbox X is not possible while its status is initial");
        let text = conflict(&id(), "deleting mailbox X", r#"{"message":"no"}"#).to_string();
        assert_eq!(text, "deleting mailbox X is not possible now: no");
    }
}
