//! The key of an order.

use crate::named::checked_text;
use crate::validation::{self, Invalid};
use serde::{Deserialize, Serialize};

/// A UUID in its usual form, in lower case. The client may choose it, so that repeated requests count as one.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct OrderId(String);

impl OrderId {
    /// Reads an id; upper case is converted, so that one order has one key.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        validation::uuid("orderId", text).map(OrderId)
    }
}

checked_text!(OrderId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_in_lower_case() {
        let id = OrderId::parse("3E2A1C9E-8F6B-4F0A-9D55-0C1B2A3D4E5F").unwrap();
        assert_eq!(id.as_str(), "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f");
        for text in ["", "17", "3e2a1c9e8f6b4f0a9d550c1b2a3d4e5f", "../../etc/passwd"] {
            assert_eq!(OrderId::parse(text).unwrap_err().field, "orderId", "{text}");
        }
    }
}
