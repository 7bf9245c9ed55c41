//! Waits with a deadline: short pauses at first, longer ones later.

use std::time::Duration;

use tokio::time::Instant;

const SHORTEST: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_millis(250);

/// The pauses of one wait.
pub struct Pause {
    started: Instant,
    deadline: Instant,
    next: Duration,
}

impl Pause {
    /// Pauses that end at a deadline counted from now.
    pub fn until(deadline: Duration) -> Self {
        let started = Instant::now();
        Self { started, deadline: started + deadline, next: SHORTEST }
    }

    /// How long the wait has lasted.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Rests for a moment; false, at once, when the deadline has passed.
    pub async fn rest(&mut self) -> bool {
        let now = Instant::now();
        if now >= self.deadline {
            return false;
        }
        tokio::time::sleep(self.next.min(self.deadline - now)).await;
        self.next = (self.next * 5 / 4).min(LONGEST);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_wait_ends_at_its_deadline_after_few_looks() {
        let mut pause = Pause::until(Duration::from_secs(20));
        let mut looks = 0;
        while pause.rest().await {
            looks += 1;
        }
        assert_eq!(pause.elapsed(), Duration::from_secs(20));
        assert!(looks < 100, "{looks} looks");
    }
}
