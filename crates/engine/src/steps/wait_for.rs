//! The step `wait-for`: a gate that opens once a condition outside the stacks is met.
//!
//! It only reads: it changes nothing, has nothing to remove, and costs one call if the gate is already open.

mod target;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Serialize;
use tokio::time::{Instant, sleep};

use self::target::{Look, Target};
use super::{Deployed, Forecast, Lookup, Placing, RegionalOutputs, Removal, Site, Step, StepStatus};
use crate::aws::Region;
use crate::event::{Action, Outcome};
use crate::failure::{Failure, sentence};
use crate::graph::input::Input;
use crate::plan::step::Step as Planned;
use crate::project::{ConditionFile, WaitForFile};
use crate::schedule::Stop;

/// The pause after the first look; each later one is half as long again.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A gate.
#[derive(Debug)]
pub struct WaitFor {
    condition: Condition,
    /// Where alarms and parameters are, and as seen from where values hold.
    region: Region,
    deadline: Duration,
}

/// What opens it.
#[derive(Debug)]
enum Condition {
    Url(Input),
    Alarm(Input),
    Parameter { name: Input, equals: Option<Input> },
}

/// The current state of a gate.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct GateStatus {
    /// The step's name in the project file, such as `shop-ready`.
    pub step: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// What it waits for.
    pub condition: String,
    /// Its last state, such as a status code or an alarm's state.
    pub state: String,
    pub open: bool,
}

impl WaitFor {
    /// Places the step in the regions of the target.
    pub fn place(file: &WaitForFile, placing: &mut impl Placing) -> Result<Self> {
        let region = placing.regions().of(file.region).into_iter().next();
        let region = region.context("a gate is in one region")?;
        let mut input = |node| placing.input(node, &region);
        let condition = match &file.condition {
            ConditionFile::Url(url) => Condition::Url(input(url)?),
            ConditionFile::Alarm(alarm) => Condition::Alarm(input(alarm)?),
            ConditionFile::Parameter { name, equals } => {
                let equals = equals.as_ref().map(&mut input).transpose()?;
                Condition::Parameter { name: input(name)?, equals }
            }
        };
        Ok(Self { condition, region, deadline: file.deadline() })
    }

    /// What to look at; `None` while a value is not known.
    fn target(&self, value: impl Fn(&Input) -> Result<Option<String>>) -> Result<Option<Target>> {
        let Some(main) = value(self.main())? else { return Ok(None) };
        let region = &self.region;
        Ok(Some(match &self.condition {
            Condition::Url(_) => Target::url(&main)?,
            Condition::Alarm(_) => Target::alarm(&main, region),
            Condition::Parameter { equals: None, .. } => Target::parameter(&main, None, region),
            Condition::Parameter { equals: Some(equals), .. } => {
                let Some(equals) = value(equals)? else { return Ok(None) };
                Target::parameter(&main, Some(equals), region)
            }
        }))
    }

    /// The value that names what is looked at.
    fn main(&self) -> &Input {
        match &self.condition {
            Condition::Url(main) | Condition::Alarm(main) | Condition::Parameter { name: main, .. } => main,
        }
    }

    fn noun(&self) -> &'static str {
        match self.condition {
            Condition::Url(_) => "a URL",
            Condition::Alarm(_) => "an alarm",
            Condition::Parameter { .. } => "a parameter",
        }
    }

    fn late(&self, target: &Target, state: &str, waited: Duration) -> Failure {
        let waited = waited.as_secs();
        Failure::failed(format!("waited {waited} s for {target}; its last state: {state}")).hint(format!(
            "{}, then run the same command again; 'deadline' of the step says how long it waits",
            target.remedy()
        ))
    }

    /// Pauses between two looks, never past the deadline.
    async fn pause(&self, pause: Duration, target: &Target, stop: &Stop) -> Result<()> {
        tokio::select! {
            () = sleep(pause) => Ok(()),
            () = stop.requested() => {
                let message = format!("the run was interrupted while waiting for {target}");
                Err(Failure::interrupted(message).hint("run the same command again to continue waiting").into())
            }
        }
    }
}

impl Step for WaitFor {
    fn region(&self) -> Option<Region> {
        (!matches!(self.condition, Condition::Url(_))).then(|| self.region.clone())
    }

    fn regions(&self) -> BTreeSet<Region> {
        self.region().into_iter().collect()
    }

    fn inputs(&self) -> Vec<&Input> {
        match &self.condition {
            Condition::Parameter { name, equals } => [name].into_iter().chain(equals).collect(),
            Condition::Url(_) | Condition::Alarm(_) => vec![self.main()],
        }
    }

    fn inputs_region(&self) -> &Region {
        &self.region
    }

    fn table(&self) -> Option<(&Input, &Region)> {
        None
    }

    async fn data_regions(&self, _: &impl Lookup) -> Result<Vec<Region>> {
        Ok(Vec::new())
    }

    async fn known_outputs(&self, _: &impl Site) -> Result<RegionalOutputs> {
        Ok(RegionalOutputs::new())
    }

    async fn plan(&self, site: &impl Site, needs_creation: bool) -> Result<Forecast> {
        let wait = |note| Forecast { step: Planned::Wait, note: Some(note), outputs: None };
        let Some(target) = self.target(|input| site.value(input, &self.region))? else {
            return Ok(wait(format!(
                "for {} that is known only after the deploy of what it needs",
                self.noun()
            )));
        };
        if needs_creation {
            return Ok(wait(format!("for {target}")));
        }
        let Look { is_open, state } = target.look(site.cloud()).await?;
        if is_open {
            return Ok(Forecast { step: Planned::Unchanged, note: None, outputs: None });
        }
        Ok(wait(format!("for {target}; now: {state}")))
    }

    async fn deploy(&self, site: &impl Site, stop: &Stop) -> Result<Deployed> {
        let target = self.target(|input| site.value(input, &self.region))?;
        let target = target.ok_or_else(|| {
            Failure::failed(format!("no output provides {} to wait for", self.noun()))
                .hint("check the outputs that the step names: `provision outputs`")
        })?;
        let (began, mut pause, mut last) = (Instant::now(), FIRST_PAUSE, None);
        loop {
            let Look { is_open, state } = target.look(site.cloud()).await?;
            if is_open {
                let outcome = if last.is_none() { Outcome::Unchanged } else { Outcome::Ready };
                return Ok(Deployed { outcome, outputs: None });
            }
            if last.is_none() {
                site.begin(Action::Wait);
            }
            if last.as_ref() != Some(&state) {
                site.show(&target.name(), target.kind(), &state);
            }
            let left = self.deadline.saturating_sub(began.elapsed());
            if left.is_zero() {
                return Err(self.late(&target, &state, began.elapsed()).into());
            }
            last = Some(state);
            self.pause(pause.min(left), &target, stop).await?;
            pause = pause.mul_f64(1.5).min(LONGEST_PAUSE);
        }
    }

    async fn status(&self, id: &str, lookup: &impl Lookup) -> Result<Option<StepStatus>> {
        let target = self.target(|input| Ok(lookup.value(input, &self.region)));
        let (condition, look) = match target {
            Ok(Some(target)) => (target.to_string(), target.look(lookup.cloud()).await),
            Ok(None) => {
                (self.noun().to_owned(), Ok(Look::closed("not known: what it needs is not deployed")))
            }
            Err(error) => (self.noun().to_owned(), Err(error)),
        };
        // One that cannot be looked at is no reason to show nothing of all others.
        let Look { is_open, state } = look.unwrap_or_else(|error| Look::closed(sentence(&error)));
        let (step, region) = (id.to_owned(), self.region());
        Ok(Some(StepStatus::Gate(GateStatus { step, region, condition, state, open: is_open })))
    }

    async fn tear_down(&self, _: &impl Removal) -> Result<Outcome> {
        Ok(Outcome::Unchanged)
    }
}
