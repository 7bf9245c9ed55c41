//! Pages of active orders, and orders by a prefix of their ids.

use anyhow::Result;
use model::coffee::{AccountId, Order, OrderId};

use super::{CoffeeOrders, Place};
use crate::systems::kit::id::{MOST_SHOWN, Typed};
use crate::systems::kit::pages::{Choice, Page, Pages};
use engine::aws::stepfunctions::{ExecutionSummary, StepFunctions};

impl CoffeeOrders {
    /// Active orders: those of one account by vendor, or all in no particular order.
    pub async fn list(&self, account: Option<&AccountId>, choice: &Choice) -> Result<Page<Order>> {
        let pages = Pages::new(&self.api, "/orders", "orders");
        pages.only(AccountId::FIELD, account.map(AccountId::as_str)).list(choice).await
    }

    /// The id of an active order that was typed: that of the one at this place, or none.
    pub async fn resolve_active(&self, place: &Place, id: Typed<OrderId>) -> Result<OrderId> {
        let find = async |beginning: &str| {
            let active = self.find(place).await?.map(|order| order.orderid.to_string());
            Ok(active.into_iter().filter(|id| id.starts_with(beginning)).collect())
        };
        id.resolve("active order there", find).await
    }

    /// The id of any order that was typed: of the executions that placed orders, which are named after them.
    pub async fn resolve(&self, service: &StepFunctions, id: Typed<OrderId>) -> Result<OrderId> {
        let find = async |beginning: &str| {
            let begins = |summary: &ExecutionSummary| summary.arn.name().starts_with(beginning);
            let found = service.list(&self.machine, None, MOST_SHOWN + 1, &begins).await?;
            Ok(found.iter().map(|summary| summary.arn.name().to_owned()).collect())
        };
        id.resolve("order", find).await
    }

    /// Where the workflow is.
    pub fn region(&self) -> engine::aws::Region {
        self.machine.region()
    }
}
