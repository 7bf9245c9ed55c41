//! The key of a mailbox.

use crate::named::checked_text;
use crate::validation::{self, Invalid};
use serde::{Deserialize, Serialize};

/// A UUID in its usual form, in lower case.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct MailboxId(String);

impl MailboxId {
    /// Reads an id; upper case is converted, so that one mailbox has one key.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        validation::uuid("id", text).map(MailboxId)
    }
}

checked_text!(MailboxId);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn upper_case_is_the_same_mailbox() {
        let id = MailboxId::parse("3E2A1C9E-8F6B-4F0A-9D55-0C1B2A3D4E5F").unwrap();
        assert_eq!(id.as_str(), "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f");
    }

    #[test]
    fn anything_else_is_refused_by_name() {
        for text in ["", "1234", "3e2a1c9e8f6b4f0a9d550c1b2a3d4e5f", "3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5g"] {
            assert_eq!(MailboxId::parse(text).unwrap_err().field, "id", "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_passes_is_safe_in_paths_and_names(text in "(?s).{0,60}") {
            if let Ok(id) = MailboxId::parse(&text) {
                prop_assert!(id.as_str().bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'));
            }
        }
    }
}
