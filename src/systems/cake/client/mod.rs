//! Client of the deployed cake system: places, advances and reads orders through its API.

pub mod batch;
pub mod dead_letters;
pub mod following;
pub mod identity;
pub mod list;
pub mod records;

use anyhow::Result;
use model::cake::{Delivery, Fulfilment, NewOrder, Order, OrderId, OrderState};

use crate::systems::kit::api::{Api, message};
use engine::aws::signed::{Method, Reply};
use engine::failure::Failure;

/// The orders of one deployment.
pub struct Orders {
    api: Api,
}

/// The result of an order that was sent.
#[derive(Clone, Debug)]
pub enum Placing {
    Placed(Order),
    /// The same order was placed before, under the same id.
    Existing(Order),
    /// It cannot be placed, however often it is sent.
    Refused(Failure),
}

impl Orders {
    /// Speaks to a deployed API.
    pub fn new(api: Api) -> Self {
        Self { api }
    }

    /// Places an order under the id in `new`, which makes a second sending harmless. Fails when it is not known whether
    /// the order is placed, and when no order could be placed now.
    pub async fn place(&self, new: &NewOrder) -> Result<Placing> {
        let reply = self.api.call(Method::Post, "/order", Some(&new.to_json())).await?;
        let tried = format!("placing the order of {}", new.name);
        match reply.status {
            // It is no statement about the order.
            _ if reply.turned_away.is_some() => Err(self.api.refusal(&reply, &tried).into()),
            400 | 413 | 415 => Ok(Placing::Refused(self.api.refusal(&reply, &tried))),
            409 => Ok(Placing::Refused(self.api.because_of(&reply, taken(&reply, &tried)))),
            _ => {
                let order = self.api.document(&reply, &tried)?;
                // What an earlier try of this very request has placed is new to the caller.
                let was_there = reply.is_repeat && !reply.after_lost_try;
                Ok(if was_there { Placing::Existing(order) } else { Placing::Placed(order) })
            }
        }
    }

    /// Reports that the cakes of an order are made. An order that is not waiting for that is a failure naming its
    /// state.
    pub async fn fulfil(&self, fulfilment: &Fulfilment) -> Result<Order> {
        let body = fulfilment.to_json();
        let reply = self.api.call(Method::Post, "/order/fulfilled", Some(&body)).await?;
        self.moved_on(&fulfilment.order_id, &reply, "fulfilling", OrderState::OrderPlaced)
    }

    /// Reports that an order has arrived. An order that is not on its way is a failure naming its state.
    pub async fn deliver(&self, delivery: &Delivery) -> Result<Order> {
        let body = delivery.to_json();
        let reply = self.api.call(Method::Post, "/order/delivered", Some(&body)).await?;
        self.moved_on(&delivery.order_id, &reply, "delivering", OrderState::SentForDelivery)
    }

    /// One order; none of this id is a failure.
    pub async fn get(&self, id: &OrderId) -> Result<Order> {
        let reply = self.api.call(Method::Get, &format!("/order/{id}"), None).await?;
        if is_unknown(&reply) {
            return Err(self.api.because_of(&reply, no_order(id)).into());
        }
        self.api.document(&reply, &format!("reading order {id}"))
    }

    /// Reads the answer to a request that is legal in one state only.
    fn moved_on(&self, id: &OrderId, reply: &Reply, doing: &str, legal: OrderState) -> Result<Order> {
        let tried = format!("{doing} order {id}");
        match reply.status {
            409 => Err(self.api.because_of(reply, illegal(id, reply, &tried, legal)).into()),
            _ if is_unknown(reply) => Err(self.api.because_of(reply, no_order(id)).into()),
            _ => self.api.document(reply, &tried),
        }
    }
}

/// The failure for a step that is not allowed in the order's state.
fn illegal(id: &OrderId, reply: &Reply, tried: &str, legal: OrderState) -> Failure {
    let Some(state) = state_in(&reply.body) else {
        return Failure::failed(format!("{tried} is not possible now: {}", message(&reply.body)));
    };
    if state >= legal.next().unwrap_or(legal) {
        let text =
            format!("{tried} is not possible: it was done before, with other values; its state is {state}");
        return Failure::failed(text).hint(format!("`provision order get {id}`"));
    }
    let text = format!("{tried} is not possible while its state is {state}");
    Failure::failed(text).hint(match state {
        OrderState::OrderPlaced => format!("`provision order fulfil {id}`"),
        _ => format!("wait for it: `provision order get {id} --follow --until {legal}`"),
    })
}

/// The failure for an id under which something else was ordered.
fn taken(reply: &Reply, tried: &str) -> Failure {
    let state = state_in(&reply.body).map(|state| format!("; its state is {state}")).unwrap_or_default();
    Failure::failed(format!("{tried} under this id is not possible: {}{state}", message(&reply.body)))
        .hint("use another id, or none")
}

/// The state that a refusal names.
fn state_in(body: &str) -> Option<OrderState> {
    let document: serde_json::Value = serde_json::from_str(body).ok()?;
    document.get("state")?.as_str()?.parse().ok()
}

/// API Gateway answers 403 to a path that it does not know, so 404 can only come from the function.
fn is_unknown(reply: &Reply) -> bool {
    reply.status == 404
}

fn no_order(id: &OrderId) -> Failure {
    Failure::failed(format!("no order {id}")).hint("`provision order list`")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::*;
    use engine::aws::Region;
    use engine::aws::fake::{self, Call, Reply as Refusal};
    use engine::failure::{EXIT_FAILED, hint_of, kind_of, sentence};

    fn conflict(state: &str) -> Reply {
        Reply {
            status: 409,
            body: format!(r#"{{"message":"no","state":"{state}"}}"#),
            request_id: None,
            code: None,
            after_lost_try: false,
            is_repeat: false,
            turned_away: None,
        }
    }

    /// Places an order at an API that always gives this refusal, and how long that took.
    async fn place(code: &'static str, message: &'static str) -> (Result<Placing>, Duration) {
        let refuse = move |_: &Call| Some(Refusal::json_refused(code, message));
        let (cloud, _) = fake::cloud(vec![Box::new(refuse)]);
        let url = "https://a.execute-api.us-west-2.amazonaws.com/dev";
        let orders = Orders::new(Api::new(&cloud, url, &Region::new("us-west-2")).unwrap());
        let (name, address, product_id) = ("Ann".to_owned(), "1 Road".to_owned(), "choc".to_owned());
        let new = NewOrder { order_id: None, name, address, product_id, quantity: 1 };
        let began = Instant::now();
        (orders.place(&new).await, began.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn an_order_that_is_throttled_to_the_end_is_not_refused() {
        let (outcome, took) = place("ThrottlingException", "Rate exceeded").await;
        let error = outcome.unwrap_err();
        assert!(took >= Duration::from_secs(90), "{took:?}");
        assert_eq!(kind_of(&error).exit_code(), EXIT_FAILED);
        assert!(sentence(&error).starts_with("placing the order of Ann in us-west-2: 400 Rate exceeded"));
        assert!(hint_of(&error).unwrap().contains("run the command again"));
        let (outcome, took) = place("BadRequest", "quantity must be positive").await;
        assert!(matches!(outcome, Ok(Placing::Refused(_))) && took < Duration::from_secs(1));
    }

    #[test]
    fn an_illegal_step_names_the_state_and_what_comes_before() {
        let id = OrderId::parse("3e2a1c9e-8f6b-4f0a-9d55-0c1b2a3d4e5f").unwrap();
        let refusal =
            |state| illegal(&id, &conflict(state), "delivering order X", OrderState::SentForDelivery);
        let early = refusal("order_placed");
        assert_eq!(early.message, "delivering order X is not possible while its state is order_placed");
        assert_eq!(early.hint.unwrap(), format!("`provision order fulfil {id}`"));
        let soon = refusal("order_fulfilled").hint.unwrap();
        assert_eq!(
            soon,
            format!("wait for it: `provision order get {id} --follow --until sent_for_delivery`")
        );
        let late = refusal("delivered").message;
        assert!(late.contains("done before, with other values; its state is delivered"), "{late}");
    }
}
