//! The mailbox table in this region. Every write has a condition, so nothing is lost when two come at once.
//!
//! Conditions are checked against this region's copy only. That is enough, because the two regions take turns: while a
//! mailbox rests only the API writes it, and from a request on only the workflow does, until it rests again.

use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};
use function::{Environment, Missing, Unavailable};
use model::mailbox::{ContactChange, Mailbox, MailboxChange, MailboxId, MailboxStatus};
use std::collections::HashMap;

/// Whether a new mailbox was written.
pub enum Insertion {
    /// It was.
    Inserted,
    /// The id is in use.
    Exists(Box<Mailbox>),
}

/// Whether a request was written.
pub enum Recording {
    /// It was; this is the mailbox now.
    Recorded(Box<Mailbox>),
    /// There is no such mailbox.
    Unknown,
    /// A workflow is at work on it.
    Busy(MailboxStatus),
}

/// The table.
pub struct Table {
    client: Client,
    name: String,
}

type Item = HashMap<String, AttributeValue>;

impl Table {
    /// The table that the environment names.
    pub fn new(configuration: &SdkConfig, environment: &Environment) -> Result<Self, Missing> {
        Ok(Table { client: Client::new(configuration), name: environment.required("TABLE_NAME")? })
    }

    /// Reads one mailbox, as it is after every earlier write in this region.
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
        let item: Item =
            new.to_attributes().into_iter().map(|(name, value)| (name.to_owned(), string(value))).collect();
        let request = self.client.put_item().table_name(&self.name).set_item(Some(item));
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

    /// Writes that something is asked of a mailbox, unless a workflow is at work on it.
    pub async fn record(
        &self,
        id: &MailboxId,
        status: MailboxStatus,
        change: &MailboxChange,
        now: &str,
    ) -> Result<Recording, Unavailable> {
        let expression = Expression::new(status, change, now);
        let written = self
            .client
            .update_item()
            .table_name(&self.name)
            .key("id", string(id.as_str()))
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
                    refused(failed.item.as_ref(), status, now)
                }
                _ => Err(error.into()),
            },
        }
    }
}

/// Why the condition did not hold: there is no item, a workflow is at work, or the write had been done already and only
/// its answer was lost, so that the SDK sent it again.
fn refused(item: Option<&Item>, status: MailboxStatus, now: &str) -> Result<Recording, Unavailable> {
    let Some(item) = item else { return Ok(Recording::Unknown) };
    let existing = mailbox(item)?;
    if existing.mailbox_status == status && existing.requested_at == now {
        Ok(Recording::Recorded(Box::new(existing)))
    } else {
        Ok(Recording::Busy(existing.mailbox_status))
    }
}

/// The words in which DynamoDB is told of a request.
struct Expression {
    update: String,
    condition: String,
    names: Option<HashMap<String, String>>,
    values: Item,
}

impl Expression {
    fn new(status: MailboxStatus, change: &MailboxChange, now: &str) -> Self {
        let mut values =
            Item::from([(":status".to_owned(), string(status.as_str())), (":now".to_owned(), string(now))]);
        let mut update = "SET mailboxStatus = :status, requestedAt = :now, updatedAt = :now".to_owned();
        let mut names = None;
        if let Some(username) = &change.username {
            update.push_str(", username = :username");
            values.insert(":username".to_owned(), string(username));
        }
        if let Some(domain) = &change.domain {
            // `domain` is one of DynamoDB's reserved words.
            update.push_str(", #domain = :domain");
            values.insert(":domain".to_owned(), string(domain));
            names = Some(HashMap::from([("#domain".to_owned(), "domain".to_owned())]));
        }
        if let ContactChange::Set(contact) = &change.contact {
            update.push_str(", deleteConfirmEmailContact = :contact");
            values.insert(":contact".to_owned(), string(contact));
        }
        update.push_str(" REMOVE failureReason");
        if change.contact == ContactChange::Remove {
            update.push_str(", deleteConfirmEmailContact");
        }
        let condition = at_rest(&mut values);
        Expression { update, condition, names, values }
    }
}

/// The condition that a mailbox is there and rests.
fn at_rest(values: &mut Item) -> String {
    let resting = MailboxStatus::ALL.into_iter().filter(|status| status.is_final());
    let placeholders: Vec<String> = resting
        .enumerate()
        .map(|(number, status)| {
            let placeholder = format!(":rest{number}");
            values.insert(placeholder.clone(), string(status.as_str()));
            placeholder
        })
        .collect();
    format!("attribute_exists(id) AND mailboxStatus IN ({})", placeholders.join(", "))
}

fn string(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

fn mailbox(item: &Item) -> Result<Mailbox, Unavailable> {
    let read = Mailbox::from_attributes(|name| item.get(name)?.as_s().ok().map(String::as_str));
    read.map_err(|damaged| Unavailable(damaged.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_written_only_to_a_resting_mailbox() {
        let expression = Expression::new(MailboxStatus::DeleteRequested, &MailboxChange::default(), "now");
        assert_eq!(
            expression.update,
            "SET mailboxStatus = :status, requestedAt = :now, updatedAt = :now REMOVE failureReason"
        );
        assert_eq!(
            expression.condition,
            "attribute_exists(id) AND mailboxStatus IN (:rest0, :rest1, :rest2, :rest3)"
        );
        assert_eq!(expression.values.len(), 6);
        assert!(expression.names.is_none());
    }

    #[test]
    fn a_change_names_what_it_sets_and_removes() {
        let change = MailboxChange {
            username: Some("ann".to_owned()),
            domain: Some("example.com".to_owned()),
            contact: ContactChange::Remove,
        };
        let expression = Expression::new(MailboxStatus::UpdateRequested, &change, "now");
        assert!(expression.update.contains("username = :username, #domain = :domain"));
        assert!(expression.update.ends_with("REMOVE failureReason, deleteConfirmEmailContact"));
    }

    #[test]
    fn a_write_whose_answer_was_lost_is_not_taken_for_a_busy_mailbox() {
        let new =
            model::mailbox::NewMailbox::from_json(r#"{"username":"ann","domain":"example.com"}"#).unwrap();
        let id = MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        let mut existing = new.into_mailbox(id, "t1");
        existing.mailbox_status = MailboxStatus::UpdateRequested;
        let item: Item = existing
            .to_attributes()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), string(value)))
            .collect();
        let outcome = |now| refused(Some(&item), MailboxStatus::UpdateRequested, now).unwrap();
        assert!(matches!(outcome("t1"), Recording::Recorded(_)));
        assert!(matches!(outcome("t2"), Recording::Busy(MailboxStatus::UpdateRequested)));
        assert!(matches!(refused(None, MailboxStatus::UpdateRequested, "t1"), Ok(Recording::Unknown)));
    }
}
