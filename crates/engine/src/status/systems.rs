//! The state of a system, from those of its stacks.

use serde::Serialize;

use super::{Condition, StackStatus};

/// One system in a few numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct SystemStatus {
    pub system: String,
    pub state: SystemState,
    /// How many stacks the project file gives it, and how many of them exist.
    pub stacks: usize,
    pub deployed: usize,
    pub in_progress: usize,
    pub rolled_back: usize,
    pub stuck: usize,
    /// Seconds since one of its stacks last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_seconds: Option<u64>,
}

/// The worst of what a system's stacks show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SystemState {
    Absent,
    Ready,
    /// Some stacks do not exist.
    Incomplete,
    InProgress,
    RolledBack,
    Stuck,
}

/// The systems of these stacks, in the order in which they first occur.
pub(super) fn of(stacks: &[StackStatus]) -> Vec<SystemStatus> {
    let mut systems: Vec<SystemStatus> = Vec::new();
    for stack in stacks {
        if !systems.iter().any(|system| system.system == stack.system) {
            let own: Vec<_> = stacks.iter().filter(|other| other.system == stack.system).collect();
            systems.push(system(&stack.system, &own));
        }
    }
    systems
}

fn system(name: &str, stacks: &[&StackStatus]) -> SystemStatus {
    let count = |condition: Condition| stacks.iter().filter(|stack| stack.condition == condition).count();
    let absent = count(Condition::Absent);
    let [in_progress, rolled_back, stuck] =
        [Condition::InProgress, Condition::RolledBack, Condition::Stuck].map(count);
    let state = match () {
        () if stuck > 0 => SystemState::Stuck,
        () if rolled_back > 0 => SystemState::RolledBack,
        () if in_progress > 0 => SystemState::InProgress,
        () if absent == stacks.len() => SystemState::Absent,
        () if absent > 0 => SystemState::Incomplete,
        () => SystemState::Ready,
    };
    SystemStatus {
        system: name.to_owned(),
        state,
        stacks: stacks.len(),
        deployed: stacks.len() - absent,
        in_progress,
        rolled_back,
        stuck,
        age_seconds: stacks.iter().filter_map(|stack| stack.age_seconds).min(),
    }
}
