//! The requests: the bodies of POST and PUT.

use super::{Mailbox, MailboxId, MailboxStatus};
use crate::body::{object, required_text, text};
use crate::validation::{self, Invalid};
use serde_json::{Value, json};

/// Largest body that is read; the longest legal one has far less.
const BODY_BYTES: usize = 4096;

const ID: &str = "id";
const USERNAME: &str = "username";
const DOMAIN: &str = "domain";
const CONTACT: &str = "deleteConfirmEmailContact";

/// A new mailbox: the body of POST.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NewMailbox {
    /// The caller's own id, with which a repeated request creates no second mailbox.
    pub id: Option<MailboxId>,
    /// The address before the `@`.
    pub username: String,
    /// The address after the `@`.
    pub domain: String,
    /// Who must agree before the mailbox is deleted.
    pub delete_confirm_email_contact: Option<String>,
}

impl NewMailbox {
    /// Reads and validates a body.
    pub fn from_json(body: &str) -> Result<Self, Invalid> {
        let fields = object(body, BODY_BYTES, &[ID, USERNAME, DOMAIN, CONTACT])?;
        let new = NewMailbox {
            id: text(&fields, ID)?.map(|id| MailboxId::parse(&id)).transpose()?,
            username: required_text(&fields, USERNAME)?,
            domain: required_text(&fields, DOMAIN)?,
            delete_confirm_email_contact: text(&fields, CONTACT)?,
        };
        new.validate()?;
        Ok(new)
    }

    /// The request's body.
    pub fn to_json(&self) -> Value {
        let mut body = json!({USERNAME: self.username, DOMAIN: self.domain});
        if let Some(id) = &self.id {
            body[ID] = json!(id);
        }
        if let Some(contact) = &self.delete_confirm_email_contact {
            body[CONTACT] = json!(contact);
        }
        body
    }

    /// Validates every field; the error names the first invalid one.
    pub fn validate(&self) -> Result<(), Invalid> {
        validation::username(USERNAME, &self.username)?;
        validation::domain(DOMAIN, &self.domain)?;
        match &self.delete_confirm_email_contact {
            Some(contact) => validation::email(CONTACT, contact),
            None => Ok(()),
        }
    }

    /// The mailbox as it is first written, under `id`.
    pub fn into_mailbox(self, id: MailboxId, now: &str) -> Mailbox {
        Mailbox {
            id,
            username: self.username,
            domain: self.domain,
            mailbox_status: MailboxStatus::Initial,
            delete_confirm_email_contact: self.delete_confirm_email_contact,
            failure_reason: None,
            created_at: now.to_owned(),
            updated_at: now.to_owned(),
            requested_at: now.to_owned(),
            revision: 1,
        }
    }
}

/// What happens to a mailbox's contact.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum ContactChange {
    /// Keep the contact. On the wire: no field.
    #[default]
    Keep,
    /// Remove the contact; deletions are no longer confirmed. On the wire: `null`.
    Remove,
    /// This address is asked from now on.
    Set(String),
}

/// A change of a mailbox: the body of PUT. One that changes nothing runs provisioning again.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct MailboxChange {
    /// The new address before the `@`.
    pub username: Option<String>,
    /// The new address after the `@`.
    pub domain: Option<String>,
    /// What happens to the contact.
    pub contact: ContactChange,
}

impl MailboxChange {
    /// Reads and validates a body.
    pub fn from_json(body: &str) -> Result<Self, Invalid> {
        let fields = object(body, BODY_BYTES, &[USERNAME, DOMAIN, CONTACT])?;
        let change = MailboxChange {
            username: text(&fields, USERNAME)?,
            domain: text(&fields, DOMAIN)?,
            contact: match fields.get(CONTACT) {
                None => ContactChange::Keep,
                Some(Value::Null) => ContactChange::Remove,
                Some(_) => text(&fields, CONTACT)?.map_or(ContactChange::Keep, ContactChange::Set),
            },
        };
        change.validate()?;
        Ok(change)
    }

    /// The request's body.
    pub fn to_json(&self) -> Value {
        let mut body = json!({});
        if let Some(username) = &self.username {
            body[USERNAME] = json!(username);
        }
        if let Some(domain) = &self.domain {
            body[DOMAIN] = json!(domain);
        }
        match &self.contact {
            ContactChange::Keep => {}
            ContactChange::Remove => body[CONTACT] = Value::Null,
            ContactChange::Set(contact) => body[CONTACT] = json!(contact),
        }
        body
    }

    /// Whether a mailbox has the values that this asks for.
    pub fn is_in(&self, mailbox: &Mailbox) -> bool {
        let contact = mailbox.delete_confirm_email_contact.as_ref();
        self.username.as_ref().is_none_or(|username| *username == mailbox.username)
            && self.domain.as_ref().is_none_or(|domain| *domain == mailbox.domain)
            && match &self.contact {
                ContactChange::Keep => true,
                ContactChange::Remove => contact.is_none(),
                ContactChange::Set(wanted) => contact == Some(wanted),
            }
    }

    /// Validates every field that is given; the error names the first invalid one.
    pub fn validate(&self) -> Result<(), Invalid> {
        if let Some(username) = &self.username {
            validation::username(USERNAME, username)?;
        }
        if let Some(domain) = &self.domain {
            validation::domain(DOMAIN, domain)?;
        }
        match &self.contact {
            ContactChange::Set(contact) => validation::email(CONTACT, contact),
            ContactChange::Keep | ContactChange::Remove => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn refused(body: &str) -> String {
        NewMailbox::from_json(body).unwrap_err().to_string()
    }

    #[test]
    fn a_refused_body_names_the_field() {
        assert_eq!(refused(""), "body must be a JSON object");
        assert_eq!(refused("[]"), "body must be a JSON object");
        assert_eq!(refused(r#"{"domain":"example.com"}"#), "username is missing");
        assert_eq!(refused(r#"{"username":"ann"}"#), "domain is missing");
        assert_eq!(refused(r#"{"username":7,"domain":"example.com"}"#), "username must be a string");
        assert_eq!(refused(r#"{"username":"","domain":"example.com"}"#), "username must not be empty");
        assert_eq!(refused(r#"{"username":"ann","domain":"example.com","x":1}"#), "x is not a known field");
        assert!(
            refused(r#"{"id":"1","username":"ann","domain":"example.com"}"#).starts_with("id must be a UUID")
        );
        assert!(
            refused(&format!(r#"{{"username":"{}"}}"#, "a".repeat(5000)))
                .starts_with("body must not be longer")
        );
    }

    #[test]
    fn a_change_distinguishes_no_contact_from_the_same_contact() {
        let contact = |body| MailboxChange::from_json(body).unwrap().contact;
        assert_eq!(contact("{}"), ContactChange::Keep);
        assert_eq!(contact(r#"{"deleteConfirmEmailContact":null}"#), ContactChange::Remove);
        assert_eq!(
            contact(r#"{"deleteConfirmEmailContact":"a@b.cd"}"#),
            ContactChange::Set("a@b.cd".to_owned())
        );
        assert_eq!(
            MailboxChange::from_json(r#"{"id":"x"}"#).unwrap_err().to_string(),
            "id is not a known field"
        );
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body in "(?s).{0,300}") {
            let _ = NewMailbox::from_json(&body);
            let _ = MailboxChange::from_json(&body);
        }

        #[test]
        fn what_is_valid_survives_the_wire(
            username in "[a-z.+']{1,64}", domain in "[a-z]{1,20}\\.[a-z]{2,5}", contact in proptest::option::of("[a-z]{1,9}@[a-z]{1,9}\\.[a-z]{2,5}")
        ) {
            let new = NewMailbox { id: None, username, domain, delete_confirm_email_contact: contact };
            prop_assert_eq!(NewMailbox::from_json(&new.to_json().to_string()), Ok(new.clone()));

            let contact = new.delete_confirm_email_contact.map_or(ContactChange::Remove, ContactChange::Set);
            let change = MailboxChange { username: Some(new.username), domain: None, contact };
            prop_assert_eq!(MailboxChange::from_json(&change.to_json().to_string()), Ok(change));
        }
    }
}
