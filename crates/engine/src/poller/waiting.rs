//! One stack that a run waits for, and which responses about it are recent enough.

use std::time::Duration;

use anyhow::Result;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::ResourceLooks;
use crate::aws::events::ResourceEvent;
use crate::aws::stack::{Phase, StackState};
use crate::event::NodeName;

/// Reads lag behind writes, so an answer that may be old is believed only when it has not changed for this long.
const DOUBT: Duration = Duration::from_secs(10);
/// The same for a shell whose change set was executed: it remains one until the first resource begins.
const SHELL_DOUBT: Duration = Duration::from_secs(60);

pub struct Waiting {
    pub arn: String,
    pub node: NodeName,
    pub since: Instant,
    last_event: Option<String>,
    answer: Option<oneshot::Sender<Result<StackState>>>,
    /// The state in which something was asked of the stack.
    before: Option<StackState>,
    was_busy: bool,
    doubted_since: Option<Instant>,
}

impl Waiting {
    pub fn new(
        arn: &str,
        node: &NodeName,
        before: Option<&StackState>,
        answer: oneshot::Sender<Result<StackState>>,
    ) -> Self {
        Self {
            arn: arn.to_owned(),
            node: node.clone(),
            since: Instant::now(),
            last_event: None,
            answer: Some(answer),
            before: before.cloned(),
            was_busy: false,
            doubted_since: None,
        }
    }

    /// Whether this is the result of the operation.
    pub fn believes(&mut self, state: &StackState) -> bool {
        let phase = state.status.phase();
        if phase == Phase::Busy {
            self.was_busy = true;
            self.doubted_since = None;
        } else if !self.is_doubtful(state) {
            return true;
        } else {
            let patience = if phase == Phase::Shell { SHELL_DOUBT } else { DOUBT };
            if self.doubted_since.get_or_insert_with(Instant::now).elapsed() >= patience {
                return true;
            }
        }
        false
    }

    /// Whether a resting state may be an old one, or one that only passes.
    fn is_doubtful(&self, state: &StackState) -> bool {
        match state.status.phase() {
            // A shell means "not started yet", a halt is followed by a rollback, unless that was switched off.
            Phase::Shell | Phase::Halted => true,
            // A stack that was just made may not be known everywhere.
            Phase::Absent => self.before.is_none() && !self.was_busy,
            _ => !self.was_busy && self.before.as_ref().is_some_and(|before| state.is_same_as(before)),
        }
    }

    /// The resources' events that are new, oldest first; `page` is the newest page of the stack's events, newest first. Those
    /// before the operation are not.
    pub fn news(&mut self, page: Vec<ResourceEvent>, looks: ResourceLooks) -> Vec<ResourceEvent> {
        let newest = page.first().map(|event| event.id.clone());
        let last = std::mem::replace(&mut self.last_event, newest);
        let is_new = |event: &ResourceEvent| last.as_ref() != Some(&event.id) && !event.begins_operation();
        let new = page.into_iter().take_while(is_new).filter(|event| !event.is_stack);
        let mut new: Vec<_> = match looks {
            ResourceLooks::Never => Vec::new(),
            ResourceLooks::Newest => new.take(1).collect(),
            ResourceLooks::Every => new.collect(),
        };
        new.reverse();
        new
    }

    pub fn answer(&mut self, answer: Result<StackState>) {
        if let Some(sender) = self.answer.take() {
            // The caller may have been dropped by an interrupt.
            let _ = sender.send(answer);
        }
    }
}
