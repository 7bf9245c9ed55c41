//! Orders, of the order service.

use anyhow::Result;
use model::shop::{Id, OrderView};
use serde::Deserialize;
use serde_json::Value;

use super::{about, change, read};
use crate::systems::kit::api::Api;
use crate::systems::kit::id::Typed;
use crate::systems::kit::pages::{Choice, Page, Pages};
use engine::aws::signed::Method;

/// The orders of one deployment.
pub struct Orders {
    pub(super) api: Api,
}

#[derive(Deserialize)]
struct Created {
    order_id: Id,
}

impl Orders {
    /// Behind the order service's API.
    pub fn new(api: Api) -> Self {
        Self { api }
    }

    /// Makes an empty order of a user.
    pub async fn create(&self, user: &Id) -> Result<OrderView> {
        let path = format!("/orders/create/{user}");
        let tried = about("creating an order of", "user", user);
        let created: Created = change(&self.api, Method::Post, &path, &tried).await?;
        self.get(&created.order_id).await
    }

    /// Adds pieces of an item.
    pub async fn add(&self, order: &Id, item: &Id, n: u64) -> Result<OrderView> {
        let path = format!("/orders/addItem/{order}/{item}/{n}");
        change(&self.api, Method::Post, &path, &about("adding to", "order", order)).await
    }

    /// Removes pieces of an item.
    pub async fn remove(&self, order: &Id, item: &Id, n: u64) -> Result<OrderView> {
        let path = format!("/orders/removeItem/{order}/{item}/{n}");
        change(&self.api, Method::Post, &path, &about("removing from", "order", order)).await
    }

    /// Orders, in no particular order.
    pub async fn list(&self, choice: &Choice) -> Result<Page<OrderView>> {
        self.pages().list(choice).await
    }

    /// The id that was typed.
    pub async fn resolve(&self, id: Typed<Id>) -> Result<Id> {
        let find = async |beginning: &str| self.pages().ids("order_id", beginning).await;
        id.resolve("order", find).await
    }

    fn pages(&self) -> Pages<'_> {
        Pages::new(&self.api, "/orders", "orders")
    }

    /// One order; none of this id is a failure.
    pub async fn get(&self, order: &Id) -> Result<OrderView> {
        read(&self.api, &find_path(order), &about("reading", "order", order)).await
    }

    /// Removes an order that is open.
    pub async fn delete(&self, order: &Id) -> Result<()> {
        let path = format!("/orders/remove/{order}");
        let _: Value = change(&self.api, Method::Delete, &path, &about("deleting", "order", order)).await?;
        Ok(())
    }
}

pub(super) fn find_path(order: &Id) -> String {
    format!("/orders/find/{order}")
}
