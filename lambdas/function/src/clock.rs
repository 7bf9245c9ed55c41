//! The time of day. No function reads it elsewhere.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Now, as tables and events write times.
pub fn now() -> String {
    after(Duration::ZERO)
}

/// The time that it will be after `pause`, written in the same way.
pub fn after(pause: Duration) -> String {
    // A clock before 1970 is broken; the epoch itself is then as good a time as any.
    model::rfc3339(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + pause)
}
