//! Invalid items of a table.

use std::fmt;

/// An invalid item: the attribute that is missing or wrong.
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
