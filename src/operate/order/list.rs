//! Pages of orders, newest first.

use anyhow::Result;
use model::cake::{Order, OrderState};
use serde::{Deserialize, Serialize};

use super::Orders;
use crate::aws::signed::Method;
use crate::operate::api::encode;

/// Orders of one page, the API's maximum.
const MOST_PER_PAGE: usize = 100;
/// Orders that are listed where nobody says how many.
const USUAL: usize = 50;

/// A page of orders.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Page {
    #[serde(rename(deserialize = "items"))]
    pub orders: Vec<Order>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Which orders to read.
#[derive(Clone, Debug, Default)]
pub struct ListOptions {
    /// At most this many.
    pub limit: Option<usize>,
    /// Begin where an earlier page ended.
    pub next: Option<String>,
    /// Read every page.
    pub all: bool,
    /// Only those in this state.
    pub state: Option<OrderState>,
}

impl Orders {
    /// The orders that `options` choose, newest first.
    pub async fn list(&self, options: &ListOptions) -> Result<Page> {
        let most = if options.all { usize::MAX } else { options.limit.unwrap_or(USUAL) };
        let mut orders = Vec::new();
        let mut next = options.next.clone();
        loop {
            let page =
                self.page(options.state, MOST_PER_PAGE.min(most - orders.len()), next.as_deref()).await?;
            orders.extend(page.orders);
            next = page.next;
            if next.is_none() || orders.len() >= most {
                return Ok(Page { orders, next });
            }
        }
    }

    async fn page(&self, state: Option<OrderState>, limit: usize, next: Option<&str>) -> Result<Page> {
        let state = state.map(|state| format!("&state={state}")).unwrap_or_default();
        let next = next.map(|next| format!("&next={}", encode(next))).unwrap_or_default();
        let reply = self.api.call(Method::Get, &format!("/orders?limit={limit}{state}{next}"), None).await?;
        self.api.document(&reply, "listing orders")
    }
}
