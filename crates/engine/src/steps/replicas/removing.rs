//! Decides the next action for a replica to remove. Plain code, except for the clock.

use tokio::time::Instant;

use super::adding::{AGAIN_AFTER, is_passing};
use super::{Step, business, entry};
use crate::aws::Region;
use crate::aws::error::AwsError;
use crate::aws::tables::TableState;

/// One replica on its way out.
pub struct Removing<'a> {
    region: &'a Region,
    asked: Option<Instant>,
    /// DynamoDB says that others were copied from it.
    is_source: bool,
}

impl<'a> Removing<'a> {
    pub fn new(region: &'a Region) -> Self {
        Self { region, asked: None, is_source: false }
    }

    pub fn step(&mut self, source: Option<&TableState>, regional: Option<&TableState>) -> Step {
        if self.is_source {
            return Step::Later;
        }
        // Without a source there is nothing to ask; a look at the end of the teardown shows what is left.
        let Some(source) = source else { return Step::Done };
        match entry(source, self.region) {
            None if regional.is_none() => Step::Done,
            None => Step::Wait("being removed".to_owned()),
            Some("DELETING") => Step::Wait("DELETING".to_owned()),
            // Also when it is itself still being created, which cannot be cancelled.
            Some(_) => match business(source) {
                Some(business) => Step::Wait(business),
                None if self.asked.is_some_and(|asked| asked.elapsed() < AGAIN_AFTER) => {
                    Step::Wait("requested".to_owned())
                }
                None => Step::Remove,
            },
        }
    }

    /// Takes DynamoDB's answer to the request.
    pub fn asked(&mut self, answer: Result<(), AwsError>) -> Result<(), AwsError> {
        self.asked = Some(Instant::now());
        let Err(error) = answer else { return Ok(()) };
        if error.message.contains("acted as a source region") {
            self.is_source = true;
            return Ok(());
        }
        // Another run was faster, or an earlier try whose answer was lost, or another change is in progress: the next look shows which.
        let says = |text: &str| error.message.contains(text);
        let is_gone = says("not part of the global table")
            || says(
                "Replica specified in the Replica Update or Replica Delete action of the request was not found",
            );
        if is_gone || is_passing(&error) { Ok(()) } else { Err(error) }
    }
}
