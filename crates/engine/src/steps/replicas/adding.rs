//! Decides the next action for a replica that is wanted. Plain code, except for the clock.

use std::time::Duration;

use tokio::time::Instant;

use super::{Copies, Step, TRIES, business};
use crate::aws::Region;
use crate::aws::error::AwsError;
use crate::aws::tables::ACTIVE;
use crate::failure::Failure;

/// The entry comes about six seconds after the request. One that has not come after this long, while the table rests, was
/// dropped.
const ENTRY_WITHIN: Duration = Duration::from_secs(60);
/// A removed replica's own table is deleted up to half a minute after its entry, and refuses a new one until then.
const LEFTOVER_WITHIN: Duration = Duration::from_secs(90);
/// Time after which a change is asked for again when DynamoDB said that it was busy.
pub const AGAIN_AFTER: Duration = Duration::from_secs(5);

/// One replica on its way.
pub struct Adding<'a> {
    region: &'a Region,
    /// The request whose result is not known yet.
    pending: Option<Instant>,
    was_listed: bool,
    tries: u32,
    refused: Option<Instant>,
    leftover_since: Option<Instant>,
}

impl<'a> Adding<'a> {
    pub fn new(region: &'a Region) -> Self {
        Self { region, pending: None, was_listed: false, tries: 0, refused: None, leftover_since: None }
    }

    pub fn step(&mut self, copies: &Copies) -> Step {
        let table = &copies.source.name;
        match copies.entry(self.region) {
            Some(ACTIVE) if copies.is_usable(self.region) => Step::Done,
            // Left by an earlier run; DynamoDB never continues it.
            Some("CREATION_FAILED") if self.tries == 0 => self.unless_busy(copies, Step::Remove),
            Some(
                status @ ("CREATION_FAILED"
                | "REGION_DISABLED"
                | "REPLICATION_NOT_AUTHORIZED"
                | "INACCESSIBLE_ENCRYPTION_CREDENTIALS"
                | "ARCHIVING"
                | "ARCHIVED"),
            ) => Step::Fail(self.stopped(table, status)),
            Some(status) => {
                self.was_listed = true;
                let all =
                    [status, copies.source.status.as_str(), copies.at(self.region).unwrap_or("requested")];
                // The part that is not ready yet is what is waited for.
                Step::Wait(all.iter().find(|status| **status != ACTIVE).unwrap_or(&ACTIVE).to_string())
            }
            None => self.step_unlisted(copies),
        }
    }

    fn step_unlisted(&mut self, copies: &Copies) -> Step {
        if let Some(asked) = self.pending {
            let is_dropped =
                self.was_listed || asked.elapsed() > ENTRY_WITHIN && copies.source.status == ACTIVE;
            if !is_dropped {
                return Step::Wait("requested".to_owned());
            }
            (self.pending, self.was_listed) = (None, false);
        }
        if self.tries >= TRIES {
            return Step::Fail(self.dropped(&copies.source.name));
        }
        self.unless_busy(copies, Step::Add)
    }

    fn unless_busy(&mut self, copies: &Copies, step: Step) -> Step {
        if let Some(business) = business(&copies.source) {
            return Step::Wait(business);
        }
        if self.refused.is_some_and(|refused| refused.elapsed() < AGAIN_AFTER) {
            return Step::Wait("waiting for another change".to_owned());
        }
        match copies.at(self.region).filter(|_| matches!(step, Step::Add)) {
            None => self.leftover_since = None,
            Some(status) => {
                let since = *self.leftover_since.get_or_insert_with(Instant::now);
                if status == "DELETING" || since.elapsed() < LEFTOVER_WITHIN {
                    return Step::Wait("a table of that name is still there".to_owned());
                }
            }
        }
        step
    }

    /// Takes DynamoDB's answer to the request. A success is no promise.
    pub fn asked(&mut self, answer: Result<(), AwsError>) -> Result<(), AwsError> {
        match answer {
            Ok(()) => {
                (self.pending, self.was_listed) = (Some(Instant::now()), false);
                self.tries += 1;
                Ok(())
            }
            Err(error) => self.put_off(error),
        }
    }

    /// Takes the answer to the removal of a failed replica.
    pub fn cleared(&mut self, answer: Result<(), AwsError>) -> Result<(), AwsError> {
        self.refused = Some(Instant::now());
        answer.or_else(|error| self.put_off(error))
    }

    fn put_off(&mut self, error: AwsError) -> Result<(), AwsError> {
        if !is_passing(&error) {
            return Err(error);
        }
        // Another change is in progress, perhaps the same one; the next looks show its result.
        self.refused = Some(Instant::now());
        Ok(())
    }

    fn stopped(&self, table: &str, status: &str) -> Failure {
        let region = self.region;
        Failure::failed(format!("the replica of table {table} in {region} is {status}")).hint(match status {
            "REGION_DISABLED" => "enable the region for the account, then run the command again",
            "INACCESSIBLE_ENCRYPTION_CREDENTIALS" | "ARCHIVING" | "ARCHIVED" => {
                "give DynamoDB access to the table's KMS key in that region, then run the command again"
            }
            "REPLICATION_NOT_AUTHORIZED" => {
                "allow AWSServiceRoleForDynamoDBReplication in the table's resource policy within 20 \
                hours; after that the replica becomes an independent table for good"
            }
            _ => "run the command again: it removes the failed replica and adds it again",
        })
    }

    fn dropped(&self, table: &str) -> Failure {
        let (region, tries) = (self.region, self.tries);
        Failure::failed(format!(
            "DynamoDB dropped the request for a replica of table {table} in {region} {tries} times without giving a reason"
        ))
        .hint("check that the region is enabled for the account, then run the command again")
    }
}

/// Whether a refusal only says that another change is in progress.
pub fn is_passing(error: &AwsError) -> bool {
    error.is("ResourceInUseException") || error.is("LimitExceededException")
}

/// DynamoDB has one error code for all of these; only the text distinguishes them.
pub fn hint_for(error: &AwsError) -> Option<&'static str> {
    let says = |text: &str| error.message.contains(text);
    if says("already existed as tables") {
        return Some(
            "a table of that name exists and is not a replica; check it with aws dynamodb \
            describe-table, and remove it if it is not needed",
        );
    }
    if says("region is disabled") {
        return Some("enable the region for the account, then run the command again");
    }
    says("protected against deletion").then_some("add --force to lift the protection")
}
