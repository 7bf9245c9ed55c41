//! Users and their credit, of the payment service.

use anyhow::Result;
use model::shop::{Id, UserView};
use serde::Deserialize;

use super::{about, change, read};
use crate::systems::kit::api::Api;
use crate::systems::kit::id::Typed;
use crate::systems::kit::pages::{Choice, Page, Pages};
use engine::aws::signed::Method;

/// The users of one deployment.
pub struct Users {
    api: Api,
}

#[derive(Deserialize)]
struct Created {
    user_id: Id,
}

impl Users {
    /// Behind the payment service's API.
    pub fn new(api: Api) -> Self {
        Self { api }
    }

    /// Creates a user without credit.
    pub async fn create(&self) -> Result<UserView> {
        let created: Created =
            change(&self.api, Method::Post, "/payment/create_user", "creating a user").await?;
        Ok(UserView { user_id: created.user_id, credit: 0 })
    }

    /// Adds to a user's credit.
    pub async fn fund(&self, user: &Id, amount: u64) -> Result<UserView> {
        let path = format!("/payment/add_funds/{user}/{amount}");
        change(&self.api, Method::Post, &path, &about("funding", "user", user)).await
    }

    /// Takes from a user's credit, without an order.
    pub async fn pay(&self, user: &Id, amount: u64) -> Result<UserView> {
        let path = format!("/payment/pay/{user}/{amount}");
        change(&self.api, Method::Post, &path, &about("paying from", "user", user)).await
    }

    /// Users, in no particular order.
    pub async fn list(&self, choice: &Choice) -> Result<Page<UserView>> {
        self.pages().list(choice).await
    }

    /// The id that was typed.
    pub async fn resolve(&self, id: Typed<Id>) -> Result<Id> {
        let find = async |beginning: &str| self.pages().ids("user_id", beginning).await;
        id.resolve("user", find).await
    }

    fn pages(&self) -> Pages<'_> {
        Pages::new(&self.api, "/payment/users", "users")
    }

    /// One user; none of this id is a failure.
    pub async fn get(&self, user: &Id) -> Result<UserView> {
        read(&self.api, &format!("/payment/find_user/{user}"), &about("reading", "user", user)).await
    }
}
