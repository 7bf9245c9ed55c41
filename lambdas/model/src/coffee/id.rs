//! The ids of orders, accounts and vendors.

use crate::named::checked_text;
use crate::validation::{self, Invalid};
use serde::{Deserialize, Serialize};

/// Longest id of an account or a vendor.
const ID_BYTES: usize = 64;

/// A UUID in its usual form, in lower case. It is also the name of the execution that places the order.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct OrderId(String);

/// Who orders.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct AccountId(String);

/// Who makes the coffee.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct VendorId(String);

impl OrderId {
    /// Name of the field.
    pub const FIELD: &'static str = "orderid";

    /// Reads an id; upper case is converted, so that one order has one name.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        validation::uuid(Self::FIELD, text).map(OrderId)
    }
}

impl AccountId {
    /// Name of the field.
    pub const FIELD: &'static str = "accountid";

    /// Reads an id of up to 64 letters, digits, hyphens and underscores.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        plain(Self::FIELD, text).map(AccountId)
    }
}

impl VendorId {
    /// Name of the field.
    pub const FIELD: &'static str = "vendorid";

    /// Reads an id of up to 64 letters, digits, hyphens and underscores.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        plain(Self::FIELD, text).map(VendorId)
    }
}

/// Such an id can stand in an object's key and in an address as it is.
fn plain(field: &'static str, text: &str) -> Result<String, Invalid> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    if (1..=ID_BYTES).contains(&text.len()) && text.bytes().all(fits) {
        Ok(text.to_owned())
    } else {
        let problem = format!("must be 1 to {ID_BYTES} letters, digits, hyphens or underscores");
        Err(Invalid::new(field, problem))
    }
}

checked_text!(OrderId, AccountId, VendorId);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_refused_id_is_named() {
        for text in ["", "a b", "a/b", "..", "é", &"a".repeat(65)] {
            assert_eq!(AccountId::parse(text).unwrap_err().field, "accountid", "{text}");
            assert_eq!(VendorId::parse(text).unwrap_err().field, "vendorid", "{text}");
        }
        assert_eq!(OrderId::parse("1").unwrap_err().field, "orderid");
    }

    #[test]
    fn an_order_has_one_name() {
        let id = OrderId::parse("3E2A1C9E-8F6B-4F0A-9D55-0C1B2A3D4E5F").unwrap();
        assert_eq!(id.as_str(), "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f");
    }

    proptest! {
        #[test]
        fn whatever_passes_is_safe_in_keys_and_addresses(text in "(?s).{0,70}|[a-zA-Z0-9_-]{1,64}") {
            if let Ok(id) = VendorId::parse(&text) {
                prop_assert!(id.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
                prop_assert!((1..=64).contains(&id.as_str().len()));
            }
        }
    }
}
