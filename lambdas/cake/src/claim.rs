//! Each notification is sent once: a function claims it on the order before it is sent, and marks it as done afterwards.
//!
//! A claim expires after the time limit of the function that made it. If that function dies, the redelivered message claims
//! the notification again; of two concurrent deliveries only one gets the claim.

use crate::item;
use crate::table::Table;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use function::{Configuration, Environment, Missing, Unavailable, clock};
use model::cake::{Notification, OrderId};
use std::time::Duration;

/// Time between a function's limit and the end of its claim, because the clocks of two machines differ.
const MARGIN: Duration = Duration::from_secs(5);

/// The result of claiming a notification.
#[derive(Debug, Eq, PartialEq)]
pub enum Claim {
    /// The caller holds the claim, and sends the notification.
    Mine(Held),
    /// The notification was already sent.
    Done,
    /// Another invocation holds the claim.
    Busy,
    /// The order does not exist.
    Unknown,
}

/// The value that identifies one claim.
#[derive(Debug, Eq, PartialEq)]
pub struct Held(String);

/// The claims on one notification.
pub struct Claims {
    table: Table,
    notification: Notification,
    lease: Duration,
}

impl Claims {
    /// Claims that outlive the function, whose time limit is in the environment.
    pub fn new(
        configuration: &Configuration,
        environment: &Environment,
        notification: Notification,
    ) -> Result<Self, Missing> {
        let table = Table::new(configuration, environment)?;
        Ok(Claims { table, notification, lease: function_timeout(environment)? + MARGIN })
    }

    /// Claims the notification for one order.
    pub async fn claim(&self, id: &OrderId) -> Result<Claim, Unavailable> {
        let word = format!("{}#{}", clock::after(self.lease), uuid::Uuid::new_v4());
        let free = "attribute_exists(orderId) AND attribute_not_exists(#done) AND (attribute_not_exists(#claim) OR #claim < :now)";
        let written = self
            .table
            .update(id)
            .update_expression("SET #claim = :claim")
            .condition_expression(free)
            .expression_attribute_names("#done", self.notification.done_attribute())
            .expression_attribute_names("#claim", self.notification.claim_attribute())
            .expression_attribute_values(":claim", item::text(&word))
            .expression_attribute_values(":now", item::text(clock::now()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let Err(error) = written else { return Ok(Claim::Mine(Held(word))) };
        match error.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                Ok(refused(failed.item.as_ref(), self.notification, word))
            }
            _ => Err(error.into()),
        }
    }

    /// Marks the notification as done.
    pub async fn done(&self, id: &OrderId) -> Result<(), Unavailable> {
        let update = self.table.update(id).update_expression("SET #done = :now REMOVE #claim");
        update
            .condition_expression("attribute_exists(orderId)")
            .expression_attribute_names("#done", self.notification.done_attribute())
            .expression_attribute_names("#claim", self.notification.claim_attribute())
            .expression_attribute_values(":now", item::text(clock::now()))
            .send()
            .await?;
        Ok(())
    }

    /// Releases the claim, because the notification was not sent. If that fails, the claim expires.
    pub async fn release(&self, id: &OrderId, held: Held) {
        let update = self.table.update(id).update_expression("REMOVE #claim");
        let _ = update
            .condition_expression("#claim = :claim")
            .expression_attribute_names("#claim", self.notification.claim_attribute())
            .expression_attribute_values(":claim", item::text(held.0))
            .send()
            .await;
    }
}

/// How long the function may run.
pub fn function_timeout(environment: &Environment) -> Result<Duration, Missing> {
    const NAME: &str = "FUNCTION_TIMEOUT_SECONDS";
    let seconds = environment.required(NAME)?.parse().map_err(|_| Missing(NAME))?;
    Ok(Duration::from_secs(seconds))
}

/// Why the condition failed. If the SDK repeated the write because its response was lost, the claim found is the caller's
/// own.
fn refused(found: Option<&item::Item>, notification: Notification, word: String) -> Claim {
    let Some(found) = found else { return Claim::Unknown };
    if found.contains_key(notification.done_attribute()) {
        Claim::Done
    } else if found.get(notification.claim_attribute()) == Some(&item::text(&word)) {
        Claim::Mine(Held(word))
    } else {
        Claim::Busy
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::tests::an_order;

    #[test]
    fn a_refused_claim_shows_who_holds_it() {
        let notification = Notification::CakeMaker;
        let with = |attribute: &str, value: &str| {
            let mut found = item::of(&an_order());
            found.insert(attribute.to_owned(), item::text(value));
            refused(Some(&found), notification, "mine".to_owned())
        };
        assert_eq!(refused(None, notification, "mine".to_owned()), Claim::Unknown);
        assert_eq!(with("cakeMakerNotifiedAt", "2026"), Claim::Done);
        assert_eq!(with("cakeMakerClaim", "another's"), Claim::Busy);
        assert_eq!(with("cakeMakerClaim", "mine"), Claim::Mine(Held("mine".to_owned())));
    }

    #[test]
    fn a_claim_must_know_how_long_its_function_lives() {
        let timeout = |value| function_timeout(&Environment::of([("FUNCTION_TIMEOUT_SECONDS", value)]));
        assert_eq!(timeout("45").unwrap(), Duration::from_secs(45));
        assert_eq!(timeout("soon").unwrap_err().0, "FUNCTION_TIMEOUT_SECONDS");
    }
}
