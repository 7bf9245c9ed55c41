//! Coffee orders: who ordered what from whom, the request that places an order, and the keys of its invoice.

mod id;
mod invoice;
mod item;
mod request;

pub use id::{AccountId, OrderId, VendorId};
pub use invoice::{Document, InvoiceKey, folder};
pub use item::{Item, MOST_ITEMS, MOST_OF_ONE};
pub use request::NewOrder;

use serde::{Deserialize, Serialize};

/// An order, as the API returns it and its invoice records it.
///
/// An account has one active order with a vendor at a time. It is active from the moment that the workflow has written it
/// until it is collected.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Order {
    /// The order's permanent id, chosen by the client.
    pub orderid: OrderId,
    /// Who ordered.
    pub accountid: AccountId,
    /// Who makes the coffee.
    pub vendorid: VendorId,
    /// What was ordered.
    pub items: Vec<Item>,
    /// When the order's workflow began.
    pub placedat: String,
}

impl Order {
    /// The total number of pieces.
    pub fn count(&self) -> u32 {
        self.items.iter().map(|item| u32::from(item.quantity)).sum()
    }

    /// Whether this is what `new` asks for.
    pub fn fulfils(&self, new: &NewOrder) -> bool {
        self.orderid == new.orderid
            && self.accountid == new.accountid
            && self.vendorid == new.vendorid
            && self.items == new.items
    }
}
