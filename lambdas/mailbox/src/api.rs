//! What the API's functions say about mailboxes.

use function::api::{Refusal, Request};
use model::Invalid;
use model::mailbox::{MailboxId, MailboxStatus};

/// The mailbox that the path names.
pub fn mailbox_id(request: &Request) -> Result<MailboxId, Invalid> {
    MailboxId::parse(request.path_parameter("id").unwrap_or_default())
}

/// There is no such mailbox: 404.
pub fn unknown(id: &MailboxId) -> Refusal {
    Refusal::new(404, format!("there is no mailbox {id}")).about(id)
}

/// A workflow is at work on the mailbox: 409.
pub fn busy(id: &MailboxId, state: MailboxStatus) -> Refusal {
    let message = format!("mailbox {id} is busy: {state}; try again when its workflow has ended");
    Refusal::new(409, message).with("state", state).about(id)
}

/// The id belongs to another request: 409.
pub fn taken(id: &MailboxId, state: MailboxStatus) -> Refusal {
    let message = format!("mailbox {id} exists already, with other values");
    Refusal::new(409, message).with("field", "id").with("state", state).about(id)
}
