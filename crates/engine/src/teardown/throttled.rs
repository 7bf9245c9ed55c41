//! Stacks whose deletion was throttled by a service.
//!
//! API Gateway allows the deletion of one REST API per 30 seconds, account and region. CloudFormation retries for a
//! while and then gives up. So stacks that failed for this reason alone are deleted one after the other from then on;
//! without throttling, nothing becomes slower.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use tokio::time::{Instant, sleep};

use super::{Deletion, Teardown};
use crate::aws::Region;
use crate::aws::events::ResourceEvent;
use crate::aws::stack::{Phase, StackState};
use crate::event::Event;
use crate::failed::events_up_to;

/// Time between two deletions: that of API Gateway, and a second for the call's own way.
const TURN: Duration = Duration::from_secs(31);
/// How often one stack takes a turn.
const TURNS: u32 = 4;
/// How often the run looks whether it was asked to stop.
const STEP: Duration = Duration::from_secs(1);

/// Whose turn it is, in each region.
#[derive(Debug, Default)]
pub struct Turns {
    next: BTreeMap<Region, Instant>,
    taken: BTreeMap<usize, u32>,
}

impl Turns {
    /// The moment at which a stack may try again; `None` when it has tried often enough.
    fn take(&mut self, index: usize, region: &Region) -> Option<Instant> {
        let taken = self.taken.entry(index).or_default();
        *taken += 1;
        if *taken > TURNS {
            return None;
        }
        let now = Instant::now();
        let turn = self.next.get(region).map_or(now, |next| now.max(*next)) + TURN;
        self.next.insert(region.clone(), turn);
        Some(turn)
    }
}

impl Teardown<'_> {
    /// Waits until a stack may be deleted again that a service kept only because it was asked too often; false when anything else
    /// kept it, when it was tried often enough, and when the run is to start nothing new.
    pub(super) async fn await_turn(&self, deletion: &Deletion<'_>, after: &StackState) -> Result<bool> {
        if after.status.phase() != Phase::DeleteStuck {
            return Ok(false);
        }
        let region = &deletion.stack.region;
        let cloudformation = &self.run.view(region)?.poller.cloudformation;
        let events = events_up_to(cloudformation, after, false).await;
        let Some(refused) = events.iter().find(|event| is_throttled(event)) else { return Ok(false) };
        let Some(turn) = self.turns.borrow_mut().take(deletion.index, region) else { return Ok(false) };
        let text = format!(
            "{} in {region}: {} ({}) was not deleted, because too many are deleted at once; trying again in {} s",
            deletion.stack.name,
            refused.logical_id,
            refused.kind,
            (turn - Instant::now()).as_secs(),
        );
        (self.run.observe)(Event::Notice { text });
        while Instant::now() < turn && !deletion.stop.is_set() {
            sleep(STEP.min(turn - Instant::now())).await;
        }
        Ok(!deletion.stop.is_set())
    }
}

/// Whether a resource was not deleted because its service throttled the call. Only CloudFormation's reason shows it: by the
/// handler's code, or by the message of an older handler.
fn is_throttled(event: &ResourceEvent) -> bool {
    let signs =
        ["HandlerErrorCode: Throttling", "TooManyRequestsException", "Too Many Requests", "Rate exceeded"];
    let says = |reason: &str| signs.iter().any(|sign| reason.contains(sign));
    event.status == "DELETE_FAILED" && !event.is_stack && event.reason.as_deref().is_some_and(says)
}
