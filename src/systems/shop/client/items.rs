//! Items of the stock service, with price and stock.

use anyhow::Result;
use model::shop::{Id, ItemView};
use serde::Deserialize;

use super::{about, change, read};
use crate::systems::kit::api::Api;
use crate::systems::kit::id::Typed;
use crate::systems::kit::pages::{Choice, Page, Pages};
use engine::aws::signed::Method;

/// The items of one deployment.
pub struct Items {
    api: Api,
}

#[derive(Deserialize)]
struct Created {
    item_id: Id,
}

impl Items {
    /// Behind the stock service's API.
    pub fn new(api: Api) -> Self {
        Self { api }
    }

    /// Makes an item of which there are no pieces yet.
    pub async fn create(&self, price: u64) -> Result<ItemView> {
        let path = format!("/stock/item/create/{price}");
        let created: Created = change(&self.api, Method::Post, &path, "creating an item").await?;
        Ok(ItemView { item_id: created.item_id, stock: 0, price })
    }

    /// Adds pieces.
    pub async fn add(&self, item: &Id, n: u64) -> Result<ItemView> {
        let path = format!("/stock/add/{item}/{n}");
        change(&self.api, Method::Post, &path, &about("adding to", "item", item)).await
    }

    /// Takes pieces out, without an order.
    pub async fn subtract(&self, item: &Id, n: u64) -> Result<ItemView> {
        let path = format!("/stock/subtract/{item}/{n}");
        change(&self.api, Method::Post, &path, &about("subtracting from", "item", item)).await
    }

    /// Items, in no particular order.
    pub async fn list(&self, choice: &Choice) -> Result<Page<ItemView>> {
        self.pages().list(choice).await
    }

    /// The id that was typed.
    pub async fn resolve(&self, id: Typed<Id>) -> Result<Id> {
        let find = async |beginning: &str| self.pages().ids("item_id", beginning).await;
        id.resolve("item", find).await
    }

    fn pages(&self) -> Pages<'_> {
        Pages::new(&self.api, "/stock/items", "items")
    }

    /// One item; none of this id is a failure.
    pub async fn get(&self, item: &Id) -> Result<ItemView> {
        read(&self.api, &format!("/stock/find/{item}"), &about("reading", "item", item)).await
    }
}
