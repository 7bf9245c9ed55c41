//! A wait with polling intervals and a deadline, which tolerates temporary network failures.

use std::time::Duration;

use anyhow::Result;
use tokio::time::{Instant, sleep};

use crate::aws::Region;
use crate::aws::error::is_lasting;
use crate::failure::Failure;
use crate::pace::next_look;

/// Longest wait for one replica. Adding one to a large table takes hours; a second run continues where this one ended.
const LONGEST: Duration = Duration::from_secs(6 * 60 * 60);
/// Looks that may fail one after the other before the wait is given up.
const FAILED_LOOKS: u32 = 20;

pub struct Wait<'a> {
    table: &'a str,
    region: &'a Region,
    began: Instant,
    failures: u32,
}

impl<'a> Wait<'a> {
    pub fn new(table: &'a str, region: &'a Region) -> Self {
        Self { table, region, began: Instant::now(), failures: 0 }
    }

    /// What a look has shown; `None` when it failed in a way that the next one may not.
    pub fn unless_it_passes<T>(&mut self, look: Result<T>) -> Result<Option<T>> {
        match look {
            Ok(shown) => {
                self.failures = 0;
                Ok(Some(shown))
            }
            Err(error) => {
                self.failures += 1;
                if is_lasting(&error) || self.failures > FAILED_LOOKS { Err(error) } else { Ok(None) }
            }
        }
    }

    pub async fn pause(&self) -> Result<()> {
        let age = self.began.elapsed();
        if age > LONGEST {
            let (table, region) = (self.table, self.region);
            return Err(Failure::partial(format!(
                "the replica of {table} in {region} is not ready after 6 hours"
            ))
            .hint("DynamoDB continues by itself; run the same command again to wait further")
            .into());
        }
        sleep(next_look(age)).await;
        Ok(())
    }
}
