//! How long a command waits, and how often it polls while waiting.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// The moment until which an outcome is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// This long from now.
    pub fn after(span: Duration) -> Self {
        Self(Instant::now() + span)
    }

    /// Whether it is over.
    pub fn has_passed(self) -> bool {
        Instant::now() >= self.0
    }

    /// What is left of it.
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// Pauses between two looks: short while something happens, longer the longer nothing does.
#[derive(Clone, Debug)]
pub struct Pace {
    next: Duration,
}

impl Pace {
    const SHORTEST: Duration = Duration::from_millis(150);
    const LONGEST: Duration = Duration::from_secs(2);

    /// Starts with the shortest pause.
    pub fn new() -> Self {
        Self { next: Self::SHORTEST }
    }

    /// Something happened: look soon again.
    pub fn quicken(&mut self) {
        self.next = Self::SHORTEST;
    }

    /// AWS throttled the call: take the longest pause next.
    pub fn slow_down(&mut self) {
        self.next = Self::LONGEST;
    }

    /// Waits for the next look, but never past `most`.
    pub async fn pause(&mut self, most: Duration) {
        sleep(self.next.min(most)).await;
        self.next = self.next.mul_f64(1.5).min(Self::LONGEST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_until_something_happens() {
        let mut pace = Pace::new();
        let start = Instant::now();
        for _ in 0..20 {
            pace.pause(Duration::from_secs(60)).await;
        }
        let long = Instant::now();
        assert!(long - start > Duration::from_secs(25), "{:?}", long - start);
        pace.quicken();
        pace.pause(Duration::from_secs(60)).await;
        assert!(long.elapsed() < Duration::from_millis(200));
    }
}
