//! The keys of an invoice in its bucket: `ACCOUNT/VENDOR/TIME_ORDER.json`, and next to it the same as a page.
//!
//! An account's invoices from a vendor are one folder, in the order of their times. The JSON document is written last: it is
//! what makes an invoice.

use super::{AccountId, OrderId, VendorId};

/// The two forms of an invoice.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Document {
    /// For programs.
    Json,
    /// For readers.
    Page,
}

impl Document {
    fn ending(self) -> &'static str {
        match self {
            Document::Json => ".json",
            Document::Page => ".html",
        }
    }

    /// The object's content type.
    pub fn content_type(self) -> &'static str {
        match self {
            Document::Json => "application/json",
            Document::Page => "text/html; charset=utf-8",
        }
    }
}

/// The folder of an account's invoices from a vendor, with a slash at its end.
pub fn folder(account: &AccountId, vendor: &VendorId) -> String {
    format!("{account}/{vendor}/")
}

/// What the keys of an invoice's two objects have in common.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InvoiceKey(String);

impl InvoiceKey {
    /// Reads the key that the workflow has made, which must lie in the order's own folder.
    pub fn parse(text: &str, account: &AccountId, vendor: &VendorId, order: &OrderId) -> Option<Self> {
        let name = text.strip_prefix(&folder(account, vendor))?;
        let is_own = name.ends_with(&format!("_{order}")) && !name.contains('/');
        is_own.then(|| InvoiceKey(text.to_owned()))
    }

    /// Reads the key of a document in JSON; anything else is no invoice.
    pub fn of_document(key: &str) -> Option<Self> {
        key.strip_suffix(Document::Json.ending()).map(|key| InvoiceKey(key.to_owned()))
    }

    /// Whether it is the invoice of this order.
    pub fn is_of(&self, order: &OrderId) -> bool {
        self.0.ends_with(&format!("_{order}"))
    }

    /// The key of one of the objects.
    pub fn of(&self, document: Document) -> String {
        format!("{}{}", self.0, document.ending())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f";

    #[test]
    fn a_key_lies_in_the_folder_of_its_order() {
        let (account, vendor) = (AccountId::parse("a1").unwrap(), VendorId::parse("v1").unwrap());
        let order = OrderId::parse(ID).unwrap();
        let parse = |text: &str| InvoiceKey::parse(text, &account, &vendor, &order);
        let key = parse(&format!("a1/v1/2026-10-09T10:11:12.013Z_{ID}")).unwrap();
        assert!(key.is_of(&order));
        assert_eq!(InvoiceKey::of_document(&key.of(Document::Json)), Some(key.clone()));
        assert_eq!(InvoiceKey::of_document(&key.of(Document::Page)), None);
        for wrong in [format!("a2/v1/t_{ID}"), format!("a1/v1/x/t_{ID}"), "a1/v1/t_".to_owned()] {
            assert_eq!(parse(&wrong), None, "{wrong}");
        }
    }
}
