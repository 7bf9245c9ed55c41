//! The API's responses about orders.

use crate::table::Stepped;
use function::api::{Refusal, Reply};
use model::cake::{OrderId, OrderState};

/// The response for an unknown order: 404.
pub fn unknown(id: &OrderId) -> Refusal {
    Refusal::new(404, format!("there is no order {id}")).about(id)
}

/// The response for an id of another order: 409.
pub fn taken(id: &OrderId, state: OrderState) -> Refusal {
    let message = format!("order {id} already exists with other values");
    Refusal::new(409, message).with("field", "orderId").with("state", state).about(id)
}

/// The response to a step of an order: 200, 404, or 409 with the state in which it cannot be `what`.
pub fn went_on(id: &OrderId, stepped: Stepped, what: &str) -> Result<Reply, Refusal> {
    match stepped {
        Stepped::Now(order) => Ok(Reply::new(200, &order).about(id)),
        Stepped::Unknown => Err(unknown(id)),
        Stepped::Illegal(state) => {
            let message = format!("order {id} cannot be {what}: it is {state}");
            Err(Refusal::new(409, message).with("state", state).about(id))
        }
    }
}
