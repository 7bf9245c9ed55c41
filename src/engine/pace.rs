//! How long to wait before looking again. Pure.
//!
//! Looking seldom makes a run late, looking often makes AWS refuse. So a look comes after a fixed share of the time
//! that has gone by already, and where earlier operations of the run show when the next is likely to end, there are
//! few looks before that moment and many around it.

use std::time::Duration;

/// Looks come no faster than this at the very first.
const FIRST: Duration = Duration::from_millis(10);
/// Nor faster than this once the first few looks are over.
const FAST: Duration = Duration::from_millis(40);
/// Nor slower than this, however long it takes.
const SLOWEST: Duration = Duration::from_secs(5);
/// Share of an operation's age that the next look may be late by, in the unknown.
const UNKNOWN: f64 = 0.12;
/// The same around the time at which it is expected to end.
const EXPECTED: f64 = 0.03;
/// Before that time, the next look comes when an operation is older by this many times its age: one that ends early is
/// seen soon enough, and few looks are wasted on those that do not.
const EARLY: f64 = 4.0;
/// How far beyond its expected end an operation is still looked at closely.
const LATE: f64 = 1.3;

/// The wait before the next look at operations of these ages. `expected` is when, in the life of an operation, the
/// earlier ones of its kind were last seen unfinished.
pub fn next_look(ages: impl IntoIterator<Item = Duration>, expected: Option<Duration>) -> Duration {
    ages.into_iter().map(|age| wait(age, expected)).min().unwrap_or(SLOWEST).min(SLOWEST)
}

fn wait(age: Duration, expected: Option<Duration>) -> Duration {
    match expected {
        Some(end) if age < end => age.mul_f64(EARLY).max(FAST).min(end.saturating_sub(age)).max(FIRST),
        Some(end) if age < end.mul_f64(LATE) => end.mul_f64(EXPECTED).max(FIRST),
        _ => age.mul_f64(UNKNOWN).max(age.clamp(FIRST, FAST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Looks until an operation of this length is over; returns the number of looks, how late the last one was, and
    /// when the one before it was.
    fn follow(length: Duration, expected: Option<Duration>) -> (usize, Duration, Duration) {
        let (mut age, mut seen, mut looks) = (Duration::ZERO, Duration::ZERO, 1);
        while age < length {
            seen = age;
            age += next_look([age], expected);
            looks += 1;
        }
        (looks, age - length, seen)
    }

    #[test]
    fn five_layers_of_two_seconds_take_few_looks_and_little_delay() {
        let length = Duration::from_secs(2);
        let (mut looks, mut lateness, mut expected) = (0, Duration::ZERO, None);
        for _ in 0..5 {
            // An operation is last seen unfinished one look before its end; the next one learns from that.
            let (more, late, seen) = follow(length, expected);
            // Once a duration is known there is no look at the very beginning.
            looks += more - usize::from(expected.is_some());
            lateness += late;
            expected = Some(seen);
        }
        assert!(looks <= 59, "{looks}");
        assert!(lateness < Duration::from_millis(500), "{lateness:?}");
    }

    #[test]
    fn an_operation_of_milliseconds_is_seen_at_once() {
        let (_, late, _) = follow(Duration::from_millis(5), None);
        assert!(late <= Duration::from_millis(10));
    }

    proptest! {
        #[test]
        fn no_look_is_later_than_its_share(length in 1u64..600_000, expected in proptest::option::of(1u64..600_000)) {
            let length = Duration::from_millis(length);
            let (looks, late, _) = follow(length, expected.map(Duration::from_millis));
            let share = if expected.is_some() { EARLY } else { UNKNOWN };
            prop_assert!(late <= length.mul_f64(share).max(FAST).min(SLOWEST));
            prop_assert!(looks < 250);
        }
    }
}
