//! Items of a table that are not what they should be.

use std::fmt;

/// An item that does not hold what it should: which attribute is missing or wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Damaged {
    /// Name of the attribute.
    pub attribute: &'static str,
}

impl fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the item's attribute {} is missing or wrong", self.attribute)
    }
}

impl std::error::Error for Damaged {}
