//! The mailbox table in this region. Every write is conditional, so no concurrent write is lost.
//!
//! Conditions are checked against this region's copy only. That is enough, because the two regions take turns: while a
//! workflow runs, only that workflow writes the mailbox; otherwise only the API does. docs/mailbox.md
//! lists the fields that each of them writes.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};
use function::{Configuration, Environment, Lazy, Missing, Unavailable};
use model::mailbox::{Mailbox, MailboxId};
use std::collections::HashMap;

mod expression;

pub use expression::Asking;
use expression::Expression;

/// The result of writing a new mailbox.
pub enum Insertion {
    /// Written.
    Inserted,
    /// The id is in use.
    Exists(Box<Mailbox>),
}

/// The result of writing a request.
pub enum Recording {
    /// Written; this is the current mailbox.
    Recorded(Box<Mailbox>),
    /// Already written with the same key; this is the current mailbox.
    Repeated(Box<Mailbox>),
    /// The mailbox does not exist.
    Unknown,
    /// Another request was written under this key.
    KeyReused(Box<Mailbox>),
    /// The mailbox has another revision than the caller expects.
    Changed(Box<Mailbox>),
    /// A workflow is running for it.
    Busy(Box<Mailbox>),
}

/// The table.
pub struct Table {
    client: Lazy<Client>,
    name: String,
}

/// An item as DynamoDB has it.
type Item = HashMap<String, AttributeValue>;

impl Table {
    /// The table in the environment.
    pub fn new(configuration: &Configuration, environment: &Environment) -> Result<Self, Missing> {
        Ok(Table { client: configuration.client(Client::new), name: environment.required("TABLE_NAME")? })
    }

    /// Reads one mailbox, with a consistent read in this region.
    pub async fn get(&self, id: &MailboxId) -> Result<Option<Mailbox>, Unavailable> {
        let request = self.client.get_item().table_name(&self.name).key("id", string(id.as_str()));
        let found = request.consistent_read(true).send().await?.item;
        found.map(|item| mailbox(&item)).transpose()
    }

    /// Reads up to `limit` mailboxes after `after`, and where the next page starts. Damaged items are left out.
    pub async fn page(
        &self,
        limit: u16,
        after: Option<&MailboxId>,
    ) -> Result<(Vec<Mailbox>, Option<MailboxId>), Unavailable> {
        let start = after.map(|id| HashMap::from([("id".to_owned(), string(id.as_str()))]));
        let request = self.client.scan().table_name(&self.name).limit(limit.into());
        let page = request.set_exclusive_start_key(start).send().await?;
        let next = page.last_evaluated_key.as_ref().and_then(|key| key.get("id")?.as_s().ok());
        let mailboxes = page.items.iter().flatten().filter_map(|item| mailbox(item).ok()).collect();
        Ok((mailboxes, next.and_then(|id| MailboxId::parse(id).ok())))
    }

    /// Writes a new mailbox, unless its id is in use.
    pub async fn insert(&self, new: &Mailbox) -> Result<Insertion, Unavailable> {
        let request = self.client.put_item().table_name(&self.name).set_item(Some(item(new)));
        let written = request
            .condition_expression("attribute_not_exists(id)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match written {
            Ok(_) => Ok(Insertion::Inserted),
            Err(error) => match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(failed)) => match &failed.item {
                    Some(item) => Ok(Insertion::Exists(Box::new(mailbox(item)?))),
                    None => Err(error.into()),
                },
                _ => Err(error.into()),
            },
        }
    }

    /// Writes a request to a mailbox, once per key, unless a workflow is running for it or it has another
    /// revision than is expected.
    pub async fn record(&self, asking: &Asking<'_>) -> Result<Recording, Unavailable> {
        let expression = Expression::of(asking);
        let written = self
            .client
            .update_item()
            .table_name(&self.name)
            .key("id", string(asking.id.as_str()))
            .update_expression(expression.update)
            .condition_expression(expression.condition)
            .set_expression_attribute_names(expression.names)
            .set_expression_attribute_values(Some(expression.values))
            .return_values(ReturnValue::AllNew)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match written {
            Ok(output) => Ok(Recording::Recorded(Box::new(mailbox(&output.attributes.unwrap_or_default())?))),
            Err(error) => match error.as_service_error() {
                Some(UpdateItemError::ConditionalCheckFailedException(failed)) => {
                    refused(failed.item.as_ref(), asking)
                }
                _ => Err(error.into()),
            },
        }
    }
}

/// Why the condition failed. Only the key identifies an earlier try whose answer was lost, the SDK's own retries
/// included: two requests of the same moment are two requests.
fn refused(item: Option<&Item>, asking: &Asking<'_>) -> Result<Recording, Unavailable> {
    let Some(item) = item else { return Ok(Recording::Unknown) };
    let existing = Box::new(mailbox(item)?);
    Ok(match asking.under_its_key(item) {
        Some(kind) if kind == asking.kind() && asking.change.is_in(&existing) => {
            Recording::Repeated(existing)
        }
        Some(_) => Recording::KeyReused(existing),
        None if asking.expected.is_some_and(|revision| revision != existing.revision) => {
            Recording::Changed(existing)
        }
        None => Recording::Busy(existing),
    })
}

fn string(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

fn number(value: u64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

fn item(mailbox: &Mailbox) -> Item {
    let texts = mailbox.to_attributes().into_iter().map(|(name, value)| (name.to_owned(), string(value)));
    texts.chain([(Mailbox::REVISION.to_owned(), number(mailbox.revision))]).collect()
}

fn mailbox(item: &Item) -> Result<Mailbox, Unavailable> {
    let read = Mailbox::from_attributes(|name| match item.get(name)? {
        AttributeValue::S(text) | AttributeValue::N(text) => Some(text),
        _ => None,
    });
    read.map_err(|damaged| Unavailable(damaged.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::mailbox::{MailboxChange, MailboxStatus, NewMailbox};

    const KEY: &str = "0b9b3d9e-0000-4000-8000-00000000000a";
    const OTHER_KEY: &str = "0b9b3d9e-0000-4000-8000-00000000000b";

    fn asking<'a>(id: &'a MailboxId, change: &'a MailboxChange, key: &'a str) -> Asking<'a> {
        Asking { id, status: MailboxStatus::UpdateRequested, change, now: "t1", key, expected: None }
    }

    /// The item of a mailbox that took a request of this username at the time t1 under `KEY`.
    fn asked(username: &str) -> (MailboxId, Item) {
        let body = format!(r#"{{"username":"{username}","domain":"example.com"}}"#);
        let id = MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        let mut existing = NewMailbox::from_json(&body).unwrap().into_mailbox(id.clone(), "t1");
        existing.mailbox_status = MailboxStatus::UpdateRequested;
        existing.revision = 4;
        let mut item = item(&existing);
        item.insert("requestKey".to_owned(), string(KEY));
        item.insert("requestKind".to_owned(), string("update"));
        (id, item)
    }

    fn username(username: &str) -> MailboxChange {
        MailboxChange { username: Some(username.to_owned()), ..MailboxChange::default() }
    }

    #[test]
    fn a_write_whose_answer_was_lost_is_recognised_by_its_key() {
        let (id, item) = asked("ann");
        let change = username("ann");
        let outcome = |key| refused(Some(&item), &asking(&id, &change, key)).unwrap();
        assert!(matches!(outcome(KEY), Recording::Repeated(mailbox) if mailbox.revision == 4));
        assert!(matches!(refused(None, &asking(&id, &change, KEY)), Ok(Recording::Unknown)));
    }

    #[test]
    fn two_requests_of_the_same_millisecond_are_not_taken_for_one() {
        let (id, item) = asked("ann");
        for change in [username("ann"), username("bob")] {
            let outcome = refused(Some(&item), &asking(&id, &change, OTHER_KEY)).unwrap();
            assert!(matches!(outcome, Recording::Busy(mailbox) if mailbox.username == "ann"), "{change:?}");
        }
    }

    #[test]
    fn a_key_stands_for_one_request() {
        let (id, item) = asked("ann");
        let (other, same) = (username("bob"), username("ann"));
        assert!(matches!(refused(Some(&item), &asking(&id, &other, KEY)), Ok(Recording::KeyReused(_))));
        let delete = Asking { status: MailboxStatus::DeleteRequested, ..asking(&id, &same, KEY) };
        assert!(matches!(refused(Some(&item), &delete), Ok(Recording::KeyReused(_))));
    }

    #[test]
    fn another_revision_than_expected_is_named_before_the_status() {
        let (id, mut item) = asked("ann");
        let change = username("bob");
        let outcome = |item: &Item, expected| {
            let asking = Asking { expected: Some(expected), ..asking(&id, &change, OTHER_KEY) };
            refused(Some(item), &asking).unwrap()
        };
        assert!(matches!(outcome(&item, 3), Recording::Changed(mailbox) if mailbox.revision == 4));
        assert!(matches!(outcome(&item, 4), Recording::Busy(_)));
        item.remove(Mailbox::REVISION);
        assert!(matches!(outcome(&item, 0), Recording::Busy(mailbox) if mailbox.revision == 0));
    }
}
