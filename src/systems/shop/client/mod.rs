//! The deployed shop: users, items and orders, each behind the API of the service that owns them.
//!
//! Every change has a key of its own, generated once: if a response is lost, the retry is recognised and nothing is
//! done twice.

pub mod audit;
mod checkout;
mod items;
mod orders;
mod users;

use anyhow::Result;
use model::shop::Id;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub use self::checkout::Checkout;
pub use self::items::Items;
pub use self::orders::Orders;
pub use self::users::Users;
use crate::systems::kit::api::{Api, message};
use engine::aws::signed::{Method, Reply};
use engine::failure::Failure;

/// The name of the system in the project file.
pub const SYSTEM: &str = "shop";

/// The three services, for what needs all of them.
pub struct Shop {
    pub payment: Api,
    pub stock: Api,
    pub orders: Api,
}

/// Requests a change under a new key and reads the response.
async fn change<T: DeserializeOwned>(api: &Api, method: Method, path: &str, tried: &str) -> Result<T> {
    let reply = api.call_once(method, path, &new_key()).await?;
    answer(api, &reply, tried)
}

async fn read<T: DeserializeOwned>(api: &Api, path: &str, tried: &str) -> Result<T> {
    let reply = api.call(Method::Get, path, None).await?;
    answer(api, &reply, tried)
}

/// The document in an answer. A refusal by the service itself keeps the service's message.
fn answer<T: DeserializeOwned>(api: &Api, reply: &Reply, tried: &str) -> Result<T> {
    match reply.status {
        404 | 409 => Err(api.because_of(reply, refused(tried, reply)).into()),
        _ => api.document(reply, tried),
    }
}

fn refused(tried: &str, reply: &Reply) -> Failure {
    Failure::failed(format!("{tried} is refused: {}", message(&reply.body)))
}

/// A fresh key.
fn new_key() -> String {
    Uuid::new_v4().to_string()
}

/// The beginning of a sentence about what is done to something.
fn about(doing: &str, noun: &str, id: &Id) -> String {
    format!("{doing} {noun} {id}")
}
