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
    /// The token of the operation that it belongs to.
    pub token: String,
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
    pub tags: BTreeMap<String, String>,
    /// The service role that it was given last.
    pub role: String,
    /// The ARN of the stack that it is a resource of.
    pub parent: Option<String>,
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
            token: String::new(),
            is_stack,
        };
        self.events.push(event);
    }

    /// Carries the tags of a system and a stage.
    pub fn is_of(&mut self, system: &str, stage: &str) -> &mut Self {
        self.tagged("provision:system", system).tagged("provision:stage", stage)
    }

    pub fn tagged(&mut self, key: &str, value: &str) -> &mut Self {
        self.tags.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Adds something to the past, such as the failure of an earlier operation.
    pub fn had(&mut self, logical_id: &str, status: &str, reason: &str) -> &mut Self {
        let is_stack = logical_id == self.name;
        self.event(Instant::now(), logical_id, status, reason, is_stack);
        self
    }
}
