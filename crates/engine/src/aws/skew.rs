//! The difference between this machine's clock and AWS's, as far as a response shows it. Signatures contain the time,
//! and AWS rejects those of another time with codes that suggest wrong or expired keys.

use std::fmt;
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;

/// AWS takes signatures that are up to five minutes off; an answer may have been under way for a while.
const ALLOWED: Duration = Duration::from_secs(4 * 60);

/// What to do about it.
pub const REMEDY: &str = "set the clock of this machine, for instance by NTP, and run the command again";

/// A clock that is too far off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skew {
    by: Duration,
    is_ahead: bool,
}

impl Skew {
    /// Compares an answer's date with this machine's clock; `None` where they agree well enough.
    pub fn of(answer: &HttpResponse) -> Option<Self> {
        let date = DateTime::from_str(answer.headers().get("date")?, Format::HttpDate).ok()?;
        Self::between(SystemTime::now(), date.try_into().ok()?)
    }

    fn between(own: SystemTime, theirs: SystemTime) -> Option<Self> {
        let (by, is_ahead) = match own.duration_since(theirs) {
            Ok(by) => (by, true),
            Err(error) => (error.duration(), false),
        };
        (by > ALLOWED).then_some(Self { by, is_ahead })
    }
}

impl fmt::Display for Skew {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = if self.is_ahead { "ahead of" } else { "behind" };
        let minutes = self.by.as_secs() / 60;
        let by = match (minutes / (24 * 60), minutes / 60 % 24, minutes % 60) {
            (0, 0, minutes) => format!("{minutes} min"),
            (0, hours, minutes) => format!("{hours} h {minutes} min"),
            (days, hours, _) => format!("{days} d {hours} h"),
        };
        write!(formatter, "this machine's clock is {by} {side} AWS's")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(by: i64) -> Option<String> {
        let now = SystemTime::now();
        let span = Duration::from_secs(by.unsigned_abs());
        let own = if by > 0 { now + span } else { now - span };
        Skew::between(own, now).map(|skew| skew.to_string())
    }

    #[test]
    fn a_clock_is_blamed_only_where_aws_would_refuse_its_time() {
        assert_eq!(off(0), None);
        assert_eq!(off(-200), None);
        assert_eq!(off(-17 * 60).unwrap(), "this machine's clock is 17 min behind AWS's");
        assert_eq!(off(3 * 3600 + 120).unwrap(), "this machine's clock is 3 h 2 min ahead of AWS's");
        assert_eq!(off(-49 * 3600).unwrap(), "this machine's clock is 2 d 1 h behind AWS's");
    }
}
