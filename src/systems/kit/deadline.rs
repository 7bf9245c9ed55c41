//! How long a command waits, and how often it polls meanwhile.

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

/// Reads `90s`, `15m`, `1h`, `2d` or a sum of them such as `1h30m`. The message of a refusal lists what is allowed.
pub fn parse_span(text: &str) -> Result<Duration, String> {
    let refusal =
        || format!("'{text}' is no span of time; write a number and a unit, such as 90s, 15m or 1h");
    let mut seconds: u64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).ok_or_else(refusal)?;
        let number: u64 = rest[..end].parse().map_err(|_| refusal())?;
        let mut letters = rest[end..].chars();
        let factor = match letters.next() {
            Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3_600,
            Some('d') => 86_400,
            _ => return Err(refusal()),
        };
        seconds =
            number.checked_mul(factor).and_then(|more| seconds.checked_add(more)).ok_or_else(refusal)?;
        rest = letters.as_str();
    }
    // A year and more is a slip of the finger; nothing here waits that long.
    if seconds == 0 || seconds > 366 * 86_400 {
        return Err(refusal());
    }
    Ok(Duration::from_secs(seconds))
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

    #[test]
    fn spans_are_sums_of_units() {
        assert_eq!(parse_span("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(parse_span("1h30m"), Ok(Duration::from_secs(5_400)));
        for wrong in ["", "15", "m", "0s", "-5s", "1.5h", "9999999999999999999s", "5 m", "400d"] {
            assert!(parse_span(wrong).is_err(), "{wrong}");
        }
    }
}
