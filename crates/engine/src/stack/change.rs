//! Creates a change set, checks it and executes it.

use std::time::Duration;

use anyhow::Result;
use tokio::time::{Instant, sleep};

use super::{StackDeploy, Submission};
use crate::aws::changes::{ChangeSet, ChangeSetId, Effect, ResourceChange, Values, is_superseded};
use crate::aws::cloudformation::{CloudFormation, LeftBehind, StackRequest, is_busy};
use crate::aws::stack::{Phase, StackState};
use crate::event::Event;
use crate::failed::events_up_to;
use crate::failure::Failure;
use crate::pace::next_look;
use crate::token::new_name;

/// Time in which CloudFormation makes any change set.
const DEADLINE: Duration = Duration::from_secs(30 * 60);

/// How long a look may show nothing of an update that was executed, and the time between two attempts.
const PROOF: Duration = Duration::from_secs(60);
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// The outcome of a change set.
pub enum Change {
    /// CloudFormation is at work on the stack with this ARN.
    Executed { stack: String, changes: Vec<ResourceChange> },
    /// It would have done nothing.
    Nothing,
    /// Another run changed the stack meanwhile: look at it again.
    Overtaken,
}

/// Waits until a change set is made; never [`ChangeSet::Pending`].
async fn made(
    cloudformation: &CloudFormation,
    id: &ChangeSetId,
    stack: &str,
    values: Values,
) -> Result<ChangeSet> {
    let began = Instant::now();
    loop {
        match cloudformation.change_set(id, values).await? {
            ChangeSet::Pending if began.elapsed() < DEADLINE => sleep(next_look(began.elapsed())).await,
            ChangeSet::Pending => {
                let message =
                    format!("CloudFormation has not created the change set of {stack} within 30 minutes");
                return Err(Failure::partial(message).hint("run the command again").into());
            }
            // Before anything is deleted: the findings are deleted with the change set.
            ChangeSet::Failed(reason) => {
                return Ok(ChangeSet::Failed(cloudformation.change_set_reason(id, reason).await));
            }
            made => return Ok(made),
        }
    }
}

impl StackDeploy<'_, '_> {
    /// Makes a change set of a stack that exists, reads it with the values of properties, and deletes it.
    pub(crate) async fn preview(&self, request: &StackRequest) -> Result<ChangeSet> {
        let cloudformation = &self.poller()?.cloudformation;
        let created = cloudformation.create_change_set(request, &new_name(), false).await;
        let id = created.map_err(|error| self.refused(error))?;
        let set = made(cloudformation, &id, &request.name, Values::Included).await;
        let deleted = cloudformation.delete_change_set(&id).await;
        let set = set?;
        deleted.map(|()| set)
    }

    /// Makes a change set, weighs it and executes it.
    pub(super) async fn change(&self, request: &StackRequest, is_new: bool) -> Result<Change> {
        let cloudformation = &self.poller()?.cloudformation;
        let id = match cloudformation.create_change_set(request, &new_name(), is_new).await {
            Ok(id) => id,
            Err(error) if is_busy(&error) => return Ok(Change::Overtaken),
            Err(_) if is_new && self.is_there().await? => return Ok(Change::Overtaken),
            Err(error) => return Err(self.refused(error)),
        };
        let changes = match made(cloudformation, &id, &request.name, Values::Omitted).await? {
            ChangeSet::Ready(changes) => changes,
            ChangeSet::Empty => {
                cloudformation.delete_change_set(&id).await?;
                return Ok(Change::Nothing);
            }
            ChangeSet::Failed(reason) => {
                self.drop_change_set(&id, is_new).await;
                return Err(self.change_set_failed(&reason));
            }
            ChangeSet::Pending | ChangeSet::Gone => return Ok(Change::Overtaken),
        };
        let imports = self.check_imports(&changes, &request.parameters).await;
        // What another run has just made for this very stack is not something that lies in its way.
        if imports.is_err() && self.is_overtaken(&id, is_new).await? {
            let _ = cloudformation.delete_change_set(&id).await;
            return Ok(Change::Overtaken);
        }
        if let Err(refusal) = self.weigh(&changes).and(imports) {
            self.drop_change_set(&id, is_new).await;
            return Err(refusal);
        }
        match cloudformation.execute_change_set(&id, &request.token).await {
            Ok(()) => Ok(Change::Executed { stack: id.stack, changes }),
            // Another run has executed its own change set.
            Err(error) if is_superseded(&error) => Ok(Change::Overtaken),
            Err(error) => Err(self.refused(error)),
        }
    }

    /// Waits for the end of an executed update. Reads lag behind: what they show is the end only if it is new and has
    /// the fingerprint that was sent, or if the events of the operation, which carry its token, say so.
    pub(super) async fn updated(&self, before: &StackState, submission: &Submission) -> Result<StackState> {
        let (cloudformation, token) = (&self.poller()?.cloudformation, &submission.request.token);
        let mut doubted_since = None;
        loop {
            let state = self.settled(&before.arn, Some(before)).await?;
            let is_new = !state.is_same_as(before);
            if is_new && (state.status.phase() != Phase::Complete || submission.is_deployed_in(&state)) {
                return Ok(state);
            }
            let has_ended =
                cloudformation.status_after(&state.arn, token).await.as_ref() == Some(&state.status);
            let is_late = doubted_since.get_or_insert_with(Instant::now).elapsed() >= PROOF;
            // Another operation has followed, or the fingerprint did not get through a macro.
            if has_ended && (is_new || is_late) {
                return Ok(state);
            }
            if is_late {
                return Err(self.unproven());
            }
            sleep(BETWEEN_LOOKS).await;
        }
    }

    fn unproven(&self) -> anyhow::Error {
        let (stack, region, seconds) = (&self.wanted.name, &self.wanted.region, PROOF.as_secs());
        let message = format!(
            "CloudFormation accepted the update of stack {stack} in {region}, but shows no result of it after {seconds} s"
        );
        Failure::partial(message).hint("run the command again").into()
    }

    /// Removes a change set that will not be executed, and the shell of a stack that it made. What counts is the reason
    /// for it, which is reported; so these calls may fail.
    async fn drop_change_set(&self, id: &ChangeSetId, is_new: bool) {
        let Ok(poller) = self.poller() else { return };
        let _ = poller.cloudformation.delete_change_set(id).await;
        if !is_new {
            return;
        }
        // Another run may have filled it meanwhile.
        let is_shell = |state: &StackState| state.status.phase() == Phase::Shell;
        if let Ok(Some(state)) = poller.cloudformation.stack(&id.stack).await
            && is_shell(&state)
        {
            let _ = poller.cloudformation.delete(&id.stack, &LeftBehind::default(), &new_name()).await;
        }
    }

    /// Whether another run has executed its change set since this one was made: it fills the shell of a new stack, and
    /// deletes the other change sets of one that exists.
    async fn is_overtaken(&self, id: &ChangeSetId, is_new: bool) -> Result<bool> {
        if is_new {
            return self.is_there().await;
        }
        let cloudformation = &self.poller()?.cloudformation;
        if matches!(cloudformation.change_set(id, Values::Omitted).await?, ChangeSet::Gone) {
            return Ok(true);
        }
        let state = cloudformation.stack(&self.wanted.name).await?;
        Ok(state.is_some_and(|state| state.status.phase() == Phase::Busy))
    }

    /// Whether the stack that was to be created has come into being meanwhile, by another run.
    async fn is_there(&self) -> Result<bool> {
        let state = self.poller()?.cloudformation.stack(&self.wanted.name).await?;
        Ok(state.is_some_and(|state| !matches!(state.status.phase(), Phase::Absent | Phase::Shell)))
    }

    /// Refuses changes that lose data, unless that was allowed. Most were found before the run; this also finds what depends
    /// on stacks that the run itself has changed.
    fn weigh(&self, changes: &[ResourceChange]) -> Result<()> {
        let is_refused =
            |change: &&ResourceChange| change.loses_data() && !self.permissions.accepts(self.index, change);
        let list: Vec<_> = changes.iter().filter(is_refused).map(ResourceChange::words).collect();
        if list.is_empty() {
            return Ok(());
        }
        let (stack, region) = (&self.wanted.name, &self.wanted.region);
        Err(Failure::failed(format!("updating stack {stack} in {region} may lose data: {}", list.join(", ")))
            .hint("check `provision plan`; to accept the loss, add --allow-data-loss")
            .into())
    }

    pub(crate) fn change_set_failed(&self, reason: &str) -> anyhow::Error {
        let (stack, region) = (&self.wanted.name, &self.wanted.region);
        Failure::failed(format!("CloudFormation rejects the change of stack {stack} in {region}: {reason}"))
            .hint("fix the template or its parameters, then run `provision plan`")
            .into()
    }

    /// An update can succeed although something old could not be deleted; it then remains, and costs.
    pub(super) async fn report_orphans(&self, state: &StackState, changes: &[ResourceChange]) {
        let removes = |change: &ResourceChange| {
            matches!(change.effect, Effect::Remove | Effect::Replace | Effect::MayReplace)
        };
        let Ok(poller) = self.poller() else { return };
        if !changes.iter().any(removes) {
            return;
        }
        let events = events_up_to(&poller.cloudformation, state, false).await;
        for event in events.iter().filter(|event| event.status == "DELETE_FAILED") {
            let reason = event.reason.as_deref().unwrap_or("no reason given");
            let text = format!(
                "{}: {} ({}) was left behind: {reason}",
                self.wanted.name, event.logical_id, event.kind
            );
            (self.run.observe)(Event::Notice { text });
        }
    }
}
