//! Errands are done once: a function claims one on the order before it tells anybody, and marks it as done afterwards.
//!
//! A claim ends by itself, later than the function that made it can still be at work. So when a function dies, the next
//! delivery of the same message takes the errand over, and two deliveries at the same time never both do it.

use crate::item;
use crate::table::Table;
use aws_config::SdkConfig;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use function::{Environment, Missing, Unavailable, clock};
use model::cake::{Errand, OrderId};
use std::time::Duration;

/// How much longer than its function a claim lives: clocks of two machines differ a little.
const MARGIN: Duration = Duration::from_secs(5);

/// Whether an errand is the caller's to do.
#[derive(Debug, Eq, PartialEq)]
pub enum Claim {
    /// It is, for as long as the function lives.
    Mine(Held),
    /// Somebody did it.
    Done,
    /// Somebody may be at it.
    Busy,
    /// There is no such order.
    Unknown,
}

/// The word that stands for one claim.
#[derive(Debug, Eq, PartialEq)]
pub struct Held(String);

/// The claims on one errand.
pub struct Claims {
    table: Table,
    errand: Errand,
    lease: Duration,
}

impl Claims {
    /// Claims that outlive the function, whose time limit the environment tells.
    pub fn new(
        configuration: &SdkConfig,
        environment: &Environment,
        errand: Errand,
    ) -> Result<Self, Missing> {
        let table = Table::new(configuration, environment)?;
        Ok(Claims { table, errand, lease: function_timeout(environment)? + MARGIN })
    }

    /// Claims the errand for one order.
    pub async fn claim(&self, id: &OrderId) -> Result<Claim, Unavailable> {
        let word = format!("{}#{}", clock::after(self.lease), uuid::Uuid::new_v4());
        let free = "attribute_exists(orderId) AND attribute_not_exists(#done) AND (attribute_not_exists(#claim) OR #claim < :now)";
        let written = self
            .table
            .update(id)
            .update_expression("SET #claim = :claim")
            .condition_expression(free)
            .expression_attribute_names("#done", self.errand.done_attribute())
            .expression_attribute_names("#claim", self.errand.claim_attribute())
            .expression_attribute_values(":claim", item::text(&word))
            .expression_attribute_values(":now", item::text(clock::now()))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let Err(error) = written else { return Ok(Claim::Mine(Held(word))) };
        match error.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                Ok(refused(failed.item.as_ref(), self.errand, word))
            }
            _ => Err(error.into()),
        }
    }

    /// Marks the errand as done.
    pub async fn done(&self, id: &OrderId) -> Result<(), Unavailable> {
        let update = self.table.update(id).update_expression("SET #done = :now REMOVE #claim");
        update
            .condition_expression("attribute_exists(orderId)")
            .expression_attribute_names("#done", self.errand.done_attribute())
            .expression_attribute_names("#claim", self.errand.claim_attribute())
            .expression_attribute_values(":now", item::text(clock::now()))
            .send()
            .await?;
        Ok(())
    }

    /// Gives the claim back, because nobody was told. If that fails, the claim ends by itself.
    pub async fn release(&self, id: &OrderId, held: Held) {
        let update = self.table.update(id).update_expression("REMOVE #claim");
        let _ = update
            .condition_expression("#claim = :claim")
            .expression_attribute_names("#claim", self.errand.claim_attribute())
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

/// Why the condition did not hold. A claim that was written, and whose answer was lost, so that the SDK sent it again, is
/// ours.
fn refused(found: Option<&item::Item>, errand: Errand, word: String) -> Claim {
    let Some(found) = found else { return Claim::Unknown };
    if found.contains_key(errand.done_attribute()) {
        Claim::Done
    } else if found.get(errand.claim_attribute()) == Some(&item::text(&word)) {
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
    fn a_refused_claim_says_whose_the_errand_is() {
        let errand = Errand::TellCakeMaker;
        let with = |attribute: &str, value: &str| {
            let mut found = item::of(&an_order());
            found.insert(attribute.to_owned(), item::text(value));
            refused(Some(&found), errand, "mine".to_owned())
        };
        assert_eq!(refused(None, errand, "mine".to_owned()), Claim::Unknown);
        assert_eq!(with("cakeMakerToldAt", "2026"), Claim::Done);
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
