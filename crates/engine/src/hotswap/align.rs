//! Brings a stack's functions and state machines in line with its template by direct calls.

use std::collections::BTreeMap;

use anyhow::Result;
use futures_util::future::{join_all, try_join_all};

use super::behind::{deployed, template};
use super::differences::differences;
use super::live::{Live, Look};
use super::targets::Target;
use super::version::Version;
use crate::aws::cloudformation::StackResource;
use crate::aws::stack::{Phase, StackState};
use crate::event::{Action, Event, Outcome};
use crate::packaged::upload;
use crate::stack::StackDeploy;
use crate::vanished::failure;

/// What a hotswap of a stack does.
#[derive(Debug)]
pub struct Swap {
    /// Everything that may have to be updated: what an earlier hotswap has changed is not seen in the stack.
    pub targets: Vec<Target>,
    /// Whether CloudFormation has another version than the one that is wanted.
    pub is_behind: bool,
}

impl StackDeploy<'_, '_> {
    /// What a hotswap does, or each reason why it is not enough.
    pub(super) async fn examine(&self) -> Result<Result<Swap, Vec<String>>> {
        let Some(state) = self.run.view(&self.wanted.region)?.stacks.get(&self.wanted.name) else {
            return Ok(Err(vec!["it is not deployed".to_owned()]));
        };
        if !matches!(state.status.phase(), Phase::Complete | Phase::RolledBack) {
            return Ok(Err(vec![format!("its status is {}", state.status)]));
        }
        let parameters = match self.run.parameters(&self.wanted.inputs, &self.wanted.region)? {
            Ok(parameters) => parameters,
            Err(output) => return Ok(Err(vec![format!("it needs the output {output}, which is missing")])),
        };
        let fingerprint = self.wanted.template.fingerprint(&parameters, &self.wanted.tags);
        if self.is_unchanged(state, &fingerprint) {
            let targets = self.targets(state, &parameters).await?;
            return Ok(Ok(Swap { targets, is_behind: false }));
        }
        let values = self.wanted.template.values(&parameters);
        let sent = self.wanted.template.to_sent(&fingerprint, &self.names(&values));
        let wanted = template(&self.wanted.template.source.name, &sent);
        self.weigh_differences(state, &Version::new(&wanted, &parameters, self.wanted, state.account())).await
    }

    async fn weigh_differences(
        &self,
        state: &StackState,
        wanted: &Version<'_>,
    ) -> Result<Result<Swap, Vec<String>>> {
        let cloudformation = &self.poller()?.cloudformation;
        let deployed = deployed(cloudformation, state).await?;
        let deployed = Version::new(&deployed, &state.parameters, self.wanted, state.account());
        let found = differences(&deployed, wanted);
        let mut reasons = found.others;
        if state.tags != self.wanted.tags {
            reasons.push("its tags differ".to_owned());
        }
        reasons.extend(self.wanted.other_settings(state).map(|setting| format!("its {setting} differs")));
        if !reasons.is_empty() {
            return Ok(Err(reasons));
        }
        let resources = self.resources(state, wanted).await?;
        let (before, after) = (deployed.targets(&resources), wanted.targets(&resources));
        for id in &found.swappable {
            let sides = [before.get(id), after.get(id)].into_iter().flatten();
            let reason = sides.filter_map(|found| found.as_ref().err()).next();
            reasons.extend(reason.map(|reason| format!("{id} cannot be hotswapped: {reason}")));
        }
        if !reasons.is_empty() {
            return Ok(Err(reasons));
        }
        let is_behind = !found.swappable.is_empty();
        Ok(Ok(Swap { targets: after.into_values().flatten().collect(), is_behind }))
    }

    async fn resources(&self, state: &StackState, version: &Version<'_>) -> Result<Vec<StackResource>> {
        if !version.has_targets() {
            return Ok(Vec::new());
        }
        self.poller()?.cloudformation.resources(&state.arn).await
    }

    async fn targets(
        &self,
        state: &StackState,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Vec<Target>> {
        let wanted = Version::new(&self.wanted.template, parameters, self.wanted, state.account());
        let resources = self.resources(state, &wanted).await?;
        Ok(wanted.targets(&resources).into_values().flatten().collect())
    }

    /// Takes back what a hotswap has done to a stack that CloudFormation takes for deployed, where the stage allows
    /// hotswaps.
    pub(crate) async fn take_back_hotswap(
        &self,
        outcome: Outcome,
        state: &StackState,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Outcome> {
        // What was just created has never been hotswapped.
        if !self.wanted.hotswap || outcome == Outcome::Created {
            return Ok(outcome);
        }
        let targets = self.targets(state, parameters).await?;
        let restored = self.align(&targets, Action::Update).await?;
        if restored.is_empty() {
            return Ok(outcome);
        }
        let (stack, list) = (&self.wanted.name, restored.join(", "));
        let text = format!("{stack}: updated directly, because it was behind a hotswap: {list}");
        (self.run.observe)(Event::Notice { text });
        Ok(if outcome == Outcome::Unchanged { Outcome::Updated } else { outcome })
    }

    /// Updates those that have something else than they should; returns their names. All are tried before the first
    /// failure is returned, or that some do not exist.
    pub(super) async fn align(&self, targets: &[Target], action: Action) -> Result<Vec<String>> {
        let live = Live::new(self.run.cloud, &self.wanted.region);
        let looks = targets
            .iter()
            .map(async |target| Ok::<_, anyhow::Error>((live.settled_look(target).await?, target)));
        let looks = try_join_all(looks).await?;
        let with =
            |look: Look| looks.iter().filter(move |(found, _)| *found == look).map(|(_, target)| *target);
        let stale: Vec<_> = with(Look::Stale).collect();
        if !stale.is_empty() {
            self.run.begin(self.index, action);
            upload(self.run, self.objects, &self.wanted.region).await?;
        }
        for result in join_all(stale.iter().map(|target| live.update(target))).await {
            result?;
        }
        let vanished: Vec<_> = with(Look::Missing).map(Target::vanished).collect();
        if !vanished.is_empty() {
            return Err(failure(self.wanted, &vanished).into());
        }
        Ok(stale.into_iter().map(|target| target.physical_id.clone()).collect())
    }
}
