//! A mailbox as the attributes of a table item. All but the revision, which is a number that the table counts up, are
//! strings, so no SDK type is needed here.

use super::{Mailbox, MailboxId, MailboxStatus};
use crate::Damaged;
use std::collections::BTreeMap;

impl Mailbox {
    /// Name of the attribute that holds the revision.
    pub const REVISION: &'static str = "revision";

    /// The attributes of the item that are strings; what is not set has none.
    pub fn to_attributes(&self) -> BTreeMap<&'static str, String> {
        let mut attributes = BTreeMap::from([
            ("id", self.id.to_string()),
            ("username", self.username.clone()),
            ("domain", self.domain.clone()),
            ("mailboxStatus", self.mailbox_status.to_string()),
            ("createdAt", self.created_at.clone()),
            ("updatedAt", self.updated_at.clone()),
            ("requestedAt", self.requested_at.clone()),
        ]);
        let optional = [
            ("deleteConfirmEmailContact", &self.delete_confirm_email_contact),
            ("failureReason", &self.failure_reason),
        ];
        for (name, value) in optional {
            attributes.extend(value.clone().map(|value| (name, value)));
        }
        attributes
    }

    /// Reads an item through `attribute`, which returns the text of the string or number of that name if there is one.
    pub fn from_attributes<'a>(attribute: impl Fn(&str) -> Option<&'a str>) -> Result<Self, Damaged> {
        let optional = |name| attribute(name).map(str::to_owned);
        let required = |name| optional(name).ok_or(Damaged { attribute: name });
        Ok(Mailbox {
            id: MailboxId::parse(&required("id")?).map_err(|_| Damaged { attribute: "id" })?,
            username: required("username")?,
            domain: required("domain")?,
            mailbox_status: status(&required("mailboxStatus")?)?,
            delete_confirm_email_contact: optional("deleteConfirmEmailContact"),
            failure_reason: optional("failureReason"),
            created_at: required("createdAt")?,
            updated_at: required("updatedAt")?,
            requested_at: required("requestedAt")?,
            revision: attribute(Self::REVISION).map_or(Ok(0), revision)?,
        })
    }
}

fn revision(text: &str) -> Result<u64, Damaged> {
    text.parse().map_err(|_| Damaged { attribute: Mailbox::REVISION })
}

fn status(text: &str) -> Result<MailboxStatus, Damaged> {
    text.parse().map_err(|_| Damaged { attribute: "mailboxStatus" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_mailbox() -> impl Strategy<Value = Mailbox> {
        let texts = (".{1,20}", ".{1,20}", proptest::option::of(".{1,20}"), proptest::option::of(".{1,20}"));
        let status = proptest::sample::select(MailboxStatus::ALL.to_vec());
        (texts, status, any::<u64>()).prop_map(|(texts, mailbox_status, revision)| Mailbox {
            id: MailboxId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap(),
            username: texts.0,
            domain: texts.1,
            mailbox_status,
            delete_confirm_email_contact: texts.2,
            failure_reason: texts.3,
            created_at: "2026-10-09T10:11:12.013Z".to_owned(),
            updated_at: "2026-10-09T10:11:13.000Z".to_owned(),
            requested_at: "2026-10-09T10:11:12.013Z".to_owned(),
            revision,
        })
    }

    proptest! {
        #[test]
        fn table_and_wire_give_back_what_they_got(mailbox in any_mailbox()) {
            let mut attributes = mailbox.to_attributes();
            attributes.insert(Mailbox::REVISION, mailbox.revision.to_string());
            let read = Mailbox::from_attributes(|name| attributes.get(name).map(String::as_str));
            prop_assert_eq!(read.unwrap(), mailbox.clone());

            // Written by a version that counted no requests.
            attributes.remove(Mailbox::REVISION);
            let old = Mailbox::from_attributes(|name| attributes.get(name).map(String::as_str));
            prop_assert_eq!(old.unwrap().revision, 0);

            let wire = serde_json::to_string(&mailbox).unwrap();
            prop_assert_eq!(serde_json::from_str::<Mailbox>(&wire).unwrap(), mailbox);
        }

        #[test]
        fn a_missing_attribute_is_named(mailbox in any_mailbox(), lost in 0_usize..7) {
            let names = ["id", "username", "domain", "mailboxStatus", "createdAt", "updatedAt", "requestedAt"];
            let mut attributes = mailbox.to_attributes();
            attributes.remove(names[lost]);
            let read = Mailbox::from_attributes(|name| attributes.get(name).map(String::as_str));
            prop_assert_eq!(read.unwrap_err().attribute, names[lost]);
        }
    }
}
