//! Approves or denies a deletion that waits for its contact, in place of the contact.

use anyhow::Result;
use model::mailbox::{Change as Wanted, Mailbox, MailboxId, MailboxStatus};
use serde::Serialize;
use serde_json::Value;

use super::Mailboxes;
use super::deployment::Deployment;
use super::request::Request;
use crate::systems::kit::execution::definition::Definition;
use crate::systems::kit::execution::progress::Progress;
use engine::aws::stepfunctions::{Answer, ExecutionArn, StepFunctions};
use engine::failure::Failure;

/// The two decisions, as the confirmation page sends them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    Approve,
    Deny,
}

impl Decision {
    /// The document that the waiting workflow takes.
    fn output(self) -> String {
        let word = match self {
            Decision::Approve => "approve",
            Decision::Deny => "deny",
        };
        serde_json::json!({"decision": word}).to_string()
    }
}

/// A recorded decision.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Decided {
    pub id: MailboxId,
    /// The e-mail address of the mailbox.
    pub address: String,
    pub decision: Decision,
    /// Name of the execution that received the decision.
    pub execution: String,
}

/// Finds the deletion of a mailbox that waits for an answer and gives it. A mailbox without a pending approval, or
/// whose contact was quicker, is a failure that names its state.
pub async fn decide(
    mailboxes: &Mailboxes,
    service: &StepFunctions,
    deployment: &Deployment,
    id: &MailboxId,
    decision: Decision,
) -> Result<Decided> {
    let mailbox = mailboxes.get(id).await?;
    // The home region may still say delete-requested while the workflow's region already waits.
    if !mailbox.mailbox_status.may_be_removed() {
        return Err(nothing_waits(&mailbox).into());
    }
    let request = Request::new(deployment, Wanted::Delete, mailbox);
    let token = waiting_token(service, &request).await?;
    match service.send_task_success(&token, &decision.output()).await? {
        Answer::Accepted => Ok(Decided {
            id: id.clone(),
            address: request.mailbox.address(),
            decision,
            execution: request.execution.name().to_owned(),
        }),
        Answer::TooLate => Err(nothing_waits(&mailboxes.get(id).await?).into()),
    }
}

async fn waiting_token(service: &StepFunctions, request: &Request) -> Result<String> {
    let events = service.events_after(&request.execution, 0, true).await?;
    let mut progress = Progress::new(Definition::default());
    for event in events.iter().flatten() {
        progress.apply(event);
    }
    let (_, parameters) = progress.awaiting().ok_or_else(|| nothing_waits(&request.mailbox))?;
    let token = parameters.and_then(token_in);
    Ok(token.ok_or_else(|| untold(&request.execution))?)
}

/// The token lies where the deletion workflow puts it for its function.
fn token_in(parameters: &str) -> Option<String> {
    let parameters: Value = serde_json::from_str(parameters).ok()?;
    parameters.get("Payload")?.get("taskToken")?.as_str().map(str::to_owned)
}

fn nothing_waits(mailbox: &Mailbox) -> Failure {
    let (id, status) = (&mailbox.id, mailbox.mailbox_status);
    Failure::failed(format!("no approval is pending for mailbox {id}, its status is {status}")).hint(
        match status {
            MailboxStatus::DeleteRequested => {
                format!("wait until its status is delete-confirmation-required: `provision mailbox get {id}`")
            }
            _ => format!("`provision mailbox delete {id}`"),
        },
    )
}

fn untold(execution: &ExecutionArn) -> Failure {
    let place = format!("{} in {}", execution.name(), execution.region());
    Failure::failed(format!("the history of {place} does not contain the token of the waiting task"))
        .hint("answer on the page that the e-mail links to; for the emulator: `provision local mail`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_the_confirmation_pages() {
        assert_eq!(Decision::Deny.output(), r#"{"decision":"deny"}"#);
    }

    #[test]
    fn the_token_is_read_from_the_tasks_parameters() {
        let parameters = r#"{"FunctionName":"f","Payload":{"taskToken":"AAAA","id":"x"}}"#;
        assert_eq!(token_in(parameters).as_deref(), Some("AAAA"));
        assert_eq!(token_in("{}"), None);
    }
}
