//! The time of day. No function reads it elsewhere.

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, as tables and events write times.
pub fn now() -> String {
    // A clock before 1970 is broken; the epoch itself is then as good a time as any.
    model::rfc3339(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default())
}
