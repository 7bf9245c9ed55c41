//! One poller per region: it follows all stacks in progress there together, so the number of calls grows with regions
//! and time, not with stacks.

#[cfg(test)]
mod tests;
mod waiting;

use std::cell::{Cell, RefCell};
use std::time::Duration;

use anyhow::Result;
use futures_util::future::try_join_all;
use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, sleep_until};

use self::waiting::Waiting;
use super::event::{Event, NodeName, Observer};
use super::pace::Durations;
use super::token::new_name;
use crate::aws::cloudformation::CloudFormation;
use crate::aws::error::is_lasting;
use crate::aws::events::ResourceEvent;
use crate::aws::stack::StackState;
use crate::failure::{Failure, hint_of};

/// Consecutive reads that may fail before the watcher gives up: with the pace this is minutes, enough to
/// outlive a network that comes back.
const FAILED_LOOKS: u32 = 20;
/// Time between looks at a stack's resources, which only the screen wants.
const RESOURCE_LOOKS: Duration = Duration::from_secs(1);

/// Which events of the resources of the stacks in flight are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceLooks {
    Never,
    /// The newest one of each look, for a screen that shows what is being created now.
    Newest,
    /// Each of the operation, for a log. Costs one more call when a stack ends.
    Every,
}

impl From<bool> for ResourceLooks {
    fn from(shows_resources: bool) -> Self {
        if shows_resources { Self::Newest } else { Self::Never }
    }
}

/// Follows the stacks of one region.
pub struct Poller<'a> {
    pub cloudformation: CloudFormation,
    observe: Observer<'a>,
    resources: ResourceLooks,
    waiting: RefCell<Vec<Waiting>>,
    arrived: Notify,
    /// Pages that all stacks of the region take, as far as is known.
    pages: Cell<usize>,
    /// How long the operations took that have ended in this run.
    durations: Cell<Durations>,
}

impl<'a> Poller<'a> {
    /// A watcher that follows nothing yet.
    pub fn new(
        cloudformation: CloudFormation,
        observe: Observer<'a>,
        resources: impl Into<ResourceLooks>,
    ) -> Self {
        Self {
            cloudformation,
            observe,
            resources: resources.into(),
            waiting: RefCell::default(),
            arrived: Notify::new(),
            pages: Cell::new(1),
            durations: Cell::default(),
        }
    }

    /// Remembers how many pages the region's stacks take.
    pub fn set_pages(&self, pages: usize) {
        self.pages.set(pages);
    }

    /// Waits until CloudFormation has finished with a stack, and returns its final state. `before` is the state in
    /// which the operation was requested: the same state again is then no result. Needs [`Poller::run`] going on
    /// beside it.
    pub async fn settled(
        &self,
        arn: &str,
        node: &NodeName,
        before: Option<&StackState>,
    ) -> Result<StackState> {
        let (answer, receiver) = oneshot::channel();
        self.waiting.borrow_mut().push(Waiting::new(arn, node, before, answer));
        self.arrived.notify_one();
        receiver.await.map_err(|_| Failure::failed("the watcher ended before the stack did"))?
    }

    /// Takes back the updates that are waited for, as far as CloudFormation lets them be; returns how many.
    pub async fn cancel_updates(&self) -> Result<usize> {
        let arns: Vec<String> = self.waiting.borrow().iter().map(|waiting| waiting.arn.clone()).collect();
        let mut cancelled = 0;
        for arn in arns {
            cancelled += usize::from(self.cloudformation.cancel_update(&arn, &new_name()).await?);
        }
        Ok(cancelled)
    }

    /// Looks for as long as it is polled; never ends by itself.
    pub async fn run(&self) {
        let (mut failures, mut resources_seen) = (0, Instant::now());
        loop {
            if self.waiting.borrow().is_empty() {
                self.arrived.notified().await;
                self.pause().await;
            }
            match self.look().await {
                Ok(states) => {
                    failures = 0;
                    for state in states {
                        self.take(state).await;
                    }
                }
                Err(error) => {
                    failures += 1;
                    if is_lasting(&error) || failures > FAILED_LOOKS {
                        self.give_up(&error);
                        continue;
                    }
                }
            }
            if self.resources != ResourceLooks::Never && resources_seen.elapsed() > RESOURCE_LOOKS {
                resources_seen = Instant::now();
                self.look_at_resources().await;
            }
            self.pause().await;
        }
    }

    /// Waits as the pace says. A stack that arrives meanwhile may shorten the wait, but is no reason for a look of its
    /// own.
    async fn pause(&self) {
        let last_look = Instant::now();
        loop {
            let ages: Vec<_> = self.waiting.borrow().iter().map(|waiting| waiting.since.elapsed()).collect();
            if ages.is_empty() {
                return;
            }
            let wait = with_jitter(self.durations.get().next_look(&ages));
            tokio::select! {
                () = sleep_until(last_look + wait) => return,
                () = self.arrived.notified() => {}
            }
        }
    }

    /// The state of each stack that is waited for, as far as one look shows it.
    async fn look(&self) -> Result<Vec<StackState>> {
        let arns: Vec<String> = self.waiting.borrow().iter().map(|waiting| waiting.arn.clone()).collect();
        if arns.len() == 1 {
            return self.stacks(&arns).await;
        }
        if self.pages.get() <= 1 {
            let (all, pages) = self.cloudformation.stacks().await?;
            self.pages.set(pages);
            // A deleted stack is not in the list; only its ARN still answers.
            let (listed, deleted): (Vec<_>, Vec<_>) =
                arns.iter().partition(|arn| all.iter().any(|state| state.arn == **arn));
            let mut states = self.stacks(deleted).await?;
            states.extend(all.into_iter().filter(|state| listed.contains(&&state.arn)));
            return Ok(states);
        }
        let busy = self.cloudformation.busy_stacks().await?;
        self.stacks(arns.iter().filter(|arn| !busy.contains(arn))).await
    }

    /// Each of these stacks by its ARN, all at once.
    async fn stacks(&self, arns: impl IntoIterator<Item = &String>) -> Result<Vec<StackState>> {
        try_join_all(arns.into_iter().map(|arn| async move {
            let state = self.cloudformation.stack(arn).await?;
            // A stack that even its ARN does not find is deleted.
            Ok(state.unwrap_or_else(|| StackState::gone(arn)))
        }))
        .await
    }

    /// Hands a state to the caller that waits for it, if it is final.
    async fn take(&self, state: StackState) {
        let Some(mut ended) = self.ended(&state) else { return };
        if self.resources == ResourceLooks::Every
            && let Ok(events) = self.cloudformation.latest_events(&ended.arn).await
        {
            self.report(ended.news(events, self.resources), &ended.node);
        }
        let mut durations = self.durations.get();
        durations.add(ended.since.elapsed());
        self.durations.set(durations);
        ended.answer(Ok(state));
    }

    /// The stack that is waited for, taken off the list, if its state is final.
    fn ended(&self, state: &StackState) -> Option<Waiting> {
        let mut waiting = self.waiting.borrow_mut();
        let index = waiting.iter().position(|waiting| waiting.arn == state.arn)?;
        waiting[index].believes(state).then(|| waiting.swap_remove(index))
    }

    /// Fails all callers: nothing more can be seen. CloudFormation continues, so the run is partly done.
    fn give_up(&self, error: &anyhow::Error) {
        for mut waiting in self.waiting.borrow_mut().drain(..) {
            let text = crate::failure::sentence(error);
            let failure = Failure::partial(format!("watching {}: {text}", waiting.node));
            let hint = hint_of(error).unwrap_or("CloudFormation continues on its own; run the command again");
            waiting.answer(Err(failure.hint(hint).into()));
        }
    }

    /// Reports what is new about one stack, another one each time: one call, however many stacks there are.
    async fn look_at_resources(&self) {
        let picked = {
            let mut waiting = self.waiting.borrow_mut();
            let others = waiting.len() > 1;
            waiting.rotate_left(usize::from(others));
            waiting.first().map(|waiting| (waiting.arn.clone(), waiting.node.clone()))
        };
        let Some((arn, node)) = picked else { return };
        // Only the screen suffers when this fails; the next look may do better.
        let Ok(events) = self.cloudformation.latest_events(&arn).await else { return };
        let news = {
            let mut waiting = self.waiting.borrow_mut();
            let entry = waiting.iter_mut().find(|waiting| waiting.arn == arn);
            entry.map(|entry| entry.news(events, self.resources)).unwrap_or_default()
        };
        self.report(news, &node);
    }

    fn report(&self, events: Vec<ResourceEvent>, node: &NodeName) {
        for event in events {
            (self.observe)(resource_event(node.clone(), event));
        }
    }
}

fn resource_event(node: NodeName, event: ResourceEvent) -> Event {
    Event::Resource { node, logical_id: event.logical_id, resource_type: event.kind, status: event.status }
}

/// Spreads the looks of several regions and runs, which would otherwise fall together; short waits are left alone.
fn with_jitter(wait: Duration) -> Duration {
    if wait < Duration::from_secs(1) {
        return wait;
    }
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    wait.mul_f64(0.9 + f64::from(now.subsec_nanos() % 1000) / 5000.0)
}
