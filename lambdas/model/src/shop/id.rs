//! The key of an item, a user, an order or a request.

use crate::named::checked_text;
use crate::validation::{self, Invalid};
use serde::{Deserialize, Serialize};

/// A UUID in its usual form, in lower case.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

impl Id {
    /// Reads the id in `field`; upper case is converted, so that one thing has one key.
    pub fn parse(field: &'static str, text: &str) -> Result<Self, Invalid> {
        validation::uuid(field, text).map(Id)
    }
}

checked_text!(Id: |text: &str| Id::parse("id", text));

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn upper_case_is_the_same_thing_and_a_wrong_id_names_its_field() {
        let id = Id::parse("item_id", "3E2A1C9E-8F6B-4F0A-9D55-0C1B2A3D4E5F").unwrap();
        assert_eq!(id.as_str(), "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f");
        for text in ["", "1", "3e2a1c9e8f6b4f0a9d550c1b2a3d4e5f", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5g"] {
            assert_eq!(Id::parse("item_id", text).unwrap_err().field, "item_id", "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_passes_is_safe_in_paths_and_names(text in "(?s).{0,60}") {
            if let Ok(id) = Id::parse("id", &text) {
                prop_assert!(id.as_str().bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'));
            }
        }
    }
}
