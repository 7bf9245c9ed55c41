//! Pages of orders, newest first.

use anyhow::Result;
use model::cake::{Order, OrderId, OrderState};
use serde::Serialize;

use super::Orders;
use crate::systems::kit::id::Typed;
use crate::systems::kit::pages::{Choice, Page as ApiPage, Pages};

/// A page of orders.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Page {
    /// The orders, newest first.
    pub orders: Vec<Order>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl Orders {
    /// Orders, newest first: those in one state, or all.
    pub async fn list(&self, state: Option<OrderState>, choice: &Choice) -> Result<Page> {
        let pages = self.pages().only("state", state.map(OrderState::as_str));
        let ApiPage { items, next } = pages.list(choice).await?;
        Ok(Page { orders: items, next })
    }

    /// The id that was typed.
    pub async fn resolve(&self, id: Typed<OrderId>) -> Result<OrderId> {
        let find = async |beginning: &str| self.pages().ids("orderId", beginning).await;
        id.resolve("order", find).await
    }

    fn pages(&self) -> Pages<'_> {
        Pages::new(&self.api, "/orders", "orders")
    }
}
