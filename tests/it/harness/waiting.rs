//! Waiting for what is about to happen.

use std::thread;
use std::time::{Duration, Instant};

/// How long something that is about to happen may take.
pub const SOON: Duration = Duration::from_secs(60);

/// Waits until this is `Ok`; the last reason says what never came about.
#[track_caller]
pub fn until<T>(look: impl Fn() -> Result<T, String>) -> T {
    let began = Instant::now();
    loop {
        match look() {
            Ok(found) => return found,
            Err(reason) => assert!(began.elapsed() < SOON, "{reason}"),
        }
        thread::sleep(Duration::from_millis(25));
    }
}
