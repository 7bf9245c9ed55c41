//! How often a call without a usable answer is tried, and how long each try may take: calls of the SDK, requests to deployed APIs,
//! and deletions that S3 is too busy for. Throttled calls are repeated by [`rate`](super::rate).

use std::iter::successors;
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;

/// Tries of one call, the first included.
pub(super) const TRIES: u32 = 5;
/// The pause before the second try of a request to a deployed API; each later one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long one try of a call may take; [`http`](super::http) gives a silent host up before.
pub(super) const CALL: Duration = Duration::from_secs(60);
/// The same for a deployed API: API Gateway itself gives up after 29 seconds.
pub(super) const API: Duration = Duration::from_secs(35);

/// How often the SDK itself tries a call that was lost.
pub(super) fn of_sdk() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(TRIES)
}

/// The pauses between the tries of a request to a deployed API.
pub(super) fn pauses() -> impl Iterator<Item = Duration> {
    successors(Some(FIRST_PAUSE), |pause| Some(*pause * 2)).take(TRIES as usize - 1)
}

/// The limits of a try whose answer may take this long. They are not limits of the whole try, which would run while a request
/// waits for its turn.
pub(super) fn limits(answer: Duration) -> TimeoutConfig {
    TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT).read_timeout(answer).build()
}
