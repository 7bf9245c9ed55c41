//! The time of day and the elapsed time, from one place, so that tests can stop both.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

#[cfg(test)]
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// Returns the time of day and the time since it was made. Clones return the same time.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System(Instant),
    #[cfg(test)]
    Fixed(Arc<AtomicU64>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System(Instant::now()))
    }

    /// A clock that stands at 2026-01-02T03:04:05.678Z until it is moved.
    #[cfg(test)]
    pub fn fixed() -> Self {
        Self(Source::Fixed(Arc::default()))
    }

    /// Moves a fixed clock on.
    #[cfg(test)]
    pub fn advance(&self, by: Duration) {
        if let Source::Fixed(millis) = &self.0 {
            millis.fetch_add(by.as_millis().try_into().unwrap(), Ordering::SeqCst);
        }
    }

    /// The time since this clock was made; it never decreases.
    pub fn passed(&self) -> Duration {
        match &self.0 {
            Source::System(start) => start.elapsed(),
            #[cfg(test)]
            Source::Fixed(millis) => Duration::from_millis(millis.load(Ordering::SeqCst)),
        }
    }

    /// The time of day as RFC 3339 in UTC with milliseconds.
    pub fn timestamp(&self) -> String {
        timestamp(match &self.0 {
            Source::System(_) => SystemTime::now(),
            #[cfg(test)]
            Source::Fixed(_) => UNIX_EPOCH + Duration::from_millis(1_767_323_045_678) + self.passed(),
        })
    }
}

/// A time as RFC 3339 in UTC with milliseconds, such as `2026-01-02T03:04:05.678Z`.
pub fn timestamp(time: SystemTime) -> String {
    // No machine this runs on stands before 1970.
    model::rfc3339(time.duration_since(UNIX_EPOCH).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> String {
        timestamp(UNIX_EPOCH + Duration::from_secs(seconds))
    }

    #[test]
    fn timestamps_know_leap_years_and_month_ends() {
        assert_eq!(at(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00.000Z");
        assert_eq!(at(1_709_251_199), "2024-02-29T23:59:59.000Z");
        assert_eq!(at(1_767_225_599), "2025-12-31T23:59:59.000Z");
        assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00.000Z");
    }

    #[test]
    fn a_fixed_clock_moves_only_when_advanced() {
        let clock = Clock::fixed();
        assert_eq!(clock.timestamp(), "2026-01-02T03:04:05.678Z");
        clock.clone().advance(Duration::from_millis(1500));
        assert_eq!(clock.passed(), Duration::from_millis(1500));
        assert_eq!(clock.timestamp(), "2026-01-02T03:04:07.178Z");
    }
}
