//! Brings one stack to its desired state, from any state.

#[cfg(test)]
mod tests;

pub mod change;
mod request;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::Result;
use tokio::time::sleep;

use self::change::Change;
use self::request::Submission;
use super::event::{Action, Outcome};
use super::failed::{StackFailed, events_up_to};
use super::graph::WantedStack;
use super::poller::Poller;
use super::resource_name::{ResourceName, of_stack};
use super::run::{Done, Run, Value};
use super::stuck::Stuck;
use super::token::new_name;
use crate::aws::changes::ResourceChange;
use crate::aws::cloudformation::{LeftBehind, is_busy};
use crate::aws::error::AwsError;
use crate::aws::events::failed_resources;
use crate::aws::stack::{Phase, StackState};
use crate::bundle::PackedObject;
use crate::failure::Failure;

/// What a deploy may do to a stack.
#[derive(Clone, Debug, Default)]
pub struct Permissions {
    /// Make a change set even when nothing has changed.
    pub force: bool,
    /// Changes may lose data.
    pub data_loss: bool,
    /// Losses of data that were accepted: the stack's node and the resource's logical id.
    pub accepted: BTreeSet<(usize, String)>,
    /// Stacks that an earlier run left stuck may be deleted or rolled back.
    pub recover: bool,
    /// Resources that a rollback, which got stuck at them, leaves as they are.
    pub skip: Vec<ResourceName>,
}

impl Permissions {
    /// Whether a change of a stack that may lose data was allowed.
    pub fn accepts(&self, node: usize, change: &ResourceChange) -> bool {
        self.data_loss || self.accepted.contains(&(node, change.logical_id.clone()))
    }
}

/// Rounds through the states of a stack before the run gives up: other runs at work on the same stack, or a stack
/// that is recovered step by step, need more than one.
const ROUNDS: usize = 12;
const BETWEEN_ROUNDS: Duration = Duration::from_secs(1);

/// Looks at a stack that CloudFormation does not want to change, until one shows it as wanted: reads lag behind.
const LOOKS: usize = 5;

/// One stack during a deploy.
pub struct StackDeploy<'r, 'a> {
    pub run: &'r Run<'a>,
    pub index: usize,
    pub wanted: &'r WantedStack,
    /// What the template refers to in the artifact bucket.
    pub objects: &'r [PackedObject],
    pub permissions: Permissions,
}

impl<'a> StackDeploy<'_, 'a> {
    /// Does what the stack's state calls for until it is as wanted.
    pub async fn deploy(&self) -> Result<Done> {
        let parameters =
            self.run.parameters(&self.wanted.inputs, &self.wanted.region)?.map_err(|output| {
                Failure::failed(format!(
                    "stack {} needs the output {output}, which is not there",
                    self.wanted.name
                ))
                .hint(
                    "run `provision deploy` again; if it is still missing, check the template that should have this output",
                )
            })?;
        let fingerprint = self.wanted.template.fingerprint(&parameters, &self.wanted.tags);
        let mut known = self.run.view(&self.wanted.region)?.stacks.get(&self.wanted.name).cloned();
        for round in 0..ROUNDS {
            // Reads lag behind: what another run has done may not show yet.
            if round > 1 {
                sleep(BETWEEN_ROUNDS).await;
            }
            match self.round(known, &parameters, &fingerprint).await? {
                Round::Done(outcome, state) => return self.finish(outcome, state, &parameters).await,
                Round::Again(state) => known = state,
            }
        }
        Err(Failure::partial(format!(
            "stack {} in {} is being changed by another process",
            self.wanted.name, self.wanted.region
        ))
        .hint("run the command again once they are done")
        .into())
    }

    async fn round(
        &self,
        known: Option<StackState>,
        parameters: &BTreeMap<String, String>,
        fingerprint: &str,
    ) -> Result<Round> {
        let Some(state) = known else { return self.create(parameters, fingerprint, false).await };
        match state.status.phase() {
            Phase::Absent => self.create(parameters, fingerprint, false).await,
            Phase::Shell => self.create(parameters, fingerprint, true).await,
            Phase::Complete | Phase::RolledBack if self.is_unchanged(&state, fingerprint) => {
                Ok(Round::Done(Outcome::Unchanged, state))
            }
            Phase::Complete | Phase::RolledBack => self.update(&state, parameters, fingerprint).await,
            Phase::Busy => self.wait(&state).await,
            Phase::NeverCreated | Phase::Halted | Phase::RollbackStuck | Phase::DeleteStuck => {
                self.recover(&state).await
            }
        }
    }

    pub(super) fn is_unchanged(&self, state: &StackState, fingerprint: &str) -> bool {
        !self.permissions.force
            && self.wanted.template.can_be_skipped()
            && state.fingerprint.as_deref() == Some(fingerprint)
            && self.wanted.other_settings(state).is_none()
    }

    pub(super) fn poller(&self) -> Result<&Poller<'a>> {
        Ok(&self.run.view(&self.wanted.region)?.poller)
    }

    fn begin(&self, action: Action) {
        self.run.begin(self.index, action);
    }

    /// Waits until CloudFormation is done. `before` is the state in which something was asked of the stack.
    pub(super) async fn settled(&self, arn: &str, before: Option<&StackState>) -> Result<StackState> {
        self.poller()?.settled(arn, &self.run.graph.nodes[self.index].name, before).await
    }

    async fn look(&self) -> Result<Round> {
        Ok(Round::Again(self.poller()?.cloudformation.stack(&self.wanted.name).await?))
    }

    async fn wait(&self, state: &StackState) -> Result<Round> {
        self.begin(Action::Wait);
        let state = self.settled(&state.arn, None).await?;
        Ok(Round::Again(Some(state).filter(|state| state.status.phase() != Phase::Absent)))
    }

    /// Creates the stack. Where resources of an earlier stack may lie about, by a change set, which takes them in;
    /// else in one call, since there is nothing that a change set could warn of.
    async fn create(
        &self,
        parameters: &BTreeMap<String, String>,
        fingerprint: &str,
        has_shell: bool,
    ) -> Result<Round> {
        self.begin(Action::Create);
        let Submission { request, .. } = self.request(parameters, fingerprint).await?;
        let by_change_set = has_shell || self.wanted.template.may_adopt();
        let (arn, changes) = if by_change_set {
            match self.change(&request, true).await? {
                Change::Executed { stack, changes } => (stack, changes),
                Change::Nothing | Change::Overtaken => return self.look().await,
            }
        } else {
            match self.poller()?.cloudformation.create(&request).await {
                Ok(arn) => (arn, Vec::new()),
                Err(error) if error.is("AlreadyExistsException") || is_busy(&error) => {
                    return self.look().await;
                }
                Err(error) => return Err(self.refused(error)),
            }
        };
        let state = self.settled(&arn, None).await?;
        if state.status.phase() != Phase::Complete {
            return Err(self.failed(&state, false).await);
        }
        if by_change_set {
            self.set_protection(&state).await?;
        }
        let outcome =
            if self.report_adopted(&state, &changes).await? { Outcome::Adopted } else { Outcome::Created };
        Ok(Round::Done(outcome, state))
    }

    async fn update(
        &self,
        state: &StackState,
        parameters: &BTreeMap<String, String>,
        fingerprint: &str,
    ) -> Result<Round> {
        self.begin(Action::Update);
        self.set_protection(state).await?;
        let submission = self.request(parameters, fingerprint).await?;
        let changes = match self.change(&submission.request, false).await? {
            Change::Executed { changes, .. } => changes,
            Change::Nothing => return self.without_change(state, &submission).await,
            Change::Overtaken => return self.look().await,
        };
        let state = self.updated(state, &submission).await?;
        if state.status.phase() != Phase::Complete {
            return Err(self.failed(&state, false).await);
        }
        self.report_orphans(&state, &changes).await;
        Ok(Round::Done(Outcome::Updated, state))
    }

    /// CloudFormation found nothing to change. That is believed of a stack that is as wanted: one that was so before,
    /// or that another run has made so meanwhile.
    async fn without_change(&self, before: &StackState, submission: &Submission) -> Result<Round> {
        let is_same = self.wanted.other_settings(before).is_none();
        let outcome = if is_same { Outcome::Unchanged } else { Outcome::Updated };
        if submission.is_deployed_in(before) {
            return Ok(Round::Done(outcome, before.clone()));
        }
        for look in 0..LOOKS {
            if look > 0 {
                sleep(BETWEEN_ROUNDS).await;
            }
            let state = self.poller()?.cloudformation.stack(&before.arn).await?;
            if let Some(state) = state.filter(|state| submission.is_deployed_in(state)) {
                return Ok(Round::Done(outcome, state));
            }
        }
        let (stack, region) = (&self.wanted.name, &self.wanted.region);
        Err(Failure::failed(format!("stack {stack} in {region} was not updated: {NOTHING_FOUND}"))
            .hint("run the command again; if the result is the same, change a resource of the stack as well")
            .into())
    }

    async fn set_protection(&self, state: &StackState) -> Result<()> {
        if state.is_protected == self.wanted.protect {
            return Ok(());
        }
        self.poller()?.cloudformation.protect(&state.name, self.wanted.protect).await
    }

    pub(super) fn refused(&self, error: AwsError) -> anyhow::Error {
        error.into_error().context(format!("deploying stack {} in {}", self.wanted.name, self.wanted.region))
    }

    async fn failed(&self, state: &StackState, rollback_only: bool) -> anyhow::Error {
        match self.poller() {
            Ok(poller) => {
                let (cloudformation, region) = (&poller.cloudformation, &self.wanted.region);
                StackFailed::find(cloudformation, state, region, rollback_only).await.into()
            }
            Err(error) => error,
        }
    }

    /// Recovers a stack that an earlier run left stuck, if that was allowed.
    async fn recover(&self, state: &StackState) -> Result<Round> {
        let stuck = Stuck::new(state, &self.wanted.region);
        if !self.permissions.recover {
            return Err(Failure::failed(stuck.to_string())
                .hint("run the command again with --yes to do that")
                .into());
        }
        self.begin(Action::Recover);
        let cloudformation = &self.poller()?.cloudformation;
        let phase = state.status.phase();
        match phase {
            Phase::RollbackStuck => {
                let skip = of_stack(&self.permissions.skip, &self.run.graph.nodes[self.index].id);
                cloudformation.continue_rollback(&state.name, skip, &new_name()).await?;
            }
            Phase::Halted => cloudformation.roll_back(&state.name, &new_name()).await?,
            _ => {
                // Protected from its first moment, though there was never anything in it to protect.
                if phase == Phase::NeverCreated && state.is_protected {
                    cloudformation.protect(&state.name, false).await?;
                }
                let deleted = cloudformation.delete(&state.arn, &LeftBehind::default(), &new_name()).await;
                deleted.map_err(|error| self.refused(error))?;
            }
        }
        let after = self.settled(&state.arn, Some(state)).await?;
        match after.status.phase() {
            Phase::Absent => Ok(Round::Again(None)),
            Phase::RollbackStuck if phase == Phase::RollbackStuck => Err(self.rollback_stuck(&after).await?),
            same if same == phase => Err(self.failed(&after, false).await),
            _ => Ok(Round::Again(Some(after))),
        }
    }

    /// Why a rollback is still stuck, with the way to continue without the resources it is stuck at.
    async fn rollback_stuck(&self, after: &StackState) -> Result<anyhow::Error> {
        let events = events_up_to(&self.poller()?.cloudformation, after, true).await;
        let failed = StackFailed::new(after, &self.wanted.region, &events);
        let id = &self.run.graph.nodes[self.index].id;
        let resources = failed_resources(&events, "UPDATE_FAILED").into_iter();
        let flags: Vec<_> = resources.map(|resource| format!("--skip-resource {id}.{resource}")).collect();
        if flags.is_empty() {
            return Ok(failed.into());
        }
        let hint = format!(
            "remove the cause and run the command again, or leave the resources as they are with {}; they then differ from the template",
            flags.join(" ")
        );
        let message = failed.to_string();
        Ok(anyhow::Error::new(failed).context(Failure::failed(message).hint(hint)))
    }

    async fn finish(
        &self,
        outcome: Outcome,
        state: StackState,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Done> {
        let is_checked = outcome != Outcome::Unchanged;
        let outcome = self.take_back_hotswap(outcome, &state, parameters).await?;
        if is_checked {
            self.compare_served(&state, parameters).await?;
        }
        let mut outputs = state.outputs;
        outputs.remove(crate::template::FINGERPRINT_OUTPUT);
        Ok(Done { outcome, value: Value::Outputs(outputs) })
    }
}

/// Why a stack is not as wanted although there is nothing to do.
pub(super) const NOTHING_FOUND: &str = "CloudFormation finds nothing to change, although its template, parameters or tags differ from what is deployed";

enum Round {
    Done(Outcome, StackState),
    /// Look at the stack again; `None` when it is not there.
    Again(Option<StackState>),
}
