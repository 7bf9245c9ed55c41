//! One stack: what it was, is and will be by the clock.

use std::collections::BTreeMap;

use tokio::time::Instant;

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    pub at: Instant,
    pub logical_id: String,
    pub status: String,
    pub reason: String,
    pub is_stack: bool,
}

/// One stack with its past and, as far as it is settled, its future.
#[derive(Clone, Debug)]
pub struct FakeStack {
    pub name: String,
    pub arn: String,
    /// What it was since when.
    pub states: Vec<State>,
    pub events: Vec<Event>,
    pub is_protected: bool,
}

/// What a stack was from a moment on.
#[derive(Clone, Debug)]
pub struct State {
    pub since: Instant,
    pub status: String,
    /// Counts operations, and stands for the time of the last one.
    pub made: u64,
    pub outputs: BTreeMap<String, String>,
}

impl FakeStack {
    pub fn status(&self) -> &str {
        self.at(Instant::now()).map_or("", |state| &state.status)
    }

    pub fn at(&self, seen: Instant) -> Option<&State> {
        self.states.iter().rev().find(|state| state.since <= seen)
    }

    pub fn event(&mut self, at: Instant, logical_id: &str, status: &str, reason: &str, is_stack: bool) {
        let event = Event {
            at,
            logical_id: logical_id.to_owned(),
            status: status.to_owned(),
            reason: reason.to_owned(),
            is_stack,
        };
        self.events.push(event);
    }

    /// Adds something to the past, such as the failure of an earlier operation.
    pub fn had(&mut self, logical_id: &str, status: &str, reason: &str) -> &mut Self {
        let is_stack = logical_id == self.name;
        self.event(Instant::now(), logical_id, status, reason, is_stack);
        self
    }
}
