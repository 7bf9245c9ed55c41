//! A request as a DynamoDB expression: its writes and their condition.

use super::{Item, number, string};
use aws_sdk_dynamodb::types::AttributeValue;
use model::mailbox::{Change, ContactChange, Mailbox, MailboxChange, MailboxId, MailboxStatus};
use std::collections::HashMap;

/// The attribute with the key of the last request that was written.
const KEY: &str = "requestKey";
/// The attribute that says what that request was.
const KIND: &str = "requestKind";

/// A request about a mailbox that exists.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    pub id: &'a MailboxId,
    /// The status that represents the request.
    pub status: MailboxStatus,
    pub change: &'a MailboxChange,
    pub now: &'a str,
    /// Identifies the request, so that it is written once however often it is sent.
    pub key: &'a str,
    /// The revision that the caller has seen; `None` where it does not matter.
    pub expected: Option<u64>,
}

impl Asking<'_> {
    /// The kind of the request.
    pub fn kind(&self) -> &'static str {
        self.status.requested_change().map_or("", Change::as_str)
    }

    /// The kind of the request with this key, if that is the item's last request.
    pub fn under_its_key<'i>(&self, item: &'i Item) -> Option<&'i str> {
        let text = |name| item.get(name)?.as_s().ok().map(String::as_str);
        (text(KEY)? == self.key).then(|| text(KIND).unwrap_or_default())
    }
}

/// The update of a request.
pub(super) struct Expression {
    pub update: String,
    pub condition: String,
    pub names: Option<HashMap<String, String>>,
    pub values: Item,
}

impl Expression {
    pub fn of(asking: &Asking<'_>) -> Self {
        let mut update = format!(
            "SET mailboxStatus = :status, requestedAt = :now, updatedAt = :now, {KEY} = :key, {KIND} = :kind, \
             {revision} = if_not_exists({revision}, :zero) + :one",
            revision = Mailbox::REVISION
        );
        let mut values = Item::new();
        let mut set = |name: &str, value: AttributeValue| values.insert(name.to_owned(), value);
        set(":status", string(asking.status.as_str()));
        set(":now", string(asking.now));
        set(":key", string(asking.key));
        set(":kind", string(asking.kind()));
        set(":zero", number(0));
        set(":one", number(1));
        let mut names = None;
        if let Some(username) = &asking.change.username {
            update.push_str(", username = :username");
            set(":username", string(username));
        }
        if let Some(domain) = &asking.change.domain {
            // `domain` is one of DynamoDB's reserved words.
            update.push_str(", #domain = :domain");
            set(":domain", string(domain));
            names = Some(HashMap::from([("#domain".to_owned(), "domain".to_owned())]));
        }
        if let ContactChange::Set(contact) = &asking.change.contact {
            update.push_str(", deleteConfirmEmailContact = :contact");
            set(":contact", string(contact));
        }
        update.push_str(" REMOVE failureReason");
        if asking.change.contact == ContactChange::Remove {
            update.push_str(", deleteConfirmEmailContact");
        }
        let condition = condition(asking.expected, &mut values);
        Expression { update, condition, names, values }
    }
}

/// The condition that a mailbox is there and rests, that its last request had another key, and that it has the expected
/// revision.
fn condition(expected: Option<u64>, values: &mut Item) -> String {
    let resting = MailboxStatus::ALL.into_iter().filter(|status| status.is_final());
    let placeholders: Vec<String> = resting
        .enumerate()
        .map(|(number, status)| {
            let placeholder = format!(":rest{number}");
            values.insert(placeholder.clone(), string(status.as_str()));
            placeholder
        })
        .collect();
    let mut condition = format!(
        "attribute_exists(id) AND mailboxStatus IN ({}) AND (attribute_not_exists({KEY}) OR {KEY} <> :key)",
        placeholders.join(", ")
    );
    let revision = Mailbox::REVISION;
    match expected {
        None => return condition,
        // As in items that were written before revisions were.
        Some(0) => {
            condition.push_str(&format!(" AND (attribute_not_exists({revision}) OR {revision} = :expected)"));
        }
        Some(_) => condition.push_str(&format!(" AND {revision} = :expected")),
    }
    values.insert(":expected".to_owned(), number(expected.unwrap_or_default()));
    condition
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(status: MailboxStatus, change: &MailboxChange, expected: Option<u64>) -> Expression {
        let id = MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        Expression::of(&Asking { id: &id, status, change, now: "now", key: "key", expected })
    }

    #[test]
    fn a_request_is_written_only_to_a_resting_mailbox_and_once() {
        let written = expression(MailboxStatus::DeleteRequested, &MailboxChange::default(), None);
        assert_eq!(
            written.update,
            "SET mailboxStatus = :status, requestedAt = :now, updatedAt = :now, requestKey = :key, \
             requestKind = :kind, revision = if_not_exists(revision, :zero) + :one REMOVE failureReason"
        );
        assert_eq!(
            written.condition,
            "attribute_exists(id) AND mailboxStatus IN (:rest0, :rest1, :rest2, :rest3) \
             AND (attribute_not_exists(requestKey) OR requestKey <> :key)"
        );
        assert_eq!(written.values[":kind"], string("delete"));
        assert_eq!(written.values.len(), 10);
        assert!(written.names.is_none());
    }

    #[test]
    fn an_expected_revision_is_part_of_the_condition_and_none_counts_as_0() {
        let condition = |expected| {
            let written =
                expression(MailboxStatus::UpdateRequested, &MailboxChange::default(), Some(expected));
            assert_eq!(written.values[":expected"], number(expected));
            written.condition
        };
        assert!(condition(3).ends_with(" AND revision = :expected"));
        assert!(condition(0).ends_with(" AND (attribute_not_exists(revision) OR revision = :expected)"));
    }

    #[test]
    fn a_change_names_what_it_sets_and_removes() {
        let change = MailboxChange {
            username: Some("ann".to_owned()),
            domain: Some("example.com".to_owned()),
            contact: ContactChange::Remove,
        };
        let written = expression(MailboxStatus::UpdateRequested, &change, None);
        assert!(written.update.contains("username = :username, #domain = :domain"));
        assert!(written.update.ends_with("REMOVE failureReason, deleteConfirmEmailContact"));
    }
}
