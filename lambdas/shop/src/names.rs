//! The names of the system's failures, which the saga and callers rely on.

/// A service's table did not answer, or was written by too many at once; a retry helps.
pub const TABLE_UNAVAILABLE: &str = "table-unavailable";
