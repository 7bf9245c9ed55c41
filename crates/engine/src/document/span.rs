//! Durations as they are written.

use std::time::Duration;

/// Reads `90s`, `15m`, `1h`, `2d` or a sum of them such as `1h30m`. The message of a refusal says what is allowed.
pub fn parse_span(text: &str) -> Result<Duration, String> {
    let refusal = || format!("'{text}' is not a duration; write a number and a unit, such as 90s, 15m or 1h");
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

    #[test]
    fn spans_are_sums_of_units() {
        assert_eq!(parse_span("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(parse_span("1h30m"), Ok(Duration::from_secs(5_400)));
        for wrong in ["", "15", "m", "0s", "-5s", "1.5h", "9999999999999999999s", "5 m", "400d"] {
            assert!(parse_span(wrong).is_err(), "{wrong}");
        }
    }
}
