//! A moment as AWS reports it, to the millisecond.

use std::borrow::Cow;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// A moment in UTC. Shown and serialised as RFC 3339 with milliseconds, so that the text order is the time order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// This many milliseconds after the start of 1970.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// This machine's present.
    pub fn now() -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }

    /// Reads RFC 3339 with any offset; `None` when it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = DateTime::from_str(text, Format::DateTimeWithOffset).ok()?;
        Some(Self(moment.to_millis().ok()?))
    }

    /// Milliseconds after the start of 1970.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The moment this much later.
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// How long after `earlier` this is; zero when it is before.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The time of day, such as `14:03:32 UTC`.
    pub fn time_of_day(self) -> String {
        let text = self.to_string();
        let time = text.split_once('T').map_or(text.as_str(), |(_, time)| time);
        format!("{} UTC", time.split(['.', 'Z']).next().unwrap_or(time))
    }
}

impl From<&DateTime> for Timestamp {
    fn from(moment: &DateTime) -> Self {
        Self(moment.to_millis().unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seconds, millis) = (self.0.div_euclid(1_000), self.0.rem_euclid(1_000));
        let text = DateTime::from_secs(seconds).fmt(Format::DateTime).map_err(|_| fmt::Error)?;
        // The SDK leaves out fractions that are zero, and the fixed width makes the text order the time order.
        write!(formatter, "{}.{millis:03}Z", text.trim_end_matches('Z'))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Timestamp {
    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date-time"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_as_it_is_written() {
        let moment = Timestamp::parse("2026-03-01T14:03:32.25Z").unwrap();
        assert_eq!(moment.to_string(), "2026-03-01T14:03:32.250Z");
        assert_eq!(moment.time_of_day(), "14:03:32 UTC");
        assert_eq!(Timestamp::parse("2026-03-01T15:03:32.25+01:00"), Some(moment));
        assert_eq!(Timestamp::parse("soon"), None);
    }

    #[test]
    fn time_never_runs_backwards() {
        let moment = Timestamp::from_millis(1_000);
        assert_eq!(moment.since(moment.plus(Duration::from_secs(3))), Duration::ZERO);
    }
}
