//! Delays between polls.

use std::time::Duration;
use uuid::Uuid;

/// Pauses that grow by half from one to the next, each shortened at random by up to a half, so that clients waiting for the
/// same thing do not poll at the same time.
pub struct Pauses {
    next: Duration,
    longest: Duration,
}

impl Pauses {
    /// Pauses from `first` up to `longest`.
    pub fn new(first: Duration, longest: Duration) -> Self {
        Pauses { next: first, longest }
    }

    /// Waits.
    pub async fn wait(&mut self) {
        tokio::time::sleep(self.next_pause()).await;
    }

    fn next_pause(&mut self) -> Duration {
        let random = u32::from(Uuid::new_v4().as_bytes()[0]); // 0 to 255
        let pause = self.next.saturating_sub(self.next / 2 * random / 256);
        self.next = (self.next * 3 / 2).min(self.longest);
        pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit_and_are_never_nothing() {
        let second = Duration::from_secs(1);
        let mut pauses = Pauses::new(second / 5, second);
        for _ in 0..20 {
            let pause = pauses.next_pause();
            assert!(pause >= second / 10 && pause <= second, "{pause:?}");
        }
        assert!(pauses.next_pause() >= second / 2);
    }
}
