//! Follows a request until its result is known: the workflow's steps as they happen, then the mailbox.

use std::time::Duration;

use anyhow::Result;
use model::mailbox::{Change as Wanted, Mailbox, MailboxStatus, WorkflowInput};
use tokio::time::Instant;

use super::Mailboxes;
use super::deployment::Deployment;
use crate::systems::kit::deadline::{Deadline, Pace};
use crate::systems::kit::execution::follow::{Follower, Look};
use crate::systems::kit::execution::progress::Change;
use engine::aws::stepfunctions::{ExecutionArn, ExecutionStatus, StepFunctions};

/// How often the mailbox itself is looked at while its workflow runs and shows more.
const BETWEEN_READS: Duration = Duration::from_secs(10);
/// How long the mailbox may lag behind a workflow that failed: its writes come from another region.
const LAG: Duration = Duration::from_secs(15);

/// A request that was accepted, and what carries it out.
pub struct Request {
    pub wanted: Wanted,
    /// The mailbox as it was when the request was accepted.
    pub mailbox: Mailbox,
    pub execution: ExecutionArn,
}

impl Request {
    /// The name of the execution follows from the request alone.
    pub fn new(deployment: &Deployment, wanted: Wanted, mailbox: Mailbox) -> Self {
        let machine = match wanted {
            Wanted::Create | Wanted::Update => &deployment.provisioning_machine_arn,
            Wanted::Delete => &deployment.deletion_machine_arn,
        };
        let input = WorkflowInput {
            id: mailbox.id.clone(),
            change: wanted,
            requested_at: mailbox.requested_at.clone(),
            revision: mailbox.revision,
        };
        Self { wanted, execution: machine.execution(&input.execution_name()), mailbox }
    }

    /// The outcome of this request according to the mailbox as it is now; `None` while that is open.
    fn outcome(&self, now: Option<&Mailbox>) -> Option<Outcome> {
        let Some(mailbox) = now else {
            let removed = self.wanted == Wanted::Delete;
            return Some(if removed {
                Outcome::Removed
            } else {
                Outcome::Failed("it no longer exists".to_owned())
            });
        };
        if mailbox.revision > self.mailbox.revision {
            return Some(Outcome::Failed("superseded by a later request".to_owned()));
        }
        // An older request: the answering region has not received this one yet.
        if mailbox.revision < self.mailbox.revision || !mailbox.mailbox_status.is_final() {
            return None;
        }
        let reason = mailbox.failure_reason.clone();
        Some(match (self.wanted, mailbox.mailbox_status) {
            (Wanted::Create | Wanted::Update, status) if status.is_success() => Outcome::Provisioned,
            (_, MailboxStatus::DeleteRejected) => {
                Outcome::Failed("the contact denied the deletion; the mailbox is kept".to_owned())
            }
            (_, status) => Outcome::Failed(reason.unwrap_or_else(|| format!("its status is {status}"))),
        })
    }
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Provisioned,
    Removed,
    /// It was not done; why.
    Failed(String),
    /// The deadline came first; the work continues.
    InProgress,
}

/// Where a following ended, with what is then known.
pub struct Followed {
    pub outcome: Outcome,
    /// The mailbox as last read; `None` once it is removed.
    pub mailbox: Option<Mailbox>,
    pub follower: Follower,
}

/// Follows a request until its outcome is known or the deadline has passed.
pub async fn follow(
    mailboxes: &Mailboxes,
    service: StepFunctions,
    request: &Request,
    deadline: Deadline,
    observe: &dyn Fn(&Change),
) -> Result<Followed> {
    let mut watch = Watch {
        mailboxes,
        request,
        follower: Follower::new(service, request.execution.clone()),
        mailbox: Some(request.mailbox.clone()),
        read: Instant::now(),
        ended: None,
    };
    let mut pace = Pace::new();
    loop {
        match watch.look_at_workflow().await? {
            Look::Changes(changes) if changes.is_empty() => {}
            Look::Changes(changes) => {
                changes.iter().for_each(observe);
                pace.quicken();
            }
            Look::Lost => pace.slow_down(),
            Look::Absent => {}
        }
        let mut outcome = watch.look_at_mailbox().await?.or_else(|| watch.dead_end());
        if outcome.is_none() && deadline.has_passed() {
            outcome = Some(Outcome::InProgress);
        }
        if let Some(outcome) = outcome {
            return Ok(Followed { outcome, mailbox: watch.mailbox, follower: watch.follower });
        }
        pace.pause(deadline.left()).await;
    }
}

/// What is looked at between request and outcome: the workflow in its region, the mailbox in the home region.
struct Watch<'a> {
    mailboxes: &'a Mailboxes,
    request: &'a Request,
    follower: Follower,
    mailbox: Option<Mailbox>,
    /// When the mailbox was last read.
    read: Instant,
    /// Since when the workflow is known to be over.
    ended: Option<Instant>,
}

impl Watch<'_> {
    /// A workflow that is over shows nothing new.
    async fn look_at_workflow(&mut self) -> Result<Look> {
        if self.ended.is_some() {
            return Ok(Look::Changes(Vec::new()));
        }
        let look = self.follower.look().await?;
        if self.follower.has_ended() {
            self.ended = Some(Instant::now());
        }
        Ok(look)
    }

    /// Reads the mailbox when its workflow shows nothing more, and now and then while it does.
    async fn look_at_mailbox(&mut self) -> Result<Option<Outcome>> {
        let runs = self.follower.progress().is_some() && self.ended.is_none();
        if runs && self.read.elapsed() < BETWEEN_READS {
            return Ok(None);
        }
        self.read = Instant::now();
        self.mailbox = self.mailboxes.find(&self.request.mailbox.id).await?;
        Ok(self.request.outcome(self.mailbox.as_ref()))
    }

    /// The outcome of a workflow that failed without recording it in the mailbox.
    fn dead_end(&self) -> Option<Outcome> {
        self.ended.filter(|since| since.elapsed() >= LAG)?;
        failure_of(&self.follower).map(Outcome::Failed)
    }
}

/// Why the workflow itself failed, if it did.
fn failure_of(follower: &Follower) -> Option<String> {
    let (status, trouble) = follower.progress()?.end()?;
    let failed = *status != ExecutionStatus::Succeeded;
    failed.then(|| format!("the workflow is {status}: {}", trouble.sentence()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::aws::Region;
    use engine::aws::stepfunctions::MachineArn;
    use model::mailbox::{MailboxId, NewMailbox};

    const TIME: &str = "2026-01-02T03:04:05.000Z";
    const BEFORE: u64 = 0;
    const NOW: u64 = 1;
    const LATER: u64 = 2;

    fn request(wanted: Wanted) -> Request {
        let machine = |name: &str| {
            MachineArn::parse(&format!("arn:aws:states:us-east-1:1:stateMachine:{name}")).unwrap()
        };
        let deployment = Deployment {
            api_url: String::new(),
            api_region: Region::new("us-west-2"),
            provisioning_machine_arn: machine("mailbox-provisioning-dev"),
            deletion_machine_arn: machine("mailbox-deletion-dev"),
            workflow_region: Region::new("us-east-1"),
            stage: "dev".to_owned(),
        };
        let new = NewMailbox {
            id: None,
            username: "ann".to_owned(),
            domain: "example.com".to_owned(),
            delete_confirm_email_contact: None,
        };
        let id = MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        Request::new(&deployment, wanted, new.into_mailbox(id, TIME))
    }

    fn outcome(wanted: Wanted, status: MailboxStatus, revision: u64) -> Option<Outcome> {
        let request = request(wanted);
        let mut mailbox = request.mailbox.clone();
        mailbox.mailbox_status = status;
        mailbox.revision = revision;
        request.outcome(Some(&mailbox))
    }

    #[test]
    fn the_execution_is_known_before_it_starts() {
        assert_eq!(
            request(Wanted::Delete).execution.as_str(),
            "arn:aws:states:us-east-1:1:execution:mailbox-deletion-dev:\
             3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f_delete_20260102T030405000Z_1"
        );
    }

    #[test]
    fn only_a_resting_mailbox_of_this_request_decides() {
        use MailboxStatus::*;
        assert_eq!(outcome(Wanted::Create, CallingOutsideSystem, NOW), None);
        assert_eq!(outcome(Wanted::Update, ProvisioningCompleted, BEFORE), None);
        assert_eq!(outcome(Wanted::Create, ProvisioningCompleted, NOW), Some(Outcome::Provisioned));
        assert!(matches!(outcome(Wanted::Create, ProvisioningFailed, NOW), Some(Outcome::Failed(_))));
        assert!(matches!(outcome(Wanted::Create, UpdateRequested, LATER), Some(Outcome::Failed(_))));
        assert!(matches!(outcome(Wanted::Delete, DeleteRejected, NOW), Some(Outcome::Failed(_))));
    }

    #[test]
    fn a_mailbox_that_is_gone_was_removed_only_if_that_was_asked() {
        assert_eq!(request(Wanted::Delete).outcome(None), Some(Outcome::Removed));
        assert!(matches!(request(Wanted::Create).outcome(None), Some(Outcome::Failed(_))));
    }
}
