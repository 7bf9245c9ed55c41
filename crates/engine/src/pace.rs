//! How long to wait before the next poll of operations in progress: plain arithmetic.
//!
//! The interval is a small share of the time that operations take, so polling delays a run by at most half that share,
//! whether its stacks take seconds or minutes, and the number of polls does not grow with their duration. Nothing is
//! assumed about a single operation: the next one may take a tenth of the time of the previous one, or ten times as
//! long.

use std::time::Duration;

/// No look comes sooner than this.
const FIRST: Duration = Duration::from_millis(10);
/// Nor sooner than this, once operations are known to take a third of a second and more.
const FAST: Duration = Duration::from_millis(80);
/// Nor later than this, however long operations take.
const SLOWEST: Duration = Duration::from_secs(5);
/// Share of an operation's time between two looks at all operations of a region.
const TOGETHER: f64 = 0.028;
/// The same for something that is looked at by itself: each such wait costs calls of its own.
const ALONE: f64 = 0.12;

/// How long the operations of a region take, as far as those that ended in this run show it.
///
/// The mean is the geometric one, which a single operation that takes minutes among many that take seconds hardly moves.
#[derive(Clone, Copy, Debug, Default)]
pub struct Durations {
    count: u32,
    /// The sum of the natural logarithms of all durations in seconds.
    logarithms: f64,
}

impl Durations {
    /// Takes the duration of one more operation into account.
    pub fn add(&mut self, duration: Duration) {
        self.count += 1;
        self.logarithms += duration.max(FIRST).as_secs_f64().ln();
    }

    /// The wait before the next look at operations of these ages. Before the first operation has ended, the ages are all that is
    /// known of how long operations take. When even the youngest is older than usual, none can end early any more.
    pub fn next_look(self, ages: &[Duration]) -> Duration {
        let Some(youngest) = ages.iter().min() else { return SLOWEST };
        let usual = self.mean().or_else(|| ages.iter().copied().collect::<Self>().mean());
        wait(usual.unwrap_or_default().max(*youngest / 2), TOGETHER)
    }

    fn mean(self) -> Option<Duration> {
        (self.count > 0).then(|| Duration::from_secs_f64((self.logarithms / f64::from(self.count)).exp()))
    }
}

impl FromIterator<Duration> for Durations {
    fn from_iter<I: IntoIterator<Item = Duration>>(all: I) -> Self {
        let mut durations = Self::default();
        all.into_iter().for_each(|duration| durations.add(duration));
        durations
    }
}

/// The wait before the next look at something of this age that is looked at by itself.
pub fn next_look(age: Duration) -> Duration {
    wait(age, ALONE)
}

fn wait(time: Duration, share: f64) -> Duration {
    time.mul_f64(share).max((time / 4).clamp(FIRST, FAST)).min(SLOWEST)
}

#[cfg(test)]
mod tests;
