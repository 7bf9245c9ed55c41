//! Durations as text.

use std::time::Duration;

use engine::aws::timestamp::Timestamp;

/// How long something took: `40 ms`, `1.2 s`, `3 m 04 s`, `2 h 05 m`.
pub fn took(duration: Duration) -> String {
    let tenths = (duration.as_millis() + 50) / 100;
    match tenths {
        0 => format!("{} ms", duration.as_millis()),
        1..600 => format!("{}.{} s", tenths / 10, tenths % 10),
        _ => elapsed(Duration::from_secs(duration.as_secs_f64().round() as u64)),
    }
}

/// How long something has been going on, without what would only flicker: `12 s`, `3 m 04 s`, `2 h 05 m`.
pub fn elapsed(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} m {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} m", seconds / 3600, seconds / 60 % 60),
    }
}

/// How long ago something was, in its largest unit: `12s`, `5m`, `2h`, `3d`.
pub fn age(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3600 => format!("{}m", seconds / 60),
        3600..172_800 => format!("{}h", seconds / 3600),
        _ => format!("{}d", seconds / 86_400),
    }
}

/// The age of a moment that a record contains as text; what is no moment is shown as it is.
pub fn age_at(now: Timestamp, moment: &str) -> String {
    Timestamp::parse(moment).map_or_else(|| moment.to_owned(), |moment| age(now.since(moment)))
}

/// Seconds as events carry them; what is no length of time counts as none.
pub fn from_seconds(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_grows_with_the_length() {
        let words = |seconds| took(from_seconds(seconds));
        assert_eq!(words(0.0), "0 ms");
        assert_eq!(words(0.0404), "40 ms");
        assert_eq!(words(0.05), "0.1 s");
        assert_eq!(words(1.24), "1.2 s");
        assert_eq!(words(59.94), "59.9 s");
        assert_eq!(words(59.96), "1 m 00 s");
        assert_eq!(words(184.4), "3 m 04 s");
        assert_eq!(words(7512.0), "2 h 05 m");
    }

    #[test]
    fn a_running_time_has_no_tenths() {
        assert_eq!(elapsed(Duration::from_millis(12_900)), "12 s");
        assert_eq!(elapsed(Duration::from_secs(61)), "1 m 01 s");
    }

    #[test]
    fn an_age_has_one_unit() {
        let words = |seconds| age(Duration::from_secs(seconds));
        assert_eq!([words(59), words(3599), words(7200), words(172_800)], ["59s", "59m", "2h", "2d"]);
    }

    #[test]
    fn a_record_is_as_old_as_its_moment() {
        let now = Timestamp::parse("2026-03-01T14:03:32Z").unwrap();
        assert_eq!(age_at(now, "2026-03-01T13:45:00.250Z"), "18m");
        assert_eq!(age_at(now, "2026-03-01T14:03:33Z"), "0s");
        assert_eq!(age_at(now, "yesterday"), "yesterday");
    }

    #[test]
    fn a_broken_number_of_seconds_is_no_time() {
        assert_eq!(from_seconds(f64::NAN), Duration::ZERO);
        assert_eq!(from_seconds(-1.0), Duration::ZERO);
    }
}
