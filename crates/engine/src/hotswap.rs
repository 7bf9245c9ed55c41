//! A hotswap: new code of functions and new definitions of state machines, without CloudFormation.
//!
//! CloudFormation does not see it, and compares templates only. No mark is stored that could be lost or stale: in
//! stages that allow hotswaps, each hotswap and deploy (`align`), and each plan and status (`behind`), compares
//! functions and state machines with the template.

mod align;
mod behind;
mod differences;
mod live;
mod references;
mod targets;
#[cfg(test)]
mod tests;
mod version;

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::Result;

pub use self::behind::{Behind, behind};

use self::align::Swap;
use super::deploy::Deploy;
use super::event::{Action, Outcome};
use super::failure::Failure;
use super::graph::{WantedStack, Work};
use super::notice::Notice;
use super::packaged::{Packaged, packaged};
use super::plan::step::Step;
use super::report::{NodeEnd, RunReport};
use super::run::{AtNode, Done, Value};
use super::schedule::{Stop, Task};
use super::stack::{Permissions, StackDeploy};
use super::steps::{AnyStep, Forecast, Step as _};

/// A hotswap of which it is known that it is all that the stacks need.
pub struct Hotswap {
    /// By node.
    swaps: BTreeMap<usize, (Packaged, Swap)>,
}

impl Deploy<'_> {
    /// Builds the artifacts and compares each stack with what it has. Changes nothing in AWS, and fails if any stack or step
    /// needs more than a hotswap.
    pub async fn check_hotswap(&self) -> Result<Hotswap> {
        let (swaps, refusals) = (RefCell::default(), RefCell::default());
        let checking = Checking { deploy: self, swaps: &swaps, refusals: &refusals };
        let checking = &checking;
        let work = |index| -> Task<'_, Done> {
            Box::pin(async move {
                let value = checking.node(index).await?;
                Ok(Done { outcome: Outcome::Unchanged, value })
            })
        };
        let (_, error) = self.run.execute(&self.run.graph.needs(), work, &Stop::default(), true).await;
        if let Some(error) = error {
            return Err(error);
        }
        match refusals.into_inner() {
            refusals if refusals.is_empty() => Ok(Hotswap { swaps: swaps.into_inner() }),
            refusals => Err(refused(refusals).into()),
        }
    }

    /// Updates what a check has found. The report has a notice for each stack that is behind afterwards.
    pub async fn hotswap(&self, hotswap: &Hotswap, stop: &Stop) -> (RunReport, Option<anyhow::Error>) {
        let work = |index| -> Task<'_, Done> { Box::pin(self.swap(index, hotswap)) };
        let needs = self.run.graph.needs();
        let (mut report, error) = self.run.execute(&needs, work, stop, self.options.fail_fast).await;
        for (index, (_, swap)) in &hotswap.swaps {
            let was_tried = !matches!(report.nodes[*index].end, NodeEnd::Skipped { .. });
            if swap.is_behind && was_tried {
                let Work::Stack(stack) = &self.run.graph.nodes[*index].work else { continue };
                let (stack, region) = (stack.name.clone(), stack.region.clone());
                report.notices.push(Notice { stack, region, text: BEHIND.to_owned() });
            }
        }
        (report, error)
    }

    async fn swap(&self, index: usize, hotswap: &Hotswap) -> Result<Done> {
        // The check has built the artifacts already.
        let unchanged = Done { outcome: Outcome::Unchanged, value: self.run.left(index) };
        match &self.run.graph.nodes[index].work {
            Work::Build { .. } | Work::Step(_) => Ok(unchanged),
            Work::Upload { artifact, region, build } => self.upload(index, artifact, region, *build).await,
            Work::Stack(wanted) => {
                let Some((Packaged { wanted: packed, objects }, swap)) = hotswap.swaps.get(&index) else {
                    return Ok(unchanged);
                };
                let stack = StackDeploy {
                    run: &self.run,
                    index,
                    wanted: packed,
                    objects,
                    permissions: Permissions::default(),
                };
                let swapped = stack.align(&swap.targets, Action::Hotswap).await?;
                let outcome = if swapped.is_empty() { Outcome::Unchanged } else { Outcome::Hotswapped };
                Ok(Done { outcome, value: self.outputs(wanted)? })
            }
        }
    }

    /// The outputs that a stack has.
    fn outputs(&self, wanted: &WantedStack) -> Result<Value> {
        let state = self.run.view(&wanted.region)?.stacks.get(&wanted.name);
        let mut outputs = state.map(|state| state.outputs.clone()).unwrap_or_default();
        outputs.remove(crate::template::FINGERPRINT_OUTPUT);
        Ok(Value::Outputs(outputs))
    }
}

/// What is printed of a stack after a hotswap.
const BEHIND: &str = "CloudFormation still has the previous version of what was hotswapped; the next `provision deploy` brings the stack in line";

/// A check in progress.
struct Checking<'c, 'a> {
    deploy: &'c Deploy<'a>,
    swaps: &'c RefCell<BTreeMap<usize, (Packaged, Swap)>>,
    /// What a hotswap does not do, a clause each.
    refusals: &'c RefCell<Vec<String>>,
}

impl Checking<'_, '_> {
    async fn node(&self, index: usize) -> Result<Value> {
        match &self.deploy.run.graph.nodes[index].work {
            Work::Build { artifact } => Ok(self.deploy.build(index, artifact).await?.value),
            Work::Upload { .. } => Ok(Value::Nothing),
            Work::Step(step) => self.step(index, step).await,
            Work::Stack(wanted) => self.stack(index, wanted).await,
        }
    }

    /// A step keeps what it has; one that only waits is no change.
    async fn step(&self, index: usize, step: &AnyStep) -> Result<Value> {
        let site = AtNode { run: &self.deploy.run, index };
        let Forecast { step, outputs, .. } = step.plan(&site, false).await?;
        if !matches!(step, Step::Unchanged | Step::Wait) {
            let name = &self.deploy.run.graph.nodes[index].name;
            self.refusals.borrow_mut().push(format!("step {name} would {}", step.word()));
        }
        Ok(outputs.map_or(Value::Nothing, Value::Regional))
    }

    async fn stack(&self, index: usize, wanted: &WantedStack) -> Result<Value> {
        let run = &self.deploy.run;
        let packaged = packaged(run, wanted).await?;
        let Packaged { wanted: packed, objects } = &packaged;
        let permissions = Permissions::default();
        let found = StackDeploy { run, index, wanted: packed, objects, permissions }.examine().await?;
        match found {
            Ok(swap) => {
                self.swaps.borrow_mut().insert(index, (packaged, swap));
            }
            Err(reasons) => {
                let name = &run.graph.nodes[index].name;
                self.refusals.borrow_mut().push(format!("stack {name}: {}", reasons.join(", ")));
            }
        }
        self.deploy.outputs(wanted)
    }
}

fn refused(refusals: Vec<String>) -> Failure {
    let list = refusals.join("; ");
    Failure::usage(format!(
        "--hotswap updates only the code of functions and the definitions of state machines: {list}; nothing was changed"
    ))
    .hint("run the same command without --hotswap")
}
