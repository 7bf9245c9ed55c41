//! The parameters and responses of the API's functions.

use function::api::{Refusal, Request};
use model::Invalid;
use model::coffee::{AccountId, OrderId, VendorId};

/// The account and the vendor that the query names: the key of an active order.
pub struct Place {
    pub account: AccountId,
    pub vendor: VendorId,
}

impl Place {
    /// Reads both from the query.
    pub fn of(request: &Request) -> Result<Self, Invalid> {
        let given = |name| request.query_parameter(name).unwrap_or_default();
        Ok(Place {
            account: AccountId::parse(given(AccountId::FIELD))?,
            vendor: VendorId::parse(given(VendorId::FIELD))?,
        })
    }
}

/// The order that the query names, if it names one.
pub fn order_id(request: &Request) -> Result<Option<OrderId>, Invalid> {
    request.query_parameter(OrderId::FIELD).map(OrderId::parse).transpose()
}

/// The response without an active order of the account: 404.
pub fn no_order(Place { account, vendor }: &Place) -> Refusal {
    Refusal::new(404, format!("account {account} has no active order with vendor {vendor}"))
}

/// The response for an unknown invoice: 404.
pub fn no_invoice(Place { account, vendor }: &Place, order: Option<&OrderId>) -> Refusal {
    let of = order.map(|order| format!(" for order {order}")).unwrap_or_default();
    Refusal::new(404, format!("account {account} has no invoice of vendor {vendor}{of}"))
}
