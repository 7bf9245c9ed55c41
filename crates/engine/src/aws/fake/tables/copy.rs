//! One copy of a table, as it moves by the clock.

use std::time::Duration;

use tokio::time::Instant;

pub fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// The outcome of a request for a copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CopyOutcome {
    Works,
    /// The entry comes and vanishes again.
    Aborted,
    /// No entry ever comes.
    Ignored,
    Fails,
}

/// One copy, from the moment in which it was asked for.
pub struct Copy {
    pub region: String,
    pub added: Instant,
    pub removed: Option<Instant>,
    pub outcome: CopyOutcome,
    /// How long the creation takes.
    pub takes: Duration,
}

impl Copy {
    /// The status in the source's list.
    pub fn entry(&self) -> Option<&'static str> {
        let age = self.added.elapsed();
        if let Some(removed) = self.removed {
            return (removed.elapsed() < seconds(180)).then_some("DELETING");
        }
        match self.outcome {
            _ if age < seconds(6) => None,
            CopyOutcome::Ignored => None,
            CopyOutcome::Aborted => (age < seconds(15)).then_some("CREATING"),
            CopyOutcome::Fails if age > seconds(20) => Some("CREATION_FAILED"),
            _ if age < self.takes => Some("CREATING"),
            _ => Some("ACTIVE"),
        }
    }

    /// The status of the table in the copy's own region.
    pub fn regional(&self) -> Option<&'static str> {
        let age = self.added.elapsed();
        if let Some(removed) = self.removed {
            // Twenty seconds longer than the entry, and without a word about what happens to it.
            return (removed.elapsed() < seconds(200) && self.outcome == CopyOutcome::Works)
                .then_some("ACTIVE");
        }
        match self.outcome {
            CopyOutcome::Ignored | CopyOutcome::Fails => None,
            _ if age < seconds(10) => None,
            CopyOutcome::Aborted => (age < seconds(15)).then_some("CREATING"),
            CopyOutcome::Works if age < self.takes + seconds(5) => Some("CREATING"),
            CopyOutcome::Works => Some("ACTIVE"),
        }
    }

    pub fn holds_the_source(&self) -> bool {
        let age = self.added.elapsed();
        match self.removed {
            Some(removed) => removed.elapsed() < seconds(40),
            None if self.outcome == CopyOutcome::Works => {
                age < seconds(4) || age > seconds(12) && age < self.takes + seconds(2)
            }
            None => age < seconds(4),
        }
    }

    pub fn is_changing(&self) -> bool {
        match self.removed {
            Some(removed) => removed.elapsed() < seconds(180),
            None => {
                self.holds_the_source()
                    || self.entry() == Some("CREATING")
                    || self.added.elapsed() < seconds(6)
            }
        }
    }
}
