//! One line of an order.

use crate::body::{required_number, required_text};
use crate::validation::{self, Invalid};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Most lines of one order.
pub const MOST_ITEMS: usize = 20;
/// Most of one thing in one order.
pub const MOST_OF_ONE: u8 = 100;
/// Longest name of a thing.
const NAME_CHARS: usize = 80;

const NAME: &str = "name";
const QUANTITY: &str = "quantity";

/// An item with its quantity.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// What it is called on the vendor's menu, in any script.
    pub name: String,
    /// How many.
    pub quantity: u8,
}

impl Item {
    /// Checks the name and the quantity.
    pub fn validate(&self) -> Result<(), Invalid> {
        validation::line(NAME, &self.name, NAME_CHARS)?;
        if (1..=MOST_OF_ONE).contains(&self.quantity) { Ok(()) } else { Err(too_many()) }
    }

    /// Reads one element of an order's items.
    pub(super) fn from_json(value: &Value) -> Result<Self, Invalid> {
        let Value::Object(fields) = value else {
            return Err(Invalid::new("items", "must be objects with a name and a quantity"));
        };
        if let Some(unknown) = fields.keys().find(|key| ![NAME, QUANTITY].contains(&key.as_str())) {
            return Err(Invalid::unknown_field(unknown));
        }
        let name = required_text(fields, NAME)?;
        validation::line(NAME, &name, NAME_CHARS)?;
        let quantity = required_number(fields, QUANTITY, MOST_OF_ONE.into())?;
        Ok(Item { name, quantity: u8::try_from(quantity).map_err(|_| too_many())? })
    }
}

fn too_many() -> Invalid {
    Invalid::new(QUANTITY, format!("must be a whole number from 1 to {MOST_OF_ONE}"))
}
